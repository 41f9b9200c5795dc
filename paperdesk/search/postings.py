# SPDX-License-Identifier: MIT
"""Postings in the form in which they are written, merged and read: a few flat arrays, in the order of the words.

For each word (in the order of code points) the documents that hold it, ascending; for each of these a
payload (see `weights`); and all places of the word, of document after document. A place is a number of 32
bits: the field from bit 27, the position in the field below, and bit 31 set where another document begins.
So all that a prefix or a stem needs lies side by side and is read and evaluated as one array.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]
Payloads = npt.NDArray[np.uint16]
Places = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.int64]
PaperIds = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FIRST = np.uint32(1 << 31)
FIELD_SHIFT = 27
PLACE = np.uint32(FIRST - 1)


class Source(Protocol):
    """Where postings come from: a batch of new documents, or a segment.

    `papers` are the paper ids by document number, `stems` has the stem of each word. The postings of word
    `w` are numbered from `starts[w]` to `starts[w + 1]`, its places from `place_starts[w]` on.
    """

    @property
    def papers(self) -> PaperIds: ...
    @property
    def words(self) -> Sequence[str]: ...
    @property
    def stems(self) -> Sequence[str]: ...
    @property
    def starts(self) -> Offsets: ...
    @property
    def place_starts(self) -> Offsets: ...

    def ids(self, first: int, last: int) -> Ids:
        """Return the document numbers for the words `first` to `last` (not included)."""

    def payloads(self, first: int, last: int) -> Payloads:
        """Return the payloads for these words."""

    def places(self, first: int, last: int) -> Places:
        """Return the places of these words."""


@dataclass(frozen=True, slots=True)
class Postings:
    """A source in memory."""

    papers: PaperIds
    words: Sequence[str]
    stems: Sequence[str]
    starts: Offsets
    place_starts: Offsets
    all_ids: Ids
    all_payloads: Payloads
    all_places: Places

    def ids(self, first: int, last: int) -> Ids:
        """See `Source`."""
        return self.all_ids[self.starts[first] : self.starts[last]]

    def payloads(self, first: int, last: int) -> Payloads:
        """See `Source`."""
        return self.all_payloads[self.starts[first] : self.starts[last]]

    def places(self, first: int, last: int) -> Places:
        """See `Source`."""
        return self.all_places[self.place_starts[first] : self.place_starts[last]]
