# SPDX-License-Identifier: MIT
"""Paints a highlight of the library: its paper where that begins, colour bar and name, quote, note and tags."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paperdesk.domain.annotation import HighlightRow
from paperdesk.domain.text import visible
from paperdesk.ui.highlights.model import HighlightRole
from paperdesk.ui.lines import LINE, draw_lines, wrapped
from paperdesk.ui.margin.delegate import sized
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import note_line

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 92
_LEFT = 30
_RIGHT = 14


class HighlightDelegate(QStyledItemDelegate):
    """Every row has one height, so that 50,000 of them are laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(HighlightRole.ROW)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option)
        rect = option.rect.adjusted(_LEFT, 9, -_RIGHT, -8)
        first = bool(index.data(HighlightRole.FIRST))
        if first:
            painter.setFont(sized(option.font, 13, QFont.Weight.DemiBold))
            painter.setPen(QColor(Theme.colours.text))
            draw_lines(painter, rect, wrapped(str(index.data(HighlightRole.TITLE)), painter.font(), rect.width(), 1))
            rect.adjust(0, LINE + 2, 0, 0)
        lines = _paint_quote(painter, option, rect, row, str(index.data(HighlightRole.QUOTE)), 2 if first else 3)
        below = rect.adjusted(0, lines * LINE, 0, 0)
        _paint_facts(painter, option, below, row, str(index.data(HighlightRole.COLOUR_NAME)))
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    colours, state, rect = Theme.colours, option.state, option.rect
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(colours.selected))
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(colours.hover))
    painter.fillRect(QRect(rect.left() + _LEFT, rect.bottom(), rect.width() - _LEFT, 1), QColor(colours.hairline))
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(4, 2, -2, -3), 4, 4)


def _paint_quote(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: HighlightRow, quote: str, most: int
) -> int:
    """Paint quote and note, beside a bar as high as they are with a line of facts; return how many lines they take."""
    colours = Theme.colours
    room = 1 if row.note.strip() else 0
    painter.setFont(sized(option.font, 13))
    lines = wrapped(quote, painter.font(), rect.width(), max(most - room, 1))
    high = (len(lines) + room + 1) * LINE
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ink(row.colour)))
    painter.drawRoundedRect(QRectF(rect.left() - 12, rect.top() + 1, 3, high - 2), 1.5, 1.5)
    painter.setPen(QColor(colours.muted if row.detached else colours.text))
    draw_lines(painter, rect, lines)
    if room:
        painter.setFont(sized(option.font, 12))
        painter.setPen(QColor(colours.text))
        below = rect.translated(0, len(lines) * LINE)
        draw_lines(painter, below, wrapped(f"✎ {note_line(row.note)}", painter.font(), rect.width(), 1))
    return len(lines) + room


def _paint_facts(painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: HighlightRow, name: str) -> None:
    painter.setFont(sized(option.font, 12))
    painter.setPen(QColor(Theme.colours.muted))
    facts = [name, *(["has lost its place"] if row.detached else []), "  ".join(f"#{visible(tag)}" for tag in row.tags)]
    line = QRect(rect.left(), rect.top(), rect.width(), LINE)
    text = painter.fontMetrics().elidedText(
        "  ·  ".join(filter(None, facts)), Qt.TextElideMode.ElideRight, line.width()
    )
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
