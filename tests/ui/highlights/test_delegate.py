# SPDX-License-Identifier: MIT
"""A row of all highlights as it is painted: one height, the ink of its colour, the paper where it begins."""

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import HighlightQuery
from paperdesk.library.view import View
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.highlights.delegate import ROW_HEIGHT
from paperdesk.ui.highlights.view import HighlightsPane
from paperdesk.ui.theme import Theme


@pytest.fixture
def pane(qtbot: Any, make_library: Callable[..., Path], highlight: Callable[..., None]) -> Iterator[HighlightsPane]:
    folder = make_library({"title": "A long title " * 40, "abstract": "Graphs hold words. " * 30 + "The end."})
    highlight(folder, 1, "Graphs hold words. " * 20 + "Graphs", nth=1, colour="pink", note="x " * 900, tags=["t" * 190])
    highlight(folder, 1, "The end.", colour="blue")
    window = QWidget()
    qtbot.addWidget(window)
    with View(folder) as view:
        made = HighlightsPane(view, ColourNames(Settings(), window), window)
        made.resize(420, 500)
        window.resize(420, 500)
        window.show()
        made.show_highlights(HighlightQuery(), view.highlights(HighlightQuery()))
        yield made
        window.hide()


def inks(pane: HighlightsPane, row: int) -> set[str]:
    rect = pane.list.visualRect(pane.model.index(row))
    image = pane.list.viewport().grab(rect).toImage()
    return {QColor(image.pixel(x, y)).name().upper() for x in range(40) for y in range(image.height())}


def test_rows_have_one_height_whatever_they_say(pane: HighlightsPane) -> None:
    heights = {pane.list.visualRect(pane.model.index(row)).height() for row in range(2)}
    assert heights == {ROW_HEIGHT}
    assert pane.list.itemDelegate().sizeHint(QStyleOptionViewItem(), pane.model.index(0)).height() == ROW_HEIGHT


def test_the_bar_has_the_ink_of_the_colour(pane: HighlightsPane) -> None:
    pink, blue = (Theme.colours.ink(name).upper() for name in ("pink", "blue"))
    assert pink in inks(pane, 0)
    assert blue not in inks(pane, 0)
    assert blue in inks(pane, 1)


def test_the_one_that_is_selected_is_seen(pane: HighlightsPane) -> None:
    pane.step(1)
    assert Theme.colours.accent.upper() in inks(pane, 0)
    assert Theme.colours.accent.upper() not in inks(pane, 1)


def test_one_that_is_gone_is_painted_as_nothing(pane: HighlightsPane) -> None:
    pane.model.show(array("q", [99_999]))
    assert Theme.colours.ink("pink").upper() not in inks(pane, 0)
