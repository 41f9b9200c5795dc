# SPDX-License-Identifier: MIT
"""Answers queries: facts from the library, text from the search index, in the library's own orders."""

import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date

from paperdesk.domain.conditions import EVERYTHING, All, Any, Condition, Fact, Marked, Phrase, Word
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Count, Listing, Query, Section, Sort
from paperdesk.domain.query_text import has_text, wanted_texts
from paperdesk.library.view import View
from paperdesk.search.index import Index
from paperdesk.search.matches import Matches
from paperdesk.search.ordering import Order, PaperIds, common, paper_ids
from paperdesk.services.search_messages import Found

_SPARE = 20  # similar papers that are asked for beyond the number wanted, in the place of those taken out since
FEW = 3  # found papers up to which a better spelling is worth looking for
_MOST_FACTS = 64  # kept at once; each may name every paper of the library
_SHOWN = Marked("shown")  # a fact of our own: papers taken out stay in the index until it is brought up to date


def _never() -> bool:
    return False


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
        self._known = view.last_change()

    def find(self, query: Query, first: int | None = None, cancelled: Callable[[], bool] = _never) -> Found:
        """Return what `query` means, the `first` papers of it (None: all). Raises `Cancelled`, `IndexUnusable`."""
        began = time.perf_counter()
        matches = self._matches(query.condition, cancelled)
        count = matches.total if first is None else min(first, matches.total)
        scores: tuple[float, ...] = ()
        sections: tuple[Section, ...] = ()
        if query.sort is Sort.RELEVANCE and has_text(query.condition):
            ranked = matches.ranked(count)
            ids, scores = ranked.papers, tuple(map(float, ranked.scores))
        else:
            ids = self._order(query.sort).first(matches.ids, count)
            if query.sort in (Sort.NEWEST, Sort.RELEVANCE):
                sections = self._sections(matches, count)
        listing = Listing(query, array("q", ids.tobytes()), sections, count == matches.total)
        return Found(listing, matches.total, time.perf_counter() - began, scores, _hints(matches))

    def ids(self, condition: Condition, cancelled: Callable[[], bool] = _never) -> "array[int]":
        """Return the papers that meet `condition`, in any order. Raises as `find`."""
        return array("q", self._matches(condition, cancelled).ids.tobytes())

    def counts(self, conditions: Sequence[Condition], cancelled: Callable[[], bool] = _never) -> list[Count]:
        """Return how many papers meet each condition, and how many of those are unread. Raises as `find`."""
        counts = []
        for condition in conditions:
            ids = self._matches(condition, cancelled).ids
            counts.append(Count(len(ids), common(ids, self._fact(Marked("unread")))))
        return counts

    def suggestion(self, condition: Condition) -> Condition | None:
        """Return `condition` with the mistyped words mended; None where there are none, or nothing better is known."""
        typed = [word for text in wanted_texts(condition) for word in text.text.split()]
        mended = self.index.suggest(typed).split() if typed else []
        exchanged = {old: new for old, new in zip(typed, mended, strict=False) if old != new}
        return _mended(condition, exchanged) if exchanged else None

    def similar(self, paper: PaperId, count: int) -> list[tuple[PaperId, float]]:
        """Return the `count` papers most like `paper` with their scores, best first."""
        self._refresh()
        ranked = self.index.similar(paper, count + _SPARE)
        scored = zip(ranked.papers.tolist(), ranked.scores.tolist(), strict=True)
        return [(PaperId(other), score) for other, score in scored if self._is_shown(other)][:count]

    def _is_shown(self, paper: int) -> bool:
        shown = self._fact(_SHOWN)
        place = bisect_left(shown, paper)
        return place < len(shown) and int(shown[place]) == paper

    def _matches(self, condition: Condition, cancelled: Callable[[], bool]) -> Matches:
        self._refresh()
        return self.index.matches(All((condition, _SHOWN)), self._fact, cancelled)

    def _refresh(self) -> None:
        """Forget what other connections have changed since."""
        version = self.view.data_version()
        if version == self._version:
            return
        changes = self.view.changes_since(self._known)
        if changes.lists or self._version < 0:
            self._orders.clear()
            self._facts.clear()
        # What is shown, and in what order, holds while nothing but marks changes.
        self._facts = {key: ids for key, ids in self._facts.items() if key[1] == _SHOWN}
        self._version, self._known = version, max(changes.number, self._known)

    def _fact(self, fact: Fact) -> PaperIds:
        key = (self._today(), fact)
        if key not in self._facts:
            if len(self._facts) > _MOST_FACTS:
                self._facts.clear()
            self._facts[key] = paper_ids(self.view.ids(EVERYTHING if fact == _SHOWN else fact, key[0]))
        return self._facts[key]

    def _order(self, sort: Sort) -> Order:
        sort = Sort.NEWEST if sort is Sort.RELEVANCE else sort
        if sort not in self._orders:
            listing = self.view.listing(Query(EVERYTHING, sort))
            self._orders[sort] = Order(paper_ids(listing.ids), [section.start for section in listing.sections])
            if sort is Sort.NEWEST:
                self._days = [section.day for section in listing.sections]
        return self._orders[sort]

    def _sections(self, matches: Matches, count: int) -> tuple[Section, ...]:
        """Return the days in which the first `count` papers stand, each counted as a whole."""
        sections, start = [], 0
        for number, held, unread in self._order(Sort.NEWEST).sections(matches.ids, self._fact(Marked("unread"))):
            if start >= count:
                break
            sections.append(Section(self._days[number], start, held, unread))
            start += held
        return tuple(sections)


def _mended(condition: Condition, exchanged: dict[str, str]) -> Condition:
    """Return `condition` with words exchanged where they are wanted."""
    match condition:
        case Word(text, field) if text in exchanged:
            return Word(exchanged[text], field)
        case Phrase(text, field, prefix):
            return Phrase(" ".join(exchanged.get(word, word) for word in text.split()), field, prefix)
        case All(several):
            return All(tuple(_mended(one, exchanged) for one in several))
        case Any(several):
            return Any(tuple(_mended(one, exchanged) for one in several))
    return condition


def _hints(matches: Matches) -> tuple[str, ...]:
    hints = [f"“{text}” holds nothing that can be looked up" for text in matches.wordless[:3]]
    return (*hints, "the query is very long; a part of it was left out") if matches.cut else tuple(hints)
