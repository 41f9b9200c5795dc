# SPDX-License-Identifier: MIT
"""The notes folder follows what the reader marks and writes in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.services import annotating

Press = Callable[..., None]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], vault: Path) -> Any:
    return build_desk(make_library({"title": "One"}, {"title": "Two"}), {"notes_folder.path": str(vault)})


def idle(desk: Any) -> Callable[[], bool]:
    return lambda: not desk.window.outgoing.notes_folder.busy


def test_a_change_is_written_when_it_has_rested(desk: Any, vault: Path, settle: Any, qtbot: Any) -> None:
    syncing = desk.window.outgoing.notes_folder
    desk.desk.write(lambda library: annotating.write_note(library, library.find("2404.00001"), "Mine."))
    settle(desk)
    assert syncing._rest.isActive()
    syncing._rest.setInterval(0)
    syncing._rest.start()
    qtbot.waitUntil(lambda: (vault / "One.md").exists() and not syncing.busy)
    assert "Mine." in (vault / "One.md").read_text("utf-8")
    assert "Notes folder" not in desk.window.toast.text()  # what goes well by itself is not told


def test_it_is_written_at_once_when_asked(desk: Any, vault: Path, press: Press, settle: Any, qtbot: Any) -> None:
    desk.desk.write(lambda library: annotating.write_note(library, library.find("2404.00002"), "Mine."))
    settle(desk)
    press("Ctrl+Shift+U")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Notes folder: 1 file written")
    assert (vault / "Two.md").exists()


def test_what_was_changed_elsewhere_is_told_with_its_copy(
    desk: Any, vault: Path, press: Press, settle: Any, qtbot: Any
) -> None:
    desk.desk.write(lambda library: annotating.write_note(library, library.find("2404.00001"), "Mine."))
    settle(desk)
    press("Ctrl+Shift+U")
    qtbot.waitUntil(lambda: (vault / "One.md").exists() and idle(desk)())
    path = vault / "One.md"
    path.write_text(path.read_text("utf-8").replace("Mine.", "Theirs."), "utf-8")
    desk.desk.write(lambda library: annotating.write_note(library, library.find("2404.00001"), "Mine again."))
    settle(desk)
    press("Ctrl+Shift+U")
    qtbot.waitUntil(lambda: "conflict copy" in desk.window.toast.text())
    assert desk.window.toast._more.isVisible()
    assert any("Theirs." in one.read_text("utf-8") for one in vault.rglob("*.md") if one != path)


def test_a_folder_that_is_gone_is_told(desk: Any, vault: Path, press: Press, qtbot: Any) -> None:
    vault.rmdir()
    press("Ctrl+Shift+U")
    qtbot.waitUntil(lambda: str(vault) in desk.window.toast.text())


def test_without_a_folder_nothing_is_written(build_desk: Any, make_library: Any, press: Press) -> None:
    desk = build_desk(make_library({}))
    press("Ctrl+Shift+U")
    assert desk.window.toast.text() == "No notes folder is set; the preferences set one"
    assert not desk.window.outgoing.notes_folder._rest.isActive()
