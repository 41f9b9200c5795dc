# SPDX-License-Identifier: MIT
"""The command `notes-folder`: set, sync, status, off; what it prints and how it ends."""

import tomllib
from pathlib import Path

import pytest


@pytest.fixture
def filled(paperdesk, papers_file, tmp_path, monkeypatch):
    """A library of three papers, a note on one of them, and settings of one's own."""
    monkeypatch.setenv("PAPERDESK_CONFIG", str(tmp_path / "settings.toml"))
    paperdesk("import", str(papers_file(3)))
    paperdesk("note", "2401.00001", "--text", "A thought")
    return paperdesk


def test_set_sync_status_off(filled, tmp_path: Path) -> None:
    assert "No notes folder is set" in filled("notes-folder").out
    assert filled("notes-folder", "status", "--json").json is None
    assert "no notes folder is set" in filled("notes-folder", "sync").error
    assert (
        f"Notes go to {tmp_path / 'vault'} as logseq, a file a paper"
        in filled("notes-folder", "set", "vault", "--format", "logseq").out
    )
    assert filled("notes-folder", "sync").out == "1 file written\n"
    path = tmp_path / "vault" / "Title number 1.md"
    assert "A thought" in path.read_text("utf-8")
    again = filled("notes-folder", "sync", "--json").json
    assert set(again) == {"folder", "written", "unchanged", "conflicts", "missing", "failed"}
    assert (again["folder"], again["written"]) == (str(tmp_path / "vault"), [])
    assert filled("notes-folder", "status", "--json").json["files"] == 1
    path.unlink()
    assert f"deleted: {path}" in filled("notes-folder", "status").out
    assert filled("notes-folder", "sync", "--again").out == "1 file written\n"
    assert "files stay" in filled("notes-folder", "off").out
    assert tomllib.loads((tmp_path / "settings.toml").read_text())["notes_folder"]["path"] == ""
    assert path.exists()


def test_what_goes_wrong_is_told(filled, tmp_path: Path) -> None:
    filled("notes-folder", "set", "vault")
    filled("notes-folder", "sync")
    path = tmp_path / "vault" / "Title number 1.md"
    path.write_text(path.read_text("utf-8").replace("A thought", "Theirs"), "utf-8")
    filled("note", "2401.00001", "--text", "B")
    done = filled("notes-folder", "sync")
    assert (done.status, done.out) == (0, "1 file written; a conflict copy was kept of what was changed elsewhere\n")
    assert "changed elsewhere; what was there is kept" in done.err
    path.write_text(path.read_text("utf-8").replace("paperdesk:end", ""), "utf-8")
    filled("note", "2401.00001", "--text", "C")
    assert "the line that ends PaperDesk's part is gone" in filled("notes-folder", "sync").error
    (tmp_path / "vault").rename(tmp_path / "elsewhere")
    assert "the notes folder is not there" in filled("notes-folder", "sync").error
    (tmp_path / "settings.toml").write_text("x = [")
    done = filled("notes-folder", "set", "elsewhere")
    assert (done.status, "mend it first" in done.err) == (1, True)
