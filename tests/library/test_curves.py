# SPDX-License-Identifier: MIT
"""A paper's rise: every state that is met is kept with its time, whoever tells it and in whatever order."""

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from paperdesk.domain.conditions import Marked
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.record import Record
from paperdesk.domain.trend import Meeting
from paperdesk.library.library import Library

Make = Callable[..., Record]
DAY = "2026-03-02"
X = {"arxiv_id": "1512.03385", "source": "hf"}


def points(library: Library) -> list[tuple[str, int | None, int | None]]:
    (paper,) = library.page(Query(), -1)
    return [(met.at, met.upvotes, met.rank) for met in library.curve(paper)]


def test_each_fetch_that_tells_something_new_is_a_point(library: Library, record: Make) -> None:
    for hour, votes, rank in ((8, 3, 2), (10, 3, 2), (12, 9, 1), (14, 9, 3)):
        told = record(**X, day=DAY, upvotes=votes, rank=rank)
        library.add([told], "fetched", undoable=False, seen=f"{DAY}T{hour:02}:00:00Z")
    assert points(library) == [
        (f"{DAY}T08:00:00Z", 3, 2),
        (f"{DAY}T12:00:00Z", 9, 1),
        (f"{DAY}T14:00:00Z", 9, 3),
    ]


def test_an_old_listing_met_first_stands_at_its_day_and_grows_when_it_is_seen_to(
    library: Library, record: Make
) -> None:
    library.add([record(**X, day="2026-02-01", upvotes=30)], "caught up", seen=f"{DAY}T08:00:00Z")
    library.add([record(**X, day="2026-02-01", upvotes=31)], "again", seen=f"{DAY}T10:00:00Z")
    assert [(at, votes) for at, votes, _ in points(library)] == [("2026-02-01", 30), (f"{DAY}T10:00:00Z", 31)]


def test_imports_tell_a_point_a_day(library: Library, record: Make) -> None:
    for day, votes in (("2026-02-01", 3), ("2026-02-01", 8), ("2026-02-03", 8)):
        library.add([record(**X, day=day, upvotes=votes)], "imported")
    assert [(at, votes) for at, votes, _ in points(library)] == [("2026-02-01", 8), ("2026-02-03", 8)]


def test_a_source_without_votes_makes_no_curve(library: Library, record: Make) -> None:
    library.add(
        [record(arxiv_id="2401.00001", source="arxiv", day=DAY), record("B", doi="10.1/b", upvotes=3, source="x")],
        "told",
    )
    ids = library.page(Query(), -1)
    assert library.curves(ids) == {}
    assert library.curve(ids[0]) == ()


def test_curves_of_a_whole_list_are_those_of_its_papers(library: Library, record: Make) -> None:
    records = [record(f"Title {n}", arxiv_id=f"2401.{n:05}", source="hf", day=DAY, upvotes=n) for n in range(1, 1_001)]
    library.add(records, "added")
    ids = library.page(Query(), -1)
    found = library.curves(ids)
    assert found == {paper: library.curve(paper) for paper in ids}
    assert found[ids[0]] == (Meeting(DAY, "hf", DAY, upvotes=library.rows(ids)[ids[0]].upvotes),)


def test_undo_takes_the_point_back_and_redo_brings_it(library: Library, record: Make, assert_sound: Any) -> None:
    library.add([record(**X, day=DAY, upvotes=3)], "first")
    library.add([record(**X, day=DAY, upvotes=9)], "second", seen=f"{DAY}T09:00:00Z")
    both = points(library)
    library.undo()
    assert [votes for _, votes, _ in points(library)] == [3]
    assert_sound(library.folder)
    library.redo()
    assert points(library) == both
    assert_sound(library.folder)


def test_papers_found_to_be_one_have_one_curve(library: Library, record: Make, assert_sound: Any) -> None:
    title = "Deep Residual Learning for Image Recognition"
    library.add([record(title, doi="10.1/a", source="x", day="2026-02-01", upvotes=4)], "one")
    library.add([record("Other title of that", **X, day=DAY, upvotes=9)], "other")
    library.add([record(title, arxiv_id=X["arxiv_id"], doi="10.1/a", source="y")], "both are one")
    assert [votes for _, votes, _ in points(library)] == [4, 9]
    assert_sound(library.folder)


def test_the_order_in_which_states_of_a_day_come_is_of_no_account(tmp_path: Any, record: Make) -> None:
    states = [
        {"upvotes": 5, "rank": 3},
        {"upvotes": 5, "rank": 1},
        {"upvotes": 5, "rank": 2},
        {"upvotes": 4, "rank": 9},
    ]
    ends = set()
    for number, order in enumerate(itertools.permutations(states)):
        with Library(tmp_path / str(number)) as library:
            for state in order:
                library.add([record(**X, day=DAY, **state)], "imported")
            (paper,) = library.papers(library.page(Query(), -1))
            ends.add((paper.sightings[0].upvotes, paper.sightings[0].rank))
    assert ends == {(5, 3)}


@pytest.fixture
def risen(library: Library, record: Make) -> Library:
    """Three papers: one that rose this week, one that rests, one that is new."""

    def told(number: int, day: str, votes: int, seen: str = "") -> None:
        name = {"arxiv_id": f"2401.{number:05}", "source": "hf"}
        library.add([record(f"Title {number}", **name, day=day, upvotes=votes)], "told", seen=seen)

    told(1, "2026-02-01", 10)
    told(2, "2026-02-01", 90)
    told(1, "2026-02-01", 40, "2026-03-01T09:00:00Z")
    told(2, "2026-02-01", 89, "2026-03-01T09:00:00Z")
    told(3, "2026-02-28", 5)
    return library


def keys(library: Library, ids: Any) -> list[str]:
    return [library.rows(ids)[paper].key for paper in ids]


def test_rising_is_what_got_votes_in_the_last_seven_days(risen: Library) -> None:
    assert keys(risen, risen.ids(Marked("rising"), date(2026, 3, 2))) == ["2401.00001", "2401.00003"]
    assert keys(risen, risen.ids(Marked("rising"), date(2026, 3, 7))) == ["2401.00001", "2401.00003"]
    assert keys(risen, risen.ids(Marked("rising"), date(2026, 3, 8))) == ["2401.00001"]
    assert keys(risen, risen.ids(Marked("rising"), date(2026, 3, 20))) == []


def test_what_rose_most_this_week_comes_first(risen: Library, record: Make) -> None:
    today = date.today().isoformat()
    told = [record("Title 2", arxiv_id="2401.00002", source="hf", day="2026-02-01", upvotes=95)]
    risen.add(
        [*told, record("Title 4", arxiv_id="2401.00004", source="hf", day=today, upvotes=7)],
        "told",
        seen=f"{today}T09:00:00Z",
    )
    assert keys(risen, risen.page(Query(sort=Sort.RISING), 2)) == ["2401.00004", "2401.00002"]


def test_trending_puts_a_rise_of_now_before_many_votes_of_once(risen: Library) -> None:
    assert keys(risen, risen.page(Query(sort=Sort.TRENDING), -1)) == ["2401.00001", "2401.00003", "2401.00002"]
