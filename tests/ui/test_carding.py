# SPDX-License-Identifier: MIT
"""When the card comes: on resting, clicking and by key; and where its links lead."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

Settle = Callable[[Any], None]


@pytest.fixture
def desk(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    highlight: Callable[..., None],
    press: Callable[..., None],
) -> Any:
    """A window on two papers; the first has three highlights, two of them over each other."""
    folder = make_library({"abstract": "Graphs hold words. Few graphs hold more."}, {"title": "The other paper"})
    highlight(folder, 1, "Graphs hold", note="see [[2404.00002]] and **this**", tags=["graphs"])
    highlight(folder, 1, "hold words", colour="blue")
    highlight(folder, 1, "more", colour="pink")
    made = build_desk(folder)
    press("j", "r")
    return made


def card(desk: Any) -> Any:
    return desk.window.annotations.annotating.carding.card


def is_open(desk: Any) -> bool:
    return bool(desk.window.annotations.annotating.carding.is_open)


def point(desk: Any, place: int) -> QPoint:
    reader = desk.window.reader
    cursor = QTextCursor(reader.document())
    cursor.setPosition(reader.abstract_start + place)
    return reader.cursorRect(cursor).center() + QPoint(3, 0)


def test_a_click_shows_it_and_one_beside_closes_it(desk: Any) -> None:
    view = desk.window.reader.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point(desk, 8))
    assert is_open(desk)
    assert card(desk)._count.text() == "1 of 2"
    assert desk.window.annotations.annotating.highlights.chosen is not None
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point(desk, 22))
    assert not is_open(desk)
    assert desk.window.annotations.annotating.highlights.chosen is None


def test_selecting_text_closes_it(desk: Any) -> None:
    view, reader = desk.window.reader.viewport(), desk.window.reader
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point(desk, 8))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point(desk, 8))
    assert reader.textCursor().selectedText() == "hold"
    assert not is_open(desk)


def test_turning_it_chooses_the_other_highlight(desk: Any) -> None:
    QTest.mouseClick(desk.window.reader.viewport(), Qt.MouseButton.LeftButton, pos=point(desk, 8))
    before = desk.window.annotations.annotating.highlights.chosen.id
    card(desk).turn(1)
    assert desk.window.annotations.annotating.highlights.chosen.id != before


def test_by_keys_alone_each_thing_in_it_is_reached(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any
) -> None:
    press(".", "c")
    assert is_open(desk)
    assert QApplication.focusWidget() is card(desk).colours.swatches[0]
    press("Right", "Space")
    settle(desk)
    paper = desk.library.paper(desk.window.reader.paper.id)
    assert [h.colour for h in paper.highlights] == ["green", "blue", "pink"]
    assert is_open(desk)
    press("Esc", "Shift+T", *"new", "Return")
    settle(desk)
    assert desk.library.paper(paper.id).highlights[0].tags == ("graphs", "new")
    press("Esc", "Esc")
    assert desk.window.reader.hasFocus()


def test_tab_goes_round_in_it_and_never_to_links_of_the_text(desk: Any, press: Callable[..., None]) -> None:
    press(".", "c")
    swatches = card(desk).colours.swatches
    press("Tab")
    assert QApplication.focusWidget() is swatches[1]
    for _ in range(20):  # more than there are stops
        press("Tab")
        assert card(desk).isAncestorOf(QApplication.focusWidget())
    card(desk).delete_button.setFocus()
    press("Shift+Tab")
    assert QApplication.focusWidget() is card(desk).copy_button
    assert not desk.window.reader.textCursor().hasSelection()


@pytest.mark.parametrize("begin", ["c", "n", "Shift+T"])
def test_closing_it_leaves_the_text_as_it_was(
    desk: Any, press: Callable[..., None], settle: Settle, begin: str
) -> None:
    press(".", begin, "Esc")
    if is_open(desk):
        press("Esc")
    assert not is_open(desk)
    assert desk.window.reader.hasFocus()
    assert not desk.window.reader.textCursor().hasSelection()  # of a link, which would be meant by the next key
    press("5")
    settle(desk)
    assert desk.library.paper(desk.window.reader.paper.id).highlights[0].colour == "orange"


def test_links_of_its_note_are_reached_by_key(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    press(".", "c")
    card(desk).delete_button.setFocus()
    while QApplication.focusWidget().objectName() != "cardNote":
        press("Tab")
    press("Tab", "Return")
    settle(desk)
    assert desk.window.reader.paper.key == "2404.00002"


def test_tags_are_taken_off(desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any) -> None:
    press(".", "c")
    qtbot.mouseClick(card(desk).tags._chips[0], Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.library.paper(desk.window.reader.paper.id).highlights[0].tags == ()
    assert card(desk).tags._chips == []


def test_its_note_is_set_and_its_links_lead_to_papers(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press(".", "c")
    text = card(desk)._note.text()
    assert "<strong>this</strong>" in text
    assert "paperdesk:2404.00002" in text
    card(desk).link_asked.emit("paperdesk:2404.00002")
    qtbot.waitUntil(lambda: desk.window.reader.paper.title == "The other paper")


def test_resting_shows_what_is_under_the_mouse_but_not_while_something_is_open(
    desk: Any, press: Callable[..., None]
) -> None:
    carding, highlights = desk.window.annotations.annotating.carding, desk.window.annotations.annotating.highlights
    ids = [span.id for span in highlights.spans]
    carding.rest([ids[0]], QPoint())
    assert is_open(desk)
    assert not card(desk).pinned
    assert highlights.chosen is None
    carding.click([ids[2]], QPoint())
    carding.rest([ids[0]], QPoint())
    assert card(desk)._name.text() == "Question"


def test_another_paper_closes_it(desk: Any, press: Callable[..., None]) -> None:
    press(".", "c", "Esc", "c", "j")
    assert not is_open(desk)


def test_the_one_that_is_deleted_goes_from_it(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any
) -> None:
    press(".", "c")
    qtbot.mouseClick(card(desk).delete_button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.window.toast.text() == "Deleted a highlight"
    assert [h.colour for h in desk.window.reader.paper.highlights] == ["blue", "pink"]
