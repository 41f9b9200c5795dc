# SPDX-License-Identifier: MIT
"""What stands beside a word, as far as it tells whether the word is a sign's name."""

from paperdesk.reading import glued, names
from paperdesk.reading.groups import is_product, is_script
from paperdesk.reading.names import Edge
from paperdesk.reading.scripts import script
from paperdesk.reading.units import Unit, Units

_SIGNS_OF_NUMBERS = frozenset("-−+±<>~∞√|")
_ENDING_SIGNS = frozenset("%|∞")
_FAR = 12  # units


def is_variable(unit: Unit) -> bool:
    """Whether a unit is a single letter, and neither an article nor a pronoun."""
    return unit.kind == "greek" or (unit.kind == "letters" and len(unit.text) == 1 and unit.text not in "aAI")


class Surroundings:
    """A stretch of text to ask what stands beside a place of it.

    A thing is what a sign can relate: a number, a variable, a bracket of mathematics.
    """

    def __init__(self, units: Units, solid: frozenset[int], lost: bool) -> None:
        """`solid` is where brackets of mathematics open; `lost` whether the text certainly lost its TeX."""
        self.units = units
        self.solid = solid
        self.lost = lost
        self.has_greek = any(unit.kind == "greek" for unit in units)

    # Before

    def thing_before(self, place: int) -> bool:
        """Whether a thing ends before `place`."""
        last = place - 1
        unit = self.units[last]
        if unit.kind in ("number", "greek", "macro") or is_script(self.units, last - 1):
            return True
        if unit.kind == "letters":
            return self._is_letters_of_thing(last, -1) or unit.text in names.MEASURES
        if self.units.closes(last):
            first = self.units.partner[last]
            return first in self.solid or is_script(self.units, first - 1)
        return unit.text in _ENDING_SIGNS

    def number_before(self, place: int) -> bool:
        """Whether a number stands before."""
        return self.units[place - 1].kind == "number" and not is_script(self.units, place - 2)

    def amount_before(self, place: int) -> bool:
        """Whether a number stands before, or one with its unit: 5, 5%, 5 ms, 7B."""
        unit = self.units[place - 1]
        measured = unit.text in names.MEASURES or unit.text == "%"
        suffixed = unit.kind == "letters" and not unit.spaced and self.units[place - 2].kind == "number"
        return self.number_before(place) or measured or suffixed

    def variable_before(self, place: int) -> bool:
        """Whether a single letter stands before."""
        return is_variable(self.units[place - 1])

    def scripted_before(self, place: int) -> bool:
        """Whether a power or an index, or a Greek letter, ends before `place`."""
        last = place - 1
        first = self.units.partner[last] if self.units.closes(last) else last
        return self.units[last].kind == "greek" or script(self.units, first - 1, self.lost) is not None

    def follows_word(self, place: int, *words: str) -> bool:
        """Whether the nearest word before, not far away, is one of `words`."""
        for back in range(place - 1, place - 1 - _FAR, -1):
            unit = self.units[back]
            if unit.kind == "letters" and len(unit.text) > 2 and not glued.pieces(unit.text):
                return unit.text in words
        return False

    # After

    def thing_after(self, place: int) -> bool:
        """Whether a thing begins after `place`."""
        first = place + 1
        if self.units[first].text in _SIGNS_OF_NUMBERS:
            first += 1
            if self.units[first].spaced:
                return False
        if self.units[first].text == ".":
            first += 1
        unit = self.units[first]
        if unit.kind in ("number", "greek", "macro") or unit.text == "^":
            return True
        if unit.kind == "letters":
            return self._is_letters_of_thing(first, 0) or self._is_prefix(first)
        return first in self.solid or (unit.text == "{" and self.units.opens(first))

    def number_after(self, place: int) -> bool:
        """Whether a number comes next, with its sign or without."""
        signed = self.units[place + 1].text in _SIGNS_OF_NUMBERS
        return self.units[place + (2 if signed else 1)].kind == "number"

    def variable_after(self, place: int) -> bool:
        """Whether a single letter comes next."""
        return is_variable(self.units[place + 1])

    def script_after(self, place: int) -> bool:
        """Whether a power or an index belongs to what stands at `place`."""
        return is_script(self.units, place + 1) and not self.units[place + 1].spaced

    def bracket_after(self, place: int) -> bool:
        """Whether a bracket of mathematics opens next."""
        return place + 1 in self.solid

    def lists(self, place: int) -> bool:
        """Whether the bracket that opens at `place` holds a comma."""
        return any(self.units[n].text == "," for n in range(place, self.units.partner[place]))

    # Letters

    def _is_letters_of_thing(self, place: int, side: int) -> bool:
        """Whether the letters at `place` are a variable, a product or a name that is a thing on its `side` (0 left, -1 right)."""
        word = self.units[place].text
        if len(word) == 1:
            return word not in "aI" or is_script(self.units, place + 1)
        if is_product(word):
            return True
        found = glued.pieces(word)
        if not found or names.edges(found[side])[side] is Edge.SIGN:
            return False
        return glued.certain(found) or found[side] in names.GREEK or len(found) > 1

    def _is_prefix(self, place: int) -> bool:
        """Whether the letters at `place` are what stands before a thing: an accent, a font, a function, `k` in `kle`."""
        word = self.units[place].text
        found = glued.pieces(word) or glued.with_short(word)
        if not found:
            return False
        function = names.edges(found[-1])[1] is Edge.FUNCTION and is_script(self.units, place + 1)
        return function or found[0] in names.ACCENTS | names.FONTS or (self.lost and len(found[0]) == 1)
