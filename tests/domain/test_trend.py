# SPDX-License-Identifier: MIT
"""The order *trending*: many votes before few, a rise before a rest, new before old; and the same on every day."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.trend import DAYS_FOR_TENFOLD, gains, meeting_time, moment, rise, trend

DAY = "2024-04-01"
times = st.builds("2024-04-{:02}T{:02}:00:00Z".format, st.integers(1, 28), st.integers(0, 23))
counts = st.lists(st.tuples(times, st.integers(0, 500)), max_size=8).map(tuple)


def once(votes: int, day: str) -> float:
    return trend(day, ((day, votes),))


def test_ten_times_the_votes_outweigh_just_under_three_days() -> None:
    assert once(99, DAY) > once(9, "2024-04-03")
    assert once(99, DAY) == pytest.approx(once(9, "2024-04-04"))
    assert once(99, DAY) < once(9, "2024-04-05")


def test_a_paper_that_rises_now_stands_before_one_that_rose_before() -> None:
    rising = trend(DAY, ((DAY, 10), ("2024-04-05", 60)))
    resting = trend(DAY, ((DAY, 60), ("2024-04-05", 60)))
    assert rising > resting
    assert resting == once(60, DAY)


@given(counts, counts, st.integers(0, 40))
@settings(max_examples=100)
def test_the_order_is_that_of_the_weights_on_any_later_day(one: tuple, other: tuple, later: int) -> None:  # type: ignore[type-arg]
    """What the docstring says: weigh each vote by its age on some day, and compare."""

    def weight(votes: tuple[tuple[str, int], ...]) -> float:
        today = moment("2024-05-01") + later
        terms = [1 * 10 ** (-(today - moment(DAY)) / DAYS_FOR_TENFOLD)]
        terms += [gain * 10 ** (-(today - moment(at)) / DAYS_FOR_TENFOLD) for at, gain in gains(votes)]
        return math.fsum(terms)

    first, second = weight(one), weight(other)
    if not math.isclose(first, second, rel_tol=1e-6):
        assert (first > second) == (trend(DAY, one) > trend(DAY, other))


@given(st.integers(0, 10**9), st.integers(1, 10**6))
@settings(max_examples=50)
def test_more_votes_never_sort_lower(votes: int, more: int) -> None:
    assert once(votes + more, DAY) >= once(votes, DAY)


@given(counts)
@settings(max_examples=50)
def test_gains_add_up_to_the_most_that_was_seen_in_whatever_order_it_is_told(votes: tuple) -> None:  # type: ignore[type-arg]
    found = gains(votes)
    assert sum(gain for _, gain in found) == max([count for _, count in votes] + [0])
    assert found == gains(reversed(votes))
    assert rise(votes, "") == sum(gain for _, gain in found)


def test_what_a_week_brought() -> None:
    votes = (("2024-03-20", 10), ("2024-04-02", 15), ("2024-04-03T12:00:00Z", 12), ("2024-04-05T12:00:00Z", 40))
    assert rise(votes, "2024-03-21") == 30
    assert rise(votes, "2024-04-05") == 25
    assert rise(votes, "2024-04-06") == 0


def test_no_day_negative_and_huge_votes_are_no_error() -> None:
    assert trend("") == trend("", (("", -5),)) == 0
    assert once(2**63, "2024") > once(2**62, "2024")
    assert moment("yesterday") == 0
    assert moment("2024-04-01Tab:cd:ef") == moment(DAY)
    assert moment("2024-04-01T12:00:00.000Z") == moment(DAY) + 0.5


@pytest.mark.parametrize(
    ("seen", "day", "first", "at"),
    [
        ("", DAY, True, DAY),
        ("2024-04-01T10:00:00Z", DAY, True, "2024-04-01T10:00:00Z"),
        ("2024-04-09T10:00:00Z", DAY, True, DAY),
        ("2024-04-09T10:00:00Z", DAY, False, "2024-04-09T10:00:00Z"),
        ("2024-04-01T23:00:00Z", "2024-04-02", True, "2024-04-01T23:00:00Z"),
        ("2024-04-09T10:00:00Z", "", True, "2024-04-09T10:00:00Z"),
        ("", "", True, ""),
    ],
)
def test_when_a_meeting_counts(seen: str, day: str, first: bool, at: str) -> None:
    assert meeting_time(seen, day, first=first) == at
