# SPDX-License-Identifier: MIT
"""Which neighbours belong to one formula, if either belongs to any. Pairs decide, so that a text is read once."""

from paperdesk.reading import names
from paperdesk.reading.edges import Edges
from paperdesk.reading.groups import is_script
from paperdesk.reading.names import Edge
from paperdesk.reading.remains import is_denominator, is_thin_space
from paperdesk.reading.surroundings import is_variable

_DASHES = frozenset("-+−*/")  # with blanks around them they are signs only where a formula leads up to them
_NEVER_APART = frozenset(":~|")
_LEADING = frozenset("-|~")
_DOTS = frozenset("ldots dots cdots dotsc dotsb …".split())
_BEGINNINGS = (Edge.THING, Edge.FUNCTION, Edge.WRAPPER)
_SIGNS = (Edge.SIGN, Edge.JOINT)


class Bonds:
    """For each place whether it is bonded to the next one (`joined`), and whether it is mathematics for certain (`seeds`)."""

    def __init__(self, edges: Edges) -> None:
        self._edges = edges
        self._units = edges.units
        count = len(edges.units)
        self.joined = bytearray(count + 1)
        self.seeds = bytearray(count + 1)
        for place in range(count):
            self._bind(place)
        for place in range(count - 1):
            if not self.joined[place] and self._fit(place):
                self.joined[place] = 1

    # What belongs together whatever it is

    def _bind(self, place: int) -> None:
        """Join scripts and wrappers to their arguments, and what is in brackets of mathematics; plant the seeds."""
        edges, units = self._edges, self._units
        argument = edges.arguments.get(place)
        if is_script(units, place):
            self._bind_script(place, argument)
        elif edges.pieces[place]:
            self._bind_name(place, argument or place + 1)
        elif units[place].kind in ("macro", "code") and edges.is_known_macro(place):
            self._join(place, argument or place + 1)
        elif edges.is_sign_in_braces(place):
            self._join(place, place + 3)
        elif is_denominator(edges, place):
            self._join(place - 1, units.partner[place] + 1)
        elif is_thin_space(edges, place):
            self._join(place, place + 1)
        elif place in edges.solid:
            self._join(place, units.partner[place] + 1, seed=False)

    def _bind_script(self, place: int, end: int | None) -> None:
        if end is not None:
            self._join(place, end)
            if self._units.tight(place) and self._edges.right(place - 1) is not Edge.WORD:
                self.joined[place - 1] = 1

    def _bind_name(self, place: int, end: int) -> None:
        """Join a name to its argument. Letters and functions are no seeds: words look like them."""
        found = self._edges.pieces[place]
        function = names.edges(found[0])[1] is Edge.FUNCTION and found[0] not in names.BIG
        if len(found) == 1 and (len(found[0]) == 1 or function):
            return
        self._join(place, end)
        if found[0] in names.SWITCHES:
            opening = place - 1
            if self._units[opening].text == "{" and self._units.opens(opening):
                self._join(opening, self._units.partner[opening] + 1)
            else:
                self._join(place, place + 2)

    def _join(self, first: int, end: int, seed: bool = True) -> None:
        self.joined[first : end - 1] = b"\1" * (end - 1 - first)
        if seed:
            self.seeds[first] = 1

    # What fits together

    def _fit(self, place: int) -> bool:
        """Whether the unit at `place` and the one after it, both whole, belong to one formula."""
        left, right = self._edges.right(place), self._edges.left(place + 1)
        if Edge.COMMA in (left, right):
            return self._comma(place if left is Edge.COMMA else place + 1)
        if Edge.WORD in (left, right):
            return False
        if self._units.tight(place + 1):
            return self._fit_touching(place, left, right)
        return self._fit_apart(place, left, right)

    def _fit_touching(self, place: int, left: Edge, right: Edge) -> bool:
        if right is Edge.AFTER:
            return self._units[place + 1].text != "'" or self._is_prime(place + 1)
        if right is Edge.JOINT:
            return self._joins(place + 1)
        if left is Edge.JOINT:
            leads = self._units[place].text in _LEADING and self._leads(place)
            return self._units[place + 1].text != ">" and (bool(self.joined[place - 1]) or leads)
        return True

    def _is_prime(self, place: int) -> bool:
        """Whether the quotation mark at `place` is a prime: a variable stands before it, and more of the formula after."""
        after = self._units[place + 1]
        return len(self._units[place - 1].text) == 1 and not after.spaced and after.text in ("(", "_", "^")

    def _joins(self, place: int) -> bool:
        """Whether the joint at `place` stands between two things, and is no hyphen of a name, a range or 1e-7."""
        units = self._units
        if self._is_in_name(place - 1) or self._is_exponent(place) or not units.tight(place + 1):
            return False
        ranges = units[place - 1].kind == units[place + 1].kind == "number"
        if ranges and not (self._edges.lost and self.joined[place - 2]):
            return False
        arrow = units[place].text == "-" and units[place + 1].text == ">"
        return not arrow and self._edges.left(place + 1) not in (Edge.WORD, Edge.COMMA, Edge.JOINT)

    def _is_in_name(self, place: int) -> bool:
        """Whether a hyphen before the unit at `place` makes it a part of a name: the 2 of XL-2-muP."""
        hyphen = self._units[place - 1].text == "-" and self._units.tight(place)
        return hyphen and not self.joined[place - 1]

    def _is_exponent(self, place: int) -> bool:
        """Whether the sign at `place` is that of 1e-7."""
        units = self._units
        return units[place - 1].text in "eE" and units[place - 2].kind == "number" and units.tight(place - 1)

    def _leads(self, place: int) -> bool:
        """Whether a minus at `place` is the sign of what comes after it only."""
        touched = self._units.tight(place) and self._edges.right(place - 1) in (Edge.THING, Edge.WORD)
        return not touched and not self._is_exponent(place)

    def _fit_apart(self, place: int, left: Edge, right: Edge) -> bool:
        if right in _SIGNS:
            return self._sign_apart(place, left)
        if left in _SIGNS:
            sign = self._units[place].text
            led_to = sign not in _DASHES or bool(place and self.joined[place - 1])
            return led_to and sign not in _NEVER_APART and right in _BEGINNINGS
        if left in (Edge.FUNCTION, Edge.WRAPPER):
            return True
        if right is Edge.FUNCTION:
            return self._edges.lost and is_variable(self._units[place]) and self._begins(place + 2)
        named = self._edges.is_named(place + 1) or is_variable(self._units[place + 1])
        bracket = self._units[place + 1].text == "("
        return self._edges.lost and not bracket and named and (self._edges.is_named(place) or bool(self.seeds[place]))

    def _sign_apart(self, place: int, left: Edge) -> bool:
        """Whether the sign after the unit at `place` and a blank belongs to it: `a = b`, `a - b`, `= -b`; not `a -b`."""
        sign, touching = self._units[place + 1].text, self._units.tight(place + 2)
        between = left is Edge.THING and sign not in _NEVER_APART and not (touching and sign in _DASHES)
        minus = left is Edge.SIGN and sign in "-−" and touching
        return (between or minus) and self._begins(place + 2)

    def _begins(self, place: int) -> bool:
        """Whether a thing begins at `place` that is no article."""
        article = self._units[place].text == "a" and not is_script(self._units, place + 1)
        return self._edges.left(place) in _BEGINNINGS and not article

    def _comma(self, place: int) -> bool:
        """Whether the comma at `place` stands in a list with dots, or was a thin space."""
        beside = (place - 1, place + 1)
        if any(self._units[n].text in _DOTS for n in beside):
            return all(self._edges.left(n) is not Edge.WORD for n in beside)
        return is_thin_space(self._edges, place)
