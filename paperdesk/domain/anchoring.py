# SPDX-License-Identifier: MIT
"""Where a highlight of an old text stands in a new one, or that it stands nowhere.

A quote is followed along the tiles of both texts (`route`). Where these say nothing or the quote is not there, it is
looked for, and judged by what stands around it. Whatever is found must be alike enough: `ALIKE` for the quote, and the
shorter the quote the more must also stand around it. What fails is detached rather than placed wrongly.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from paperdesk.domain.alignment import inside
from paperdesk.domain.annotation import CONTEXT, Selector, text_hash
from paperdesk.domain.likeness import alike, letters_of, sides_of
from paperdesk.domain.quotes import Found, anchor_quote, find_quote, places_of
from paperdesk.domain.route import ALIKE, Route, Span

__all__ = ["ALIKE", "Found", "Placed", "Reanchoring", "anchor_quote", "find_quote"]

_AROUND = 0.65  # likeness of what stands beside a place, from which on it is the same place
_ALL_BUT = 0.9  # the same on one side only, for short quotes
_FEW = (
    12  # letters below which a quote is short; so many in a row, quote and all, are trusted where the diff found them
)
_TELLING = 24  # letters from which on a verbatim quote needs nothing around it, and an edited one from twice as many
_CLEARLY = 0.25  # so much more alike must be what stands around another place than where the diff leads
_TOLD = 0.05  # so much more alike must it be than around the second best of several places


@dataclass(frozen=True, slots=True)
class Placed:
    """A selector for the new text; how its quote got there, and how alike it is to the old one (0 to 1)."""

    selector: Selector
    how: Literal["verbatim", "moved", "edited"]
    similarity: float


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

    def _followed(self, route: Route, start: int, end: int) -> tuple[Span, bool] | None:
        """Return the range of the new text that `start` to `end` became, and whether it was moved there."""
        if tile := route.holding(start, end):
            return Span(start + tile.new - tile.old, end + tile.new - tile.old), tile.moved
        core = self._old[start:end].strip()
        if not core:
            return None  # white space alone has no place of its own
        at = start + len(self._old[start:end]) - len(self._old[start:end].lstrip())
        here, moved = route.projected(at, at + len(core))
        judged = None
        if here:
            here = self._widened(here, start, at, at + len(core), end)
            judged = self._judged(start, end, self._exactly(start, end, here) or here)
        if judged and self._stayed(route, start, end, judged):
            return judged.span, moved
        if elsewhere := self._elsewhere(route, start, end, judged):
            return elsewhere, moved or not judged or not judged.span.meets(elsewhere)
        return (judged.span, moved) if judged and judged.accepted else None

    def _stayed(self, route: Route, start: int, end: int, judged: "Judged") -> bool:
        """Tell whether the quote stands unchanged where the diff leads, so that no other place need be looked at."""
        if not judged.verbatim or judged.accepted:
            return judged.verbatim
        run = letters_of(route.run(start, end))
        return run >= _FEW or (run > 0 and judged.support >= _AROUND)

    def _exactly(self, start: int, end: int, span: Span) -> Span | None:
        """Return where within `span` the quote stands verbatim, in whole words."""
        at = self._new.find(self._old[start:end], span.start, span.end)
        found = Span(at, at + end - start)
        return found if at >= 0 and self._as_whole(start, end, found) else None

    def _as_whole(self, start: int, end: int, span: Span) -> bool:
        """Tell whether `span` cuts no word that the quote does not cut."""
        return inside(self._new, span.start) <= inside(self._old, start) and inside(self._new, span.end) <= inside(
            self._old, end
        )

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
        exact, there = self._old[start:end], self._new[span.start : span.end]
        return self._compared(start, end, span, alike(exact, there), exact == there, letters_of(exact))

    def _compared(self, start: int, end: int, span: Span, likeness: float, verbatim: bool, letters: int) -> "Judged":
        prefix, suffix = self._old[max(0, start - CONTEXT) : start], self._old[end : end + CONTEXT]
        sides = sides_of(prefix, suffix, self._new, span.start, span.end)
        return Judged(span, verbatim, likeness, max(sides), sum(sides) / 2, letters)

    def _elsewhere(self, route: Route, start: int, end: int, judged: "Judged | None") -> Span | None:
        """Return the verbatim place of the quote that its context speaks for, if it speaks against `judged`."""
        exact = self._old[start:end]
        letters = letters_of(exact)
        places = []
        for at in places_of(self._new, exact):
            span = Span(at, at + len(exact))
            if judged and judged.accepted and judged.span.meets(span):
                return span
            # A word is not found inside of another, nor a passage where another one stayed.
            if self._as_whole(start, end, span) and not route.claimed(span, start):
                places.append(self._compared(start, end, span, 1.0, True, letters))
        places.sort(key=lambda place: -place.context)
        if not places or not places[0].accepted:
            return None
        best = places[0]
        telling = judged is not None and not judged.verbatim and letters >= 2 * _TELLING
        if judged and judged.accepted and not telling and best.context < judged.context + _CLEARLY:
            return None
        if len(places) > 1 and best.context - places[1].context < _TOLD:
            return None  # nothing around it tells which of them
        return best.span

    def _trimmed(self, exact: str, span: Span) -> Span:
        """Return `span` without white space at its ends, where the quote had none: what stood behind it may be gone."""
        there = self._new[span.start : span.end]
        before = 0 if exact[:1].isspace() else len(there) - len(there.lstrip())
        behind = 0 if exact[-1:].isspace() else len(there) - len(there.rstrip())
        return Span(span.start + before, span.end - behind) if there.strip() else span

    def _placed(self, exact: str, span: Span, moved: bool) -> Placed:
        span = self._trimmed(exact, span)
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
        return Placed(selector, "edited", alike(exact, selector.exact))


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
        if self.letters < _FEW:
            around = self.context >= _AROUND or (self.verbatim and self.support >= _ALL_BUT)
        else:
            around = self.support >= _AROUND or self.letters >= _TELLING * (1 if self.verbatim else 2)
        return around and self.alike >= ALIKE
