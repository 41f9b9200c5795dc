# SPDX-License-Identifier: MIT
"""Brings logged rows back to what they were, each where it still is as it was left: what came later stands."""

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from paperdesk.library.meetings import ORDERED_BY, refresh_order
from paperdesk.library.schema import LAPSED, SHOWN
from paperdesk.library.transaction import Row, Transaction

# What was told of a paper, and stands, after the change that brought it and apart from the step of that.
_TOLD_SINCE = """
    SELECT DISTINCT first_paper FROM change_items JOIN changes ON changes.id = change_id
    WHERE change_id > ?1 AND first_paper BETWEEN ?2 AND ?3 AND relation IN ('aliases', 'sightings')
    AND NOT undone AND verb NOT IN ('undo', 'redo') AND step <> (SELECT step FROM changes WHERE id = ?1)
"""


class Item(NamedTuple):
    """One logged row: of which change, and its values before and after by column, None for no row."""

    change: int
    relation: str
    key: Row
    before: Row | None
    after: Row | None


def reverse(transaction: Transaction, items: Iterable[Item]) -> None:
    """Undo `items` in their order."""
    ordered: set[int] = set()
    for item in items:
        _, relation, key, before, after = item
        if isinstance(key.get("id"), list):
            _flip_range(transaction, item)
            continue
        _restore(transaction, relation, key, before, after)
        if relation == "sightings":
            ordered.add(key["paper_id"])
        elif relation == "papers" and ORDERED_BY & (before or {}).keys():
            ordered.add(key["id"])
    # Where something was left standing, the order can be neither the one before nor the one after.
    for paper in sorted(ordered):
        refresh_order(transaction, paper)


def _restore(transaction: Transaction, relation: str, key: Row, before: Row | None, after: Row | None) -> None:
    present = _present(transaction, relation, key, after or before or {})
    try:
        if before is None:
            if present == after and not _in_use(transaction, relation, key):
                transaction.delete(relation, key)
        elif after is None:
            if present is None:
                transaction.insert(relation, before)
        elif present is not None:
            values = {c: v for c, v in before.items() if present[c] == after[c]}
            if values:
                transaction.update(relation, key, values)
    except sqlite3.IntegrityError:
        return  # what it belongs to is gone, or something new has its name: that came later, and stands


def _present(transaction: Transaction, relation: str, key: Row, columns: Row) -> dict[str, Any] | None:
    where = " AND ".join(f"{column} = ?" for column in key)
    found = transaction.rows(f"SELECT {', '.join(columns)} FROM {relation} WHERE {where}", tuple(key.values()))
    return found[0] if found else None


def _in_use(transaction: Transaction, relation: str, key: Row) -> bool:
    """Whether something that came later would go with the row: a tag that another paper has got since."""
    if relation != "tags":
        return False
    return transaction.execute("SELECT 1 FROM paper_tags WHERE tag_id = ?", (key["id"],)).fetchone() is not None


def _flip_range(transaction: Transaction, item: Item) -> None:
    """Let papers of a range come or lapse, but for those of which more was told since.

    Papers that gave their keys to others since they lapsed never come back.
    """
    first, last = item.key["id"]
    present, wanted = (item.after or {})["hidden"], (item.before or {})["hidden"]
    sql = "SELECT id FROM papers WHERE id BETWEEN ? AND ? AND hidden = ?"
    if wanted == SHOWN:
        sql += " AND id IN (SELECT paper_id FROM aliases WHERE paper_id BETWEEN ?1 AND ?2)"
    ids = [paper for (paper,) in transaction.execute(f"{sql} ORDER BY id", (first, last, present))]
    if wanted == LAPSED:
        stay = {paper for (paper,) in transaction.execute(_TOLD_SINCE, (item.change, first, last))}
        ids = [paper for paper in ids if paper not in stay]
    start = 0
    for place in range(1, len(ids) + 1):
        if place == len(ids) or ids[place] != ids[place - 1] + 1:
            transaction.flip_papers(ids[start], ids[place - 1], present, wanted)
            start = place
