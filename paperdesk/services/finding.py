# SPDX-License-Identifier: MIT
"""Answers queries: facts from the library, text from the search index, in the library's own orders."""

import time
from array import array
from collections.abc import Callable, Sequence
from datetime import date

from paperdesk.domain.conditions import EVERYTHING, Condition, Fact, Marked
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Count, Listing, Query, Section, Sort
from paperdesk.domain.query_text import has_text, wanted_texts
from paperdesk.library.view import View
from paperdesk.search.index import Index
from paperdesk.search.matches import Matches
from paperdesk.search.ordering import Order, PaperIds, common, paper_ids
from paperdesk.services.search_messages import Found

FEW = 3  # found papers up to which a better spelling is worth looking for


class Finder:
    """Answers from one library and one index, in one thread. What it knows of orders and facts it keeps until they change."""

    def __init__(self, view: View, index: Index, today: Callable[[], date] = date.today) -> None:
        self.view = view
        self.index = index
        self._today = today
        self._orders: dict[Sort, Order] = {}
        self._days: list[str] = []
        self._facts: dict[tuple[date, Fact], PaperIds] = {}
        self._version = -1
        self._known = 0

    def find(self, query: Query, first: int | None = None, cancelled: Callable[[], bool] = lambda: False) -> Found:
        """Return what `query` means, the `first` papers of it (None: all). Raises `Cancelled`, `IndexUnusable`."""
        began = time.perf_counter()
        self._refresh()
        matches = self.index.matches(query.condition, self._fact, cancelled)
        count = matches.total if first is None else first
        scores: tuple[float, ...] = ()
        if query.sort is Sort.RELEVANCE and has_text(query.condition):
            ranked = matches.ranked(count)
            ids, scores = ranked.papers, tuple(map(float, ranked.scores))
        else:
            ids = self._order(query.sort).first(matches.ids, count)
        listing = Listing(
            query, array("q", ids.tobytes()), self._sections_of(query, matches), len(ids) == matches.total
        )
        return Found(listing, matches.total, time.perf_counter() - began, scores, _hints(matches))

    def ids(self, condition: Condition) -> "array[int]":
        """Return the papers that meet `condition`, ascending."""
        self._refresh()
        return array("q", self.index.matches(condition, self._fact).ids.tobytes())

    def counts(self, conditions: Sequence[Condition]) -> list[Count]:
        """Return how many papers meet each condition, and how many of those are unread."""
        self._refresh()
        unread = self._fact(Marked("unread"))
        counts = []
        for condition in conditions:
            ids = self.index.matches(condition, self._fact).ids
            counts.append(Count(len(ids), common(ids, unread)))
        return counts

    def suggestion(self, condition: Condition) -> str:
        """Return the words of `condition` with the mistyped ones mended; empty where none is."""
        words = [word for text in wanted_texts(condition) for word in text.text.split()]
        return self.index.suggest(words) if words else ""

    def similar(self, paper: PaperId, count: int) -> list[tuple[PaperId, float]]:
        """Return the `count` papers most like `paper` with their scores, best first."""
        self._refresh()
        ranked = self.index.similar(paper, count)
        return [(PaperId(int(p)), float(s)) for p, s in zip(ranked.papers, ranked.scores, strict=True)]

    def _refresh(self) -> None:
        """Forget what other connections have changed since."""
        version = self.view.data_version()
        if version == self._version:
            return
        changes = self.view.changes_since(self._known)
        if changes.lists or self._version < 0:
            self._orders.clear()
        self._facts.clear()
        self._version, self._known = version, max(changes.number, self._known)

    def _fact(self, fact: Fact) -> PaperIds:
        key = (self._today(), fact)
        if key not in self._facts:
            self._facts[key] = paper_ids(self.view.ids(fact, key[0]))
        return self._facts[key]

    def _order(self, sort: Sort) -> Order:
        sort = Sort.NEWEST if sort is Sort.RELEVANCE else sort
        if sort not in self._orders:
            listing = self.view.listing(Query(EVERYTHING, sort))
            self._orders[sort] = Order(paper_ids(listing.ids), [section.start for section in listing.sections])
            if sort is Sort.NEWEST:
                self._days = [section.day for section in listing.sections]
        return self._orders[sort]

    def _sections_of(self, query: Query, matches: Matches) -> tuple[Section, ...]:
        if query.sort is not Sort.NEWEST:
            return ()
        sections, start = [], 0
        for number, count, unread in self._order(Sort.NEWEST).sections(matches.ids, self._fact(Marked("unread"))):
            sections.append(Section(self._days[number], start, count, unread))
            start += count
        return tuple(sections)


def _hints(matches: Matches) -> tuple[str, ...]:
    hints = [f"“{text}” holds nothing that can be looked up" for text in matches.wordless[:3]]
    return (*hints, "the query is very long; a part of it was left out") if matches.cut else tuple(hints)
