# SPDX-License-Identifier: MIT
"""The line at the foot of the reader while the note is closed: how the note begins, or that there is none."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from paperdesk.domain.text import visible
from paperdesk.ui.buttons import ToolButton

_LONGEST = 300  # characters that are looked at
_SIGNS = re.compile(r"[#>*+\s-]*(?:\[[ xX]\]\s)?")


class NoteStrip(QWidget):
    """One line that opens the note when it is pressed."""

    def __init__(self, write: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noteStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.button = ToolButton(self)
        self.button.setObjectName("noteLine")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(16, 16))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(write.trigger)
        self._write = write
        self._line = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self.button)
        self.show_note("")

    def show_note(self, note: str) -> None:
        """Show how `note` begins."""
        self._line = next((line for part in note[:_LONGEST].splitlines() if (line := _words(part))), "")
        self.button.setProperty("isEmpty", not self._line)
        self.button.style().polish(self.button)
        self.button.setAccessibleName(f"Note: {self._line}" if self._line else "Add a note")
        self.button.setToolTip(self._write.toolTip())
        self.refresh()

    def refresh(self) -> None:
        """Draw the line anew, in the colours in force and as far as there is room."""
        self.button.setIcon(self._write.icon())
        room = self.width() - 32 - 16 - 28
        text = self._line or f"Add a note ({self._write.shortcut().toString()})"
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(room, 40))
        self.button.setText(shown.replace("&", "&&"))

    def line(self) -> str:
        """Return how the note begins."""
        return self._line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()


def _words(line: str) -> str:
    """Return a line of Markdown without the signs that it begins with."""
    return _SIGNS.sub("", visible(line), count=1).strip()
