# SPDX-License-Identifier: MIT
"""Reads what exports need beyond papers themselves: the books kept of them, and what was annotated since a change."""

import sqlite3
from collections.abc import Sequence

from paperdesk.domain.exported import Ledger, Standing
from paperdesk.domain.paper import PaperId
from paperdesk.library.transaction import now

# Rows of these tell that the reader marked something, or wrote of it.
_ANNOTATIONS = ("highlights", "highlight_tags", "notes")


def ledger(connection: sqlite3.Connection, paper: PaperId) -> Ledger:
    """Return what the books say of one paper."""
    row = connection.execute("SELECT arxiv_id, doi, other_id FROM papers WHERE id = ?", (paper,)).fetchone()
    sql = "SELECT met FROM sightings WHERE paper_id = ? ORDER BY day, source"
    met = tuple(at for (at,) in connection.execute(sql, (paper,)))
    arxiv_id, doi, other_id = row or ("", "", "")
    sql = """SELECT source, at, day, rank, upvotes, comments, stars FROM meetings WHERE paper_id = ?
        ORDER BY at, source, day"""
    curve = tuple(Standing(*values) for values in connection.execute(sql, (paper,)))
    return Ledger(arxiv_id, doi, other_id, met, curve)


def lone_tags(connection: sqlite3.Connection) -> list[str]:
    """Return the names of tags that no paper has."""
    sql = "SELECT name FROM tags WHERE id NOT IN (SELECT tag_id FROM paper_tags) ORDER BY folded"
    return [name for (name,) in connection.execute(sql)]


def annotated_since(connection: sqlite3.Connection, number: int) -> list[PaperId]:
    """Return the papers of which a highlight or the note changed after the change `number`, ascending."""
    marks = ",".join("?" * len(_ANNOTATIONS))
    sql = f"""SELECT DISTINCT first_paper FROM change_items JOIN papers ON papers.id = first_paper
        WHERE change_id > ? AND relation IN ({marks}) AND hidden = 0 ORDER BY first_paper"""
    return [PaperId(paper) for (paper,) in connection.execute(sql, (number, *_ANNOTATIONS))]


def last_export(connection: sqlite3.Connection, name: str) -> int:
    """Return the change up to which the export called `name` has told everything, 0 where it never ran."""
    found = connection.execute("SELECT change_id FROM exports WHERE name = ?", (name,)).fetchone()
    return int(found[0]) if found else 0


def keep_export(connection: sqlite3.Connection, name: str, number: int) -> None:
    """Note that the export called `name` has told everything up to the change `number`; it is no change itself."""
    values: Sequence[object] = (name, number, now())
    connection.execute("INSERT OR REPLACE INTO exports (name, change_id, at) VALUES (?, ?, ?)", values)
