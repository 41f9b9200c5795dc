# SPDX-License-Identifier: MIT
"""Text that is saved as it is typed: what is written at one go is one step of undo, and one item in the log."""

import json
from datetime import datetime

from paperdesk.library.transaction import Row, Transaction

_PAUSE = 60.0  # seconds without a word after which a new step begins
_LONGEST = 600.0  # seconds that one step may last
_LAST = "SELECT id, step, at, verb FROM changes WHERE undoable AND NOT undone ORDER BY step DESC, id DESC LIMIT 1"


def carry_on(transaction: Transaction, relation: str, key: Row, column: str) -> None:
    """Let the change that is being made go on with the latest one, if that wrote on the same text a moment ago.

    The text is `column` of the row `key`. The latest step of undo then holds both, from what the text was before the
    first word of it.
    """
    last = transaction.execute(_LAST).fetchone()
    if last is None or transaction.execute("SELECT 1 FROM changes WHERE undone > 0 AND id > ?", last[:1]).fetchone():
        return
    change, step, at, verb = last
    began = transaction.execute("SELECT at FROM changes WHERE id = ?", (step,)).fetchone()
    if verb != transaction.verb or began is None or seconds(at, transaction.at) > _PAUSE:
        return
    items = transaction.execute("SELECT relation, row_key, after FROM change_items WHERE change_id = ?", (change,))
    found = items.fetchall()
    same = len(found) == 1 and found[0][0] == relation and json.loads(found[0][1]) == dict(key) and found[0][2]
    if same and column in json.loads(found[0][2]) and seconds(began[0], transaction.at) <= _LONGEST:
        transaction.replace(change, step)


def seconds(since: str, until: str) -> float:
    """Return the seconds between two times as the library writes them."""
    return (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()
