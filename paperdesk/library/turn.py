# SPDX-License-Identifier: MIT
"""Lets only one process at a time change what the whole library stands on: its schema, its journal."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

_TIMEOUT = 60.0  # seconds


@contextlib.contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Hold the right to do so in `folder`: SQLite's own lock, on a file beside the library, gone with the process."""
    with contextlib.closing(
        sqlite3.connect(folder / ".migration-lock", timeout=_TIMEOUT, isolation_level=None)
    ) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
        lock.execute("ROLLBACK")
