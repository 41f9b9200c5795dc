# SPDX-License-Identifier: MIT
"""How days, authors, sources and counts are said."""

from collections.abc import Sequence
from datetime import date

import pytest

from paperdesk.ui import wording

TODAY = date(2024, 4, 29)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        ("2024-04-29", "Today", "29 Apr"),
        ("2024-04-28", "Yesterday", "28 Apr"),
        ("2024-04-30", "Tuesday 30 April 2024", "30 Apr"),
        ("2024-01-01", "Monday 1 January 2024", "1 Jan"),
        ("2023-12-31", "Sunday 31 December 2023", "31 Dec 2023"),
        ("2024-04", "April 2024", "Apr 2024"),
        ("2023", "2023", "2023"),
        ("", "No date", ""),
    ],
)
def test_days(day: str, long: str, short: str) -> None:
    assert wording.day_long(day, TODAY) == long
    assert wording.day_short(day, TODAY) == short


@pytest.mark.parametrize(
    ("authors", "count", "said"),
    [
        ([], 0, ""),
        (["Ada Lovelace"], 1, "Lovelace"),
        (["Lovelace, Ada", "Alan Turing"], 2, "Lovelace, Turing"),
        (["A B", "C D", "E F"], 3, "B, D, F"),
        (["A B", "C D", "E F", "G H"], 9, "B, D, F …"),
        (["  ", "Plato"], 2, "Plato"),
        (["王小明"], 1, "王小明"),
    ],
)
def test_authors(authors: Sequence[str], count: int, said: str) -> None:
    assert wording.authors_short(authors, count) == said


def test_sources_that_are_not_known_are_called_by_their_own_name() -> None:
    assert (wording.source_short("huggingface"), wording.source_long("huggingface")) == ("HF", "Hugging Face")
    assert (wording.source_short("arxiv:cs.LG"), wording.source_long("arxiv:cs.LG")) == ("arxiv:cs.LG", "arxiv:cs.LG")


def test_numbers_part_their_thousands() -> None:
    assert wording.number(1234567) == "1,234,567"


def test_a_tool_tip_shows_markup_as_it_is() -> None:
    assert wording.tooltip("a <b> & c") == "<span>a &lt;b&gt; &amp; c</span>"


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("Plain  words\nin two lines.", "Plain words in two lines."),
        ("# Why\n\n- **this** and _that_\n- [ ] `code`", "Why this and that code"),
        ("see [[2404.00001]] and [[key|a title]] at [here](https://example.org)", "see 2404.00001 and a title at here"),
        ("snake_case and 2 * 3 * 4 stay", "snake_case and 2 * 3 * 4 stay"),
        ("\u202ehidden", "hidden"),
        ("*" * 50_000, "*" * 50_000),
        ("", ""),
    ],
)
def test_a_note_in_one_line(note: str, line: str) -> None:
    assert wording.note_line(note) == line
