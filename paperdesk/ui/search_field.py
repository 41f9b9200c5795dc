# SPDX-License-Identifier: MIT
"""The field that queries are typed in: it offers what a half-typed word could become."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from paperdesk.domain.query_completion import Completion, completions
from paperdesk.ui.fields import LeavableField

_COMPLETION = Qt.ItemDataRole.UserRole + 1


class SearchField(LeavableField):
    """A line of text in the query language; `entered` is emitted when the keyboard comes to it."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: Sequence[str] = ()
        self._authors: Sequence[str] = ()
        self._offered = QStandardItemModel(self)
        self._popup = QCompleter(self._offered, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list = QListView(self)
        self._list.setObjectName("commandList")
        self._popup.setPopup(self._list)
        self._popup.setWidget(self)
        self._popup.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.textEdited.connect(self._offer)

    def offer(self, tags: Sequence[str], authors: Sequence[str] = ()) -> None:
        """Offer these names after `tag:` and `author:`, the most used first; without authors, those known before."""
        self._tags, self._authors = tags, authors or self._authors

    def offer_authors(self, authors: Sequence[str]) -> None:
        """Offer these names after `author:`, the most used first."""
        self.offer(self._tags, authors)

    def offers(self) -> list[str]:
        """Return the texts that are offered now."""
        return [self._offered.item(row).text() for row in range(self._offered.rowCount())]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def event(self, event: QEvent) -> bool:
        """Let Tab, and Return on an offer, take what is offered; else they would leave the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._list.isVisible():
            current = self._list.currentIndex()
            if event.key() == Qt.Key.Key_Tab:
                self._list.hide()
                self._take(current if current.isValid() else self._offered.index(0, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
                event.ignore()  # and the list takes it
                return True
        return super().event(event)

    def _cursor(self) -> int:
        """Return where the cursor is in code points; Qt counts in units of UTF-16."""
        units = self.text().encode("utf-16-le", "surrogatepass")[: 2 * self.cursorPosition()]
        return len(units.decode("utf-16-le", "replace"))

    def _offer(self, text: str) -> None:
        found = completions(text, self._cursor(), self._tags, self._authors)
        found = [one for one in found if one.text != text[one.start : one.end] and _is_meant(text, one)]
        self._offered.clear()
        for one in found:
            item = QStandardItem(f"{one.text}    {one.about}" if one.about else one.text)
            item.setData(one, _COMPLETION)
            self._offered.appendRow(item)
        if found:
            self._popup.complete()
            self._list.setCurrentIndex(QModelIndex())  # whoever only types and presses Return takes none
        else:
            self._list.hide()

    def _take(self, index: QModelIndex) -> None:
        one = index.data(_COMPLETION)
        if one is None:
            return
        text = self.text()
        before = text[: one.start] + one.text
        self.setText(before + text[one.end :])
        self.setCursorPosition(len(before.encode("utf-16-le", "surrogatepass")) // 2)
        self._offer(self.text())


def _is_meant(text: str, one: Completion) -> bool:
    """Whether enough was typed to tell a field from a word that only begins like one."""
    typed = text[one.start : one.end]
    return len(typed) >= 2 or ":" in text[: one.end].rsplit(" ", 1)[-1]
