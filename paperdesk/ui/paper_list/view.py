# SPDX-License-Identifier: MIT
"""The list of papers with its header: sort, count, sticky day, and what to do where it is empty."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Listing
from paperdesk.ui.paper_list import sticky
from paperdesk.ui.paper_list.delegate import PaperDelegate
from paperdesk.ui.paper_list.model import Index, PaperListModel, PaperRole
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

    def show_listing(self, listing: Listing, *, keep: PaperId | None = None) -> None:
        """Show `listing`, keeping selection and scroll where the query is the one already shown."""
        same = listing.query == self._model.query
        selected, current = (self.selected_papers(), self.current_paper()) if same else ([], None)
        top = self.verticalScrollBar().value() if same else 0
        anchor = self._model.paper_at(self.indexAt(self.viewport().rect().topLeft())) if same else None
        before = self._model.row_of(anchor) if anchor is not None else -1
        self.selectionModel().blockSignals(True)
        self._model.set_listing(listing, keep)
        self._select_rows(selected, current)
        self.selectionModel().blockSignals(False)
        after = self._model.row_of(anchor) if anchor is not None else -1
        height = self.itemDelegate().sizeHint(None, QModelIndex()).height()  # type: ignore[arg-type]
        self.verticalScrollBar().setValue(top + (after - before) * height if min(before, after) >= 0 else top)
        if self.current_paper() != current or not same:
            self.paper_selected.emit(self.current_paper())

    def _select_rows(self, papers: list[PaperId], current: PaperId | None) -> None:
        selection = QItemSelection()
        for row in map(self._model.row_of, papers[:500]):
            if row >= 0:
                selection.select(self._model.index(row), self._model.index(row))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        row = self._model.row_of(current) if current is not None else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)

    def select_paper(self, paper: PaperId) -> bool:
        """Select one paper and bring it into sight; return whether it is in the list."""
        row = self._model.row_of(paper)
        if row < 0:
            return False
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def selected_papers(self) -> list[PaperId]:
        """Return the selected papers, the current one where none is selected, in the order of rows."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        papers = [paper for paper in map(self._model.paper_at, rows) if paper is not None]
        current = self.current_paper()
        return papers or ([current] if current is not None else [])

    def current_paper(self) -> PaperId | None:
        """Return the paper that the keyboard is at."""
        return self._model.paper_at(self.currentIndex())

    def step(self, by: int, *, unread: bool = False) -> bool:
        """Select the next (1) or previous (-1) paper, the next unread one if asked; return whether there was one."""
        row = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row)
            paper = index.data(PaperRole.ROW) if unread else None
            if self._model.paper_at(index) is not None and (not unread or (paper is not None and not paper.read)):
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index)
                return True
            row += by
        return False

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        hidden = sticky.HEIGHT - self.visualRect(index).top()
        if hidden > 0 and self._model.section_of(index.row()):
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - hidden)

    def _tell_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.paper_selected.emit(self._model.paper_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters are commands here; Qt's type-ahead would swallow them.
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
