# SPDX-License-Identifier: MIT
"""Brings logged rows back to what they were, each where it still is as it was left: what came later stands."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from paperdesk.domain.annotation import text_hash
from paperdesk.library.anchors import settle
from paperdesk.library.meetings import ORDERED_BY, refresh_order
from paperdesk.library.schema import LAPSED, SHOWN
from paperdesk.library.tags import is_used
from paperdesk.library.transaction import TOGETHER, Row, Transaction

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


def reverse(transaction: Transaction, items: Sequence[Item]) -> None:
    """Undo `items` in their order, the latest first."""
    ordered: set[int] = set()
    rewritten: set[int] = set()
    retold = _retold(transaction, items)
    for item in items:
        _, relation, key, before, after = item
        if relation == "paper_authors" and key["paper_id"] in retold:
            continue
        if isinstance(key.get("id"), list):
            _flip_range(transaction, item)
            continue
        _restore(transaction, relation, key, before, after)
        if relation == "sightings":
            ordered.add(key["paper_id"])
        elif relation == "papers" and ORDERED_BY & (before or {}).keys():
            ordered.add(key["id"])
        rewritten |= _rewritten(item)
    # Where something was left standing, the order can be neither the one before nor the one after.
    for paper in sorted(ordered):
        refresh_order(transaction, paper)
    for paper in sorted(rewritten):
        settle(transaction, paper)


def _retold(transaction: Transaction, items: Iterable[Item]) -> set[int]:
    """The papers whose authors are not as `items` left them: theirs is one list, which comes back whole or stays."""
    left: dict[int, dict[int, str | None]] = {}
    for _, relation, key, _, after in items:
        if relation == "paper_authors":
            name = None if after is None else after["name"]
            left.setdefault(key["paper_id"], {}).setdefault(key["position"], name)
    sql = "SELECT position, name FROM paper_authors WHERE paper_id = ?"
    return {
        paper
        for paper, names in left.items()
        if dict(transaction.execute(sql, (paper,)).fetchall()) != {p: n for p, n in names.items() if n is not None}
    }


def _rewritten(item: Item) -> set[int]:
    """The papers whose highlights may stand in another text than the one in force once `item` is taken back."""
    if item.relation == "papers" and "abstract" in (item.before or {}):
        return {item.key["id"]}
    if item.relation == "highlights":
        return {row["paper_id"] for row in (item.before, item.after) if row and "paper_id" in row}
    return set()


def _restore(transaction: Transaction, relation: str, key: Row, before: Row | None, after: Row | None) -> None:
    present = _present(transaction, relation, key, after or before or {})
    try:
        if before is None:
            if _is_as_left(relation, present, after) and not _in_use(transaction, relation, key):
                transaction.delete(relation, key)
        elif after is None:
            if present is None:
                transaction.insert(relation, before)
        elif present is not None:
            values = {c: v for c, v in before.items() if present[c] == after[c]}
            together = TOGETHER.get(relation, frozenset()) & before.keys()
            if not together <= values.keys():
                values = {c: v for c, v in values.items() if c not in together}
            if values:
                transaction.update(relation, key, values)
    except sqlite3.IntegrityError:
        return  # what it belongs to is gone, or something new has its name: that came later, and stands


def _present(transaction: Transaction, relation: str, key: Row, columns: Row) -> dict[str, Any] | None:
    where = " AND ".join(f"{column} = ?" for column in key)
    found = transaction.rows(f"SELECT {', '.join(columns)} FROM {relation} WHERE {where}", tuple(key.values()))
    return found[0] if found else None


def _is_as_left(relation: str, present: Row | None, after: Row | None) -> bool:
    """Whether a row is as it was made; where a highlight is in the text says the text and not the reader."""
    if relation != "highlights" or present is None or after is None:
        return present == after
    return all(present[c] == value for c, value in after.items() if c not in TOGETHER[relation])


def _in_use(transaction: Transaction, relation: str, key: Row) -> bool:
    """Whether something that came later would go with the row, or needs it.

    That is a tag that another paper or highlight has got since, and a text that a highlight was made in which is not
    in the one in force.
    """
    if relation == "tags":
        return is_used(transaction, key["id"])
    if relation == "texts":
        sql = """SELECT texts.hash, abstract FROM texts JOIN papers ON papers.id = texts.paper_id
            JOIN highlights ON text_hash = texts.hash AND highlights.paper_id = papers.id WHERE texts.id = ? LIMIT 1"""
        found = transaction.execute(sql, (key["id"],)).fetchone()
        return found is not None and text_hash(found[1]) != found[0]
    return False


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
