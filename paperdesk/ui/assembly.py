# SPDX-License-Identifier: MIT
"""Makes what stands around the list of a window, and joins it together. Loads all of the window but the list."""

import itertools
from collections.abc import Callable

from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Sort
from paperdesk.ui import theme
from paperdesk.ui.actions import build_actions, dress_actions, fill_menus
from paperdesk.ui.annotations import ANNOTATION_ACTIONS, Annotations
from paperdesk.ui.bringing import BRINGING_ACTIONS, Bringing
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.buttons import ToolButton
from paperdesk.ui.commands import PaperCommands
from paperdesk.ui.context_menus import ContextMenus
from paperdesk.ui.dialogs import CommandPalette, ShortcutList
from paperdesk.ui.icons import app_icon
from paperdesk.ui.import_job import ImportJob
from paperdesk.ui.looks import Looks
from paperdesk.ui.main_window import MainWindow
from paperdesk.ui.note_taking import NOTE_ACTIONS, NoteTaking
from paperdesk.ui.notices import ProgressPane, Toast
from paperdesk.ui.outgoing import OUTGOING_ACTIONS, Outgoing
from paperdesk.ui.panes import ListPane, ReaderPane
from paperdesk.ui.preferring import PREFERRING_ACTIONS, Preferring
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.searching import SEARCH_ACTIONS, Searching
from paperdesk.ui.sidebar.model import SidebarModel
from paperdesk.ui.sidebar.view import SidebarView
from paperdesk.ui.telling import EmptyList, Telling


def assemble(window: MainWindow) -> None:
    """Make the parts of `window` that its list does without, and show the shelf and the paper that it was left at."""
    _make(window)
    _lay_out(window)
    _connect(window)
    _restore(window)
    window.searching.begin()
    window.bringing.begin()
    window.outgoing.begin()


def _make(window: MainWindow) -> None:
    desk = window.desk
    theme.load_fonts()
    window.setWindowIcon(app_icon())
    window.client = SearchClient(desk.view.folder, desk)
    window.importer = ImportJob(desk, window)
    window.sidebar_model = SidebarModel(window)
    window.sidebar = SidebarView(window.sidebar_model)
    window.actions_by_name = build_actions(window, _handlers(window))
    dress_actions(window.actions_by_name)
    window.addActions(list(window.actions_by_name.values()))
    window.list_pane = ListPane(window.paper_list, window.actions_by_name)
    window.reader_pane = ReaderPane(window.actions_by_name)
    window.reader = window.reader_pane.reader
    window.reader.read_curves(desk.view.curve)
    window.notes = NoteTaking(desk, window.reader_pane, window.actions_by_name, window)
    window.commands = PaperCommands(desk, window.paper_list, window.reader_pane, window)
    window.browsing = Browsing(desk, window.client, window.sidebar, window.list_pane, window.model, window)
    window.searching = Searching(desk, window.client, window.browsing, window.sidebar, window.reader, window)
    window.toast = Toast(window, clear_of=window.reader_pane.tags)
    window.progress = ProgressPane(window.actions_by_name["cancel"], window)
    window.telling = Telling(window.toast, window.statusBar(), window.progress, window)
    told = (window.telling, window.progress, window.importer)
    window.bringing = Bringing(desk, window.settings, window.browsing, window.client, window.sidebar, *told, window)
    window.preferring = Preferring(window.settings, window)
    window.looks = Looks(window.settings, window)
    parts = (window.looks, window.browsing, window.sidebar, window.list_pane, window.reader_pane)
    window.annotations = Annotations(desk, window.settings, *parts, window)
    told_of = (window.sidebar.chosen_feed, window.bringing.subscribing.show_sources, window.annotations.show_tag)
    window.empty = EmptyList(window.browsing, window.list_pane, window.importer, window.ask_for_files, *told_of)
    window.outgoing = Outgoing(window, window.browsing, window.annotations.annotating)
    ContextMenus(window.actions_by_name, window.paper_list, window.reader)


