# SPDX-License-Identifier: MIT
"""How the panes share the window: all three; the sidebar folded to icons; or list and reader one behind the other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from paperdesk.ui.sidebar.view import SidebarView

_FOLDED = 52  # pixels of a sidebar folded to icons
_WIDEST_SIDEBAR = 400
_WIDTHS = (224, 420)  # of sidebar and list
_NARROW_LIST = 330
_NARROW = 1000  # pixels of window below which the sidebar folds
_STACKED = 700  # below which list and reader take turns


class Arrangement(QSplitter):
    """Holds sidebar, list and reader beside each other as far as there is room."""

    def __init__(self, sidebar: SidebarView, papers: QWidget, reader: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self._sidebar = sidebar
        self._papers = papers
        self._reader = reader
        self._narrow = False
        self._stacked = False
        self._widths = _WIDTHS  # of sidebar and list in a wide window, as the reader left them
        for place, pane in enumerate((sidebar, papers, reader)):
            self.addWidget(pane)
            self.setStretchFactor(place, int(pane is reader))
            self.setCollapsible(place, False)
        self.splitterMoved.connect(self._remember)
        self._share(sum(_WIDTHS) + 650)

    @property
    def stacked(self) -> bool:
        """Whether list and reader take turns, since both have no room beside each other."""
        return self._stacked

    def state(self) -> str:
        """Return the widths of a wide window, for the next start."""
        return ",".join(map(str, self._widths))

    def restore(self, state: str) -> None:
        """Take the widths that `state` returned; a text that holds none changes nothing."""
        numbers = [int(part) for part in state.split(",") if part.isascii() and part.isdigit()]
        if len(numbers) == 2 and all(_FOLDED < width < 4000 for width in numbers):
            self._widths = (numbers[0], numbers[1])
            self._share(self.width())

    def _remember(self, place: int, handle: int) -> None:
        if not self._narrow:
            side, middle, _ = self.sizes()
            self._widths = (side, middle)

    def _share(self, width: int) -> None:
        side, middle = (_FOLDED, _NARROW_LIST) if self._narrow else self._widths
        self.setSizes([side, middle, max(width - side - middle, 300)])

    def fit(self, width: int) -> None:
        """Arrange the panes for a window of `width` pixels."""
        narrow, stacked = width < _NARROW, width < _STACKED
        if (narrow, stacked) == (self._narrow, self._stacked):
            return
        reading = self._reader.isAncestorOf(QApplication.focusWidget() or self)
        self._narrow, self._stacked = narrow, stacked
        self._papers.setVisible(not stacked or not reading)
        self._reader.setVisible(not stacked or reading)
        self._sidebar.fold(narrow)
        self._sidebar.setMaximumWidth(_FOLDED if narrow else _WIDEST_SIDEBAR)
        self._share(width)

    def show_reader(self) -> None:
        """Bring the reader to the front where panes take turns."""
        self._reader.setVisible(True)
        self._papers.setVisible(not self._stacked)

    def show_papers(self) -> None:
        """Bring the list to the front where panes take turns."""
        self._papers.setVisible(True)
        self._reader.setVisible(not self._stacked)
