# SPDX-License-Identifier: MIT
"""Arrays that were read or worked out a moment ago: the least recently used go first when they are too much."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import numpy.typing as npt

A = TypeVar("A", bound=npt.NDArray[Any])


class ArrayCache:
    """Holds at most `limit` bytes of arrays by key."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._arrays: OrderedDict[Hashable, npt.NDArray[Any]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], A]) -> A:
        """Return the array of `key`, made if it is not there. Whoever gets it does not change it."""
        found = self._arrays.get(key)
        if found is not None:
            self._arrays.move_to_end(key)
            return cast(A, found)
        made = make()
        if made.nbytes * 4 <= self._limit:
            self._arrays[key] = made
            self._size += made.nbytes
            while self._size > self._limit:
                self._size -= self._arrays.popitem(last=False)[1].nbytes
        return made

    @property
    def size(self) -> int:
        """How many bytes are held."""
        return self._size
