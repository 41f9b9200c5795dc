# SPDX-License-Identifier: MIT
"""Decides for each word whether it is a sign's name here, or a row of them: `in` between a variable and a set.

Some names are no words (`varepsilon`): they are signs wherever they stand, and tell that the text lost its TeX. All
others are signs only where what is beside them makes sense of them (`rules`).
"""

from paperdesk.reading import glued, names
from paperdesk.reading.groups import BRACED, SHORT_WORDS, is_product, is_script
from paperdesk.reading.names import Edge
from paperdesk.reading.rules import RULES, enlarging
from paperdesk.reading.scripts import script
from paperdesk.reading.surroundings import Surroundings
from paperdesk.reading.units import Units

# After one letter these are signs in any text: Ntimes N.
_PLAINLY_GLUED = frozenset("times sim mid le ge approx simeq".split())
# Nothing stands between them and what comes after but in braces.
_ONLY_LAST = names.FRACTIONS | names.TEXTS | names.ENLARGING


def senses(units: Units, solid: frozenset[int], lost: bool, said: frozenset[int]) -> list[glued.Pieces]:
    """Return for each unit of letters the pieces it stands for; nothing for words, for those at `said`, and for all else."""
    at = Surroundings(units, solid, lost)
    return [
        _sense(at, place) if unit.kind == "letters" and place not in said else () for place, unit in enumerate(units)
    ]


def _sense(at: Surroundings, place: int) -> glued.Pieces:
    word = at.units[place].text
    if len(word) == 1:
        return (word,)
    found = glued.pieces(word)
    if len(found) == 1 and _stands_for_itself(at, place):
        return found
    if _is_in_address(at.units, place):
        return ()
    if found and (glued.certain(found) or _makes_sense(at, place, found)):
        return found
    return _odd_sense(at, place)


def _odd_sense(at: Surroundings, place: int) -> glued.Pieces:
    """Return the pieces of a word that TeX's names and letters make up in no regular way."""
    word = at.units[place].text
    if at.lost and _is_product_here(at, place):
        return tuple(word)
    if at.lost and _ends_in_member(at, place):
        return word[0], "in"
    if at.number_before(place) and (found := glued.micro(word)):
        return found
    if found := glued.with_capitals(word):
        return found
    found = glued.with_short(word)
    return found if found and _makes_sense(at, place, found) else ()


def _stands_for_itself(at: Surroundings, place: int) -> bool:
    """Whether the word is a power or an index, or the only one in braces: x^top, {sim}, x_{pi}."""
    units = at.units
    if is_script(units, place - 1) and script(units, place - 1, at.lost) is not None:
        return True
    if units[place - 1].text != "{" or units[place + 1].text != "}":
        return False
    greek = units[place].text in names.GREEK and is_script(units, place - 2)
    return greek or names.edges(units[place].text)[0] is Edge.SIGN


def _is_in_address(units: Units, place: int) -> bool:
    """Whether the word is part of a name in the net or in a program's text: in.to, @max."""
    before, after, beyond = units[place - 1], units[place + 1], units[place + 2]
    if units.tight(place) and (
        before.text in ("@", "#") or (before.text == "." and units[place - 2].kind == "letters")
    ):
        return True
    if after.spaced:
        return False
    dotted = after.text == "." and not beyond.spaced and beyond.kind == "letters" and len(beyond.text) > 1
    return dotted or after.text in ("@", "#")


def _is_product_here(at: Surroundings, place: int) -> bool:
    """Whether a few letters touch a script, a bracket of mathematics or a number: `hL{D}`."""
    units, word = at.units, at.units[place].text
    if not (is_product(word) or (len(word) == 2 and word not in SHORT_WORDS)):
        return False
    if at.script_after(place) or (at.bracket_after(place) and units.tight(place + 1) and units[place + 1].text == "{"):
        return True
    touched = units[place - 1].kind in ("number", "greek") or units.closes(place - 1)
    return units.tight(place) and touched and not word.isupper()


def _ends_in_member(at: Surroundings, place: int) -> bool:
    """Whether `pin`, `vin` and the like is a variable in an interval, or in a set with an index."""
    word, after = at.units[place].text, at.units[place + 1]
    if len(word) != 3 or not word.endswith("in"):
        return False
    if at.bracket_after(place):
        return at.lists(place + 1)
    return len(after.text) == 1 and after.text.isupper() and at.script_after(place + 1)


def _makes_sense(at: Surroundings, place: int, found: glued.Pieces) -> bool:
    """Whether what stands beside a word is what its first and its last name ask for."""
    if len(found) == 1:
        return RULES[found[0]](at, place)
    if any(piece in _ONLY_LAST for piece in found[:-1]):
        return False
    if names.edges(found[0])[0] is Edge.SIGN and not at.thing_before(place):
        return False
    if not at.lost:
        plain = len(found) == 2 and len(found[0]) == 1 and found[1] in _PLAINLY_GLUED
        return plain and (at.variable_after(place) or at.number_after(place))
    return _has_what_it_opens(at, place, found[-1])


def _has_what_it_opens(at: Surroundings, place: int, name: str) -> bool:
    """Whether the last name glued to a word has on its right what it asks for."""
    edge = names.edges(name)[1]
    if edge is Edge.WRAPPER:
        return enlarging(at, place) or (name in BRACED and RULES["hat"](at, place))
    if name in names.BIG:
        return RULES[name](at, place)
    if edge is not Edge.SIGN or name == "times":
        return True
    if name == "in":
        after = at.units[place + 1]
        named = after.kind == "letters" and (after.text[0].isupper() or bool(glued.pieces(after.text)))
        return at.bracket_after(place) or named
    return at.thing_after(place)
