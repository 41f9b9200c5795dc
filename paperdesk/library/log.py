# SPDX-License-Identifier: MIT
"""Reads the log of changes: what must be refreshed since a point in it."""

import json
import sqlite3

from paperdesk.domain.changes import Changes
from paperdesk.library.extent import Extent


def last_change(connection: sqlite3.Connection) -> int:
    """Return the number of the latest change, 0 for none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0])


def changes_since(connection: sqlite3.Connection, number: int) -> Changes:
    """Return what was changed after `number`, as one; the summary is the latest one's."""
    latest = connection.execute(
        "SELECT id, summary, undoable FROM changes WHERE id > ? ORDER BY id DESC LIMIT 1", (number,)
    )
    found = latest.fetchone()
    if not found:
        return Changes()
    extent = Extent()
    sql = "SELECT relation, first_paper, last_paper, coalesce(after, before) FROM change_items WHERE change_id > ? AND change_id <= ?"
    for relation, first, last, row in connection.execute(sql, (number, found[0])):
        extent.note(relation, first, last, json.loads(row))
    return extent.changes(found[0], found[1], bool(found[2]))
