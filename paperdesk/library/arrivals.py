# SPDX-License-Identifier: MIT
"""Takes in what sources tell: finds the paper that is meant, or makes it, and notes the sighting.

Identity is resolved by arXiv id, then DOI, then the source's own identifier, then normalised title with
an author in common. Nothing that the reader made is touched; blanks are filled, never overwritten.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from paperdesk.domain.changes import Changes
from paperdesk.domain.identity import author_key, title_key
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.domain.text import folded
from paperdesk.library import meetings, merging
from paperdesk.library.newcomers import Newcomers
from paperdesk.library.transaction import Row, Transaction

_MOST_PARAMETERS = 900  # SQLite's own limit was 999 for long
_TELLING_TITLE = 16  # code points; a shorter folded title ("introduction") names no paper by itself


class Outcome(Enum):
    """What became of one record."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The outcome of one batch: one `Outcome` a record in order, what changed, and the step in the log."""

    outcomes: tuple[Outcome, ...]
    changes: Changes
    step: int | None


def add_records(
    connection: sqlite3.Connection,
    records: Sequence[Record],
    summary: str,
    *,
    step: int | None = None,
    undoable: bool = True,
) -> Arrivals:
    """Take in `records` in one transaction; `step` joins several batches into one undo."""
    with Transaction(connection, "import", summary, undoable=undoable, step=step) as transaction:
        batch = _Batch(transaction, records)
        outcomes = tuple(batch.add(record) for record in records)
        batch.newcomers.write()
    return Arrivals(outcomes, transaction.changes, transaction.step)


def identifiers(record: Record) -> list[str]:
    """Return the keys that name `record`, strongest first."""
    return [key for key in (record.arxiv_id, record.doi, record.other_id.casefold()) if key]


class _Batch:
    """What is known about the records of one transaction: looked up at once, then kept up to date."""

    def __init__(self, transaction: Transaction, records: Sequence[Record]) -> None:
        self._transaction = transaction
        self._hash = {id(r): int(title_key(r.title)[2:], 16) for r in records}
        keys = [key for r in records for key in identifiers(r)]
        title_keys = [f"t-{self._hash[id(r)]:012x}" for r in records if not r.arxiv_id and not r.doi]
        self._by_key: dict[str, int] = self._find_keys(keys + title_keys)
        self.newcomers = Newcomers(transaction, self._by_key)
        self._by_title = self._find_titles(list(self._hash.values()))

    def add(self, record: Record) -> Outcome:
        title_hash = self._hash[id(record)]
        paper = self._find(record, title_hash)
        if paper is None:
            paper = self.newcomers.add(record, title_hash)
            self._remember(record, paper, title_hash)
            return Outcome.NEW
        if self.newcomers.holds(paper):
            self.newcomers.write()
        outcome = self._meet_again(paper, record)
        self._remember(record, paper, None)
        return outcome

    def _meet_again(self, paper: int, record: Record) -> Outcome:
        changed = False
        for other in {self._by_key.get(key, paper) for key in identifiers(record)} - {paper}:
            changed |= merging.merge_if_one(self._transaction, PaperId(paper), PaperId(other))
        row = self._transaction.rows("SELECT * FROM papers WHERE id = ?", (paper,))[0]
        if row["hidden"]:
            self._transaction.update("papers", {"id": paper}, {"hidden": 0})
        changed |= meetings.fill_blanks(self._transaction, row, record)
        changed |= meetings.note_sighting(self._transaction, paper, record.sighting)
        if row["hidden"]:
            return Outcome.NEW
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _find(self, record: Record, title_hash: int) -> int | None:
        for key in identifiers(record):
            if key in self._by_key:
                return self._by_key[key]
        for row in self._by_title.get(title_hash, ()):
            if _may_be(record, row) and self._share_an_author(record, row["id"]):
                return int(row["id"])
        return None

    def _share_an_author(self, record: Record, paper: int) -> bool:
        known = self.newcomers.authors_of(paper)
        if known is None:
            sql = "SELECT name FROM paper_authors WHERE paper_id = ?"
            known = tuple(name for (name,) in self._transaction.execute(sql, (paper,)))
        if not known or not record.authors:
            title = folded(record.title)
            return len(title) >= _TELLING_TITLE and title.count(" ") >= 2
        return not {author_key(a) for a in record.authors}.isdisjoint(author_key(a) for a in known)

    def _remember(self, record: Record, paper: int, title_hash: int | None) -> None:
        for key in identifiers(record):
            self._by_key.setdefault(key, paper)
        if title_hash is not None:
            row = {"id": paper, "arxiv_id": record.arxiv_id, "doi": record.doi, "other_id": record.other_id}
            self._by_title.setdefault(title_hash, []).append(row)

    def _find_keys(self, keys: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for start in range(0, len(keys), _MOST_PARAMETERS):
            some = keys[start : start + _MOST_PARAMETERS]
            marks = ",".join("?" * len(some))
            found.update(self._transaction.execute(f"SELECT key, paper_id FROM aliases WHERE key IN ({marks})", some))
        return found

    def _find_titles(self, hashes: Sequence[int]) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for start in range(0, len(hashes), _MOST_PARAMETERS):
            some = hashes[start : start + _MOST_PARAMETERS]
            marks = ",".join("?" * len(some))
            columns = "id, title_hash, arxiv_id, doi, other_id"
            sql = f"SELECT {columns} FROM papers WHERE title_hash IN ({marks}) AND hidden < 2 ORDER BY id"
            for row in self._transaction.rows(sql, some):
                found.setdefault(row["title_hash"], []).append(row)
        return found


def _may_be(record: Record, row: Row) -> bool:
    """Whether no identifier of the record contradicts one of the same kind that the paper has."""
    pairs = ((record.arxiv_id, row["arxiv_id"]), (record.doi, row["doi"]), (record.other_id, row["other_id"]))
    return all(not a or not b or a.casefold() == b.casefold() for a, b in pairs)
