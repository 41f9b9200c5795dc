# SPDX-License-Identifier: MIT
"""The window: puts sidebar, list and reader together on one library, and remembers how they stood."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Listing, Sort
from paperdesk.services import triage
from paperdesk.ui import theme
from paperdesk.ui.actions import build_actions, dress_actions, fill_menus, reflect
from paperdesk.ui.arrangement import Arrangement
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.buttons import ToolButton
from paperdesk.ui.commands import PaperCommands
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.dialogs import CommandPalette, ShortcutList
from paperdesk.ui.icons import app_icon
from paperdesk.ui.import_job import ImportJob
from paperdesk.ui.looks import Looks
from paperdesk.ui.notices import ProgressPane, Toast
from paperdesk.ui.panes import ListPane, ReaderPane
from paperdesk.ui.paper_list.model import PaperListModel
from paperdesk.ui.paper_list.view import PaperListView
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.searching import SEARCH_ACTIONS, Searching
from paperdesk.ui.sidebar.items import Counts
from paperdesk.ui.sidebar.model import SidebarModel
from paperdesk.ui.sidebar.view import SidebarView
from paperdesk.ui.state import WindowState
from paperdesk.ui.telling import EmptyList, Telling

LAST_VISIT = "last_visit"


class MainWindow(QMainWindow):
    """Three panes on the library of `desk`."""

    def __init__(self, desk: LibraryDesk, client: SearchClient, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("PaperDesk")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self._desk = desk
        self._settings = settings
        self._state = WindowState(desk.view.folder)
        self._remembers = True
        self._importer = ImportJob(desk, self)
        self.model = PaperListModel(desk.view, desk.view.fact(LAST_VISIT), self)
        self.paper_list = PaperListView(self.model)
        self.sidebar_model = SidebarModel(self)
        self.sidebar = SidebarView(self.sidebar_model)
        self.actions_by_name = build_actions(self, self._handlers())
        dress_actions(self.actions_by_name)
        self.addActions(list(self.actions_by_name.values()))
        self.list_pane = ListPane(self.paper_list, self.actions_by_name)
        self.reader_pane = ReaderPane(self.actions_by_name)
        self.reader = self.reader_pane.reader
        self.commands = PaperCommands(desk, self.paper_list, self.reader_pane, self)
        self.browsing = Browsing(desk, client, self.sidebar, self.list_pane, self.model, self)
        self.searching = Searching(desk, client, self.browsing, self.sidebar, self.reader, self)
        self.toast = Toast(self, clear_of=self.reader_pane.tags)
        self.progress = ProgressPane(self.actions_by_name["cancel"], self)
        self.telling = Telling(self.toast, self.statusBar(), self.progress, self)
        self.empty = EmptyList(self.browsing, self.list_pane, self._importer, self.ask_for_files)
        self.looks = Looks(settings, self)
        self._read_timer = QTimer(self)
        self._read_timer.setSingleShot(True)
        self._read_timer.timeout.connect(self._mark_opened)
        self._lay_out()
        self._connect()
        self._restore()
        self.searching.begin()

    # --- building --------------------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "import": self.ask_for_files,
            "remove-sample": self._importer.remove_sample,
            "undo": lambda: self.commands.undo(),
            "redo": lambda: self.commands.redo(),
            "quit": lambda: (self.close(), None)[1],
            "read": lambda: self._toggle("read"),
            "star": lambda: self._toggle("starred"),
            "later": lambda: self._toggle("later"),
            "archive": lambda: self._toggle("archived"),
            "tag": self._begin_tag,
            "rename-tag": lambda: self._with_tag(self.commands.rename_tag),
            "merge-tag": lambda: self._with_tag(self.commands.merge_tag),
            "delete-tag": lambda: self._with_tag(self.commands.delete_tag),
            "read-paper": self._read_paper,
            "back": self._back,
            "open-arxiv": lambda: self.commands.open_source(),
            "open-pdf": lambda: self.commands.open_pdf(),
            "copy-link": lambda: self.commands.copy_link(),
            "remove": lambda: self.commands.remove(),
            "next": lambda: (self.paper_list.step(1), None)[1],
            "previous": lambda: (self.paper_list.step(-1), None)[1],
            "read-on": lambda: self.commands.read_on(),
            "search": self._begin_search,
            "focus-sidebar": self._begin_sidebar,
            "larger": lambda: self.looks.resize_text(1),
            "smaller": lambda: self.looks.resize_text(-1),
            "toggle-sidebar": lambda: self.sidebar.setVisible(self.sidebar.isHidden()),
            "palette": lambda: CommandPalette(self.actions_by_name, self).open(),
            "shortcuts": lambda: ShortcutList(self).open(),
            "cancel": self._cancel,
            **{name: self._later(name) for name in SEARCH_ACTIONS},
            **{
                f"go-{name}": self._goer(name)
                for name in ("inbox", "for-me", "today", "starred", "later", "all", "archive")
            },
            **{f"sort-{sort.value}": self._sorter(sort) for sort in Sort},
            **{f"theme-{name}": self._themer(name) for name in ("light", "dark", "system")},
        }

    def _later(self, name: str) -> Callable[[], None]:
        return lambda: self.searching.handlers()[name]()

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self.browsing.go(name)

    def _sorter(self, sort: Sort) -> Callable[[], None]:
        return lambda: self.browsing.sort_by(sort)

    def _themer(self, name: str) -> Callable[[], None]:
        return lambda: self.looks.choose_theme(name)

    def _lay_out(self) -> None:
        self.panes = Arrangement(self.sidebar, self.list_pane, self.reader_pane, self)
        self.setCentralWidget(self.panes)
        fill_menus(self.menuBar(), self.actions_by_name)
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        help_button = ToolButton(self)
        help_button.setDefaultAction(self.actions_by_name["shortcuts"])
        help_button.setAccessibleName(help_button.text())
        status.addPermanentWidget(self.searching.progress)
        status.addPermanentWidget(self.progress)
        status.addPermanentWidget(help_button)
        self._set_tab_order()

    def _set_tab_order(self) -> None:
        """Let Tab go as the eye does: find, list, what can be done with the paper, its text, its tags, the sidebar."""
        pane, reader = self.list_pane, self.reader_pane
        order = [pane.search, pane.help, pane.order, self.paper_list, *pane.buttons(), *reader.bar_buttons]
        order += [reader.reader, reader.tags.field, self.sidebar]
        for before, after in itertools.pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.paper_list.paper_selected.connect(self.show_paper)
        self.paper_list.activated.connect(self._read_paper)
        self.sidebar_model.papers_dropped.connect(self.commands.dropped)
        self.sidebar.rename_asked.connect(self.commands.rename_tag)
        self.sidebar.merge_asked.connect(self.commands.merge_tag)
        self.sidebar.delete_asked.connect(self.commands.delete_tag)
        self.reader_pane.tags.added.connect(self.commands.tag)
        self.reader_pane.tags.removed.connect(self.commands.untag)
        self.reader_pane.tags.left.connect(self._back)
        self.list_pane.search.returnPressed.connect(self._leave_search)
        self.list_pane.search.left.connect(self._back)
        self.reader.link_refused.connect(self.telling.said)
        self.commands.said.connect(self.telling.said)
        self.searching.said.connect(self.telling.said)
        self.commands.tag_renamed.connect(self.browsing.follow_tag)
        self.browsing.listed.connect(self._listed)
        self.browsing.counts_came.connect(self._counted)
        self.toast.undo_asked.connect(self.commands.undo)
        self.toast.left.connect(self._back)
        self._importer.began.connect(self.telling.import_began)
        self._importer.progressed.connect(self.progress.show_progress)
        self._importer.ended.connect(self.telling.import_ended)
        self._importer.idle.connect(self.progress.end)
        self._desk.changed.connect(self._follow)
        self._desk.told.connect(self.telling.changed)
        self._desk.lost.connect(self.telling.trouble)
        self._desk.jobs.troubled.connect(self.telling.trouble)
        self._desk.jobs.broken.connect(self.telling.bug)
        self.sidebar.chosen.connect(self.panes.show_papers)
        self.looks.themed.connect(self._dress)
        self.looks.type_changed.connect(self.reader.set_type)
        self.looks.refused.connect(self.telling.said)

    def _restore(self) -> None:
        state = self._state
        self.resize(1280, 800)
        self.restoreGeometry(state.bytes("geometry"))
        self.panes.restore(state.text("panes"))
        self.reader.set_type(*self.looks.type())
        sort = Sort(state.text("sort")) if state.text("sort") in list(Sort) else Sort.NEWEST
        paper = self._desk.view.rows([PaperId(state.number("paper"))]) if state.number("paper") else {}
        self._scroll = state.number("scroll", -1)
        self.browsing.open_at(state.text("shelf", "inbox"), sort, next(iter(paper), None))
        self.list_pane.take_focus()

    # --- showing ---------------------------------------------------------------------------------------

    def show_paper(self, paper: PaperId | None) -> None:
        """Show one paper in the reader, or that none is selected."""
        self._read_timer.stop()
        try:
            whole = self._desk.view.paper(paper) if paper is not None else None
        except UnknownPaper:
            whole = None
        if whole is not None:
            theme.load_math_font()
        self.reader.show_paper(whole)
        self.reader_pane.show_reader(whole is not None)
        reflect(self.actions_by_name, whole)
        self.searching.shown(paper if whole is not None else None)
        if whole is None:
            return
        self.reader_pane.tags.show_tags(whole.tags)
        self._await_reading()

    def _await_reading(self) -> None:
        """Let the paper count as read after the moment that the reader set, if it is in front of them."""
        paper, after = self.reader.paper, float(self._settings["reading.mark_read_after"])
        if paper is not None and not paper.read and after and self.reader.isVisible():
            self._read_timer.start(int(after * 1000))

    def open_key(self, key: str) -> None:
        """Select the paper that `key` names. Raises `UnknownPaper`."""
        self.browsing.select(self._desk.view.find(key))

    def _mark_opened(self) -> None:
        paper = self.reader.paper
        if paper is not None and self.reader.isVisible():
            self._desk.write_quietly(lambda library: triage.mark_opened(library, paper.id))

    def _toggle(self, mark: str) -> None:
        self.commands.toggle(mark)
        reflect(self.actions_by_name, self.reader.paper)  # the click itself has turned the button

    def _follow(self, changes: Changes) -> None:
        shown = self.reader.paper
        if shown is not None and changes.touches(shown.id):
            self._refresh_reader(shown.id)

    def _refresh_reader(self, paper: PaperId) -> None:
        try:
            whole = self._desk.view.paper(paper)
        except UnknownPaper:
            self.show_paper(self.paper_list.current_paper())
            return
        self.reader_pane.tags.show_tags(whole.tags)
        self.reader.show_paper(whole)
        reflect(self.actions_by_name, whole)

    def _listed(self, listing: Listing) -> None:
        if self._scroll >= 0:
            self.paper_list.verticalScrollBar().setValue(self._scroll)
            self._scroll = -1
        self.reader_pane.invite(any_papers=bool(listing.ids))
        if not listing.ids:
            self.empty.say(listing.query)

    def _counted(self, counts: Counts) -> None:
        tags = [tag.name for tag in counts.tags]
        self.reader_pane.tags.offer(tags)
        self.list_pane.search.offer(tags, ())
        self.list_pane.show_sample("sample" in counts.sources)
        if not self.model.paper_count:
            self.empty.say(self.browsing.query)

    # --- import ----------------------------------------------------------------------------------------

    def ask_for_files(self) -> None:
        """Ask for files and import them."""
        dialog = QFileDialog(self, "Import papers")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def import_files(self, names: list[str]) -> None:
        """Import files in the background."""
        self._importer.start([Path(name) for name in names])

    def _cancel(self) -> None:
        self._importer.cancel()
        if not self._importer.busy:
            self.telling.said("No import is under way")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)  # the files stay where they are
        event.accept()
        self.import_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _dress(self) -> None:
        dress_actions(self.actions_by_name)
        self.sidebar_model.refresh_icons()
        self.reader.refresh()

    # --- the keyboard ----------------------------------------------------------------------------------

    def _begin_tag(self) -> None:
        if self.reader.paper is None:
            self.telling.said("Choose a paper in the list first")
            return
        self._show_reader()
        self.reader_pane.tags.begin()

    def _with_tag(self, command: Callable[[str], None]) -> None:
        tag = self.sidebar.chosen_tag()
        if tag:
            command(tag)
        else:
            self.telling.said("Choose a tag in the sidebar first")

    def _read_paper(self) -> None:
        if self.reader.paper is None and not self.paper_list.step(1):
            return
        self._show_reader()
        self.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_reader(self) -> None:
        self.panes.show_reader()
        if not self._read_timer.isActive():
            self._await_reading()

    def _back(self) -> None:
        self.panes.show_papers()
        self.list_pane.take_focus()

    def _begin_search(self) -> None:
        self.panes.show_papers()
        self.list_pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list_pane.search.selectAll()

    def _begin_sidebar(self) -> None:
        self.sidebar.show()
        self.sidebar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_search(self) -> None:
        self.list_pane.take_focus()
        self.browsing.finish_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.fit(event.size().width())
        self.reader_pane.show_back(self.panes.stacked)

    # --- ending ----------------------------------------------------------------------------------------

    def leave_no_trace(self) -> None:
        """Let this visit change nothing: neither how the window stood, nor what was new or unread."""
        self._remembers = False
        self._read_timer.timeout.disconnect(self._mark_opened)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._importer.cancel()
        self._read_timer.stop()
        self.browsing.stop()
        self.searching.stop()
        self.statusBar().clearMessage()
        if self._remembers:
            self._remembers = False  # a window may be closed twice
            self._remember()
        super().closeEvent(event)

    def _remember(self) -> None:
        self._state.keep(
            geometry=self.saveGeometry(),
            panes=self.panes.state(),
            shelf=self.browsing.name or "inbox",
            sort=self.browsing.order.value,
            paper=self.paper_list.current_paper() or 0,
            scroll=self.paper_list.verticalScrollBar().value(),
        )
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._desk.jobs.write(lambda library: library.keep_fact(LAST_VISIT, now), lambda done: None)
