# SPDX-License-Identifier: MIT
"""The trash: papers that were taken out, which can be brought back for 30 days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.text import visible
from paperdesk.library.view import View
from paperdesk.reading.abstract import render_line
from paperdesk.ui.buttons import PushButton
from paperdesk.ui.lines import LINE, draw_lines, wrapped
from paperdesk.ui.margin.delegate import sized
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import authors_short, day_short

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole + 1


class TrashModel(QAbstractListModel):
    """The papers of the trash; a row is fetched when it is looked at."""

    def __init__(self, view: View, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._papers: list[tuple[PaperId, str]] = []
        self._rows: dict[PaperId, PaperRow] = {}

    def show(self, removals: Mapping[PaperId, str]) -> None:
        """Show the papers of `removals`, each with when it was taken out."""
        self.beginResetModel()
        self._papers, self._rows = list(removals.items()), {}
        self.endResetModel()

    def paper(self, row: int) -> PaperId:
        """Return the paper of a row."""
        return self._papers[row][0]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._papers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._papers):
            return None
        paper, at = self._papers[index.row()]
        if paper not in self._rows:
            self._rows.update(self._view.rows([paper]))
        row = self._rows.get(paper)
        title = visible(render_line(row.title).plain) if row is not None else ""
        authors = visible(authors_short(row.authors, row.author_count)) if row is not None else ""
        facts = " · ".join(filter(None, (authors, f"removed {day_short(at[:10], date.today())}")))
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == _ROW:
            return facts
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {facts}"
        return None


class _TrashDelegate(QStyledItemDelegate):
    """A title, and below it whose it is and when it was taken out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 2 * LINE + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        colours = Theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selected))
        place = option.rect.adjusted(12, 6, -12, -6)
        for text, font, ink in (
            (str(index.data()), sized(option.font, 13, QFont.Weight.DemiBold), colours.text),
            (str(index.data(_ROW)), sized(option.font, 12), colours.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            draw_lines(painter, place, wrapped(text, font, place.width(), 1))
            place.translate(0, LINE)
        painter.restore()


class TrashDialog(QDialog):
    """Lists the trash; `restore_asked` brings the papers to bring back."""

    restore_asked = Signal(object)

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Trash")
        self.setAccessibleName("Trash")
        self._view = view
        self.model = TrashModel(view, self)
        self.list = QListView(self)
        self.list.setObjectName("trashList")
        self.list.setAccessibleName("Papers in the trash")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_TrashDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(self._restore)
        self._said = QLabel(self)
        self._said.setObjectName("hint")
        self._said.setWordWrap(True)
        self.restore = PushButton("Restore", self)
        self.restore.setObjectName("primary")
        self.restore.setAutoDefault(False)  # Return in the list restores already
        self.restore.clicked.connect(self._restore)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.restore)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._said)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        column.addLayout(foot)
        self.resize(560, 440)
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what is in the trash now."""
        self.model.show(self._view.removals())
        count = self.model.rowCount()
        self._said.setText(
            "Papers that you removed stay here for 30 days, with their highlights, notes and tags."
            if count
            else "The trash is empty. Papers that you remove stay here for 30 days, with all that you wrote on them."
        )
        self.restore.setVisible(bool(count))
        self.list.setVisible(bool(count))
        if count:
            self.list.setCurrentIndex(self.model.index(0))

    def said(self) -> str:
        """Return what is said above the list."""
        return self._said.text()

    def _restore(self) -> None:
        rows = sorted({index.row() for index in self.list.selectedIndexes()})
        if rows:
            self.restore_asked.emit([self.model.paper(row) for row in rows])
