# SPDX-License-Identifier: MIT
"""What is shown: the query in force, its list and the counts beside it, kept up to date as the library changes."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import EVERYTHING, All, Condition, Tagged
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.query import Count, Listing, Query, Sort
from paperdesk.domain.query_text import Parsed, all_of, has_text, marks_in, parse
from paperdesk.domain.searches import SavedSearch
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.panes import ListPane
from paperdesk.ui.paper_list.model import PaperListModel
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.sidebar.items import (
    NO_COUNTS,
    Counts,
    SidebarItem,
    counted_conditions,
    item_named,
    read_counts,
    sidebar_items,
)
from paperdesk.ui.sidebar.view import SidebarView

if TYPE_CHECKING:
    from paperdesk.services.search_messages import Answer, CountsAnswer, State, Suggestion
    from paperdesk.ui.marking import Marking

_TYPING_PAUSE = 120  # milliseconds
_PAGE = 200  # papers that are seen at once, while the whole list of a large library is still being read
_FEW = 50  # papers read one by one stay in the list of what is unread; more at once leave it


class Browsing(QObject):
    """Joins sidebar, search field and list to one query."""

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
        self._wanted: Query | None = None
        self._select: PaperId | None = None
        self._select_first = False
        self._parsed = Parsed()
        self._serial = 0
        self._hints: tuple[str, ...] = ()
        self._marked: tuple[Condition, tuple[SavedSearch, ...]] = (EVERYTHING, ())
        self._found: tuple[Count, ...] = ()
        self._counting = False
        self._count_again = False
        self._choose = ""
        self.counted: Counts | None = None
        self.marking: Marking | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE)
        self._typing.timeout.connect(self._search)
        pane.search.textChanged.connect(self._typing.start)
        pane.order.currentIndexChanged.connect(self._order_chosen)
        for sort in Sort:
            pane.order.addItem(sort.value.capitalize(), sort)
        sidebar.chosen.connect(self.show_item)
        desk.changed.connect(self._follow)
        desk.day_began.connect(self._begin_day)
        pane.status.suggested.connect(self._take_suggestion)
        client.answered.connect(self._answered)
        client.suggested.connect(self._suggested)
        client.counted.connect(self._searches_counted)
        client.state_changed.connect(self._index_changed)

    @property
    def query(self) -> Query:
        """The query in force: what the sidebar's entry holds, and of that what was typed."""
        sort = Sort(self._parsed.sort) if self._parsed.sort else self._sort
        return Query(all_of(self._base.condition, self._parsed.condition), sort)

    @property
    def typed(self) -> str:
        """What stands in the search field."""
        return self._pane.search.text().strip()

    @property
    def searches(self) -> Sequence[SavedSearch]:
        """The saved searches and watch words, as they were counted last."""
        return self.counted.searches if self.counted else ()

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
        self._label = item.label
        if item.name != self._choose:
            self._choose = ""  # the reader was faster than the first count
        if item.query != self._base or self._wanted is None:
            self._base = item.query
            self.refresh(at_once=True)

    def open_at(self, name: str, sort: Sort, paper: PaperId | None) -> None:
        """Show the sidebar entry `name` in the order `sort`, and select `paper` in it."""
        self._sort, self._select = sort, paper
        self._pane.order.setCurrentIndex(list(Sort).index(sort))
        today = date.today()
        item = item_named(name, today)
        self._label, self._base = item.label, item.query or Query()
        self._wanted = self.query
        self._sidebar.show_items(sidebar_items(NO_COUNTS, today))
        if sort is Sort.NEWEST:  # answered from an index in a millisecond, so that the first paint has rows
            self._show(self._desk.view.listing(self.query, _PAGE))
        self._sidebar.choose(item.name)
        self.count(choose=item.name)
        self.refresh()

    def go(self, name: str) -> None:
        """Show the sidebar's entry `name`."""
        self._sidebar.choose(name)

    def sort_by(self, sort: Sort) -> None:
        """Put the list into the order `sort`."""
        self._pane.order.setCurrentIndex(list(Sort).index(sort))

    def select(self, paper: PaperId) -> None:
        """Select `paper`, in all papers where it is not in the list shown."""
        if self._pane.view.select_paper(paper):
            return
        self._select = paper
        self._pane.search.clear()
        if self._choose:  # the sidebar is still being counted for the first time
            self._choose = "all"
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
        self._mark()
        if has_text(self._wanted.condition):
            self._client.start()
            if self._client.is_ready:
                self._serial = self._client.ask(self._wanted, _PAGE)
                return
            self._hints = (*self._hints, "titles only, until the search index is ready")
        else:
            self._pane.status.clear()
        self._serial = 0
        if at_once:
            self._desk.listing(self._wanted, self._show, _PAGE)
        self._desk.listing(self._wanted, self._show)

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
            self._desk.listing(self.query, self._show)
            return
        found = answer.found
        self._pane.status.say(found.total, found.seconds, (*self._hints, *found.hints))
        self._show(found.listing)
        self._pane.show_count(self._label, found.total)

    def _suggested(self, suggestion: "Suggestion") -> None:
        if suggestion.serial == self._serial:
            self._pane.status.suggest(suggestion.text)

    def _take_suggestion(self, text: str) -> None:
        self._pane.search.setText(text)
        self.finish_search()

    def _index_changed(self, state: "State") -> None:
        """The index holds what was written since, or was lost: ask again what was answered from it."""
        if state.building or not state.upto:
            return
        if has_text(self.query.condition):
            self.refresh()
        self._count_searches()

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

    def _order_chosen(self, place: int) -> None:
        sort = list(Sort)[place]
        if sort is not self._sort:
            self._sort = sort
            self.refresh(at_once=True)

    def _follow(self, changes: Changes) -> None:
        holds = self._model.apply(changes)
        asked = marks_in(self.query.condition)
        # What is read stays in the list of unread papers until the reader turns to another list.
        in_bulk = changes.papers is None or len(changes.papers) > _FEW
        moved = changes.lists or (changes.tags and not isinstance(self._base.condition, All))
        if moved or (changes.marks & asked) - {"read"} or ("read" in changes.marks and in_bulk):
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
        if self._counting and not choose:
            self._count_again = True
            return
        self._counting = True
        self._choose = choose or self._choose
        self._desk.jobs.read(read_counts, self._show_counts, self._give_up_counting)

    def _give_up_counting(self) -> None:
        self._counting = False

    def _count_searches(self) -> None:
        """Count what the saved searches hold; the index does that."""
        if self.counted and self.counted.searches and self._client.is_ready:
            conditions = counted_conditions(self.counted.searches)
            watched = any(search.is_watched for search in self.counted.searches)
            self._client.ask_counts(conditions, conditions[-1] if watched else None)
        elif self.counted and not self.counted.searches:
            self._model.set_for_me(frozenset())

    def _searches_counted(self, answer: "CountsAnswer") -> None:
        self._found = answer.counts
        self._model.set_for_me(frozenset(answer.mine))
        if self.counted:
            self._sidebar.show_items(sidebar_items(self.counted, date.today(), self._found))

    def _show_counts(self, counts: Counts) -> None:
        self._counting = False
        self.counted = counts
        self._sidebar.show_items(sidebar_items(counts, date.today(), self._found))
        self._mark()
        self._count_searches()
        self.counts_came.emit(counts)
        choose, self._choose = self._choose, ""
        if choose and self._sidebar.chosen_name() != choose and not self._sidebar.choose(choose):
            self._sidebar.choose("inbox")
        if self._count_again:
            self._count_again = False
            self.count()


def _marking(sought: Condition, watched: Sequence[SavedSearch]) -> "Marking | None":
    if not watched and not has_text(sought):
        return None
    from paperdesk.ui.marking import Marking  # loads a stemmer, which no start waits for

    return Marking(sought, watched)
