# SPDX-License-Identifier: MIT
"""The small dialogs that ask for one line, or for one of several."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QInputDialog, QLabel, QLineEdit, QMessageBox, QWidget

from paperdesk.ui.asking import ask_choice, ask_text, ask_yes


@pytest.fixture
def window(qtbot: Any) -> Iterator[QWidget]:
    """A window that the dialogs stand over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    yield widget
    widget.close()


def dialogs(window: QWidget) -> list[QInputDialog]:
    return [dialog for dialog in window.findChildren(QInputDialog) if dialog.isVisible()]


def test_the_line_is_there_to_be_written_over(window: QWidget, press: Callable[..., None], qtbot: Any) -> None:
    answers: list[str] = []
    ask_text(window, "Rename", "Name", "old", answers.append)
    (dialog,) = dialogs(window)
    assert dialog.findChild(QLineEdit).selectedText() == "old"
    press(*"new", "Return")
    assert answers == ["new"]
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))


def test_escape_answers_nothing(window: QWidget, press: Callable[..., None], qtbot: Any) -> None:
    answers: list[str] = []
    ask_text(window, "Rename", "Name", "old", answers.append)
    press(*"new", "Esc")
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))
    assert answers == []


def test_one_of_several_is_chosen(window: QWidget, press: Callable[..., None], qtbot: Any) -> None:
    answers: list[str] = []
    ask_choice(window, "Colour", "Colour", ("yellow", "green", "blue"), answers.append)
    (dialog,) = dialogs(window)
    box = dialog.findChild(QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["yellow", "green", "blue"]
    assert not box.isEditable()
    press("Down", "Return")
    assert answers == ["green"]
    qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))


def test_a_label_is_text_and_no_markup(window: QWidget) -> None:
    ask_text(window, "Rename", "New name of #<b>x</b>", "", lambda text: None)
    (dialog,) = dialogs(window)
    assert "&lt;b&gt;x&lt;/b&gt;" in dialog.findChild(QLabel).text()
    dialog.reject()


def boxes(window: QWidget) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


@pytest.mark.parametrize(("key", "calls"), [("Return", 1), ("Esc", 0)])
def test_going_on_is_asked_once_and_escape_means_no(
    window: QWidget, press: Callable[..., None], qtbot: Any, key: str, calls: int
) -> None:
    answers: list[bool] = []
    ask_yes(window, "Remove", "<b>Really?</b>", "Move to the trash", lambda: answers.append(True))
    (box,) = boxes(window)
    assert box.text() == "<b>Really?</b>"
    assert box.textFormat() == Qt.TextFormat.PlainText
    press(key)
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    assert len(answers) == calls
