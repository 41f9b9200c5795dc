# SPDX-License-Identifier: MIT
"""The keys that name papers, beside the one that each shows."""

from collections.abc import Iterable

from paperdesk.library.schema import LAPSED
from paperdesk.library.transaction import Transaction


def add_aliases(transaction: Transaction, paper: int, keys: Iterable[str | None]) -> bool:
    """Let `keys` name the paper; a key that names another stays with it. Return whether any was added."""
    added = False
    for key in dict.fromkeys(k.casefold() for k in keys if k):
        if free_key(transaction, key):
            transaction.insert("aliases", {"key": key, "paper_id": paper})
            added = True
    return added


def free_key(transaction: Transaction, key: str) -> bool:
    """Return whether `key` names no paper; a paper that has lapsed gives up all of its keys where one is asked for."""
    sql = "SELECT paper_id, hidden FROM aliases JOIN papers ON id = paper_id WHERE aliases.key = ?"
    found = transaction.execute(sql, (key,)).fetchone()
    if found and found[1] == LAPSED:
        for alias in transaction.rows("SELECT key FROM aliases WHERE paper_id = ?", (found[0],)):
            transaction.delete("aliases", alias)
        return True
    return found is None


def move_aliases(transaction: Transaction, old: int, new: int) -> None:
    """Let every key of the paper `old` name the paper `new`."""
    for alias in transaction.rows("SELECT key FROM aliases WHERE paper_id = ?", (old,)):
        transaction.delete("aliases", alias)
        transaction.insert("aliases", {**alias, "paper_id": new})
