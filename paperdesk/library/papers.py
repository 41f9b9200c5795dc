# SPDX-License-Identifier: MIT
"""Reads papers: whole ones by key, and the short form that lists show."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.identity import canonical_key
from paperdesk.domain.paper import Paper, PaperId, PaperRow
from paperdesk.domain.text import storable
from paperdesk.library.schema import LAPSED, MERGED

if TYPE_CHECKING:
    from paperdesk.domain.record import Sighting
    from paperdesk.library.transaction import Transaction

AUTHORS_IN_ROW = 4
_MOST_PARAMETERS = 900  # SQLite's own limit was 999 for long
_ROW_COLUMNS = (
    "id, key, title, sort_day, source, upvotes, is_read, is_starred, is_later, is_archived, added,"
    " (SELECT count(*) FROM paper_authors WHERE paper_id = papers.id),"
    " EXISTS (SELECT 1 FROM notes WHERE paper_id = papers.id)"
)
_TAG_NAMES = "SELECT name FROM tags JOIN paper_tags ON tag_id = id WHERE paper_id = ? ORDER BY folded"


def find(connection: sqlite3.Connection, key: str) -> PaperId:
    """Return the paper that `key` names: a key, an alias, or an address of one. Raises `UnknownPaper`."""
    sql = "SELECT paper_id FROM aliases JOIN papers ON id = paper_id WHERE aliases.key = ? AND hidden = 0"
    found = connection.execute(sql, (storable(canonical_key(key)).casefold(),)).fetchone()
    if not found:
        raise UnknownPaper(key)
    return PaperId(found[0])


def load(connection: sqlite3.Connection, paper: PaperId) -> Paper:
    """Return everything about one paper. Raises `UnknownPaper`."""
    row = _one(connection, "SELECT * FROM papers WHERE id = ? AND hidden = 0", paper)
    if row is None:
        raise UnknownPaper(str(paper))
    return _paper(connection, row)


def present(connection: sqlite3.Connection, papers: Iterable[PaperId]) -> list[PaperId]:
    """Return those of `papers` that are there, each once, and for those merged since the papers that they are now.

    Someone may hold an id while another merges it away. Raises `UnknownPaper` for one that never was.
    """
    wanted = list(papers)
    known: dict[int, PaperId | None] = {}
    for start in range(0, len(wanted), _MOST_PARAMETERS):
        some = wanted[start : start + _MOST_PARAMETERS]
        sql = f"SELECT id, hidden, key FROM papers WHERE id IN ({','.join('?' * len(some))})"
        for paper, hidden, key in connection.execute(sql, some):
            known[paper] = _survivor(connection, key) if hidden == MERGED else PaperId(paper)
            if hidden == LAPSED:
                known[paper] = None
    unknown = next((paper for paper in wanted if paper not in known), None)
    if unknown is not None:
        raise UnknownPaper(str(unknown))
    return list(dict.fromkeys(found for paper in wanted if (found := known[paper]) is not None))


def _survivor(connection: sqlite3.Connection, key: str) -> PaperId | None:
    """Return the paper that has the keys of the one that showed `key`."""
    found = connection.execute("SELECT paper_id FROM aliases WHERE key = ?", (key.casefold(),)).fetchone()
    return PaperId(found[0]) if found else None


def rows(connection: sqlite3.Connection, papers: Sequence[PaperId]) -> dict[PaperId, PaperRow]:
    """Return the short form of those of `papers` that are there, also of those taken out since."""
    found = {}
    for paper in papers:
        row = connection.execute(f"SELECT {_ROW_COLUMNS} FROM papers WHERE id = ?", (paper,)).fetchone()
        if row:
            found[paper] = _row(connection, row)
    return found


def _row(connection: sqlite3.Connection, row: Sequence[Any]) -> PaperRow:
    paper, key, title, day, source, upvotes, read, starred, later, archived, added, author_count, noted = row
    sql = "SELECT name FROM paper_authors WHERE paper_id = ? ORDER BY position LIMIT ?"
    return PaperRow(
        id=PaperId(paper),
        key=key,
        title=title,
        authors=_column(connection, sql, paper, AUTHORS_IN_ROW),
        author_count=author_count,
        day=day,
        source=source,
        upvotes=upvotes,
        tags=_column(connection, _TAG_NAMES, paper),
        read=bool(read),
        starred=bool(starred),
        later=bool(later),
        archived=bool(archived),
        added=added,
        noted=bool(noted),
    )


def _paper(connection: sqlite3.Connection, row: dict[str, Any]) -> Paper:
    from paperdesk.domain.record import Links  # neither is needed for a list
    from paperdesk.library.passages import of_paper

    paper = row["id"]
    aliases = _column(connection, "SELECT key FROM aliases WHERE paper_id = ? ORDER BY key", paper)
    return Paper(
        id=PaperId(paper),
        key=row["key"],
        aliases=tuple(a for a in aliases if a != row["key"].casefold()),
        title=row["title"],
        authors=_column(connection, "SELECT name FROM paper_authors WHERE paper_id = ? ORDER BY position", paper),
        abstract=row["abstract"],
        published=row["published"],
        day=row["sort_day"],
        categories=tuple(json.loads(row["categories"])),
        tags=_column(connection, _TAG_NAMES, paper),
        read=bool(row["is_read"]),
        starred=bool(row["is_starred"]),
        later=bool(row["is_later"]),
        archived=bool(row["is_archived"]),
        upvotes=row["upvotes"],
        links=Links(**{name: row[f"link_{name}"] for name in ("arxiv", "pdf", "huggingface", "code", "project")}),
        sightings=tuple(_sightings(connection, paper)),
        added=row["added"],
        highlights=of_paper(connection, paper),
        note=note(connection, paper),
    )


def note(connection: "sqlite3.Connection | Transaction", paper: int) -> str:
    """Return the note on a paper, or an empty string."""
    found = connection.execute("SELECT text FROM notes WHERE paper_id = ?", (paper,)).fetchone()
    return str(found[0]) if found else ""


def _sightings(connection: sqlite3.Connection, paper: int) -> "Iterable[Sighting]":
    from paperdesk.domain.record import Sighting

    sql = "SELECT source, day, rank, upvotes, comments, stars, submitter, extra FROM sightings WHERE paper_id = ? ORDER BY day, source"
    for source, day, rank, upvotes, comments, stars, submitter, extra in connection.execute(sql, (paper,)):
        yield Sighting(source, day, rank, upvotes, comments, stars, submitter, json.loads(extra))


def _one(connection: sqlite3.Connection, sql: str, *parameters: Any) -> dict[str, Any] | None:
    cursor = connection.execute(sql, parameters)
    row = cursor.fetchone()
    return None if row is None else dict(zip((c[0] for c in cursor.description), row, strict=True))


def _column(connection: sqlite3.Connection, sql: str, *parameters: Any) -> tuple[str, ...]:
    return tuple(value for (value,) in connection.execute(sql, parameters))
