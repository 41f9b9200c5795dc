# SPDX-License-Identifier: MIT
"""Text as the repair of mathematics sees it: words, numbers and signs, with their blanks and brackets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperdesk.reading.composing import UNFIT, UNSEEN

_GREEK = "µΑ-Ωα-ωϑϕϖϱϰϵ"
# A character's code is not glued to a vowel: Phoenix2014.
_CODE = r"(?<=[b-df-hj-np-tv-z0-9}])x20[12][0-9a-f](?![0-9])"
_UNIT = re.compile(
    r"(?P<macro>\\(?:[A-Za-z]+|[^A-Za-z]))"
    rf"|(?P<code>unicode\{{x[0-9A-Fa-f]{{2,5}}\}}|{_CODE})"
    rf"|(?P<letters>[A-Za-z]+?(?=unicode\{{x|{_CODE})|[A-Za-z]+(?![^\W\d_{_GREEK}]))"
    rf"|(?P<foreign>(?:(?![{_GREEK}])[^\W\d_])+)"
    r"|(?P<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)*)"
    rf"|(?P<greek>[{_GREEK}ℓ∂∇ℏ∑])"
    rf"|(?P<unseen>[{UNSEEN}{UNFIT}]+)"
    r"|(?P<negative>(?<=[A-Za-z0-9})])!(?=[A-Za-z0-9{^\\]))"  # \!, a negative space, if no factorial
    r"|(?P<blank>\s+)|(?P<sign>.)",
    re.DOTALL,
)
_SKIPPED = frozenset(["unseen", "negative"])
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_MARGIN = 16  # as far beside a unit as anyone looks
FARTHEST = 160  # units between the brackets of one formula


class Unit(NamedTuple):
    """A piece [start, end) of the stored text.

    `kind` is macro, code, letters, foreign (letters that are not all of A to Z), number, greek, sign or none.
    """

    text: str
    kind: str
    start: int
    end: int
    spaced: bool  # whether there is a blank before it


NOTHING = Unit("", "none", -1, -1, True)


class Units:
    """The units of a stretch of text, without blanks. A place a little outside of it holds `NOTHING`."""

    def __init__(self, text: str, start: int, end: int) -> None:
        found: list[Unit] = []
        spaced = True
        for piece in _UNIT.finditer(text, start, end):
            kind = piece.lastgroup or "sign"
            if kind in _SKIPPED:
                continue
            if kind != "blank":
                found.append(Unit(piece[0], kind, piece.start(), piece.end(), spaced))
            spaced = kind == "blank"
        self._count = len(found)
        self._units = found + [NOTHING] * _MARGIN  # for negative places too: they count from the end
        self.partner = self._brackets()

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units[: self._count])

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: int) -> Unit:
        return self._units[place]

    def _brackets(self) -> dict[int, int]:
        """Pair the brackets. Round and square ones close each other: intervals are half-open."""
        partner: dict[int, int] = {}
        opened: list[int] = []
        for place, unit in enumerate(self._units):
            if unit.kind != "sign":
                continue
            if unit.text in _OPENING:
                opened.append(place)
            elif unit.text in _CLOSING:
                if unit.text == "}":
                    while opened and self._units[opened[-1]].text != "{":
                        opened.pop()
                if opened and (unit.text == "}") == (self._units[opened[-1]].text == "{"):
                    first = opened.pop()
                    if place - first <= FARTHEST:
                        partner[first], partner[place] = place, first
        return partner

    def tight(self, place: int) -> bool:
        """Whether the unit at `place` follows the one before it without a blank."""
        return not self[place].spaced

    def opens(self, place: int) -> bool:
        """Whether a bracket that has its partner opens at `place`."""
        return self[place].text in _OPENING and self.partner.get(place, -1) > place

    def closes(self, place: int) -> bool:
        """Whether a bracket that has its partner closes at `place`."""
        return self[place].text in _CLOSING and place in self.partner
