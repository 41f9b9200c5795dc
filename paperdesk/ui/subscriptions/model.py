# SPDX-License-Identifier: MIT
"""The list of subscriptions: its model and how a row is painted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paperdesk.domain.feeds import Feed, FeedState
from paperdesk.domain.text import visible
from paperdesk.ui.icons import icon
from paperdesk.ui.lines import LINE, draw_lines, wrapped
from paperdesk.ui.margin.delegate import sized
from paperdesk.ui.sidebar.feeds import FeedLine, feed_line
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import tooltip

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1  # FeedLine
_SAID_ROLE = Qt.ItemDataRole.UserRole + 2
SIGNS = {"running": "refresh-cw", "paused": "pause", "offline": "wifi-off", "error": "circle-alert"}


class SubscriptionModel(QAbstractListModel):
    """One row a subscription, in the reader's order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[FeedLine] = []
        self._running: frozenset[str] = frozenset()

    def show(self, feeds: Sequence[Feed], states: Mapping[str, FeedState], running: frozenset[str]) -> None:
        """Show `feeds` and how fetching them goes; rows that stay keep their place and selection."""
        lines = [feed_line(feed, states) for feed in feeds]
        if [line.feed.id for line in lines] != [line.feed.id for line in self.lines]:
            self.beginResetModel()
            self.lines, self._running = lines, running
            self.endResetModel()
            return
        self.lines, self._running = lines, running
        if lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def row_of(self, feed: int) -> int:
        """Return the row of a subscription, -1 where it is gone."""
        return next((row for row, line in enumerate(self.lines) if line.feed.id == feed), -1)

    def is_running(self, line: FeedLine) -> bool:
        """Whether it is being fetched."""
        return line.feed.source in self._running

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        said = line.sentence(datetime.now().astimezone(), running=self.is_running(line))
        values = {
            Qt.ItemDataRole.DisplayRole: visible(line.feed.title),
            Qt.ItemDataRole.AccessibleTextRole: f"{visible(line.feed.title)}, {said}",
            Qt.ItemDataRole.ToolTipRole: tooltip(said),
            LINE_ROLE: line,
            _SAID_ROLE: said,
        }
        return values.get(role)


class SubscriptionDelegate(QStyledItemDelegate):
    """A title with its colour, and below it how fetching goes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(180, 2 * LINE + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: FeedLine | None = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = Theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selected))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -2), 4, 4)
        place = option.rect.adjusted(34, 7, -12, -7)
        self._paint_colour(painter, option.rect, line)
        running = isinstance(model := index.model(), SubscriptionModel) and model.is_running(line)
        sign = SIGNS.get("running" if running else line.sign)
        room = place.width() - (22 if sign else 0)
        if sign:
            icon(sign).paint(painter, QRect(place.right() - 15, place.top() + 1, 16, 16))
        for text, font, ink, width in (
            (str(index.data()), sized(option.font, 13, QFont.Weight.DemiBold), colours.text, room),
            (str(index.data(_SAID_ROLE)), sized(option.font, 12), colours.muted, place.width()),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            draw_lines(painter, place, wrapped(text, font, width, 1))
            place.translate(0, LINE)
        painter.restore()

    @staticmethod
    def _paint_colour(painter: QPainter, rect: QRect, line: FeedLine) -> None:
        if not line.feed.colour:
            icon("rss").paint(painter, QRect(rect.left() + 10, rect.top() + 8, 16, 16))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Theme.colours.ink(line.feed.colour)))
        painter.drawRoundedRect(QRectF(rect.left() + 13, rect.top() + 11, 10, 10), 3, 3)
