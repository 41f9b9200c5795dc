# SPDX-License-Identifier: MIT
"""A field for Markdown: bold, italic, links and lists by the keys that people know. It keeps nothing and asks nothing."""

import re
import struct

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from paperdesk.domain.text import storable
from paperdesk.ui.notes import writing
from paperdesk.ui.notes.writing import Edit

LONGEST = 1_000_000  # UTF-16 units of a note that can be typed or pasted here
_MARKS = {"Ctrl+B": "**", "Ctrl+I": "*"}
_LINK = "Ctrl+K"
_LONG_WORD = re.compile(r"\S{5000}")
_OURS = {QKeySequence(key)[0].toCombined(): key for key in (*_MARKS, _LINK)}  # type: ignore[index]


class NoteField(QPlainTextEdit):
    """Text in Markdown.

    `edited` is emitted when the reader changes the text, not when `show_text` does; `left` at Escape; `rested` when the
    keyboard goes elsewhere; `link_begun` with what was typed after `[[`, `link_ended` when that is over.
    """

    edited = Signal()
    left = Signal()
    rested = Signal()
    link_begun = Signal(str)
    link_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._showing = False
        self._in_link = False
        self._offers: QWidget | None = None
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._look_for_link)

    # --- the text --------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return what stands here; line breaks are line feeds."""
        return storable(self.toPlainText())

    def show_text(self, text: str) -> None:
        """Show `text` from its beginning; what was typed before cannot be undone here any more."""
        self._showing = True
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setPlainText(text)
        self._fit()
        self._showing = False
        self._end_link()

    def follow_text(self, text: str) -> None:
        """Show `text` in the place of what it grew from; cursor, selection and scroll bar stay where they can."""
        before = self.toPlainText()
        if text == before:
            return
        start, old, new = _difference(before, text)
        held = self.textCursor()
        places = [_moved(place, start, old, len(_units(new))) for place in (held.anchor(), held.position())]
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + old, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new)
        held.setPosition(places[0])
        held.setPosition(places[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(held)
        self._showing = False
        self._fit()

    def _fit(self) -> None:
        """Break lines anywhere where a word is too long for Qt to look for its end: that takes the square of its length."""
        is_long = _LONG_WORD.search(self.toPlainText()) is not None
        mode = QTextOption.WrapMode
        wanted = mode.WrapAnywhere if is_long else mode.WrapAtWordBoundaryOrAnywhere
        if wanted is not self.wordWrapMode():
            self.setWordWrapMode(wanted)

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    # --- the keys --------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.accept()  # else the window's own commands of these keys would be carried out
            return True
        if event.type() == QEvent.Type.KeyPress and self._is_for_offers(event):
            event.ignore()  # and what is offered takes it
            return True
        if event.type() == QEvent.Type.KeyPress and self._shift(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        ours = _OURS.get(event.keyCombination().toCombined())
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self.isReadOnly():
            return False
        elif ours:
            self.set_link() if ours == _LINK else self.wrap(_MARKS[ours])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            return self._break_line()
        else:
            return False
        return True

    def _is_for_offers(self, event: QKeyEvent) -> bool:
        if self._offers is None or not self._offers.isVisible():
            return False
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)

    def give_way_to(self, offers: QWidget) -> None:
        """Leave Return, Tab and Escape to `offers` while it is in sight."""
        self._offers = offers

    def wrap(self, mark: str) -> None:
        """Put `mark` around what is selected, or take it off."""
        cursor = self.textCursor()
        self._apply(writing.wrap(_units(self.toPlainText()), cursor.selectionStart(), cursor.selectionEnd(), mark))

    def set_link(self) -> None:
        """Make a link of what is selected, to the address that was copied where one was."""
        cursor = self.textCursor()
        copied = QGuiApplication.clipboard().text()
        self._apply(
            writing.link(_units(self.toPlainText()), cursor.selectionStart(), cursor.selectionEnd(), _units(copied))
        )

    def _break_line(self) -> bool:
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        made = writing.break_line(_units(cursor.block().text()), cursor.positionInBlock())
        if made is None:
            return False
        if made:
            cursor.insertText(made)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _shift(self, event: QKeyEvent) -> bool:
        """Let Tab take the entry of a list one level deeper, and Shift+Tab back; elsewhere they leave the field."""
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or self.isReadOnly():
            return False
        deeper = event.key() == Qt.Key.Key_Tab and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        cursor = self.textCursor()
        line = cursor.block().text()
        made = writing.shift(line, deeper=deeper)
        if made is None:
            return False
        more = len(made) - len(line)
        start = QTextCursor(cursor.block())
        if more > 0:
            start.insertText(" " * more)
        else:
            start.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, -more)
            start.removeSelectedText()
        return True

    def _apply(self, edit: Edit) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()  # else it would be undone with what was typed before
        cursor.setPosition(edit.start)
        cursor.setPosition(edit.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(_joined(edit.text))
        cursor.endEditBlock()
        cursor.setPosition(edit.anchor)
        cursor.setPosition(edit.position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.rested.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, as much of it as there is room for; a text that looks like a file is no file here."""
        room = LONGEST - self.document().characterCount()
        if source.hasText() and room > 0:
            text = storable(source.text())[:room]
            if _LONG_WORD.search(text):
                self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    # --- links to papers -------------------------------------------------------------------------------

    def begun_link(self) -> str | None:
        """Return what was typed of a link that ends at the cursor; None where there is none."""
        cursor = self.textCursor()
        text = cursor.block().text()
        before = text[: _code_points(text, cursor.positionInBlock())]
        return None if cursor.hasSelection() else writing.begun_link(before)

    def _look_for_link(self) -> None:
        begun = None if self._showing else self.begun_link()
        if begun is None:
            self._end_link()
        else:
            self._in_link = True
            self.link_begun.emit(begun)

    def _end_link(self) -> None:
        if self._in_link:
            self._in_link = False
            self.link_ended.emit()

    def finish_link(self, key: str, title: str) -> None:
        """Write the link to a paper in the place of what was typed of it."""
        cursor = self.textCursor()
        text = cursor.block().text()
        column = _code_points(text, cursor.positionInBlock())
        begun = writing.begun_link(text[:column])
        if begun is None:
            return
        closed = 2 if text[column : column + 2] == "]]" else 0
        end = cursor.position() + closed
        cursor.setPosition(cursor.position() - len(_units(begun)) - 2)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(writing.link_to(key, title))
        self.setTextCursor(cursor)


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape or event.keyCombination().toCombined() in _OURS


def _units(text: str) -> str:
    """Return `text` with one character for each UTF-16 unit, as Qt counts."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units)))


def _joined(units: str) -> str:
    """Return the text that `_units` took apart."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _code_points(text: str, units: int) -> int:
    return len(_joined(_units(text)[:units]))


def _moved(place: int, start: int, old: int, new: int) -> int:
    """Return where `place` is after `old` units from `start` on gave way to `new` others."""
    if place <= start:
        return place
    return place - old + new if place >= start + old else min(place, start + new)


def _difference(before: str, after: str) -> tuple[int, int, str]:
    """Return where two texts begin to differ, how many UTF-16 units differ, and what stands there afterwards."""
    old, new = _units(before), _units(after)
    least = min(len(old), len(new))
    start = next((place for place in range(least) if old[place] != new[place]), least)
    end = 0
    while end < least - start and old[-1 - end] == new[-1 - end]:
        end += 1
    if start and "\ud800" <= old[start - 1] <= "\udbff":  # not between the halves of one character
        start -= 1
    if end and "\udc00" <= old[len(old) - end] <= "\udfff":
        end -= 1
    return start, len(old) - end - start, _joined(new[start : len(new) - end])
