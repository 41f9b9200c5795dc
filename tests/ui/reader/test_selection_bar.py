# SPDX-License-Identifier: MIT
"""The bar at what is selected: there for a selection in the abstract, away for any other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

ABSTRACT = "Graphs hold words, and a word is held by more than one graph. " * 3


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], press: Callable[..., None]) -> Any:
    made = build_desk(make_library({"abstract": ABSTRACT}))
    press("j", "r")
    return made


def select(desk: Any, first: int, last: int) -> None:
    """Select from one unit of the document to another; negative ones count from the abstract's beginning."""
    reader = desk.window.reader
    cursor = QTextCursor(reader.document())
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)


def bar(desk: Any) -> Any:
    return desk.window.annotations.annotating.bar


def test_it_stands_at_a_selection_and_goes_with_it(desk: Any) -> None:
    reader = desk.window.reader
    assert not bar(desk).isVisible()
    select(desk, reader.abstract_start, reader.abstract_start + 6)
    assert bar(desk).isVisible()
    assert reader.viewport().rect().contains(bar(desk).geometry())
    line = reader.cursorRect(reader.textCursor())
    assert not bar(desk).geometry().intersects(line)
    select(desk, reader.abstract_start, reader.abstract_start)
    assert not bar(desk).isVisible()


def test_a_selection_of_the_title_alone_gets_none(desk: Any) -> None:
    select(desk, 0, 4)
    assert not bar(desk).isVisible()
    select(desk, 0, desk.window.reader.abstract_start + 4)
    assert bar(desk).isVisible()


def test_it_comes_when_the_mouse_is_released(desk: Any) -> None:
    reader = desk.window.reader
    cursor = QTextCursor(reader.document())
    cursor.setPosition(reader.abstract_start + 7)
    place = reader.cursorRect(cursor).center() + QPoint(6, 0)
    QTest.mouseDClick(reader.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseRelease(reader.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert reader.textCursor().selectedText() == "hold"
    assert bar(desk).isVisible()


def test_its_buttons_highlight_and_copy(desk: Any, settle: Callable[[Any], None], qtbot: Any, qapp: Any) -> None:
    reader = desk.window.reader
    select(desk, reader.abstract_start, reader.abstract_start + 6)
    qtbot.mouseClick(bar(desk).copy, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == "Graphs"
    qtbot.mouseClick(bar(desk).colours.swatches[3], Qt.MouseButton.LeftButton)
    settle(desk)
    assert [(h.selector.exact, h.colour) for h in reader.paper.highlights] == [("Graphs", "pink")]
    assert not bar(desk).isVisible()


def test_everything_in_it_has_a_name(desk: Any) -> None:
    buttons = [*bar(desk).colours.swatches, bar(desk).note, bar(desk).copy]
    assert all(button.accessibleName() and button.toolTip() for button in buttons)
