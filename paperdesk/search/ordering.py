# SPDX-License-Identifier: MIT
"""The papers of a library in an order of its own, and what of an answer comes first in it."""

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from paperdesk.search.postings import PaperIds

__all__ = ["Order", "PaperIds", "common", "paper_ids"]


def paper_ids(ids: "array[int]") -> PaperIds:
    """Return ids, 64-bit integers, as an array that can be computed with; nothing is copied."""
    return np.frombuffer(ids, np.int64) if len(ids) else np.empty(0, np.int64)


def common(first: PaperIds, second: PaperIds) -> int:
    """Return how many ids are in both; each of them ascending, without doubles."""
    return len(np.intersect1d(first, second, assume_unique=True))


class Order:
    """All papers of a library, in order, in sections that begin at `starts`."""

    def __init__(self, papers: PaperIds, starts: Sequence[int] = ()) -> None:
        """`papers` are all ids (not negative), in order."""
        self._papers = papers
        self._places = np.full(int(papers.max(initial=-1)) + 1, len(papers), np.int64)
        self._places[papers] = np.arange(len(papers))
        self._starts = np.array(starts, np.int64)

    def _places_of(self, found: PaperIds) -> PaperIds:
        places = self._places[found[found < len(self._places)]]
        return places[places < len(self._papers)]

    def first(self, found: PaperIds, count: int, skipped: int = 0) -> PaperIds:
        """Return `count` of the papers `found` in this order, after `skipped` ones; papers without a place are left out."""
        places = self._places_of(found)
        end = skipped + count
        if len(places) > end:
            places = np.partition(places, end)[:end]
        places.sort()
        return self._papers[places[skipped:end]]

    def sections(self, found: PaperIds, unread: PaperIds) -> Iterator[tuple[int, int, int]]:
        """Yield for each section that holds any of `found` its number, how many it holds, and how many of those are in `unread`."""
        held, open_ = (
            np.bincount(np.searchsorted(self._starts, self._places_of(ids), "right") - 1, minlength=len(self._starts))
            for ids in (found, np.intersect1d(found, unread, assume_unique=True))
        )
        for number in np.flatnonzero(held):
            yield int(number), int(held[number]), int(open_[number])
