# SPDX-License-Identifier: MIT
"""Reads highlights: those of one paper, and those of the whole library, many at once."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from paperdesk.domain.annotation import Highlight, HighlightId, HighlightQuery, HighlightRow, Selector
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.tags import fold_tag
from paperdesk.domain.text import storable
from paperdesk.library.filters import holds

_AT_ONCE = 500  # rows a statement
_MOST_WORDS = 20
_COLUMNS = "id, paper_id, start_at, end_at, exact, prefix, suffix, text_hash, colour, note, detached, created, changed"
_ONE = f"SELECT {_COLUMNS} FROM highlights WHERE id = ?"
_TAGS = "SELECT name FROM highlight_tags JOIN tags ON tags.id = tag_id WHERE highlight_id = ? ORDER BY folded"
_ROW = """SELECT highlights.id, paper_id, key, title, exact, colour, note, detached, created
    FROM highlights JOIN papers ON papers.id = paper_id WHERE highlights.id IN ({})"""
_ROW_TAGS = """SELECT highlight_id, name FROM highlight_tags JOIN tags ON tags.id = tag_id
    WHERE highlight_id IN ({}) ORDER BY folded"""
_OF_PAPER = f"SELECT {_COLUMNS} FROM highlights WHERE paper_id = ? ORDER BY detached, start_at, end_at, id"
_TAGS_OF_PAPER = """SELECT highlight_id, name FROM highlight_tags JOIN tags ON tags.id = tag_id
    WHERE highlight_id IN (SELECT id FROM highlights WHERE paper_id = ?) ORDER BY folded"""


def of_paper(connection: sqlite3.Connection, paper: int) -> tuple[Highlight, ...]:
    """Return the highlights of a paper in the order of its text, detached ones last."""
    rows = connection.execute(_OF_PAPER, (paper,)).fetchall()
    if not rows:
        return ()
    named: dict[int, list[str]] = {}
    for highlight, name in connection.execute(_TAGS_OF_PAPER, (paper,)):
        named.setdefault(highlight, []).append(name)
    return tuple(_highlight(row, named.get(row[0], ())) for row in rows)


def _highlight(row: Sequence[Any], names: Iterable[str]) -> Highlight:
    found, paper, start, end, exact, prefix, suffix, hashed, colour, note, detached, created, changed = row
    return Highlight(
        HighlightId(found),
        PaperId(paper),
        Selector(start, end, exact, prefix, suffix, hashed),
        known_colour(colour),
        note,
        tuple(names),
        bool(detached),
        created,
        changed,
    )


def known_colour(colour: str) -> str:
    """Return a colour that can be shown: another version may have more of them."""
    return colour if colour in COLOURS else COLOURS[0]


def one(connection: sqlite3.Connection, highlight: HighlightId) -> Highlight:
    """Return one highlight. Raises `Trouble` where it is gone."""
    row = connection.execute(_ONE, (highlight,)).fetchone()
    if row is None:
        raise Trouble("this highlight is gone; another window or command deleted it")
    return _highlight(row, (name for (name,) in connection.execute(_TAGS, (highlight,))))


def meant(connection: sqlite3.Connection, query: HighlightQuery, first: int | None = None) -> "array[int]":
    """Return the ids of the highlights that `query` means, the `first` of them (None: all).

    The newest papers come first; within one the order is that of its text, detached ones last.
    """
    terms, parameters = _terms(query)
    # papers leads: its index gives the order, and the first page of a great many is there without the others.
    sql = f"""SELECT json_group_array(id) FROM (SELECT highlights.id AS id
        FROM papers INDEXED BY papers_by_day CROSS JOIN highlights ON paper_id = papers.id
        WHERE {terms} ORDER BY sort_day DESC, sort_rank, papers.id DESC, detached, start_at, end_at, highlights.id LIMIT ?)"""
    found = connection.execute(sql, (*parameters, -1 if first is None else first)).fetchone()[0]
    return array("q", json.loads(found))


def made(connection: sqlite3.Connection, since: str, until: str) -> list[HighlightId]:
    """Return the highlights that were made from `since` to before `until` (UTC), in the order in which they were made."""
    sql = """SELECT highlights.id FROM highlights JOIN papers ON papers.id = paper_id
        WHERE hidden = 0 AND created >= ? AND created < ? ORDER BY created, highlights.id"""
    return [HighlightId(found) for (found,) in connection.execute(sql, (since, until))]


def _terms(query: HighlightQuery) -> tuple[str, list[Any]]:
    terms, parameters = ["hidden = 0"], list[Any]()
    if query.colours:
        terms.append(f"colour IN ({','.join('?' * len(query.colours))})")
        parameters += map(storable, query.colours)
    if query.detached is not None:
        terms.append("detached = ?")
        parameters.append(int(query.detached))
    for tag in query.tags:
        below = "SELECT id FROM tags WHERE folded = ? OR substr(folded, 1, ?) = ?"
        terms.append(f"highlights.id IN (SELECT highlight_id FROM highlight_tags WHERE tag_id IN ({below}))")
        folded = storable(fold_tag(tag))
        parameters += (folded, len(folded) + 1, folded + "/")
    for word in query.text.split()[:_MOST_WORDS]:
        either = [holds(column, word) for column in ("exact", "note", "title")]
        terms.append(f"({' OR '.join(sql for sql, _ in either)})")
        parameters += (parameter for _, words in either for parameter in words)
    return " AND ".join(terms), parameters


def rows(connection: sqlite3.Connection, highlights: Sequence[HighlightId]) -> dict[HighlightId, HighlightRow]:
    """Return what a list shows of those of `highlights` that are there."""
    found: dict[HighlightId, HighlightRow] = {}
    for start in range(0, len(highlights), _AT_ONCE):
        some = highlights[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        named: dict[int, list[str]] = {}
        for highlight, name in connection.execute(_ROW_TAGS.format(marks), some):
            named.setdefault(highlight, []).append(name)
        for i, paper, key, title, quote, colour, note, detached, created in connection.execute(
            _ROW.format(marks), some
        ):
            found[HighlightId(i)] = HighlightRow(
                HighlightId(i), PaperId(paper), key, title, quote, known_colour(colour), note,
                tuple(named.get(i, ())), bool(detached), created,
            )  # fmt: skip
    return found


def count(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many highlights there are on papers that are shown, how many of them detached, and how many notes."""
    sql = "SELECT count(*), coalesce(sum(detached), 0) FROM highlights JOIN papers ON papers.id = paper_id WHERE hidden = 0"
    highlights, detached = connection.execute(sql).fetchone()
    notes = connection.execute("SELECT count(*) FROM notes JOIN papers ON papers.id = paper_id WHERE hidden = 0")
    return {"highlights": highlights, "detached": detached, "notes": notes.fetchone()[0]}
