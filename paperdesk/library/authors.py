# SPDX-License-Identifier: MIT
"""Who wrote the papers of the library: names to be offered where one is typed."""

import sqlite3

_FREQUENT = """
    SELECT name FROM paper_authors JOIN papers ON papers.id = paper_id
    WHERE hidden = 0 GROUP BY name ORDER BY count(*) DESC, name LIMIT ?
"""


def frequent(connection: sqlite3.Connection, count: int) -> list[str]:
    """Return the `count` names that stand on the most papers, those on more of them first."""
    return [name for (name,) in connection.execute(_FREQUENT, (count,))]
