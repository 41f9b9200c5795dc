# SPDX-License-Identifier: MIT
"""Papers met for the first time, gathered and written many at once."""

import json
from collections.abc import Sequence
from functools import lru_cache

from paperdesk.domain.annotation import text_hash
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.identity import author_key, title_key
from paperdesk.domain.record import Kept, Record, Sighting
from paperdesk.domain.trend import meeting_time, trend
from paperdesk.library.keys import free_key
from paperdesk.library.meetings import NO_RANK, extra_json, refresh_order
from paperdesk.library.recognition import Recognition, Told
from paperdesk.library.transaction import Transaction

_PAPER = """INSERT INTO papers (id, key, title, title_hash, abstract, published, categories, arxiv_id, doi, other_id,
    link_arxiv, link_pdf, link_huggingface, link_code, link_project, added, listed, sort_day, sort_rank, source, upvotes,
    trend) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
# All in one statement, from a list for each paper from the first on: SQLite then works while Python does something else.
_AUTHORS = """INSERT INTO paper_authors (paper_id, position, name) SELECT ?1 + paper.key, author.key, author.value
    FROM json_each(?2) AS paper, json_each(paper.value) AS author"""
_ALIASES = """INSERT INTO aliases (key, paper_id) SELECT alias.value, ?1 + paper.key
    FROM json_each(?2) AS paper, json_each(paper.value) AS alias"""
_SIGHTING = """INSERT INTO sightings (paper_id, source, day, rank, upvotes, comments, stars, submitter, extra, met)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_MEETING = """INSERT INTO meetings (paper_id, at, source, day, rank, upvotes, comments, stars)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_TEXT = "INSERT INTO texts (paper_id, source, hash, met, text) VALUES (?, ?, ?, ?, ?)"


class Newcomers:
    """Gathers new papers under ids of their own until `write`."""

    def __init__(self, transaction: Transaction, recognition: Recognition, seen: str = "") -> None:
        """`seen` is when the source was asked (UTC), empty where that is not known."""
        self._transaction = transaction
        self._seen = seen
        self._recognition = recognition
        self._next: int = 1 + transaction.execute("SELECT coalesce(max(id), 0) FROM papers").fetchone()[0]
        self._title_keys: set[str] = set()
        self._clear()

    def _clear(self) -> None:
        self._papers: list[tuple[object, ...]] = []
        self._authors: list[tuple[str, ...]] = []
        self._aliases: list[list[str]] = []
        self._sightings: list[tuple[object, ...]] = []
        self._meetings: list[tuple[object, ...]] = []
        self._texts: list[tuple[object, ...]] = []
        self._restored: list[int] = []
        self._first = self._next

    def holds(self, paper: int) -> bool:
        """Whether `paper` is gathered and not written yet."""
        return self._first <= paper

    def add(self, new: Told) -> int:
        """Gather one paper; return the id that it will have."""
        paper = self._next
        self._next += 1
        record = new.record
        keys = self._keys_of(new)
        s = record.sighting
        day = s.day or sortable_day(record.published)
        votes = max(s.upvotes or 0, 0)
        met = meeting_time(self._seen, s.day, first=True) if s.upvotes is not None else ""
        if met and not (record.kept and record.kept.curve):
            self._meetings.append((paper, met, s.source, s.day, s.rank, s.upvotes, s.comments, s.stars))
        links = record.links
        at = record.kept.added if record.kept and record.kept.added else self._transaction.at
        self._papers.append(
            (paper, keys[0], record.title, new.title_hash, record.abstract, record.published,
             _categories(record.categories),
             record.arxiv_id, record.doi, record.other_id, links.arxiv, links.pdf, links.huggingface, links.code,
             links.project, at, 1 if s.day else 0, day, NO_RANK if s.rank is None else s.rank, s.source,
             votes, trend(day, ((met or day, votes),) if votes else ()))
        )  # fmt: skip
        self._authors.append(record.authors)
        self._aliases.append(keys)
        if record.kept:
            self._restore(paper, record.kept)
        else:
            self._sightings.append(_sighting_row(paper, s, at))
        return paper

    def _restore(self, paper: int, kept: Kept) -> None:
        """Gather what another library knew of the paper as it knew it."""
        self._restored.append(paper)
        for s, met in zip(kept.sightings, kept.met, strict=True):
            self._sightings.append(_sighting_row(paper, s, met or self._transaction.at))
        for m in kept.curve:
            self._meetings.append((paper, m.at, m.source, m.day, m.rank, m.upvotes, m.comments, m.stars))
        for text in kept.texts:
            self._texts.append((paper, text.source, text_hash(text.text), text.met, text.text))

    def write(self) -> None:
        """Write what was gathered into the transaction."""
        if self._papers:
            rows: dict[str, Sequence[tuple[object, ...]]] = {
                _PAPER: self._papers,
                _AUTHORS: [(self._first, _json(self._authors))],
                _ALIASES: [(self._first, _json(self._aliases))],
                _SIGHTING: self._sightings,
                _MEETING: self._meetings,
                _TEXT: self._texts,
            }  # fmt: skip
            self._transaction.insert_new_papers(self._first, self._next - 1, rows)
            for paper in self._restored:
                refresh_order(self._transaction, paper)
            self._clear()

    def _keys_of(self, new: Told) -> list[str]:
        """The keys of a new paper, its public key first; those that name another paper stay with it."""
        has = self._recognition.has
        keys = [key for key in new.keys if not has(key) and key not in self._title_keys]
        kept = new.record.kept
        if kept and kept.key.casefold() in keys:
            key = kept.key.casefold()
            self._title_keys.update(keys)
            return [key, *(k for k in keys if k != key)]
        if new.nameless:
            key = self._title_key(new)
            self._title_keys.add(key)
            keys = [key, *(k for k in keys if k != key)]
        return keys

    def _title_key(self, new: Told) -> str:
        if new.title_key not in self._title_keys and not self._recognition.has(new.title_key):
            return new.title_key
        return next(key for key in self._keys_apart(new.record) if not self._taken(key))

    def _keys_apart(self, record: Record) -> list[str]:
        """Keys that tell the record from others of its title, the one that says most first."""
        first_author = author_key(record.authors[0]) if record.authors else ""
        apart = [first_author, record.other_id, f"{first_author}\n{record.other_id}"]
        apart.append(f"{self._next}\n{self._transaction.at}")
        return [title_key(record.title, apart=text) for text in apart if text]

    def _taken(self, key: str) -> bool:
        return key in self._title_keys or self._recognition.has(key) or not free_key(self._transaction, key)


def _sighting_row(paper: int, s: Sighting, met: str) -> tuple[object, ...]:
    extra = extra_json(s.extra) if s.extra else "{}"
    return (paper, s.source, s.day, s.rank, s.upvotes, s.comments, s.stars, s.submitter, extra, met)


@lru_cache(maxsize=1024)
def _categories(names: tuple[str, ...]) -> str:
    return _json(names)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
