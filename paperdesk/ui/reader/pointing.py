# SPDX-License-Identifier: MIT
"""The mouse over the highlights of the reader: resting on one, clicking one, dragging its edges."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor

from paperdesk.ui.reader.highlights import ReaderHighlights
from paperdesk.ui.reader.view import ReaderView

_REST = 350  # milliseconds on a highlight until it is looked at
_NEAR = 9  # pixels around a handle that take hold of it
_STILL = 4  # pixels that a click may move


class Pointing(QObject):
    """Watches the mouse; places are pixels of the reader's viewport.

    `rested` and `clicked` bring the highlights under it, the shortest first, and where it is; `left` when it is on
    none any more; `clicked_away`; `moved` brings a highlight and its new range in the document.
    """

    rested = Signal(object, QPoint)
    clicked = Signal(object, QPoint)
    left = Signal()
    clicked_away = Signal()
    moved = Signal(int, int, int)

    def __init__(self, reader: ReaderView, highlights: ReaderHighlights) -> None:
        super().__init__(reader)
        self._reader = reader
        self._highlights = highlights
        self._pressed: QPoint | None = None
        self._edge = -1  # 0 while the beginning is dragged, 1 while the end is
        self._range = (0, 0)
        self._over: list[int] = []
        self._place = QPoint()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_REST)
        self._patience.timeout.connect(self._rest)
        reader.setMouseTracking(True)
        reader.viewport().setMouseTracking(True)
        reader.viewport().installEventFilter(self)

    def stop(self) -> None:
        """Watch no more: the window closes."""
        self._patience.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Leave:
            self._leave()
        elif isinstance(event, QMouseEvent):
            place = event.position().toPoint()
            if kind == QEvent.Type.MouseMove:
                return self._move(event, place)
            if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                return self._press(place)
            if kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
                return self._release(place)
        return False

    # --- resting and clicking --------------------------------------------------------------------------

    def _move(self, event: QMouseEvent, place: QPoint) -> bool:
        if self._edge >= 0:
            self._drag(place)
            return True
        if event.buttons():
            self._leave()
            return False
        over = self._highlights.at_point(self._in_document(place))
        if self._edge_at(place) >= 0:
            self._reader.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            return True  # the text would set another cursor
        if self._reader.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor:
            self._reader.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        if over != self._over:
            self._over = list(over)
            self._patience.stop()
            if over:
                self._place = place
                self._patience.start()
            else:
                self.left.emit()
        return False

    def _leave(self) -> None:
        self._patience.stop()
        if self._over:
            self._over = []
            self.left.emit()

    def _rest(self) -> None:
        if self._over:
            self.rested.emit(list(self._over), self._place)

    def _press(self, place: QPoint) -> bool:
        self._patience.stop()
        self._pressed = place
        self._edge = self._edge_at(place)
        span = self._highlights.span(self._highlights.chosen.id) if self._highlights.chosen is not None else None
        if self._edge >= 0 and span is not None:
            self._range = (span.start, span.end)
            return True
        self._edge = -1
        return False

    def _release(self, place: QPoint) -> bool:
        pressed, self._pressed = self._pressed, None
        if self._edge >= 0:
            self._edge = -1
            chosen = self._highlights.chosen
            if chosen is not None:
                self.moved.emit(chosen.id, *self._range)
            return True
        still = pressed is not None and (place - pressed).manhattanLength() < _STILL
        if not still or self._reader.textCursor().hasSelection() or self._reader.anchorAt(place):
            return False
        over = self._highlights.at_point(self._in_document(place))
        if over:
            self.clicked.emit(over, place)
        else:
            self.clicked_away.emit()
        return False

    # --- edges -----------------------------------------------------------------------------------------

    def _edge_at(self, place: QPoint) -> int:
        edges = self._highlights.edges()
        there = self._in_document(place)
        for number, edge in enumerate(edges or ()):
            if (edge - there).manhattanLength() <= _NEAR:
                return number
        return -1

    def _drag(self, place: QPoint) -> None:
        """Let the edge that is held follow the mouse; it never passes the other one."""
        places = self._highlights.places
        if places is None:
            return
        there = min(max(self._reader.cursorForPosition(place).position(), places.first), places.last)
        start, end = self._range
        if self._edge == 0:
            start = min(there, end - 1)
        else:
            end = max(there, start + 1)
        stored = places.stored(start, end)
        if stored is not None:
            self._range = (start, end)
            self._highlights.drag(*places.shown(*stored))

    def step_edge(self, edge: int, by: int) -> tuple[int, int] | None:
        """Return the range of the chosen highlight with one edge moved by a word; None where it cannot go there."""
        places, chosen = self._highlights.places, self._highlights.chosen
        span = self._highlights.span(chosen.id) if chosen is not None else None
        if places is None or span is None:
            return None
        ends = [span.start, span.end]
        cursor = QTextCursor(self._reader.document())
        cursor.setPosition(ends[edge])
        move = QTextCursor.MoveOperation
        if edge == 0:
            cursor.movePosition(move.NextWord if by > 0 else move.PreviousWord)
        elif by > 0:
            cursor.movePosition(move.EndOfWord)
            if cursor.position() == ends[1]:
                cursor.movePosition(move.NextWord)
                cursor.movePosition(move.EndOfWord)
        else:
            cursor.movePosition(move.PreviousWord)
            while str(self._reader.document().characterAt(cursor.position() - 1)).isspace():
                cursor.movePosition(move.PreviousCharacter)
        ends[edge] = min(max(cursor.position(), places.first), places.last)
        return (ends[0], ends[1]) if ends[0] < ends[1] and ends != [span.start, span.end] else None

    def _in_document(self, place: QPoint) -> QPointF:
        return QPointF(
            place.x() + self._reader.horizontalScrollBar().value(), place.y() + self._reader.verticalScrollBar().value()
        )
