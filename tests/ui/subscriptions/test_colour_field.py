# SPDX-License-Identifier: MIT
"""Choosing a colour."""

from typing import Any

from paperdesk.domain.searches import COLOURS
from paperdesk.ui.subscriptions.colour_field import ColourField


def test_it_offers_every_colour_and_none(qtbot: Any) -> None:
    field = ColourField()
    qtbot.addWidget(field)
    assert [field.itemData(row) for row in range(field.count())] == ["", *COLOURS]
    field.set_colour("pink")
    assert field.currentText() == "Pink"
    field.set_colour("no such")
    assert field.currentText() == "None"
    with qtbot.waitSignal(field.picked) as picked:
        field.activated.emit(2)
    assert picked.args == ["green"]
