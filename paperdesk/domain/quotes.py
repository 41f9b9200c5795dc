# SPDX-License-Identifier: MIT
"""Where a quote stands in a text, told by its letters and by what stands around it, without the text it was made in."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from paperdesk.domain.alignment import WORD
from paperdesk.domain.annotation import CONTEXT, Selector, select
from paperdesk.domain.likeness import alike, letters_of, sides_of
from paperdesk.domain.route import Route, Span

ALIKE_OUTSIDE = 0.75  # likeness from which on a quote is found that does not stand verbatim
_AROUND = 0.65  # likeness of what stands around it that makes a short one trustworthy
_TELLING = 24  # letters of a quote that need nothing around them
_HITS = 1000  # verbatim places that are looked at; a quote that stands more often says nothing by itself
_LONG = 400  # code points of a quote from which on its words are compared rather than its letters
_WINDOW = 20_000  # code points in which such a quote is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """A verbatim place of a quote, and how well what stands around it agrees (0 to 1)."""

    start: int
    end: int
    context: float


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[Found]:
    """Return the verbatim places of `exact` in `text` (at most 1,000), best context first, then in text order.

    Without `prefix` and `suffix` every place has the context 1.
    """
    spans = ((at, at + len(exact)) for at in places_of(text, exact))
    found = [Found(start, end, _context(text, start, end, prefix, suffix)) for start, end in spans]
    return sorted(found, key=lambda place: (-place.context, place.start))


def anchor_quote(
    text: str, exact: str, prefix: str = "", suffix: str = "", start: int | None = None
) -> Selector | None:
    """Return the place in `text` of a quote that comes from outside, without the text that it was made in.

    It is the verbatim place with the best context; of equal ones the nearest to `start` (code points), or the first.
    If there is none, the same with other white space; then the place most alike, from `ALIKE_OUTSIDE` on, in the first
    20,000 code points or in those around `start`. None where there is none.
    """
    if not exact.strip() or len(exact) > 2 * len(text):
        return None
    found = find_quote(text, exact, prefix, suffix) or _found_loosely(text, exact, prefix, suffix)
    if found:
        best = min(found, key=lambda place: (-round(place.context, 1), abs(place.start - (start or 0)), place.start))
        return select(text, best.start, best.end)
    first = max(0, min((start or 0) - _WINDOW // 2, len(text) - _WINDOW))
    window = text[first : first + _WINDOW]
    likest = _likest(window, exact) if len(exact) < _LONG else _followed(window, exact, prefix, suffix)
    if likest is None or alike(exact, window[slice(*likest)]) < ALIKE_OUTSIDE:
        return None
    told = (prefix or suffix) and _context(window, *likest, prefix, suffix) >= _AROUND
    if not told and letters_of(exact) < _TELLING:
        return None
    return select(text, first + likest.start, first + likest.end)


def places_of(text: str, exact: str) -> Iterator[int]:
    """Yield where `exact` stands in `text`, the first 1,000 places."""
    at, count = text.find(exact) if exact else -1, 0
    while at >= 0 and count < _HITS:
        yield at
        at, count = text.find(exact, at + 1), count + 1


def _found_loosely(text: str, exact: str, prefix: str, suffix: str) -> list[Found]:
    """Return the places of the quote where the white space between its words may be another."""
    words = [word.span() for word in re.finditer(r"\S+", text)]
    lengths = (end - start + 1 for start, end in words)
    begins = [0, *itertools.accumulate(lengths)]  # of each word, where a single blank stands between two
    folded, wanted = " ".join(text[start:end] for start, end in words), " ".join(exact.split())

    def unfolded(at: int) -> int:
        index = bisect_right(begins, at) - 1
        return words[index][0] + at - begins[index]

    spans = [(unfolded(at), unfolded(at + len(wanted) - 1) + 1) for at in places_of(folded, wanted)]
    return [Found(start, end, _context(text, start, end, prefix, suffix)) for start, end in spans]


def _likest(text: str, exact: str) -> Span | None:
    """Return the range of `text` that is most like `exact`, in whole words."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # slow to import; the window starts without it

    found = partial_ratio_alignment(exact, text, score_cutoff=100 * ALIKE_OUTSIDE) if len(exact) <= len(text) else None
    if found is None or found.dest_start >= found.dest_end:
        return None
    start, end = found.dest_start, found.dest_end
    around = [word.span() for word in WORD.finditer(text, max(0, start - CONTEXT), end + CONTEXT)]
    starts = [start, *(a for a, _ in around if a < end and abs(a - start) <= CONTEXT)]
    start = max(starts, key=lambda edge: alike(exact, text[edge:end]))
    ends = [end, *(b for _, b in around if b > start and abs(b - end) <= CONTEXT)]
    return Span(start, max(ends, key=lambda edge: alike(exact, text[start:edge])))


def _followed(text: str, exact: str, prefix: str, suffix: str) -> Span | None:
    """Return where a long quote stands in `text`, by the words that both have in a row."""
    span, _ = Route(prefix + exact + suffix, text).projected(len(prefix), len(prefix) + len(exact))
    return span


def _context(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """Return how like `prefix` and `suffix` are to what stands around a place: those that are given."""
    sides = sides_of(prefix, suffix, text, start, end)
    given = [side for side, wanted in zip(sides, (prefix, suffix), strict=True) if wanted]
    return sum(given) / len(given) if given else 1.0
