# SPDX-License-Identifier: MIT
"""A narrow window: list and reader take turns, and everything can still be done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest


def test_triage_in_a_narrow_window(
    build_desk: Callable[..., Any],
    library_folder: Path,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    qtbot: Any,
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.01}, size=(640, 700))
    window = desk.window
    assert (window.list_pane.isVisible(), window.reader_pane.isVisible(), window.sidebar.folded) == (True, False, True)

    # A double click opens the paper, the bar stars it, the back button leaves.
    place = window.paper_list.visualRect(window.model.index(1)).center()
    QTest.mouseClick(window.paper_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(window.paper_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (window.list_pane.isVisible(), window.reader_pane.isVisible()) == (False, True)
    qtbot.waitUntil(lambda: window.reader.paper.read)
    QTest.mouseClick(window.reader_pane.bar_buttons[2], Qt.MouseButton.LeftButton)
    settle(desk)
    QTest.mouseClick(window.reader_pane.bar_buttons[0], Qt.MouseButton.LeftButton)
    assert window.paper_list.hasFocus()
    assert desk.library.marks_counts()["starred"].total == 1

    # By keyboard: on, open, read on to the next, tag it, back; find another.
    press("j", "Return")
    assert window.reader.hasFocus()
    press("j")
    settle(desk)
    press("t", *"narrow", "Return", "Esc")
    settle(desk)
    assert [tag.name for tag in desk.library.tags()] == ["narrow"]
    assert window.paper_list.hasFocus()
    press("/", *"attention is all", "Return")
    qtbot.waitUntil(lambda: window.reader.paper is not None and window.reader.paper.title.startswith("Attention"))

    # Shelves are icons; another one is looked at from its list.
    press("r")
    side = window.sidebar
    place = side.visualRect(window.sidebar_model.index_named("starred")).topLeft() + QPoint(20, 15)
    QTest.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=place)
    press("Ctrl+F", "Esc")
    settle(desk)
    assert window.browsing.label == "Starred"
    assert window.list_pane.isVisible()

    # Wide again, everything stands beside each other.
    window.resize(1280, 800)
    assert window.list_pane.isVisible()
    assert window.reader_pane.isVisible()
    assert not window.sidebar.folded
