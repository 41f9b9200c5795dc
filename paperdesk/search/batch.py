# SPDX-License-Identifier: MIT
"""New documents on their way into the index: their words as numbers, and sorted into postings all at once.

Whoosh asks a field for the postings of one document at a time and sorts them as tuples; here a document
costs one search for words and one look-up of each in a dict, and the sorting is left to NumPy.
"""

from array import array

import numpy as np
import numpy.typing as npt

from paperdesk.search.documents import Document, Field
from paperdesk.search.postings import FIELD_SHIFT, FIRST, Postings
from paperdesk.search.stems import stem
from paperdesk.search.tokens import FIELD_MARKS, LONGEST, VALUE_MARK, marked_words
from paperdesk.search.weights import FIELD_BITS, field_weights, payloads

FULL = 3_000_000  # tokens; sorting them takes some 150 MB
_MARKS = FIELD_MARKS + VALUE_MARK
_FIELD_COUNT = len(Field)


class _Numbers(dict[str, int]):
    """Gives each word a number at first sight; the marks have the first ones."""

    def __init__(self) -> None:
        super().__init__((mark, number) for number, mark in enumerate(_MARKS))

    def __missing__(self, word: str) -> int:
        if len(word) > LONGEST:
            return self[word[:LONGEST]]
        number = self[word] = len(self)
        return number


class Batch:
    """Gathers documents; each paper may come once. `stems` are those that are known, and become more."""

    def __init__(self, stems: dict[str, str]) -> None:
        self._stems = stems
        self._numbers = _Numbers()
        self._tokens = array("I")
        self._papers = array("q")

    def __len__(self) -> int:
        return len(self._papers)

    @property
    def full(self) -> bool:
        """Whether it is time to write."""
        return len(self._tokens) >= FULL

    def add(self, document: Document) -> None:
        """Take in one document."""
        self._papers.append(document.paper)
        self._tokens.extend(map(self._numbers.__getitem__, marked_words(document.marked_text())))

    def postings(self) -> Postings:
        """Return the postings of all documents; their numbers follow the order in which they came."""
        words = list(self._numbers)[len(_MARKS) :]
        order = sorted(range(len(words)), key=words.__getitem__)
        ranks = np.zeros(len(_MARKS) + len(words), np.uint64)
        ranks[np.array(order, np.int64) + len(_MARKS)] = np.arange(len(words))
        words = [words[number] for number in order]
        for word in words:
            if word not in self._stems:
                self._stems[word] = stem(word)
        stems = [self._stems[word] for word in words]
        return _sorted(np.array(self._tokens), ranks, np.array(self._papers), words, stems)


def _sorted(
    tokens: npt.NDArray[np.uint32],
    ranks: npt.NDArray[np.uint64],
    papers: npt.NDArray[np.int64],
    words: list[str],
    stems: list[str],
) -> Postings:
    document, field, place = _located(tokens)
    is_word = tokens >= len(_MARKS)
    weight = _weights(document, field, is_word, len(papers))
    document, field, place = document[is_word], field[is_word], place[is_word]
    order, rank = _by_rank(ranks[tokens[is_word]])
    document, field, place, weight = document[order], field[order], place[order], weight[order]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (rank[1:] != rank[:-1]) | (document[1:] != document[:-1])
    first = np.flatnonzero(begins)
    place |= np.where(begins, FIRST, np.uint32(0))
    every = np.arange(len(words) + 1)
    starts, place_starts = np.searchsorted(rank[first], every), np.searchsorted(rank, every)
    said = _payloads(first, FIELD_BITS[field], weight)
    return Postings(papers, words, stems, starts, place_starts, document[first], said, place)


def _weights(
    document: npt.NDArray[np.uint32], field: npt.NDArray[np.uint32], is_word: npt.NDArray[np.bool_], count: int
) -> npt.NDArray[np.float32]:
    """Return what each word weighs where it stands."""
    cell = (document.astype(np.int64) * _FIELD_COUNT + field)[is_word]
    lengths = np.bincount(cell, minlength=count * _FIELD_COUNT)
    weights: npt.NDArray[np.float32] = field_weights(lengths).ravel()[cell]
    return weights


def _by_rank(ranks: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the order in which tokens stand by the rank of their word, else as they come, and the ranks in it."""
    # The number of the token below its rank, so that numbers alone are sorted.
    keys = ranks << np.uint64(32) | np.arange(len(ranks), dtype=np.uint64)
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64), (keys >> np.uint64(32)).astype(np.int64)


def _payloads(
    first: npt.NDArray[np.int64], bits: npt.NDArray[np.uint16], weight: npt.NDArray[np.float32]
) -> npt.NDArray[np.uint16]:
    if not first.size:
        return np.empty(0, np.uint16)
    return payloads(np.bitwise_or.reduceat(bits, first), np.add.reduceat(weight, first))


def _located(
    tokens: npt.NDArray[np.uint32],
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Return document, field and place of each token, marks included; a value mark leaves a gap between places."""
    index = np.arange(len(tokens), dtype=np.int64)
    mark = np.maximum.accumulate(np.where(tokens < _FIELD_COUNT, index, 0))
    field = tokens[mark]
    document = (np.cumsum(tokens == Field.TITLE) - 1).astype(np.uint32)
    place = (field << np.uint32(FIELD_SHIFT)) + np.minimum(index - mark, (1 << FIELD_SHIFT) - 1).astype(np.uint32)
    return document, field, place
