# SPDX-License-Identifier: MIT
"""Words in order, as one text with offsets: searched where they lie, without an object for each."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.uint32]


def packed(words: Sequence[str]) -> tuple[Bytes, Places]:
    """Return `words` as UTF-8 without anything between them, and where each begins, with the end of the last."""
    encoded = [word.encode() for word in words]
    offsets = np.zeros(len(encoded) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, encoded), np.uint32, len(encoded)), out=offsets[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), offsets


class Lexicon(Sequence[str]):
    """A read-only list of words in ascending order; UTF-8 sorts as the code points do."""

    def __init__(self, text: Bytes, offsets: Places) -> None:
        self._text = text.tobytes()
        self._offsets = np.ascontiguousarray(offsets, np.uint32).data

    def _encoded(self, number: int) -> bytes:
        return self._text[self._offsets[number] : self._offsets[number + 1]]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        return self._encoded(number).decode()

    def __iter__(self) -> Iterator[str]:
        text, offsets = self._text, self._offsets.tolist()
        return (text[a:b].decode() for a, b in pairwise(offsets))

    def _first_from(self, encoded: bytes) -> int:
        return bisect_left(range(len(self)), encoded, key=self._encoded)

    def find(self, word: str) -> int:
        """Return the number of `word`; -1 where it is not there."""
        encoded = word.encode()
        number = self._first_from(encoded)
        return number if number < len(self) and self._encoded(number) == encoded else -1

    def first_from(self, word: str) -> int:
        """Return the number of the first word that is not before `word`."""
        return self._first_from(word.encode())

    def beginning_with(self, prefix: str) -> tuple[int, int]:
        """Return the numbers of the first word with `prefix`, and of the first one after them."""
        encoded = prefix.encode()
        return self._first_from(encoded), self._first_from(encoded + b"\xff")
