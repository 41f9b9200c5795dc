# SPDX-License-Identifier: MIT
"""Opens the database of a library folder, for writing or for reading only, or says why it cannot be."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from paperdesk.domain.errors import LibraryTooNew, LibraryTrouble
from paperdesk.library.filters import title_holds
from paperdesk.library.schema import APPLICATION_ID, MIGRATION_SET, STEPS, TABLES
from paperdesk.library.turn import turn

DATABASE = "library.db"
_MOST_INTERRUPTIONS = 1_000
_BUSY_TIMEOUT = 60.0  # seconds; a bulk import commits several times a second, but SQLite's waiting is not fair
_PAGE = 8192  # bytes; rows with an abstract leave less room unused than in SQLite's 4096

_DAMAGED = "this is not a PaperDesk library, or it is damaged; restore one of the files in backups/"
_SENTENCES = {
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_BUSY: "another program is writing to the library and did not finish; try again",
    sqlite3.SQLITE_LOCKED: "another program is writing to the library and did not finish; try again",
    sqlite3.SQLITE_READONLY: "the library cannot be opened for writing; check the permissions of the folder",
    sqlite3.SQLITE_CANTOPEN: "the library cannot be opened; check that the folder is there, and its permissions",
    sqlite3.SQLITE_PERM: "the library cannot be opened; check the permissions of the folder",
    sqlite3.SQLITE_FULL: "the disk is full; nothing was changed, make room and try again",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written, nothing was changed; see that it has room and is there, and try again",
}


@contextlib.contextmanager
def world(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk can do to us into `LibraryTrouble` that names `path`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind: https://sqlite.org/rescode.html
        # SQLITE_ERROR is a mistake in our SQL: a bug, not trouble of the world.
        if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)) or code == sqlite3.SQLITE_ERROR:
            raise
        raise LibraryTrouble(f"{path}: {_SENTENCES.get(code, str(error))}") from error
    except OSError as error:
        raise LibraryTrouble(f"{path}: {error.strerror or error}") from error


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read inside be of one moment, whatever others write meanwhile."""
    began = not connection.in_transaction
    if began:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if began:
            roll_back(connection)


def roll_back(connection: sqlite3.Connection) -> None:
    """End the transaction that is under way, if an interrupted statement has not done so already."""
    for _ in range(_MOST_INTERRUPTIONS):  # the rolling back itself can be interrupted from another thread
        with contextlib.suppress(sqlite3.OperationalError):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            return


def open_connection(folder: Path) -> sqlite3.Connection:
    """Open the library in `folder` for writing, making and migrating it as needed.

    Raises `LibraryTrouble` where the folder or the file cannot be used, `LibraryTooNew` where a newer
    PaperDesk made it; neither touches the file.
    """
    path = folder / DATABASE
    with world(path):
        folder.mkdir(parents=True, exist_ok=True)
        pending = list(STEPS)
        if path.exists() and path.stat().st_size > 0:
            with contextlib.closing(_open_file(path, read_only=True)) as look:
                pending = _pending(look)
        connection = _open_file(path, read_only=False)
        try:
            _write_ahead(connection, folder)
            # Bulk imports touch pages of every index: 32 MB hold them, and checkpoints come less often.
            connection.execute("PRAGMA cache_size = -32000")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
            if pending:
                from paperdesk.library.migrations import migrate  # loads sqlite-utils

                migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def open_read_only(folder: Path) -> sqlite3.Connection:
    """Open the library in `folder` for reading; it must be there, and not newer than this program.

    An older one is brought up to date first. Raises `LibraryTrouble` and `LibraryTooNew` as `open_connection`.
    """
    path = folder / DATABASE
    with world(path):
        if not path.exists():
            raise LibraryTrouble(f"{path}: there is no library here yet; import some papers first")
        connection = _open_file(path, read_only=True)
        pending = _pending(connection)
        if not pending:
            return connection
        connection.close()
        if len(pending) == len(STEPS):
            raise LibraryTrouble(f"{path}: there is no library here yet; import some papers first")
        open_connection(folder).close()
        return _open_file(path, read_only=True)


def _open_file(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if path.is_dir():
        raise LibraryTrouble(f"{path}: there is a folder where the file of the library is due; move it away")
    address = path.resolve().as_uri() + ("?mode=ro" if read_only else "")
    connection = sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None)
    try:
        # A planted schema may not call functions with effects: https://sqlite.org/pragma.html#pragma_trusted_schema
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        # With NORMAL a power failure may take back commits that were already acknowledged.
        connection.execute("PRAGMA synchronous = FULL")
        connection.create_function("title_holds", 2, title_holds, deterministic=True)
        if read_only:
            with snapshot(connection):
                _check(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection, folder: Path) -> None:
    """Let readers go on while one writes; two processes that make a library at once take turns."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        with turn(folder):
            connection.execute(f"PRAGMA page_size = {_PAGE}")  # of no effect on a file that holds something
            connection.execute("PRAGMA journal_mode = WAL")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise where the database is not one that this program made and can use."""
    kinds = connection.execute("SELECT name, type FROM sqlite_master").fetchall()
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID and (kinds or application):
        raise LibraryTrouble(f"{path}: this database belongs to another program; it was left untouched")
    _check_length(connection, path)
    if not kinds:
        return
    if ("_sqlite_migrations", "table") not in kinds:
        raise LibraryTrouble(f"{path}: {_DAMAGED}")
    applied = _applied(connection)
    unknown = [name for name in applied if name not in STEPS]
    if unknown:
        raise LibraryTooNew(
            f"{path}: this library was made by a newer PaperDesk (step {unknown[0]}); update PaperDesk, nothing was changed"
        )
    if any(kind in ("trigger", "view") for _, kind in kinds):
        raise LibraryTrouble(
            f"{path}: the library holds a trigger or a view that PaperDesk never makes; restore a backup"
        )
    if len(applied) == len(STEPS) and not {(table, "table") for table in TABLES} <= set(kinds):
        raise LibraryTrouble(f"{path}: {_DAMAGED}")


def _check_length(connection: sqlite3.Connection, path: Path) -> None:
    """Raise where the file ends within a page. SQLite itself sees only that whole pages are missing."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        return  # what is missing may stand in there
    if path.stat().st_size % connection.execute("PRAGMA page_size").fetchone()[0]:
        raise LibraryTrouble(f"{path}: {_DAMAGED}")


def _applied(connection: sqlite3.Connection) -> list[str]:
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
    return [name for (name,) in connection.execute(sql, (MIGRATION_SET,))]


def _pending(connection: sqlite3.Connection) -> list[str]:
    tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()[0]
    applied = _applied(connection) if tables else []
    return [name for name in STEPS if name not in applied]
