# SPDX-License-Identifier: MIT
"""What the window tells in passing: a toast with Undo, and the progress of long work."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from paperdesk.ui.buttons import PushButton, ToolButton
from paperdesk.ui.labels import ShortLabel
from paperdesk.ui.wording import number, tooltip

if TYPE_CHECKING:
    from paperdesk.services.importing import Progress

_SHOWN_FOR = 6_000  # milliseconds
_LONGEST = 300  # characters; the status line and the details have the rest
_FOOT = 76  # pixels of status line and notice of the sample
_GAP = 16


class Toast(QFrame):
    """Says what happened, at the foot of its window, and offers to take it back; `left` when it goes with the keyboard."""

    undo_asked = Signal()
    left = Signal()

    def __init__(self, over: QWidget, clear_of: QWidget | None = None) -> None:
        """`clear_of` is what stays uncovered at the foot of `over`."""
        super().__init__(over)
        self._over = over
        self._clear_of = clear_of
        self.setObjectName("toast")
        self.setAccessibleName("Message")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 8, 8)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._undo = PushButton("Undo", self)
        self._undo.setAccessibleName("Undo the last change")
        self._undo.clicked.connect(self.undo_asked)
        self._more = PushButton("Details", self)
        self._more.clicked.connect(self._show_details)
        for button in (self._undo, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
            button.clicked.connect(self._leave)
        for widget in (self._label, self._undo, self._more):
            self._row.addWidget(widget)
        self._details: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_FOR)
        self._timer.timeout.connect(self._leave)
        over.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        undoable: bool = False,
        details: Callable[[], None] | None = None,
        more: str = "Details",
    ) -> None:
        """Show one sentence for some seconds; `details`, under the name `more`, shows the rest of it when asked to."""
        self._label.setText(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
        self._undo.setVisible(undoable)
        self._details = details
        self._more.setText(more)
        self._more.setVisible(details is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _leave(self) -> None:
        held = self.isAncestorOf(QApplication.focusWidget() or self._over)
        self.hide()
        if held:
            self.left.emit()

    def _show_details(self) -> None:
        if self._details is not None:
            self._details()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # not merely out of sight with its minimised window
            self._timer.stop()

    def text(self) -> str:
        """Return what was said last."""
        return self._label.text()

    def _place(self) -> None:
        over = self._over
        buttons = [button for button in (self._undo, self._more) if not button.isHidden()]
        margins = self._row.contentsMargins()
        taken = sum(button.sizeHint().width() + self._row.spacing() for button in buttons)
        room = over.width() - 32 - taken - margins.left() - margins.right()
        needed = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 8
        self._label.setFixedWidth(max(min(needed, room), 80))
        self.adjustSize()
        foot = over.height() - _FOOT
        if self._clear_of is not None and self._clear_of.isVisible():
            foot = self._clear_of.mapTo(over, QPoint(0, 0)).y()
        self.move((over.width() - self.width()) // 2, foot - self.height() - _GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


class ProgressPane(QWidget):
    """How far long work is, with a way to stop it."""

    def __init__(self, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        self._label = ShortLabel("", self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("fetchProgress")
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(140)
        stop = ToolButton(self)
        stop.setDefaultAction(cancel)
        stop.setAccessibleName(cancel.text())
        for widget in (self._label, self._bar, stop):
            row.addWidget(widget)
        self.hide()

    def text(self) -> str:
        """Return what is said."""
        return self._label.text()

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

    def show_fetch(self, text: str, fraction: float) -> None:
        """Show how far fetching is: in words for each source, and how much of all is done, from 0 to 1."""
        self._label.setText(text)
        self._label.setToolTip(tooltip(text))
        self._bar.setValue(int(fraction * 1000))
        self.show()

    def end(self) -> None:
        """Nothing is going on any more."""
        self.hide()
