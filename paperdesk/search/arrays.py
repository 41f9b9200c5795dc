# SPDX-License-Identifier: MIT
"""Files of named arrays: what a segment of the index is made of.

A header of 4 KiB (magic, length and CRC of a JSON directory, the directory), then the arrays one after
another at multiples of 64 bytes, little-endian. Read with ordinary reads and not mapped: a file that is
cut off while it is open must be an error and not the end of the process.
"""

import json
import os
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from paperdesk.search.errors import IndexUnusable

Array = npt.NDArray[Any]
Layout = dict[str, tuple[str, int]]  # name → type as NumPy writes it, and count

_MAGIC = b"PDARRAY1"
_HEAD = struct.Struct("<8sII")
_HEADER_SIZE = 4096
_ALIGNMENT = 64


def _placed(layout: Layout) -> tuple[dict[str, int], int]:
    """Return the offset of each array in bytes, and the size of the file."""
    offsets, end = {}, _HEADER_SIZE
    for name, (dtype, count) in layout.items():
        offsets[name] = end
        end += -(-count * np.dtype(dtype).itemsize // _ALIGNMENT) * _ALIGNMENT
    return offsets, end


class ArrayWriter:
    """Writes one file; parts of the arrays may come in turns, those of one array in order.

    The file is whole, and on the disk, after `close`. Raises OSError where it cannot be written.
    """

    def __init__(self, path: Path, segment: str, kind: str, layout: Layout) -> None:
        self._layout = layout
        self._directory: dict[str, Any] = {"segment": segment, "kind": kind}
        self._offsets, self._end = _placed(layout)
        self._written = dict.fromkeys(layout, 0)  # bytes
        self._checks = dict.fromkeys(layout, 0)
        self._file = path.open("wb")

    def append(self, name: str, part: Array) -> None:
        """Add elements at the end of the array `name`."""
        data = np.ascontiguousarray(part, self._layout[name][0]).data.cast("B") if part.size else b""
        self._file.seek(self._offsets[name] + self._written[name])
        self._file.write(data)
        self._written[name] += len(data)
        self._checks[name] = zlib.crc32(data, self._checks[name])

    def close(self) -> None:
        """Write the header and bring everything to the disk."""
        arrays = {n: [t, c, self._offsets[n], self._checks[n]] for n, (t, c) in self._layout.items()}
        for name, (dtype, count) in self._layout.items():
            assert self._written[name] == count * np.dtype(dtype).itemsize, name
        directory = json.dumps({**self._directory, "arrays": arrays}).encode()
        self._file.truncate(self._end)
        self._file.seek(0)
        self._file.write(_HEAD.pack(_MAGIC, len(directory), zlib.crc32(directory)) + directory)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()


class ArrayFile:
    """One file, opened for reading. Raises `IndexUnusable` for whatever is wrong with it, now or later."""

    def __init__(self, path: Path, segment: str, kind: str) -> None:
        self._name = path.name
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as error:
            raise IndexUnusable(f"the search index cannot be read: {error.strerror or error} ({path.name})") from error
        try:
            self._arrays = self._directory(segment, kind)
        except BaseException:
            self._file.close()
            raise

    def _directory(self, segment: str, kind: str) -> dict[str, tuple[str, int, int, int]]:
        head = self._fill(0, np.empty(_HEADER_SIZE, np.uint8)).tobytes()
        magic, length, check = _HEAD.unpack_from(head)
        data = head[_HEAD.size : _HEAD.size + length]
        if magic != _MAGIC or zlib.crc32(data) != check:
            raise self._damaged()
        # The check sum holds, so this is what was written.
        directory = json.loads(data)
        arrays = {name: tuple(entry) for name, entry in directory["arrays"].items()}
        _, end = _placed({name: (entry[0], entry[1]) for name, entry in arrays.items()})
        if (directory["segment"], directory["kind"]) != (segment, kind) or self._size() != end:
            raise self._damaged()
        return arrays

    def _size(self) -> int:
        try:
            return os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise self._damaged() from error

    def _damaged(self) -> IndexUnusable:
        return IndexUnusable(f"the search index is damaged ({self._name})")

    def _fill(self, offset: int, array: Array) -> Array:
        view, done = array.view(np.uint8).data, 0
        try:
            self._file.seek(offset)
            while done < array.nbytes:
                count = self._file.readinto(view[done:])
                if not count:
                    raise self._damaged()
                done += count
        except OSError as error:
            raise self._damaged() from error
        return array

    def count(self, name: str) -> int:
        """Return how many elements the array `name` has."""
        return self._arrays[name][1]

    def read(self, name: str, start: int, stop: int) -> Array:
        """Return the elements `start` to `stop` of the array `name`, unchecked."""
        dtype, count, offset, _ = self._arrays[name]
        if not 0 <= start <= stop <= count:
            raise self._damaged()
        array = np.empty(stop - start, dtype)
        return self._fill(offset + start * array.itemsize, array)

    def load(self, name: str) -> Array:
        """Return all of the array `name`, its check sum compared."""
        array = self.read(name, 0, self.count(name))
        if zlib.crc32(array.data) != self._arrays[name][3]:
            raise self._damaged()
        return array

    def verify(self) -> None:
        """Compare the check sums of all arrays."""
        for name in self._arrays:
            self.load(name)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __del__(self) -> None:
        # An answer may outlive the state of the index that it was found in; the last one closes the file.
        if hasattr(self, "_file"):
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
