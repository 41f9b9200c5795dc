# SPDX-License-Identifier: MIT
"""The margin stands beside the text where there is room, below it where there is not, as large as it was left."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paperdesk.ui.margin.beside import ReaderSplit


@pytest.fixture
def window(qtbot: Any) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    split = ReaderSplit(QWidget(made), made)
    column.addWidget(split)
    made.resize(1000, 600)
    made.show()
    split.add_margin(QWidget(split))
    yield made
    made.hide()


def split_of(window: QWidget) -> ReaderSplit:
    split = window.findChild(ReaderSplit)
    assert split is not None
    return split


def test_it_turns_with_the_width(window: QWidget) -> None:
    split = split_of(window)
    assert split.orientation() == Qt.Orientation.Horizontal
    assert split.sizes()[1] == 270
    window.resize(600, 600)
    assert split.orientation() == Qt.Orientation.Vertical
    assert split.sizes()[1] == 200
    window.resize(600, 330)
    assert split.sizes()[1] <= 120  # the text is what is read
    window.resize(1000, 600)
    assert split.sizes()[1] == 270


def test_its_size_is_remembered(window: QWidget) -> None:
    split = split_of(window)
    split.restore("320,150")
    assert split.sizes()[1] == 320
    split.moveSplitter(600, 1)
    split.splitterMoved.emit(600, 1)
    assert split.state() == f"{split.sizes()[1]},150"


@pytest.mark.parametrize("state", ["", "12", "a,b", "99999,1", "-1,200", "1,2,3"])
def test_a_state_that_is_none_changes_nothing(window: QWidget, state: str) -> None:
    split = split_of(window)
    split.restore(state)
    assert split.state() == "270,200"


def test_it_says_where_there_is_no_room_for_it(window: QWidget, qtbot: Any) -> None:
    split = split_of(window)
    assert split.has_room
    with qtbot.waitSignal(split.room_changed):
        window.resize(600, 200)
    assert not split.has_room
    with qtbot.waitSignal(split.room_changed):
        window.resize(1000, 200)  # beside the text
    assert split.has_room
