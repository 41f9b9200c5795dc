# SPDX-License-Identifier: MIT
"""Paints the highlights of the paper that is read, and knows where each stands. The document itself is not touched."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QLineF, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from paperdesk.domain.annotation import Highlight, HighlightId
from paperdesk.ui.reader.geometry import LinePiece, Page
from paperdesk.ui.reader.places import Places
from paperdesk.ui.reader.segments import Segment, Span, crowded, cut
from paperdesk.ui.reader.view import Layer, ReaderView
from paperdesk.ui.theme import Theme, blend

DRAFT = HighlightId(0)  # of what is not written yet
# Qt draws all lines once more for each selection: with more than these a frame is missed, and their grounds are
# painted under the text at once.
_SELECTIONS = 48
_LINE = 2.0  # pixels of the lines that tell crowded highlights apart
_KNOB = 4.5  # radius of a handle


class ReaderHighlights(QObject):
    """Keeps the highlights of a reader painted in whatever type and colours the paper is set; one may be chosen."""

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, reader: ReaderView) -> None:
        super().__init__(reader)
        self._reader = reader
        self._places: Places | None = None
        self._spans: list[Span] = []
        self._drafts: list[tuple[int, int, int, str]] = []  # paper, stored range, colour
        self._dragged: tuple[int, int] | None = None
        self._chosen: HighlightId | None = None
        self._paper = 0
        self._segments: list[Segment] = []
        self._under: list[Segment] = []
        self._laid: tuple[float, float] = (-1, -1)
        self._page: Page | None = None
        self._grounds: list[tuple[QColor, list[QRectF]]] = []
        self._dots: list[QLineF] = []
        self._lines: list[tuple[QColor, list[QRectF]]] = []
        reader.was_set.connect(self._set_anew)
        reader.annotated.connect(self._refresh)
        reader.set_painting(self._paint_below, self._paint_above)
        self._set_anew()

    # --- what there is ---------------------------------------------------------------------------------

    @property
    def places(self) -> Places | None:
        """The bridge to what is stored, None where no paper is shown."""
        return self._places

    @property
    def spans(self) -> Sequence[Span]:
        """The highlights that are shown, in the order of the text."""
        return self._spans

    @property
    def chosen(self) -> Highlight | None:
        """The highlight that is chosen."""
        return self.highlight(self._chosen) if self._chosen is not None else None

    def highlight(self, highlight: HighlightId) -> Highlight | None:
        """Return a highlight of the paper that is shown."""
        paper = self._reader.paper
        return next((h for h in paper.highlights if h.id == highlight), None) if paper is not None else None

    def span(self, highlight: HighlightId | None) -> Span | None:
        """Return where a highlight stands, None where it is not shown."""
        return next((span for span in self._spans if span.id == highlight), None)

    def at(self, position: int) -> list[HighlightId]:
        """Return the highlights over a place of the document, the shortest first."""
        found = [s for s in self._spans if s.start <= position < s.end and s.id != DRAFT]
        return [s.id for s in sorted(found, key=lambda s: (s.end - s.start, s.start))]

    def at_point(self, point: QPointF) -> list[HighlightId]:
        """Return the highlights over a point of the document, the shortest first; beside the text there is none."""
        layout = self._reader.document().documentLayout()
        near = layout.hitTest(point, Qt.HitTestAccuracy.ExactHit) if self._spans else -1
        for place in (near, near - 1):  # the nearest border of a character may be the one behind it
            if place >= 0 and any(p.rect.contains(point) for p in self._pieces(place, place + 1)):
                return self.at(place)
        return []

    def choose(self, highlight: HighlightId | None) -> None:
        """Let a highlight of the paper that is shown be chosen, or none."""
        if highlight != self._chosen:
            self._chosen = highlight
            self._dragged = None
            self._show()
            self.chosen_changed.emit()

    def reveal(self, highlight: HighlightId) -> None:
        """Choose a highlight and bring it into sight."""
        self.choose(highlight)
        span = self.span(highlight)
        if span is None:
            return
        cursor = QTextCursor(self._reader.document())
        for place in (span.end, span.start):
            cursor.setPosition(place)
            self._reader.setTextCursor(cursor)
            self._reader.ensureCursorVisible()

    def neighbour(self, by: int) -> HighlightId | None:
        """Return the highlight after (1) or before (-1) the chosen one, or the first or last; None where there is none."""
        ids = [span.id for span in self._spans if span.id != DRAFT]
        if not ids:
            return None
        if self._chosen not in ids:
            return ids[0 if by > 0 else -1]
        return ids[(ids.index(self._chosen) + by) % len(ids)]

    def draft(self, start: int, end: int, colour: str) -> None:
        """Show a highlight of a stored range at once, until the paper comes with it."""
        if self._reader.paper is not None:
            self._drafts.append((self._reader.paper.id, start, end, colour))
            self._refresh()

    def drag(self, first: int, last: int) -> None:
        """Show the chosen highlight over a range of the document while its edge is moved."""
        self._dragged = (first, last)
        self._refresh()

    def drop(self) -> None:
        """Show drafts and dragged edges no more."""
        self._drafts, self._dragged = [], None
        self._refresh()

    def edges(self) -> tuple[QPointF, QPointF] | None:
        """Return where the handles of the chosen highlight are, in the document's coordinates."""
        span = self.span(self._chosen)
        pieces = self._pieces(span.start, span.end) if span is not None else []
        if not pieces:
            return None
        return _handles(pieces)

    def bounds(self, span: Span) -> QRect:
        """Return the rectangle around a highlight, in pixels of the reader's viewport."""
        around = QRectF()
        for piece in self._pieces(span.start, span.end):
            around = around.united(piece.rect)
        across, down = self._reader.horizontalScrollBar().value(), self._reader.verticalScrollBar().value()
        return around.translated(-across, -down).toAlignedRect()

    # --- showing ---------------------------------------------------------------------------------------

    def _set_anew(self) -> None:
        paper, rendering = self._reader.paper, self._reader.rendering
        self._places = Places(rendering, self._reader.abstract_start) if rendering is not None else None
        if paper is None or paper.id != self._paper:
            self._paper = paper.id if paper is not None else 0
            self._dragged = None
            if self._chosen is not None:
                self._chosen = None
                self.chosen_changed.emit()
        self._refresh()

    def _refresh(self) -> None:
        paper = self._reader.paper
        highlights = paper.highlights if paper is not None else ()
        if self._chosen is not None and all(h.id != self._chosen for h in highlights):
            self._chosen = None
            self.chosen_changed.emit()
        stored = {(h.selector.start, h.selector.end) for h in highlights}
        self._drafts = [d for d in self._drafts if d[0] == self._paper and d[1:3] not in stored]
        self._spans = sorted(self._all_spans(highlights), key=lambda span: (span.start, span.end))
        self._show()
        self.changed.emit()

    def _all_spans(self, highlights: Sequence[Highlight]) -> Iterator[Span]:
        if self._places is None:
            return
        for h in highlights:
            if not h.detached:
                first, last = self._places.shown(h.selector.start, h.selector.end)
                span = Span(h.id, first, last, h.colour, bool(h.note.strip()))
                if h.id == self._chosen and self._dragged is not None:
                    span = span._replace(start=self._dragged[0], end=self._dragged[1])
                if span.start < span.end:
                    yield span
        for _, start, end, colour in self._drafts:
            yield Span(DRAFT, *self._places.shown(start, end), colour)

    def _show(self) -> None:
        self._laid = (-1, -1)
        segments = cut(self._spans)
        few = len(segments) <= _SELECTIONS
        self._segments = segments
        self._under = [] if few else segments
        shown = [self._selection(segment) for segment in segments] if few else []
        self._reader.show_layer(Layer.HIGHLIGHTS, shown + [self._inked(*link) for link in self._links_over()])
        self._reader.viewport().update()

    def _selection(self, segment: Segment) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setBackground(QColor(blend(Theme.colours, segment.colours, segment.depth)))
        if segment.noted:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(QColor(Theme.colours.text))
        selection.cursor, selection.format = self._cursor(segment.start, segment.end), form
        return selection

    def _links_over(self) -> Iterator[tuple[int, int]]:
        """Yield the parts of links that are highlighted: their own ink is too faint over some of the colours."""
        if self._places is None or not self._segments:
            return
        for first, last in self._places.links():
            for segment in self._segments[bisect_left(self._segments, first, key=lambda s: s.end) :]:
                if segment.start >= last:
                    break
                if max(first, segment.start) < min(last, segment.end):
                    yield max(first, segment.start), min(last, segment.end)

    def _inked(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        form.setForeground(QColor(Theme.colours.text))
        form.setFontUnderline(True)
        selection.cursor, selection.format = self._cursor(start, end), form
        return selection

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._reader.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _pieces(self, start: int, end: int) -> list[LinePiece]:
        self._lay()
        return self._page.pieces(start, end) if self._page is not None else []

    # --- painting --------------------------------------------------------------------------------------

    def _lay(self) -> None:
        """Find out where everything is painted, once for each width of the page."""
        size = self._reader.document().documentLayout().documentSize()
        if self._laid == (size.width(), size.height()):
            return
        self._laid = (size.width(), size.height())
        places, document = self._places, self._reader.document()
        page = self._page = Page(document, *((places.first, places.last) if places is not None else (0, 0)))
        colours = Theme.colours
        self._dots = []
        grounds: dict[str, list[QRectF]] = {}
        for segment in self._under:
            pieces = page.pieces(segment.start, segment.end)
            grounds.setdefault(blend(colours, segment.colours, segment.depth), []).extend(p.rect for p in pieces)
            if segment.noted:
                self._dots += [QLineF(p.rect.left(), y := p.baseline + 2, p.rect.right(), y) for p in pieces]
        self._grounds = [(QColor(colour), rects) for colour, rects in grounds.items()]
        lines: dict[str, list[QRectF]] = {}
        levels = crowded(self._spans)
        for span in self._spans:
            level = levels.get(span.id)
            if level is not None:
                rects = lines.setdefault(colours.ink(span.colour), [])
                rects += _underlines(page.pieces(span.start, span.end), level)
        self._lines = [(QColor(colour), rects) for colour, rects in lines.items()]

    def _paint_below(self, painter: QPainter) -> None:
        if self._under:
            self._lay()
            for colour, rects in self._grounds:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRects(rects)
            painter.setPen(QPen(QColor(Theme.colours.text), 1, Qt.PenStyle.DotLine))
            painter.drawLines(self._dots)

    def _paint_above(self, painter: QPainter) -> None:
        if not self._spans:
            return
        self._lay()
        for colour, rects in self._lines:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRects(rects)
        span = self.span(self._chosen)
        if span is not None:
            self._paint_chosen(painter, self._pieces(span.start, span.end))

    def _paint_chosen(self, painter: QPainter, pieces: Sequence[LinePiece]) -> None:
        """Frame the chosen highlight, with a handle at each end."""
        if not pieces:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(Theme.colours.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1.5))
        for piece in pieces:
            painter.drawLine(piece.rect.bottomLeft(), piece.rect.bottomRight())
            painter.drawLine(piece.rect.topLeft(), piece.rect.topRight())
        first, last = pieces[0], pieces[-1]
        for x, rect in ((first.begins, first.rect), (last.ends, last.rect)):
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setBrush(accent)
        painter.setPen(QPen(QColor(Theme.colours.paper), 1))
        for centre in _handles(pieces):
            painter.drawEllipse(centre, _KNOB, _KNOB)


def _handles(pieces: Sequence[LinePiece]) -> tuple[QPointF, QPointF]:
    """Return where the first piece begins, at its top, and where the last one ends, at its foot."""
    first, last = pieces[0], pieces[-1]
    return QPointF(first.begins, first.rect.top()), QPointF(last.ends, last.rect.bottom())


def _underlines(pieces: Sequence[LinePiece], level: int) -> list[QRectF]:
    """Return a line under each piece, `level` lines below the first; the ends stand back, so that touching ones part."""
    made = []
    for place, piece in enumerate(pieces):
        ends = (place == 0, place == len(pieces) - 1)
        left = piece.rect.left() + ends[piece.leftward]
        right = piece.rect.right() - ends[not piece.leftward]
        top = min(piece.baseline + 3 + level * (_LINE + 0.5), piece.rect.bottom() - _LINE)
        made.append(QRectF(left, top, max(right - left, 1), _LINE))
    return made
