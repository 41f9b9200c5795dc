# SPDX-License-Identifier: MIT
"""The table of contents of an index: the one file whose appearance is the commit.

Named and numbered as Whoosh's own, but JSON behind a check sum where Whoosh pickles: an index may come from
elsewhere with its library, and reading it must not be able to run anything. It also says how far in the
library's log of changes the index is.
"""

import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from paperdesk.search.codec import SCHEMA, Codec, Segment
from paperdesk.search.errors import IndexUnusable

FORMAT = 1  # raise it when words are cut, folded, stemmed, weighed or written in another way
_HEAD = "PaperDesk search index"


class Toc(TOC):  # type: ignore[misc]
    """The segments of one generation, and `upto`."""

    def __init__(self, segments: Sequence[Segment], generation: int, upto: int) -> None:
        super().__init__(SCHEMA, list(segments), generation)
        self.upto = upto

    @classmethod
    def read(cls, storage: FileStorage, indexname: str, gen: int | None = None, schema: Any = None) -> "Toc":
        """Return the table of the latest generation. Raises `IndexUnusable` where there is none that can be read."""
        generation = cls._latest_generation(storage, indexname) if gen is None else gen
        if generation < 0:
            raise IndexUnusable("there is no search index yet")
        path = Path(storage.folder) / cls._filename(indexname, generation)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise IndexUnusable(f"the search index cannot be read: {error.strerror or error} ({path.name})") from error
        content = _content(data, path.name)
        if content["generation"] != generation:
            raise IndexUnusable(f"the search index is damaged ({path.name} was another file)")
        codec = Codec()
        segments = [Segment(codec, indexname, s["documents"], s["id"], set(s["deleted"])) for s in content["segments"]]
        return cls(segments, generation, content["upto"])

    def write(self, storage: FileStorage, indexname: str) -> None:
        """Commit. Raises OSError where the folder cannot be written to; then nothing is committed."""
        content = {
            "generation": self.generation,
            "upto": self.upto,
            "segments": [
                {"id": s.segid, "documents": s.doc_count_all(), "deleted": sorted(s.deleted_docs())}
                for s in self.segments
            ],
        }
        body = json.dumps(content)
        # A name that Whoosh takes for a segment's, so that one left behind is cleared away by the next commit.
        partial = Path(storage.folder) / f"{indexname}_{self.generation}.part"
        with partial.open("wb") as file:
            file.write(f"{_HEAD} {FORMAT} {zlib.crc32(body.encode())}\n{body}".encode())
            file.flush()
            os.fsync(file.fileno())
        partial.rename(partial.with_name(self._filename(indexname, self.generation)))


def _content(data: bytes, name: str) -> dict[str, Any]:
    head, _, body = data.partition(b"\n")
    parts = head.decode("ascii", "replace").rsplit(" ", 2)
    if parts[0] != _HEAD or len(parts) != 3:
        raise IndexUnusable(f"the search index is damaged, or none of PaperDesk's ({name})")
    if parts[1] != str(FORMAT):
        raise IndexUnusable("the search index is of another version of PaperDesk")
    if parts[2] != str(zlib.crc32(body)):
        raise IndexUnusable(f"the search index is damaged ({name})")
    content: dict[str, Any] = json.loads(body)  # the check sum holds, so this is what was written
    return content
