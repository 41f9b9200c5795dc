# SPDX-License-Identifier: MIT
"""The reader's marks on papers: read, starred, read later, archived; and taking papers out."""

import sqlite3
from collections.abc import Iterable, Mapping

from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import PaperId
from paperdesk.library.extent import MARK_COLUMNS
from paperdesk.library.papers import present
from paperdesk.library.schema import REMOVED
from paperdesk.library.transaction import Transaction

COLUMNS = {name: column for column, name in MARK_COLUMNS.items()}


def mark(
    connection: sqlite3.Connection,
    papers: Iterable[PaperId],
    marks: Mapping[str, bool],
    summary: str,
    *,
    undoable: bool,
) -> Changes:
    """Set `marks` (a name of `MARKS` → on or off) on `papers`, as one change. Raises `UnknownPaper`."""
    values = {COLUMNS[name]: int(on) for name, on in marks.items()}
    with Transaction(connection, "mark", summary, undoable=undoable) as transaction:
        for paper in present(connection, papers) if values else ():
            transaction.update("papers", {"id": paper}, values)
    return transaction.changes


def hide(connection: sqlite3.Connection, papers: Iterable[PaperId], summary: str) -> Changes:
    """Take `papers` out of every list, as one change; what belongs to them stays for undo. Raises `UnknownPaper`."""
    with Transaction(connection, "remove", summary) as transaction:
        for paper in present(connection, papers):
            transaction.update("papers", {"id": paper}, {"hidden": REMOVED})
    return transaction.changes
