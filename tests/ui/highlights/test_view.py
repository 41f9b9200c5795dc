# SPDX-License-Identifier: MIT
"""The pane of all highlights by itself: what it asks for, and that an answer that came too late is not shown."""

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import HighlightQuery
from paperdesk.library.view import View
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.highlights.view import HighlightsPane


@pytest.fixture
def pane(qtbot: Any, make_library: Callable[..., Path], highlight: Callable[..., None]) -> Iterator[HighlightsPane]:
    folder = make_library({"abstract": "Graphs hold words."})
    for quote in ("Graphs", "hold", "words"):
        highlight(folder, 1, quote)
    window = QWidget()
    qtbot.addWidget(window)
    with View(folder) as view:
        made = HighlightsPane(view, ColourNames(Settings(), window), window)
        made.resize(420, 500)
        window.show()
        made.show_highlights(HighlightQuery(), view.highlights(HighlightQuery()))
        yield made
        made.stop()
        window.hide()


def test_it_asks_for_what_is_typed_and_chosen(pane: HighlightsPane, qtbot: Any) -> None:
    pane.offer(["method", "to read"])
    pane.colours.show_checked(("blue", "pink"))
    pane.tag.setCurrentIndex(pane.tag.findData("to read"))
    with qtbot.waitSignal(pane.asked) as asked:
        qtbot.keyClicks(pane.search, " graph ")
    assert asked.args == [HighlightQuery("graph", ("blue", "pink"), ("to read",))]
    pane.tag.setCurrentIndex(1)
    assert pane.query == HighlightQuery("graph", ("blue", "pink"), (), True)


def test_return_asks_at_once(pane: HighlightsPane, qtbot: Any) -> None:
    pane.search.setText("graph")
    with qtbot.waitSignal(pane.asked, timeout=100):
        qtbot.keyClick(pane.search, Qt.Key.Key_Return)


def test_an_answer_to_another_question_is_not_shown(pane: HighlightsPane) -> None:
    pane.show_highlights(HighlightQuery("old"), array("q"))
    assert len(pane.model.ids) == 3


def test_a_new_answer_keeps_what_is_selected_and_tells_nothing(pane: HighlightsPane, qtbot: Any) -> None:
    pane.step(1)
    pane.step(1)
    second = pane.model.ids[1]
    with qtbot.assertNotEmitted(pane.chosen):
        pane.show_highlights(HighlightQuery(), array("q", [second, pane.model.ids[2]]))
    assert pane.list.currentIndex().row() == 0
    assert pane.step(1)
    assert not pane.step(1)


def test_a_row_is_told_when_it_is_gone_to_and_when_it_is_entered(pane: HighlightsPane, qtbot: Any) -> None:
    with qtbot.waitSignal(pane.chosen) as chosen:
        qtbot.mouseClick(
            pane.list.viewport(), Qt.MouseButton.LeftButton, pos=pane.list.visualRect(pane.model.index(2)).center()
        )
    assert chosen.args[0].quote == "words"
    with qtbot.waitSignal(pane.entered) as entered:
        qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    assert entered.args[0].quote == "words"


def test_everything_has_a_name(pane: HighlightsPane) -> None:
    assert all(w.accessibleName() for w in (pane.list, pane.search, pane.tag, *pane.colours.swatches))


def test_return_goes_to_the_first_of_what_was_found(pane: HighlightsPane, qtbot: Any) -> None:
    pane.begin_search()
    with qtbot.waitSignal(pane.chosen):
        qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.list.currentIndex().row() == 0
    assert pane.list.hasFocus()