def _handlers(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Return what each action does, by its name; what it needs is looked up when it is asked for."""
    return {
        "import": window.ask_for_files,
        "remove-sample": window.importer.remove_sample,
        "undo": lambda: window.commands.undo(),
        "redo": lambda: window.commands.redo(),
        "quit": lambda: (window.close(), None)[1],
        "read": lambda: window.toggle("read"),
        "star": lambda: window.toggle("starred"),
        "later": lambda: window.toggle("later"),
        "archive": lambda: window.toggle("archived"),
        "tag": window.begin_tag,
        "rename-tag": lambda: window.with_tag(window.commands.rename_tag),
        "merge-tag": lambda: window.with_tag(window.commands.merge_tag),
        "delete-tag": lambda: window.with_tag(window.commands.delete_tag),
        "read-paper": window.read_paper,
        "back": window.back,
        "open-arxiv": lambda: window.commands.open_source(),
        "open-pdf": lambda: window.commands.open_pdf(),
        "copy-link": lambda: window.commands.copy_link(),
        "remove": lambda: window.commands.remove(),
        "next": lambda: window.annotations.step(1),
        "previous": lambda: window.annotations.step(-1),
        "read-on": lambda: window.commands.read_on(),
        "search": window.begin_search,
        "focus-sidebar": window.begin_sidebar,
        "larger": lambda: window.looks.resize_text(1),
        "smaller": lambda: window.looks.resize_text(-1),
        "toggle-sidebar": lambda: window.sidebar.setVisible(window.sidebar.isHidden()),
        "palette": lambda: CommandPalette(window.actions_by_name, window).open(),
        "shortcuts": lambda: ShortcutList(window).open(),
        "cancel": window.cancel,
        **{name: _later(window, "searching", name) for name in SEARCH_ACTIONS},
        **{name: _later(window, "notes", name) for name in NOTE_ACTIONS},
        **{name: _later(window, "annotations", name) for name in ANNOTATION_ACTIONS},
        **{name: _later(window, "bringing", name) for name in BRINGING_ACTIONS},
        **{name: _later(window, "preferring", name) for name in PREFERRING_ACTIONS},
        **{name: _later(window, "outgoing", name) for name in OUTGOING_ACTIONS},
        **{
            f"go-{name}": _goer(window, name)
            for name in ("inbox", "for-me", "today", "starred", "later", "rising", "all", "archive")
        },
        **{f"sort-{sort.value}": _sorter(window, sort) for sort in Sort},
        **{f"theme-{name}": _themer(window, name) for name in ("light", "dark", "system")},
    }


def _later(window: MainWindow, part: str, name: str) -> Callable[[], None]:
    return lambda: getattr(window, part).handlers()[name]()


def _goer(window: MainWindow, name: str) -> Callable[[], None]:
    return lambda: window.browsing.go(name)


def _sorter(window: MainWindow, sort: Sort) -> Callable[[], None]:
    return lambda: window.browsing.sort_by(sort)


def _themer(window: MainWindow, name: str) -> Callable[[], None]:
    return lambda: window.looks.choose_theme(name)


def _lay_out(window: MainWindow) -> None:
    window.panes.fill(window.sidebar, window.annotations.middle, window.reader_pane)
    fill_menus(window.menuBar(), window.actions_by_name)
    status = window.statusBar()
    status.setSizeGripEnabled(False)
    help_button = ToolButton(window)
    help_button.setDefaultAction(window.actions_by_name["shortcuts"])
    help_button.setAccessibleName(help_button.text())
    status.addPermanentWidget(window.searching.progress)
    status.addPermanentWidget(window.progress)
    status.addPermanentWidget(window.bringing.telling.sign)
    status.addPermanentWidget(help_button)
    _set_tab_order(window)


def _set_tab_order(window: MainWindow) -> None:
    """Let Tab go as the eye does: find, list, what can be done with the paper, its text, its tags, the sidebar."""
    pane, reader = window.list_pane, window.reader_pane
    order = [pane.search, pane.help, pane.order, window.paper_list, *pane.buttons(), *reader.bar_buttons]
    order += [reader.reader, *window.notes.stops(), reader.tags.field, window.sidebar]
    for before, after in itertools.pairwise(order):
        window.setTabOrder(before, after)


def _connect(window: MainWindow) -> None:
    desk, commands, tags, search = window.desk, window.commands, window.reader_pane.tags, window.list_pane.search
    window.read_timer.timeout.connect(window.mark_opened)
    window.paper_list.paper_selected.connect(window.show_paper)
    window.paper_list.activated.connect(window.read_paper)
    window.sidebar_model.papers_dropped.connect(commands.dropped)
    window.sidebar.rename_asked.connect(commands.rename_tag)
    window.sidebar.merge_asked.connect(commands.merge_tag)
    window.sidebar.delete_asked.connect(commands.delete_tag)
    tags.added.connect(commands.tag)
    tags.removed.connect(commands.untag)
    tags.left.connect(window.back)
    search.returnPressed.connect(window.leave_search)
    search.left.connect(window.back)
    notes, searching, annotations = window.notes, window.searching, window.annotations
    said = (
        commands.said,
        searching.said,
        notes.said,
        annotations.said,
        window.looks.refused,
        window.bringing.said,
        window.outgoing.said,
        window.preferring.said,
    )
    for speaker in (window.reader.link_refused, *said):
        speaker.connect(window.telling.said)
    window.outgoing.troubled.connect(window.telling.trouble)
    notes.paper_asked.connect(lambda paper: window.browsing.select(PaperId(paper)))
    notes.reader_asked.connect(window.show_reader)
    notes.left.connect(window.back)
    annotations.read_asked.connect(window.read_paper)
    annotations.note_asked.connect(notes.begin)
    commands.tag_renamed.connect(window.browsing.follow_tag)
    window.bringing.invites.connect(window.list_pane.offer_subscribing)
    window.bringing.invites.connect(window.reader_pane.offer_subscribing)
    for asked in (window.list_pane.sample.subscribe_asked, window.reader_pane.subscribe_asked):
        asked.connect(window.bringing.subscribing.subscribe_to_defaults)
    window.browsing.listed.connect(window.listed)
    window.browsing.counts_came.connect(window.counted)
    window.toast.undo_asked.connect(commands.undo)
    window.toast.left.connect(window.back)
    window.importer.began.connect(window.telling.import_began)
    window.importer.progressed.connect(window.progress.show_progress)
    window.importer.ended.connect(window.telling.import_ended)
    window.importer.idle.connect(window.progress.end)
    window.preferring.changed.connect(window.looks.follow)
    window.preferring.changed.connect(window.bringing.apply)
    window.preferring.changed.connect(window.outgoing.apply)
    window.preferring.asked.connect(window.outgoing.carry_out)
    desk.changed.connect(window.follow)
    desk.told.connect(window.telling.changed)
    desk.lost.connect(window.telling.trouble)
    desk.jobs.troubled.connect(window.telling.trouble)
    desk.jobs.broken.connect(window.telling.bug)
    window.sidebar.chosen.connect(window.panes.show_papers)
    window.looks.themed.connect(window.dress)
    window.looks.themed.connect(window.bringing.telling.sign.dress)
    window.looks.type_changed.connect(window.reader.set_type)
    window.looks.type_changed.connect(notes.set_type)


def _restore(window: MainWindow) -> None:
    state = window.state
    window.model.read_titles(True)
    window.reader.set_type(*window.looks.type())
    window.notes.set_type(*window.looks.type())
    window.notes.restore(bool(state.number("note_open")), state.number("note_height"))
    window.annotations.restore(state.text("margin"))
    left_at = window.desk.view.rows([PaperId(state.number("paper"))]) if state.number("paper") else {}
    window.browsing.open_at(state.text("shelf", "inbox"), window.sort, next(iter(left_at), None))
    window.reader_pane.show_back(window.panes.stacked)
    window.list_pane.take_focus()
