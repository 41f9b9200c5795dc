# SPDX-License-Identifier: MIT
"""The list's model: ids of papers and headers of days; a row is fetched when it is looked at."""

import json
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.query import Listing, Query, Section
from paperdesk.library.library import View
from paperdesk.reading.abstract import render_line

PAPERS_MIME = "application/x-paperdesk-papers"
_CACHED_ROWS = 1_000
_FEW = 50  # each costs one walk over the list

Index = QModelIndex | QPersistentModelIndex


class PaperRole(IntEnum):
    """What a row answers beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1  # PaperRow, None for a header
    SECTION = Qt.ItemDataRole.UserRole + 2  # Section, None for a paper
    NEW = Qt.ItemDataRole.UserRole + 3  # came after the last visit and is unread


class PaperListModel(QAbstractListModel):
    """One row a paper, in sections by day; a negative entry -n is the header of the n-th section."""

    def __init__(self, view: View, last_visit: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._last_visit = last_visit
        self._entries: array[int] = array("q")
        self._sections: tuple[Section, ...] = ()
        self._cache: OrderedDict[int, tuple[PaperRow, str]] = OrderedDict()
        self.query = Query()
        self.paper_count = 0

    def set_listing(self, listing: Listing, keep: PaperId | None = None) -> None:
        """Show `listing`; the paper `keep` stays in its place even if the listing no longer holds it."""
        entries = array("q")
        if listing.sections:
            for number, section in enumerate(listing.sections, 1):
                entries.append(-number)
                entries.extend(listing.ids[section.start : section.start + section.count])
        else:
            entries.extend(listing.ids)
        if keep is not None and listing.query == self.query and keep not in listing.ids:
            self._insert_kept(entries, keep)
        self.beginResetModel()
        self._entries, self._sections, self.query = entries, listing.sections, listing.query
        self.paper_count = len(listing.ids)
        self._cache.clear()
        self.endResetModel()

    def _insert_kept(self, entries: "array[int]", keep: PaperId) -> None:
        row = self.row_of(keep)
        for before in reversed(self._entries[:row] if row >= 0 else ()):
            if before > 0 and before in entries:
                entries.insert(entries.index(before) + 1, keep)
                return
        entries.insert(min(1, len(entries)), keep)

    def apply(self, changes: Changes) -> None:
        """Forget the rows that `changes` touches, and have them painted anew."""
        if changes.papers is None:
            self._cache.clear()
            if self._entries:
                self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            return
        for paper in changes.papers:
            self._cache.pop(paper, None)
        if len(changes.papers) > _FEW:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            return
        for row in map(self.row_of, changes.papers):
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if entry < 0:
            return self._header_data(self._sections[-entry - 1], role)
        found = self._fetch(entry)
        return None if found is None else self._paper_data(*found, role)

    def _header_data(self, section: Section, role: int) -> Any:
        if role == PaperRole.SECTION:
            return section
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return section.day or "No date"
        return None

    def _paper_data(self, row: PaperRow, title: str, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == PaperRole.ROW:
            return row
        if role == PaperRole.NEW:
            return bool(self._last_visit) and not row.read and row.added > self._last_visit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {'read' if row.read else 'unread'}{', starred' if row.starred else ''}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        return None

    def _fetch(self, paper: int) -> tuple[PaperRow, str] | None:
        found = self._cache.get(paper)
        if found is None:
            row = self._view.rows([PaperId(paper)]).get(PaperId(paper))
            if row is None:
                return None
            found = self._cache[paper] = (row, render_line(row.title).plain)
            if len(self._cache) > _CACHED_ROWS:
                self._cache.popitem(last=False)
        return found

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._entries[index.row()] < 0:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def paper_at(self, index: Index) -> PaperId | None:
        """Return the paper of a row, None for a header or no row."""
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        return PaperId(entry) if entry > 0 else None

    def row_of(self, paper: PaperId) -> int:
        """Return the row of a paper, -1 where it is not in the list."""
        try:
            return self._entries.index(paper)
        except ValueError:
            return -1

    def section_of(self, row: int) -> Section | None:
        """Return the section that a row stands in, None where the list has none."""
        for above in range(min(row, len(self._entries) - 1), -1, -1):
            if self._entries[above] < 0:
                return self._sections[-self._entries[above] - 1]
        return None

    def mimeTypes(self) -> list[str]:
        return [PAPERS_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        papers = [paper for paper in map(self.paper_at, indexes) if paper is not None]
        mime = QMimeData()
        mime.setData(PAPERS_MIME, json.dumps(papers).encode())
        mime.setText("\n".join(str(index.data()) for index in indexes))
        return mime

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction
