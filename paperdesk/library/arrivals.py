# SPDX-License-Identifier: MIT
"""Takes in what sources tell: finds the paper that is meant, or makes it, and notes the sighting.

Nothing that the reader made is touched; blanks are filled, never overwritten. What records carry of a reader is added.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from paperdesk.domain.changes import Changes
from paperdesk.domain.record import Record, Sighting
from paperdesk.library import abstracts, meetings, merging
from paperdesk.library.brought import attach
from paperdesk.library.keys import free_key
from paperdesk.library.newcomers import Newcomers
from paperdesk.library.recognition import Recognition, Told, told
from paperdesk.library.schema import REMOVED, SHOWN
from paperdesk.library.transaction import Transaction


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
    seen: str = "",
) -> Arrivals:
    """Take in `records` in one transaction; `step` joins several batches into one undo.

    `seen` is when the source was asked (UTC, ISO 8601), empty where that is not known.
    """
    batch = [told(record) for record in records]
    with Transaction(connection, "import", summary, undoable=undoable, step=step) as transaction:
        arriving = _Arriving(transaction, batch, seen)
        outcomes = list(map(arriving.take, batch))
        arriving.newcomers.write()
        for place, paper in arriving.carriers:
            changed = attach(transaction, arriving.now(paper), batch[place].record)
            if changed and outcomes[place] is Outcome.UNCHANGED:
                outcomes[place] = Outcome.UPDATED
    return Arrivals(tuple(outcomes), transaction.changes, transaction.step)


class _Arriving:
    """A batch of records while it is taken in."""

    def __init__(self, transaction: Transaction, batch: Sequence[Told], seen: str) -> None:
        self._transaction = transaction
        self._seen = seen
        self._recognition = Recognition(transaction, batch)
        self.newcomers = Newcomers(transaction, self._recognition, seen)
        self._met: set[tuple[int, str, str]] = set()
        self._taken = 0
        self.carriers: list[tuple[int, int]] = []  # the place of a record that carries more, and its paper

    def now(self, paper: int) -> int:
        return self._recognition.now(paper)

    def take(self, new: Told) -> Outcome:
        outcome, paper = self._take(new)
        if new.record.brings:
            self.carriers.append((self._taken, paper))
        self._taken += 1
        return outcome

    def _take(self, new: Told) -> tuple[Outcome, int]:
        papers = self._recognition.meant(new)
        if papers:
            return self._meet_again(papers, new), papers[0]
        for key in self._recognition.lapsed.intersection((*new.keys, new.title_key)):
            self._recognition.lapsed.discard(key)
            free_key(self._transaction, key)
        paper = self.newcomers.add(new)
        self._recognition.came(new, paper)
        self._met.add((paper, new.record.sighting.source, new.record.sighting.day))
        return Outcome.NEW, paper

    def _meet_again(self, papers: Sequence[int], new: Told) -> Outcome:
        if any(map(self.newcomers.holds, self._recognition.owners(new).union(papers))):
            self.newcomers.write()  # what follows looks for papers and keys in the library itself
        paper, *others = papers
        changed = False
        for other in others:
            if merging.merge_if_one(self._transaction, paper, other):
                self._recognition.merged(other, paper)
                changed = True
        row = self._transaction.rows("SELECT * FROM papers WHERE id = ?", (paper,))[0]
        if row["hidden"] == REMOVED:
            self._transaction.update("papers", {"id": paper}, {"hidden": SHOWN})
        changed |= meetings.fill_blanks(self._transaction, row, new.record)
        changed |= abstracts.meet(self._transaction, row, new.record)
        for sighting in new.record.kept.sightings if new.record.kept else (new.record.sighting,):
            changed |= self._note(paper, sighting)
        if changed:
            self._recognition.changed(new, paper)
        if row["hidden"] == REMOVED:
            return Outcome.NEW
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _note(self, paper: int, sighting: Sighting) -> bool:
        meeting = (paper, sighting.source, sighting.day)
        repeated = meeting in self._met
        self._met.add(meeting)
        return meetings.note_sighting(self._transaction, paper, sighting, repeated=repeated, seen=self._seen)
