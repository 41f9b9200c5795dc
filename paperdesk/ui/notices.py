# SPDX-License-Identifier: MIT
"""What the window tells in passing: a toast with Undo, and the progress of long work."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from paperdesk.ui.icons import icon
from paperdesk.ui.wording import number

if TYPE_CHECKING:
    from paperdesk.services.importing import Progress

_SHOWN_FOR = 6_000  # milliseconds
_ABOVE_FOOT = 92  # pixels: clear of the status line and of the tags


class Toast(QFrame):
    """Says what happened, at the foot of its window, and offers to take it back."""

    undo_asked = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("toast")
        self.setAccessibleName("Message")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton("Undo", self)
        self._undo.setAccessibleName("Undo the last change")
        self._undo.clicked.connect(self.undo_asked)
        self._undo.clicked.connect(self.hide)
        row.addWidget(self._label)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undoable: bool = False) -> None:
        """Show one sentence for some seconds."""
        self._label.setText(text if len(text) < 160 else text[:157] + "…")
        self._undo.setVisible(undoable)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def text(self) -> str:
        """Return what was said last."""
        return self._label.text()

    def _place(self) -> None:
        over = self._over
        self.setMaximumWidth(over.width() - 32)
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - _ABOVE_FOOT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


class ProgressPane(QWidget):
    """How far long work is, with a way to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("fetchProgress")
        self._bar.setAccessibleName("Progress of the import")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(140)
        stop = QToolButton(self)
        stop.setIcon(icon("x"))
        stop.setToolTip("Stop, keeping what is done (Ctrl+.)")
        stop.setAccessibleName("Stop the import")
        stop.clicked.connect(self.cancelled)
        for widget in (self._label, self._bar, stop):
            row.addWidget(widget)
        self.hide()

    def begin(self, what: str) -> None:
        """Show that `what` has begun."""
        self._label.setText(what)
        self._bar.setValue(0)
        self.show()

    def show_progress(self, progress: "Progress") -> None:
        """Show how far it is."""
        left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        self._label.setText(f"{progress.name}: {number(progress.records)} papers, {progress.rate:,.0f} a second{left}")
        self._bar.setValue(int(progress.fraction * 1000))

    def end(self) -> None:
        """Nothing is going on any more."""
        self.hide()
