# SPDX-License-Identifier: MIT
"""A file as parsers read it: unpacked, decoded, bounded in memory, with how far it is read."""

import codecs
import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from paperdesk.domain.errors import BadInput

HEAD = 65_536  # bytes
LONGEST_LINE = 16 << 20  # bytes
LARGEST_DOCUMENT = 256 << 20  # bytes, unpacked
_MOST_GROWTH = 300  # unpacked to packed; honest text grows about fourfold

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class _Counting(io.RawIOBase):
    """Passes bytes on and counts them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Stream:
    """One input, opened. `damage` says what was found wrong with its packing, after what is whole was read."""

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        """`size` is in bytes, 0 where it is not known."""
        self.name = name
        self.damage = ""
        self._size = size
        self._file = file
        self._raw = _Counting(file)
        packed = io.BufferedReader(self._raw, 1 << 18)  # type: ignore[type-var]
        self._unpacked: io.BufferedIOBase = packed
        if packed.peek(2)[:2] == b"\x1f\x8b":
            self._unpacked = gzip.GzipFile(fileobj=packed)
        self._given = 0
        self._rest = b""
        self.head = self._read(HEAD)
        self._rest = self.head
        self._encoding = self._find_encoding()

    def _find_encoding(self) -> str:
        for bom, encoding in _BOMS:
            if self.head.startswith(bom):
                self._rest = self.head = self.head[len(bom) :]
                return encoding
        return "utf-8"

    def check(self) -> None:
        """Raise `BadInput` where there is nothing to read."""
        if self.head[:2] == b"\x1f\x8b":
            raise BadInput(f"{self.name}: this is packed twice; unpack it once")
        if not self.head.strip(b" \t\r\n\0\xef\xbb\xbf"):
            raise BadInput(f"{self.name}: there is nothing in it" if not self.damage else f"{self.name}: {self.damage}")

    def _read(self, size: int) -> bytes:
        parts, wanted = [], size
        while wanted > 0:
            try:
                part = self._unpacked.read(min(wanted, 1 << 18))
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                self.damage = f"the packed file is cut off or damaged ({error}); what was whole was read"
                break
            except OSError as error:
                raise BadInput(f"{self.name}: {error.strerror or error}") from error
            if not part:
                break
            parts.append(part)
            wanted -= len(part)
            self._given += len(part)
            if self._given > LARGEST_DOCUMENT and self._given > _MOST_GROWTH * max(self._raw.count, 1):
                raise BadInput(
                    f"{self.name}: it unpacks to far more than a file of papers would; nothing more was read"
                )
        return b"".join(parts)

    def fraction(self) -> float:
        """Return how much of the file was read, from 0 to 1; 0 where its size is not known."""
        return min(self._raw.count / self._size, 1.0) if self._size else 0.0

    def head_text(self) -> str:
        """Return the first characters, for recognition; what cannot be decoded is replaced."""
        return self.head.decode(self._encoding, "replace")

    def read_text(self) -> str:
        """Return all of the text. Raises `BadInput` where it is too large or in no encoding that can be told."""
        data = self._rest + self._read(LARGEST_DOCUMENT + 1)
        self._rest = b""
        if len(data) > LARGEST_DOCUMENT:
            raise BadInput(
                f"{self.name}: it is larger than {LARGEST_DOCUMENT >> 20} MB; split it, or make JSON Lines of it"
            )
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError as error:
            # Bytes that are UTF-8 in places and not in others have no encoding; guessing would garble the text.
            if self._encoding == "utf-8" and not _MANY_BYTES.search(data) and b"\0" not in data:
                return data.decode("cp1252", "replace")
            if self.damage and error.start > len(data) - 4:
                return data[: error.start].decode(self._encoding)
            raise BadInput(
                f"{self.name}: byte {error.start} is not {self._encoding.upper()}; save the file as UTF-8"
            ) from error

    def lines(self) -> Iterator[tuple[int, str | None]]:
        """Yield each line with its number from 1; None for one that is too long or cannot be decoded."""
        if self._encoding != "utf-8":
            yield from enumerate(self.read_text().splitlines(), 1)
            return
        number, skipping = 0, False
        while True:
            block = self._rest + self._read(1 << 18)
            ended = len(block) == len(self._rest)
            *whole, self._rest = block.split(b"\n")
            if ended and self._rest:
                whole, self._rest = [*whole, self._rest], b""
            for line in whole:
                number += 1
                yield number, None if skipping else _decoded(line)
                skipping = False
            if len(self._rest) > LONGEST_LINE:
                self._rest, skipping = b"", True
            if ended:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def open_stream(path: Path | BinaryIO) -> Stream:
    """Open a file, or a binary stream such as standard input. Raises `BadInput` that says what is wrong with it."""
    if not isinstance(path, Path):
        stream = Stream(path, 0, "standard input")
    else:
        try:
            status = os.stat(path)
            if stat.S_ISDIR(status.st_mode):
                raise BadInput(f"{path}: this is a folder; name the files in it")
            if not stat.S_ISREG(status.st_mode):
                raise BadInput(f"{path}: this is no file")
            stream = Stream(path.open("rb"), status.st_size, path.name)
        except FileNotFoundError as error:
            raise BadInput(f"{path}: there is no such file") from error
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror or error}") from error
        except ValueError as error:
            raise BadInput(f"{str(path)!r}: this is no name of a file") from error
    stream.check()
    return stream
