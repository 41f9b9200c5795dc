# SPDX-License-Identifier: MIT
"""How the panes share the window: all three; the sidebar folded to icons; or list and reader one behind the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from paperdesk.ui.sidebar.view import SidebarView

_FOLDED = 52  # pixels of a sidebar folded to icons
_WIDEST_SIDEBAR = 400
_WIDTHS = (224, 420)  # of sidebar and list
_NARROW_LIST = 330
_NARROW = 1000  # pixels of window below which the sidebar folds
_STACKED = 700  # below which list and reader take turns
_FRAME = (28, 84, 32)  # pixels of menu, header of the list and status line, until they were seen once


class Arrangement(QSplitter):
    """Holds sidebar, list and reader beside each other as far as there is room."""

    def __init__(self, papers: QWidget, parent: QWidget | None = None) -> None:
        """Hold the list alone, in its place, until `fill` brings the panes."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self._list = papers
        self._sidebar: SidebarView | None = None
        self._papers = QWidget(self)
        self._reader = QWidget(self)
        column = QVBoxLayout(self._papers)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(papers)
        self._narrow = False
        self._stacked = False
        self._widths = _WIDTHS  # of sidebar and list in a wide window, as the reader left them
        for place, pane in enumerate((QWidget(self), self._papers, self._reader)):
            self.addWidget(pane)
            self.setStretchFactor(place, int(pane is self._reader))
            self.setCollapsible(place, False)
        self.splitterMoved.connect(self._remember)
        self._share(sum(_WIDTHS) + 650)

    def stand_in(self, frame: str) -> None:
        """Keep room for what will stand around the list, as `frame` returned it, so that it does not move then."""
        parts = [int(part) for part in frame.split(",") if part.isascii() and part.isdigit()]
        menu, header, status = parts if len(parts) == 3 and max(parts) < 400 else _FRAME
        self.window().setContentsMargins(0, menu, 0, status)
        layout = self._papers.layout()
        if layout is not None:
            layout.setContentsMargins(0, header, 0, 0)

    def frame(self) -> str:
        """Return the heights of what stands above the panes, above the list, and below the panes."""
        window = self.window()
        top, foot = self.mapTo(window, QPoint(0, 0)).y(), self.mapTo(window, QPoint(0, self.height())).y()
        header = self._list.mapTo(self, QPoint(0, 0)).y()
        return f"{top},{header},{window.height() - foot}"

    def fill(self, sidebar: "SidebarView", papers: QWidget, reader: QWidget) -> None:
        """Put the panes in their places; the list has moved to `papers`."""
        self.window().setContentsMargins(0, 0, 0, 0)
        for place, pane in enumerate((sidebar, papers, reader)):
            stood_in = self.replaceWidget(place, pane)
            if stood_in is not None:
                stood_in.deleteLater()
            self.setStretchFactor(place, int(pane is reader))
            self.setCollapsible(place, False)
        self._sidebar, self._papers, self._reader = sidebar, papers, reader
        self._share(self.width())  # not yet laid out, they have no sizes of their own
        self._arrange()

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
        if self._stacked:  # whichever of both is in sight has all of it
            self.setSizes([side, width - side, width - side])
        else:
            self.setSizes([side, middle, max(width - side - middle, 300)])

    def fit(self, width: int) -> None:
        """Arrange the panes for a window of `width` pixels."""
        narrow, stacked = width < _NARROW, width < _STACKED
        if (narrow, stacked) == (self._narrow, self._stacked):
            return
        self._narrow, self._stacked = narrow, stacked
        self._arrange()
        self._share(width)

    def _arrange(self) -> None:
        reading = self._reader.isAncestorOf(QApplication.focusWidget() or self)
        self._papers.setVisible(not self._stacked or not reading)
        self._reader.setVisible(not self._stacked or reading)
        if self._sidebar is not None:
            self._sidebar.fold(self._narrow)
            self._sidebar.setMaximumWidth(_FOLDED if self._narrow else _WIDEST_SIDEBAR)

    def show_reader(self) -> None:
        """Bring the reader to the front where panes take turns."""
        self._reader.setVisible(True)
        self._papers.setVisible(not self._stacked)
        self._fill_stack()

    def show_papers(self) -> None:
        """Bring the list to the front where panes take turns."""
        self._papers.setVisible(True)
        self._reader.setVisible(not self._stacked)
        self._fill_stack()

    def _fill_stack(self) -> None:
        if self._stacked:
            self._share(self.width())
