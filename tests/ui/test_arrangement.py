# SPDX-License-Identifier: MIT
"""Panes share the window: all three, the sidebar folded, or list and reader one behind the other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paperdesk.ui.arrangement import Arrangement


def panes(desk: Any) -> str:
    """Which panes are in sight: `S` whole or `s` folded sidebar, `L`ist, `R`eader."""
    window = desk.window
    side = "" if not window.sidebar.isVisible() else "s" if window.sidebar.folded else "S"
    return side + "L" * window.list_pane.isVisible() + "R" * window.reader_pane.isVisible()


def test_there_and_back(desk: Any, press: Callable[..., None]) -> None:
    press("j")
    seen = []
    for width in (1280, 900, 640, 900, 1280):
        desk.window.resize(width, 700)
        seen.append(panes(desk))
    assert seen == ["SLR", "sLR", "sL", "sLR", "SLR"]


def test_widths_come_back(desk: Any) -> None:
    arrangement = desk.window.panes
    arrangement.setSizes([260, 380, 640])
    arrangement.splitterMoved.emit(0, 1)
    before = arrangement.sizes()
    for width in (900, 640, 900, 1280):
        desk.window.resize(width, 700)
    assert arrangement.sizes() == before


@pytest.mark.parametrize("width", [1000, 900, 701])
def test_every_pane_has_room(desk: Any, width: int) -> None:
    desk.window.resize(640, 700)
    desk.window.resize(width, 700)
    side, middle, right = desk.window.panes.sizes()
    assert side >= 52
    assert middle >= 260
    assert right >= 300


def test_in_a_stack_the_reader_comes_forward_and_goes_back(desk: Any, press: Callable[..., None]) -> None:
    desk.window.resize(640, 700)
    press("j")
    assert panes(desk) == "sL"
    press("r")
    assert (panes(desk), desk.window.reader.hasFocus()) == ("sR", True)
    press("j")
    assert panes(desk) == "sR", "the next paper, still in the reader"
    press("Esc")
    assert (panes(desk), desk.window.paper_list.hasFocus()) == ("sL", True)


def test_in_a_stack_everything_that_is_called_comes_forward(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    desk.window.resize(640, 700)
    press("j", "t")
    assert (panes(desk), desk.window.reader_pane.tags.field.hasFocus()) == ("sR", True)
    press("Esc", "r", "/")
    assert (panes(desk), desk.window.list_pane.search.hasFocus()) == ("sL", True)
    press("Esc", "r", "Ctrl+5")
    settle(desk)
    assert panes(desk) == "sL", "another shelf is looked at from its list"


def test_the_back_button_works(desk: Any, press: Callable[..., None]) -> None:
    desk.window.resize(640, 700)
    press("j", "r")
    QTest.mouseClick(desk.window.reader_pane.bar_buttons[0], Qt.MouseButton.LeftButton)
    assert panes(desk) == "sL"


def test_who_reads_goes_on_reading_when_the_window_narrows(desk: Any, press: Callable[..., None]) -> None:
    press("j", "r")
    desk.window.resize(640, 700)
    assert panes(desk) == "sR"
    assert desk.window.reader.hasFocus()


def test_the_sidebar_goes_and_comes(desk: Any, press: Callable[..., None]) -> None:
    press("Ctrl+B")
    assert panes(desk) == "LR"
    press("Ctrl+B")
    assert panes(desk) == "SLR"
    press("Ctrl+B", "Ctrl+L")
    assert (panes(desk), desk.window.sidebar.hasFocus()) == ("SLR", True)


@pytest.mark.parametrize("state", ["", "x", "1,2,3", "0,0", "²,²", "-5,300", "999999,300", "10,10"])
def test_a_state_that_is_none_changes_nothing(desk: Any, state: str) -> None:
    arrangement: Arrangement = desk.window.panes
    before = arrangement.sizes()
    arrangement.restore(state)
    assert arrangement.sizes() == before


def test_a_state_is_taken(desk: Any) -> None:
    desk.window.panes.restore("300,350")
    assert desk.window.panes.sizes()[:2] == [300, 350]
    assert desk.window.panes.state() == "300,350"


def test_the_window_can_be_as_narrow_as_a_phone(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("j")
    desk.window.resize(640, 500)

    def narrow() -> bool:
        desk.window.resize(400, 500)
        return bool(desk.window.width() <= 440)

    qtbot.waitUntil(narrow)


def test_in_a_stack_what_is_in_sight_has_all_the_room(
    build_desk: Callable[..., Any], library_folder: Path, press: Callable[..., None]
) -> None:
    desk = build_desk(library_folder, size=(660, 600))
    room = desk.window.panes.width() - desk.window.sidebar.width()
    assert room - desk.window.list_pane.width() <= 2
    press("j", "r")
    assert room - desk.window.reader_pane.width() <= 2
    press("Esc")
    assert room - desk.window.list_pane.width() <= 2
