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
_GROWTH_COUNTS_FROM = 16 << 20  # bytes, unpacked
_PART = 1 << 18  # bytes
_READ_AHEAD = 1 << 16  # bytes; what is read ahead counts as read, so it is kept small beside `_GROWTH_COUNTS_FROM`

_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Accented letters and typographic marks of Western text stand alone or in pairs; other scripts run on.
_NOT_WESTERN = re.compile(rb"[\x80-\xff]{3}")


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
    """One input, opened. `damage` says what was found wrong with its packing or encoding, after what is whole was read."""

    def __init__(self, file: BinaryIO, size: int, name: str, *, owned: bool = True) -> None:
        """`size` is in bytes, 0 where it is not known; a file that is not `owned` stays open. Raises `OSError`."""
        self.name = name
        self.damage = ""
        self._size = size
        self._file = file
        self._owned = owned
        self._raw = _Counting(file)
        given = io.BufferedReader(self._raw, _READ_AHEAD)  # type: ignore[type-var]
        self._packed = given.peek(2)[:2] == _GZIP
        self._unpacked: io.BufferedIOBase = gzip.GzipFile(fileobj=given) if self._packed else given
        self._given = 0
        self._rest = b""
        self.head = self._read(HEAD)
        self._encoding = self._find_encoding()
        self._rest = self.head

    def _find_encoding(self) -> str:
        for bom, encoding in _BOMS:
            if self.head.startswith(bom):
                self.head = self.head[len(bom) :]
                return encoding
        # Text begins with ASCII in every format here; where its zeros stand tells UTF-16 without a mark.
        zeros = [byte == 0 for byte in self.head[:4]]
        if zeros == [False, True, False, True]:
            return "utf-16-le"
        return "utf-16-be" if zeros == [True, False, True, False] else "utf-8"

    def check(self) -> None:
        """Raise `BadInput` where there is nothing to read."""
        if self.head[:2] == _GZIP:
            raise BadInput(f"{self.name}: this is packed twice; unpack it once")
        if not self.head.strip(b" \t\r\n\0\xef\xbb\xbf"):
            raise BadInput(f"{self.name}: {self.damage or 'there is nothing in it'}")

    def _read(self, size: int) -> bytes:
        parts, wanted = [], size
        while wanted > 0:
            try:
                # `read1` returns what is there; `read` would lose it to an error that comes after it.
                part = self._unpacked.read1(min(wanted, _PART))
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                self.damage = f"the packed file is cut off or damaged ({error}); what was whole was read"
                break
            except OSError as error:
                raise BadInput(f"{self.name}: it cannot be read: {error.strerror or error}") from error
            if not part:
                break
            parts.append(part)
            wanted -= len(part)
            self._given += len(part)
            if self._given > _GROWTH_COUNTS_FROM and self._given > _MOST_GROWTH * max(self._raw.count, 1):
                raise BadInput(
                    f"{self.name}: it unpacks to far more than a file of papers would; the rest was not read, look what it is"
                )
        return b"".join(parts)

    def position(self) -> int:
        """Return how many bytes of the file, as it lies there, were read."""
        return self._raw.count

    def head_text(self) -> str:
        """Return the first characters, for recognition; what cannot be decoded is replaced."""
        return self.head.decode(self._encoding, "replace")

    def read_bytes(self) -> bytes:
        """Return all of it, unpacked. Raises `BadInput` where it is too large to be read at once."""
        known = 0 if self._packed else self._size
        data = b"" if known > LARGEST_DOCUMENT else self._rest + self._read(LARGEST_DOCUMENT + 1)
        self._rest = b""
        if max(known, len(data)) > LARGEST_DOCUMENT:
            raise BadInput(
                f"{self.name}: it is larger than {LARGEST_DOCUMENT >> 20} MB; split it, or make JSON Lines of it"
            )
        return data

    def read_text(self) -> str:
        """Return all of the text. Raises `BadInput` where it is too large or in no encoding that can be told."""
        data = self.read_bytes()
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError as error:
            if error.end == len(data) and error.start > len(data) - 4:  # the last character is not whole
                self.damage = self.damage or "it breaks off within a character; what was whole was read"
                return data[: error.start].decode(self._encoding)
            western = self._as_western(data)
            if western is None:
                raise BadInput(
                    f"{self.name}: byte {error.start} is not {self._encoding.upper()}; save the file as UTF-8"
                ) from error
            return western

    def _as_western(self, data: bytes) -> str | None:
        """Return text in Windows-1252; None where it may be in another encoding, since guessing would garble it."""
        if self._encoding != "utf-8" or b"\0" in data or _MANY_BYTES.search(data) or _NOT_WESTERN.search(data):
            return None
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return None
        self.damage = self.damage or "it is not UTF-8 and was read as Windows-1252; look whether its accents are right"
        return text

    def lines(self) -> Iterator[tuple[int, str, str]]:
        """Yield each line with its number from 1, and why it cannot be read, which is empty where it can."""
        if self._encoding != "utf-8":
            yield from ((number, line, "") for number, line in enumerate(self.read_text().split("\n"), 1))
            return
        for number, line in self._raw_lines():
            if line is None:
                yield number, "", f"it is longer than {LONGEST_LINE >> 20} MB"
            else:
                yield _decoded(number, line)

    def text_lines(self) -> Iterator[str]:
        """Yield each line without its end, for formats whose items go over several lines.

        A line that is not UTF-8 is read as Windows-1252 where it can be that, else what cannot be read in it is replaced
        by U+FFFD; `damage` tells of either.
        """
        if self._encoding != "utf-8":
            yield from self.read_text().replace("\r\n", "\n").replace("\r", "\n").split("\n")
            return
        for number, line in self._raw_lines():
            if line is None:
                self.damage = self.damage or f"line {number} is longer than {LONGEST_LINE >> 20} MB and was passed over"
                continue
            text = self._text_of(number, line.removesuffix(b"\r"))
            yield from text.split("\r") if "\r" in text else (text,)

    def text_parts(self) -> Iterator[str]:
        """Yield the text in parts; what is in no encoding that can be told is replaced by U+FFFD, and `damage` says so."""
        decoder = codecs.getincrementaldecoder(self._encoding)("strict")
        data = self._rest
        self._rest = b""
        while data:
            try:
                text = decoder.decode(data)
            except UnicodeDecodeError:
                decoder.reset()
                text = self._as_western(data) or data.decode(self._encoding, "replace")
                self.damage = (
                    self.damage or "some of it cannot be read in its encoding and was replaced; save it as UTF-8"
                )
            if text:
                yield text
            data = self._read(_PART)

    def _text_of(self, number: int, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            western = self._as_western(line)
        if western is None:
            self.damage = self.damage or f"line {number} is not UTF-8; what could not be read in it was replaced"
        return line.decode("utf-8", "replace") if western is None else western

    def _raw_lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield each line with its number from 1, None for one that is too long."""
        number, skipping = 0, False
        while True:
            block = self._rest + self._read(_PART)
            ended = len(block) == len(self._rest)
            *whole, self._rest = block.split(b"\n")
            if ended and (self._rest or skipping):
                whole, self._rest = [*whole, self._rest], b""
            for line in whole:
                number += 1
                yield number, None if skipping else line
                skipping = False
            if len(self._rest) > LONGEST_LINE:
                self._rest, skipping = b"", True
            if ended:
                return

    def close(self) -> None:
        """Close the file, where it was opened for this."""
        if self._owned:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _decoded(number: int, line: bytes) -> tuple[int, str, str]:
    try:
        return number, line.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return number, "", f"byte {error.start} of it is not UTF-8; save the file as UTF-8"


def open_stream(path: Path | BinaryIO) -> Stream:
    """Open a file, or a binary stream such as standard input. Raises `BadInput` that says what is wrong with it."""
    name = str(path) if isinstance(path, Path) else "standard input"
    try:
        stream = _opened(path) if isinstance(path, Path) else Stream(path, 0, name, owned=False)
    except FileNotFoundError as error:
        raise BadInput(f"{name}: there is no such file") from error
    except OSError as error:
        raise BadInput(f"{name}: it cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise BadInput(f"{name!r}: this is no name of a file") from error
    try:
        stream.check()
    except BadInput:
        stream.close()
        raise
    return stream


def _opened(path: Path) -> Stream:
    status = os.stat(path)
    if stat.S_ISDIR(status.st_mode):
        raise BadInput(f"{path}: this is a folder; name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise BadInput(f"{path}: this is no file; what a pipe brings is read from standard input, as -")
    file = path.open("rb")
    try:
        return Stream(file, status.st_size, path.name)
    except BaseException:
        file.close()
        raise
