# SPDX-License-Identifier: MIT
"""From paper ids to the numbers of their documents."""

import numpy as np
import numpy.typing as npt

from paperdesk.search.postings import Bools, PaperIds

_SPARSEST = 64  # ids that reach to so many times the number of papers are looked up in a table


class Numbering:
    """Finds documents by paper: in a table where the ids are dense, by bisection where they are not."""

    def __init__(self, papers: PaperIds, alive: Bools) -> None:
        """`papers` has the id for each document, `alive` which documents count."""
        self.none = len(papers)
        numbers = np.flatnonzero(alive)
        order = np.argsort(papers[numbers])
        self._numbers = numbers[order]
        self._papers = papers[self._numbers]
        self._table: npt.NDArray[np.int64] | None = None
        if len(order) and self._papers[0] >= 0 and self._papers[-1] < _SPARSEST * len(order) + 65_536:
            self._table = np.full(int(self._papers[-1]) + 1, self.none, np.int64)
            self._table[self._papers] = self._numbers

    def find(self, papers: PaperIds) -> npt.NDArray[np.int64]:
        """Return the document of each paper, `none` for those that have none."""
        if not len(self._papers):
            return np.full(len(papers), self.none, np.int64)
        if self._table is not None:
            known = (papers >= 0) & (papers < len(self._table))
            return np.where(known, self._table[np.where(known, papers, 0)], self.none)
        place = np.minimum(np.searchsorted(self._papers, papers), len(self._papers) - 1)
        return np.where(self._papers[place] == papers, self._numbers[place], self.none)
