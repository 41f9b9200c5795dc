# SPDX-License-Identifier: MIT
"""When a digest is due: at its time, once, made up for when missed, tried again less often after failures."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.config.options import Settings
from paperdesk.domain.digest import Edition
from paperdesk.domain.errors import BadInput
from paperdesk.services.digest_schedule import (
    Rhythm,
    Sendings,
    due,
    edition_at,
    edition_of,
    next_look,
    pause,
    read_sendings,
    rhythm_of,
)

DAILY = Rhythm("daily", time(7, 30))
WEEKLY = Rhythm("weekly", time(18, 0), 4)  # Fridays
ZONE = timezone(timedelta(hours=-7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_a_morning_digest_tells_of_the_day_before() -> None:
    assert due(at("2026-11-25T07:30"), Sendings(), DAILY) == Edition("2026-11-24", "2026-11-24")
    assert due(at("2026-11-25T07:29"), Sendings(last="2026-11-23"), DAILY) is None
    assert due(at("2026-11-25T12:00"), Sendings(last="2026-11-24"), DAILY) is None
    assert due(at("2026-11-25T07:30"), Sendings(), Rhythm()) is None


def test_an_evening_digest_tells_of_the_day_itself_and_a_weekly_one_of_seven() -> None:
    assert due(at("2026-11-27T18:00"), Sendings(), WEEKLY) == Edition("2026-11-21", "2026-11-27")
    sent = Sendings(last="2026-11-27", sent=at("2026-11-27T18:00").isoformat())
    for day in range(28, 31):
        assert due(at(f"2026-11-{day}T20:00"), sent, WEEKLY) is None
    assert due(at("2026-12-04T18:00"), sent, WEEKLY) == Edition("2026-11-28", "2026-12-04")


def test_what_was_missed_is_made_up_for_once_with_the_latest() -> None:
    last = Sendings(last="2026-11-10")
    assert due(at("2026-11-25T03:00"), last, DAILY) == Edition("2026-11-23", "2026-11-23")
    assert due(at("2026-12-02T10:00"), last, WEEKLY) == Edition("2026-11-21", "2026-11-27")


def test_another_hour_sends_no_second_one_on_the_same_day() -> None:
    sent = Sendings(last="2026-11-24", sent=at("2026-11-25T07:31").isoformat())
    assert due(at("2026-11-25T08:00"), sent, Rhythm("daily", time(6, 0))) is None


def test_after_failures_it_is_tried_less_and_less_often() -> None:
    tried = at("2026-11-25T08:00")
    failed = Sendings(last="2026-11-23", tried=tried.isoformat(), failures=3, error="x")
    assert pause(3) == timedelta(minutes=20)
    assert due(tried + timedelta(minutes=19), failed, DAILY) is None
    assert next_look(tried + timedelta(minutes=1), failed, DAILY) == tried + timedelta(minutes=20)
    assert due(tried + timedelta(minutes=20), failed, DAILY) == Edition("2026-11-24", "2026-11-24")
    assert due(at("2026-11-26T07:30"), failed, DAILY) == Edition("2026-11-25", "2026-11-25")
    assert [pause(n) for n in (1, 2, 100)] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(hours=4)]


def test_a_clock_that_was_set_back_does_not_hold_it_up() -> None:
    failed = Sendings(tried="2030-01-01T00:00:00+00:00", failures=9)
    assert due(at("2026-11-25T08:00"), failed, DAILY) is not None


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([DAILY, WEEKLY, Rhythm("weekly", time(0, 0), 0), Rhythm("daily", time(23, 59))]),
)
def test_one_that_was_sent_is_never_due_again_before_the_next(now: datetime, rhythm: Rhythm) -> None:
    edition = due(now, Sendings(), rhythm)
    assert edition is not None
    assert edition.last <= now.date().isoformat()
    sent = Sendings(last=edition.last, sent=now.isoformat())
    assert due(now, sent, rhythm) is None
    look = next_look(now, sent, rhythm)
    assert look is not None
    assert now < look <= now + timedelta(days=7)
    assert due(look - timedelta(seconds=1), sent, rhythm) is None
    following = due(look, sent, rhythm)
    assert following is not None
    assert following.last > edition.last


def test_next_look_where_there_is_none_or_now() -> None:
    assert next_look(at("2026-11-25T08:00"), Sendings(), Rhythm()) is None
    assert next_look(at("2026-11-25T08:00"), Sendings(), DAILY) == at("2026-11-25T08:00")


def test_what_nobody_says_the_days_of() -> None:
    assert edition_at(at("2026-11-25T06:00"), weekly=False) == Edition("2026-11-24", "2026-11-24")
    assert edition_at(at("2026-11-25T12:00"), weekly=True) == Edition("2026-11-19", "2026-11-25")
    assert edition_of(date(2026, 3, 1), weekly=True) == Edition("2026-02-23", "2026-03-01")


def test_options_are_read() -> None:
    said = {"digest.frequency": "weekly", "digest.time": "18:05", "digest.weekday": "sunday"}
    assert rhythm_of(Settings(said)) == Rhythm("weekly", time(18, 5), 6)
    for wrong in ("24:00", "7", "", "07:60", "soon"):
        with pytest.raises(BadInput, match=r"digest\.time"):
            rhythm_of(Settings({"digest.time": wrong}))


def test_how_it_has_gone_is_written_and_read() -> None:
    told = Sendings("2026-11-24", "a", "b", 2, "é")
    assert read_sendings(told.text()) == told
    for wrong in ("", "x", "[]", '{"failures": "x"}', "3"):
        assert read_sendings(wrong) == Sendings()
