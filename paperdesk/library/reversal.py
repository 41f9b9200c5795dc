# SPDX-License-Identifier: MIT
"""Brings logged rows back to what they were, each where it still is as it was left: what came later stands."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from paperdesk.library.meetings import ORDERED_BY, refresh_order
from paperdesk.library.schema import LAPSED, SHOWN
from paperdesk.library.transaction import Row, Transaction

Item = tuple[str, Row, Row | None, Row | None]


def reverse(transaction: Transaction, items: Iterable[Item]) -> None:
    """Undo `items` (relation, key, values before, values after; None for no row) in their order."""
    ordered: set[int] = set()
    for relation, key, before, after in items:
        if isinstance(key.get("id"), list):
            first, last = key["id"]
            _flip_range(transaction, first, last, (after or {})["hidden"], (before or {})["hidden"])
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


def _flip_range(transaction: Transaction, first: int, last: int, present: int, wanted: int) -> None:
    """Set `hidden` of those papers of a range that have it as `present`.

    Papers whose keys were given to others since they lapsed never come back.
    """
    sql = "SELECT id FROM papers WHERE id BETWEEN ? AND ? AND hidden = ?"
    if (present, wanted) == (LAPSED, SHOWN):
        sql += " AND id IN (SELECT paper_id FROM aliases WHERE paper_id BETWEEN ?1 AND ?2)"
    ids = [paper for (paper,) in transaction.execute(f"{sql} ORDER BY id", (first, last, present))]
    start = 0
    for place in range(1, len(ids) + 1):
        if place == len(ids) or ids[place] != ids[place - 1] + 1:
            transaction.flip_papers(ids[start], ids[place - 1], present, wanted)
            start = place
