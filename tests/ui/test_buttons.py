# SPDX-License-Identifier: MIT
"""The space bar presses what has the keyboard, though elsewhere in the window it reads on."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from paperdesk.ui.buttons import ComboBox, PushButton, ToolButton


@pytest.mark.parametrize("kind", [ToolButton, PushButton])
def test_a_focused_button_is_pressed_before_the_windows_shortcut(qtbot: Any, kind: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = kind(window)
    QVBoxLayout(window).addWidget(button)
    happened: list[str] = []
    button.clicked.connect(lambda: happened.append("pressed"))
    for key in ("Space", "S"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: happened.append(key))
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_S)
    assert happened == ["pressed", "S"]
    window.hide()


def test_a_choice_opens(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = ComboBox(window)
    box.addItems(["one", "two"])
    QShortcut(QKeySequence("Space"), window).activated.connect(lambda: pytest.fail("the window took the space bar"))
    window.show()
    window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.view().isVisible()
    box.hidePopup()
    window.hide()
