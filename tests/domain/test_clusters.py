# SPDX-License-Identifier: MIT
"""Ranges are widened to whole characters, and never by more than that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.clusters import widened

WHOLE = ["e\u0301", "a\u0323\u0302", "👩\u200d🔬", "👍🏽", "🇫🇷", "❤\ufe0f", "\r\n", "क्ष"[:2], "漢", "x"]


@pytest.mark.parametrize("whole", WHOLE)
def test_no_character_is_cut(whole: str) -> None:
    text = f"ab{whole}cd"
    for start in range(2, 2 + len(whole)):
        assert widened(text, start, start + 1) == (2, 2 + len(whole))
    assert widened(text, 1, 2) == (1, 2)
    assert widened(text, 2 + len(whole), 3 + len(whole)) == (2 + len(whole), 3 + len(whole))


def test_flags_are_taken_in_pairs() -> None:
    text = "🇫🇷🇩🇪🇮🇹"
    assert [widened(text, place, place + 1) for place in range(6)] == [(0, 2), (0, 2), (2, 4), (2, 4), (4, 6), (4, 6)]


def test_a_mark_after_white_space_stands_alone() -> None:
    assert widened("a \u0301b", 1, 2) == (1, 2)


@given(st.lists(st.sampled_from([*WHOLE, " ", "\u0301", "\u200d"])).map("".join), st.data())
def test_what_is_widened_is_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = widened(text, start, end)
    assert 0 <= first <= start <= end <= last <= len(text)
    assert widened(text, first, last) == (first, last)


def test_a_thousand_marks_on_a_letter_take_no_time_and_widen_by_what_can_be_read() -> None:
    text = "a" + "\u0301" * 100_000
    first, last = widened(text, 50_000, 50_001)
    assert 50_000 - first <= 256
    assert last - 50_001 <= 256
