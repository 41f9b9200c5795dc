# SPDX-License-Identifier: MIT
"""A paper that is met again: blanks filled, the sighting noted, its place in lists brought up to date."""

import json
from collections.abc import Mapping
from typing import Any

from paperdesk.domain.dates import sortable_day
from paperdesk.domain.identity import title_hash
from paperdesk.domain.record import Record, Sighting
from paperdesk.domain.text import storable
from paperdesk.domain.trend import trend
from paperdesk.library import versions
from paperdesk.library.anchors import settle
from paperdesk.library.curves import note_meeting, votes
from paperdesk.library.keys import add_aliases
from paperdesk.library.schema import MERGED
from paperdesk.library.transaction import Row, Transaction

NO_RANK = 1_000_000
# The columns of a paper that say where it stands in lists, and the one of them that is no echo of its sightings.
ORDERED_BY = frozenset(("listed", "sort_day", "sort_rank", "source", "upvotes", "trend", "published"))
_COUNTS = ("upvotes", "comments", "stars")


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
    if _stands_in(row) and record.title != row["title"]:
        values |= {"title": record.title, "title_hash": title_hash(record.title)}
    if record.categories and row["categories"] == "[]":
        values["categories"] = json.dumps(list(record.categories), ensure_ascii=False, separators=(",", ":"))
    if _more_exact(record.published, row["published"]):
        values["published"] = record.published
    key = {**row, **values}["arxiv_id"] or {**row, **values}["doi"]
    if key and key != row["key"]:
        values["key"] = key
    changed = bool(values) and transaction.update("papers", {"id": row["id"]}, values)
    if "abstract" in values:  # not of the source that brought the paper
        versions.keep(transaction, row["id"], record.abstract, record.sighting.source, transaction.at)
        settle(transaction, row["id"], anew=True)
    changed |= fill_authors(transaction, row["id"], record.authors)
    changed |= add_aliases(transaction, row["id"], (values.get("key"), record.arxiv_id, record.doi, record.other_id))
    if "published" in values:
        refresh_order(transaction, row["id"])
    return changed


def _stands_in(row: Row) -> bool:
    """Whether the title of a paper is only its identifier, since what brought it told no other."""
    title = row["title"]
    return title in (f"arXiv:{row['arxiv_id']}", f"doi:{row['doi']}") or ("://" in title and title == row["other_id"])


def _more_exact(told: str, known: str) -> bool:
    """Whether the day `told` says more than `known`: something instead of nothing, a day that can be read, or the day of a month."""
    if not known or not told:
        return bool(told)
    if not sortable_day(known):
        return bool(sortable_day(told))
    return len(told) > len(known) and told.startswith(known) and bool(sortable_day(told))


def fill_authors(transaction: Transaction, paper: int, told: tuple[str, ...]) -> bool:
    """Store the authors where none are known, or where those known are only some of them."""
    if not told:
        return False
    sql = "SELECT name FROM paper_authors WHERE paper_id = ? ORDER BY position"
    known = [name for (name,) in transaction.execute(sql, (paper,))]
    if len(told) <= len(known) or not set(known) <= set(told):
        return False
    for place in range(len(known)):
        transaction.delete("paper_authors", {"paper_id": paper, "position": place})
    for place, name in enumerate(told):
        transaction.insert("paper_authors", {"paper_id": paper, "position": place, "name": name})
    return True


