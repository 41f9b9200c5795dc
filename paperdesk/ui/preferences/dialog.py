# SPDX-License-Identifier: MIT
"""The dialog of preferences: pages at the left, settings at the right; each is in force as soon as it is chosen."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paperdesk.config.options import OPTIONS, Settings
from paperdesk.domain.errors import BadInput
from paperdesk.ui.buttons import ComboBox, PushButton
from paperdesk.ui.preferences.fields import field_for
from paperdesk.ui.preferences.pages import PAGES, Button, Page, Setting

_OPTIONS = {option.name: option for option in OPTIONS}


class PreferencesDialog(QDialog):
    """`chosen` brings the name of an option and its new value, `asked` what is to be done, and of what."""

    chosen = Signal(str, object)
    asked = Signal(str, str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Preferences")
        self.setAccessibleName("Preferences")
        self._settings = settings
        self.asking: dict[str, PushButton] = {}
        self.pages = QListWidget(self)
        self.pages.setObjectName("preferencePages")
        self.pages.setAccessibleName("Pages")
        self.pages.setFixedWidth(150)
        self._stack = QStackedWidget(self)
        for page in PAGES:
            self.pages.addItem(page.title)
            self._stack.addWidget(self._page(page))
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.pages)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(buttons)
        self.resize(740, 540)
        self.pages.setCurrentRow(0)

    def open_at(self, title: str) -> None:
        """Show the page called `title`."""
        titles = [page.title for page in PAGES]
        self.pages.setCurrentRow(titles.index(title) if title in titles else 0)
        self.open()
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, page: Page) -> QWidget:
        area = QScrollArea(self)
        area.setObjectName("preferencePage")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(page.title)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget(area)
        content.setObjectName("preferenceContent")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        for setting in page.settings:
            self._add(grid, setting, content)
        if page.buttons:
            self._add_buttons(grid, page.buttons, content)
        grid.setRowStretch(grid.rowCount(), 1)
        area.setWidget(content)
        return area

    def _add(self, grid: QGridLayout, setting: Setting, parent: QWidget) -> None:
        option = _OPTIONS[setting.option]
        tell = self._teller(option.name, setting.example)
        field = field_for(option, setting, self._settings[option.name], tell, parent)
        prose = QLabel(option.prose, parent)
        prose.setObjectName("hint")
        prose.setWordWrap(True)
        if setting.example is not None and isinstance(field, QLineEdit):
            field.textChanged.connect(lambda text, told=setting.example: prose.setText(_said(told, text)))
            prose.setText(_said(setting.example, field.text()))
        cell = QWidget(parent)
        cell.setObjectName("preferenceContent")
        both = QVBoxLayout(cell)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(3)
        both.addWidget(field, alignment=Qt.AlignmentFlag.AlignLeft)
        both.addWidget(prose)
        label = QLabel("" if isinstance(field, QCheckBox) else setting.label, parent)
        field.ensurePolished()
        label.setMinimumHeight(field.sizeHint().height())
        label.setBuddy(field)
        row = grid.rowCount()
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(cell, row, 1)

    def _add_buttons(self, grid: QGridLayout, buttons: Sequence[Button], parent: QWidget) -> None:
        cell = QWidget(parent)
        cell.setObjectName("preferenceContent")
        both = QVBoxLayout(cell)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, button in enumerate(buttons):
            for widget in self._button(button, cell, quiet=number > 0):
                row.addWidget(widget)
        row.addStretch(1)
        both.addLayout(row)
        prose = QLabel(" ".join(filter(None, (button.prose for button in buttons))), cell)
        prose.setObjectName("hint")
        prose.setWordWrap(True)
        prose.setVisible(bool(prose.text()))
        both.addWidget(prose)
        name = QLabel(buttons[0].name, parent)
        name.setMinimumHeight(row.sizeHint().height())
        place = grid.rowCount()
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(cell, place, 1)

    def _button(self, button: Button, parent: QWidget, *, quiet: bool) -> Iterator[QWidget]:
        """Yield the choice of what it is done with, where there is one, and the button."""
        choice = ComboBox(parent)
        choice.setObjectName(f"of-{button.ask}")
        choice.setAccessibleName(button.name or button.label)
        for value, label in button.choices:
            choice.addItem(label, value)
        choice.setVisible(bool(button.choices))
        press = PushButton(button.label, parent)
        press.setObjectName("quiet" if quiet else "beside")
        press.setAutoDefault(False)
        press.clicked.connect(lambda: self.asked.emit(button.ask, str(choice.currentData() or "")))
        self.asking[button.ask] = press
        yield from (choice, press) if button.choices else (press,)

    def _teller(self, name: str, example: Callable[[str], str] | None) -> Any:
        def tell(value: Any) -> None:
            if example is None or _fits(example, str(value)):
                self.chosen.emit(name, value)

        return tell


def _said(example: Callable[[str], str], text: str) -> str:
    """Return what a text comes to, or why it cannot be."""
    try:
        return example(text.strip())
    except BadInput as error:
        return error.text[:1].upper() + error.text[1:]


def _fits(example: Callable[[str], str], text: str) -> bool:
    try:
        example(text)
    except BadInput:
        return False
    return True
