# SPDX-License-Identifier: MIT
"""Where a highlight of an old text stands in a new one, or that it stands nowhere.

A quote is followed through the tiles of both texts (`alignment`); where these say nothing, the exact quote is looked
for, judged by what stands around it. Whatever is found must be alike enough: `ALIKE` for the quote, and the shorter the
quote the more must also stand around it. What fails is detached rather than placed wrongly.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from paperdesk.domain.alignment import WORD, Tile, align, inside
from paperdesk.domain.annotation import CONTEXT, Selector, select, text_hash

ALIKE = 0.6  # share of a quote's letters that must stand in its new place, in order (normalised Indel similarity)
ALIKE_OUTSIDE = 0.75  # the same for quotes from outside, whose old text is not known
_AROUND = 0.65  # likeness of the text on one side of a place that makes it the same place
_TELLING = 24  # letters of a quote that need nothing around them
_CLEARLY = 0.25  # so much better must what stands around another place agree
_HITS = 1000  # verbatim places that are looked at; a quote that stands more often says nothing by itself
_GAP = 4_000_000  # code points of one text times the other's that are compared letter by letter
_WINDOW = 200_000  # code points in which a quote from outside is looked for by likeness


@dataclass(frozen=True, slots=True)
class Placed:
    """A selector for the new text; how its quote got there, and how alike it is to the old one (0 to 1)."""

    selector: Selector
    how: Literal["verbatim", "moved", "edited"]
    similarity: float


@dataclass(frozen=True, slots=True)
class Found:
    """A verbatim place of a quote, and how well what stands around it agrees (0 to 1)."""

    start: int
    end: int
    context: float


class Span(NamedTuple):
    """A range of the new text."""

    start: int
    end: int


class Reanchoring:
    """Places highlights of an old text in a new one. The texts are compared once, when the first place is asked for."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._old_hash, self._new_hash = text_hash(old), text_hash(new)
        self._route: Route | None = None

    def place(self, selector: Selector) -> Placed | None:
        """Return where `selector`, made for the old text, stands in the new one; None where it is detached.

        A selector that does not fit the old text is placed by its quote alone, as `anchor_quote` does.
        """
        start, end = selector.start, selector.end
        if not 0 <= start < end <= len(self._old) or self._old[start:end] != selector.exact:
            found = anchor_quote(self._new, selector.exact, selector.prefix, selector.suffix, start)
            return self._placed(selector.exact, Span(found.start, found.end), False) if found else None
        if self._old_hash == self._new_hash:
            return self._placed(selector.exact, Span(start, end), False)
        if self._route is None:
            self._route = Route(self._old, self._new)
        followed = self._followed(self._route, start, end)
        if followed is None:
            return None
        span, moved = followed
        return self._placed(selector.exact, span, moved)

    def _followed(self, route: "Route", start: int, end: int) -> tuple[Span, bool] | None:
        """Return the range of the new text that `start` to `end` became, and whether it was moved there."""
        if tile := route.holding(start, end):
            return Span(start + tile.new - tile.old, end + tile.new - tile.old), tile.moved
        core = self._old[start:end].strip()
        if not core:
            return None  # white space alone has no place of its own
        at = self._old.index(core[0], start, end)
        here, moved = route.projected(at, at + len(core))
        judged = self._judged(start, end, self._widened(here, start, at, at + len(core), end)) if here else None
        if judged and judged.verbatim and judged.support >= _AROUND:
            return judged.span, moved
        elsewhere = self._elsewhere(start, end, judged)
        if elsewhere:
            return elsewhere, True
        return (judged.span, moved) if judged and judged.accepted else None

    def _widened(self, here: Span, start: int, core: int, core_end: int, end: int) -> Span:
        """Return `here` with the white space that the quote had at its ends, as far as the new text has it."""
        first, last = here
        for _ in range(core - start):
            if first and self._new[first - 1].isspace():
                first -= 1
        for _ in range(end - core_end):
            if last < len(self._new) and self._new[last].isspace():
                last += 1
        return Span(first, last)

    def _judged(self, start: int, end: int, span: Span) -> "Judged":
        """Return what speaks for `span` being the place of the old text's `start` to `end`."""
        sides = _sides(
            self._old[max(0, start - CONTEXT) : start], self._old[end : end + CONTEXT], self._new, span.start, span.end
        )
        exact, there = self._old[start:end], self._new[span.start : span.end]
        return Judged(span, exact == there, _alike(exact, there), max(sides), sum(sides) / 2, _letters(exact))

    def _elsewhere(self, start: int, end: int, judged: "Judged | None") -> Span | None:
        """Return the verbatim place of the quote that its context speaks for, if it speaks against `judged`."""
        exact = self._old[start:end]
        best: Judged | None = None
        second = 0.0
        for at in _places(self._new, exact):
            found = self._judged(start, end, Span(at, at + len(exact)))
            if best is None or found.context > best.context:
                best, second = found, best.context if best else 0.0
            else:
                second = max(second, found.context)
        if best is None or not best.accepted or (judged and best.span == judged.span):
            return None
        if judged and judged.accepted and best.context < judged.context + _CLEARLY:
            return None
        if best.support < _AROUND and second:
            return None  # one of several, and nothing around it tells which
        return best.span

    def _placed(self, exact: str, span: Span, moved: bool) -> Placed:
        selector = Selector(
            span.start,
            span.end,
            self._new[span.start : span.end],
            self._new[max(0, span.start - CONTEXT) : span.start],
            self._new[span.end : span.end + CONTEXT],
            self._new_hash,
        )
        if selector.exact == exact:
            return Placed(selector, "moved" if moved else "verbatim", 1.0)
        return Placed(selector, "edited", _alike(exact, selector.exact))


class Judged(NamedTuple):
    """What speaks for a place: its text is the quote's or how like it is, and what stands around it (0 to 1)."""

    span: Span
    verbatim: bool
    alike: float
    support: float  # the better of both sides
    context: float  # both sides
    letters: int

    @property
    def accepted(self) -> bool:
        """Whether that is enough. Short quotes stand anywhere: they need their surroundings."""
        if self.verbatim:
            return self.letters >= _TELLING or self.support >= _AROUND
        return self.alike >= ALIKE and (self.support >= _AROUND or (self.letters >= 2 * _TELLING and self.alike >= 0.8))


class Route:
    """The tiles of two texts, and how places between them are carried over."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        # An empty tile at either end makes what comes before the first and after the last a gap like any other.
        self._tiles = [Tile(0, 0, 0), *align(old, new), Tile(len(old), len(new), 0)]
        self._starts = [tile.old for tile in self._tiles]
        self._gaps: dict[tuple[int, int], list[tuple[str, int, int, int, int]]] = {}

    def holding(self, start: int, end: int) -> Tile | None:
        """Return the tile in which `start` to `end` lie with all of their context, so that there is no doubt."""
        tile = self._tiles[bisect_right(self._starts, start) - 1]
        last = tile.old + tile.length
        begins = tile.old <= start - CONTEXT or (tile.old == 0 == tile.new)
        ends = end + CONTEXT <= last or (last == len(self._old) and tile.new + tile.length == len(self._new))
        return tile if tile.old <= start and end <= last and begins and ends else None

    def projected(self, start: int, end: int) -> tuple[Span | None, bool]:
        """Return the range of the new text that the tiles lead to from the old one's, and whether it was moved."""
        first = bisect_right(self._starts, start) - 1
        if self._tiles[first].old + self._tiles[first].length <= start:
            first += 1
        last = first
        while last < len(self._tiles) and self._tiles[last].old < end and self._tiles[last].length:
            last += 1
        chain = self._heaviest_chain(range(first, last), start, end)
        if not chain:
            return self._between(first - 1, first, start, end), False
        head, tail = self._tiles[chain[0]], self._tiles[chain[-1]]
        left: int | None = head.new + max(0, start - head.old)
        if start < head.old:
            left = self._across(chain[0] - 1, chain[0], start, True) or left
        right: int | None = tail.new + min(tail.length, end - tail.old)
        if end > tail.old + tail.length:
            right = self._across(chain[-1], chain[-1] + 1, end, False) or right
        moved = all(self._tiles[index].moved for index in chain)
        return (Span(left, right) if left is not None and right is not None and left < right else None), moved

    def _heaviest_chain(self, indices: range, start: int, end: int) -> list[int]:
        """Return those tiles that lie in one place of the new text, where the most of the range is."""
        chains: list[tuple[int, list[int]]] = []
        for index in indices:
            tile = self._tiles[index]
            covered = min(end, tile.old + tile.length) - max(start, tile.old)
            for at, (weight, chain) in enumerate(chains):
                if self._adjoin(chain[-1], index, end - start):
                    chains[at] = (weight + covered, [*chain, index])
                    break
            else:
                chains.append((covered, [index]))
        return max(chains, default=(0, []), key=lambda pair: pair[0])[1]

    def _adjoin(self, one: int, two: int, length: int) -> bool:
        """Tell whether a tile follows another in the new text too, with not much more between them."""
        a, b = self._tiles[one], self._tiles[two]
        apart = b.new - a.new - a.length
        return 0 <= apart <= b.old - a.old - a.length + max(CONTEXT, length // 2)

    def _between(self, one: int, two: int, start: int, end: int) -> Span | None:
        """Return the range that one within a single gap became."""
        left, right = self._across(one, two, start, True), self._across(one, two, end, False)
        return Span(left, right) if left is not None and right is not None and left < right else None

    def _across(self, one: int, two: int, at: int, opens: bool) -> int | None:
        """Return where an edge in the gap between two tiles went: that of its letter, in whole words."""
        a, b = self._tiles[one], self._tiles[two]
        old, new = a.old + a.length, a.new + a.length
        if b.new < new or (b.old - old) * (b.new - new) > _GAP:
            return None
        letter = at if opens else at - 1
        for tag, src, src_end, dest, dest_end in self._gap(one, two):
            if src <= letter - old < src_end:
                place = new + (dest if tag == "delete" else min(dest + letter - old - src, dest_end))
                if tag == "delete" or opens:
                    return self._whole(at, place, opens)
                return self._whole(at, place + 1, opens)
        return None

    def _gap(self, one: int, two: int) -> list[tuple[str, int, int, int, int]]:
        """Return the steps, letter by letter, between two tiles."""
        if (one, two) not in self._gaps:
            from rapidfuzz.distance import Levenshtein  # slow to import; the window starts without it

            a, b = self._tiles[one], self._tiles[two]
            old, new = self._old[a.old + a.length : b.old], self._new[a.new + a.length : b.new]
            steps = Levenshtein.opcodes(old, new)
            self._gaps[one, two] = [(s.tag, s.src_start, s.src_end, s.dest_start, s.dest_end) for s in steps]
        return self._gaps[one, two]

    def _whole(self, at: int, place: int, opens: bool) -> int:
        """Return `place` at the edge of a word if `at` is at one in the old text."""
        step = -1 if opens else 1
        if not inside(self._old, at):
            for _ in range(CONTEXT):
                if not inside(self._new, place):
                    break
                place += step
        return place


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[Found]:
    """Return the verbatim places of `exact` in `text` (at most 1,000), best context first, then in text order.

    Without `prefix` and `suffix` every place has the context 1.
    """
    found = []
    for at in _places(text, exact):
        found.append(Found(at, at + len(exact), _context(text, at, at + len(exact), prefix, suffix)))
    return sorted(found, key=lambda place: (-place.context, place.start))


def anchor_quote(
    text: str, exact: str, prefix: str = "", suffix: str = "", start: int | None = None
) -> Selector | None:
    """Return the place in `text` of a quote that comes from outside, without the text that it was made in.

    The verbatim place with the best context; of equal ones the nearest to `start` (code points), or the first. Then the
    same with other white space; then the one most alike, from `ALIKE_OUTSIDE` on. None where there is none, or where
    `exact` has no letters.
    """
    if not exact.strip():
        return None
    found = find_quote(text, exact, prefix, suffix) or _found_loosely(text, exact, prefix, suffix)
    if found:
        best = min(found, key=lambda place: (-round(place.context, 1), abs(place.start - (start or 0)), place.start))
        return select(text, best.start, best.end)
    span = _most_alike(text, exact, start)
    if span is None:
        return None
    alike = _alike(exact, text[span.start : span.end])
    told = bool(prefix or suffix) and _context(text, span.start, span.end, prefix, suffix) >= _AROUND
    if alike < ALIKE_OUTSIDE or not (told or _letters(exact) >= _TELLING):
        return None
    return select(text, span.start, span.end)


def _places(text: str, exact: str) -> Iterator[int]:
    at, count = text.find(exact) if exact else -1, 0
    while at >= 0 and count < _HITS:
        yield at
        at, count = text.find(exact, at + 1), count + 1


def _found_loosely(text: str, exact: str, prefix: str, suffix: str) -> list[Found]:
    """Return the places of the quote where the white space between its words may be another."""
    pattern = r"\s+".join(re.escape(word) for word in exact.split())
    spans = (found.span() for found in itertools.islice(re.finditer(pattern, text), _HITS))
    return [Found(a, b, _context(text, a, b, prefix, suffix)) for a, b in spans]


def _most_alike(text: str, exact: str, start: int | None) -> Span | None:
    """Return the range of `text` that is most like `exact`, in whole words; near `start` if the text is large."""
    from rapidfuzz.fuzz import partial_ratio_alignment  # slow to import; the window starts without it

    first = max(0, min((start or 0) - _WINDOW // 2, len(text) - _WINDOW))
    window = text[first : first + _WINDOW]
    if len(exact) > len(window):
        return None
    found = partial_ratio_alignment(exact, window, score_cutoff=100 * ALIKE_OUTSIDE)
    if found is None or found.dest_start >= found.dest_end:
        return None
    return _trimmed(text, exact, Span(first + found.dest_start, first + found.dest_end))


def _trimmed(text: str, exact: str, span: Span) -> Span:
    """Return `span` with each edge at that of a word near it where its text is most like `exact`."""
    for opens in (True, False):
        at = span.start if opens else span.end
        edges = {at} | {
            edge
            for found in WORD.finditer(text, max(0, at - CONTEXT), at + CONTEXT)
            for edge in [found.start() if opens else found.end()]
        }
        spans = [Span(edge, span.end) if opens else Span(span.start, edge) for edge in sorted(edges)]
        spans = [one for one in spans if one.start < one.end]
        span = max(spans, key=lambda one: _alike(exact, text[one.start : one.end]), default=span)
    return span


def _context(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """Return how like `prefix` and `suffix` are to what stands around a place: those that are given."""
    sides = _sides(prefix, suffix, text, start, end)
    given = [side for side, wanted in zip(sides, (prefix, suffix), strict=True) if wanted]
    return sum(given) / len(given) if given else 1.0


def _sides(prefix: str, suffix: str, text: str, start: int, end: int) -> tuple[float, float]:
    """Return how like what stands before and after a place is to `prefix` and `suffix`."""
    before, after = (
        text[max(0, start - len(prefix or " " * CONTEXT)) : start],
        text[end : end + len(suffix or " " * CONTEXT)],
    )
    return _alike(prefix, before), _alike(suffix, after)


def _alike(one: str, two: str) -> float:
    """Return how alike two texts are, white space aside: 0 to 1, the normalised Indel similarity (2·LCS / length)."""
    if one == two:
        return 1.0
    from rapidfuzz.distance import Indel  # slow to import; the window starts without it

    return Indel.normalized_similarity(" ".join(one.split()), " ".join(two.split()))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
