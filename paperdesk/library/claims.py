# SPDX-License-Identifier: MIT
"""The right to do something that only one at a time may do, among all processes that have the library open."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from paperdesk.library.connection import world

_FOLDER = "locks"


@contextlib.contextmanager
def claim(folder: Path, name: str) -> Iterator[bool]:
    """Hold the claim called `name` while inside, without waiting; yields whether it was free.

    It is SQLite's own lock on a file of its own, which goes with the process: what a dead one held is free.
    """
    path = folder / _FOLDER / f"{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}.lock"
    with world(path):
        path.parent.mkdir(exist_ok=True)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    with contextlib.closing(lock):
        with world(path):
            free = _taken(lock)
        yield free


def _taken(lock: sqlite3.Connection) -> bool:
    """Take a lock, which its connection gives back when it is closed; return whether it was free."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return False
        raise
    return True
