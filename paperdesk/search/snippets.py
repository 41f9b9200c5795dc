# SPDX-License-Identifier: MIT
"""The piece of a text that shows best why it was found."""

import re
from dataclasses import dataclass

from paperdesk.search.marking import Hit, Marker, joined

_BLANK = re.compile(r"\s")
_BREAK = 24  # code points; so far a cut is moved to fall between words
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, and what is to be marked in it: start and end in code points of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def snippet(text: str, marker: Marker, width: int = 220, field: str = "") -> Snippet:
    """Return at most `width` code points of `text`, and an ellipsis where it is cut.

    It is the piece with the most different texts of the query, and of such pieces the one with the most
    places, and the first; without any place the beginning. Of a place that is wider it shows the beginning.
    """
    hits = [Hit(hit.start, min(hit.end, hit.start + width), hit.text) for hit in marker.hits(text, field)]
    first, last = _best(hits, width) if hits else (0, 0)
    start, end = _window(text, first, last, width)
    inside = [Hit(h.start - start, h.end - start, h.text) for h in hits if start <= h.start and h.end <= end]
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    marks = tuple((a + len(before), b + len(before)) for a, b in joined(inside))
    return Snippet(before + _BLANK.sub(" ", text[start:end]) + after, marks)


def _best(hits: list[Hit], width: int) -> tuple[int, int]:
    """Return where the best piece must begin at the latest, and end at the earliest."""
    best, best_score = (hits[0].start, hits[0].end), (0, 0)
    counts: dict[int, int] = {}
    low, ends = 0, 0
    for high, hit in enumerate(hits):
        counts[hit.text] = counts.get(hit.text, 0) + 1
        ends = max(ends, hit.end)
        while ends - hits[low].start > width:
            counts[hits[low].text] -= 1
            if not counts[hits[low].text]:
                del counts[hits[low].text]
            low += 1
        score = (len(counts), high - low + 1)
        if score > best_score:
            best, best_score = (hits[low].start, max(h.end for h in hits[low : high + 1])), score
    return best


def _window(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """Return a piece around `first` to `last`, begun a third before it and cut between words where that is near."""
    start = max(0, min(first - (width - (last - first)) // 3, len(text) - width))
    if start:
        blank = _BLANK.search(text, start, min(first, start + _BREAK))
        start = blank.end() if blank else start
    end = min(len(text), start + width)
    if end < len(text):
        nearest = max(last, end - _BREAK, start + 1)
        end = next((at for at in range(end, nearest - 1, -1) if text[at].isspace()), end)
    return start, end
