# SPDX-License-Identifier: MIT
"""Marks words in the reader, and goes from one that was searched to the next. The document itself is not touched."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from paperdesk.domain.paper import Paper
from paperdesk.domain.text import visible
from paperdesk.reading.abstract import render_line
from paperdesk.ui.reader.places import units
from paperdesk.ui.reader.view import Layer, ReaderView
from paperdesk.ui.theme import Theme

if TYPE_CHECKING:
    from paperdesk.ui.marking import Mark, Marking

_BETWEEN_NAMES = ", "


class ReaderMarks(QObject):
    """Keeps the marks of a reader as long as a paper is shown, in whatever type and colours it is set."""

    def __init__(self, reader: ReaderView) -> None:
        super().__init__(reader)
        self._reader = reader
        self._marking: Marking | None = None
        self._places: list[tuple[int, int]] = []
        self._current = -1
        reader.was_set.connect(self._mark)

    def set_marking(self, marking: "Marking | None") -> None:
        """Mark what `marking` says, nothing for None."""
        self._marking = marking
        self._mark()

    def count(self) -> int:
        """Return in how many places of the abstract the searched words stand."""
        return len(self._places)

    def step(self, by: int) -> int:
        """Go to the next (1) or the previous (-1) place; return its number from 1 on, 0 where there is none."""
        if not self._places:
            return 0
        self._current = (self._current + by) % len(self._places) if self._current >= 0 else (0 if by > 0 else -1)
        self._current %= len(self._places)
        cursor = QTextCursor(self._reader.document())
        cursor.setPosition(self._places[self._current][0])
        self._reader.setTextCursor(cursor)
        self._reader.ensureCursorVisible()
        self._show()
        return self._current + 1

    def _mark(self) -> None:
        self._current = -1
        self._show()

    def _show(self) -> None:
        paper, rendering = self._reader.paper, self._reader.rendering
        self._places = []
        if not self._marking or paper is None or rendering is None:
            self._reader.show_layer(Layer.WORDS, [])
            return
        title, start = render_line(paper.title).plain, self._reader.abstract_start
        marks = _in_units(title, 0, self._marking.title(title))
        marks += self._author_marks(paper, self._marking)
        marks += _in_units(rendering.plain, start, self._marking.abstract(rendering.plain))
        self._places = [(a, b) for a, b, colour in marks if not colour and a >= start]
        shown = [self._selection(a, b, Theme.colours.mark(colour)) for a, b, colour in marks]
        if self._current >= 0:
            shown.append(self._selection(*self._places[self._current], Theme.colours.accent, Theme.colours.paper))
        self._reader.show_layer(Layer.WORDS, shown)

    def _author_marks(self, paper: Paper, marking: "Marking") -> list[tuple[int, int, str]]:
        """Return the marks in the line of authors, which stands below the title; each name by itself."""
        line = self._reader.document().findBlockByNumber(1)
        text, start, place = line.text(), 0, line.position()  # code points, and units
        marks: list[tuple[int, int, str]] = []
        for name in map(visible, paper.authors):
            if not text.startswith(name, start):
                break  # not all of very many are named
            marks += _in_units(name, place, marking.author(name))
            start += len(name) + len(_BETWEEN_NAMES)
            place += units(name)[-1] + len(_BETWEEN_NAMES)
        return marks

    def _selection(self, start: int, end: int, ground: str, ink: str = "") -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._reader.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setBackground(QColor(ground))
        if ink:
            form.setForeground(QColor(ink))
        selection.cursor, selection.format = cursor, form
        return selection


def _in_units(text: str, start: int, marks: "Iterable[Mark]") -> list[tuple[int, int, str]]:
    """Return marks in UTF-16 units, as Qt counts, `text` standing at `start`."""
    counted = units(text)
    return [(start + counted[a], start + counted[b], colour) for a, b, colour in marks]
