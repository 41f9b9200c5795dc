# SPDX-License-Identifier: MIT
"""A label that gives way."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from paperdesk.ui.labels import ShortLabel


def test_it_asks_for_its_text_and_makes_do_with_little(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = ShortLabel("a long name of a tag " * 20, window)
    assert label.sizeHint().width() > 1_000
    assert label.minimumSizeHint().width() < 100
    label.resize(80, 20)
    assert not label.grab().isNull()


def test_markup_is_text(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert ShortLabel("<b>x</b>", window).textFormat() == Qt.TextFormat.PlainText
