# SPDX-License-Identifier: MIT
"""Which folder is the notes folder, and what its status tells of what was done to its files."""

import pytest

from paperdesk.config.options import Settings
from paperdesk.services import notes_folder, notes_status
from paperdesk.services.annotating import write_note
from paperdesk.services.importing import import_files
from paperdesk.services.vault import NotesFolderTrouble


def test_the_status_tells_what_was_done_to_files(library, write, abstract, tmp_path) -> None:
    import_files(library, [write("papers.jsonl", [abstract(n, title=f"On Nets {n}") for n in (1, 2, 3)])])
    ids = [library.find(f"2406.0000{n}") for n in (1, 2, 3)]
    for paper in ids:
        write_note(library, paper, "why")
    folder = tmp_path / "vault" / "papers"
    folder.mkdir(parents=True)
    (tmp_path / "vault" / ".obsidian").mkdir()
    chosen = Settings({"notes_folder.path": str(folder)})
    assert len(notes_folder.sync(library, chosen, templates=tmp_path).written) == 3
    one, two, three = (folder / f"On Nets {n}.md" for n in (1, 2, 3))
    one.write_text(one.read_text("utf-8").replace("why", "WHY"), "utf-8")
    two.unlink()
    three.rename(tmp_path / "vault" / "three.md")
    write_note(library, ids[1], "y")
    status = notes_status.status(library, chosen)
    assert status is not None
    assert (status.files, status.edited, status.missing, status.waiting) == (2, (str(one),), (str(two),), 1)
    one.write_text(one.read_text("utf-8").replace("paperdesk:end", "gone"), "utf-8")
    status = notes_status.status(library, chosen)
    assert status is not None
    assert (status.edited, status.broken) == ((), (str(one),))
    assert notes_status.status(library, Settings()) is None


def test_the_folder_is_chosen_and_kept(tmp_path) -> None:
    file = tmp_path / "settings.toml"
    form = notes_status.set_folder(Settings(path=file), tmp_path / "notes", format_name="logseq", per="day")
    assert (form.folder.name, form.format, form.per) == ("notes", "logseq", "day")
    assert form.folder.is_dir()
    assert 'per = "day"' in file.read_text()
    with pytest.raises(NotesFolderTrouble, match="is not there"):
        notes_status.set_folder(Settings(path=file), tmp_path / "a" / "b")
    file.write_text("broken = [")
    with pytest.raises(NotesFolderTrouble, match="settings file is broken"):
        notes_status.set_folder(Settings(path=file), tmp_path / "notes")
