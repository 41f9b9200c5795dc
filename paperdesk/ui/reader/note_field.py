# SPDX-License-Identifier: MIT
"""A small field for the note on a highlight, in Markdown; what is typed is handed over within a second."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_SAVED_AFTER = 500  # milliseconds from the first key that is not saved


class NoteField(QPlainTextEdit):
    """`written` brings the text as it is typed; `left` when Escape or Ctrl+Return ends it."""

    written = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("highlightNote")
        self.setAccessibleName("Note on the highlight")
        self.setPlaceholderText("Why does it matter? Markdown is fine.")
        self.setTabChangesFocus(True)
        self.setFixedHeight(96)
        self._saved = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SAVED_AFTER)
        self._patience.timeout.connect(self.save)
        self.textChanged.connect(self._typed)

    def begin(self, text: str) -> None:
        """Edit `text`."""
        self._patience.stop()
        self._saved = text
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Hand over what was typed, now."""
        self._patience.stop()
        text = self.toPlainText()
        if text != self._saved:
            self._saved = text
            self.written.emit(text)

    def _typed(self) -> None:
        if not self._patience.isActive():  # counted from the first key, so that steady typing is saved too
            self._patience.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.save()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _ends(event):
            self.save()
            self.left.emit()
            return
        super().keyPressEvent(event)


def _ends(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.key() == Qt.Key.Key_Escape or (control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
