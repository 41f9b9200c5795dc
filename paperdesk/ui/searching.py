# SPDX-License-Identifier: MIT
"""What the reader does with searches: keeps, follows, changes and sorts them; goes through what was found; similar papers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS, SavedSearch
from paperdesk.services import following
from paperdesk.ui.asking import ask_choice, ask_text
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.dialogs import HelpPage
from paperdesk.ui.reader.marks import ReaderMarks
from paperdesk.ui.reader.view import ReaderView
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.sidebar.view import SidebarView

if TYPE_CHECKING:
    from paperdesk.library.library import Library
    from paperdesk.services.search_messages import AuthorsAnswer, SimilarAnswer, State

SEARCH_ACTIONS = (
    "save-search", "follow", "rename-search", "edit-search", "delete-search", "move-search-up", "move-search-down",
    "rebuild-index", "search-help", "next-match", "previous-match",
)  # fmt: skip
SIMILAR = 5
_AUTHORS = 2_000  # names that are offered where one is typed
_SIMILAR_AFTER = 350  # milliseconds on a paper: whoever leafs through asks nothing
_START_AFTER = 1_000  # milliseconds; the window's own start comes first
_NO_SEARCH = "Choose a saved search in the sidebar first"


class Searching(QObject):
    """Joins the searching process to list, reader and sidebar."""

    said = Signal(str)

    def __init__(
        self,
        desk: LibraryDesk,
        client: SearchClient,
        browsing: Browsing,
        sidebar: SidebarView,
        reader: ReaderView,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._client = client
        self._browsing = browsing
        self._sidebar = sidebar
        self._reader = reader
        self._window = window
        self._similar_to: tuple[int, PaperId] | None = None
        self._authors_of = 0  # papers of the library when its authors were asked for
        self.marks = ReaderMarks(reader)
        self.progress = QLabel(window)
        self.progress.setObjectName("indexProgress")
        self.progress.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SIMILAR_AFTER)
        self._patience.timeout.connect(self._ask_similar)
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(_START_AFTER)
        self._start.timeout.connect(client.start)
        self._connect()

    def _connect(self) -> None:
        browsing, client, reader = self._browsing, self._client, self._reader
        browsing.marking_changed.connect(self.marks.set_marking)
        browsing.said.connect(self.said)
        browsing.field.entered.connect(self._ask_authors)
        client.authors_came.connect(self._authors_came)
        client.failed.connect(self._desk.jobs.broken)
        reader.paper_asked.connect(self._open_similar)
        client.likened.connect(self._likened)
        client.state_changed.connect(self._index_stands)
        self._sidebar.search_menu_asked.connect(self._offer_menu)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action of searching does, by its name."""
        return {
            "save-search": self.save,
            "follow": self.follow,
            "rename-search": lambda: self._with_chosen(self.rename),
            "edit-search": lambda: self._with_chosen(self.edit),
            "delete-search": lambda: self._with_chosen(self.delete),
            "move-search-up": lambda: self._with_chosen(lambda search: self.move(search, -1)),
            "move-search-down": lambda: self._with_chosen(lambda search: self.move(search, 1)),
            "rebuild-index": self._client.rebuild,
            "search-help": lambda: HelpPage("How to search", Path("search.md"), self._window).open(),
            "next-match": lambda: self._step(1),
            "previous-match": lambda: self._step(-1),
        }

    def begin(self) -> None:
        """Start the process a moment from now, so that what is written is indexed."""
        self._start.start()

    def stop(self) -> None:
        """Ask for nothing more: the window closes."""
        self._start.stop()
        self._patience.stop()

    # --- kept searches ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the search that is typed, under a name that the reader gives."""
        self._keep("Save search", "Name of the search", following.save_search)

    def follow(self) -> None:
        """Follow the search that is typed."""
        self._keep("Follow", "Name of what is followed", following.follow)

    def _keep(self, title: str, label: str, verb: Callable[["Library", str, str], Changes]) -> None:
        text = self._browsing.typed
        if not text:
            self.said.emit("Type a search first")
            return
        name = following.name_for(text)
        ask_text(self._window, title, label, name, lambda name: self._desk.write(lambda lib: verb(lib, text, name)))

    def rename(self, search: SavedSearch) -> None:
        """Ask for another name."""
        self._ask(search, "Rename", "Name", search.name, lambda name: (name, search.text, search.colour))

    def edit(self, search: SavedSearch) -> None:
        """Ask for another query."""
        self._ask(search, "Change", "What it asks for", search.text, lambda text: (search.name, text, search.colour))

    def recolour(self, search: SavedSearch, colour: str) -> None:
        """Give a watch word another colour."""
        self._change(search, (search.name, search.text, colour))

    def delete(self, search: SavedSearch) -> None:
        """Forget a search; undo brings it back."""
        self._desk.write(lambda library: library.delete_search(search.id))

    def move(self, search: SavedSearch, by: int) -> None:
        """Move a search by one place among those of its kind."""
        alike = [s.id for s in self._browsing.searches if s.is_watched == search.is_watched]
        if search.id in alike:
            place = max(alike.index(search.id) + by, 0)
            self._desk.write(lambda library: library.move_search(search.id, place))

    def _ask(
        self,
        search: SavedSearch,
        title: str,
        label: str,
        value: str,
        made: Callable[[str], tuple[str, str, str]],
    ) -> None:
        ask_text(self._window, title, label, value, lambda answer: self._change(search, made(answer)))

    def _change(self, search: SavedSearch, values: tuple[str, str, str]) -> None:
        name, text, colour = values
        self._desk.write(lambda library: following.change_search(library, search, name=name, text=text, colour=colour))

    def _with_chosen(self, command: Callable[[SavedSearch], None]) -> None:
        search = self._sidebar.chosen_search()
        if search is None:
            self.said.emit(_NO_SEARCH)
        else:
            command(search)

    def _offer_menu(self, search: SavedSearch, place: QPoint) -> None:
        self.menu(search).popup(place)

    def menu(self, search: SavedSearch) -> QMenu:
        """Return the menu of a saved search or watch word."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Rename…").triggered.connect(lambda: self.rename(search))
        menu.addAction("Change…").triggered.connect(lambda: self.edit(search))
        if search.is_watched:
            choose = menu.addAction("Colour…")
            choose.triggered.connect(
                lambda: ask_choice(
                    self._window, "Colour", f"Colour of {search.name}", COLOURS, lambda c: self.recolour(search, c)
                )
            )
        menu.addAction("Move up").triggered.connect(lambda: self.move(search, -1))
        menu.addAction("Move down").triggered.connect(lambda: self.move(search, 1))
        menu.addAction("Delete").triggered.connect(lambda: self.delete(search))
        return menu

    # --- the paper that is read ------------------------------------------------------------------------

    def shown(self, paper: PaperId | None) -> None:
        """Another paper is in the reader: find those like it when the reader stays with it."""
        self._similar_to = None
        if paper is not None:
            self._patience.start()
        else:
            self._patience.stop()

    def _ask_similar(self) -> None:
        paper = self._reader.paper
        if paper is not None and self._client.is_ready:
            self._similar_to = (self._client.ask_similar(paper.id, SIMILAR), paper.id)

    def _likened(self, answer: "SimilarAnswer") -> None:
        shown = self._reader.paper
        if shown is None or self._similar_to != (answer.serial, shown.id):
            return
        ids = [paper for paper, _ in answer.papers]
        rows = self._desk.view.rows(ids)
        self._reader.show_similar([rows[paper] for paper in ids if paper in rows])

    def _ask_authors(self) -> None:
        """Read who wrote the papers, when the field is entered and there are others than before."""
        counts = self._browsing.counted
        papers = counts.marks["all"].total if counts else 0
        if papers != self._authors_of:
            self._authors_of = papers
            self._client.ask_authors(_AUTHORS)

    def _authors_came(self, answer: "AuthorsAnswer") -> None:
        self._browsing.field.offer_authors(answer.names)

    def _open_similar(self, paper: int) -> None:
        self._browsing.select(PaperId(paper))

    def _step(self, by: int) -> None:
        number = self.marks.step(by)
        self.said.emit(
            f"Match {number} of {self.marks.count()}" if number else "No word that was searched is in this abstract"
        )

    def _index_stands(self, state: "State") -> None:
        if state.trouble:
            self.said.emit(state.trouble[:1].upper() + state.trouble[1:])
        if state.ready and self._similar_to is None and self._reader.paper is not None:
            self._patience.start()  # it could not be asked before
        share = state.done / state.total if state.total else 0
        self.progress.setText(f"Building the search index: {state.done:,} of {state.total:,} papers ({share:.0%})")
        self.progress.setVisible(state.building)
