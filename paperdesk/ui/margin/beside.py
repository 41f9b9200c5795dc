# SPDX-License-Identifier: MIT
"""The reader's text with the margin at its right, or below it where both have no room beside each other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_BESIDE = 780  # pixels from which text of a comfortable width and the margin stand beside each other
_SIZES = (270, 200)  # of the margin: its width at the right, its height below
_SMALLEST = (210, 110)
_LEAST_TEXT = 190  # pixels of the text that must be left above the margin


class ReaderSplit(QSplitter):
    """Holds the text, and the margin when there is one; the room that the reader gave it stays.

    `room_changed` says that there is room for a margin now, or none any more.
    """

    room_changed = Signal()

    def __init__(self, text: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("readerSplit")
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(text)
        self._sizes = _SIZES
        self._has_room = True
        self.splitterMoved.connect(self._remember)

    @property
    def has_room(self) -> bool:
        """Whether enough of the text is left to be read beside or above the margin."""
        return self._has_room

    def add_margin(self, margin: QWidget) -> None:
        """Put the margin in."""
        self.addWidget(margin)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.share()

    def share(self) -> None:
        """Give the margin the room that it had; for when it comes into sight."""
        pane = self.widget(1)
        if pane is None:
            return
        beside = self.orientation() == Qt.Orientation.Horizontal
        pane.setMinimumSize(_SMALLEST[0] if beside else 0, 0 if beside else _SMALLEST[1])
        whole, margin = (self.width(), self._sizes[0]) if beside else (self.height(), self._sizes[1])
        margin = min(
            margin, max(whole // (2 if beside else 3), _SMALLEST[0 if beside else 1])
        )  # the text is what is read
        self.setSizes([max(whole - margin, 1), margin])

    def state(self) -> str:
        """Return the sizes of the margin, for the next start."""
        return ",".join(map(str, self._sizes))

    def restore(self, state: str) -> None:
        """Take the sizes that `state` returned; a text that holds none changes nothing."""
        numbers = [int(part) for part in state.split(",") if part.isascii() and part.isdigit()]
        if len(numbers) == 2 and all(least <= size < 2000 for least, size in zip(_SMALLEST, numbers, strict=True)):
            self._sizes = (numbers[0], numbers[1])
            self.share()

    def _remember(self, place: int, handle: int) -> None:
        size = self.sizes()[-1]
        beside = self.orientation() == Qt.Orientation.Horizontal
        self._sizes = (size, self._sizes[1]) if beside else (self._sizes[0], size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= _BESIDE
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
        super().resizeEvent(event)
        self.share()
        has_room = beside or event.size().height() >= _LEAST_TEXT + _SMALLEST[1]
        if has_room != self._has_room:
            self._has_room = has_room
            self.room_changed.emit()
