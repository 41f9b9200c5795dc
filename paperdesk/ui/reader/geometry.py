# SPDX-License-Identifier: MIT
"""Where ranges of the document stand on the page: a rectangle for each line, in the document's coordinates."""

from bisect import bisect_right
from typing import NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextDocument, QTextLine


class LinePiece(NamedTuple):
    """A part of one line: its rectangle, where the line's letters stand on, and at which of its sides it begins to be read."""

    rect: QRectF
    baseline: float
    leftward: bool = False

    @property
    def begins(self) -> float:
        """The side from which it is read: the left one, but for scripts that run to the left."""
        return self.rect.right() if self.leftward else self.rect.left()

    @property
    def ends(self) -> float:
        """The other side."""
        return self.rect.left() if self.leftward else self.rect.right()


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
    mixed: bool
    leftward: bool


class Page:
    """The lines of the range [start, end) of a document, in UTF-16 units, as they are laid out now.

    Qt answers quickly, but through many small questions: what was asked once is kept.
    """

    def __init__(self, document: QTextDocument, start: int, end: int) -> None:
        self._lines: list[_Line] = []
        block = document.findBlock(start)
        while block.isValid() and block.position() < end:
            layout, offset, mixed = block.layout(), block.position(), _runs_left(block.text())
            leftward = block.textDirection() == Qt.LayoutDirection.RightToLeft
            place = layout.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = offset + line.textStart()
                last = first + line.textLength()
                left, top = place.x(), place.y() + line.y()
                self._lines.append(
                    _Line(first, last, offset, line, left, top, line.height(), line.ascent(), mixed, leftward)
                )
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
            runs = self._runs(number, first, last) if line.mixed else [(self._x(number, first), self._x(number, last))]
            for one, other in runs if first < last else ():
                rect = QRectF(min(one, other), line.top, abs(other - one), line.height)
                made.append(LinePiece(rect, line.top + line.ascent, other < one))
            number += 1
        return made

    def _runs(self, number: int, first: int, last: int) -> list[tuple[float, float]]:
        """Return from where to where each stretch of one direction goes, in the order in which they are read.

        Where directions meet, Qt's cursor stands on one side of the border only: glyphs tell where each character is.
        """
        line, runs, before = self._lines[number], list[tuple[float, float]](), None
        glyphs = line.line.glyphRuns(first - line.offset, last - first)
        for run in sorted(glyphs, key=lambda run: run.boundingRect().left(), reverse=line.leftward):
            rect = run.boundingRect().translated(line.left, 0)
            one, other = (rect.right(), rect.left()) if run.isRightToLeft() else (rect.left(), rect.right())
            if before == run.isRightToLeft():  # only their faces differ: a blank is not of the face of its words
                runs[-1] = (runs[-1][0], other)
            else:
                runs.append((one, other))
            before = run.isRightToLeft()
        return runs

    def _x(self, number: int, place: int) -> float:
        found = self._known.get((number, place))
        if found is None:
            line = self._lines[number]
            answer: object = line.line.cursorToX(place - line.offset)
            # In Python it is a pair, with the place that was taken; its declared type says otherwise.
            within = answer[0] if isinstance(answer, tuple) else answer
            found = self._known[number, place] = line.left + float(within)  # type: ignore[arg-type]
        return found


def _runs_left(text: str) -> bool:
    """Whether any of a text is in a script that runs to the left."""
    return not text.isascii() and any(bidirectional(char) in ("R", "AL") for char in text)
