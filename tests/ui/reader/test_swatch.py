# SPDX-License-Identifier: MIT
"""Swatches: a disc with its key for each colour, called what the reader calls it."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.searches import COLOURS
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.reader.swatch import SwatchRow
from paperdesk.ui.theme import Theme


@pytest.fixture
def row(qtbot: Any) -> Iterator[SwatchRow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SwatchRow(ColourNames(Settings(), parent), "Highlight", parent)
    made.adjustSize()
    parent.show()
    yield made
    made.window().hide()


def test_each_says_what_it_does_and_follows_its_name(row: SwatchRow) -> None:
    assert [s.accessibleName() for s in row.swatches][:2] == [
        "Highlight: Key idea, yellow", "Highlight: Method, green",
    ]  # fmt: skip
    assert "Key idea (1)" in row.swatches[0].toolTip()
    row._names.rename("yellow", "gold")
    assert row.swatches[0].accessibleName() == "Highlight: Gold, yellow"


def test_a_click_picks_a_colour_and_a_right_click_asks_for_its_name(row: SwatchRow, qtbot: Any) -> None:
    with qtbot.waitSignal(row.picked) as picked:
        qtbot.mouseClick(row.swatches[2], Qt.MouseButton.LeftButton)
    assert picked.args == ["blue"]
    with qtbot.waitSignal(row.rename_asked) as asked:
        row.swatches[4].customContextMenuRequested.emit(QPoint(2, 2))
    assert asked.args == ["orange"]


def test_rings_are_put_and_told(row: SwatchRow) -> None:
    row.show_checked(("green", "pink"))
    assert row.checked() == ("green", "pink")
    row.show_checked(())
    assert row.checked() == ()


def test_the_disc_has_the_colour_of_its_highlights(row: SwatchRow) -> None:
    for colour, swatch in zip(COLOURS, row.swatches, strict=True):
        image = swatch.grab().toImage()
        assert image.pixelColor(image.width() // 2 - 6, image.height() // 2) == QColor(Theme.colours.mark(colour))
