# SPDX-License-Identifier: MIT
"""Another PaperDesk library, read without touching it: in a copy, which is brought up to date where it is older."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from paperdesk.domain.errors import LibraryTooNew, LibraryTrouble
from paperdesk.library.connection import DATABASE, open_read_only, world
from paperdesk.library.view import View

MAGIC = b"SQLite format 3\0"  # https://sqlite.org/fileformat2.html#magic_header_string
_TRIES = 3
_PARTS = ("", "-wal")  # the file, and what was committed and is not in it yet


def database_at(path: Path) -> Path | None:
    """Return the database that a folder of a library holds, or that `path` is; None where it is neither."""
    try:
        if path.is_dir():
            return path / DATABASE if (path / DATABASE).is_file() else None
        if not path.is_file():  # opening a pipe would wait for whoever writes to it
            return None
        with path.open("rb") as file:
            return path if file.read(len(MAGIC)) == MAGIC else None
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def opened(database: Path) -> Iterator[View]:
    """Open a copy of the library in the file `database`, to be read.

    Raises `LibraryTrouble` that names `database` where it is no library, damaged, or being written all the time, and
    `LibraryTooNew` where a newer PaperDesk made it.
    """
    with tempfile.TemporaryDirectory(prefix="paperdesk-import-") as folder:
        copy = Path(folder) / DATABASE
        try:
            with world(database):
                _copy(database, copy)
            open_read_only(copy.parent).close()  # brings an older one up to date, or says why it cannot be read
            view = View(copy.parent)
        except LibraryTrouble as trouble:
            raise _said_of(trouble, copy, database) from trouble
        with view:
            yield view


def _said_of(trouble: LibraryTrouble, copy: Path, database: Path) -> LibraryTrouble:
    """Return the trouble with a copy as that with its original."""
    text = trouble.text.replace(str(copy), str(database))
    return LibraryTooNew(text) if isinstance(trouble, LibraryTooNew) else LibraryTrouble(text)


def _copy(database: Path, copy: Path) -> None:
    """Copy the files of a database while nobody writes to them."""
    for _ in range(_TRIES):
        before = _state(database)
        for part in _PARTS:
            source, target = Path(f"{database}{part}"), Path(f"{copy}{part}")
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, target)
        if _state(database) == before:
            return
    raise LibraryTrouble(f"{database}: it is being written to; close what writes to it and import it again")


def _state(database: Path) -> list[tuple[int, int]]:
    paths = [Path(f"{database}{part}") for part in _PARTS]
    return [(path.stat().st_size, path.stat().st_mtime_ns) for path in paths if path.exists()]
