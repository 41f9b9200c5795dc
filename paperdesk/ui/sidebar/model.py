# SPDX-License-Identifier: MIT
"""The sidebar's model: made from plain items; a refresh that changes no entry changes only numbers."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from paperdesk.ui.icons import icon
from paperdesk.ui.paper_list.model import PAPERS_MIME
from paperdesk.ui.sidebar.items import SidebarItem
from paperdesk.ui.wording import tooltip

Index = QModelIndex | QPersistentModelIndex


class SidebarRole(IntEnum):
    """What an entry answers beside Qt's own roles."""

    ITEM = Qt.ItemDataRole.UserRole + 1
    NAME = Qt.ItemDataRole.UserRole + 2
    COUNT = Qt.ItemDataRole.UserRole + 3


class SidebarModel(QStandardItemModel):
    """Takes papers that are dropped on a tag."""

    papers_dropped = Signal(object, str)

    def show_items(self, items: Sequence[SidebarItem]) -> bool:
        """Show `items`; return whether entries came, went or moved, so that the tree was made anew."""
        if [i.name for i in _walk(items)] == [str(i.data(SidebarRole.NAME)) for i in self._all_items()]:
            for shown, item in zip(self._all_items(), _walk(items), strict=True):
                _fill(shown, item)
            return False
        self.clear()
        for item in items:
            self.invisibleRootItem().appendRow(_made(item))
        return True

    def refresh_icons(self) -> None:
        """Draw the icons again in the colours of the theme in force."""
        for shown in self._all_items():
            item = shown.data(SidebarRole.ITEM)
            if item.icon:
                shown.setIcon(icon(item.icon))

    def index_named(self, name: str) -> QModelIndex:
        """Return the entry called `name`, an invalid index where there is none."""
        for shown in self._all_items():
            if shown.data(SidebarRole.NAME) == name:
                return shown.index()
        return QModelIndex()

    def _all_items(self) -> Iterator[QStandardItem]:
        def below(parent: QStandardItem) -> Iterator[QStandardItem]:
            for row in range(parent.rowCount()):
                yield parent.child(row)
                yield from below(parent.child(row))

        yield from below(self.invisibleRootItem())

    def mimeTypes(self) -> list[str]:
        return [PAPERS_MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        item = parent.data(SidebarRole.ITEM) if parent.isValid() else None
        return data.hasFormat(PAPERS_MIME) and item is not None and bool(item.tag)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        papers = json.loads(bytes(data.data(PAPERS_MIME).data()))
        self.papers_dropped.emit(papers, parent.data(SidebarRole.ITEM).tag)
        return True


def _walk(items: Sequence[SidebarItem]) -> Iterator[SidebarItem]:
    for item in items:
        yield item
        yield from _walk(item.children)


def _made(item: SidebarItem) -> QStandardItem:
    shown = QStandardItem()
    _fill(shown, item)
    for child in item.children:
        shown.appendRow(_made(child))
    return shown


def _fill(shown: QStandardItem, item: SidebarItem) -> None:
    before = shown.data(SidebarRole.ITEM)
    if before is not None and _looks(before) == _looks(item):
        return
    values: dict[int, Any] = {
        Qt.ItemDataRole.DisplayRole: item.label,
        Qt.ItemDataRole.ToolTipRole: tooltip(_told(item)),
        Qt.ItemDataRole.AccessibleTextRole: ", ".join(filter(None, (item.label, _counted(item), _sign(item)))),
        SidebarRole.NAME: item.name,
        SidebarRole.COUNT: item.count,
    }
    for role, value in values.items():
        if shown.data(role) != value:
            shown.setData(value, role)
    shown.setData(item, SidebarRole.ITEM)
    if item.icon:
        shown.setIcon(icon(item.icon))
    selectable = Qt.ItemFlag.ItemIsEnabled | (Qt.ItemFlag.ItemIsSelectable if item.query else Qt.ItemFlag.NoItemFlags)
    shown.setFlags(selectable | (Qt.ItemFlag.ItemIsDropEnabled if item.tag else Qt.ItemFlag.NoItemFlags))


def _told(item: SidebarItem) -> str:
    if item.feed is not None:
        return f"{item.label}: {_counted(item)}. {item.feed.sentence(datetime.now().astimezone())}"
    return f"{item.label}: {_counted(item)}" if item.query else item.label


def _sign(item: SidebarItem) -> str:
    return item.feed.sign if item.feed is not None else ""


def _counted(item: SidebarItem) -> str:
    if item.number is not None:
        return f"{item.number:,}"
    return f"{item.count.unread:,} unread of {item.count.total:,}"


def _looks(item: SidebarItem) -> tuple[Any, ...]:
    return item.number, item.name, item.label, item.query, item.count, item.icon, item.tag, item.feed
