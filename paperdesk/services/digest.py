# SPDX-License-Identifier: MIT
"""Makes a digest: what is trending and rising, what matches each saved search, and what the reader marked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from paperdesk.config.options import Settings
from paperdesk.domain.conditions import All, Days
from paperdesk.domain.digest import SENTENCE, Digest, Edition, Entry, Section, first_sentence
from paperdesk.domain.exported import Exported
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.searches import COLOURS, SavedSearch
from paperdesk.domain.trend import rise
from paperdesk.library.view import View
from paperdesk.search.marking import Marker
from paperdesk.search.snippets import snippet
from paperdesk.services.search_messages import Found
from paperdesk.services.shown import shown, titles_in

_RISING_DAYS = 30  # a paper that was listed longer ago does not count as rising
_MOST_RISING = 1_000  # papers whose curves are looked at
Ask = Callable[[Sequence[Query], int], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Contents:
    """What the reader wants in a digest. `length` is how many papers a section has at most."""

    trending: bool = True
    rising: bool = True
    searches: bool = True
    highlights: bool = True
    length: int = 10
    colours: tuple[tuple[str, str], ...] = ()


def contents_of(settings: Settings) -> Contents:
    """Return what the options say."""
    return Contents(
        trending=settings["digest.trending"] == "on",
        rising=settings["digest.rising"] == "on",
        searches=settings["digest.searches"] == "on",
        highlights=settings["digest.highlights"] == "on",
        length=settings["digest.length"],
        colours=tuple((colour, settings[f"highlights.name_{colour}"]) for colour in COLOURS),
    )


def compose(view: View, edition: Edition, contents: Contents, ask: Ask, zone: tzinfo = UTC) -> Digest:
    """Make the digest of `edition`.

    `ask` answers queries, at most so many papers of each; it is called once, and only where there are saved searches.
    `zone` is the reader's, which says when a day begins. A section that would be empty is left out.
    """
    return _Composing(view, edition, contents, ask, zone).digest()


class _Composing:
    def __init__(self, view: View, edition: Edition, contents: Contents, ask: Ask, zone: tzinfo) -> None:
        self._view = view
        self._edition = edition
        self._contents = contents
        self._ask = ask
        self._zone = zone
        self._title_of = titles_in(view)
        self._days = Days(edition.first, edition.last)

    def digest(self) -> Digest:
        wanted = self._contents
        sections = [
            *(self._trending() if wanted.trending else ()),
            *(self._rising() if wanted.rising else ()),
            *(self._searches() if wanted.searches else ()),
            *(self._highlights() if wanted.highlights else ()),
        ]
        return Digest(self._edition, tuple(sections), wanted.colours)

    def _trending(self) -> Iterable[Section]:
        listing = self._view.listing(Query(self._days, Sort.TRENDING)).ids
        entries = self._entries(listing[: self._contents.length])
        name = "Trending this week" if self._edition.is_weekly else "Trending"
        return [Section("trending", name, entries, len(listing))] if entries else []

    def _rising(self) -> Iterable[Section]:
        """Return papers that were listed before these days and got votes in them."""
        day = date.fromisoformat(self._edition.first)
        before = Days((day - timedelta(days=_RISING_DAYS)).isoformat(), (day - timedelta(days=1)).isoformat())
        ids = [PaperId(one) for one in self._view.listing(Query(before, Sort.TRENDING), _MOST_RISING).ids]
        listed = set(self._view.listing(Query(self._days)).ids)
        risen = {}
        for paper, curve in self._view.curves([one for one in ids if one not in listed]).items():
            votes = [(m.at, m.upvotes) for m in curve if m.upvotes and m.at[:10] <= self._edition.last]
            if gained := rise(votes, self._edition.first):
                risen[paper] = gained
        best = sorted(risen, key=lambda paper: (-risen[paper], ids.index(paper)))
        entries = tuple(
            replace(entry, risen=risen[entry.exported.paper.id])
            for entry in self._entries(best[: self._contents.length])
        )
        return [Section("rising", "Still rising", entries, len(risen))] if entries else []

    def _searches(self) -> Iterable[Section]:
        kept = self._view.searches()
        if not kept:
            return []
        queries = [Query(All((one.condition, self._days)), Sort.TRENDING) for one in kept]
        found = zip(kept, self._ask(queries, self._contents.length), strict=True)
        return [self._of_search(search, answer) for search, answer in found if answer.total]

    def _of_search(self, search: SavedSearch, answer: Found) -> Section:
        marker = Marker(search.condition)
        ids = answer.listing.ids[: self._contents.length]
        return Section("search", search.name, self._entries(ids, marker), answer.total, search.colour)

    def _highlights(self) -> Iterable[Section]:
        first, last = map(date.fromisoformat, (self._edition.first, self._edition.last))
        made = self._view.highlights_made(self._begin(first), self._begin(last + timedelta(days=1)))
        rows = self._view.highlight_rows(made)
        papers = list(dict.fromkeys(rows[one].paper for one in made if one in rows))
        entries = []
        for paper in self._view.papers(papers[: self._contents.length]):
            marked = tuple(one for one in paper.highlights if one.id in rows)
            paper = replace(paper, highlights=marked)
            entries.append(Entry(Exported(paper, shown=shown(paper, self._title_of))))
        name = "What you marked this week" if self._edition.is_weekly else "What you marked"
        return [Section("highlights", name, tuple(entries), len(papers))] if entries else []

    def _begin(self, day: date) -> str:
        """Return when a day of the reader's begins, as the library writes times."""
        moment = datetime.combine(day, time(), self._zone).astimezone(UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _entries(self, ids: Iterable[int], marker: Marker | None = None) -> tuple[Entry, ...]:
        return tuple(self._entry(paper, marker) for paper in self._view.papers(map(PaperId, ids)))

    def _entry(self, paper: Paper, marker: Marker | None) -> Entry:
        plain = replace(paper, highlights=(), note="")
        exported = Exported(plain, shown=shown(plain, self._title_of))
        said = exported.shown.abstract_text
        if marker is not None and marker.hits(said, "abstract"):
            cut = snippet(said, marker, SENTENCE, "abstract")
            return Entry(exported, cut.text, cut.marks)
        return Entry(exported, first_sentence(said))
