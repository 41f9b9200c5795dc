# SPDX-License-Identifier: MIT
"""Lists, sections and counts are what counting by hand gives, for any library."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from paperdesk.domain.conditions import Condition, Days, Marked, Not, Source, Tagged, Word
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query import Count, Query, Section, Sort
from paperdesk.domain.query_text import all_of
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

Make = Callable[..., Record]
TITLES = ("Zebra", "apple pie", "Äpfel", "Apple", "100% of_it", "back\\slash", "STRASSE", "Straße", "👩‍🔬")
DAYS = ("", "2024", "2024-05", "2024-05-01", "2025-01-01", "2025-01-02")
TAGS = ("ml", "ML/Vision", "ml-x", "later")
WORDS = (
    "",
    "apple",
    "APPLE",
    "pie apple",
    "äpfel",
    "ÄPFEL",
    "0%",
    "f_i",
    "a_p",
    "\\",
    "strasse",
    "STRASSE",
    "👩‍🔬",
    "none",
)

papers = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(TITLES),
            "published": st.sampled_from((*DAYS, "spring")),
            "met": st.lists(
                st.fixed_dictionaries(
                    {
                        "source": st.sampled_from("ab"),
                        "day": st.sampled_from(("", "2025-01-01", "2025-01-02")),
                        "rank": st.none() | st.integers(1, 3),
                        "upvotes": st.integers(0, 30),
                    }
                ),
                min_size=1,
                max_size=3,
            ),
            "marks": st.dictionaries(st.sampled_from(("read", "starred", "later", "archived")), st.booleans()),
            "tags": st.sets(st.sampled_from(TAGS)),
            "hidden": st.sampled_from((False, False, False, True)),
        }
    ),
    max_size=8,
)


@dataclass(frozen=True)
class Asked:
    """What is asked for, so that it can be counted by hand too."""

    words: str = ""
    tag: str = ""
    source: str = ""
    day: str = ""
    read: bool | None = None
    starred: bool | None = None
    later: bool | None = None
    archived: bool | None = None
    sort: Sort = Sort.NEWEST

    @property
    def query(self) -> Query:
        wanted: list[Condition] = [Word(word) for word in self.words.split()]
        wanted += [Tagged(self.tag)] if self.tag else []
        wanted += [Source(self.source)] if self.source else []
        wanted += [Days(self.day, self.day)] if self.day else []
        for mark in ("read", "starred", "later", "archived"):
            on = getattr(self, mark)
            wanted += [] if on is None else [Marked(mark) if on else Not(Marked(mark))]
        return Query(all_of(*wanted), self.sort)


maybe = st.none() | st.booleans()
queries = st.builds(
    Asked, words=st.sampled_from(WORDS), tag=st.sampled_from(("", "ml", "ML/vision", "none")),
    source=st.sampled_from(("", "a", "b", "c")), day=st.sampled_from(("", "2024", "2024-05", "2025-01-01", "2025")),
    read=maybe, starred=maybe, later=maybe, archived=maybe,
)  # fmt: skip


def _fill(library: Library, record: Make, told: Sequence[dict[str, Any]]) -> None:
    for number, said in enumerate(told):
        key = {"arxiv_id": f"2404.{number:05}", "published": said["published"]}
        for meeting in said["met"]:
            library.add([record(said["title"], **key, **meeting)], "added")
        paper = library.find(key["arxiv_id"])
        library.mark([paper], said["marks"], "marked")
        library.tag([paper], said["tags"], "tagged")
        if said["hidden"]:
            library.hide([paper], "removed")


def _rank(paper: Paper) -> int:
    last = max(s.day for s in paper.sightings)
    return min((s.rank for s in paper.sightings if s.day == last and s.rank is not None), default=10**6)


def _trend(paper: Paper) -> float:
    seen = sorted((s.day, s.upvotes or 0) for s in paper.sightings if s.day and s.upvotes is not None)
    if paper.upvotes > max([votes for _, votes in seen] + [0]):
        seen = sorted([*seen, (paper.day, paper.upvotes)])
    weight, most = _weight(paper.day), 0
    for day, votes in seen:
        weight += max(votes - most, 0) * _weight(day)
        most = max(most, votes)
    return float(weight.log10())


def _risen(paper: Paper) -> int:
    since = (date.today() - timedelta(days=7)).isoformat()
    seen = [(s.day, s.upvotes) for s in paper.sightings if s.day and s.upvotes is not None]
    before = [votes for day, votes in seen if day < since]
    return max([votes for _, votes in seen]) - max(before or [0]) if seen else 0


def _weight(day: str) -> Decimal:
    parts = [int(part) for part in day.split("-") if part]
    return Decimal(10) ** (Decimal(date(*[*parts, 1, 1][:3]).toordinal() if parts else 0) / 3)


def _meant(query: Asked, paper: Paper) -> bool:
    tags = [tag.casefold() for tag in paper.tags]
    wanted = query.tag.casefold()
    days = paper.listed or (paper.day,)
    return (
        all(word in paper.title.casefold() for word in query.words.casefold().split())
        and (not wanted or any(tag == wanted or tag.startswith(f"{wanted}/") for tag in tags))
        and (not query.source or any(s.source == query.source for s in paper.sightings))
        and (not query.day or any(day.startswith(query.day) for day in days))
        and all(getattr(query, m) in (None, getattr(paper, m)) for m in ("read", "starred", "later", "archived"))
    )


def _title(paper: Paper) -> bytes:
    return "".join(c.lower() if c.isascii() else c for c in paper.title).encode()


def _ordered(found: Sequence[Paper], sort: Sort) -> list[Paper]:
    by_id = sorted(found, key=lambda paper: paper.id, reverse=sort is not Sort.TITLE)
    if sort is Sort.TITLE:
        return sorted(by_id, key=_title)
    if sort is Sort.RISING:
        return sorted(sorted(by_id, key=lambda paper: -_trend(paper)), key=lambda paper: -_risen(paper))
    if sort is Sort.TRENDING:
        return sorted(by_id, key=lambda paper: -_trend(paper))
    return sorted(sorted(by_id, key=_rank), key=lambda paper: paper.day, reverse=True)


def _sections(ordered: Sequence[Paper]) -> tuple[Section, ...]:
    days = list(dict.fromkeys(paper.day for paper in ordered))
    return tuple(
        Section(
            day,
            next(place for place, paper in enumerate(ordered) if paper.day == day),
            sum(paper.day == day for paper in ordered),
            sum(paper.day == day and not paper.read for paper in ordered),
        )
        for day in days
    )


def _count(found: Sequence[Paper]) -> Count:
    return Count(len(found), sum(not paper.read for paper in found))


def _assert_counts(library: Library, everything: Sequence[Paper]) -> None:
    marks = {"starred": [p for p in everything if p.starred], "archived": [p for p in everything if p.archived]}
    marks["later"] = [p for p in everything if p.later and not p.archived]
    marks["inbox"] = [p for p in everything if not p.read and not p.archived]
    assert library.marks_counts() == {name: _count(found) for name, found in {"all": everything, **marks}.items()}
    days = {day for paper in everything for day in paper.listed or (paper.day,)} - {""}
    by_day = {day: _count([p for p in everything if day in (p.listed or (p.day,))]) for day in days}
    assert list(library.day_counts().items()) == sorted(by_day.items(), reverse=True)
    sources = {s.source for paper in everything for s in paper.sightings}
    assert library.source_counts() == {
        name: _count([p for p in everything if any(s.source == name for s in p.sightings)]) for name in sources
    }
    for tag in library.tags():
        held = [p for p in everything if _meant(Asked(tag=tag.name), p)]
        assert Count(tag.count, tag.unread) == _count(held)


@given(told=papers, wanted=st.lists(queries, min_size=1, max_size=8), first=st.integers(0, 4))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.reuse, Phase.generate, Phase.shrink),
)
def test_lists_and_counts_are_right(
    told: list[dict[str, Any]],
    wanted: list[Query],
    first: int,
    tmp_path_factory: pytest.TempPathFactory,
    record: Make,
) -> None:
    with Library(tmp_path_factory.mktemp("library")) as library:
        _fill(library, record, told)
        shown = [library.find(f"2404.{n:05}") for n, said in enumerate(told) if not said["hidden"]]
        everything = list(library.papers(shown))
        assert len(everything) == len(shown)
        for query in [replace(query, sort=sort) for query in wanted for sort in Sort]:
            due = _ordered([p for p in everything if _meant(query, p)], query.sort)
            listing = library.listing(query.query)
            assert list(listing.ids) == [paper.id for paper in due]
            assert listing.query == query.query
            assert listing.whole
            assert listing.sections == (_sections(due) if query.sort in (Sort.NEWEST, Sort.RELEVANCE) else ())
            assert library.page(query.query, first, 1) == [paper.id for paper in due[1 : 1 + first]]
            part = library.listing(query.query, first)
            assert list(part.ids) == [paper.id for paper in due[:first]]
            assert part.whole == (len(due) < first)
            in_part = [s for s in listing.sections if part.whole or s.start < first]
            assert part.sections == tuple(in_part)
        _assert_counts(library, everything)


def test_many_words_and_long_ones_are_asked_for_without_an_error(library: Library, record: Make) -> None:
    library.add([record(" ".join(f"word{n}" for n in range(6000)))], "added")
    found = list(library.listing(Asked(words=" ".join(f"WORD{n}" for n in range(5000))).query).ids)
    assert len(found) == 1
    assert list(library.listing(Asked(words="x" * 100_000).query).ids) == []
    assert list(library.listing(Asked(words="a " * 5000).query).ids) == []
    assert list(library.listing(Asked(words=" ").query).ids) == found


def test_a_list_of_many_comes_at_once_and_in_order(library: Library, record: Make) -> None:
    batch = [
        record(f"Paper Number {n} of Many", arxiv_id=f"2404.{n:05}", day=f"2025-01-{n % 28 + 1:02}")
        for n in range(3000)
    ]
    library.add(batch, "added")
    listing = library.listing(Query())
    assert len(set(listing.ids)) == len(listing.ids) == 3000
    assert sum(section.count for section in listing.sections) == 3000
    days = Counter(record.sighting.day for record in batch)
    assert [(s.day, s.count) for s in listing.sections] == sorted(days.items(), reverse=True)
    rows = library.rows([PaperId(paper) for paper in listing.ids])
    assert [rows[PaperId(paper)].day for paper in listing.ids] == sorted((r.sighting.day for r in batch), reverse=True)


def test_nothing_is_listed_of_nothing(library: Library) -> None:
    for sort in Sort:
        listing = library.listing(Query(sort=sort))
        assert (list(listing.ids), listing.sections, listing.whole) == ([], (), True)
    assert library.marks_counts() == dict.fromkeys(("all", "inbox", "starred", "later", "archived"), Count())
    assert library.day_counts() == library.source_counts() == {}
    assert library.tags() == []


@pytest.mark.parametrize(
    ("title", "words"),
    [("Straße", "STRASSE"), ("ﬁne", "Fine"), ("Kelvin", "kelvin"), ("ÉTUDE", "étude"), ("50%_off\\", "%_off\\")],
)
def test_the_case_of_letters_does_not_matter(library: Library, record: Make, title: str, words: str) -> None:
    library.add([record(title), record("Something Else Entirely, 50 Words off the Mark")], "added")
    assert [library.paper(p).title for p in library.page(Asked(words=words).query, -1)] == [title]
