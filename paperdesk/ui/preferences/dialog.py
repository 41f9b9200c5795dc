# SPDX-License-Identifier: MIT
"""The dialog of preferences: pages at the left, settings at the right; each is in force as soon as it is chosen."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from paperdesk.config.options import OPTIONS, Settings
from paperdesk.ui.preferences.fields import field_for
from paperdesk.ui.preferences.pages import PAGES, Page, Setting

_OPTIONS = {option.name: option for option in OPTIONS}


class PreferencesDialog(QDialog):
    """`chosen` brings the name of an option and its new value."""

    chosen = Signal(str, object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Preferences")
        self.setAccessibleName("Preferences")
        self._settings = settings
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
        self.resize(660, 460)
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
        grid.setRowStretch(grid.rowCount(), 1)
        area.setWidget(content)
        return area

    def _add(self, grid: QGridLayout, setting: Setting, parent: QWidget) -> None:
        option = _OPTIONS[setting.option]
        field = field_for(option, setting, self._settings[option.name], self._teller(option.name), parent)
        prose = QLabel(option.prose, parent)
        prose.setObjectName("hint")
        prose.setWordWrap(True)
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

    def _teller(self, name: str) -> Any:
        return lambda value: self.chosen.emit(name, value)
