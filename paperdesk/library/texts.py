# SPDX-License-Identifier: MIT
"""Reads what a search index holds of papers, many at once, and tells which papers it has to read again."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperdesk.domain.paper import PaperId

_AT_ONCE = 500  # papers; one statement a table for all of them
# A change of any other column changes nothing that is searched.
_SEARCHED_COLUMNS = {
    "papers": frozenset(("title", "abstract", "categories", "hidden", "key")),
    "highlights": frozenset(("exact", "note", "paper_id")),
}
_SEARCHED_RELATIONS = ("paper_authors", "aliases", "paper_tags", "sightings", "notes")


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """Everything of one paper that can be searched, as it is stored.

    `keys` are its key and its aliases, `highlights` the passages that are highlighted and the notes on them.
    """

    id: PaperId
    title: str
    abstract: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    keys: tuple[str, ...]
    note: str = ""
    highlights: tuple[str, ...] = ()


def read_texts(connection: sqlite3.Connection, papers: Sequence[PaperId]) -> Iterator[PaperTexts]:
    """Yield the texts of those of `papers` that are shown, in the order given."""
    for start in range(0, len(papers), _AT_ONCE):
        some = papers[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = {
            row[0]: row
            for row in connection.execute(
                f"SELECT id, title, abstract, categories FROM papers WHERE id IN ({marks}) AND hidden = 0", some
            )
        }
        authors = _gathered(
            connection,
            f"SELECT paper_id, name FROM paper_authors WHERE paper_id IN ({marks}) ORDER BY paper_id, position",
            some,
        )
        tags = _gathered(
            connection,
            f"SELECT paper_id, name FROM paper_tags JOIN tags ON id = tag_id WHERE paper_id IN ({marks})",
            some,
        )
        sources = _gathered(
            connection, f"SELECT DISTINCT paper_id, source FROM sightings WHERE paper_id IN ({marks})", some
        )
        keys = _gathered(connection, f"SELECT paper_id, key FROM aliases WHERE paper_id IN ({marks})", some)
        notes = _gathered(connection, f"SELECT paper_id, text FROM notes WHERE paper_id IN ({marks})", some)
        highlights = _gathered(
            connection,
            f"SELECT paper_id, exact FROM highlights WHERE paper_id IN ({marks})"
            f" UNION ALL SELECT paper_id, note FROM highlights WHERE paper_id IN ({marks}) AND note <> ''",
            (*some, *some),
        )
        for paper in some:
            if paper in rows:
                _, title, abstract, categories = rows[paper]
                yield PaperTexts(
                    paper, title, abstract, authors.get(paper, ()), tuple(json.loads(categories)),
                    tags.get(paper, ()), sources.get(paper, ()), keys.get(paper, ()),
                    "".join(notes.get(paper, ())), highlights.get(paper, ()),
                )  # fmt: skip


def _gathered(connection: sqlite3.Connection, sql: str, papers: Sequence[PaperId]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for paper, value in connection.execute(sql, papers):
        found.setdefault(paper, []).append(value)
    return {paper: tuple(values) for paper, values in found.items()}


def changed_texts(connection: sqlite3.Connection, since: int, upto: int) -> list[PaperId]:
    """Return the papers whose texts may differ after the change `upto` from those after `since`, in any order.

    Papers that were taken out are among them.
    """
    papers: set[int] = set()
    tags: set[int] = set()
    sql = """SELECT relation, first_paper, last_paper, row_key, coalesce(after, before) FROM change_items
        WHERE change_id > ? AND change_id <= ?"""
    for relation, first, last, key, row in connection.execute(sql, (since, upto)):
        if relation == "tags":
            tags.add(json.loads(key)["id"])
        elif relation in _SEARCHED_RELATIONS or (
            relation in _SEARCHED_COLUMNS and not _SEARCHED_COLUMNS[relation].isdisjoint(json.loads(row))
        ):
            papers.update(range(first, last + 1))
    for tag in tags:
        papers.update(p for (p,) in connection.execute("SELECT paper_id FROM paper_tags WHERE tag_id = ?", (tag,)))
    return [PaperId(paper) for paper in papers]
