# SPDX-License-Identifier: MIT
"""The widget for one option, by its type and its limits."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFileDialog, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from paperdesk.config.options import Option
from paperdesk.ui.buttons import ComboBox, PushButton
from paperdesk.ui.preferences.pages import Setting

_SWITCH = {"on", "off"}
Tell = Callable[[Any], None]

_MARGINS = (7, 0, 0, 0)  # pixels; a style sheet does not reach the text of such a box


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
    elif setting.folder:
        widget = FolderField(str(value), tell, parent)
    else:
        widget = _text(value, tell, parent)
    widget.setObjectName(f"option-{option.name}")
    widget.setAccessibleName(setting.label)
    widget.setAccessibleDescription(option.prose)
    for inner in widget.findChildren(QLineEdit):  # of a spin box, which has the keyboard in its stead
        inner.setAccessibleName(setting.label)
    return widget


class FolderField(QWidget):
    """The name of a folder, to be typed or chosen."""

    def __init__(self, value: str, tell: Tell, parent: QWidget) -> None:
        super().__init__(parent)
        self._tell = tell
        self.field = QLineEdit(value, self)
        self.field.setMinimumWidth(240)
        self.field.setPlaceholderText("None")
        self.field.editingFinished.connect(self._told)
        self.browse = PushButton("Choose…", self)
        self.browse.setObjectName("beside")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._choose)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.browse)

    def _told(self) -> None:
        self._tell(self.field.text().strip())

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Choose a folder", self.field.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.field.setText(path)
        self._told()


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
    box.lineEdit().setTextMargins(*_MARGINS)
    box.setRange(int(option.minimum or 0), int(999_999 if option.maximum is None else option.maximum))
    box.setSuffix(f" {setting.unit}" if setting.unit else "")
    box.setValue(int(value))
    box.valueChanged.connect(tell)
    return box


def _number(option: Option, setting: Setting, value: Any, tell: Tell, parent: QWidget) -> QWidget:
    box = QDoubleSpinBox(parent)
    box.lineEdit().setTextMargins(*_MARGINS)
    box.setRange(float(option.minimum or 0), float(999_999 if option.maximum is None else option.maximum))
    box.setDecimals(1)
    box.setSingleStep(0.5)
    box.setSuffix(f" {setting.unit}" if setting.unit else "")
    box.setValue(float(value))
    box.valueChanged.connect(tell)
    return box


def _text(value: Any, tell: Tell, parent: QWidget) -> QWidget:
    field = QLineEdit(str(value), parent)
    field.setMinimumWidth(240)
    field.editingFinished.connect(lambda: tell(field.text().strip()))
    return field
