# SPDX-License-Identifier: MIT
"""The margin in the window, folded and remembered; and that a text changed, with what went and what is new."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from paperdesk.ui.reader.versions import VersionsDialog

OLD = "Graphs hold words. A sentence that will leave stands here alone. What remains stands where it stood."
NEW = "Graphs hold words. What remains stands where it stood, and more was written to go with it."
Settle = Callable[[Any], None]


@pytest.fixture
def folder(make_library: Callable[..., Path], highlight: Callable[..., None], change_text: Callable[..., None]) -> Path:
    """Three papers: of the first the text changed under two highlights, the second has none, the third has one."""
    made = make_library({"abstract": OLD}, {"abstract": "Nothing here."}, {"abstract": "A third text."})
    highlight(made, 1, "hold words", colour="blue")
    highlight(made, 1, "A sentence that will leave stands here alone.", note="lost?", tags=["claim"])
    highlight(made, 3, "third")
    change_text(made, 1, NEW)
    return made


@pytest.fixture
def desk(build_desk: Callable[..., Any], folder: Path, settle: Settle) -> Any:
    made = build_desk(folder)
    made.window.open_key("2404.00001")
    settle(made)
    return made


def margin(desk: Any) -> Any:
    return desk.window.annotations.margining.margin


def in_sight(desk: Any) -> bool:
    return margin(desk) is not None and margin(desk).isVisible()


def lost(desk: Any) -> Any:
    (found,) = [h for h in desk.window.reader.paper.highlights if h.detached]
    return found


def test_it_is_there_for_a_paper_that_has_highlights_alone(desk: Any, settle: Settle) -> None:
    assert in_sight(desk)
    desk.window.open_key("2404.00002")
    settle(desk)
    assert not in_sight(desk)
    desk.window.open_key("2404.00003")
    settle(desk)
    assert in_sight(desk)


def test_it_comes_with_the_first_highlight(desk: Any, settle: Settle, press: Callable[..., None]) -> None:
    desk.window.open_key("2404.00002")
    settle(desk)
    press("r", "Ctrl+A", "h")
    settle(desk)
    assert in_sight(desk)
    assert margin(desk).model.rowCount() == 1


def test_a_key_folds_it_and_that_is_remembered(
    desk: Any, press: Callable[..., None], build_desk: Callable[..., Any], settle: Settle
) -> None:
    press("Ctrl+Shift+B")
    assert not in_sight(desk)
    press("j", "k")
    assert not in_sight(desk)
    desk.close()
    other = build_desk(desk.library.folder)
    other.window.open_key("2404.00001")
    settle(other)
    assert not in_sight(other)
    other.window.actions_by_name["toggle-margin"].trigger()
    assert in_sight(other)


def test_where_nothing_is_listed_it_says_how_to_begin(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    desk.window.open_key("2404.00002")
    settle(desk)
    press("Ctrl+Shift+B")
    assert in_sight(desk)
    assert margin(desk).empty_text().endswith("Select text in the abstract and press H.")
    press("Ctrl+Shift+B")
    assert not in_sight(desk)


def test_its_rows_and_the_text_choose_each_other(desk: Any, press: Callable[..., None]) -> None:
    highlights = desk.window.annotations.annotating.highlights
    press("r", ".")
    assert margin(desk).current().id == highlights.chosen.id
    press("Esc", "Shift+H")
    assert QApplication.focusWidget() is margin(desk).list
    assert highlights.chosen is not None
    press("Return")
    assert desk.window.reader.hasFocus()


def test_delete_in_it_means_the_highlight(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    press("Shift+H", "Home", "Del")
    settle(desk)
    assert [h.detached for h in desk.window.reader.paper.highlights] == [True]
    assert desk.window.model.paper_count == 3


def test_one_that_lost_its_place_is_listed_and_placed_again(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any
) -> None:
    assert lost(desk).selector.exact.startswith("A sentence that will leave")
    margin(desk).select(lost(desk).id)
    press("r", "Shift+P")
    assert desk.window.toast.text() == "Select text in the abstract first, or click a highlight"
    margin(desk).list.setCurrentIndex(margin(desk).model.index(margin(desk).model.rowCount() - 1))
    qtbot.mouseClick(margin(desk).place, Qt.MouseButton.LeftButton)
    assert desk.window.toast.text() == "Select the new place in the abstract first"
    reader = desk.window.reader
    reader.setTextCursor(reader.document().find("more was written", reader.abstract_start))
    qtbot.mouseClick(margin(desk).place, Qt.MouseButton.LeftButton)
    settle(desk)
    placed = {h.selector.exact: (h.detached, h.note, h.tags) for h in reader.paper.highlights}
    assert placed["more was written"] == (False, "lost?", ("claim",))
    press("Ctrl+Z")
    settle(desk)
    assert lost(desk).note == "lost?"


def test_that_the_text_changed_is_said_under_it(
    desk: Any, settle: Settle, press: Callable[..., None], qtbot: Any
) -> None:
    line = desk.window.annotations.margining._line
    assert line.text().startswith("1 highlight lost its place  ·  this text changed on ")
    qtbot.mouseClick(line.changes, Qt.MouseButton.LeftButton)
    (dialog,) = [d for d in desk.window.findChildren(VersionsDialog) if d.isVisible()]
    assert "A sentence that will leave" in dialog.text.toPlainText()
    dialog.reject()
    desk.window.open_key("2404.00002")
    settle(desk)
    assert line.text() == ""
    press("d")
    assert desk.window.toast.text() == "This text has not changed since it came"


def test_the_original_is_shown_by_key(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("Shift+D")
    (dialog,) = [d for d in desk.window.findChildren(VersionsDialog) if d.isVisible()]
    assert dialog.text.toPlainText() == OLD
    press("Esc")
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in desk.window.findChildren(VersionsDialog)))
