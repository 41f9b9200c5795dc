# SPDX-License-Identifier: MIT
"""Takes back, and does again, what the log of changes holds: across restarts and processes."""

import json
import sqlite3

from paperdesk.domain.changes import Changes
from paperdesk.library.transaction import Transaction

_LAST_DONE = """
    SELECT step, summary FROM changes WHERE undoable AND NOT undone
    ORDER BY step DESC, id DESC LIMIT 1
"""
# Only what was undone after the last thing done can be done again.
_LAST_UNDONE = """
    SELECT step, summary FROM changes WHERE undoable AND undone
    AND step > coalesce((SELECT max(step) FROM changes WHERE undoable AND NOT undone), 0)
    ORDER BY step LIMIT 1
"""


def undoable(connection: sqlite3.Connection) -> str:
    """Return the summary of what undo would take back, or an empty string."""
    return _summary(connection, _LAST_DONE)


def redoable(connection: sqlite3.Connection) -> str:
    """Return the summary of what redo would do again, or an empty string."""
    return _summary(connection, _LAST_UNDONE)


def undo(connection: sqlite3.Connection) -> Changes:
    """Take back the latest step that was not taken back yet; return no change where there is none."""
    return _turn(connection, _LAST_DONE, back=True)


def redo(connection: sqlite3.Connection) -> Changes:
    """Do again the step that was taken back last, unless something was done since."""
    return _turn(connection, _LAST_UNDONE, back=False)


def _summary(connection: sqlite3.Connection, sql: str) -> str:
    found = connection.execute(sql).fetchone()
    return str(found[1]) if found else ""


def _turn(connection: sqlite3.Connection, sql: str, *, back: bool) -> Changes:
    verb = "undo" if back else "redo"
    with Transaction(connection, verb, undoable=False) as transaction:
        found = transaction.execute(sql).fetchone()
        if not found:
            return Changes()
        step, summary = found
        transaction.summary = f"{verb.capitalize()}: {summary}"
        order = "DESC" if back else "ASC"
        items = transaction.execute(
            "SELECT relation, row_key, before, after FROM change_items WHERE change_id IN"
            f" (SELECT id FROM changes WHERE step = ?) ORDER BY id {order}",
            (step,),
        ).fetchall()
        for relation, key, before, after in items:
            target, expected = (before, after) if back else (after, before)
            transaction.apply(relation, json.loads(key), _row(target), _row(expected))
        connection.execute("UPDATE changes SET undone = ? WHERE step = ?", (int(back), step))
    return transaction.changes


def _row(text: str | None) -> dict[str, object] | None:
    return None if text is None else json.loads(text)
