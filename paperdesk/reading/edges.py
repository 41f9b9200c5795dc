# SPDX-License-Identifier: MIT
"""What each unit is to its neighbours, now that the senses of words are known."""

from paperdesk.reading import glued, names, symbols
from paperdesk.reading.groups import argument_end, is_script
from paperdesk.reading.names import Edge
from paperdesk.reading.scripts import script
from paperdesk.reading.units import Units

_SIGNS = frozenset("=<>≤≥≈∈→×·±∼≪≫⊂⊆∝↔⇒≠≡+−")
_JOINTS = frozenset("-/:~*|")
_AFTER = frozenset("%!'")
_THINGS = symbols.REVERSED | {"∞", "…"}
_NAMES = frozenset(symbols.ALL) | names.WRAPPERS | frozenset(symbols.ACCENTS)
_MARGIN = 4  # as far beside a unit as anyone asks; negative places count from the end
_ESCAPED = frozenset("|{},;!")


class Edges:
    """Tells what units are to their neighbours."""

    def __init__(self, units: Units, solid: frozenset[int], pieces: list[glued.Pieces], lost: bool) -> None:
        self.units = units
        self.pieces = pieces
        self.lost = lost
        self.solid = solid
        # The place after the argument of each script and wrapper that has one.
        self.arguments = {place: end for place in range(len(units)) if (end := self._argument(place)) is not None}
        self._formal = solid | {place + 1 for place in self.arguments if units.opens(place + 1)}
        both = [self._both(place) for place in range(len(units))] + [(Edge.WORD, Edge.WORD)] * _MARGIN
        self._left = [left for left, _ in both]
        self._right = [right for _, right in both]

    def _argument(self, place: int) -> int | None:
        if is_script(self.units, place):
            return script(self.units, place, self.lost)
        wraps = self.pieces[place] or self.units[place].kind in ("macro", "code")
        return argument_end(self.units, place) if wraps else None

    def left(self, place: int) -> Edge:
        """What the unit at `place` is to the one before it."""
        return self._left[place]

    def right(self, place: int) -> Edge:
        """What the unit at `place` is to the one after it."""
        return self._right[place]

    def _both(self, place: int) -> tuple[Edge, Edge]:
        unit = self.units[place]
        if unit.kind == "letters":
            found = self.pieces[place]
            return (names.edges(found[0])[0], names.edges(found[-1])[1]) if found else (Edge.WORD, Edge.WORD)
        if unit.kind == "macro":
            return names.edges(unit.text[1:]) if self.is_known_macro(place) else (Edge.WORD, Edge.WORD)
        if unit.kind in ("number", "greek", "code"):
            return Edge.THING, Edge.THING
        return self._both_of_sign(place)

    def _both_of_sign(self, place: int) -> tuple[Edge, Edge]:
        text = self.units[place].text
        if place in self.units.partner:
            formal = min(place, self.units.partner[place]) in self._formal
            return (Edge.THING, Edge.THING) if formal else (Edge.WORD, Edge.WORD)
        if text in _JOINTS:
            return Edge.JOINT, Edge.JOINT
        if text in _SIGNS:
            return Edge.SIGN, Edge.SIGN
        if text in _AFTER:
            return Edge.AFTER, Edge.THING
        if text in (",", ";"):
            return Edge.COMMA, Edge.COMMA
        return (Edge.THING, Edge.THING) if text in _THINGS else (Edge.WORD, Edge.WORD)

    def is_known_macro(self, place: int) -> bool:
        """Whether a macro that kept its backslash, or a character's code, belongs to mathematics."""
        name = self.units[place].text.removeprefix("\\")
        return self.units[place].kind == "code" or name in _NAMES or name in _ESCAPED

    def is_sign_in_braces(self, place: int) -> bool:
        """Whether braces open at `place` that keep TeX from spacing a sign: `{sim}`, `{=}`, `{,}`."""
        if self.units[place].text != "{" or self.units.partner.get(place) != place + 2:
            return False
        return self.left(place + 1) in (Edge.SIGN, Edge.JOINT, Edge.COMMA)

    def is_named(self, place: int) -> bool:
        """Whether the unit is a sign's name or ends a power or an index: mathematics without doubt."""
        return any(len(piece) > 1 for piece in self.pieces[place]) or is_script(self.units, place - 1)
