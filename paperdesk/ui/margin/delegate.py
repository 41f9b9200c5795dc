# SPDX-License-Identifier: MIT
"""Paints a row of the margin: colour bar and name, quote, note, tags; of one that lost its place also what stood around."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paperdesk.domain.text import visible
from paperdesk.ui.lines import LINE, draw_lines, wrapped
from paperdesk.ui.margin.model import Entry, Kind, MarginRole
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import note_line

Index = QModelIndex | QPersistentModelIndex

_LEFT = 18  # pixels before the text
_RIGHT = 12
_ABOVE = 8
_HEADING = 34
_QUOTE_LINES, _NOTE_LINES = 3, 3


class MarginDelegate(QStyledItemDelegate):
    """Rows are as high as what they say."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(MarginRole.ENTRY)
        if entry is None or entry.kind is Kind.HEADING:
            return QSize(100, _HEADING)
        area = option.widget
        width = area.viewport().width() if isinstance(area, QAbstractScrollArea) else option.rect.width()
        return QSize(100, _Parts(entry, option.font, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(MarginRole.ENTRY)
        if entry is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.kind is Kind.HEADING:
            _paint_heading(painter, option, entry.text)
        else:
            _paint_ground(painter, option)
            _paint_entry(painter, option, entry, str(index.data(MarginRole.COLOUR_NAME) or "Note on this paper"))
        painter.restore()


class _Parts:
    """What a row says, in lines, and how high that is."""

    def __init__(self, entry: Entry, font: QFont, width: int) -> None:
        room = width - _LEFT - _RIGHT
        highlight = entry.highlight
        self.small = sized(font, 12)
        self.quote: list[str] = []
        self.note: list[str] = []
        self.around: list[str] = []
        self.tags = ""
        if highlight is None:
            self.note = wrapped(note_line(entry.text), font, room, _QUOTE_LINES)
        else:
            self.quote = wrapped(entry.text, font, room, _QUOTE_LINES)
            self.note = wrapped(note_line(highlight.note), self.small, room, _NOTE_LINES) if highlight.note else []
            self.tags = "  ".join(f"#{visible(tag)}" for tag in highlight.tags)
            if highlight.detached:
                selector = highlight.selector
                around = f"Stood in: …{selector.prefix}[…]{selector.suffix}…"
                self.around = wrapped(visible(around), self.small, room, 2)
        lines = 1 + len(self.quote) + len(self.note) + len(self.around) + bool(self.tags)
        self.height = 2 * _ABOVE + lines * LINE + (3 if self.note and self.quote else 0)


def sized(font: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return `font` in another size and weight."""
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, entry: Entry, name: str) -> None:
    colours, rect, highlight = Theme.colours, option.rect, entry.highlight
    parts = _Parts(entry, option.font, rect.width())
    bar = colours.ink(highlight.colour) if highlight is not None else colours.muted
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(bar))
    painter.drawRoundedRect(
        QRectF(rect.left() + 8, rect.top() + _ABOVE + 2, 3, rect.height() - 2 * _ABOVE - 4), 1.5, 1.5
    )
    place = QRect(rect.left() + _LEFT, rect.top() + _ABOVE, rect.width() - _LEFT - _RIGHT, LINE)
    painter.setFont(sized(option.font, 12, QFont.Weight.DemiBold))
    painter.setPen(QColor(colours.muted))
    head = name + ("  ·  has lost its place" if highlight is not None and highlight.detached else "")
    draw_lines(painter, place, wrapped(head, painter.font(), place.width(), 1))
    lost = highlight is not None and highlight.detached
    for lines, font, ink in (
        (parts.quote, option.font, colours.muted if lost else colours.text),
        (parts.around, parts.small, colours.muted),
        (parts.note, parts.small if parts.quote else option.font, colours.text),
        ([parts.tags] if parts.tags else [], parts.small, colours.muted),
    ):
        painter.setFont(font)
        painter.setPen(QColor(ink))
        place.translate(0, LINE)
        if lines is parts.note and lines and parts.quote:
            place.translate(0, 3)
        elided = [painter.fontMetrics().elidedText(x, Qt.TextElideMode.ElideRight, place.width()) for x in lines]
        draw_lines(painter, place, elided)
        place.translate(0, (len(lines) - 1) * LINE)
    painter.fillRect(QRect(rect.left() + 8, rect.bottom(), rect.width() - 16, 1), QColor(colours.hairline))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    colours, state = Theme.colours, option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(colours.selected))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.hover))
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -3), 4, 4)


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
    painter.setFont(sized(option.font, 11, QFont.Weight.DemiBold))
    painter.setPen(QColor(Theme.colours.muted))
    place = option.rect.adjusted(8, 8, -8, 0)
    elided = painter.fontMetrics().elidedText(text.upper(), Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
