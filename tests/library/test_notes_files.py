# SPDX-License-Identifier: MIT
"""What was written into notes folders is kept by folder and unit, and is no change of the reader's."""

from paperdesk.domain.notes_folder import NotesFile
from paperdesk.domain.paper import PaperId


def test_files_are_kept_by_folder_and_unit(library) -> None:
    one = NotesFile("paper:1", "papers/ü.md", "a b", (PaperId(1),))
    day = NotesFile("day:2026-11-25", "2026-11-25.md", "", (PaperId(1), PaperId(2)), due=True)
    for file in (one, day):
        library.keep_notes_file("/vault", file)
    library.keep_notes_file("/other", NotesFile("paper:1", "x.md", "c"))
    assert library.notes_files("/vault") == {"paper:1": one, "day:2026-11-25": day}
    library.keep_notes_file("/vault", NotesFile("paper:1", "moved.md", "d"))
    assert library.notes_files("/vault")["paper:1"].path == "moved.md"
    assert library.notes_files("/none") == {}
    assert (library.last_change(), library.undoable()) == (0, "")
