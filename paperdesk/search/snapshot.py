# SPDX-License-Identifier: MIT
"""One state of the index, opened: its segments laid end to end, so that a set of documents is one array of bits."""

from dataclasses import dataclass

import numpy as np

from paperdesk.search.cache import ArrayCache
from paperdesk.search.codec import open_terms
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.numbering import Numbering
from paperdesk.search.postings import Bools, Ids, PaperIds, Payloads, Places
from paperdesk.search.store import Store
from paperdesk.search.terms import Terms
from paperdesk.search.toc import Toc

READ_BYTES = 64 << 20  # postings held in memory
SET_BYTES = 24 << 20  # sets of documents held in memory: the words of one keystroke are asked for at the next


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a snapshot; its documents are numbered from `base`. What it reads is kept in `reads`."""

    name: str
    terms: Terms
    base: int
    reads: ArrayCache

    @property
    def count(self) -> int:
        """How many documents it has, deleted ones included."""
        return len(self.terms.papers)

    @property
    def range(self) -> slice:
        """The numbers of its documents in the snapshot."""
        return slice(self.base, self.base + self.count)

    def ids(self, first: int, last: int) -> Ids:
        """Return the documents, numbered from 0, that hold the words `first` to `last`; see `postings.Source`."""
        return self.reads.get((self.name, "ids", first, last), lambda: self.terms.ids(first, last))

    def payloads(self, first: int, last: int) -> Payloads:
        """Return the payloads of these words."""
        return self.reads.get((self.name, "payloads", first, last), lambda: self.terms.payloads(first, last))

    def places(self, first: int, last: int) -> Places:
        """Return the places of these words."""
        return self.reads.get((self.name, "places", first, last), lambda: self.terms.places(first, last))


class Snapshot:
    """The segments of one commit. It stays as it is, and readable, whatever is committed later.

    `papers` has the paper of each document, `alive` which documents are not deleted, `sets` what was
    worked out over this snapshot.
    """

    def __init__(self, toc: Toc, opened: dict[str, Terms], reads: ArrayCache) -> None:
        self.generation = toc.generation
        self.upto = toc.upto
        self.reads = reads
        self.sets = ArrayCache(SET_BYTES)
        self.parts: list[Part] = []
        self.size = 0
        for segment in toc.segments:
            part = Part(segment.segment_id(), opened[segment.segment_id()], self.size, reads)
            self.parts.append(part)
            self.size += part.count
        self.papers: PaperIds = np.concatenate([np.empty(0, np.int64), *(p.terms.papers for p in self.parts)])
        self.alive: Bools = np.ones(self.size, np.bool_)
        for part, segment in zip(self.parts, toc.segments, strict=True):
            self.alive[part.range][list(segment.deleted_docs())] = False
        self.count = int(np.count_nonzero(self.alive))
        self._numbering = Numbering(self.papers, self.alive)

    def documents_of(self, papers: PaperIds) -> Bools:
        """Return the set of documents of these papers; papers that are not indexed are left out."""
        found = np.zeros(self.size + 1, np.bool_)
        found[self._numbering.find(papers)] = True
        return found[:-1]

    def document_of(self, paper: int) -> int:
        """Return the number of the document of a paper, -1 where it is not indexed."""
        number = int(self._numbering.find(np.array([paper], np.int64))[0])
        return number if number < self.size else -1


def open_snapshot(store: Store, before: Snapshot | None, reads: ArrayCache) -> Snapshot:
    """Open the latest commit; segments that `before` has open are not opened again. Raises `IndexUnusable`."""
    while True:
        toc = store.toc()
        opened = {part.name: part.terms for part in before.parts} if before else {}
        try:
            for segment in toc.segments:
                if segment.segment_id() not in opened:
                    opened[segment.segment_id()] = open_terms(store.storage, segment)
                if len(opened[segment.segment_id()].papers) != segment.doc_count_all():
                    raise IndexUnusable("the search index is damaged (documents are missing)")
        except IndexUnusable:
            # A commit may have cleared files away while they were being opened; its own are there.
            if store.latest_generation() != toc.generation:
                continue
            raise
        return Snapshot(toc, opened, reads)
