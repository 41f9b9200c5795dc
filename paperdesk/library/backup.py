# SPDX-License-Identifier: MIT
"""Whole copies of a library: made while others write, checked, and put in its place again."""

import contextlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from paperdesk.domain.errors import LibraryTrouble
from paperdesk.library.connection import DATABASE, open_connection, world
from paperdesk.library.other import database_at, opened
from paperdesk.library.transaction import Transaction

BACKUPS = "backups"
_MOST_TOLD = 10  # kinds of damage that are told one by one
_PARTS = ("", "-wal", "-shm")


def backup_path(folder: Path, why: str) -> Path:
    """Return the file in the library folder's `backups/` for a copy made now: `WHY-20260131T235959Z.db`, UTC."""
    return folder / BACKUPS / f"{why}-{datetime.now(UTC).strftime('%Y%m%dT%H%M%SZ')}.db"


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database that `connection` reads to the file `target`, as it is at one moment; as a whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    try:
        with contextlib.closing(sqlite3.connect(partial)) as copy:
            connection.backup(copy)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def damage(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with a database, a sentence each; empty where it is sound."""
    found = [str(said) for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})") if said != "ok"]
    lost = connection.execute('SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY 1').fetchall()
    return found + [f"{count:,} rows of {table} belong to nothing" for table, count in lost]


def restore(source: Path, folder: Path) -> Path | None:
    """Put the library in `source`, a backup or the folder of a library, in the place of that in `folder`.

    What was there is kept in `backups/`; the file of it is returned, None where there was none. Whoever has the
    library open goes on with what was restored. Raises `LibraryTrouble` that names the file where `source` is none, is
    damaged or newer than this program; nothing is changed then.
    """
    database = database_at(source)
    if database is None:
        raise LibraryTrouble(f"{source}: there is no backup of a library here; name one of the files in {BACKUPS}/")
    with opened(database) as view:
        wrong = view.damage()
        if wrong:
            raise LibraryTrouble(f"{database}: this backup is damaged ({wrong[0]}); take another")
        with world(folder / DATABASE):
            kept = _set_aside(folder)
            with contextlib.closing(open_connection(folder)) as live:
                if kept is None and _holds_papers(live):
                    kept = backup_path(folder, "before-restore")
                    back_up(live, kept)
                papers, number = _ends(live)
                view.copy_into(live)
                _announce(live, papers, number)
    return kept


def _set_aside(folder: Path) -> Path | None:
    """Move a library that cannot be opened out of the way, and return where it is now; None where it can be, or is none."""
    if not (folder / DATABASE).exists():
        return None
    try:
        open_connection(folder).close()
    except LibraryTrouble:
        aside = backup_path(folder, "unusable")
        aside.parent.mkdir(parents=True, exist_ok=True)
        for part in _PARTS:
            with contextlib.suppress(FileNotFoundError):
                Path(f"{folder / DATABASE}{part}").replace(f"{aside}{part}")
        return aside
    return None


def _holds_papers(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM papers LIMIT 1").fetchone() is not None


def _ends(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the highest ids of a paper and of a change."""
    papers, changes = connection.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM papers), (SELECT coalesce(max(id), 0) FROM changes)"
    ).fetchone()
    return int(papers), int(changes)


def _announce(connection: sqlite3.Connection, papers: int, number: int) -> None:
    """Note in the log that all may differ: after every number that a window or the index has seen, of every paper."""
    restored, _ = _ends(connection)
    with Transaction(connection, "restore", "Restored a backup", undoable=False) as transaction:
        transaction.begin_after(number)
        transaction.announce(1, max(papers, restored, 1))
