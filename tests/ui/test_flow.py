# SPDX-License-Identifier: MIT
"""Widgets in lines, as words in a paragraph."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from paperdesk.ui.flow import FlowLayout


@pytest.fixture
def flow(qtbot: Any) -> Iterator[QWidget]:
    """A shown widget of 300 pixels with five of 100 x 20 in a flow."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = FlowLayout(window, 10)
    layout.setContentsMargins(5, 5, 5, 5)
    for number in range(5):
        button = QPushButton(str(number), window)
        button.setFixedSize(100, 20)
        layout.addWidget(button)
    window.resize(300, 200)
    window.show()
    yield window
    window.hide()


def places(window: QWidget) -> list[tuple[int, int]]:
    layout = window.layout()
    found = [layout.itemAt(number).widget().pos() for number in range(layout.count())]
    return [(place.x(), place.y()) for place in found]


def test_what_has_no_room_begins_the_next_line(flow: QWidget) -> None:
    assert places(flow) == [(5, 5), (115, 5), (5, 35), (115, 35), (5, 65)]
    flow.resize(500, 200)
    assert places(flow) == [(5, 5), (115, 5), (225, 5), (335, 5), (5, 35)]


def test_height_follows_width(flow: QWidget) -> None:
    layout = flow.layout()
    assert layout.hasHeightForWidth()
    assert [layout.heightForWidth(width) for width in (110, 300, 600)] == [150, 90, 30]
    assert layout.minimumSize().width() == 110


def test_widgets_come_and_go(flow: QWidget) -> None:
    layout = flow.layout()
    first = layout.itemAt(0).widget()
    layout.removeWidget(first)
    assert layout.count() == 4
    layout.insertWidget(2, first)
    assert layout.itemAt(2).widget() is first
    assert layout.itemAt(9) is None
    assert layout.takeAt(9) is None
