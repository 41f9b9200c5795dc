# SPDX-License-Identifier: MIT
"""What is shown: the query in force, its list and the counts beside it, kept up to date as the library changes."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import EVERYTHING, All, Condition, Tagged
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.query import Listing, Query, Sort
from paperdesk.domain.query_print import show
from paperdesk.domain.query_text import Parsed, all_of, has_text, marks_in, parse
from paperdesk.domain.searches import SavedSearch
from paperdesk.services.search_messages import ALL
from paperdesk.ui.counting import Counting
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.panes import ListPane
from paperdesk.ui.paper_list.model import FIRST_PAGE, PaperListModel
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.search_field import SearchField
from paperdesk.ui.sidebar.items import NO_COUNTS, Counts, SidebarItem, find_item, item_named, own_sort, sidebar_items
from paperdesk.ui.sidebar.view import SidebarView

if TYPE_CHECKING:
    from paperdesk.services.search_messages import Answer, State, Suggestion
    from paperdesk.ui.marking import Marking

_TYPING_PAUSE = 120  # milliseconds
_FEW = 50  # papers read one by one stay in the list of what is unread; more at once leave it


_TITLES_ONLY = "titles only, until the search index is ready"
_NO_FOR_ME = "Nothing is followed yet; type a search and follow it with Ctrl+Shift+F"


class Browsing(QObject):
    """Joins sidebar, search field and list to one query."""

    said = Signal(str)
    listed = Signal(object)
    counts_came = Signal(object)
    marking_changed = Signal(object)

    def __init__(
        self,
        desk: LibraryDesk,
        client: SearchClient,
        sidebar: SidebarView,
        pane: ListPane,
        model: PaperListModel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._client = client
        self._sidebar = sidebar
        self._pane = pane
        self._model = model
        self._label = "All papers"
        self._base = Query()
        self._sort = Sort.NEWEST
        self._own_sort = ""  # of the saved search that is shown
        self._wanted: Query | None = None
        self._select: PaperId | None = None
        self._select_first = False
        self._parsed = Parsed()
        self._serial = 0  # of the question to the index, 0 where the library was asked
        self._asked_at = 0.0
        self._hints: tuple[str, ...] = ()
        self._marked: tuple[Condition, tuple[SavedSearch, ...]] = (EVERYTHING, ())
        self.marking: Marking | None = None
        self._counting = Counting(desk, client, sidebar, model, self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._connect()

    def _connect(self) -> None:
        pane, client = self._pane, self._client
        self._typing.timeout.connect(self._search)
        pane.search.textChanged.connect(self._typing.start)
        pane.order.currentIndexChanged.connect(self._order_chosen)
        for sort in Sort:
            pane.order.addItem(sort.value.capitalize(), sort)
        pane.status.suggested.connect(self._take_suggestion)
        self._sidebar.chosen.connect(self.show_item)
        self._desk.changed.connect(self._follow)
        self._desk.day_began.connect(self._begin_day)
        self._counting.came.connect(self._counts_came)
        client.answered.connect(self._answered)
        client.suggested.connect(self._suggested)
        client.state_changed.connect(self._index_changed)

    @property
    def query(self) -> Query:
        """The query in force: what the sidebar's entry holds, and of that what was typed."""
        sort = Sort(self._parsed.sort or self._own_sort or self._sort)
        return Query(all_of(self._base.condition, self._parsed.condition), sort)

    @property
    def order(self) -> Sort:
        """The order that was chosen for lists; a query may name another."""
        return self._sort

    @property
    def field(self) -> SearchField:
        """Where searches are typed."""
        return self._pane.search

    @property
    def typed(self) -> str:
        """What stands in the search field."""
        return self._pane.search.text().strip()

    @property
    def searches(self) -> Sequence[SavedSearch]:
        """The saved searches and watch words, as they were counted last."""
        return self._counting.searches

    def search_totals(self) -> dict[str, int]:
        """Return how many papers each saved search and watch word holds, as far as that is known."""
        return self._counting.totals()

    @property
    def counted(self) -> Counts | None:
        """What the sidebar's entries hold, None before the first count."""
        return self._counting.counts

    @property
    def sought(self) -> Condition:
        """What is to be marked as found: what was typed, and what a saved search asks for."""
        saved = self._sidebar.chosen_search()
        watched = saved is not None and saved.is_watched
        return self._parsed.condition if saved is None or watched else all_of(saved.condition, self._parsed.condition)

    @property
    def label(self) -> str:
        """The name of what is shown."""
        return self._label

    @property
    def name(self) -> str:
        """The name of the sidebar's entry that is shown."""
        return self._sidebar.chosen_name()

    def show_item(self, item: SidebarItem) -> None:
        """Show what a sidebar entry holds."""
        if item.query is None:
            return
        if item.name != self._counting.choosing:
            self._counting.choosing = ""  # the reader was faster than the first count
        if self._turn_to(item) or self._wanted is None:
            self.refresh(at_once=True)
        elif self._model.query == self._wanted:
            self._pane.show_count(self._label, self._model.paper_count)

    def _turn_to(self, item: SidebarItem) -> bool:
        """Let `item` be what is shown; return whether the list differs by that."""
        before = self.query
        self._label, self._base = item.label, item.query or Query()
        self._own_sort = own_sort(item)
        self._show_order()
        return self.query != before

    def open_at(self, name: str, sort: Sort, paper: PaperId | None) -> None:
        """Show the sidebar entry `name` in the order `sort`, and select `paper` in it."""
        self._sort, self._select = sort, paper
        self._pane.order.setCurrentIndex(list(Sort).index(sort))
        today = date.today()
        view = self._desk.view
        items = sidebar_items(replace(NO_COUNTS, searches=view.searches(), feeds=view.feeds()), today)
        item = find_item(items, name) or item_named(name, today)
        self._turn_to(item)
        self._wanted = self.query
        self._sidebar.show_items(items)
        # Answered by SQLite in a millisecond, so that the first paint has rows; where text is searched it is not so fast.
        if self.query.sort is Sort.NEWEST and not has_text(self.query.condition):
            self._show(self._desk.view.listing(self.query, FIRST_PAGE))
        self._sidebar.choose(item.name)
        self.count(choose=item.name)
        self.refresh()

    def go(self, name: str) -> None:
        """Show the sidebar's entry `name`."""
        if not self._sidebar.choose(name) and name == "for-me":
            self.said.emit(_NO_FOR_ME)

    def sort_by(self, sort: Sort) -> None:
        """Put the list into the order `sort`."""
        self._pane.order.setCurrentIndex(list(Sort).index(sort))

    def select(self, paper: PaperId, *, here: bool = False) -> None:
        """Select `paper`, in all papers where it is not in the list shown; `here`: as soon as that list holds it."""
        # What was waited for before is not wanted any more; the list that is on its way drops what is selected.
        self._select = paper if self._model.query != self._wanted else None
        if self._pane.view.select_paper(paper):
            return
        self._select = paper
        self._pane.search.clear()
        self._typing.stop()
        self._parsed = Parsed()
        if here:
            self.refresh()
            return
        if self._counting.choosing:  # the sidebar is still being counted for the first time
            self._counting.choosing = "all"
        if self._sidebar.chosen_name() == "all" or not self._sidebar.choose("all"):
            self.refresh()

    def follow_tag(self, old: str, new: str) -> None:
        """Go on showing a tag that was renamed, or merged, from `old` to `new`."""
        tagged = self._base.condition
        shown = tagged.tag if isinstance(tagged, Tagged) else ""
        if shown.casefold() == old.casefold() or shown.casefold().startswith(old.casefold() + "/"):
            path = new + shown[len(old) :]
            self._label, self._base = path.rsplit("/", 1)[-1], Query(Tagged(path))
            self.refresh()
            self.count(choose=f"tag:{path.casefold()}")

    def refresh(self, *, at_once: bool = False) -> None:
        """Ask for the list anew; `at_once`: for its first page before the whole."""
        self._wanted = self.query
        self._hints = self._parsed.hints
        self._serial = 0
        self._asked_at = time.perf_counter()
        self._mark()
        if not has_text(self._wanted.condition):
            self._ask_library(at_once)
        elif self._client.start() and self._client.is_ready:
            self._serial = self._client.ask(self._wanted, FIRST_PAGE if at_once else ALL, self._parsed.condition)
        else:
            self._ask_titles(at_once)

    def _ask_titles(self, at_once: bool) -> None:
        self._hints = (*self._hints, _TITLES_ONLY)
        self._ask_library(at_once)

    def _ask_library(self, at_once: bool) -> None:
        if self._wanted is not None:
            if at_once:
                self._desk.listing(self._wanted, self._listed, FIRST_PAGE)
            self._desk.listing(self._wanted, self._listed)

    def _listed(self, listing: Listing) -> None:
        """Show what the library answered, unless the index answers meanwhile."""
        if self._serial or listing.query != self._wanted:
            return
        if not (self.typed or self._hints):
            self._pane.status.clear()
        elif listing.whole:
            self._pane.status.say(len(listing.ids), time.perf_counter() - self._asked_at, self._hints)
        self._show(listing)

    def _mark(self) -> None:
        """Have what is looked for, and what is followed, marked in the list."""
        watched = [search for search in self.searches if search.is_watched]
        wanted = (self.sought, tuple(watched))
        if wanted != self._marked:
            self._marked = wanted
            self.marking = _marking(self.sought, watched)
            self._model.set_marking(self.marking)
            self.marking_changed.emit(self.marking)

    def _answered(self, answer: "Answer") -> None:
        if answer.serial != self._serial:
            return
        if answer.found is None:  # the index was lost, and is being built anew
            self._serial = 0
            self._ask_titles(at_once=False)
            return
        found = answer.found
        self._pane.status.say(found.total, found.seconds, (*self._hints, *found.hints))
        self._show(found.listing)
        self._pane.show_count(self._label, found.total)

    def _suggested(self, suggestion: "Suggestion") -> None:
        if suggestion.serial == self._serial:
            self._pane.status.suggest(show(suggestion.condition, self._parsed.sort).strip())

    def _take_suggestion(self, text: str) -> None:
        self._pane.search.setText(text)
        self.finish_search()

    def _index_changed(self, state: "State") -> None:
        """The index holds what was written since: ask again what is answered from it."""
        if state.ready and not state.building and not state.trouble:
            if has_text(self.query.condition):
                self.refresh()
            self._counting.count_searches()

    def _show(self, listing: Listing) -> None:
        if listing.query != self._wanted:
            return  # an answer that a later question has overtaken
        view = self._pane.view
        view.show_listing(listing, keep=self._kept(listing))
        self._pane.show_count(self._label, self._model.paper_count if listing.whole else None)
        if self._select is not None and (view.select_paper(self._select) or listing.whole):
            self._select = None
        if self._select_first and listing.ids:
            self._select_first = False
            view.step(1)
        if listing.whole:
            self.listed.emit(listing)

    def _kept(self, listing: Listing) -> PaperRow | None:
        """Return the paper that stays in the list though `listing` does not hold it: the one that is being read."""
        paper = self._select
        if paper is None and listing.query == self._model.query:
            paper = self._pane.view.current_paper()
        if paper is None or not listing.whole or paper in listing.ids or self.typed:
            return None
        try:
            self._desk.view.paper(paper)
        except UnknownPaper:  # it was removed
            return None
        return self._desk.view.rows([paper]).get(paper)

    def _search(self, *, complete: bool = False) -> None:
        self._parsed = parse(self._pane.search.text(), complete)
        self.refresh(at_once=True)

    def stop(self) -> None:
        """Ask for nothing more: the window closes."""
        self._typing.stop()

    def finish_search(self) -> None:
        """Search at once for what was typed, and select the first paper found unless one is selected."""
        if self._typing.isActive():
            self._typing.stop()
            self._select_first = True
            self._search(complete=True)
        elif self._pane.view.current_paper() is None:
            self._pane.view.step(1)

    def _show_order(self) -> None:
        """Show the order in force, which may be that of the entry itself."""
        self._pane.order.blockSignals(True)
        self._pane.order.setCurrentIndex(list(Sort).index(self.query.sort))
        self._pane.order.blockSignals(False)

    def _order_chosen(self, place: int) -> None:
        sort = list(Sort)[place]
        if sort is not self.query.sort:
            self._sort, self._own_sort = sort, ""
            self.refresh(at_once=True)

    def _follow(self, changes: Changes) -> None:
        holds = self._model.apply(changes)
        asked = marks_in(self.query.condition)
        # What is read stays in the list of unread papers until the reader turns to another list.
        in_bulk = changes.papers is None or len(changes.papers) > _FEW
        moved = changes.lists or (changes.tags and not isinstance(self._base.condition, All))
        moved = moved or bool((changes.marks & asked) - {"read"}) or ("read" in changes.marks and in_bulk)
        if moved or (not holds and has_text(self.query.condition)):
            self.refresh()
        elif not holds:
            self._desk.listing(self.query, self._model.recount)
        self.count()

    def _begin_day(self) -> None:
        """Let what is called after today mean the new day: a window may stay open overnight."""
        if self.name == "today":
            self._base = item_named("today", date.today()).query or Query()
            self.refresh()
        self._pane.view.viewport().update()
        self.count()

    def count(self, choose: str = "") -> None:
        """Count what the sidebar's entries hold, in the background; then choose the entry `choose`."""
        self._counting.count(choose)

    def _counts_came(self, counts: Counts) -> None:
        self._keep_up()
        self._mark()
        self.counts_came.emit(counts)

    def _keep_up(self) -> None:
        """Show a saved search as it is now, or what is unread where it is gone."""
        if not self.name.startswith("search:") and self.name != "for-me":
            return
        item = find_item(self._counting.items(), self.name)
        if item is None:
            self._sidebar.choose("inbox")
        elif item.label != self._label or item.query != self._base:
            self._turn_to(item)
            self.refresh()


def _marking(sought: Condition, watched: Sequence[SavedSearch]) -> "Marking | None":
    if not watched and not has_text(sought):
        return None
    from paperdesk.ui.marking import Marking  # loads a stemmer, which no start waits for

    return Marking(sought, watched)
