# SPDX-License-Identifier: MIT
"""A note in the real window: opened, typed, shown, linked, mentioned, undone, put away and found again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from paperdesk.library.library import Library
from paperdesk.services import annotating
from paperdesk.ui.theme import DARK, LIGHT


@pytest.fixture
def two(make_library: Callable[..., Path]) -> Path:
    return make_library({"title": "Attention Is All"}, {"title": "Graphs & $O(n)$"}, {"title": "A third"})


def note_of(desk: Any, key: str) -> str:
    return desk.library.paper(desk.library.find(key)).note


def test_the_contracts_names_are_there(desk: Any, press: Callable[..., None]) -> None:
    press("j", "m")
    field = desk.window.findChild(object, "notesEditor")
    assert (field.accessibleName(), field.hasFocus()) == ("Note", True)


def test_a_note_is_typed_shown_and_kept(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("j", "m", *"It is **new**: $x^2$")
    notes = desk.window.notes
    paper = desk.window.reader.paper.id
    qtbot.waitUntil(lambda: notes.editor.state() == "Saved")
    assert desk.library.paper(paper).note == "It is **new**: $x^2$"
    qtbot.waitUntil(lambda: notes.editor.preview.toPlainText() == "It is new: x2")
    assert desk.window.toast.isHidden()
    press("Esc")
    assert desk.window.paper_list.hasFocus()


def test_each_paper_has_its_own(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("j", "m", *"one", "Esc", "j")
    assert desk.window.notes.editor.text() == ""
    press("m", *"two", "Esc", "k")
    assert desk.window.notes.editor.text() == "one"
    press("j")
    assert desk.window.notes.editor.text() == "two"
    qtbot.waitUntil(lambda: desk.window.reader.paper.note == "two")


def test_without_a_paper_there_is_none(build_desk: Callable[..., Any], tmp_path: Path) -> None:
    desk = build_desk(tmp_path / "empty")
    for name in ("note", "note-preview", "close-note"):
        desk.window.findChild(QAction, f"action-{name}").trigger()
    assert desk.window.notes.editor.isHidden()
    assert desk.window.toast.text() == "Choose a paper in the list first"


def test_a_closed_note_is_a_line(desk: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    notes = desk.window.notes
    press("j")
    assert (notes.strip.isHidden(), notes.strip.line()) == (False, "")
    press("m", *"# Why", "Esc", "Shift+M")
    assert (notes.strip.isHidden(), notes.strip.line(), notes.editor.isHidden()) == (False, "Why", True)
    settle(desk)
    press("j")
    assert notes.strip.line() == ""
    press("k")
    assert notes.strip.line() == "Why"


def test_a_link_is_completed_followed_and_mentioned(
    build_desk: Callable[..., Any], two: Path, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    desk = build_desk(two)
    window, notes = desk.window, desk.window.notes
    window.open_key("2404.00001")
    settle(desk)
    press("m", *"see [[gra")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert notes.editor.completion.offers() == ["Graphs & $O(n)$   2404.00002"]
    press("Return")
    qtbot.waitUntil(lambda: notes.editor.state() == "Saved")
    assert note_of(desk, "2404.00001") == "see [[2404.00002|Graphs & $O(n)$]]"
    qtbot.waitUntil(lambda: "Graphs" in notes.editor.preview.toPlainText())
    notes.editor.preview.anchorClicked.emit(QUrl("paperdesk:2404.00002"))
    qtbot.waitUntil(lambda: window.reader.paper is not None and window.reader.paper.key == "2404.00002")
    qtbot.waitUntil(lambda: "Attention Is All" in notes.editor.mentions())
    desk.window.looks.choose_theme("dark")
    assert DARK.accent in notes.editor.mentions()
    desk.window.looks.choose_theme("light")
    assert LIGHT.accent in notes.editor.mentions()
    notes.editor.paper_chosen.emit(int(desk.library.find("2404.00001")))
    qtbot.waitUntil(lambda: window.reader.paper.key == "2404.00001")
    assert notes.editor.text().startswith("see ")


def test_a_link_to_nothing_says_so(desk: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    press("j", "m")
    desk.window.notes.editor.preview.anchorClicked.emit(QUrl("paperdesk:nobody%20knows"))
    settle(desk)
    assert desk.window.toast.text() == "No paper is called nobody knows"
    desk.window.notes.editor.preview.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert desk.window.toast.text().startswith("Not opened")


def test_a_title_is_shown_where_a_link_has_no_words(
    build_desk: Callable[..., Any], two: Path, press: Callable[..., None], qtbot: Any
) -> None:
    with Library(two) as library:
        annotating.write_note(library, library.find("2404.00001"), "[[2404.00002]] [[a third]] [[none]]")
    desk = build_desk(two)
    desk.window.open_key("2404.00001")
    qtbot.waitUntil(lambda: desk.window.reader.paper is not None)
    press("m")
    qtbot.waitUntil(lambda: desk.window.notes.editor.preview.toPlainText() == "Graphs & O(n) A third [[none]]")


def test_one_visit_is_one_step_of_undo(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    notes = desk.window.notes
    press("j", "s", "m", *"one")
    qtbot.waitUntil(lambda: notes.editor.state() == "Saved")
    press(*" two")
    qtbot.waitUntil(lambda: notes.editor.state() == "Saved")
    press("Esc")
    settle(desk)
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: notes.editor.text() == "")
    assert desk.window.reader.paper.starred
    press("Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: notes.editor.text() == "one two")


def test_undo_in_the_text_is_the_texts_own(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j", "s", "m", *"one", "Ctrl+Z")
    settle(desk)
    assert desk.window.notes.editor.text() == ""
    assert desk.window.reader.paper.starred


def test_what_another_process_writes_is_shown(
    desk: Any, press: Callable[..., None], qtbot: Any, library_folder: Path
) -> None:
    press("j", "m", *"mine")
    qtbot.waitUntil(lambda: desk.window.notes.editor.state() == "Saved")
    with Library(library_folder) as other:
        annotating.write_note(other, desk.window.reader.paper.id, "mine and theirs")
    qtbot.waitUntil(lambda: desk.window.notes.editor.text() == "mine and theirs")


def test_closing_keeps_the_last_word_and_how_the_pane_stood(
    build_desk: Callable[..., Any], library_folder: Path, press: Callable[..., None], qtbot: Any
) -> None:
    desk = build_desk(library_folder)
    press("j", "m", *"last word")
    key = desk.window.reader.paper.key
    height = desk.window.notes.editor.height()
    desk.close()
    with Library(library_folder) as library:
        assert library.paper(library.find(key)).note == "last word"
    again = build_desk(library_folder)
    qtbot.waitUntil(lambda: again.window.notes.editor.text() == "last word")
    assert not again.window.notes.editor.isHidden()
    assert again.window.notes.editor.height() == height


def test_the_list_says_which_papers_have_a_note(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("j", "m", *"a")
    index = desk.window.paper_list.currentIndex()
    qtbot.waitUntil(lambda: index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", unread, noted"))
