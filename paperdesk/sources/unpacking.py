# SPDX-License-Identifier: MIT
"""The body of an answer, unpacked as it arrives and bounded after unpacking."""

import zlib

from paperdesk.domain.errors import BadAnswer

_GZIP = b"\x1f\x8b"
_EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, as its beginning tells: https://docs.python.org/3/library/zlib.html
_PLAIN = ("", "identity", "utf-8", "none")  # the last two are mistakes that servers make


class Body:
    """Takes in the chunks of one body. What it is packed in is believed only where its beginning agrees."""

    def __init__(self, name: str, encoding: str, largest: int) -> None:
        """`name` begins every message; `encoding` is the header's; `largest` is in bytes, unpacked. Raises `BadAnswer`."""
        self._name = name
        self._largest = largest
        self._parts: list[bytes] = []
        self._size = 0
        self._begun = b""
        self._unpacking: zlib._Decompress | None = None
        self._packed = encoding.strip().lower() not in _PLAIN
        self._raw_deflate = encoding.strip().lower() == "deflate"
        if self._packed and encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
            raise BadAnswer(
                f"{name}: the answer is packed in a way that was not asked for ({encoding[:40]}); try again later"
            )

    def take(self, chunk: bytes) -> None:
        """Take in the next bytes. Raises `BadAnswer` where they are damaged or too many."""
        if not self._packed:
            self._keep(chunk)
            return
        if self._unpacking is None:
            self._begun += chunk
            if len(self._begun) < 2:
                return
            chunk, self._begun = self._begun, b""
            if not self._begins(chunk):
                self._packed = False
                self._keep(chunk)
                return
        self._unpack(chunk)

    def _begins(self, chunk: bytes) -> bool:
        """Whether the body begins as one that is packed does; then it is got ready for."""
        zlib_header = chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0
        if not chunk.startswith(_GZIP) and not zlib_header and not self._raw_deflate:
            return False
        if self._raw_deflate and not zlib_header and not chunk.startswith(_GZIP):
            if chunk[:1] in (b"[", b"{", b"<"):
                return False
            self._unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        else:
            self._unpacking = zlib.decompressobj(_EITHER)
        return True

    def _unpack(self, chunk: bytes) -> None:
        while chunk and self._unpacking is not None:
            try:
                self._keep(self._unpacking.decompress(chunk, self._largest - self._size + 1))
            except zlib.error as error:
                raise BadAnswer(f"{self._name}: the packed answer is damaged ({error}); try again later") from error
            if self._unpacking.eof:
                chunk = self._unpacking.unused_data
                if not chunk.startswith(_GZIP):
                    return  # bytes after the end say nothing
                self._unpacking = zlib.decompressobj(_EITHER)
            else:
                chunk = self._unpacking.unconsumed_tail

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._largest:
            raise BadAnswer(
                f"{self._name}: the answer is larger than {self._largest >> 20} MB, which no list of papers is; nothing was taken in"
            )
        self._parts.append(part)

    def whole(self) -> bytes:
        """Return all of it. Raises `BadAnswer` where the packed body breaks off."""
        if self._begun:
            self._keep(self._begun)
        if self._unpacking is not None and not self._unpacking.eof:
            raise BadAnswer(f"{self._name}: the packed answer breaks off; try again later")
        return b"".join(self._parts)
