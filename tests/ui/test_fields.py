# SPDX-License-Identifier: MIT
"""A field that Escape empties and leaves."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paperdesk.ui.fields import LeavableField


def test_escape_empties_and_leaves(qtbot: Any) -> None:
    field = LeavableField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, "attention")
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_other_keys_write_and_edit(qtbot: Any) -> None:
    field = LeavableField()
    qtbot.addWidget(field)
    field.left.connect(lambda: field.setText("left"))
    QTest.keyClicks(field, "jk s/?")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "jk s/"
