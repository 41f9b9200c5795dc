# SPDX-License-Identifier: MIT
"""The words of one segment with their postings, as files: `.trm`, read whole when it is opened, and `.pst`, in parts."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from paperdesk.search.arrays import Array, ArrayFile, ArrayWriter, Layout
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.lexicon import Lexicon, packed
from paperdesk.search.merging import Merged, turns
from paperdesk.search.postings import FIRST, Ids, Offsets, PaperIds, Payloads, Places

WORDS, POSTINGS = "trm", "pst"


def write_terms(words_path: Path, postings_path: Path, segment: str, merged: Merged) -> None:
    """Write both files. Raises OSError where they cannot be written."""
    _write_words(words_path, segment, merged)
    count, place_count = int(merged.starts[-1]), int(merged.place_starts[-1])
    layout: Layout = {"ids": ("<u4", count), "payloads": ("<u2", count), "places": ("<u4", place_count)}
    with ArrayWriter(postings_path, segment, POSTINGS, layout) as writer:
        for part in merged.parts():
            writer.append("ids", part.ids)
            writer.append("payloads", part.payloads)
            writer.append("places", part.places)


def _write_words(path: Path, segment: str, merged: Merged) -> None:
    stems = sorted(set(merged.stems))
    numbers = {stem: number for number, stem in enumerate(stems)}
    stem_of = np.fromiter(map(numbers.__getitem__, merged.stems), np.uint32, len(merged.stems))
    by_stem = np.argsort(stem_of, kind="stable")
    text, offsets = packed(merged.words)
    stem_text, stem_offsets = packed(stems)
    arrays: dict[str, Array] = {
        "words": text,
        "word_offsets": offsets,
        "stems": stem_text,
        "stem_offsets": stem_offsets,
        "by_stem": by_stem.astype(np.uint32),
        "stem_starts": np.searchsorted(stem_of[by_stem], np.arange(len(stems) + 1)).astype(np.uint32),
        "starts": merged.starts,
        "place_starts": merged.place_starts,
    }
    layout: Layout = {name: (array.dtype.str, len(array)) for name, array in arrays.items()}
    with ArrayWriter(path, segment, WORDS, layout) as writer:
        for name, array in arrays.items():
            writer.append(name, array)


class Terms:
    """The words and postings of one segment; a `Source`. Raises `IndexUnusable` for damage, at once or when met."""

    def __init__(self, words_path: Path, postings_path: Path, segment: str, papers: PaperIds) -> None:
        self.papers = papers
        with ArrayFile(words_path, segment, WORDS) as file:
            self._lexicon = Lexicon(file.load("words"), file.load("word_offsets"))
            self._stems = Lexicon(file.load("stems"), file.load("stem_offsets"))
            self._by_stem = file.load("by_stem")
            self._stem_starts = file.load("stem_starts").data
            self.starts: Offsets = file.load("starts")
            self.place_starts: Offsets = file.load("place_starts")
        self._file = ArrayFile(postings_path, segment, POSTINGS)
        self._starts = self.starts.data
        self._place_starts = self.place_starts.data

    @property
    def words(self) -> Lexicon:
        """All words, ascending."""
        return self._lexicon

    @property
    def stems(self) -> Sequence[str]:
        """The stem of each word, made anew at each call."""
        stems = list(self._stems)
        return [stems[number] for number in self._stem_numbers.tolist()]

    @cached_property
    def _stem_numbers(self) -> Ids:
        numbers = np.empty(len(self._by_stem), np.uint32)
        numbers[self._by_stem] = np.repeat(np.arange(len(self._stems)), np.diff(self._stem_starts))
        return numbers

    def with_stem(self, stem: str) -> list[tuple[int, int]]:
        """Return the words of this stem as ranges of numbers (first, and first after), ascending."""
        number = self._stems.find(stem)
        if number < 0:
            return []
        ranges: list[tuple[int, int]] = []
        for word in self._by_stem[self._stem_starts[number] : self._stem_starts[number + 1]].tolist():
            if ranges and ranges[-1][1] == word:
                ranges[-1] = (ranges[-1][0], word + 1)
            else:
                ranges.append((word, word + 1))
        return ranges

    def stem_of(self, word: int) -> str:
        """Return the stem of the word of this number."""
        return self._stems[int(self._stem_numbers[word])]

    def of_document(self, document: int) -> tuple[Offsets, Payloads]:
        """Return the numbers of the words that a document holds, and their payloads."""
        found: list[Offsets] = []
        payloads: list[Payloads] = []
        for first, last in turns(self.starts):
            postings = np.flatnonzero(self.ids(first, last) == document)
            found.append(postings + self._starts[first])
            payloads.append(self.payloads(first, last)[postings])
        numbers = np.searchsorted(self.starts, np.concatenate(found), "right") - 1
        return numbers, np.concatenate(payloads)

    def count(self, first: int, last: int) -> int:
        """Return how many postings the words `first` to `last` (not included) have."""
        return self._starts[last] - self._starts[first]

    def place_count(self, first: int, last: int) -> int:
        """Return how many places these words have."""
        return self._place_starts[last] - self._place_starts[first]

    def ids(self, first: int, last: int) -> Ids:
        """See `Source`."""
        ids: Ids = self._file.read("ids", self._starts[first], self._starts[last])
        if ids.size and ids.max() >= len(self.papers):
            raise IndexUnusable("the search index is damaged (a document that is not there)")
        return ids

    def payloads(self, first: int, last: int) -> Payloads:
        """See `Source`."""
        return self._file.read("payloads", self._starts[first], self._starts[last])

    def places(self, first: int, last: int) -> Places:
        """See `Source`."""
        places: Places = self._file.read("places", self._place_starts[first], self._place_starts[last])
        if np.count_nonzero(places >= FIRST) != self.count(first, last) or (places.size and places[0] < FIRST):
            raise IndexUnusable("the search index is damaged (places that do not belong to their words)")
        return places

    def verify(self) -> None:
        """Compare the check sums of everything. Raises `IndexUnusable`."""
        self._file.verify()

    def close(self) -> None:
        """Close the file of postings."""
        self._file.close()
