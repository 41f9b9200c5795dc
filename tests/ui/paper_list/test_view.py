# SPDX-License-Identifier: MIT
"""The list as it is used: what is selected and where it is scrolled to outlive what comes in."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from paperdesk.domain.conditions import Word
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.ui.marking import Marking
from paperdesk.ui.paper_list.delegate import ROW_HEIGHT


@pytest.fixture
def open_list(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> Callable[..., Any]:
    """Open the window on papers made to order; return its desk."""
    return lambda *papers: build_desk(make_library(*papers))


def keys(desk: Any) -> list[str]:
    view = desk.window.paper_list
    return [desk.library.paper(paper).key[-2:] for paper in view.selected_papers()]


def arrive(desk: Any, *days: str) -> None:
    """Let papers come in from elsewhere."""
    records = [
        Record(title=f"Newcomer {n} of {day}", sighting=Sighting("arxiv", day), arxiv_id=f"2405.{n:05}")
        for n, day in enumerate(days, 1)
    ]
    with Library(desk.library.folder) as library:
        library.add(records, "Came in")


def test_j_and_k_pass_over_the_names_of_days(open_list: Callable[..., Any], press: Callable[..., None]) -> None:
    desk = open_list({}, {"day": "2024-04-27"}, {"day": "2024-04-26"})
    seen = []
    for key in "jjjjkkkk":
        press(key)
        seen += keys(desk)
    assert seen == ["01", "02", "03", "03", "02", "01", "01", "01"]


def test_k_with_nothing_selected_begins_at_the_top(open_list: Callable[..., Any], press: Callable[..., None]) -> None:
    desk = open_list({}, {})
    press("k")
    assert keys(desk) == ["01"]


def test_arrows_and_shift_select_as_everywhere(open_list: Callable[..., Any], press: Callable[..., None]) -> None:
    desk = open_list({}, {}, {}, {})
    press("Down", "Shift+Down", "Shift+Down")
    assert keys(desk) == ["01", "02", "03"]
    press("Down")
    assert keys(desk) == ["04"]
    press("Ctrl+A")
    assert keys(desk) == ["01", "02", "03", "04"]


def test_the_first_paper_of_a_day_comes_with_its_day(open_list: Callable[..., Any]) -> None:
    view = open_list(*({} for _ in range(30))).window.paper_list
    while view.step(1):
        pass
    assert view.verticalScrollBar().value() > 0
    while view.step(-1):
        pass
    assert view.verticalScrollBar().value() == 0


def test_selection_and_scroll_stay_when_papers_come_in(
    open_list: Callable[..., Any], settle: Callable[[Any], None], qtbot: Any
) -> None:
    desk = open_list(*({"day": f"2024-04-{28 - n // 10}"} for n in range(40)))
    view = desk.window.paper_list
    view.verticalScrollBar().setValue(15 * ROW_HEIGHT + 31)
    view.select_paper(desk.library.find("2404.00017"))
    place = view.visualRect(view.currentIndex()).top()
    scroll = view.verticalScrollBar().value()
    arrive(desk, *["2024-04-30"] * 5, *["2024-04-28"] * 3)
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 48)
    settle(desk)
    assert keys(desk) == ["17"]
    assert view.visualRect(view.currentIndex()).top() == place
    assert view.verticalScrollBar().value() == scroll + 9 * ROW_HEIGHT, "eight papers and one day came above"


def test_the_place_holds_although_the_top_row_left(
    open_list: Callable[..., Any], settle: Callable[[Any], None], qtbot: Any
) -> None:
    desk = open_list(*({} for _ in range(40)))
    view = desk.window.paper_list
    view.verticalScrollBar().setValue(11 * ROW_HEIGHT)
    top = view.visualRect(desk.window.model.index(12)).top()
    with Library(desk.library.folder) as library:
        library.mark([library.find("2404.00011"), library.find("2404.00003")], {"archived": True}, "Put away")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 38)
    assert desk.window.model.paper_at(desk.window.model.index(10)) == desk.library.find("2404.00012")
    assert view.visualRect(desk.window.model.index(10)).top() == top


def test_the_place_holds_in_a_list_whose_rows_say_why_they_were_found(open_list: Callable[..., Any]) -> None:
    desk = open_list(*({"day": "2024-04-28"} for _ in range(60)))
    window = desk.window
    window.model.set_marking(Marking(Word("paper")))
    view, listing = window.paper_list, desk.library.listing(window.model.query)
    watched = desk.library.find("2404.00030")
    view.show_listing(listing)
    view.select_paper(watched)
    before = view.visualRect(view.currentIndex()).top()
    assert view.visualRect(view.currentIndex()).height() > ROW_HEIGHT
    sections = (dataclasses.replace(listing.sections[0], count=57),)
    view.show_listing(dataclasses.replace(listing, ids=listing.ids[3:], sections=sections))
    assert view.current_paper() == watched
    assert view.visualRect(view.currentIndex()).top() == before


def test_a_selection_of_many_outlives_newcomers(
    open_list: Callable[..., Any], press: Callable[..., None], qtbot: Any
) -> None:
    desk = open_list(*({"day": f"2024-04-{28 - n // 300}"} for n in range(900)))
    press("Ctrl+A")
    assert len(desk.window.paper_list.selected_papers()) == 900
    arrive(desk, "2024-04-30")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 901)
    assert len(desk.window.paper_list.selected_papers()) == 900


def test_stepping_off_leaves_the_whole_selection(open_list: Callable[..., Any]) -> None:
    desk = open_list(*({} for _ in range(6)))
    view = desk.window.paper_list
    view.select_paper(desk.library.find("2404.00004"))
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert keys(desk) == ["03", "04"]
    assert view.step_off()
    assert keys(desk) == ["05"]
    view.select_paper(desk.library.find("2404.00006"))
    assert view.step_off()
    assert keys(desk) == ["05"]


def test_one_paper_cannot_be_stepped_off(open_list: Callable[..., Any]) -> None:
    desk = open_list({})
    assert not desk.window.paper_list.step_off()
    desk.window.paper_list.step(1)
    assert not desk.window.paper_list.step_off()
    assert keys(desk) == ["01"]


def test_a_click_selects_and_a_double_click_reads(open_list: Callable[..., Any]) -> None:
    desk = open_list({}, {})
    view = desk.window.paper_list
    place = view.visualRect(desk.window.model.index(2)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert keys(desk) == ["02"]
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.window.reader.hasFocus()


def test_a_click_on_a_day_selects_nothing(open_list: Callable[..., Any]) -> None:
    desk = open_list({}, {})
    view = desk.window.paper_list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(80, ROW_HEIGHT // 2))
    assert view.selected_papers() == []


def test_nothing_is_opened_before_it_is_chosen(open_list: Callable[..., Any]) -> None:
    desk = open_list({}, {})
    assert desk.window.paper_list.hasFocus()
    assert desk.window.paper_list.current_paper() is None
    assert desk.window.reader.paper is None
