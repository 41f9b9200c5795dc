# SPDX-License-Identifier: MIT
"""The widget for one option, by its type and its limits."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from paperdesk.config.options import Option
from paperdesk.ui.buttons import ComboBox
from paperdesk.ui.preferences.pages import Setting

_SWITCH = {"on", "off"}
Tell = Callable[[Any], None]


def field_for(option: Option, setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    """Return a widget that shows `value`; `tell` is called with each new one."""
    if setting.face:
        widget = _face(setting, value, tell, parent)
    elif set(option.choices) == _SWITCH:
        widget = _switch(setting, value, tell, parent)
    elif option.choices:
        widget = _choice(option, setting, value, tell, parent)
    elif isinstance(option.default, int):
        widget = _whole(option, setting, value, tell, parent)
    elif isinstance(option.default, float):
        widget = _number(option, setting, value, tell, parent)
    else:
        widget = _text(value, tell, parent)
    widget.setObjectName(f"option-{option.name}")
    widget.setAccessibleName(setting.label)
    widget.setAccessibleDescription(option.prose)
    return widget


def _switch(setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    box = QCheckBox(setting.label, parent)
    box.setChecked(value == "on")
    box.toggled.connect(lambda on: tell("on" if on else "off"))
    return box


def _choice(option: Option, setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    box = ComboBox(parent)
    for choice in option.choices:
        box.addItem(setting.words.get(choice, choice), choice)
    box.setCurrentIndex(max(box.findData(value), 0))
    box.activated.connect(lambda row: tell(box.itemData(row)))
    return box


def _face(setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    box = ComboBox(parent)
    box.setMaximumWidth(240)
    families = [family for family in QFontDatabase.families() if QFontDatabase.isSmoothlyScalable(family)]
    for family in ("", *families, *([value] if value and value not in families else [])):
        box.addItem(setting.words.get(family, family), family)
    box.setCurrentIndex(max(box.findData(value), 0))
    box.activated.connect(lambda row: tell(box.itemData(row)))
    return box


def _whole(option: Option, setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    box = QSpinBox(parent)
    box.setRange(int(option.minimum or 0), int(999_999 if option.maximum is None else option.maximum))
    box.setSuffix(f" {setting.unit}" if setting.unit else "")
    box.setValue(int(value))
    box.valueChanged.connect(tell)
    return box


def _number(option: Option, setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    box = QDoubleSpinBox(parent)
    box.setRange(float(option.minimum or 0), float(999_999 if option.maximum is None else option.maximum))
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(f" {setting.unit}" if setting.unit else "")
    box.setValue(float(value))
    box.valueChanged.connect(tell)
    return box


def _text(value: Any, tell: Tell, parent: QWidget) -> QWidget:
    field = QLineEdit(str(value), parent)
    field.editingFinished.connect(lambda: tell(field.text().strip()))
    return field
