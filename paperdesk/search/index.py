# SPDX-License-Identifier: MIT
"""The index of a library: kept up to date, built anew, and asked.

One object serves one thread. Other processes may use the same folder; what they commit is seen at the next
question. Damage, of whatever kind, is `IndexUnusable`, and then building the index anew mends it.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np

from paperdesk.domain.conditions import Condition
from paperdesk.search.cache import ArrayCache
from paperdesk.search.codec import FIELD
from paperdesk.search.documents import Document
from paperdesk.search.errors import IndexUnwritable
from paperdesk.search.evaluating import Cancelled, Evaluation, Facts
from paperdesk.search.matches import Matches, Ranked
from paperdesk.search.policies import all_due_merged, due, nothing_kept, small_merged
from paperdesk.search.similar import similar
from paperdesk.search.snapshot import READ_BYTES, Snapshot, open_snapshot
from paperdesk.search.store import AnewStore, Store, writing
from paperdesk.search.suggesting import Speller

STEP = 500  # documents between two reports of progress


def _never() -> bool:
    return False


class Index:
    """An index, opened."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`. Raises `IndexUnusable` where there is none that can be read."""
        self._store = Store(folder)
        self._snapshot = open_snapshot(self._store, None, ArrayCache(READ_BYTES))
        self._speller = Speller()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the index in `folder`. Raises `IndexUnusable` where there is none that can be read."""
        return cls(folder)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Return a new index without papers, in the place of whatever was there. Raises `IndexUnwritable`."""
        return cls.build(folder, (), 0)

    @classmethod
    def build(
        cls,
        folder: Path,
        documents: Iterable[Document],
        upto: int,
        progress: Callable[[int], None] = lambda done: None,
        cancelled: Callable[[], bool] = _never,
    ) -> Self:
        """Build the index from all `documents`, in the place of whatever was there, and open it.

        Until it is whole, and where it fails, an index that was there before stays and can be used.
        `progress` is told how many documents are done. Raises `Cancelled`, `IndexBusy`, `IndexUnwritable`.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexUnwritable(f"the search index cannot be written: {error.strerror or error}") from error
        with writing(AnewStore(folder)) as writer:
            rest, done = iter(documents), 0
            while step := list(islice(rest, STEP)):
                if cancelled():
                    raise Cancelled
                for document in step:
                    writer.add_document(**{FIELD: document})
                done += len(step)
                progress(done)
            writer.commit_upto(upto, nothing_kept)
        return cls(folder)

    @property
    def upto(self) -> int:
        """How far in the library's log of changes the index is."""
        return self._latest().upto

    @property
    def count(self) -> int:
        """How many papers are indexed."""
        return self._latest().count

    def _latest(self) -> Snapshot:
        if self._store.latest_generation() != self._snapshot.generation:
            self._snapshot = open_snapshot(self._store, self._snapshot, self._snapshot.reads)
        return self._snapshot

    def update(self, documents: Iterable[Document], removed: Iterable[int], upto: int) -> None:
        """Put `documents` in the place of what was indexed of their papers, and take out the papers `removed`.

        All of it, and `upto`, is one commit. Raises `IndexUnusable`, `IndexBusy`, `IndexUnwritable`.
        """
        fresh = {document.paper: document for document in documents}
        with writing(self._store) as writer:
            writer.delete_papers(np.array([*fresh, *removed], np.int64))
            for document in fresh.values():
                writer.add_document(**{FIELD: document})
            writer.commit_upto(upto, small_merged)

    def rebuild(
        self,
        documents: Iterable[Document],
        upto: int,
        progress: Callable[[int], None] = lambda done: None,
        cancelled: Callable[[], bool] = _never,
    ) -> None:
        """Build the index anew, as `build` does; it can be asked meanwhile, from another object."""
        folder = Path(self._store.storage.folder)
        self._snapshot = type(self).build(folder, documents, upto, progress, cancelled)._snapshot

    @property
    def merge_is_due(self) -> bool:
        """Whether `merge` has something to do."""
        return bool(due(self._store.toc().segments))

    def merge(self) -> None:
        """Merge one group of segments, so that there are never many: for a moment when nobody waits."""
        with writing(self._store) as writer:
            writer.commit_upto(writer.upto, all_due_merged)

    def matches(self, condition: Condition, facts: Facts, cancelled: Callable[[], bool] = _never) -> Matches:
        """Return the papers for which `condition` is true.

        `facts` returns the ids of the papers for which a fact is true, ascending. Raises `Cancelled`.
        """
        snapshot = self._latest()
        return Matches(snapshot, Evaluation(snapshot, facts, cancelled).answer(condition))

    def suggest(self, typed: Sequence[str]) -> str:
        """Return the words of a query that wants all of `typed`, the mistyped ones mended; empty where none is.

        To be offered where little was found.
        """
        mended = self._speller.mended(self._latest(), typed)
        return "" if mended == list(typed[: len(mended)]) else " ".join(mended)

    def similar(self, paper: int, count: int) -> Ranked:
        """Return the `count` papers most like `paper`, best first; none where it is not indexed."""
        return similar(self._latest(), paper, count)

    def verify(self) -> None:
        """Read all of the index and compare its check sums. Raises `IndexUnusable`."""
        for part in self._latest().parts:
            part.terms.verify()

    def close(self) -> None:
        """Close the files; answers that are still held can no longer be ranked."""
        for part in self._snapshot.parts:
            part.terms.close()
