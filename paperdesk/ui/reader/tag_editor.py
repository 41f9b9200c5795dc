# SPDX-License-Identifier: MIT
"""The tags of the paper that is read: a chip each, and a field with completion to write another."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QToolButton, QWidget

from paperdesk.domain.text import visible


class _TagField(QLineEdit):
    """Takes tags parted by blanks or commas; Escape leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)


class TagEditor(QWidget):
    """Asks for tags to be put on or taken off; what it shows comes from the library."""

    added = Signal(object)
    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tagBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tags: tuple[str, ...] = ()
        self._chips: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 20, 8)
        self._row.setSpacing(6)
        self.field = _TagField(self)
        self.field.setObjectName("tagEditor")
        self.field.setAccessibleName("Add a tag")
        self.field.setPlaceholderText("Add a tag (T)")
        self.field.setMaximumWidth(220)
        self.field.returnPressed.connect(self._add)
        self.field.left.connect(self.left)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self._row.addWidget(self.field)
        self._row.addStretch(1)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show the tags of a paper."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags]
        for place, chip in enumerate(self._chips):
            self._row.insertWidget(place, chip)

    def offer(self, names: Sequence[str]) -> None:
        """Offer `names` for completion."""
        if self._names.stringList() != list(names):
            self._names.setStringList(list(names))

    def begin(self) -> None:
        """Move the keyboard here."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.setText(f"#{visible(tag)}  ×")
        chip.setToolTip(f"Take the tag {tag} off")
        chip.setAccessibleName(f"Tag {tag}, press to take it off")
        chip.clicked.connect(lambda checked=False: self.removed.emit(tag))
        return chip

    def _add(self) -> None:
        names = [name for name in self.field.text().replace(",", " ").split() if name.strip("#/")]
        self.field.clear()
        if names:
            self.added.emit(names)
