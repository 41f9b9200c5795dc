# SPDX-License-Identifier: MIT
"""Which days are asked for; how sources are gone through is seen in the tests of fetching."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.services.gathering import days_due

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("cursor", "day", "since", "first", "count"),
    [
        ("", "", "", "2026-02-28", 3),
        ("2026-03-02", "", "", "2026-02-28", 3),
        ("2026-02-20", "", "", "2026-02-18", 13),
        ("2020-01-01", "", "", "2025-11-30", 93),
        ("2030-01-01", "", "", "2026-02-28", 3),  # the clock was set back since
        ("nonsense", "", "", "2026-02-28", 3),
        ("2026-03-01", "2025-01-01", "", "2025-01-01", 1),
        ("2026-03-01", "", "2025-03-02", "2025-03-02", 366),
        ("", "", "2026-03-02", "2026-03-02", 1),
    ],
)
def test_which_days_are_asked_for(cursor: str, day: str, since: str, first: str, count: int) -> None:
    days = days_due(cursor, TODAY, day, since)
    assert (days[0], len(days)) == (first, count)


def test_nothing_is_due_since_a_day_to_come() -> None:
    assert days_due("", TODAY, since="2026-03-03") == []


@given(st.integers(-800, 800))
def test_days_follow_each_other_up_to_today(ago: int) -> None:
    days = days_due((TODAY - timedelta(days=ago)).isoformat(), TODAY)
    assert days == sorted(set(days))
    assert days[-1] == TODAY.isoformat()
    assert 3 <= len(days) <= 93
