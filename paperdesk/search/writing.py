# SPDX-License-Identifier: MIT
"""Writing to the index: Whoosh's segment writer with a sorting pool of our own."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, clean_files
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from paperdesk.search.batch import Batch
from paperdesk.search.codec import FIELD, INDEX_NAME, Codec, Segment, open_papers, open_terms
from paperdesk.search.documents import Document
from paperdesk.search.merging import Merged
from paperdesk.search.postings import Bools, Source
from paperdesk.search.terms import Terms
from paperdesk.search.toc import Toc


class Pool:
    """Documents on their way into a segment, and segments that are merged into it.

    What exceeds memory is written aside, sorted, as Whoosh's own pool does it.
    """

    def __init__(self, storage: FileStorage) -> None:
        self._storage = storage
        self._stems: dict[str, str] = {}
        self._batch = Batch(self._stems)
        self._sources: list[Source] = []
        self._kept: list[Bools | None] = []

    def add(self, document: Document) -> None:
        """Take in a new document."""
        self._batch.add(document)
        if self._batch.full:
            self._write_aside()

    def _write_aside(self) -> None:
        codec = Codec()
        run = codec.new_segment(self._storage, INDEX_NAME)
        merged = Merged([self._batch.postings()], [None])
        codec.per_document_writer(self._storage, run).write(merged.papers)
        codec.field_writer(self._storage, run).write(merged)
        self._batch = Batch(self._stems)
        self.add_source(open_terms(self._storage, run), None)

    def add_source(self, source: Source, kept: Bools | None) -> None:
        """Take in a segment; `kept` says which of its documents (None: all)."""
        self._sources.append(source)
        self._kept.append(kept)

    def merged(self) -> Merged:
        """Return everything as one."""
        if len(self._batch):
            self.add_source(self._batch.postings(), None)
            self._batch = Batch(self._stems)
        return Merged(self._sources, self._kept)

    def cleanup(self) -> None:
        """Close what was written aside, so that it can be deleted."""
        for source in self._sources:
            if isinstance(source, Terms):
                source.close()
        self._sources, self._kept = [], []


class Writer(SegmentWriter):  # type: ignore[misc]
    """Adds documents and deletes papers; nothing shows before `commit`.

    Whoever makes one holds the lock of the index (see `store.writing`).
    """

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=Codec(), compound=False, _lk=False)
        self.pool = Pool(self._tempstorage)
        self.upto: int = index._read_toc().upto

    def add_document(self, **fields: Any) -> None:
        """Add `fields["words"]`, a `Document`."""
        self._check_state()
        self.pool.add(fields[FIELD])
        self._added = True
        self.docnum += 1

    def add_reader(self, reader: SegmentReader) -> None:
        """Take over all documents of a segment that are not deleted."""
        self._check_state()
        source: Terms = reader._terms.source
        kept = np.ones(len(source.papers), np.bool_)
        kept[list(reader.segment().deleted_docs())] = False
        self.pool.add_source(source, None if kept.all() else kept)
        self._added = True
        self.docnum += int(kept.sum())

    def delete_papers(self, papers: npt.NDArray[np.int64]) -> None:
        """Delete the committed documents of these papers."""
        for segment in self.segments:
            for number in np.flatnonzero(np.isin(open_papers(self.storage, segment), papers)).tolist():
                segment.delete_document(number)

    def commit_upto(self, upto: int, policy: "Policy") -> None:
        """Make everything visible at once, with `upto`; `policy` says which segments are merged."""
        self.upto = upto
        self.commit(mergetype=policy)

    def cancel(self) -> None:
        """Drop everything that was not committed, with the files that were begun: the disk may be full."""
        super().cancel()
        for name in self.newsegment.list_files(self.storage):
            self.storage.delete_file(name)

    def _flush_segment(self) -> None:
        merged = self.pool.merged()
        self.perdocwriter.write(merged.papers)
        self.fieldwriter.write(merged)

    def _commit_toc(self, segments: Sequence[Segment]) -> None:
        Toc(segments, self.generation, self.upto).write(self.storage, self.indexname)
        clean_files(self.storage, self.indexname, self.generation, segments)


Policy = Callable[[Writer, list[Segment]], list[Segment]]
"""Takes the writer and the segments of before; gives to the writer what is to be merged, and returns the others."""
