# SPDX-License-Identifier: MIT
"""Opens the database of a library folder, for writing or for reading only, or says why it cannot be."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from paperdesk.domain.errors import LibraryTooNew, LibraryTrouble
from paperdesk.library.schema import MIGRATION_SET, STEPS

DATABASE = "library.db"
_BUSY_TIMEOUT = 15.0  # seconds; a bulk import commits several times a second


@contextlib.contextmanager
def world(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk can do to us into `LibraryTrouble` that names `path`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # SQLITE_ERROR is a mistake in our SQL: a bug, not trouble of the world.
        if (
            isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError))
            or _code(error) == sqlite3.SQLITE_ERROR
        ):
            raise
        raise LibraryTrouble(f"{path}: {_sentence(error)}") from error
    except OSError as error:
        raise LibraryTrouble(f"{path}: {error.strerror or error}") from error


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0)


def _sentence(error: sqlite3.DatabaseError) -> str:
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return "this is not a PaperDesk library, or it is damaged; restore one of the files in backups/"
    if "locked" in text:
        return "another program is writing to the library and did not finish; try again"
    if "readonly" in text or "unable to open" in text:
        return "the library cannot be opened for writing; check the permissions of the folder"
    if "full" in text:
        return "the disk is full; nothing was changed, make room and try again"
    return text


def open_connection(folder: Path) -> sqlite3.Connection:
    """Open the library in `folder` for writing, making and migrating it as needed.

    Raises `LibraryTrouble` where the folder or the file cannot be used, `LibraryTooNew` where a newer
    PaperDesk made it; neither touches the file.
    """
    path = folder / DATABASE
    with world(path):
        folder.mkdir(parents=True, exist_ok=True)
        present = path.exists() and path.stat().st_size > 0
        if present:
            with contextlib.closing(open_read_only(folder)) as look:
                pending = _pending(look)
        connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT, isolation_level=None)
        try:
            _prepare(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            # Bulk imports touch pages of every index: 32 MB hold them, and checkpoints come less often.
            connection.execute("PRAGMA cache_size = -32000")
            connection.execute("PRAGMA wal_autocheckpoint = 8000")
            if not present or pending:
                from paperdesk.library.migrations import migrate  # loads sqlite-utils

                migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def open_read_only(folder: Path) -> sqlite3.Connection:
    """Open the library in `folder` for reading; it must be there, and not newer than this program."""
    path = folder / DATABASE
    with world(path):
        if not path.exists():
            raise LibraryTrouble(f"{path}: there is no library here yet; import some papers first")
        address = path.resolve().as_uri() + "?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None)
        try:
            _prepare(connection)
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection) -> None:
    # A planted schema may not call functions with effects: https://sqlite.org/pragma.html#pragma_trusted_schema
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    # With NORMAL a power failure may take back commits that were already acknowledged.
    connection.execute("PRAGMA synchronous = FULL")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type <> 'index'"))
    if not kinds:
        return
    if "_sqlite_migrations" not in kinds:
        raise LibraryTrouble(f"{path}: this database belongs to another program; it was left untouched")
    if "trigger" in kinds.values() or "view" in kinds.values():
        raise LibraryTrouble(
            f"{path}: the library holds a trigger or a view that PaperDesk never makes; restore a backup"
        )
    unknown = [name for name in _applied(connection) if name not in STEPS]
    if unknown:
        raise LibraryTooNew(
            f"{path}: this library was made by a newer PaperDesk (step {unknown[0]}); update PaperDesk, nothing was changed"
        )


def _applied(connection: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
    return [name for (name,) in connection.execute(sql, (MIGRATION_SET,))]


def _pending(connection: sqlite3.Connection) -> list[str]:
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()[0]
    applied = _applied(connection) if tables else []
    return [name for name in STEPS if name not in applied]
