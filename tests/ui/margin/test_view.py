# SPDX-License-Identifier: MIT
"""The margin: what is chosen, filtered and said where nothing is listed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.margin.view import MarginPane

TEXT = "Graphs hold words, and words hold graphs."


def highlight(number: int, quote: str, colour: str = "yellow", tags: tuple[str, ...] = ()) -> Highlight:
    start = TEXT.index(quote)
    return Highlight(HighlightId(number), PaperId(1), select(TEXT, start, start + len(quote)), colour, "", tags)


PAPER = Paper(
    PaperId(1), "2404.00001", (), "A title", ("Ada",), TEXT, "", "", (), (), False, False, False, False, 0, Links(), (), "",
    (highlight(1, "Graphs", tags=("cite",)), replace(highlight(2, "and words", "pink"), detached=True)), "The note.",
)  # fmt: skip


@pytest.fixture
def pane(qtbot: Any) -> Iterator[MarginPane]:
    window = QWidget()
    qtbot.addWidget(window)
    made = MarginPane(ColourNames(Settings(), window), lambda h: h.selector.exact, window)
    made.resize(300, 400)
    window.show()
    made.show_paper(PAPER)
    yield made
    window.hide()


def click(pane: MarginPane, qtbot: Any, row: int) -> None:
    place = pane.list.visualRect(pane.model.index(row)).center()
    qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_goes_to_the_highlight_and_to_the_note(pane: MarginPane, qtbot: Any) -> None:
    told: list[tuple[str, int]] = []
    pane.chosen.connect(lambda one: told.append(("chosen", one)))
    pane.entered.connect(lambda one: told.append(("entered", one)))
    click(pane, qtbot, 1)
    assert told == [("chosen", 1), ("entered", 1)]
    with qtbot.waitSignal(pane.note_asked):
        click(pane, qtbot, 0)


def test_what_is_chosen_elsewhere_is_selected_and_not_told(pane: MarginPane, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(pane.chosen):
        pane.select(HighlightId(1))
    current = pane.current()
    assert current is not None
    assert current.id == 1
    pane.select(None)
    assert pane.current() is None


def test_one_that_lost_its_place_can_be_placed_again(pane: MarginPane, qtbot: Any) -> None:
    assert not pane.place.isVisible()
    pane.select(HighlightId(2))
    assert pane.place.isVisible()
    with qtbot.waitSignal(pane.place_asked) as asked:
        qtbot.mouseClick(pane.place, Qt.MouseButton.LeftButton)
    assert asked.args == [2]
    pane.select(HighlightId(1))
    assert not pane.place.isVisible()


def test_filters_are_put_by_hand_and_go_with_the_paper(pane: MarginPane, qtbot: Any) -> None:
    qtbot.mouseClick(pane.colours.swatches[1], Qt.MouseButton.LeftButton)
    assert pane.model.rowCount() == 0
    assert pane.empty_text() == "No highlight of this paper has these colours and this tag."
    assert pane.has_content()
    qtbot.mouseClick(pane.colours.swatches[1], Qt.MouseButton.LeftButton)
    pane.tag.setCurrentIndex(pane.tag.findData("cite"))
    assert pane.model.rowCount() == 1
    pane.show_paper(replace(PAPER, id=PaperId(2), highlights=(), note=""))
    assert not pane.model.is_filtered
    assert pane.empty_text().startswith("Nothing is highlighted in this paper yet.")
    assert not pane.tag.isVisible()


def test_the_selection_outlives_a_change(pane: MarginPane) -> None:
    pane.select(HighlightId(1))
    pane.show_paper(replace(PAPER, note=""))
    current = pane.current()
    assert current is not None
    assert current.id == 1


def test_letters_are_left_to_the_window(pane: MarginPane, qtbot: Any) -> None:
    pane.take_focus()
    row = pane.list.currentIndex().row()
    qtbot.keyClick(pane.list, "g")
    assert pane.list.currentIndex().row() == row
    qtbot.keyClick(pane.list, Qt.Key.Key_Down)
    assert pane.list.currentIndex().row() == row + 1


def test_the_chosen_row_stays_in_sight_where_room_is_lost(pane: MarginPane) -> None:
    pane.resize(300, 600)
    last = pane.model.index(pane.model.rowCount() - 1)
    pane.list.setCurrentIndex(last)
    pane.resize(300, 240)
    assert pane.list.viewport().rect().contains(pane.list.visualRect(last))
