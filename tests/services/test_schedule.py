# SPDX-License-Identifier: MIT
"""When a source is due: on start, every so often, at a time of day; after failures; with clocks that jump."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.domain.feeds import FeedState
from paperdesk.services.schedule import next_run, read_schedule

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def stamp(at: datetime) -> str:
    return at.isoformat()


def due(
    text: str, state: FeedState | None = None, now: datetime = NOW, started: datetime | None = None
) -> timedelta | None:
    """How long from `now` a source of this schedule is due, None for never."""
    when = next_run(read_schedule(text), state or FeedState("x"), now, started or now - HOUR)
    return None if when is None else when - now


def fetched(ago: timedelta, **more: object) -> FeedState:
    at = stamp(NOW - ago)
    return FeedState("x", **{"tried": at, "succeeded": at, **more})  # type: ignore[arg-type]


def failed(ago: timedelta, failures: int, **more: object) -> FeedState:
    state = {"tried": stamp(NOW - ago), "succeeded": stamp(NOW - 5 * DAY), "failures": failures, "error": "no"}
    return FeedState("x", **{**state, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("start", "start"), (" Never ", "never"), ("every 6h", "every 6h"), ("every 90 min", "every 90m"),
        ("every 2 days", "every 48h"), ("Every  15m", "every 15m"), ("at 7:05", "at 07:05"), ("at 23:59", "at 23:59"),
    ],
)  # fmt: skip
def test_a_schedule_has_one_form(text: str, form: str) -> None:
    assert read_schedule(text).text() == form
    assert read_schedule(form) == read_schedule(text)


@pytest.mark.parametrize(
    "text", ["", "daily", "every 5m", "every 0h", "every 99d", "at 24:00", "at 7", "every -1h", "at 07:60"]
)
def test_what_is_no_schedule_is_told_with_one_that_is(text: str) -> None:
    with pytest.raises(BadInput, match="every 6h"):
        read_schedule(text)


def test_what_was_never_fetched_is_due_at_once() -> None:
    assert due("every 6h") == due("at 07:30") == timedelta(0)
    assert due("start") == -HOUR
    assert due("never") is None


def test_every_so_often() -> None:
    assert due("every 6h", fetched(2 * HOUR)) == 4 * HOUR
    assert due("every 6h", fetched(7 * HOUR)) == -HOUR


def test_once_a_start() -> None:
    assert due("start", fetched(2 * HOUR), started=NOW - HOUR) == -HOUR
    assert due("start", fetched(HOUR), started=NOW - 2 * HOUR) is None


def test_at_a_time_of_day_in_the_readers_own_time() -> None:
    here = timezone(timedelta(hours=5, minutes=30))
    now = NOW.astimezone(here)  # 17:30
    assert due("at 18:00", fetched(2 * HOUR), now=now) == timedelta(minutes=30)
    assert due("at 07:30", fetched(2 * HOUR), now=now) == timedelta(hours=14)
    assert due("at 17:00", fetched(HOUR), now=now) == -timedelta(minutes=30)


def test_a_time_that_was_missed_is_made_up_for() -> None:
    assert due("at 07:30", fetched(10 * DAY)) < timedelta(0)  # type: ignore[operator]


def test_after_failures_it_is_tried_again_less_and_less_often() -> None:
    waits = [due("every 24h", failed(timedelta(0), n)) for n in range(1, 30)]
    assert waits[:4] == [timedelta(minutes=m) for m in (1, 2, 4, 8)]
    assert waits == sorted(waits)  # type: ignore[type-var]
    assert waits[-1] == 6 * HOUR


def test_where_there_is_no_network_it_looks_again_soon() -> None:
    waits = [due("every 24h", failed(timedelta(0), n, offline=True)) for n in range(1, 30)]
    assert waits[0] == timedelta(seconds=30)
    assert waits[-1] == timedelta(minutes=15)


def test_a_failure_on_start_is_tried_again_too() -> None:
    assert due("start", failed(timedelta(seconds=10), 1), started=NOW - HOUR) == timedelta(seconds=50)


def test_a_server_that_says_when_is_believed_for_a_day() -> None:
    later = stamp(NOW + 3 * HOUR)
    assert due("every 1h", failed(timedelta(0), 1, next_run=later)) == 3 * HOUR
    assert due("every 6h", failed(timedelta(0), 1, next_run=stamp(NOW + 3650 * DAY))) == timedelta(minutes=1)
    assert due("every 6h", failed(timedelta(0), 1, next_run="soon")) == timedelta(minutes=1)


def test_a_clock_set_back_does_not_stop_it() -> None:
    """What was fetched in a future that is none any more counts as never."""
    assert due("every 6h", fetched(-365 * DAY)) == timedelta(0)
    assert due("at 07:30", fetched(-DAY)) == timedelta(0)
    assert due("every 6h", fetched(timedelta(minutes=-3))) == 6 * HOUR + timedelta(minutes=3)


def test_a_clock_set_forward_or_a_week_of_sleep_means_once_now_and_not_often() -> None:
    later = NOW + 7 * DAY
    assert due("every 6h", fetched(HOUR), now=later) <= timedelta(0)  # type: ignore[operator]
    again = FeedState("x", tried=stamp(later), succeeded=stamp(later))
    assert due("every 6h", again, now=later) == 6 * HOUR


@given(
    st.sampled_from(["start", "every 15m", "every 31d", "at 00:00", "at 23:59"]),
    st.integers(-400, 400),
    st.integers(0, 80),
    st.booleans(),
)
def test_nothing_is_fetched_in_a_loop(text: str, days: int, failures: int, offline: bool) -> None:
    """Whatever was kept: right after a fetch the source is not due again, however it ended."""
    at = NOW + timedelta(days=days)
    state = FeedState("x", stamp(at), stamp(at - DAY), failures=failures, offline=offline)
    if failures:
        when = next_run(read_schedule(text), state, at, at - HOUR)
        assert when is None or when >= at + timedelta(seconds=30)
    else:
        when = next_run(read_schedule(text), FeedState("x", stamp(at), stamp(at)), at, at - HOUR)
        assert when is None or when > at
