# SPDX-License-Identifier: MIT
"""All highlights in the place of the list: found, filtered, gone to, and what is done to a paper is done to the one read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from paperdesk.ui.highlights.model import HighlightRole

Settle = Callable[[Any], None]


@pytest.fixture
def folder(make_library: Callable[..., Path], highlight: Callable[..., None]) -> Path:
    made = make_library(
        {"title": "Graphs of words", "abstract": "Graphs hold words; a graph of words holds."},
        {"title": "Nothing", "abstract": "Nothing is highlighted here."},
        {"title": "Pictures", "abstract": "Pictures hold a graph.", "archived": True},
    )
    highlight(made, 1, "hold words", colour="blue", tags=["method"])
    highlight(made, 1, "Graphs", note="where it begins")
    highlight(made, 3, "a graph", colour="pink")
    return made


@pytest.fixture
def desk(build_desk: Callable[..., Any], folder: Path, press: Callable[..., None], settle: Settle) -> Any:
    made = build_desk(folder)
    press("Ctrl+8")
    settle(made)
    return made


def pane(desk: Any) -> Any:
    return desk.window.annotations.shelving.pane


def listed(desk: Any) -> list[str]:
    model = pane(desk).model
    return [str(model.index(n).data(HighlightRole.QUOTE)) for n in range(len(model.ids))]


def quote(desk: Any) -> str:
    chosen = desk.window.annotations.annotating.highlights.chosen
    return str(chosen.selector.exact) if chosen is not None else ""


def test_all_are_listed_by_paper_in_the_order_of_the_text(desk: Any) -> None:
    assert pane(desk).isVisible()
    assert sorted(listed(desk)) == ["Graphs", "a graph", "hold words"]
    assert listed(desk).index("Graphs") + 1 == listed(desk).index("hold words")
    assert QApplication.focusWidget() is pane(desk).list


def test_going_through_them_brings_papers_and_highlights_into_the_reader(
    desk: Any, press: Callable[..., None], settle: Settle
) -> None:
    seen = []
    for _ in range(3):
        press("j")
        settle(desk)
        seen.append((desk.window.reader.paper.title, quote(desk)))
    expected = [(("Pictures" if q == "a graph" else "Graphs of words"), q) for q in listed(desk)]
    assert seen == expected
    press("Return")
    assert desk.window.reader.hasFocus()
    press("Esc", "Esc")
    assert QApplication.focusWidget() is pane(desk).list


def test_what_is_done_to_a_paper_is_done_to_the_one_that_is_read(
    desk: Any, press: Callable[..., None], settle: Settle
) -> None:
    press("j", "j", "j")
    settle(desk)
    title = desk.window.reader.paper.title
    press("s")
    settle(desk)
    rows = desk.library.rows([desk.library.find(f"2404.0000{n}") for n in (1, 2, 3)])
    assert [row.title for row in rows.values() if row.starred] == [title]


def test_they_are_searched_and_filtered(desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any) -> None:
    press("Ctrl+F", *"begins")
    qtbot.waitUntil(lambda: listed(desk) == ["Graphs"])
    press("Esc")
    qtbot.waitUntil(lambda: len(listed(desk)) == 3)
    pane(desk).colours.swatches[3].click()
    qtbot.waitUntil(lambda: listed(desk) == ["a graph"])
    pane(desk).colours.swatches[3].click()
    pane(desk).tag.setCurrentIndex(pane(desk).tag.findData("method"))
    qtbot.waitUntil(lambda: listed(desk) == ["hold words"])
    press("Ctrl+F", *"zebra")
    qtbot.waitUntil(lambda: listed(desk) == [])
    assert pane(desk).empty.said() == "Nothing found No highlight answers this."
    pane(desk).empty.button.click()
    qtbot.waitUntil(lambda: len(listed(desk)) == 3)


def test_the_list_follows_what_is_done_to_highlights(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any
) -> None:
    press("j")
    settle(desk)
    first = listed(desk)[0]
    press("Del")
    qtbot.waitUntil(lambda: first not in listed(desk))
    assert desk.window.toast.text() == "Deleted a highlight"
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: first in listed(desk))


def test_papers_come_back_with_any_other_shelf(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    press("Ctrl+5")
    settle(desk)
    assert desk.window.list_pane.isVisible()
    assert not pane(desk).isVisible()
    press("j")
    assert desk.window.reader.paper is not None


def test_a_paper_that_is_searched_hides_nothing_here(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    press("Ctrl+5", "/", *"pictures", "Return")
    settle(desk)
    press("Ctrl+8")
    settle(desk)
    press("j", "j", "j")
    settle(desk)
    assert quote(desk) == listed(desk)[2]


def test_nothing_highlighted_says_what_to_do(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], press: Callable[..., None], settle: Settle
) -> None:
    desk = build_desk(make_library({}))
    press("Ctrl+8")
    settle(desk)
    assert pane(desk).empty.said().startswith("Nothing is highlighted yet")
    pane(desk).empty.button.click()
    settle(desk)
    assert desk.window.list_pane.isVisible()


def test_the_window_opens_where_it_was_left(desk: Any, build_desk: Callable[..., Any], settle: Settle) -> None:
    desk.close()
    other = build_desk(desk.library.folder)
    settle(other)
    assert pane(other).isVisible()
    assert len(listed(other)) == 3


def test_a_tag_that_no_paper_has_leads_to_the_highlights_with_it(desk: Any, settle: Settle) -> None:
    desk.window.sidebar.choose("tag:method")
    settle(desk)
    assert desk.window.list_pane.empty.said().startswith("No paper has this tag")
    desk.window.list_pane.empty.button.click()
    settle(desk)
    assert listed(desk) == ["hold words"]
