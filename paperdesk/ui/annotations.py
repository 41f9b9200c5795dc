# SPDX-License-Identifier: MIT
"""Everything of the window that has to do with highlights, put together: the reader's, the margin's, the library's."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.paper import PaperId
from paperdesk.ui.annotating import ANNOTATING_ACTIONS, Annotating
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.looks import Looks
from paperdesk.ui.margining import MARGIN_ACTIONS, Margining
from paperdesk.ui.panes import ListPane, ReaderPane
from paperdesk.ui.shelving import SHELVING_ACTIONS, Shelving
from paperdesk.ui.sidebar.view import SidebarView

ANNOTATION_ACTIONS = (*ANNOTATING_ACTIONS, *MARGIN_ACTIONS, *SHELVING_ACTIONS)


class Annotations(QObject):
    """`said` brings sentences for the reader, `read_asked` that the reader's text is wanted in front."""

    said = Signal(str)
    read_asked = Signal()
    note_asked = Signal()

    def __init__(
        self,
        desk: LibraryDesk,
        settings: Settings,
        looks: Looks,
        browsing: Browsing,
        sidebar: SidebarView,
        papers: ListPane,
        pane: ReaderPane,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._browsing = browsing
        self._papers = papers
        self.annotating = Annotating(desk, settings, pane.reader, window)
        self.margining = Margining(desk, self.annotating, pane, looks, window)
        self.shelving = Shelving(desk, self.annotating, browsing, sidebar, papers, window)
        for part in (self.annotating, self.margining):
            part.said.connect(self.said)
        self.annotating.link_followed.connect(self._open)
        self.shelving.read_asked.connect(self.read_asked)
        self.margining.note_asked.connect(self.note_asked)
        looks.themed.connect(self.annotating.dress)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {**self.annotating.handlers(), **self.margining.handlers(), **self.shelving.handlers()}

    @property
    def middle(self) -> QWidget:
        """What stands between sidebar and reader: the list of papers, or that of all highlights."""
        return self.shelving.stack

    def offer(self, tags: list[str]) -> None:
        """Offer names of tags wherever one can be written or chosen."""
        self.annotating.offer(tags)
        self.shelving.offer(tags)

    def show_tag(self, tag: str) -> None:
        """Show all highlights that have a tag."""
        self.shelving.show_tag(tag)

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) paper, or highlight where those are listed."""
        if not self.shelving.step(by):
            self._papers.view.step(by)

    def take_list_focus(self) -> None:
        """Move the keyboard to what is listed: papers or highlights."""
        if not self.shelving.take_focus():
            self._papers.take_focus()

    def begin_search(self) -> None:
        """Move the keyboard to the field that searches what is listed."""
        if not self.shelving.begin_search():
            self._papers.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._papers.search.selectAll()

    def state(self) -> str:
        """Return how the margin stood, for the next start."""
        return self.margining.state()

    def restore(self, state: str) -> None:
        """Let the margin stand as `state` says."""
        self.margining.restore(state)

    def stop(self) -> None:
        """Save what is being written, ask for nothing more: the window closes."""
        self.annotating.stop()
        self.shelving.stop()

    def _open(self, paper: int) -> None:
        self._browsing.select(PaperId(paper))
