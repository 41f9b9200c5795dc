# SPDX-License-Identifier: MIT
"""The folder of an index as Whoosh sees it, and the one way to write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.util.filelock import try_for

from paperdesk.search.codec import INDEX_NAME, SCHEMA
from paperdesk.search.errors import IndexBusy, IndexUnwritable
from paperdesk.search.toc import Toc
from paperdesk.search.writing import Writer

_PATIENCE = 10.0  # seconds


class Store(FileIndex):  # type: ignore[misc]
    """A Whoosh index of our schema, codec and table of contents."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self.storage = FileStorage(str(folder))
        self.indexname = INDEX_NAME
        self._schema = SCHEMA

    def _read_toc(self) -> Toc:
        return Toc.read(self.storage, self.indexname)

    def toc(self) -> Toc:
        """Return the latest table of contents. Raises `IndexUnusable`."""
        return self._read_toc()


class AnewStore(Store):
    """The same folder, whatever is in it, as if it were empty."""

    def _read_toc(self) -> Toc:
        return Toc([], self.latest_generation(), 0)


@contextmanager
def writing(store: Store) -> Iterator[Writer]:
    """Give a writer, the only one of all processes; what it did not commit when the context ends is dropped.

    The lock is the operating system's, so a process that died holds none. Raises `IndexBusy` where
    another process writes for longer than ten seconds, `IndexUnwritable` where the disk refuses.
    """
    try:
        lock = store.lock("WRITELOCK")
        if not try_for(lock.acquire, timeout=_PATIENCE, delay=0.02):
            raise IndexBusy("another PaperDesk writes to the search index; it is brought up to date later")
        try:
            writer = Writer(store)
            try:
                yield writer
            finally:
                if not writer.is_closed:
                    writer.cancel()
        finally:
            lock.release()
    except OSError as error:
        raise IndexUnwritable(f"the search index cannot be written: {error.strerror or error}") from error
