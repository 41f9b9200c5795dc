# SPDX-License-Identifier: MIT
"""The widget of an option fits its type and limits."""

from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from paperdesk.config.options import Option
from paperdesk.ui.preferences.fields import field_for
from paperdesk.ui.preferences.pages import Setting


@pytest.fixture
def make(qtbot: Any) -> Any:
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[Any] = []

    def made(option: Option, value: Any, **setting: Any) -> Any:
        told.clear()
        return field_for(option, Setting(option.name, "A label", **setting), value, told.append, parent), told

    return made


def test_on_and_off_are_a_check_box(make: Any) -> None:
    box, told = make(Option("a.b", "on", "Prose.", choices=("on", "off")), "on")
    assert isinstance(box, QCheckBox)
    assert box.isChecked()
    box.click()
    assert told == ["off"]
    assert (box.accessibleName(), box.accessibleDescription()) == ("A label", "Prose.")


def test_choices_are_told_by_their_values_and_shown_by_their_words(make: Any) -> None:
    box, told = make(Option("a.b", "x", "", choices=("x", "y")), "y", words={"y": "Why"})
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Why"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert told == ["x"]


def test_numbers_keep_to_their_limits(make: Any) -> None:
    box, told = make(Option("a.b", 16, "", minimum=12, maximum=28), 20, unit="px")
    assert isinstance(box, QSpinBox)
    box.setValue(99)
    assert (told, box.text()) == ([28], "28 px")
    box, told = make(Option("a.b", 2.0, "", minimum=0, maximum=60), 2.0)
    assert isinstance(box, QDoubleSpinBox)
    box.setValue(2.5)
    assert told == [2.5]


def test_a_face_is_one_that_the_system_has_or_stays_what_it_was(make: Any) -> None:
    box, told = make(Option("a.b", "", ""), "No Such Face", face=True, words={"": "Our own"})
    assert isinstance(box, QComboBox)
    assert (box.currentText(), box.itemText(0)) == ("No Such Face", "Our own")
    box.activated.emit(0)
    assert told == [""]


def test_text_is_told_when_it_is_whole(make: Any) -> None:
    field, told = make(Option("a.b", "", ""), "before")
    assert isinstance(field, QLineEdit)
    field.setText(" after ")
    assert told == []
    field.editingFinished.emit()
    assert told == ["after"]
