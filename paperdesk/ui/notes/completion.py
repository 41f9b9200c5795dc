# SPDX-License-Identifier: MIT
"""Offers papers where a link to one is begun in a note."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView

from paperdesk.domain.note_links import LinkTarget
from paperdesk.domain.text import visible
from paperdesk.ui.notes.field import NoteField

OFFERED = 8
_WIDTH = 420
_TARGET = Qt.ItemDataRole.UserRole + 1


class LinkCompletion(QObject):
    """The list below the cursor of a field; taking one of it writes the link."""

    def __init__(self, field: NoteField) -> None:
        super().__init__(field)
        self._field = field
        self._offered = QStandardItemModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list = QListView(field)
        self._list.setObjectName("completions")
        self._list.setAccessibleName("Papers found")
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self._list)
        self._completer.setWidget(field)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        field.give_way_to(self._list)
        field.link_ended.connect(self.end)

    def offers(self) -> list[str]:
        """Return the texts that are offered now."""
        return [self._offered.item(row).text() for row in range(self._offered.rowCount())]

    def offer(self, targets: Sequence[LinkTarget]) -> None:
        """Offer `targets`, the likeliest first; the first is chosen."""
        self._offered.clear()
        for target in targets:
            item = QStandardItem(f"{visible(target.title)}   {target.key}")
            item.setData(target, _TARGET)
            self._offered.appendRow(item)
        if not targets or not self._field.hasFocus():
            self.end()
            return
        place = self._field.cursorRect()
        place.translate(self._field.viewport().pos())
        place.setWidth(min(_WIDTH, self._field.window().width()))
        self._completer.complete(place)
        self._list.setCurrentIndex(self._offered.index(0, 0))

    def end(self) -> None:
        """Offer nothing."""
        self._offered.clear()
        self._list.hide()

    def _take(self, index: QModelIndex) -> None:
        target = index.data(_TARGET)
        if isinstance(target, LinkTarget):
            self._field.finish_link(target.key, target.title)
