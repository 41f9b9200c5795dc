# SPDX-License-Identifier: MIT
"""The small bar at what is selected in the reader: five colours, a note, copy."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout

from paperdesk.ui.buttons import ToolButton
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.icons import icon
from paperdesk.ui.reader.highlights import ReaderHighlights
from paperdesk.ui.reader.swatch import SwatchRow
from paperdesk.ui.reader.view import ReaderView

_GAP = 6  # pixels between the bar and the text


class SelectionBar(QFrame):
    """Stands above what is selected in the abstract, or below where there is no room, and takes no keyboard by itself."""

    picked = Signal(str)
    note_asked = Signal()
    copy_asked = Signal()

    def __init__(self, reader: ReaderView, highlights: ReaderHighlights, names: ColourNames) -> None:
        super().__init__(reader.viewport())
        self._reader = reader
        self._highlights = highlights
        self.setObjectName("selectionBar")
        self.setAccessibleName("What to do with the selected text")
        self.colours = SwatchRow(names, "Highlight", self)
        self.colours.picked.connect(self.picked)
        self.note = self._button("sticky-note", "Highlight with a note (N)", "Highlight with a note", self.note_asked)
        self.copy = self._button("copy", "Copy the text (Ctrl+C)", "Copy the text", self.copy_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(2)
        for widget in (self.colours, self.note, self.copy):
            row.addWidget(widget)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        reader.selectionChanged.connect(self.follow)
        highlights.changed.connect(self.follow)
        reader.viewport().installEventFilter(self)

    def _button(self, name: str, tip: str, spoken: str, signal: object) -> ToolButton:
        button = ToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setAccessibleName(spoken)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    def dress(self) -> None:
        """Draw the icons in the colours of the theme in force."""
        self.note.setIcon(icon("sticky-note"))
        self.copy.setIcon(icon("copy"))

    def follow(self) -> None:
        """Stand at what is selected in the abstract; go where nothing is."""
        # While the text is being selected by mouse, the bar waits for the button to be released.
        if self._range() is None or not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._show()

    def _show(self) -> None:
        found = self._range()
        if found is None:
            self.hide()
        else:
            self._place(*found)

    def _range(self) -> tuple[int, int] | None:
        """Return what is selected of the abstract, None for nothing."""
        cursor, places = self._reader.textCursor(), self._highlights.places
        if places is None:
            return None
        first, last = max(cursor.selectionStart(), places.first), min(cursor.selectionEnd(), places.last)
        return (first, last) if first < last else None

    def _place(self, first: int, last: int) -> None:
        self.adjustSize()
        begin, end = self._rect(first), self._rect(last)
        room = self._reader.viewport().rect()
        left = min(max(begin.left(), 4), room.width() - self.width() - 4)
        top = begin.top() - self.height() - _GAP
        if top < 0:
            top = end.bottom() + _GAP
        self.move(left, min(top, max(room.height() - self.height() - 4, 0)))
        self.show()
        self.raise_()

    def _rect(self, place: int) -> QRect:
        cursor = QTextCursor(self._reader.document())
        cursor.setPosition(place)
        return self._reader.cursorRect(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._reader.textCursor().hasSelection():
            self._show()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the text below is not meant

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
