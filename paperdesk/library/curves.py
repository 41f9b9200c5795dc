# SPDX-License-Identifier: MIT
"""How papers stood over time: the meetings of which a rise is made."""

import sqlite3
from collections.abc import Sequence

from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Sighting
from paperdesk.domain.trend import Meeting, meeting_time
from paperdesk.library.transaction import Transaction

_COLUMNS = "at, source, day, rank, upvotes, comments, stars"
_COUNTS = ("rank", "upvotes", "comments", "stars")
_MOST_PARAMETERS = 900  # SQLite's own limit was 999 for long


def curve(connection: sqlite3.Connection, paper: PaperId) -> tuple[Meeting, ...]:
    """Return every meeting with a paper that told of votes, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM meetings WHERE paper_id = ? ORDER BY at, source, day"
    return tuple(Meeting(*row) for row in connection.execute(sql, (paper,)))


def curves(connection: sqlite3.Connection, papers: Sequence[PaperId]) -> dict[PaperId, tuple[Meeting, ...]]:
    """Return the curves of those of `papers` that have one; one statement for 900 of them."""
    found: dict[PaperId, list[Meeting]] = {}
    for start in range(0, len(papers), _MOST_PARAMETERS):
        some = papers[start : start + _MOST_PARAMETERS]
        sql = f"""SELECT paper_id, {_COLUMNS} FROM meetings WHERE paper_id IN ({",".join("?" * len(some))})
            ORDER BY paper_id, at, source, day"""
        for paper, *row in connection.execute(sql, some):
            found.setdefault(paper, []).append(Meeting(*row))
    return {paper: tuple(meetings) for paper, meetings in found.items()}


def not_told_by(connection: sqlite3.Connection, source: str, after: int, limit: int) -> list[tuple[PaperId, str, str]]:
    """Return (id, arXiv identifier, abstract) of papers above the id `after`, ascending, that `source` has not told of."""
    sql = """SELECT id, arxiv_id, abstract FROM papers WHERE id > ? AND hidden = 0 AND arxiv_id <> '' AND abstract <> ''
        AND NOT EXISTS (SELECT 1 FROM sightings WHERE paper_id = papers.id AND source = ?) ORDER BY id LIMIT ?"""
    return [
        (PaperId(paper), identifier, text)
        for paper, identifier, text in connection.execute(sql, (after, source, limit))
    ]


def votes(transaction: Transaction, paper: int) -> tuple[tuple[str, int], ...]:
    """Return the counts of votes that were seen of a paper, each with its time."""
    sql = "SELECT at, upvotes FROM meetings WHERE paper_id = ? AND upvotes > 0 ORDER BY at"
    return tuple(transaction.execute(sql, (paper,)))


def note_meeting(transaction: Transaction, paper: int, told: Sighting, seen: str, *, first: bool) -> None:
    """Keep how a paper stood; `seen` is when the source was asked (UTC, empty for not known), `first` as in `meeting_time`."""
    at = meeting_time(seen, told.day, first=first)
    if told.upvotes is None or not at:
        return
    key = {"paper_id": paper, "at": at, "source": told.source, "day": told.day}
    values = {name: getattr(told, name) for name in _COUNTS}
    sql = "SELECT 1 FROM meetings WHERE paper_id = ? AND at = ? AND source = ? AND day = ?"
    if transaction.execute(sql, tuple(key.values())).fetchone():
        transaction.update("meetings", key, {name: value for name, value in values.items() if value is not None})
    else:
        transaction.insert("meetings", {**key, **values})


def move_meetings(transaction: Transaction, keep: int, lose: int) -> None:
    """Give the meetings of the paper `lose` to the paper `keep`, which it was found to be."""
    for row in transaction.rows("SELECT * FROM meetings WHERE paper_id = ?", (lose,)):
        key = {name: row[name] for name in ("paper_id", "at", "source", "day")}
        transaction.delete("meetings", key)
        key["paper_id"] = keep
        sql = "SELECT upvotes FROM meetings WHERE paper_id = ? AND at = ? AND source = ? AND day = ?"
        known = transaction.execute(sql, tuple(key.values())).fetchone()
        if not known:
            transaction.insert("meetings", {**row, "paper_id": keep})
        elif row["upvotes"] is not None and row["upvotes"] > (known[0] or 0):
            transaction.update("meetings", key, {name: row[name] for name in _COUNTS if row[name] is not None})
