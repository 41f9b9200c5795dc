# SPDX-License-Identifier: MIT
"""What a notes folder holds of ours, as it was written last. It is no change of the reader's and stands in no log."""

import json
import sqlite3

from paperdesk.domain.notes_folder import NotesFile
from paperdesk.domain.paper import PaperId


def all_files(connection: sqlite3.Connection, folder: str) -> dict[str, NotesFile]:
    """Return what was written into `folder`, by unit."""
    sql = "SELECT unit, path, hash, papers, due FROM notes_files WHERE folder = ? ORDER BY unit"
    return {
        unit: NotesFile(unit, path, written, tuple(map(PaperId, json.loads(papers))), bool(due))
        for unit, path, written, papers, due in connection.execute(sql, (folder,))
    }


def keep(connection: sqlite3.Connection, folder: str, file: NotesFile) -> None:
    """Note what was written."""
    values = (folder, file.unit, file.path, file.hash, json.dumps(file.papers), int(file.due))
    sql = "INSERT OR REPLACE INTO notes_files (folder, unit, path, hash, papers, due) VALUES (?, ?, ?, ?, ?, ?)"
    connection.execute(sql, values)
