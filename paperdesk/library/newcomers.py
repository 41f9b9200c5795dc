# SPDX-License-Identifier: MIT
"""Papers met for the first time, gathered and written many at once."""

import json
from collections.abc import Mapping
from functools import lru_cache

from paperdesk.domain.dates import sortable_day, trend
from paperdesk.domain.identity import author_key, title_key
from paperdesk.domain.record import Record
from paperdesk.library.transaction import Transaction

NO_RANK = 1_000_000

_PAPER = """INSERT INTO papers (id, key, title, title_hash, abstract, published, categories, arxiv_id, doi, other_id,
    link_arxiv, link_pdf, link_huggingface, link_code, link_project, added, listed, sort_day, sort_rank, source, upvotes,
    trend) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_AUTHOR = "INSERT INTO paper_authors (paper_id, position, name) VALUES (?, ?, ?)"
_ALIAS = "INSERT INTO aliases (key, paper_id) VALUES (?, ?)"
_SIGHTING = """INSERT INTO sightings (paper_id, source, day, rank, upvotes, comments, stars, submitter, extra, met)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Newcomers:
    """Gathers new papers under ids of their own until `write`."""

    def __init__(self, transaction: Transaction, known: Mapping[str, int]) -> None:
        """`known` holds those keys of the batch that name a paper already."""
        self._transaction = transaction
        self._known = known
        self._next: int = 1 + transaction.execute("SELECT coalesce(max(id), 0) FROM papers").fetchone()[0]
        self._authors: dict[int, tuple[str, ...]] = {}
        self._keys: set[str] = set()
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[str, list[tuple[object, ...]]] = {_PAPER: [], _AUTHOR: [], _ALIAS: [], _SIGHTING: []}
        self._first = self._next

    def holds(self, paper: int) -> bool:
        """Whether `paper` is gathered and not written yet."""
        return self._first <= paper < self._next

    def authors_of(self, paper: int) -> tuple[str, ...] | None:
        """Return the authors of a paper gathered here, None for any other."""
        return self._authors.get(paper)

    def add(self, record: Record, title_hash: int) -> int:
        """Gather one paper; return the id that it will have."""
        paper = self._next
        self._next += 1
        self._authors[paper] = record.authors
        keys = self._keys_of(record, title_hash)
        self._keys.update(keys)
        s = record.sighting
        day = s.day or sortable_day(record.published)
        votes = max(s.upvotes or 0, 0)
        links = record.links
        self._rows[_PAPER].append(
            (paper, keys[0], record.title, title_hash, record.abstract, record.published,
             _categories(record.categories),
             record.arxiv_id, record.doi, record.other_id, links.arxiv, links.pdf, links.huggingface, links.code,
             links.project, self._transaction.at, int(bool(s.day)), day, NO_RANK if s.rank is None else s.rank, s.source,
             votes, trend(votes, day))
        )  # fmt: skip
        self._rows[_AUTHOR].extend((paper, place, name) for place, name in enumerate(record.authors))
        self._rows[_ALIAS].extend((key, paper) for key in keys)
        self._rows[_SIGHTING].append(
            (paper, s.source, s.day, s.rank, s.upvotes, s.comments, s.stars, s.submitter,
             _json(dict(s.extra)) if s.extra else "{}", self._transaction.at)
        )  # fmt: skip
        return paper

    def write(self) -> None:
        """Write what was gathered into the transaction."""
        if self._next > self._first:
            self._transaction.insert_new_papers(self._first, self._next - 1, self._rows)
            self._clear()

    def _keys_of(self, record: Record, title_hash: int) -> list[str]:
        """The keys of a new paper, its public key first."""
        keys = list(dict.fromkeys(key for key in (record.arxiv_id, record.doi) if key))
        if not keys:
            keys.append(self._title_key(record, title_hash))
        if record.other_id:
            keys.append(record.other_id.casefold())
        return list(dict.fromkeys(keys))

    def _title_key(self, record: Record, title_hash: int) -> str:
        plain = f"t-{title_hash:012x}"
        if plain not in self._keys and plain not in self._known:
            return plain
        first_author = author_key(record.authors[0]) if record.authors else ""
        for apart in (first_author, record.other_id, f"{first_author}\n{record.other_id}"):
            key = title_key(record.title, apart=apart)
            if key not in self._keys and not self._taken(key):
                return key
        return title_key(record.title, apart=f"{self._next}\n{self._transaction.at}")

    def _taken(self, key: str) -> bool:
        return self._transaction.execute("SELECT 1 FROM aliases WHERE key = ?", (key,)).fetchone() is not None


@lru_cache(maxsize=1024)
def _categories(names: tuple[str, ...]) -> str:
    return _json(names)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
