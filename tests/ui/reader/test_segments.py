# SPDX-License-Identifier: MIT
"""Segments: every place lies in the segment of exactly the highlights over it, and crowded ones are told apart."""

from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.annotation import HighlightId
from paperdesk.domain.searches import COLOURS
from paperdesk.ui.reader.segments import LEVELS, Span, crowded, cut


def span(number: int, start: int, end: int, colour: str = "yellow", noted: bool = False) -> Span:
    return Span(HighlightId(number), start, end, colour, noted)


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(COLOURS), st.booleans()), max_size=12
).map(lambda values: [span(n, a, a + length, c, noted) for n, (a, length, c, noted) in enumerate(values, 1)])


@given(SPANS)
def test_every_place_lies_in_the_segment_of_exactly_its_highlights(spans: list[Span]) -> None:
    segments = cut(spans)
    for place in range(60):
        over = [s for s in spans if s.start <= place < s.end]
        found = [s for s in segments if s.start <= place < s.end]
        assert len(found) == bool(over)
        for segment in found:
            assert segment.colours == {s.colour for s in over}
            assert segment.depth == len(over)
            assert segment.noted == any(s.noted for s in over)


@given(SPANS)
def test_every_border_of_a_highlight_is_one_of_a_segment(spans: list[Span]) -> None:
    borders = {place for s in cut(spans) for place in (s.start, s.end)}
    assert borders == {place for s in spans for place in (s.start, s.end)}


def test_a_highlight_of_no_length_is_shown_nowhere() -> None:
    assert cut([span(1, 5, 5)]) == []


def test_crowded_ones_have_lines_of_their_own_and_lonely_ones_have_none() -> None:
    over, under, touching, alone = span(1, 0, 10), span(2, 5, 15, "blue"), span(3, 15, 20), span(4, 30, 40)
    levels = crowded([over, under, touching, alone])
    assert set(levels) == {1, 2, 3}
    assert levels[over.id] != levels[under.id] != levels[touching.id]


@given(SPANS)
def test_those_that_meet_differ_as_long_as_there_are_levels(spans: list[Span]) -> None:
    levels = crowded(spans)
    for one in spans:
        meeting = [s for s in spans if s is not one and s.start <= one.end and one.start <= s.end]
        assert (one.id in levels) == bool(meeting)
        if meeting and len(meeting) < LEVELS and all(levels[s.id] < LEVELS - 1 for s in [one, *meeting]):
            assert all(levels[s.id] != levels[one.id] for s in meeting)
