# SPDX-License-Identifier: MIT
"""A listing met again: its later state stands, its earlier one fills blanks; lists follow what sightings say."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library

Make = Callable[..., Record]
LISTED = {"arxiv_id": "1512.03385", "source": "hf", "day": "2025-01-01"}


def _only(library: Library) -> Paper:
    (paper,) = library.papers(library.page(Query(), -1))
    return paper


def _after(library: Library, record: Make, *told: dict[str, Any]) -> Sighting:
    """What is noted of one listing after it told of a paper several times."""
    for said in told:
        library.add([record(**{**LISTED, **said})], "added")
    (sighting,) = _only(library).sightings
    return sighting


def test_the_later_state_of_a_day_stands(library: Library, record: Make) -> None:
    noted = _after(
        library, record,
        {"rank": 1, "upvotes": 5, "comments": 2, "stars": 9, "submitter": "first", "extra": {"a": 1, "b": 1}},
        {"rank": 4, "upvotes": 8, "comments": 1, "submitter": "other", "extra": {"b": 2, "c": 3}},
    )  # fmt: skip
    assert noted == Sighting("hf", "2025-01-01", 4, 8, 1, 9, "first", {"a": 1, "b": 2, "c": 3})
    assert _only(library).upvotes == 8


def test_an_earlier_state_only_fills_blanks(library: Library, record: Make) -> None:
    noted = _after(
        library, record,
        {"rank": 4, "upvotes": 8, "extra": {"b": 2}},
        {"rank": 1, "upvotes": 5, "stars": 9, "submitter": "someone", "extra": {"a": 1, "b": 1}},
    )  # fmt: skip
    assert noted == Sighting("hf", "2025-01-01", 4, 8, None, 9, "someone", {"a": 1, "b": 2})


@pytest.mark.parametrize(
    ("known", "told", "rank"),
    [
        ({"upvotes": 5}, {"upvotes": 5}, 2),
        ({"upvotes": 5, "comments": 3}, {"upvotes": 5, "comments": 2}, 1),
        ({"upvotes": 5, "comments": 3}, {"upvotes": 5, "comments": 4}, 2),
        ({"upvotes": 5}, {}, 2),
        ({}, {"upvotes": 5}, 2),
        ({"upvotes": 0}, {"upvotes": 0}, 2),
    ],
    ids=["equal", "fewer comments", "more comments", "told nothing", "nothing known", "none"],
)
def test_votes_tell_which_state_is_later_then_comments(
    library: Library, record: Make, known: dict[str, Any], told: dict[str, Any], rank: int
) -> None:
    assert _after(library, record, {"rank": 1, **known}, {"rank": 2, **told}).rank == rank


def test_an_earlier_state_that_says_nothing_new_changes_nothing(library: Library, record: Make) -> None:
    library.add([record(**LISTED, upvotes=8, extra={"a": 1, "b": [1, {"c": (2,)}]})], "added")
    for extra in ({"b": 0, "a": 0}, {"b": 0}):
        assert not library.add([record(**LISTED, upvotes=5, extra=extra)], "earlier").changes
    assert not library.add([record(**LISTED, upvotes=8, extra={"b": [1, {"c": (2,)}]})], "the same").changes


def test_another_day_is_another_sighting(library: Library, record: Make) -> None:
    library.add(
        [record(**LISTED), record(**{**LISTED, "day": "2025-01-02"}), record(**{**LISTED, "source": "x"})], "added"
    )
    assert [(s.source, s.day) for s in _only(library).sightings] == [
        ("hf", "2025-01-01"), ("x", "2025-01-01"), ("hf", "2025-01-02"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "told", "kept"),
    [
        ("", "2024", "2024"),
        ("2024", "2024-05", "2024-05"),
        ("2024-05", "2024-05-06", "2024-05-06"),
        ("2024-05-06", "2024-05", "2024-05-06"),
        ("2024-05", "2024-06-01", "2024-05"),
        ("2024", "2023-01-01", "2024"),
        ("spring 2024", "2024-05", "2024-05"),
        ("2024-05", "spring 2024", "2024-05"),
        ("", "spring 2024", "spring 2024"),
        ("spring 2024", "summer 2024", "spring 2024"),
        ("2024", "2024-99", "2024"),
    ],
)
def test_a_day_of_publication_only_gets_more_exact(
    library: Library, record: Make, known: str, told: str, kept: str
) -> None:
    library.add([record(published=known, source="a")], "added")
    library.add([record(published=told, source="b")], "added")
    assert _only(library).published == kept


@pytest.mark.parametrize(
    ("known", "told", "kept"),
    [
        ((), ("A", "B"), ("A", "B")),
        (("A",), ("B", "A"), ("B", "A")),
        (("A", "B"), ("A",), ("A", "B")),
        (("A", "B"), ("A", "C", "D"), ("A", "B")),
        (("A", "B"), (), ("A", "B")),
        (("A", "B"), ("B", "A"), ("A", "B")),
    ],
    ids=["none known", "some of them known", "fewer told", "others told", "none told", "another order"],
)
def test_authors_are_completed_and_never_exchanged(
    library: Library, record: Make, known: tuple[str, ...], told: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    library.add([record(authors=known, arxiv_id="1512.03385")], "added")
    library.add([record(authors=told, arxiv_id="1512.03385")], "added")
    assert _only(library).authors == kept


def test_a_doi_gives_way_to_an_arxiv_id_as_key(library: Library, record: Make) -> None:
    library.add([record(doi="10.1/x", authors=("Kaiming He",))], "added")
    library.add([record(arxiv_id="1512.03385", authors=("Kaiming He",))], "added")
    assert (_only(library).key, _only(library).aliases) == ("1512.03385", ("10.1/x",))


def test_an_unlisted_paper_stands_under_its_day_of_publication(library: Library, record: Make) -> None:
    library.add([record(source="a", published="2024-05")], "added")
    assert _only(library).day == "2024-05"
    library.add([record(source="a", published="2024-05-06")], "added")
    assert _only(library).day == "2024-05-06"
    library.add([record(source="b", day="2025-01-01")], "added")
    assert _only(library).day == "2025-01-01"


def test_the_latest_listing_says_where_a_paper_stands(library: Library, record: Make) -> None:
    said = {"arxiv_id": "1512.03385"}
    library.add([record(source="hf", day="2025-01-02", rank=7, upvotes=5, **said)], "added")
    library.add([record(source="old", day="2025-01-01", rank=1, upvotes=9, **said)], "added")
    row = library.rows(library.page(Query(), 1))[_only(library).id]
    assert (row.day, row.source, row.upvotes) == ("2025-01-02", "hf", 9)
    library.add([record(source="new", day="2025-01-02", rank=3, **said)], "added")
    row = library.rows(library.page(Query(), 1))[_only(library).id]
    assert (row.day, row.source, row.upvotes) == ("2025-01-02", "new", 9)


def test_votes_below_none_are_none(library: Library, record: Make) -> None:
    for source in "ab":
        library.add([record(source=source, upvotes=-3)], "added")
    assert _only(library).upvotes == 0
    assert [s.upvotes for s in _only(library).sightings] == [-3, -3]


meetings = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from("ab"),
            "day": st.sampled_from(("", "2025-01-01", "2025-01-02")),
            "rank": st.none() | st.integers(1, 5),
            "upvotes": st.none() | st.integers(-3, 50),
            "published": st.sampled_from(("", "2024", "2024-05-06", "spring")),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(told=meetings)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_always_follow_what_the_sightings_say(
    told: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, record: Make, assert_sound: Any
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with Library(folder) as library:
        for number, said in enumerate(told):
            library.add([record(arxiv_id="1512.03385", **said)], "added", undoable=number % 2 == 0)
            assert_sound(folder)
        while library.undo():
            assert_sound(folder)
        while library.redo():
            assert_sound(folder)
