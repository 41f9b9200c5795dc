# SPDX-License-Identifier: MIT
"""Days as text: what can be sorted, what is a mistake, and the order of what is trending."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.dates import day_number, is_day, sortable_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-04-28", "2024-04-28"),
        ("2024-04", "2024-04"),
        ("2024", "2024"),
        ("2024-02-29", "2024-02-29"),
        ("2024-04-28T23:59:59Z", "2024-04-28"),
        ("2024-04-28 12:00", "2024-04-28"),
        ("1600-01-01", "1600-01-01"),
        ("2199-12-31", "2199-12-31"),
    ],
)
def test_a_day_a_month_or_a_year_can_be_sorted(text: str, day: str) -> None:
    assert sortable_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "0000", "0000-00-00", "9999-99-99", "yesterday", "1e20", "2023-02-29", "2024-13", "2024-4-28", "24-04-28", "1599",
        "2200", "20240428", "2024-04-28x", "2024/04/28", " 2024", "２０２４", "2024-04-31", "2024-", "2024-04-",
    ],
)  # fmt: skip
def test_anything_else_cannot(text: str) -> None:
    assert sortable_day(text) == ""
    assert day_number(text) == 0


def test_only_a_whole_day_is_a_day() -> None:
    assert is_day("2024-04-28")
    assert not any(map(is_day, ("2024-04", "2024", "2024-04-28T00:00", "2024-02-30", "")))


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.dates(date(1600, 1, 1), date(2199, 12, 31)))
@settings(max_examples=100)
def test_days_sort_as_text_and_as_numbers(one: date, other: date) -> None:
    texts = sortable_day(one.isoformat()), sortable_day(other.isoformat())
    assert (texts[0] < texts[1]) == (one < other)
    assert day_number(texts[0]) - day_number(texts[1]) == (one - other).days


def test_a_month_counts_as_its_first_day() -> None:
    assert day_number("2024-04") == day_number("2024-04-01")
    assert day_number("2024") == day_number("2024-01-01")
