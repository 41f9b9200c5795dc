# SPDX-License-Identifier: MIT
"""The list's model: ids of papers and headers of days; a row is fetched when it is looked at."""

import dataclasses
import json
from array import array
from bisect import bisect_right
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
        self._sections: list[Section] = []
        self._header_rows: list[int] = []
        self._cache: OrderedDict[int, tuple[PaperRow, str]] = OrderedDict()
        self.query = Query()
        self.paper_count = 0

    def set_listing(self, listing: Listing, keep: PaperId | None = None) -> None:
        """Show `listing`; the paper `keep` stays in its place even if the listing no longer holds it."""
        entries, header_rows = array("q"), []
        for number, section in enumerate(listing.sections, 1):
            header_rows.append(len(entries))
            entries.append(-number)
            entries.extend(listing.ids[section.start : section.start + section.count])
        if not listing.sections:
            entries.extend(listing.ids)
        if keep is not None and listing.query == self.query and keep not in listing.ids:
            place = self._place_for(entries, keep)
            entries.insert(place, keep)
            header_rows = [row + (row >= place) for row in header_rows]
        self.beginResetModel()
        self._entries, self._sections, self.query = entries, list(listing.sections), listing.query
        self._header_rows = header_rows
        self.paper_count = len(listing.ids)
        self._cache.clear()
        self.endResetModel()

    def _place_for(self, entries: "array[int]", kept: PaperId) -> int:
        """Return the place after the nearest paper above `kept` that is still there."""
        row = self.row_of(kept)
        present = set(entries)
        for before in reversed(self._entries[:row] if row >= 0 else ()):
            if before > 0 and before in present:
                return entries.index(before) + 1
        return min(1, len(entries))

    def apply(self, changes: Changes) -> None:
        """Forget the rows that `changes` touches, and have them painted anew."""
        if changes.papers is None:
            self._cache.clear()
            if self._entries:
                self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            return
        if len(changes.papers) > _FEW:
            for paper in changes.papers:
                self._cache.pop(paper, None)
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            return
        for paper in changes.papers:
            self._refresh(paper)

    def _refresh(self, paper: PaperId) -> None:
        row = self.row_of(paper)
        known = self._cache.pop(paper, None)
        if row < 0:
            return
        now = self._fetch(paper)
        if known is not None and now is not None and known[0].read != now[0].read:
            self._count_unread(row, -1 if now[0].read else 1)
        self.dataChanged.emit(self.index(row), self.index(row))

    def _count_unread(self, row: int, by: int) -> None:
        number = bisect_right(self._header_rows, row) - 1
        if number >= 0:
            section = self._sections[number]
            self._sections[number] = dataclasses.replace(section, unread=section.unread + by)
            header = self.index(self._header_rows[number])
            self.dataChanged.emit(header, header)

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

    def section_of(self, row: int) -> tuple[int, Section] | None:
        """Return the row of the header that a row stands under, and its section; None where the list has none."""
        number = bisect_right(self._header_rows, row) - 1
        return (self._header_rows[number], self._sections[number]) if number >= 0 else None

    def next_header(self, row: int) -> int:
        """Return the row of the first header below `row`, -1 for none."""
        number = bisect_right(self._header_rows, row)
        return self._header_rows[number] if number < len(self._header_rows) else -1

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
