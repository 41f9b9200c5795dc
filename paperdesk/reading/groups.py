# SPDX-License-Identifier: MIT
"""How far arguments reach, and which brackets hold nothing but mathematics."""

from itertools import accumulate

from paperdesk.reading import glued, names
from paperdesk.reading.units import NOTHING, Units

BRACED = names.FONTS | names.TEXTS | names.FRACTIONS | names.ACCENTS | {"cal", "unicode"}
SHORT_WORDS = frozenset("is of or an as at by if it no on so up us we be do go he me my am and the for via".split())
_SCRIPTS = frozenset("^_")
_BRACKETS = frozenset("([{}])")
_NEVER = frozenset('“”"?@#')
_LONE_SCRIPTS = frozenset("*+'†∗⊤−-")
_VOWELS = frozenset("aeiouyAEIOUY")


def is_script(units: Units, place: int) -> bool:
    """Whether a `^` or `_` stands at `place`."""
    return units[place].text in _SCRIPTS


def script_end(units: Units, place: int) -> int | None:
    """Return the place after the argument of the `^` or `_` at `place`; None where there is none."""
    after = units[place + 1]
    if after is NOTHING or after.spaced or after.text in _SCRIPTS:
        return None
    if after.text == "{":
        closing = units.partner.get(place + 1)
        return closing + 1 if closing is not None else None
    if after.kind in ("number", "macro", "greek", "letters"):
        return place + 2
    if after.text in _LONE_SCRIPTS:
        beyond = units[place + 2]
        signed = after.text in "-−+" and beyond.kind == "number" and not beyond.spaced
        return place + 3 if signed else place + 2
    return None


def braces_follow(units: Units, place: int) -> bool:
    """Whether braces follow at once, and are closed."""
    return units[place + 1].text == "{" and not units[place + 1].spaced and units.opens(place + 1)


def argument_end(units: Units, place: int) -> int | None:
    """Return the place after the argument of a script, or after the braces of a wrapper, at `place`; None without any."""
    if is_script(units, place):
        return script_end(units, place)
    if not braces_follow(units, place):
        return None
    unit = units[place]
    found = glued.pieces(unit.text) if unit.kind == "letters" else ()
    name = found[-1] if found else unit.text.removeprefix("\\")
    return units.partner[place + 1] + 1 if name in BRACED else None


def verbatim(units: Units) -> frozenset[int]:
    """Return the places of words that are no names even within a formula: in text{max}, {rm bar}, φ_{top}."""
    found: set[int] = set()
    for place, unit in enumerate(units):
        if unit.text in names.SAID_BELOW and _is_alone_below(units, place):
            found.add(place)
        elif unit.kind in ("letters", "macro") and (end := _end_of_words(units, place)) is not None:
            found.update(range(place + 1, end))
    return frozenset(found)


def _end_of_words(units: Units, place: int) -> int | None:
    """Return where the words end that a wrapper or a switch at `place` keeps from being names; None if it is none."""
    name = units[place].text.removeprefix("\\")
    if name in names.SWITCHES:
        braced = name in names.VERBATIM and units[place - 1].text == "{" and units.opens(place - 1)
        return units.partner[place - 1] if braced else None
    found = glued.pieces(name) if units[place].kind == "letters" else (name,)
    return argument_end(units, place) if found and found[-1] in names.VERBATIM else None


def _is_alone_below(units: Units, place: int) -> bool:
    return units[place - 1].text == "{" and units[place - 2].text == "_" and units[place + 1].text == "}"


def is_product(word: str) -> bool:
    """Whether a word is letters side by side rather than one to be spoken: `hwd`, `WW`."""
    return len(word) <= 3 and (not _VOWELS & set(word) or word == len(word) * word[0])


def _is_wall(units: Units, place: int) -> bool:
    """Whether what stands at `place` cannot be part of a formula, not even between brackets."""
    unit = units[place]
    if unit.kind == "letters":
        word = unit.text
        short = len(word) <= 2
        capitals = len(word) == 3 and word.isupper()
        if word in SHORT_WORDS:
            return True
        return not (short or capitals or word in names.MEASURES or is_product(word) or glued.pieces(word))
    if unit.text in _BRACKETS:
        return place not in units.partner
    return unit.text in _NEVER


def _is_thing(units: Units, place: int) -> bool:
    unit = units[place]
    return unit.kind in ("number", "greek", "macro") or (unit.kind == "letters" and unit.text not in ("in", "to"))


def solid(units: Units) -> frozenset[int]:
    """Return where brackets open that hold mathematics only. Arguments may hold any words."""
    shielded = 0
    walls, things = [], []
    for place in range(len(units)):
        walls.append(place >= shielded and _is_wall(units, place))
        things.append(_is_thing(units, place))
        shielded = max(shielded, argument_end(units, place) or 0)
    walls_before = list(accumulate(walls, initial=0))
    things_before = list(accumulate(things, initial=0))
    return frozenset(
        first
        for first, last in units.partner.items()
        if first < last and walls_before[first] == walls_before[last] and things_before[first] < things_before[last]
    )
