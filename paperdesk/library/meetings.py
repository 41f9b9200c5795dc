# SPDX-License-Identifier: MIT
"""A paper that is met again: blanks filled, the sighting noted, its place in lists brought up to date."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from paperdesk.domain.dates import sortable_day, trend
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.newcomers import NO_RANK
from paperdesk.library.transaction import Row, Transaction

_NUMBERS = ("upvotes", "comments", "stars")


def fill_blanks(transaction: Transaction, row: Row, record: Record) -> bool:
    """Give the paper of `row` what the record knows and it lacks; return whether anything was lacking."""
    told = {
        "abstract": record.abstract,
        "arxiv_id": record.arxiv_id,
        "doi": record.doi,
        "other_id": record.other_id,
        "link_arxiv": record.links.arxiv,
        "link_pdf": record.links.pdf,
        "link_huggingface": record.links.huggingface,
        "link_code": record.links.code,
        "link_project": record.links.project,
    }
    values: dict[str, Any] = {column: value for column, value in told.items() if value and not row[column]}
    if record.categories and row["categories"] == "[]":
        values["categories"] = json.dumps(list(record.categories), ensure_ascii=False, separators=(",", ":"))
    if _more_exact(record.published, row["published"]):
        values["published"] = record.published
    key = {**row, **values}["arxiv_id"] or {**row, **values}["doi"]
    if key and row["key"].startswith("t-"):
        values["key"] = key
    changed = bool(values) and transaction.update("papers", {"id": row["id"]}, values)
    changed |= _fill_authors(transaction, row["id"], record.authors)
    changed |= add_aliases(transaction, row["id"], (values.get("key"), record.arxiv_id, record.doi, record.other_id))
    if changed:
        refresh_order(transaction, row["id"])
    return changed


def _more_exact(told: str, known: str) -> bool:
    return bool(told) and (
        not known or (len(told) > len(known) and bool(sortable_day(told)) and told.startswith(known))
    )


def _fill_authors(transaction: Transaction, paper: int, told: tuple[str, ...]) -> bool:
    """Store the authors where none are known, or where those known are only some of them."""
    known = [
        name
        for (name,) in transaction.execute(
            "SELECT name FROM paper_authors WHERE paper_id = ? ORDER BY position", (paper,)
        )
    ]
    if len(told) <= len(known) or not set(known) <= set(told):
        return False
    for place in range(len(known)):
        transaction.delete("paper_authors", {"paper_id": paper, "position": place})
    for place, name in enumerate(told):
        transaction.insert("paper_authors", {"paper_id": paper, "position": place, "name": name})
    return True


def add_aliases(transaction: Transaction, paper: int, keys: Iterable[str | None]) -> bool:
    """Let `keys` name the paper; a key that names another stays with it."""
    added = False
    for key in dict.fromkeys(k.casefold() for k in keys if k):
        if not transaction.execute("SELECT 1 FROM aliases WHERE key = ?", (key,)).fetchone():
            transaction.insert("aliases", {"key": key, "paper_id": paper})
            added = True
    return added


def note_sighting(transaction: Transaction, paper: int, told: Sighting) -> bool:
    """Note one meeting; a listing met again is brought up to date where it is the later state of that day.

    The counts of a day only grow, so a state with fewer votes than the stored one is the older one.
    """
    key = {"paper_id": paper, "source": told.source, "day": told.day}
    known = transaction.rows(
        "SELECT * FROM sightings WHERE paper_id = ? AND source = ? AND day = ?", tuple(key.values())
    )
    if known:
        changed = _update_sighting(transaction, key, known[0], told)
    else:
        row = {c: getattr(told, c) for c in ("rank", *_NUMBERS, "submitter")}
        transaction.insert("sightings", {**key, **row, "extra": _json(told.extra), "met": transaction.at})
        changed = True
    if changed:
        refresh_order(transaction, paper)
    return changed


def _update_sighting(transaction: Transaction, key: Row, known: Row, told: Sighting) -> bool:
    if any((known[n] or 0) > (getattr(told, n) or 0) for n in _NUMBERS if getattr(told, n) is not None):
        return False
    values: dict[str, Any] = {n: getattr(told, n) for n in ("rank", *_NUMBERS) if getattr(told, n) is not None}
    if told.submitter and not known["submitter"]:
        values["submitter"] = told.submitter
    extra = {**json.loads(known["extra"]), **told.extra}
    if extra != json.loads(known["extra"]):
        values["extra"] = _json(extra)
    return bool(values) and transaction.update("sightings", key, values)


def refresh_order(transaction: Transaction, paper: int) -> None:
    """Let the order columns of a paper say what its sightings say: the latest listing, and the most votes."""
    published, *_ = transaction.execute("SELECT published FROM papers WHERE id = ?", (paper,)).fetchone()
    rows = transaction.rows(
        "SELECT source, day, rank, upvotes FROM sightings WHERE paper_id = ? ORDER BY day, met", (paper,)
    )
    latest = rows[-1] if rows else {"source": "", "day": "", "rank": None}
    ranks = [r["rank"] for r in rows if r["day"] == latest["day"] and r["rank"] is not None]
    votes = max((r["upvotes"] or 0 for r in rows), default=0)
    day = latest["day"] or sortable_day(published)
    values = {
        "listed": int(bool(latest["day"])),
        "sort_day": day,
        "sort_rank": min(ranks, default=NO_RANK),
        "source": latest["source"],
        "upvotes": votes,
        "trend": trend(votes, day),
    }
    transaction.update("papers", {"id": paper}, values)


def _json(extra: Mapping[str, object]) -> str:
    return json.dumps(dict(extra), ensure_ascii=False, separators=(",", ":"))
