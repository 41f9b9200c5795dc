# SPDX-License-Identifier: MIT
"""Where ranges of the document stand on the page: a rectangle for each line, in the document's coordinates."""

from bisect import bisect_right
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextDocument, QTextLine


class LinePiece(NamedTuple):
    """A part of one line: its rectangle, and where the line's letters stand on."""

    rect: QRectF
    baseline: float


class _Line(NamedTuple):
    """One line as it was laid out; `first` and `last` are places in the document, `offset` is where its block begins."""

    first: int
    last: int
    offset: int
    line: QTextLine
    left: float
    top: float
    height: float
    ascent: float


class Page:
    """The lines of the range [start, end) of a document, in UTF-16 units, as they are laid out now.

    Qt answers quickly, but through many small questions: what was asked once is kept.
    """

    def __init__(self, document: QTextDocument, start: int, end: int) -> None:
        self._lines: list[_Line] = []
        block = document.findBlock(start)
        while block.isValid() and block.position() < end:
            layout, offset = block.layout(), block.position()
            place = layout.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = offset + line.textStart()
                last = first + line.textLength()
                left, top = place.x(), place.y() + line.y()
                self._lines.append(_Line(first, last, offset, line, left, top, line.height(), line.ascent()))
            block = block.next()
        self._firsts = [line.first for line in self._lines]
        self._known: dict[tuple[int, int], float] = {}

    def pieces(self, start: int, end: int) -> list[LinePiece]:
        """Return the pieces of lines that the range [start, end) covers."""
        made: list[LinePiece] = []
        number = max(bisect_right(self._firsts, start) - 1, 0)
        while number < len(self._lines) and self._lines[number].first < end:
            line = self._lines[number]
            first, last = max(start, line.first), min(end, line.last)
            if first < last:
                one, other = self._x(number, first), self._x(number, last)
                rect = QRectF(min(one, other), line.top, abs(other - one), line.height)
                made.append(LinePiece(rect, line.top + line.ascent))
            number += 1
        return made

    def _x(self, number: int, place: int) -> float:
        found = self._known.get((number, place))
        if found is None:
            line = self._lines[number]
            answer: object = line.line.cursorToX(place - line.offset)
            # In Python it is a pair, with the place that was taken; its declared type says otherwise.
            within = answer[0] if isinstance(answer, tuple) else answer
            found = self._known[number, place] = line.left + float(within)  # type: ignore[arg-type]
        return found
