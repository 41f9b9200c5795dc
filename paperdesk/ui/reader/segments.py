# SPDX-License-Identifier: MIT
"""Ranges that overlap and touch, cut at all their borders, so that each stays to be seen. Values only.

They are made by the thousand within a frame, so they are tuples: frozen dataclasses take five times as long to make.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paperdesk.domain.annotation import HighlightId

LEVELS = 3  # lines below each other that tell crowded highlights apart


class Span(NamedTuple):
    """A highlight where it is shown: from `start` to `end` in UTF-16 units of the document."""

    id: HighlightId
    start: int
    end: int
    colour: str
    noted: bool = False


class Segment(NamedTuple):
    """A stretch over which the same highlights lie: their colours, how many they are, whether one has a note."""

    start: int
    end: int
    colours: frozenset[str]
    depth: int
    noted: bool


def cut(spans: Iterable[Span]) -> list[Segment]:
    """Return the segments of `spans` in the order of the text; none overlap. Takes n log n for n spans."""
    borders: dict[int, list[tuple[int, Span]]] = {}
    for span in spans:
        if span.start < span.end:
            borders.setdefault(span.start, []).append((1, span))
            borders.setdefault(span.end, []).append((-1, span))
    colours: Counter[str] = Counter()
    depth = noted = before = 0
    segments = []
    for place in sorted(borders):
        if depth:
            over = frozenset(name for name, count in colours.items() if count)
            segments.append(Segment(before, place, over, depth, noted > 0))
        for by, span in borders[place]:
            colours[span.colour] += by
            depth += by
            noted += by * span.noted
        before = place
    return segments


def crowded(spans: Sequence[Span]) -> dict[HighlightId, int]:
    """Return a level for each span that overlaps or touches another: no two that meet have the same one of `LEVELS`.

    Where more meet than there are levels, those beyond share the last one.
    """
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    meeting: set[HighlightId] = set()
    levels: dict[HighlightId, int] = {}
    ends = [-1] * LEVELS  # where the last span of each level ends
    reach: tuple[int, HighlightId | None] = (-1, None)
    for span in ordered:
        if reach[1] is not None and span.start <= reach[0]:
            meeting |= {span.id, reach[1]}
        if span.end > reach[0]:
            reach = (span.end, span.id)
        free = next((level for level, end in enumerate(ends) if end < span.start), LEVELS - 1)
        ends[free] = max(ends[free], span.end)
        levels[span.id] = free
    return {span: level for span, level in levels.items() if span in meeting}
