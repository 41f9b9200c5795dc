# SPDX-License-Identifier: MIT
"""The tags of the paper that is read: a chip each, and a field with completion to write another."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QMenu, QToolButton, QWidget

from paperdesk.domain.text import visible
from paperdesk.ui.buttons import ToolButton
from paperdesk.ui.fields import LeavableField
from paperdesk.ui.flow import FlowLayout
from paperdesk.ui.wording import tooltip

_SHOWN = 12  # chips; the rest is behind one button
_WIDEST = 180  # pixels of a chip's name


class TagEditor(QWidget):
    """Asks for tags to be put on or taken off; what it shows comes from the library."""

    added = Signal(object)
    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, after: QWidget | None = None) -> None:
        """`after` is the widget that the Tab key comes from."""
        super().__init__(parent)
        self._after = after
        self.setObjectName("tagBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tags: tuple[str, ...] = ()
        self._chips: list[QToolButton] = []
        self._row = FlowLayout(self, 6)
        self._row.setContentsMargins(20, 8, 20, 8)
        self.field = LeavableField(self)
        self.field.setObjectName("tagEditor")
        self.field.setAccessibleName("Add a tag")
        self.field.setPlaceholderText("Add a tag (T)")
        self.field.setToolTip("Write a tag, or several parted by commas; a/b stands below a")
        self.field.setFixedWidth(160)
        self.field.returnPressed.connect(self._add)
        self.field.left.connect(self.left)
        self._names = QStringListModel(self)
        self._completer = completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        popup = completer.popup()
        if popup is not None:
            popup.setObjectName("completions")
            popup.setAccessibleName("Tags found")
        # Queued: the field itself takes the completion first, and would fill in again what is cleared here.
        completer.activated.connect(self._take_completion, Qt.ConnectionType.QueuedConnection)
        self._row.addWidget(self.field)

    def set_margins(self, across: int, down: int) -> None:
        """Keep so many pixels free at the sides, and above and below."""
        self._row.setContentsMargins(across, down, across, down)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show the tags of a paper."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag) for tag in self._tags[:_SHOWN]]
        if len(self._tags) > _SHOWN:
            self._chips.append(self._rest(self._tags[_SHOWN:]))
        for place, chip in enumerate(self._chips):
            self._row.insertWidget(place, chip)
        self._order_stops()

    def stand_after(self, widget: QWidget) -> None:
        """Let the Tab key come here from `widget`."""
        self._after = widget
        self._order_stops()

    def _order_stops(self) -> None:
        order = [widget for widget in (self._after, *self._chips, self.field) if widget is not None]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def offer(self, names: Sequence[str]) -> None:
        """Offer `names` for completion."""
        if self._names.stringList() != list(names):
            self._names.setStringList(list(names))

    def begin(self) -> None:
        """Move the keyboard here."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chip(self, tag: str) -> QToolButton:
        chip = ToolButton(self)
        chip.setObjectName("chip")
        chip.setText(f"{self._short(chip, tag)}  ×")
        chip.setToolTip(tooltip(f"Take the tag {tag} off"))
        chip.setAccessibleName(f"Tag {tag}, press to take it off")
        chip.clicked.connect(lambda checked=False: self.removed.emit(tag))
        return chip

    def _rest(self, tags: Sequence[str]) -> QToolButton:
        rest = ToolButton(self)
        rest.setObjectName("chip")
        rest.setText(f"+{len(tags)}")
        rest.setToolTip("Take one of the other tags off")
        rest.setAccessibleName(f"{len(tags)} more tags")
        menu = QMenu(rest)
        for tag in tags:
            menu.addAction(self._short(rest, tag)).triggered.connect(lambda checked=False, t=tag: self.removed.emit(t))
        rest.setMenu(menu)
        rest.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return rest

    @staticmethod
    def _short(over: QWidget, tag: str) -> str:
        text = over.fontMetrics().elidedText(visible(tag), Qt.TextElideMode.ElideMiddle, _WIDEST)
        return "#" + text.replace("&", "&&")  # a single one would underline the next letter

    def _take_completion(self, name: str) -> None:
        self.field.clear()
        self.added.emit([name])

    def _add(self) -> None:
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # the completion is taken next
        names = [name.strip() for name in self.field.text().split(",") if name.strip(" #/")]
        self.field.clear()
        if names:
            self.added.emit(names)
