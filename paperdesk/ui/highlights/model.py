# SPDX-License-Identifier: MIT
"""The model of all highlights: it holds ids, and rows are fetched some at a time when they are looked at."""

from array import array
from collections import OrderedDict
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from paperdesk.domain.annotation import HighlightId, HighlightRow
from paperdesk.domain.text import visible
from paperdesk.library.view import View
from paperdesk.reading.abstract import render_line
from paperdesk.ui.colour_names import ColourNames

Index = QModelIndex | QPersistentModelIndex
_CACHED = 1_000
_AT_ONCE = 24  # rows that are fetched in one question


class HighlightRole(IntEnum):
    """What a row answers beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1  # HighlightRow
    FIRST = Qt.ItemDataRole.UserRole + 2  # whether it is the first of its paper
    COLOUR_NAME = Qt.ItemDataRole.UserRole + 3
    QUOTE = Qt.ItemDataRole.UserRole + 4  # as the reader sees it
    TITLE = Qt.ItemDataRole.UserRole + 5  # of the paper, as the reader sees it


class HighlightListModel(QStringListModel):
    """One row a highlight.

    The base class has as many empty strings as there are rows: a list view asks for their number twice for each row
    that it lays out, and answered in Python that takes long where there are 50,000.
    """

    def __init__(self, view: View, names: ColourNames, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._names = names
        self._ids: array[int] = array("q")
        self._cache: OrderedDict[int, HighlightRow] = OrderedDict()
        names.changed.connect(self._repaint)

    @property
    def ids(self) -> "array[int]":
        """The highlights that are shown."""
        return self._ids

    def show(self, ids: "array[int]") -> None:
        """Show the highlights `ids`."""
        self._cache.clear()
        if ids == self._ids:
            self._repaint()
            return
        self._ids = ids
        self.setStringList([""] * len(ids))  # resets the model

    def forget(self) -> None:
        """Fetch what is shown anew."""
        self._cache.clear()
        self._repaint()

    def highlight_at(self, index: Index) -> HighlightRow | None:
        """Return what a row shows; None for no row, and for a highlight that is gone."""
        return self._fetch(index.row()) if index.isValid() and index.row() < len(self._ids) else None

    def row_of(self, highlight: HighlightId) -> int:
        """Return the row of a highlight, -1 where it is not shown."""
        try:
            return self._ids.index(highlight)
        except ValueError:
            return -1

    def _repaint(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def _fetch(self, number: int) -> HighlightRow | None:
        found = self._cache.get(self._ids[number])
        if found is None:
            start = max(number - _AT_ONCE // 2, 0)
            wanted = [HighlightId(h) for h in self._ids[start : start + _AT_ONCE]]
            self._cache.update((row.id, row) for row in self._view.highlight_rows(wanted).values())
            found = self._cache.get(self._ids[number])
            while len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found

    def _is_first(self, number: int, row: HighlightRow) -> bool:
        before = self._fetch(number - 1) if number > 0 else None
        return before is None or before.paper != row.paper

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.highlight_at(index)
        if row is None:
            return None
        if role == HighlightRole.ROW:
            return row
        if role == HighlightRole.FIRST:
            return self._is_first(index.row(), row)
        if role == HighlightRole.COLOUR_NAME:
            return self._names[row.colour]
        if role in (HighlightRole.QUOTE, Qt.ItemDataRole.DisplayRole):
            return visible(render_line(row.quote).plain)
        if role == HighlightRole.TITLE:
            return visible(render_line(row.paper_title).plain)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: HighlightRow) -> str:
        quote, title = visible(render_line(row.quote).plain), visible(render_line(row.paper_title).plain)
        parts = [self._names[row.colour], quote, *([f"note: {visible(row.note)}"] if row.note.strip() else [])]
        parts += [f"tag {tag}" for tag in row.tags] + (["has lost its place"] if row.detached else [])
        return ", ".join([*parts, f"in {title}"])

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag.NoItemFlags
