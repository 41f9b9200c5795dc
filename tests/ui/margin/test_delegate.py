# SPDX-License-Identifier: MIT
"""A row of the margin as it is painted: as high as what it says, in the ink of its colour."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QStyleOptionViewItem

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.margin.delegate import MarginDelegate
from paperdesk.ui.margin.view import MarginPane
from paperdesk.ui.theme import Theme

TEXT = (
    "Graphs hold words, and many more words than a line has room for, so that it is broken into several of them. " * 4
)


def highlight(number: int, end: int, colour: str = "yellow", note: str = "", tags: tuple[str, ...] = ()) -> Highlight:
    return Highlight(HighlightId(number), PaperId(1), select(TEXT, 0, end), colour, note, tags)


def paper(*highlights: Highlight, note: str = "") -> Paper:
    return Paper(
        PaperId(1), "2404.00001", (), "A title", ("Ada",), TEXT, "", "", (), (),
        False, False, False, False, 0, Links(), (), "", highlights, note,
    )  # fmt: skip


@pytest.fixture
def pane(qtbot: Any) -> Iterator[MarginPane]:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    made = MarginPane(ColourNames(Settings(), window), lambda h: h.selector.exact, window)
    made.resize(260, 400)
    window.resize(260, 400)
    window.show()
    yield made
    window.hide()


def heights(pane: MarginPane) -> list[int]:
    delegate = pane.list.itemDelegate()
    assert isinstance(delegate, MarginDelegate)
    option = QStyleOptionViewItem()
    option.widget = pane.list
    option.font = pane.list.font()
    return [delegate.sizeHint(option, pane.model.index(n)).height() for n in range(pane.model.rowCount())]


def test_rows_are_as_high_as_what_they_say(pane: MarginPane) -> None:
    pane.show_paper(
        paper(
            highlight(1, 6), highlight(2, 400), highlight(3, 400, note="why"), highlight(4, 400, "blue", "why", ("a",))
        )
    )
    short, long, noted, tagged = heights(pane)
    assert short < long < noted < tagged < 180


def test_one_that_lost_its_place_says_what_stood_around_it(pane: MarginPane) -> None:
    pane.show_paper(paper(highlight(1, 6)))
    (placed,) = heights(pane)
    pane.show_paper(paper(replace(highlight(1, 6), detached=True)))
    _, lost = heights(pane)
    assert lost > placed


def inks(pane: MarginPane) -> set[str]:
    image: QImage = pane.list.viewport().grab().toImage()
    return {QColor(image.pixel(x, y)).name().upper() for x in range(14) for y in range(0, image.height(), 3)}


def test_the_bar_has_the_ink_of_its_colour(pane: MarginPane, qtbot: Any) -> None:
    pane.show_paper(paper(highlight(1, 6, "pink"), note="A *note*."))
    assert Theme.colours.ink("pink").upper() in inks(pane)
    assert Theme.colours.ink("green").upper() not in inks(pane)
    pane.show_paper(paper(highlight(1, 6, "green")))
    assert Theme.colours.ink("green").upper() in inks(pane)


def test_hostile_text_is_painted_as_it_is(pane: MarginPane) -> None:
    pane.show_paper(
        paper(highlight(1, 6, note="<img src=x> " * 2_000 + "\u202e", tags=("x" * 200,)), note="# " * 9_000)
    )
    assert all(height < 200 for height in heights(pane))
    pane.grab()
