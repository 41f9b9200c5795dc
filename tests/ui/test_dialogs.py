# SPDX-License-Identifier: MIT
"""The palette finds and runs any command; the list of shortcuts; a text to read and copy."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListView, QPlainTextEdit, QPushButton, QScrollArea

from paperdesk.ui.dialogs import CommandPalette, Details


def found(palette: QDialog) -> list[str]:
    model = palette.findChild(QListView, "commandList").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def palette(desk: Any, press: Callable[..., None]) -> QDialog:
    """The palette, open over a window with a paper."""
    press("j", "Ctrl+K")
    opened = QApplication.activeModalWidget()
    assert isinstance(opened, CommandPalette)
    return opened


def test_a_part_of_a_name_in_any_case_finds_it(palette: QDialog, press: Callable[..., None]) -> None:
    press(*"SORT BY")
    assert found(palette) == [
        "Sort by newest",
        "Sort by trending",
        "Sort by rising",
        "Sort by title",
        "Sort by relevance",
    ]
    press("Esc")


def test_return_runs_what_is_marked(
    desk: Any, palette: QDialog, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press(*"star", "Return")
    settle(desk)
    assert desk.window.reader.paper.starred
    assert QApplication.activeModalWidget() is None


def test_arrows_choose_among_what_is_found(
    desk: Any, palette: QDialog, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press(*"sort by", "Down", "Down", "Up", "Return")
    settle(desk)
    assert desk.window.browsing.query.sort.value == "trending"


def test_a_click_runs_a_command(desk: Any, palette: QDialog, settle: Callable[[Any], None]) -> None:
    view = palette.findChild(QListView, "commandList")
    row = found(palette).index("All papers")
    view.scrollTo(view.model().index(row, 0))
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(desk)
    assert desk.window.browsing.label == "All papers"


def test_what_is_not_found_runs_nothing_and_stays_open(
    desk: Any, palette: QDialog, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    before = desk.library.last_change()
    press(*"zzzz", "Return")
    settle(desk)
    assert found(palette) == []
    assert palette.isVisible()
    press("Esc")
    assert desk.library.last_change() == before


def test_each_command_tells_its_shortcut_to_a_screen_reader(palette: QDialog, press: Callable[..., None]) -> None:
    index = palette.findChild(QListView, "commandList").model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Import files, Ctrl+O"
    press("Esc")


@pytest.mark.parametrize("key", ["Ctrl+K", "?"])
def test_a_closed_dialog_is_gone(desk: Any, press: Callable[..., None], key: str) -> None:
    for _ in range(3):
        press(key, "Esc")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert [
        dialog for dialog in desk.window.findChildren(QDialog) if dialog.objectName() in ("commandPalette", "shortcuts")
    ] == []


def test_the_list_of_shortcuts_is_scrolled_by_keyboard(desk: Any, press: Callable[..., None]) -> None:
    press("?")
    area = QApplication.activeModalWidget().findChild(QScrollArea)
    assert area.hasFocus() or area.focusPolicy() & Qt.FocusPolicy.TabFocus
    area.setFocus()
    press("PgDown")
    assert area.verticalScrollBar().value() > 0
    press("Esc")


def test_details_are_text_to_read_and_copy(desk: Any, press: Callable[..., None]) -> None:
    dialog = Details("What could not be read", "a.json: <b>item 3</b>: no title\nb.json: empty", desk.window)
    dialog.open()
    text = dialog.findChild(QPlainTextEdit)
    assert text.toPlainText().startswith("a.json: <b>item 3</b>")
    assert text.isReadOnly()
    (copy,) = [button for button in dialog.findChildren(QPushButton) if button.text() == "Copy"]
    copy.click()
    assert QGuiApplication.clipboard().text() == text.toPlainText()
    press("Esc")
    assert not dialog.isVisible()
