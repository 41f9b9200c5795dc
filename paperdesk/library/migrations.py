# SPDX-License-Identifier: MIT
"""Brings a database up to the present schema: named steps, one transaction each, a backup before.

Loaded only where a step is pending, since sqlite-utils takes longer to load than the window to show.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from paperdesk.library.backup import back_up, backup_path
from paperdesk.library.schema import APPLICATION_ID, MIGRATION_SET, STEPS
from paperdesk.library.turn import turn


def _migrations() -> Migrations:
    migrations = Migrations(MIGRATION_SET)

    def step(name: str, sql: str) -> None:
        @migrations(name=name)
        def run(db: Any) -> None:
            for statement in _statements(sql):
                db.execute(statement)

    for name, sql in STEPS.items():
        step(name, sql)
    return migrations


def _statements(sql: str) -> Iterator[str]:
    """Yield the statements of a script: `executescript` would commit the migration's transaction."""
    pending = ""
    for piece in re.findall(r"[^;]*;|[^;]+$", sql):
        pending += piece
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        yield pending


def migrate(connection: sqlite3.Connection, database: Path) -> list[str]:
    """Apply every pending step to `database` through `connection`; return the names of those applied.

    A library that was there before is copied to `backups/` beside it before each step; a step that fails leaves
    nothing behind. Two processes that open one library at once take turns.
    """
    applied = []
    with turn(database.parent):
        # Marked as ours before anything else, so that a process killed in between leaves no stranger behind.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db = Database(connection)
        migrations = _migrations()
        names = [step.name for step in migrations.pending(db)]
        fresh = not migrations.applied(db)
        for place, name in enumerate(names):
            if not fresh:
                back_up(connection, backup_path(database.parent, f"before-{name}"))
            following = names[place + 1 :]
            migrations.apply(db, stop_before=following[:1] or None)
            applied.append(name)
    return applied
