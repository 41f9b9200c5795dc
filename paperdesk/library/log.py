# SPDX-License-Identifier: MIT
"""Reads the log of changes: what must be refreshed since a point in it."""

import sqlite3

from paperdesk.domain.changes import MANY, Changes
from paperdesk.domain.paper import PaperId

_NAMES_OF_LISTS = frozenset(("papers", "sightings", "paper_tags"))


def last_change(connection: sqlite3.Connection) -> int:
    """Return the number of the latest change, 0 for none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0])


def changes_since(connection: sqlite3.Connection, number: int) -> Changes:
    """Return what was changed after `number`, as one."""
    latest = connection.execute("SELECT id, summary, undoable FROM changes WHERE id > ? ORDER BY id DESC LIMIT 1", (number,))
    found = latest.fetchone()
    if not found:
        return Changes()
    relations = set()
    touched: set[PaperId] = set()
    many = False
    sql = "SELECT DISTINCT relation, first_paper, last_paper FROM change_items WHERE change_id > ?"
    for relation, first, last in connection.execute(sql, (number,)):
        relations.add(relation)
        many = many or relation == "tags" or (first is not None and last - first + len(touched) > MANY)
        if first is not None and not many:
            touched.update(PaperId(p) for p in range(first, last + 1))
    return Changes(
        number=found[0],
        summary=found[1],
        papers=None if many else frozenset(touched),
        lists=bool(relations & _NAMES_OF_LISTS),
        tags=bool(relations & {"tags", "paper_tags"}),
        undoable=bool(found[2]),
    )

