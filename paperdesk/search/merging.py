# SPDX-License-Identifier: MIT
"""Several sources of postings made into one, in bounded memory: the words in turns, some millions of postings each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from paperdesk.search.postings import FIRST, Bools, Ids, Offsets, PaperIds, Payloads, Places, Source

_TURN = 1_500_000  # postings


class Part(NamedTuple):
    """The postings and places of some words."""

    ids: Ids
    payloads: Payloads
    places: Places


@dataclass(slots=True)
class _Input:
    """One source, and where what it holds goes. `words` numbers its words among all words."""

    source: Source
    renumbered: Ids  # new number of each document
    kept: Bools | None  # by document; None for all
    words: Offsets
    counts: Offsets  # postings by word
    place_counts: Offsets
    targets: Offsets  # where the postings of each word go
    place_targets: Offsets


class Merged:
    """The outcome: papers, words, stems and offsets at once, and the postings as `parts` in order.

    `kept` has for each source which documents to keep, or None for all of them.
    """

    def __init__(self, sources: Sequence[Source], kept: Sequence[Bools | None]) -> None:
        self.papers = _papers(sources, kept)
        union = _union(sources)
        numbers = {word: number for number, word in enumerate(union)}
        base = 0
        self._inputs: list[_Input] = []
        for source, keep in zip(sources, kept, strict=True):
            self._inputs.append(_input(source, keep, base, numbers))
            base += len(source.papers) if keep is None else int(keep.sum())
        self._starts = np.zeros(len(union) + 1, np.int64)
        self._place_starts = np.zeros(len(union) + 1, np.int64)
        self._set_targets()
        # Words that no kept document holds are left out; the others keep their offsets.
        alive = np.diff(self._starts) > 0
        self.words: Sequence[str] = [w for w, lives in zip(union, alive.tolist(), strict=True) if lives]
        self.stems: Sequence[str] = [s for s, lives in zip(union.values(), alive.tolist(), strict=True) if lives]
        self.starts = np.append(self._starts[:-1][alive], self._starts[-1])
        self.place_starts = np.append(self._place_starts[:-1][alive], self._place_starts[-1])

    def _set_targets(self) -> None:
        for item in self._inputs:
            self._starts[item.words + 1] += item.counts
            self._place_starts[item.words + 1] += item.place_counts
        np.cumsum(self._starts, out=self._starts)
        np.cumsum(self._place_starts, out=self._place_starts)
        taken, places_taken = self._starts[:-1].copy(), self._place_starts[:-1].copy()
        for item in self._inputs:
            item.targets, item.place_targets = taken[item.words], places_taken[item.words]
            taken[item.words] += item.counts
            places_taken[item.words] += item.place_counts

    def parts(self) -> Iterator[Part]:
        """Yield the postings in the order of the words."""
        for first, last in turns(self._starts):
            yield self._part(first, last)

    def _part(self, first: int, last: int) -> Part:
        start, place_start = int(self._starts[first]), int(self._place_starts[first])
        ids = np.empty(int(self._starts[last]) - start, np.uint32)
        payloads = np.empty(len(ids), np.uint16)
        places = np.empty(int(self._place_starts[last]) - place_start, np.uint32)
        for item in self._inputs:
            low, high = np.searchsorted(item.words, (first, last)).tolist()
            found = _read(item, low, high)
            goes = _spread(item.targets[low:high] - start, item.counts[low:high])
            ids[goes], payloads[goes] = found.ids, found.payloads
            places[_spread(item.place_targets[low:high] - place_start, item.place_counts[low:high])] = found.places
        return Part(ids, payloads, places)


def _papers(sources: Sequence[Source], kept: Sequence[Bools | None]) -> PaperIds:
    parts = [s.papers if k is None else s.papers[k] for s, k in zip(sources, kept, strict=True)]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _union(sources: Sequence[Source]) -> dict[str, str]:
    """Return all words in order, each with its stem."""
    stems: dict[str, str] = {}
    for source in sources:
        stems.update(zip(source.words, source.stems, strict=True))
    return stems if len(sources) == 1 else {word: stems[word] for word in sorted(stems)}


def _input(source: Source, kept: Bools | None, base: int, numbers: dict[str, int]) -> _Input:
    words = np.fromiter(map(numbers.__getitem__, source.words), np.int64, len(source.words))
    if kept is None:
        renumbered = np.arange(base, base + len(source.papers), dtype=np.uint32)
        counts, place_counts = np.diff(source.starts), np.diff(source.place_starts)
    else:
        renumbered = (base + np.cumsum(kept) - 1).astype(np.uint32)
        counts, place_counts = _kept_counts(source, kept)
    none = np.empty(0, np.int64)
    return _Input(source, renumbered, kept, words, counts, place_counts, none, none)


def _kept_counts(source: Source, kept: Bools) -> tuple[Offsets, Offsets]:
    """Return how many postings and places of each word are of kept documents."""
    counts = np.zeros(len(source.words), np.int64)
    place_counts = np.zeros(len(source.words), np.int64)
    for low, high in turns(source.starts):
        stays = kept[source.ids(low, high)]
        counts[low:high] = _sums(stays, source.starts[low : high + 1])
        place_stays = stays[_owners(source.places(low, high))]
        place_counts[low:high] = _sums(place_stays, source.place_starts[low : high + 1])
    return counts, place_counts


def turns(starts: Offsets) -> Iterator[tuple[int, int]]:
    """Yield ranges of words, so that each has at most `_TURN` postings, or is one word."""
    low, count = 0, len(starts) - 1
    while low < count:
        high = max(int(np.searchsorted(starts, starts[low] + _TURN, "right")) - 1, low + 1)
        yield low, high
        low = high


def _owners(places: Places) -> Offsets:
    """Return for each place the number of its posting."""
    return np.cumsum(places >= FIRST) - 1


def _sums(values: Bools, starts: Offsets) -> Offsets:
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    at: Offsets = sums[starts - starts[0]]
    return np.diff(at)


def _spread(targets: Offsets, counts: Offsets) -> Offsets:
    """Return for runs of `counts` elements, laid side by side, where each element goes."""
    before = np.cumsum(counts) - counts
    return np.repeat(targets - before, counts) + np.arange(int(counts.sum()))


def _read(item: _Input, low: int, high: int) -> Part:
    """Return what the words `low` to `high` of a source have, without the documents that go."""
    ids, payloads = item.source.ids(low, high), item.source.payloads(low, high)
    places = item.source.places(low, high)
    if item.kept is None:
        return Part(item.renumbered[ids], payloads, places)
    stays = item.kept[ids]
    place_stays = stays[_owners(places)]
    return Part(item.renumbered[ids[stays]], payloads[stays], places[place_stays])
