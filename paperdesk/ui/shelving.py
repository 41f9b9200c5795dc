# SPDX-License-Identifier: MIT
"""The view of all highlights in the place of the list of papers, and the trash."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from paperdesk.domain.annotation import HighlightQuery, HighlightRow
from paperdesk.domain.changes import Changes
from paperdesk.services import annotating as verbs
from paperdesk.ui.annotating import Annotating
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.panes import ListPane
from paperdesk.ui.sidebar.items import SidebarItem

if TYPE_CHECKING:
    from array import array

    from paperdesk.domain.paper import PaperId
    from paperdesk.ui.highlights.view import HighlightsPane
    from paperdesk.ui.sidebar.view import SidebarView
    from paperdesk.ui.trash import TrashDialog

SHELVING_ACTIONS = ("go-highlights", "trash")
SHELF = "highlights"
_PAGE = 100  # highlights that are seen at once, while all of a large library are still being read


class Shelving(QObject):
    """Shows the highlights where the sidebar's entry of them is chosen; both panes are made when first needed.

    The list of papers behind it then holds those that have highlights, so that what is done to a paper is done to the
    one that is read.
    """

    read_asked = Signal()

    def __init__(
        self,
        desk: LibraryDesk,
        annotating: Annotating,
        browsing: Browsing,
        sidebar: "SidebarView",
        papers: ListPane,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._annotating = annotating
        self._browsing = browsing
        self._sidebar = sidebar
        self._papers = papers
        self._window = window
        self._pane: HighlightsPane | None = None
        self._trash: TrashDialog | None = None
        self._tags: list[str] = []
        self._wanted = HighlightQuery()
        self._reveal: HighlightRow | None = None
        self.stack = QStackedWidget(window)
        self.stack.addWidget(papers)
        sidebar.chosen.connect(self._turn)
        desk.changed.connect(self._follow)
        annotating.highlights.changed.connect(self._reveal_row)
        annotating.highlights.chosen_changed.connect(self._forget_row)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"go-highlights": self.go, "trash": self.show_trash}

    @property
    def pane(self) -> "HighlightsPane | None":
        """The pane of all highlights, None before it was first shown."""
        return self._pane

    @property
    def in_front(self) -> bool:
        """Whether the highlights stand in the place of the list of papers."""
        return self._pane is not None and self.stack.currentWidget() is self._pane

    def go(self) -> None:
        """Show all highlights."""
        self._sidebar.choose(SHELF)
        if self._pane is not None:
            self._pane.take_focus()

    def show_tag(self, tag: str) -> None:
        """Show the highlights that have a tag."""
        self.go()
        if self._pane is not None:
            self._pane.choose_tag(tag)

    def take_focus(self) -> bool:
        """Move the keyboard to the highlights, if they are in front; return whether they are."""
        if self._pane is not None and self.in_front:
            self._pane.take_focus()
        return self.in_front

    def begin_search(self) -> bool:
        """Move the keyboard to the field that searches highlights, if they are in front; return whether they are."""
        if self._pane is not None and self.in_front:
            self._pane.begin_search()
        return self.in_front

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) highlight, if they are in front; return whether they are."""
        if self._pane is not None and self.in_front:
            self._pane.step(by)
        return self.in_front

    def offer(self, tags: list[str]) -> None:
        """Offer `tags` to choose from."""
        self._tags = tags
        if self._pane is not None:
            self._pane.offer(tags)

    def stop(self) -> None:
        """Ask for nothing more: the window closes."""
        if self._pane is not None:
            self._pane.stop()

    # --- the highlights --------------------------------------------------------------------------------

    def _turn(self, item: SidebarItem) -> None:
        if item.name != SHELF:
            self.stack.setCurrentWidget(self._papers)
            return
        pane = self._made()
        self.stack.setCurrentWidget(pane)
        self._ask(pane.query)

    def _made(self) -> "HighlightsPane":
        if self._pane is None:
            from paperdesk.ui.highlights.view import HighlightsPane  # most starts show papers

            pane = self._pane = HighlightsPane(self._desk.view, self._annotating.names, self.stack)
            pane.offer(self._tags)
            pane.asked.connect(self._ask)
            pane.chosen.connect(self._choose)
            pane.entered.connect(self._enter)
            pane.left.connect(self._leave)
            pane.rename_asked.connect(self._annotating.rename)
            pane.list.installEventFilter(self._annotating)
            self.stack.addWidget(pane)
        return self._pane

    def _ask(self, query: HighlightQuery) -> None:
        """Ask for what is seen at once, and then for all."""
        self._wanted = query
        if self._pane is not None and not len(self._pane.model.ids):
            self._desk.jobs.read(lambda view: (query, view.highlights(query, _PAGE)), self._came)
        self._desk.jobs.read(lambda view: (query, view.highlights(query)), self._came)

    def _came(self, answer: "tuple[HighlightQuery, array[int]]") -> None:
        if self._pane is not None and answer[0] == self._wanted:
            self._pane.show_highlights(*answer)

    def _follow(self, changes: Changes) -> None:
        if self._trash is not None and changes.lists:
            self._trash.refresh()
        if self._pane is not None and (changes.annotations or changes.lists):
            self._pane.model.forget()
            if self.in_front:
                self._ask(self._pane.query)

    def _choose(self, row: HighlightRow) -> None:
        """Bring a highlight's paper into the reader, and the highlight into sight."""
        self._reveal = row
        self._browsing.select(row.paper, here=True)
        if self._is_read(row):
            self._annotating.highlights.reveal(row.id)

    def _reveal_row(self) -> None:
        """The reader shows a paper anew: if it is that of the row gone to last, bring its highlight into sight."""
        row, highlights = self._reveal, self._annotating.highlights
        if row is not None and self._is_read(row) and highlights.chosen is None:
            highlights.reveal(row.id)

    def _forget_row(self) -> None:
        """None is chosen any more though its paper is still read: that was wanted."""
        row = self._reveal
        if row is not None and self._is_read(row) and self._annotating.highlights.chosen is None:
            self._reveal = None

    def _is_read(self, row: HighlightRow) -> bool:
        shown = self._annotating.paper
        return shown is not None and shown.id == row.paper

    def _enter(self, row: HighlightRow) -> None:
        self._choose(row)
        self.read_asked.emit()

    def _leave(self) -> None:
        if self._pane is None:
            return
        if len(self._pane.model.ids):
            self._pane.take_focus()
        else:
            self._browsing.go("all")

    # --- the trash -------------------------------------------------------------------------------------

    def show_trash(self) -> None:
        """Show the papers that were taken out."""
        from paperdesk.ui.trash import TrashDialog  # seldom looked at

        self._trash = TrashDialog(self._desk.view, self._window)
        self._trash.restore_asked.connect(self._restore)
        self._trash.destroyed.connect(self._trash_closed)
        self._trash.open()

    def _trash_closed(self) -> None:
        self._trash = None

    def _restore(self, papers: "list[PaperId]") -> None:
        self._desk.write(lambda library: verbs.restore_papers(library, papers))
