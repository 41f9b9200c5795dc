# SPDX-License-Identifier: MIT
"""The map between what is shown and what is stored."""

from array import array

import pytest

from paperdesk.reading.abstract import render
from paperdesk.reading.rendering import Rendering, Run

STORED = "ab $\\frac{1}{2}$ c"
FRACTION = render(STORED)  # shows ab 1/2 c


def test_a_shown_range_is_led_back_to_the_stored_one() -> None:
    start = FRACTION.plain.index("1/2")
    assert FRACTION.to_source(start, start + 3) == (3, 16)
    assert FRACTION.to_source(0, 2) == (0, 2)


def test_a_part_of_a_fraction_is_marked_alone() -> None:
    start = FRACTION.plain.index("2")
    first, last = FRACTION.to_source(start, start + 1)
    assert STORED[first:last].startswith("2")


def test_a_stored_range_is_led_to_what_shows_it() -> None:
    assert FRACTION.to_shown(3, 16) == (FRACTION.plain.index("1"), FRACTION.plain.index("2") + 1)
    assert FRACTION.to_shown(0, 2) == (0, 2)


@pytest.mark.parametrize("span", [(-5, 2), (0, 999), (999, -4), (5, 3)])
def test_positions_outside_are_moved_to_the_ends(span: tuple[int, int]) -> None:
    start, end = FRACTION.to_source(*span)
    assert 0 <= start <= end <= 18


def test_an_empty_range_has_a_place() -> None:
    assert FRACTION.to_source(2, 2) == (2, 2)
    assert FRACTION.to_source(len(FRACTION.plain), len(FRACTION.plain)) == (18, 18)
    assert FRACTION.to_shown(2, 2) == (2, 2)


def test_what_is_not_shown_has_an_empty_range() -> None:
    rendering = render("a\u200bb")
    assert rendering.plain == "ab"
    assert rendering.to_shown(1, 2) == (1, 1)


def test_nothing_is_shown_of_nothing() -> None:
    empty = Rendering((), "", array("i"), array("i"))
    assert empty.to_source(0, 5) == (0, 0)
    assert empty.to_shown(0, 5) == (0, 0)
    assert render("") == empty
    assert render(" \n\t") == empty


def test_a_run_is_plain_unless_it_says_otherwise() -> None:
    assert render("plain words").runs == (Run("plain words"),)
