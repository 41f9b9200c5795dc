# SPDX-License-Identifier: MIT
"""The list of papers as it is shown: what is selected, where it is scrolled to, and the keys that move in it."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.query import Listing, Query
from paperdesk.ui.paper_list import sticky
from paperdesk.ui.paper_list.delegate import ROW_HEIGHT, PaperDelegate
from paperdesk.ui.paper_list.model import Index, PaperListModel
from paperdesk.ui.paper_list.sticky import StickyDay


class PaperListView(QListView):
    """Shows a `PaperListModel`; the selection and the place on the page outlive a new listing."""

    paper_selected = Signal(object)

    def __init__(self, model: PaperListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperList")
        self.setAccessibleName("Papers")
        self._model = model
        self.setModel(model)
        self.setItemDelegate(PaperDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setMinimumWidth(260)
        self.verticalScrollBar().setSingleStep(24)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.sticky = StickyDay(self, model)

    @property
    def query(self) -> Query:
        """What the list is the answer to."""
        return self._model.query

    def show_listing(self, listing: Listing, *, keep: PaperRow | None = None) -> None:
        """Show `listing`, keeping selection and scroll where the query is the one already shown."""
        same = listing.query == self._model.query
        selected, current = (self.selected_papers(), self.current_paper()) if same else ([], None)
        top = self.verticalScrollBar().value() if same else 0
        anchors = self._in_sight() if same else []
        self.selectionModel().blockSignals(True)
        self._model.set_listing(listing, keep)
        self._select_rows(selected, current)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(top + self._moved(anchors))
        if self.current_paper() != current or not same:
            self.paper_selected.emit(self.current_paper())

    def _in_sight(self) -> list[tuple[int, PaperId]]:
        """Return the rows in sight with their papers, from the top."""
        first = self.indexAt(self.viewport().rect().topLeft()).row()
        if first < 0:
            return []
        rows = range(first, first + self.viewport().height() // ROW_HEIGHT + 2)
        found = [(row, self._model.paper_at(self._model.index(row))) for row in rows]
        return [(row, paper) for row, paper in found if paper is not None]

    def _moved(self, anchors: list[tuple[int, PaperId]]) -> int:
        """Return by how many pixels the first of `anchors` that is still there has moved."""
        for before, paper in anchors:
            after = self._model.row_of(paper)
            if after >= 0:
                return (after - before) * self.sizeHintForIndex(self._model.index(after)).height()
        return 0

    def _select_rows(self, papers: list[PaperId], current: PaperId | None) -> None:
        selection = QItemSelection()
        for first, last in self._model.stretches(papers):
            selection.select(self._model.index(first), self._model.index(last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        row = self._model.row_of(current) if current is not None else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)

    def select_paper(self, paper: PaperId) -> bool:
        """Select one paper and bring it into sight; return whether it is in the list."""
        return self._select_row(self._model.row_of(paper))

    def selected_papers(self) -> list[PaperId]:
        """Return the selected papers, the current one where none is selected, in the order of rows."""
        papers = [paper for first, last in self._selected() for paper in self._model.papers_between(first, last)]
        current = self.current_paper()
        return list(dict.fromkeys(papers)) or ([current] if current is not None else [])

    def first_selected(self) -> QModelIndex:
        """Return the first selected row with a paper, the current one where none is selected."""
        for first, last in self._selected():
            row = first + self._model.is_header(first)
            if row <= last:
                return self._model.index(row)
        return self.currentIndex()

    def _selected(self) -> list[tuple[int, int]]:
        """Return the first and last rows of what is selected; of 100,000 rows, as of one, it is one stretch."""
        ranges = self.selectionModel().selection()
        return sorted((ranges.at(n).top(), ranges.at(n).bottom()) for n in range(ranges.count()))

    def current_paper(self) -> PaperId | None:
        """Return the paper that the keyboard is at."""
        return self._model.paper_at(self.currentIndex())

    def step(self, by: int, *, unread: bool = False) -> bool:
        """Select the next (1) or previous (-1) paper, the next unread one if asked; return whether there was one."""
        row, by = (self.currentIndex().row() + by, by) if self.currentIndex().isValid() else (0, 1)
        if unread:
            row = self._model.next_unread(row)
        while self._model.is_header(row):
            row += by
        return self._select_row(row)

    def step_off(self) -> bool:
        """Select the paper after those that are selected, else the one before them; return whether there was one."""
        selected = self._selected() or [(self.currentIndex().row(), self.currentIndex().row())]
        if selected[0][0] < 0:
            return False
        for row, by in ((max(last for _, last in selected) + 1, 1), (selected[0][0] - 1, -1)):
            while self._model.is_header(row):
                row += by
            if self._select_row(row):
                return True
        return False

    def _select_row(self, row: int) -> bool:
        if not 0 <= row < self._model.rowCount():
            return False
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        ends = {
            QAbstractItemView.CursorAction.MoveHome: (0, 1),
            QAbstractItemView.CursorAction.MoveEnd: (self._model.rowCount() - 1, -1),
        }
        if action not in ends:
            return super().moveCursor(action, modifiers)
        row, by = ends[action]
        while self._model.is_header(row):  # Qt would stay where it is
            row += by
        return self._model.index(row)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if self._model.is_header(index.row() - 1):  # the first of a day comes with the name of the day
            super().scrollTo(self._model.index(index.row() - 1), hint)
        super().scrollTo(index, hint)
        hidden = sticky.HEIGHT - self.visualRect(index).top()
        if hidden > 0 and self._model.section_of(index.row()):
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - hidden)

    def _tell_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.paper_selected.emit(self._model.paper_at(current))

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        # A list view would lay out every row again; here all have one height whatever they show.
        QAbstractItemView.dataChanged(self, first, last, roles)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current here, unseen and unselected: it would be opened, and soon count as read.
        none = not self.currentIndex().isValid()
        self.selectionModel().blockSignals(none)
        super().focusInEvent(event)
        if none:
            self.selectionModel().clearCurrentIndex()
            self.selectionModel().blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters are commands here; Qt's type-ahead would swallow them.
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
