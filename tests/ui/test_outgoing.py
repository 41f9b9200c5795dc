# SPDX-License-Identifier: MIT
"""The ways out of the window, as one."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from paperdesk.config import paths
from paperdesk.ui.dialogs import HelpPage
from paperdesk.ui.outgoing import OUTGOING_ACTIONS


class Opener(QObject):
    """What the system was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.paths.append(url.toLocalFile())


def test_each_of_its_actions_has_a_handler(desk: Any) -> None:
    assert set(desk.window.outgoing.handlers()) == set(OUTGOING_ACTIONS)


def test_where_nothing_is_under_way_stopping_says_so(desk: Any, press: Any) -> None:
    press("Ctrl+.")
    assert desk.window.toast.text() == "Nothing is under way"


def test_what_the_preferences_ask_for_is_done(
    desk: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERDESK_CONFIG", str(tmp_path / "config" / "settings.toml"))
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    ask = desk.window.preferring.asked
    ask.emit("open-templates", "")
    qtbot.waitUntil(lambda: opener.paths == [str(paths.templates_dir())])
    ask.emit("copy-template", "obsidian")
    qtbot.waitUntil(lambda: len(opener.paths) == 2)
    assert (paths.templates_dir() / "my obsidian.j2").exists()
    assert desk.window.toast.text().startswith("Copied to ")
    ask.emit("sync-notes", "")
    assert desk.window.toast.text() == "No notes folder is set; the preferences set one"
    ask.emit("template-help", "")
    (page,) = [dialog for dialog in desk.window.findChildren(HelpPage) if dialog.isVisible()]
    assert "Filters of PaperDesk" in page.text.toPlainText()
    page.reject()
    QDesktopServices.unsetUrlHandler("file")


def test_a_notes_folder_that_is_chosen_is_written_soon(desk: Any, tmp_path: Path) -> None:
    rest = desk.window.outgoing.notes_folder._rest
    desk.window.preferring.choose("notes_folder.path", str(tmp_path))
    assert rest.isActive()
    desk.window.preferring.choose("notes_folder.path", "")
    assert not rest.isActive()