def note_sighting(
    transaction: Transaction, paper: int, told: Sighting, *, repeated: bool = False, seen: str = ""
) -> bool:
    """Note one meeting, of the time `seen` (UTC, empty for not known); return whether it tells anything new.

    A listing met again is brought up to date where it is the later state of that day. `repeated` says that the
    same listing told of the paper already: what it says a second time only fills blanks.
    """
    key = {"paper_id": paper, "source": told.source, "day": told.day}
    known = transaction.rows(
        "SELECT * FROM sightings WHERE paper_id = ? AND source = ? AND day = ?", tuple(key.values())
    )
    if known:
        changed = update_sighting(transaction, key, known[0], told, repeated=repeated)
    else:
        row = {c: getattr(told, c) for c in ("rank", *_COUNTS, "submitter")}
        transaction.insert("sightings", {**key, **row, "extra": extra_json(told.extra), "met": transaction.at})
        changed = True
    if changed:
        if not repeated:
            _note_state(transaction, key, seen, first=not known)
        refresh_order(transaction, paper)
    return changed


def _note_state(transaction: Transaction, key: Row, seen: str, *, first: bool) -> None:
    """Keep the state in which a listing is now as a meeting."""
    columns = "source, day, rank, upvotes, comments, stars"
    sql = f"SELECT {columns} FROM sightings WHERE paper_id = ? AND source = ? AND day = ?"
    (now_told,) = transaction.rows(sql, tuple(key.values()))
    note_meeting(transaction, key["paper_id"], Sighting(**now_told), seen, first=first)


def update_sighting(transaction: Transaction, key: Row, known: Row, told: Sighting, *, repeated: bool = False) -> bool:
    """Bring a sighting up to what is `told`, or only fill its blanks where that is an earlier state of the day.

    Votes only grow over a day, and so, where they are equal, do comments and stars. Where all are equal the lower
    place counts as the later one: other papers come in and get votes. So the order in which two states come is of
    no account.
    """
    pairs = [
        (getattr(told, c), known[c])
        for c in (*_COUNTS, "rank")
        if getattr(told, c) is not None and known[c] is not None
    ]
    later = not repeated and [new for new, _ in pairs] >= [old for _, old in pairs]
    values: dict[str, Any] = {
        c: getattr(told, c) for c in ("rank", *_COUNTS) if getattr(told, c) is not None and (later or known[c] is None)
    }
    if told.submitter and not known["submitter"]:
        values["submitter"] = told.submitter
    if told.extra:
        extra, more = json.loads(known["extra"]), json.loads(extra_json(told.extra))
        values["extra"] = extra_json(extra | {name: more[name] for name in more if later or name not in extra})
    return bool(values) and transaction.update("sightings", key, values)


def refresh_order(transaction: Transaction, paper: int) -> None:
    """Let the order columns of a paper say what its sightings say: the latest listing, and the most votes."""
    published, hidden = transaction.execute("SELECT published, hidden FROM papers WHERE id = ?", (paper,)).fetchone()
    if hidden == MERGED:
        return  # it keeps the order that it had; undo needs it
    rows = transaction.rows(
        "SELECT source, day, rank, upvotes FROM sightings WHERE paper_id = ? ORDER BY day, met, source", (paper,)
    )
    latest = rows[-1] if rows else {"source": "", "day": "", "rank": None}
    ranks = [r["rank"] for r in rows if r["day"] == latest["day"] and r["rank"] is not None]
    most = max((r["upvotes"] or 0 for r in rows), default=0)
    day = latest["day"] or sortable_day(published)
    values = {
        "listed": int(bool(latest["day"])),
        "sort_day": day,
        "sort_rank": min(ranks, default=NO_RANK),
        "source": latest["source"],
        "upvotes": max(most, 0),
        "trend": trend(day, with_undated(votes(transaction, paper), day, most)),
    }
    transaction.update("papers", {"id": paper}, values)


def with_undated(votes: tuple[tuple[str, int], ...], day: str, most: int) -> tuple[tuple[str, int], ...]:
    """Return the votes that were seen, and those of which no time is known as of the day that the paper stands under."""
    dated = max((count for _, count in votes), default=0)
    return (*votes, (day, most)) if most > dated else votes


def extra_json(extra: Mapping[str, object]) -> str:
    """Return what a source told besides as the library stores it."""
    return storable(json.dumps(dict(extra), ensure_ascii=False, separators=(",", ":")))
