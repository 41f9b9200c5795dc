# SPDX-License-Identifier: MIT
"""Paints a row of the list: unread dot, title in two lines at most, facts, votes, tags; and the headers of days."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from paperdesk.domain.paper import PaperRow
from paperdesk.domain.query import Section
from paperdesk.domain.text import visible
from paperdesk.ui.paper_list.model import PaperListModel, PaperRole
from paperdesk.ui.theme import Colours, Theme
from paperdesk.ui.wording import authors_short, day_long, day_short, number, source_short

if TYPE_CHECKING:
    from paperdesk.search.snippets import Snippet
    from paperdesk.ui.paper_list.spark import Points

ROW_HEIGHT = 76
SNIPPET_HEIGHT = 20  # more, for the line that says why a paper was found
_LEFT = 30
_RIGHT = 14
_TAGS_SHOWN = 3
_CURVE_ROOM = 52  # pixels
_LONGEST_TITLE = 500  # code points; two lines never hold more

Index = QModelIndex | QPersistentModelIndex


class PaperDelegate(QStyledItemDelegate):
    """Every row has one height, so that 100,000 of them are laid out at once."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        taller = isinstance(model := index.model(), PaperListModel) and model.shows_snippets
        return QSize(240, ROW_HEIGHT + SNIPPET_HEIGHT * taller)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        section = index.data(PaperRole.SECTION)
        row = index.data(PaperRole.ROW)
        if section is not None:
            _paint_header(painter, option, section)
        elif row is not None:
            _paint_paper(painter, option, index, row)
        painter.restore()


def _paint_header(painter: QPainter, option: QStyleOptionViewItem, section: Section) -> None:
    colours = Theme.colours
    rect = option.rect
    font = QFont(option.font)
    font.setPixelSize(15)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours.text))
    line = QRect(rect.left() + _LEFT, rect.bottom() - 46, rect.width() - _LEFT - _RIGHT, 20)
    heading = day_long(section.day, date.today())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, heading)
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    counted = f"{number(section.count)} {'paper' if section.count == 1 else 'papers'}"
    unread = f"{counted} · {number(section.unread)} unread" if section.unread else counted
    painter.drawText(line.translated(0, 20), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, unread)
    _hairline(painter, option, colours)


def _paint_paper(painter: QPainter, option: QStyleOptionViewItem, index: Index, row: PaperRow) -> None:
    colours = Theme.colours
    title, snippet = str(index.data()), index.data(PaperRole.SNIPPET)
    _paint_ground(painter, option, colours)
    rect = option.rect.adjusted(_LEFT, 9, -_RIGHT, -8)
    curve = index.data(PaperRole.CURVE) or ()
    votes_width = _votes_width(option.font, row, curve)
    lines = _title_lines(option.font, visible(title), rect.width() - votes_width, row.read)
    if len(lines) == 1 and not curve:
        rect.adjust(0, 9, 0, -9)  # one line stands in the middle, close to its facts
    if curve:  # below the votes, in the place of a second line
        _paint_curve(painter, QPoint(rect.right() + 1, rect.top() + 21), curve, colours)
    if not row.read:
        painter.setBrush(QColor(colours.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(option.rect.left() + 16, rect.top() + 9), 4, 4)
    _paint_votes(painter, option.font, rect, row, colours)
    painter.setFont(_title_font(option.font, row.read))
    painter.setPen(QColor(colours.muted if row.read else colours.text))
    marks = index.data(PaperRole.TITLE_MARKS) or ()
    offset = 0
    for place, text in enumerate(lines):
        line = QRect(rect.left(), rect.top() + place * 19, rect.width() - votes_width, 19)
        paint_marked(painter, line, text, [(a - offset, b - offset, colour) for a, b, colour in marks])
        offset = visible(title).find(lines[1][:4], len(text)) if place == 0 and len(lines) > 1 else 0
    if snippet is not None:
        _paint_snippet(painter, option.font, QRect(rect.left(), rect.bottom() - 37, rect.width(), 18), snippet, colours)
    _paint_facts(painter, option.font, rect, index, row, colours)
    _hairline(painter, option, colours)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(colours.selected))
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.hover))
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 2, -2, -3), 4, 4)


