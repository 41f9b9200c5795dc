# SPDX-License-Identifier: MIT
"""Which neighbours belong to one formula, if either belongs to any. Pairs decide, so that a text is read once."""

from paperdesk.reading import glued, names, symbols
from paperdesk.reading.groups import argument_end, is_script
from paperdesk.reading.scripts import script
from paperdesk.reading.units import Units

_SIGNS = frozenset("=<>≤≥≈∈→×·±∼≪≫⊂⊆∝↔⇒≠≡+*-−")
_JOINTS = frozenset("-/:~*|")  # in running text too: they join only what they touch on both sides
_DASHES = frozenset("-+−*/")  # with blanks around them they join where there is something to their left
_AFTER = frozenset("%!'")
_DOTS = frozenset("ldots dots cdots dotsc dotsb …".split())


class Bonds:
    """For each place whether it is bonded to the next one (`joined`), and whether it is mathematics for certain (`seeds`)."""

    def __init__(self, units: Units, solid: frozenset[int], pieces: list[glued.Pieces], lost: bool) -> None:
        self._units = units
        self._solid = solid
        self._pieces = pieces
        self._lost = lost
        self.joined = bytearray(len(units) + 1)
        self.seeds = bytearray(len(units) + 1)
        for place in range(len(units)):
            self._bind(place)
        for place in range(len(units) - 1):
            if not self.joined[place] and self._fit(place):
                self.joined[place] = 1

    # What belongs together whatever it is

    def _bind(self, place: int) -> None:
        """Join scripts and wrappers to their arguments, and what is in brackets of mathematics; plant the seeds."""
        units = self._units
        if is_script(units, place):
            self._bind_script(place)
        elif self._pieces[place]:
            self._bind_name(place)
        elif units[place].kind in ("macro", "code") and self._is_name(place):
            self._join(place, argument_end(units, place) or place + 1)
        elif self._sign_in_braces(place):
            self._join(place, place + 3)
        elif self.is_denominator(place):
            self._join(place, units.partner[place] + 1)
            self.joined[place - 1] = 1
        elif units[place].text in (",", ";") and self.thin(place):
            self._join(place, place + 1)
        elif place in self._solid:
            self._join(place, units.partner[place] + 1, seed=False)

    def _bind_script(self, place: int) -> None:
        end = script(self._units, place, self._lost)
        if end is not None:
            self._join(place, end)
            if self._units.tight(place) and self._edges(place - 1)[1] != "word":
                self.joined[place - 1] = 1

    def _bind_name(self, place: int) -> None:
        found = self._pieces[place]
        if len(found) == 1 and (
            len(found[0]) == 1 or (names.ends(found[0])[1] == "function" and found[0] not in names.BIG)
        ):
            return
        wrapped = names.ends(found[-1])[1] == "wrapper"
        self._join(place, (argument_end(self._units, place) if wrapped else None) or place + 1)
        if found[0] in names.SWITCHES:
            opening = place - 1
            braced = self._units.opens(opening) and self._units[opening].text == "{"
            self._join(opening if braced else place, self._units.partner[opening] + 1 if braced else place + 2)

    def _join(self, first: int, end: int, seed: bool = True) -> None:
        self.joined[first : end - 1] = b"\1" * (end - 1 - first)
        if seed:
            self.seeds[first] = 1

    def _sign_in_braces(self, place: int) -> bool:
        """`{sim}`, `{=}`, `{,}`: braces that keep TeX from spacing a sign."""
        if self._units[place].text != "{" or self._units.partner.get(place) != place + 2:
            return False
        return self._edges(place + 1)[0] in ("sign", "joint", "comma")

    def is_denominator(self, place: int) -> bool:
        """Whether braces open at `place` that belong to nothing before them: the first pair was taken away with `frac`."""
        units = self._units
        if not self._lost or units[place].text != "{" or place not in self._solid or not units.tight(place):
            return False
        if is_script(units, place - 1) or self._sign_in_braces(place) or self._edges(place - 1)[1] != "thing":
            return False
        found = self._pieces[place + 1]
        if found and names.ends(found[0])[1] == "wrapper":
            return False
        if units[place - 1].text == "}" and not is_script(units, units.partner.get(place - 1, 0) - 1):
            return False
        closing = units.partner[place]
        if closing == place + 2 and is_script(units, closing + 1):
            return False
        return all(units[n].text != "," for n in range(place, closing))

    # What fits together

    def _is_name(self, place: int) -> bool:
        name = self._units[place].text.removeprefix("\\")
        known = name in symbols.ALL or name in names.WRAPPERS or name in symbols.ACCENTS
        return self._units[place].kind == "code" or known or name in ("|", "{", "}", ",", ";", "!", "quad")

    def _edges(self, place: int) -> tuple[str, str]:
        """What the unit is to its left and right neighbour: thing, sign, joint, function, wrapper, comma or word."""
        unit = self._units[place]
        if unit.kind in ("number", "greek", "code"):
            return "thing", "thing"
        if unit.kind == "letters":
            found = self._pieces[place]
            return (names.ends(found[0])[0], names.ends(found[-1])[1]) if found else ("word", "word")
        if unit.kind == "macro":
            return names.ends(unit.text[1:]) if self._is_name(place) else ("word", "word")
        return self._edges_of_sign(place)

    def _edges_of_sign(self, place: int) -> tuple[str, str]:
        text = self._units[place].text
        partner = self._units.partner.get(place, -1)
        if partner >= 0:
            inside = min(place, partner) in self._solid or bool(self.joined[min(place, partner)])
            return ("thing", "thing") if inside else ("word", "word")
        if text in _JOINTS:
            return "joint", "joint"
        if text in _SIGNS:
            return "sign", "sign"
        if text in _AFTER:
            return "after", "thing"
        if text in (",", ";"):
            return "comma", "comma"
        return ("thing", "thing") if text in symbols.REVERSED or text in "∞…" else ("word", "word")

    def _fit(self, place: int) -> bool:
        """Whether the units at `place` and after it, which are two things apart, belong to one formula."""
        left, right = self._edges(place)[1], self._edges(place + 1)[0]
        if "comma" in (left, right):
            return self._comma(place if left == "comma" else place + 1)
        if "word" in (left, right):
            return False
        if self._units.tight(place + 1):
            return self._fit_tight(place, left, right)
        return self._fit_apart(place, left, right)

    def _fit_tight(self, place: int, left: str, right: str) -> bool:
        if right == "joint":
            span = self._units[place].kind == self._units[place + 2].kind == "number"
            span = span and not (self._lost and place and self.joined[place - 1])
            return self._touches(place + 2) and not span and not self._exponent_of_ten(place + 1)
        if left == "joint" and self._units[place + 1].text == ">":
            return False
        if left == "joint":
            return bool(self.joined[place - 1]) or (self._units[place].text in "-|~" and self._leads(place))
        if right == "after":
            return self._units[place + 1].text != "'" or len(self._units[place].text) == 1
        return True

    def _exponent_of_ten(self, place: int) -> bool:
        """Whether the sign at `place` is that of 1e-7."""
        return (
            self._units[place - 1].text in "eE"
            and self._units[place - 2].kind == "number"
            and self._units.tight(place - 1)
        )

    def _leads(self, place: int) -> bool:
        """Whether a minus at `place` is a sign of what comes after it only."""
        touched = self._units.tight(place) and self._edges(place - 1)[1] in ("thing", "word")
        return not touched and not self._exponent_of_ten(place)

    def _touches(self, place: int) -> bool:
        arrow = self._units[place].text == ">" and self._units[place - 1].text == "-"
        return self._units.tight(place) and self._edges(place)[0] not in ("word", "comma", "joint") and not arrow

    def _fit_apart(self, place: int, left: str, right: str) -> bool:
        units = self._units
        if right in ("sign", "joint"):
            dash = units[place + 1].text in _DASHES
            spaced = not units.tight(place + 2) or not dash
            minus = left == "sign" and units[place + 1].text in "-−" and units.tight(place + 2)
            apart = left == "thing" and units[place + 1].text not in ":~|" and spaced
            return (apart or minus) and self._thing(place + 2)
        if left in ("sign", "joint"):
            dash = units[place].text in _DASHES
            return (
                (bool(place and self.joined[place - 1]) or not dash)
                and units[place].text not in ":~|"
                and right in ("thing", "function", "wrapper")
            )
        if left in ("function", "wrapper"):
            return True
        if right == "function":
            return self._lost and self._is_variable(place) and self._thing(place + 2)
        if units[place + 1].text == "(":
            return False
        return self._lost and self._named(place) and (self._named(place + 1) or self._is_variable(place + 1))

    def _thing(self, place: int) -> bool:
        article = self._units[place].text == "a" and not is_script(self._units, place + 1)
        return self._edges(place)[0] in ("thing", "function", "wrapper") and not article

    def _named(self, place: int) -> bool:
        return (
            any(len(piece) > 1 for piece in self._pieces[place])
            or is_script(self._units, place - 1)
            or bool(self.seeds[place])
        )

    def _is_variable(self, place: int) -> bool:
        unit = self._units[place]
        return unit.kind == "greek" or (len(unit.text) == 1 and unit.text.isalpha() and unit.text not in "aAI")

    # Commas

    def _comma(self, place: int) -> bool:
        """Whether the comma at `place` stands in a list with dots, or was a thin space: `10^{5},GeV`."""
        beside = (place - 1, place + 1)
        if any(self._units[n].text in _DOTS for n in beside):
            return all(self._edges(n)[0] != "word" for n in beside)
        return self.thin(place)

    def thin(self, place: int) -> bool:
        """Whether the comma or semicolon at `place` was a thin space before a unit of measure."""
        units = self._units
        comma, after = units[place], units[place + 1]
        if comma.text not in (",", ";") or (after.spaced and not comma.spaced):
            return False
        if units[place - 1].text == ",":
            return True
        if units.closes(place - 1) and self._sign_in_braces(units.partner[place - 1]):
            return not comma.spaced
        if self._edges(place - 1)[1] != "thing" and units[place - 1].text not in names.QUANTITIES:
            return False
        return self._is_quantity(place + 1)

    def _is_quantity(self, place: int) -> bool:
        """Whether a unit of measure stands at `place`: GeV, {rm GeV}, M_odot, s^{-1}."""
        units = self._units
        text = units[place].text
        if text in names.QUANTITIES or text in ("rm", "mathrm", "text"):
            return True
        if text == "σ":
            return units[place - 2].kind == "number"
        if text == "μ":
            return units.tight(place + 1) and units[place + 1].text in names.QUANTITIES | {"m", "s", "K"}
        if text == "{":
            return units[place + 1].text == "rm" or self._sign_in_braces(place)
        scripted = is_script(units, place + 1) and units.tight(place + 1)
        argument = [units[place + n].text for n in (2, 3)]
        return len(text) == 1 and text.isalpha() and scripted and ("odot" in argument or argument == ["{", "-"])
