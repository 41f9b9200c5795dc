# SPDX-License-Identifier: MIT
"""Takes back, and does again, what the log of changes holds: across restarts and processes.

Undo puts the rows of the latest step back, each where it still is as the step left it: what came later
stands. It is logged like any change, so redo is the same thing once more, on the rows of the undo.
"""

import json
import sqlite3

from paperdesk.domain.changes import Changes
from paperdesk.library.reversal import Item, reverse
from paperdesk.library.transaction import Transaction

_LAST_DONE = "SELECT step, summary FROM changes WHERE undoable AND NOT undone ORDER BY step DESC, id DESC LIMIT 1"
# Nothing can be done again once something else was done after it was taken back.
_LAST_UNDONE = """
    SELECT undone, summary FROM changes AS latest
    WHERE undone > 0 AND undone = (SELECT max(undone) FROM changes WHERE undone > 0)
    AND NOT EXISTS (SELECT 1 FROM changes WHERE undoable AND id > latest.undone)
    ORDER BY id DESC LIMIT 1
"""
_OF_STEP = """
    SELECT change_id, relation, row_key, before, after FROM change_items
    WHERE change_id IN (SELECT id FROM changes WHERE step = ? AND undoable AND NOT undone) ORDER BY id DESC
"""
_OF_CHANGE = "SELECT change_id, relation, row_key, before, after FROM change_items WHERE change_id = ? ORDER BY id DESC"


def undoable(connection: sqlite3.Connection) -> str:
    """Return the summary of what undo would take back, or an empty string."""
    return _summary(connection, _LAST_DONE)


def redoable(connection: sqlite3.Connection) -> str:
    """Return the summary of what redo would do again, or an empty string."""
    return _summary(connection, _LAST_UNDONE)


def undo(connection: sqlite3.Connection) -> Changes:
    """Take back the latest step that was not taken back yet; return no change where there is none."""
    with Transaction(connection, "undo", undoable=False) as transaction:
        found = transaction.execute(_LAST_DONE).fetchone()
        if found:
            step, summary = found
            transaction.say(f"Undo: {summary}")
            number = transaction.number()
            _reverse(transaction, _OF_STEP, step)
            connection.execute(
                "UPDATE changes SET undone = ? WHERE step = ? AND undoable AND NOT undone", (number, step)
            )
    return transaction.changes


def redo(connection: sqlite3.Connection) -> Changes:
    """Do again the step that was taken back last, unless something was done since."""
    with Transaction(connection, "redo", undoable=False) as transaction:
        found = transaction.execute(_LAST_UNDONE).fetchone()
        if found:
            taken_back, summary = found
            transaction.say(f"Redo: {summary}")
            transaction.number()
            _reverse(transaction, _OF_CHANGE, taken_back)
            connection.execute("UPDATE changes SET undone = 0 WHERE undone = ?", (taken_back,))
    return transaction.changes


def _summary(connection: sqlite3.Connection, sql: str) -> str:
    found = connection.execute(sql).fetchone()
    return str(found[1]) if found else ""


def _reverse(transaction: Transaction, sql: str, parameter: int) -> None:
    items = [
        Item(change, relation, json.loads(key), _row(before), _row(after))
        for change, relation, key, before, after in transaction.execute(sql, (parameter,))
    ]
    reverse(transaction, items)


def _row(text: str | None) -> dict[str, object] | None:
    return None if text is None else json.loads(text)