def _hairline(painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
    painter.fillRect(
        QRect(option.rect.left() + _LEFT, option.rect.bottom(), option.rect.width() - _LEFT, 1),
        QColor(colours.hairline),
    )


def _facts_font(base: QFont) -> QFont:
    font = QFont(base)
    font.setPixelSize(12)
    return font


def _title_font(base: QFont, read: bool) -> QFont:
    font = QFont(base)
    font.setPixelSize(14)
    font.setWeight(QFont.Weight.Normal if read else QFont.Weight.DemiBold)
    return font


def _votes_width(base: QFont, row: PaperRow, curve: "Points" = ()) -> int:
    """Return the width to keep free for the votes, and the curve of their rise, at the right of the title."""
    votes = QFontMetrics(_facts_font(base)).horizontalAdvance(number(row.upvotes)) + 28 if row.upvotes else 8
    return max(votes, _CURVE_ROOM) if curve else votes


def _paint_curve(painter: QPainter, corner: QPoint, curve: "Points", colours: Colours) -> None:
    """Paint the curve of a rise, its upper right corner at `corner`."""
    from paperdesk.ui.paper_list.spark import HEIGHT, WIDTH, paint_spark  # a first paint has no curves

    paint_spark(painter, QRectF(corner.x() - WIDTH, corner.y(), WIDTH, HEIGHT), curve, colours.muted)


def _paint_votes(painter: QPainter, base: QFont, rect: QRect, row: PaperRow, colours: Colours) -> None:
    if not row.upvotes:
        return
    painter.setFont(_facts_font(base))
    painter.setPen(QColor(colours.muted))
    width = _votes_width(base, row) - 28
    place = QRect(rect.right() - width, rect.top(), width + 1, 18)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(row.upvotes))
    triangle = QPainterPath(QPointF(place.left() - 12, place.center().y() + 4))
    triangle.lineTo(place.left() - 4, place.center().y() + 4)
    triangle.lineTo(place.left() - 8, place.center().y() - 3)
    triangle.closeSubpath()
    painter.fillPath(triangle, QColor(colours.muted))


