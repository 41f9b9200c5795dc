# SPDX-License-Identifier: MIT
"""The window's fields for a line of text."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit


class LeavableField(QLineEdit):
    """A line of text that Escape empties and leaves; what is offered below it goes first."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # else the window's own Escape would leave the text behind
            elif event.type() == QEvent.Type.KeyPress:
                self._escape()
            return True
        return super().event(event)

    def _escape(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.hide()
            return
        self.clear()
        self.left.emit()
