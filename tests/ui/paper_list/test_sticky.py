# SPDX-License-Identifier: MIT
"""The day stays in sight while its papers scroll by."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from paperdesk.ui.paper_list.delegate import ROW_HEIGHT
from paperdesk.ui.paper_list.sticky import HEIGHT


@pytest.fixture
def view(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> Any:
    """A list of three days with eight papers each."""
    return build_desk(make_library(*({"day": f"2024-04-{28 - n // 8}"} for n in range(24)))).window.paper_list


def day(view: Any) -> str:
    return view.sticky.section.day if view.sticky.section else ""


def test_it_names_the_day_that_the_top_row_stands_under(view: Any) -> None:
    bar = view.verticalScrollBar()
    assert day(view) == "", "the header itself is in sight"
    bar.setValue(ROW_HEIGHT + 5)
    assert day(view) == "2024-04-28"
    bar.setValue(9 * ROW_HEIGHT)
    assert day(view) == "", "the next header stands at the top"
    bar.setValue(10 * ROW_HEIGHT + 1)
    assert day(view) == "2024-04-27"
    bar.setValue(0)
    assert day(view) == ""


def test_the_next_header_pushes_it_up(view: Any) -> None:
    view.verticalScrollBar().setValue(9 * ROW_HEIGHT - HEIGHT // 2)
    assert day(view) == "2024-04-28"
    assert view.sticky.geometry().top() == -HEIGHT // 2
    view.verticalScrollBar().setValue(9 * ROW_HEIGHT - HEIGHT - 1)
    assert view.sticky.geometry().top() == 0


def test_it_is_as_wide_as_the_list_and_lets_clicks_through(view: Any) -> None:
    view.verticalScrollBar().setValue(ROW_HEIGHT)
    view.window().resize(1100, 700)
    assert view.sticky.width() == view.viewport().width()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, HEIGHT // 2))
    assert view.current_paper() is not None


def test_it_counts_along(view: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("j", "j", "j")
    view.verticalScrollBar().setValue(ROW_HEIGHT)
    assert view.sticky.section.unread == 8
    press("u")
    qtbot.waitUntil(lambda: view.sticky.section.unread == 7)


def test_no_paper_hides_behind_it(view: Any) -> None:
    for _ in range(24):
        view.step(1)
    while view.step(-1):
        top = view.visualRect(view.currentIndex()).top()
        assert top >= (HEIGHT if view.sticky.section else 0)


def test_an_order_without_days_has_none(view: Any, qtbot: Any) -> None:
    window = view.window()
    with qtbot.waitSignal(window.browsing.listed):
        window.actions_by_name["sort-title"].trigger()
    view.verticalScrollBar().setValue(500)
    assert day(view) == ""
