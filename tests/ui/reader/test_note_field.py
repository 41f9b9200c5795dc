# SPDX-License-Identifier: MIT
"""The field for a note: what is typed is handed over within a second, and never lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from paperdesk.ui.reader.note_field import NoteField


@pytest.fixture
def field(qtbot: Any) -> Iterator[NoteField]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    made = NoteField(window)
    column.addWidget(made)
    column.addWidget(QLineEdit(window))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    made.window().hide()


def test_what_is_typed_is_handed_over_by_itself(field: NoteField, qtbot: Any) -> None:
    field.begin("old")
    with qtbot.waitSignal(field.written, timeout=1_000) as written:
        qtbot.keyClicks(field, " and new")
    assert written.args == ["old and new"]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)],
)
def test_leaving_saves(field: NoteField, qtbot: Any, key: Any, modifier: Any) -> None:
    field.begin("")
    qtbot.keyClicks(field, "why")
    with qtbot.waitSignals([field.written, field.left]):
        qtbot.keyClick(field, key, modifier)
    assert field.toPlainText() == "why"


def test_the_keyboard_going_elsewhere_saves(field: NoteField, qtbot: Any) -> None:
    field.begin("")
    qtbot.keyClicks(field, "why")
    with qtbot.waitSignal(field.written):
        qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_nothing_typed_is_nothing_to_save(field: NoteField, qtbot: Any) -> None:
    field.begin("as it was")
    with qtbot.assertNotEmitted(field.written):
        field.save()
    field.begin("of another")
    with qtbot.assertNotEmitted(field.written):
        field.save()