def _title_lines(base: QFont, title: str, width: int, read: bool) -> list[str]:
    """Break a title into two lines at most, the second one elided at a word."""
    font = _title_font(base, read)
    layout = QTextLayout(title[:_LONGEST_TITLE], font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    first = layout.createLine()
    if not first.isValid():
        layout.endLayout()
        return [""]
    first.setLineWidth(width)
    end = first.textLength()
    layout.endLayout()
    units = title.encode("utf-16-le", "surrogatepass")  # Qt counts in UTF-16 units
    head, rest = (part.decode("utf-16-le", "replace").strip() for part in (units[: 2 * end], units[2 * end :]))
    return [head, _elided(QFontMetrics(font), rest[:_LONGEST_TITLE], width)] if rest else [head]


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """Cut `text` at a word so that it fits with an ellipsis; inside a word only where there is no other way."""
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    head = cut.removesuffix("…")
    if not cut.endswith("…") or text[len(head) : len(head) + 1].isspace():
        return cut
    words, blank, _ = head.rpartition(" ")
    return f"{words} …" if blank and len(words) > len(head) // 2 else cut


def paint_marked(painter: QPainter, line: QRect, text: str, marks: Sequence[tuple[int, int, str]]) -> None:
    """Paint one line of text over its marks: start and end in code points of `text`, and the name of a colour."""
    metrics = painter.fontMetrics()
    for start, end, colour in marks:
        start, end = max(start, 0), min(end, len(text))
        if start < end:
            left, right = metrics.horizontalAdvance(text[:start]), metrics.horizontalAdvance(text[:end])
            place = QRectF(line.left() + left - 1, line.top() + 1, right - left + 2, line.height() - 2)
            path = QPainterPath()
            path.addRoundedRect(place, 3, 3)
            painter.fillPath(path, QColor(Theme.colours.mark(colour)))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _paint_snippet(painter: QPainter, base: QFont, line: QRect, snippet: "Snippet", colours: Colours) -> None:
    painter.setFont(_facts_font(base))
    painter.setPen(QColor(colours.muted))
    metrics = painter.fontMetrics()
    # The first mark stands in the first half of the line, however narrow it is.
    first = snippet.marks[0][0] if snippet.marks else 0
    start = 0
    while start < first and metrics.horizontalAdvance(snippet.text[start:first]) > line.width() // 3:
        start = snippet.text.find(" ", start, first) + 1 or first
    text = ("…" if start else "") + snippet.text[start:]
    shift = start - (1 if start else 0)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    paint_marked(painter, line, cut, [(a - shift, b - shift, "") for a, b in snippet.marks])


def _paint_facts(painter: QPainter, base: QFont, rect: QRect, index: Index, row: PaperRow, colours: Colours) -> None:
    font = _facts_font(base)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    line = QRect(rect.left(), rect.bottom() - 17, rect.width(), 18)
    right = line.right()
    if row.starred:
        right = _paint_star(painter, right, line, colours)
    if row.noted:
        right = _paint_note(painter, right, line)
    if row.later:
        right = _paint_chip(painter, metrics, right, line, "later", colours.chip, colours.muted)
    for label in reversed(_tag_labels(metrics, row.tags, (right - line.left()) // 2)):
        right = _paint_chip(painter, metrics, right, line, label, colours.chip, colours.text)
    if index.data(PaperRole.NEW):
        right = _paint_chip(painter, metrics, right, line, "new", colours.badge, colours.text)
    if index.data(PaperRole.FOR_ME):
        right = _paint_chip(painter, metrics, right, line, "for me", colours.selected, colours.text)
    authors = authors_short(row.authors, row.author_count)
    facts = " · ".join(p for p in (authors, source_short(row.source), day_short(row.day, date.today())) if p)
    painter.setPen(QColor(colours.muted))
    text = metrics.elidedText(facts, Qt.TextElideMode.ElideRight, right - line.left() - 8)
    paint_marked(painter, line, text, index.data(PaperRole.AUTHOR_MARKS) or ())


def _tag_labels(metrics: QFontMetrics, tags: Sequence[str], room: int) -> list[str]:
    """Return what the chips of `tags` say: as many as have room, three at most, and how many more there are."""
    labels = []
    for tag in tags[:_TAGS_SHOWN]:
        label = "#" + metrics.elidedText(visible(tag.rsplit("/", 1)[-1]), Qt.TextElideMode.ElideRight, 96)
        room -= metrics.horizontalAdvance(label) + 16
        if room < 0:
            break
        labels.append(label)
    return labels + ([f"+{len(tags) - len(labels)}"] if len(labels) < len(tags) else [])


def _paint_star(painter: QPainter, right: int, line: QRect, colours: Colours) -> int:
    painter.setPen(QColor(colours.star))
    painter.drawText(QRect(right - 13, line.top(), 14, line.height()), Qt.AlignmentFlag.AlignCenter, "★")
    painter.setPen(QColor(colours.muted))
    return right - 18


def _paint_note(painter: QPainter, right: int, line: QRect) -> int:
    from paperdesk.ui.icons import icon  # loads what draws them, which a first list without notes does without

    icon("notebook-pen").paint(painter, QRect(right - 14, line.top() + 2, 14, 14))
    return right - 19


def _paint_chip(
    painter: QPainter, metrics: QFontMetrics, right: int, line: QRect, text: str, ground: str, ink: str
) -> int:
    """Paint one chip that ends at `right`; return where the next may end."""
    width = metrics.horizontalAdvance(text) + 12
    chip = QRectF(right - width, line.top() + 0.5, width, line.height() - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(chip, 8, 8)
    painter.setPen(QColor(ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    return right - width - 4
