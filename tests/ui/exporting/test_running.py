# SPDX-License-Identifier: MIT
"""Exports from the window: files are written, told, remembered; nothing of another's is overwritten unasked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from paperdesk.config import paths
from paperdesk.ui.exporting.dialog import ExportDialog

Open = Callable[[Any], ExportDialog]
Choose = Callable[..., None]


class Opener(QObject):
    """What the system was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url.toLocalFile())


@pytest.fixture
def opened() -> Any:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    yield opener.urls
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def export(open_dialog: Open, choose: Choose, press: Any, qtbot: Any) -> Callable[..., None]:
    """Export with the dialog, to a place, and wait until it ended."""

    def run(desk: Any, name: str, scope: str, target: Path, *, ends: bool = True) -> None:
        dialog = open_dialog(desk)
        choose(dialog, name, scope)
        dialog.target.setFocus()
        dialog.target.setText(str(target))
        dialog._target_edited()
        press("Return")
        assert not dialog.isVisible()
        if ends:
            qtbot.waitUntil(lambda: not desk.window.outgoing.exporting.busy)

    return run


def test_one_file_is_written_told_and_shown(
    desk: Any, export: Any, tmp_path: Path, opened: list[str], settle: Any
) -> None:
    export(desk, "bibtex", "listed", tmp_path / "refs.bib")
    settle(desk)
    assert (tmp_path / "refs.bib").read_text("utf-8").count("@misc{") == 3
    assert desk.window.toast.text() == "Exported 3 papers to refs.bib"
    assert desk.window.progress.isHidden()
    desk.window.toast._more.click()
    assert opened == [str(tmp_path)]
    assert desk.library.citation_keys([1]) != {}


def test_a_folder_of_files(desk: Any, export: Any, tmp_path: Path, settle: Any) -> None:
    export(desk, "obsidian", "everything", tmp_path / "vault")
    assert sorted(path.name for path in (tmp_path / "vault").glob("*.md")) == ["One.md", "Three.md", "Two.md"]
    assert desk.window.toast.text() == "Exported 3 papers to 3 files"
    (tmp_path / "vault" / "One.md").write_text("mine")
    export(desk, "obsidian", "everything", tmp_path / "vault")
    assert desk.window.toast.text().endswith("1 changed since by others was left alone")
    assert (tmp_path / "vault" / "One.md").read_text() == "mine"


def test_a_pdf(desk: Any, export: Any, tmp_path: Path) -> None:
    export(desk, "pdf", "listed", tmp_path / "papers.pdf")
    assert (tmp_path / "papers.pdf").read_bytes().startswith(b"%PDF-")


def box(desk: Any, qtbot: Any) -> QMessageBox:
    qtbot.waitUntil(lambda: any(b.isVisible() for b in desk.window.findChildren(QMessageBox)))
    return next(b for b in desk.window.findChildren(QMessageBox) if b.isVisible())


def test_a_file_of_anothers_is_replaced_only_when_the_reader_says_so(
    desk: Any, export: Any, tmp_path: Path, press: Any, qtbot: Any
) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("theirs")
    export(desk, "bibtex", "listed", path)
    assert "not as PaperDesk wrote it" in box(desk, qtbot).text()
    press("Esc")
    assert path.read_text() == "theirs"
    export(desk, "bibtex", "listed", path)
    box(desk, qtbot)
    press("Return")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Exported 3 papers to refs.bib")
    assert "@misc{" in path.read_text("utf-8")
    export(desk, "bibtex", "tag", path)  # now it is ours
    assert path.read_text("utf-8").count("@misc{") == 1


def test_trouble_is_told(desk: Any, export: Any, tmp_path: Path) -> None:
    export(desk, "csv", "listed", tmp_path / "no such folder" / "x.csv")
    assert "is not there; make it first" in desk.window.toast.text()
    assert desk.window.progress.isHidden()


def test_what_was_chosen_is_remembered(desk: Any, export: Any, open_dialog: Open, tmp_path: Path, press: Any) -> None:
    export(desk, "ris", "everything", tmp_path / "refs.ris")
    dialog = open_dialog(desk)
    assert dialog.format.currentData().name == "ris"
    assert dialog.scope.currentData().kind == "everything"
    assert dialog.target.text() == str(tmp_path / "refs.ris")
    press("Esc")


def test_since_the_last_export_only_what_was_marked_since(
    desk: Any, export: Any, open_dialog: Open, choose: Choose, tmp_path: Path, press: Any, highlight: Any, settle: Any
) -> None:
    target = tmp_path / "marked.csv"
    export(desk, "readwise", "since", target)
    assert desk.window.toast.text() == "Exported 1 paper to marked.csv"
    dialog = open_dialog(desk)
    choose(dialog, "readwise", "since")
    assert dialog.preview.said() == "No paper is in this choice."
    press("Esc")
    highlight(desk.library.folder, 1, "abstract")
    export(desk, "readwise", "since", target)
    assert "An abstract" not in target.read_text("utf-8")
    assert "abstract" in target.read_text("utf-8")


def test_an_export_can_be_stopped(desk: Any, export: Any, tmp_path: Path, qtbot: Any) -> None:
    export(desk, "csv", "listed", tmp_path / "x.csv", ends=False)
    assert desk.window.outgoing.exporting.busy
    desk.window.actions_by_name["cancel"].trigger()
    qtbot.waitUntil(lambda: not desk.window.outgoing.exporting.busy)
    assert desk.window.toast.text() in ("The export was stopped; nothing was written", "Exported 3 papers to x.csv")
    assert desk.window.progress.isHidden()


def test_a_template_is_copied_opened_and_chosen(
    desk: Any,
    open_dialog: Open,
    choose: Choose,
    press: Any,
    qtbot: Any,
    opened: list[str],
    tmp_path: Path,
    monkeypatch: Any,
) -> None:
    monkeypatch.setenv("PAPERDESK_CONFIG", str(tmp_path / "config" / "settings.toml"))
    dialog = open_dialog(desk)
    choose(dialog, "markdown", "listed")
    dialog.copy.click()
    qtbot.waitUntil(lambda: dialog.template.currentText() == "my markdown")
    own = paths.templates_dir() / "my markdown.j2"
    assert opened == [str(own)]
    own.write_text("{% for paper in papers %}* {{ paper.title }}\n{% endfor %}")
    choose(dialog, "markdown", "listed")
    dialog.template.setCurrentIndex(1)
    dialog._change()
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText().startswith("* Three\n"))
    press("Esc")
