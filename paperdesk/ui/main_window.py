# SPDX-License-Identifier: MIT
"""The window: its list first, all else once that is painted; what it does as one, and how it stood, remembered.

A start shows papers as soon as it can: what the list does without is loaded and made after its first paint, by
`assembly`, or before it where anything asks for it.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query import Listing, Query, Sort
from paperdesk.ui import theme
from paperdesk.ui.arrangement import Arrangement
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.paper_list.model import FIRST_PAGE, PaperListModel
from paperdesk.ui.paper_list.view import PaperListView
from paperdesk.ui.sidebar.shelves import query_of
from paperdesk.ui.state import WindowState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
    from PySide6.QtWidgets import QMenuBar, QStatusBar

    from paperdesk.ui.annotations import Annotations
    from paperdesk.ui.bringing import Bringing
    from paperdesk.ui.browsing import Browsing
    from paperdesk.ui.commands import PaperCommands
    from paperdesk.ui.import_job import ImportJob
    from paperdesk.ui.looks import Looks
    from paperdesk.ui.note_taking import NoteTaking
    from paperdesk.ui.notices import ProgressPane, Toast
    from paperdesk.ui.outgoing import Outgoing
    from paperdesk.ui.panes import ListPane, ReaderPane
    from paperdesk.ui.preferring import Preferring
    from paperdesk.ui.reader.view import ReaderView
    from paperdesk.ui.search_client import SearchClient
    from paperdesk.ui.searching import Searching
    from paperdesk.ui.sidebar.items import Counts
    from paperdesk.ui.sidebar.model import SidebarModel
    from paperdesk.ui.sidebar.view import SidebarView
    from paperdesk.ui.telling import EmptyList, Telling

LAST_VISIT = "last_visit"


class MainWindow(QMainWindow):
    """Three panes on the library of `desk`."""

    completed = Signal()

    # What `assembly` makes.
    client: "SearchClient"
    importer: "ImportJob"
    sidebar_model: "SidebarModel"
    sidebar: "SidebarView"
    actions_by_name: "dict[str, QAction]"
    list_pane: "ListPane"
    reader_pane: "ReaderPane"
    reader: "ReaderView"
    notes: "NoteTaking"
    commands: "PaperCommands"
    browsing: "Browsing"
    searching: "Searching"
    toast: "Toast"
    progress: "ProgressPane"
    telling: "Telling"
    empty: "EmptyList"
    looks: "Looks"
    annotations: "Annotations"
    bringing: "Bringing"
    preferring: "Preferring"
    outgoing: "Outgoing"

    def __init__(self, desk: LibraryDesk, settings: Settings) -> None:
        self._complete = False
        super().__init__()
        self.setWindowTitle("PaperDesk")
        self.setAcceptDrops(True)
        self.desk = desk
        self.settings = settings
        self.state = WindowState(desk.view.folder)
        self._remembers = True
        self._closed = False
        self.model = PaperListModel(desk.view, desk.view.fact(LAST_VISIT), self)
        self.paper_list = PaperListView(self.model)
        self.panes = Arrangement(self.paper_list, self)
        self.read_timer = QTimer(self)
        self.read_timer.setSingleShot(True)
        self._scroll = self.state.number("scroll", -1)
        self.setCentralWidget(self.panes)
        self.resize(1280, 800)
        self.restoreGeometry(self.state.bytes("geometry"))
        self.panes.restore(self.state.text("panes"))
        self._show_first_page()

    @property
    def is_complete(self) -> bool:
        """Whether the parts around the list are made."""
        return self._complete

    # --- the first paint, and what comes after it --------------------------------------------------------

    def _show_first_page(self) -> None:
        """Show the first papers of the shelf that was left, with titles as they are stored, where SQLite tells them at once."""
        query = query_of(self.state.text("shelf", "inbox"), date.today())
        if query is not None and self.sort is Sort.NEWEST:
            self.model.read_titles(False)
            self.paper_list.show_listing(self.desk.view.listing(Query(query.condition), FIRST_PAGE))
        self.panes.stand_in(self.state.text("frame"))
        self.paper_list.viewport().installEventFilter(self)

    @property
    def sort(self) -> Sort:
        """The order of lists that was in force when the window was closed."""
        text = self.state.text("sort")
        return Sort(text) if text in list(Sort) else Sort.NEWEST

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.complete)
        return False

    def complete(self) -> None:
        """Make what the first paint of the list did without; once is enough."""
        if self._complete or self._closed:
            return
        self._complete = True
        from paperdesk.ui.assembly import assemble

        assemble(self)
        self.completed.emit()

    def __getattr__(self, name: str) -> Any:
        # Only asked for what is not there: a part, before the first paint.
        if name.startswith("_") or self._complete:
            raise AttributeError(f"the window has no part {name!r}")
        self.complete()
        return getattr(self, name)

    def findChild(self, *what: Any, **options: Any) -> Any:
        found = super().findChild(*what, **options)
        if found is None and not self._complete:
            self.complete()
            found = super().findChild(*what, **options)
        return found

    def findChildren(self, *what: Any, **options: Any) -> Any:
        self.complete()
        return super().findChildren(*what, **options)

    def actions(self) -> "list[QAction]":
        self.complete()
        return super().actions()

    def menuBar(self) -> "QMenuBar":
        self.complete()
        return super().menuBar()

    def statusBar(self) -> "QStatusBar":
        self.complete()
        return super().statusBar()

    # --- showing ---------------------------------------------------------------------------------------

    def show_paper(self, paper: PaperId | None) -> None:
        """Show one paper in the reader, or that none is selected."""
        self.read_timer.stop()
        try:
            whole = self.desk.view.paper(paper) if paper is not None else None
        except UnknownPaper:
            whole = None
        if whole is not None:
            theme.load_math_font()
        self.reader.show_paper(whole)
        self.notes.show_paper(whole)
        self.reader_pane.show_reader(whole is not None)
        self.reflect(whole)
        self.searching.shown(paper if whole is not None else None)
        if whole is None:
            return
        self.reader_pane.tags.show_tags(whole.tags)
        self._await_reading()

    def _await_reading(self) -> None:
        """Let the paper count as read after the moment that the reader set, if it is in front of them."""
        paper, after = self.reader.paper, float(self.settings["reading.mark_read_after"])
        if paper is not None and not paper.read and after and self.reader.isVisible():
            self.read_timer.start(int(after * 1000))

    def open_key(self, key: str) -> None:
        """Select the paper that `key` names. Raises `UnknownPaper`."""
        self.browsing.select(self.desk.view.find(key))

    def mark_opened(self) -> None:
        """Count the paper that is shown as read, where it still is in front of the reader."""
        from paperdesk.services import triage

        paper = self.reader.paper
        if paper is not None and self.reader.isVisible():
            self.desk.write_quietly(lambda library: triage.mark_opened(library, paper.id))

    def reflect(self, paper: Paper | None) -> None:
        """Let the actions say what they would do with `paper`."""
        from paperdesk.ui.actions import reflect

        reflect(self.actions_by_name, paper)

    def toggle(self, mark: str) -> None:
        """Set a mark of the selected papers, or take it off."""
        self.commands.toggle(mark)
        self.reflect(self.reader.paper)  # the click itself has turned the button

    def follow(self, changes: Changes) -> None:
        """Show anew what `changes` touches of the paper that is read."""
        shown = self.reader.paper
        if shown is not None and changes.touches(shown.id):
            self._refresh_reader(shown.id)

    def _refresh_reader(self, paper: PaperId) -> None:
        try:
            whole = self.desk.view.paper(paper)
        except UnknownPaper:
            self.show_paper(self.paper_list.current_paper())
            return
        self.reader_pane.tags.show_tags(whole.tags)
        self.reader.show_paper(whole)
        self.notes.show_paper(whole)
        self.reflect(whole)

    def listed(self, listing: Listing) -> None:
        """Take in that the whole of a list is shown."""
        if self._scroll >= 0:
            self.paper_list.verticalScrollBar().setValue(self._scroll)
            self._scroll = -1
        self.reader_pane.invite(any_papers=bool(listing.ids))
        if not listing.ids:
            self.empty.say(listing.query)

    def counted(self, counts: "Counts") -> None:
        """Take in what the sidebar counted."""
        tags = [tag.name for tag in sorted(counts.tags, key=lambda tag: -tag.count)]  # the most used first
        self.reader_pane.tags.offer(tags)
        self.list_pane.search.offer(tags, ())
        self.annotations.offer(tags)
        self.list_pane.show_sample("sample" in counts.sources)
        if not self.model.paper_count:
            self.empty.say(self.browsing.query)

    # --- import ----------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Ask for files and import them."""
        from PySide6.QtWidgets import QFileDialog

        from paperdesk.ui.import_job import FILE_FILTERS

        dialog = QFileDialog(self, "Import papers")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(FILE_FILTERS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def import_files(self, names: list[str]) -> None:
        """Import files in the background."""
        self.importer.start([Path(name) for name in names])

    def cancel(self) -> None:
        """Stop what is under way."""
        self.importer.cancel()
        stopped = [self.bringing.cancel(), self.outgoing.cancel(), self.importer.busy]
        if not any(stopped):
            self.telling.said("Nothing is under way")

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        # Our own papers are not asked for their file: it would be made, and imported again.
        if event.source() is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        event.setDropAction(Qt.DropAction.CopyAction)  # the files stay where they are
        event.accept()
        self.import_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def dress(self) -> None:
        """Draw in the colours in force what does not ask for them itself."""
        from paperdesk.ui.actions import dress_actions

        dress_actions(self.actions_by_name)
        self.sidebar_model.refresh_icons()
        self.reader.refresh()
        self.notes.refresh()

    # --- the keyboard ----------------------------------------------------------------------------------

    def begin_tag(self) -> None:
        """Move the keyboard to where tags are typed."""
        if self.reader.paper is None:
            self.telling.said("Choose a paper in the list first")
            return
        self.show_reader()
        self.reader_pane.tags.begin()

    def with_tag(self, command: "Callable[[str], None]") -> None:
        """Carry out `command` on the tag that is chosen in the sidebar."""
        tag = self.sidebar.chosen_tag()
        if tag:
            command(tag)
        else:
            self.telling.said("Choose a tag in the sidebar first")

    def read_paper(self) -> None:
        """Move the keyboard to the paper's text."""
        if self.reader.paper is None and not self.paper_list.step(1):
            return
        self.show_reader()
        self.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_reader(self) -> None:
        """Bring the reader to the front where it takes turns with the list."""
        self.panes.show_reader()
        if not self.read_timer.isActive():
            self._await_reading()

    def back(self) -> None:
        """Move the keyboard to the list."""
        self.panes.show_papers()
        self.annotations.take_list_focus()

    def begin_search(self) -> None:
        """Move the keyboard to where searches are typed."""
        self.panes.show_papers()
        self.annotations.begin_search()

    def begin_sidebar(self) -> None:
        """Move the keyboard to the sidebar."""
        self.sidebar.show()
        self.sidebar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_search(self) -> None:
        """Search for what was typed, and go on in the list."""
        self.list_pane.take_focus()
        self.browsing.finish_search()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self.panes.fit(event.size().width())
        if self._complete:
            self.reader_pane.show_back(self.panes.stacked)

    # --- ending ----------------------------------------------------------------------------------------

    def leave_no_trace(self) -> None:
        """Let this visit change nothing: neither how the window stood, nor what was new or unread."""
        self.complete()
        self._remembers = False
        self.bringing.fetcher.hold()
        self.read_timer.timeout.disconnect(self.mark_opened)

    def closeEvent(self, event: "QCloseEvent") -> None:
        if self._complete and not self.notes.may_close():
            event.ignore()
            return
        self._closed = True
        if self._complete:
            self.importer.cancel()
            self.read_timer.stop()
            for part in (self.browsing, self.searching, self.annotations, self.bringing, self.outgoing):
                part.stop()
            self.statusBar().clearMessage()
        if self._remembers and self._complete:
            self._remembers = False  # a window may be closed twice
            self._remember()
        super().closeEvent(event)

    def _remember(self) -> None:
        self.state.keep(
            geometry=self.saveGeometry(),
            panes=self.panes.state(),
            margin=self.annotations.state(),
            shelf=self.browsing.name or "inbox",
            sort=self.browsing.order.value,
            paper=self.paper_list.current_paper() or 0,
            scroll=self.paper_list.verticalScrollBar().value(),
            frame=self.panes.frame(),
            **self.notes.state(),
        )
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.desk.jobs.write(lambda library: library.keep_fact(LAST_VISIT, now), lambda done: None)
