# SPDX-License-Identifier: MIT
"""Highlights of Readwise as CSV: its export, and the columns of its import (https://readwise.io/import_bulk)."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Quoted, Record, Rejected, Sighting
from paperdesk.domain.text import unguarded
from paperdesk.sources import fields
from paperdesk.sources.colours import colour
from paperdesk.sources.stream import Stream

SOURCE = "readwise"
_NAMES = {
    "quote": ("highlight",),
    "title": ("book title", "title"),
    "author": ("book author", "author"),
    "url": ("url", "source url", "document url"),
    "note": ("note",),
    "colour": ("color", "colour"),
    "tags": ("tags",),
    "paper tags": ("document tags",),
    "created": ("highlighted at", "date"),
    "place": ("location",),
}
_TAGS_BEFORE_NOTE = re.compile(r"\s*((?:\.[\w/-]+[ \t]*)+)(?:\n|$)")


@dataclass(slots=True)
class _Book:
    """The highlights of one title, and what the first row that says so tells of it."""

    title: str
    author: str
    url: str = ""
    quotes: list[Quoted] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield a record for each title with all of its highlights, and a line for each row that has none.

    Raises `BadInput` where the columns are not there.
    """
    rows = csv.reader(line + "\n" for line in stream.text_lines())
    heading = next(_rows(rows), None)
    columns = _columns(heading if isinstance(heading, list) else [])
    if not {"quote", "title"} <= columns.keys():
        raise BadInput(f"{context.name}: the columns Highlight and Book Title are due in its first line")
    books: dict[tuple[str, str], _Book] = {}
    for row in _rows(rows):
        place = f"line {rows.line_num}"
        if isinstance(row, str):
            yield Rejected(place, row)
        elif row:
            told = {name: unguarded(row[column]) if column < len(row) else "" for name, column in columns.items()}
            why = _take(told, books)
            if why:
                yield Rejected(place, why)
    if not books:
        raise BadInput(f"{context.name}: there is no highlight in it")
    for book in books.values():
        yield _record(book, context)


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """Yield each row, or why it cannot be read."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"this is no row of a table: {error}; look for a quotation mark that is not closed"


def _columns(heading: list[str]) -> dict[str, int]:
    told = [fields.line(name).lower().lstrip("\ufeff") for name in heading]
    found = {name: next((told.index(n) for n in names if n in told), -1) for name, names in _NAMES.items()}
    return {name: column for name, column in found.items() if column >= 0}


def _take(told: Mapping[str, str], books: dict[tuple[str, str], _Book]) -> str:
    """Add a row to its title; return why that cannot be."""
    title = fields.title(told["title"])
    quote = fields.text(told["quote"]).strip().replace("\r\n", "\n")
    if not title:
        return "it has no title"
    note = fields.text(told.get("note")).strip().replace("\r\n", "\n")
    if not quote and not note:
        return "it has no highlight"
    author = fields.line(told.get("author"))
    book = books.setdefault((title, author), _Book(title, author))
    book.url = book.url or fields.address(told.get("url"))
    book.tags += told.get("paper tags", "").split(",")
    tags = told.get("tags", "").split(",")
    if before := _TAGS_BEFORE_NOTE.match(note):
        tags += [tag[1:] for tag in before[1].split()]
        note = note[before.end() :].strip()
    if not quote:
        book.notes.append(note)
        return ""
    place = fields.count(told.get("place"))
    names = tuple(dict.fromkeys(filter(None, map(fields.line, tags))))
    created = fields.line(told.get("created"))[:40]
    book.quotes.append(
        Quoted(quote, start=place, colour=colour(told.get("colour")), note=note, tags=names, created=created)
    )
    return ""


def _record(book: _Book, context: Context) -> Record:
    identifier, digital = fields.arxiv_in(book.url), fields.doi(book.url)
    page = "" if identifier or digital else book.url
    return Record(
        title=book.title,
        sighting=Sighting(SOURCE, day=context.day),
        authors=fields.names(book.author),
        arxiv_id=identifier,
        doi=digital,
        links=fields.arxiv_links(identifier, project=page),
        tags=tuple(dict.fromkeys(filter(None, map(fields.line, book.tags)))),
        note="\n\n".join(dict.fromkeys(book.notes)),
        quotes=tuple(book.quotes),
    )
