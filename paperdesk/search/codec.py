# SPDX-License-Identifier: MIT
"""How Whoosh writes and reads a segment of ours: its codec interface over flat arrays.

Whoosh's own codec keeps postings as pickled tuples, 128 in a block. A word of 60,000 papers costs it 30 ms
to decode, a merge 10 µs a posting, and whoever hands on a folder with such an index hands on a program.
These segments hold numbers only. Whoosh's searchers can read them; `snapshot` reads them faster.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from paperdesk.search.arrays import ArrayFile, ArrayWriter
from paperdesk.search.merging import Merged
from paperdesk.search.postings import PaperIds
from paperdesk.search.terms import POSTINGS, WORDS, Terms, write_terms
from paperdesk.search.weights import WEIGHTS

INDEX_NAME = "MAIN"
FIELD = "words"
PAPERS = "doc"
SCHEMA = Schema(**{FIELD: FieldType(Existence(), analyzer=None, scorable=True)})


class Segment(W3Segment):  # type: ignore[misc]
    """A segment: its name, how many documents it has, and which of them are deleted."""

    def should_assemble(self) -> bool:
        """Return False: the files stay as they are."""
        return False

    def path(self, storage: FileStorage, extension: str) -> Path:
        """Return the path of one of its files."""
        return Path(storage.folder, self.make_filename(f".{extension}"))


class Codec(base.Codec):  # type: ignore[misc]
    """The codec. Lengths of fields are in the weights of the postings, so there are none to be kept."""

    length_stats = False

    def new_segment(self, storage: FileStorage, indexname: str) -> Segment:
        """Return a new segment, empty and with no file yet."""
        return Segment(self, indexname)

    def per_document_writer(self, storage: FileStorage, segment: Segment) -> "PapersWriter":
        """Return the writer of the papers of `segment`."""
        return PapersWriter(storage, segment)

    def field_writer(self, storage: FileStorage, segment: Segment) -> "TermsWriter":
        """Return the writer of the words of `segment`."""
        return TermsWriter(storage, segment)

    def per_document_reader(self, storage: FileStorage, segment: Segment) -> "PapersReader":
        """Return the reader of the papers of `segment`."""
        return PapersReader(storage, segment)

    def terms_reader(self, storage: FileStorage, segment: Segment) -> "TermsReader":
        """Return the reader of the words of `segment`."""
        return TermsReader(open_terms(storage, segment))


def open_terms(storage: FileStorage, segment: Segment) -> Terms:
    """Open the words and postings of a segment. Raises `IndexUnusable`."""
    paths = segment.path(storage, WORDS), segment.path(storage, POSTINGS)
    return Terms(*paths, segment.segment_id(), open_papers(storage, segment))


def open_papers(storage: FileStorage, segment: Segment) -> PaperIds:
    """Return the paper ids of a segment by document number. Raises `IndexUnusable`."""
    with ArrayFile(segment.path(storage, PAPERS), segment.segment_id(), PAPERS) as file:
        return file.load("papers")


class PapersWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Writes which paper each document is."""

    def __init__(self, storage: FileStorage, segment: Segment) -> None:
        self._path = segment.path(storage, PAPERS)
        self._segment = segment.segment_id()
        self.is_closed = False

    def write(self, papers: PaperIds) -> None:
        """Write all of them."""
        with ArrayWriter(self._path, self._segment, PAPERS, {"papers": ("<i8", len(papers))}) as writer:
            writer.append("papers", papers)

    def close(self) -> None:
        """There is nothing more to write."""
        self.is_closed = True


class TermsWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the words and their postings."""

    def __init__(self, storage: FileStorage, segment: Segment) -> None:
        self._paths = segment.path(storage, WORDS), segment.path(storage, POSTINGS)
        self._segment = segment.segment_id()
        self.is_closed = False

    def write(self, merged: Merged) -> None:
        """Write all of them."""
        write_terms(*self._paths, self._segment, merged)

    def close(self) -> None:
        """There is nothing more to write."""
        self.is_closed = True


class PapersReader(base.PerDocumentReader):  # type: ignore[misc]
    """Which paper each document is, and which documents are deleted."""

    def __init__(self, storage: FileStorage, segment: Segment) -> None:
        self.papers = open_papers(storage, segment)
        self._segment = segment

    def doc_count_all(self) -> int:
        """Return how many documents there are, deleted ones included."""
        return len(self.papers)

    def doc_count(self) -> int:
        """Return how many documents there are."""
        return len(self.papers) - int(self._segment.deleted_count())

    def has_deletions(self) -> bool:
        """Return whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Return whether this document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Return the deleted documents."""
        return iter(self._segment.deleted_docs())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the paper id, under the name of the indexed field."""
        return {FIELD: int(self.papers[docnum])}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return 1: weights are divided by lengths already."""
        return 1

    def field_length(self, fieldname: str) -> int:
        """Return the sum of the lengths."""
        return len(self.papers)

    def min_field_length(self, fieldname: str) -> int:
        """Return the length of every document."""
        return 1

    max_field_length = min_field_length


class TermsReader(base.TermsReader):  # type: ignore[misc]
    """The words and postings of a segment as Whoosh's searchers want to have them."""

    def __init__(self, terms: Terms) -> None:
        self.source = terms

    def indexed_field_names(self) -> list[str]:
        """Return the one field."""
        return [FIELD]

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] == FIELD and self.source.words.find(term[1].decode()) >= 0

    def _number(self, text: bytes) -> int:
        number = self.source.words.find(text.decode())
        if number < 0:
            raise TermNotFound(f"no term {text!r}")
        return number

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all words."""
        return self.terms_from(FIELD, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the words from `prefix` on."""
        words = self.source.words
        return ((FIELD, words[n].encode()) for n in range(words.first_from(prefix.decode()), len(words)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all words with their statistics."""
        return self.items_from(FIELD, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the words from `prefix` on with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return how many documents hold a word, and how much it weighs in them."""
        number = self._number(text)
        ids, weights = self.source.ids(number, number + 1), self._weights(number)
        return TermInfo(float(weights.sum()), len(ids), 1, 1, float(weights.max()), int(ids[0]), int(ids[-1]))

    def _weights(self, number: int) -> Any:
        return WEIGHTS[self.source.payloads(number, number + 1) & np.uint16(255)]

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return the documents that hold a word."""
        number = self._number(text)
        ids, weights = self.source.ids(number, number + 1), self._weights(number)
        info = self.term_info(fieldname, text)
        return ListMatcher(
            ids.tolist(), weights.tolist(), format=format_, scorer=scorer, term=(fieldname, text), terminfo=info
        )

    def close(self) -> None:
        """Close the files."""
        self.source.close()
