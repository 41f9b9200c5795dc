# SPDX-License-Identifier: MIT
"""Which `^` and `_` of running text are powers and indices, and no faces, footnotes or parts of identifiers."""

from paperdesk.reading import glued, names
from paperdesk.reading.groups import is_script, script_end
from paperdesk.reading.names import Edge
from paperdesk.reading.units import Unit, Units

_NAMED = frozenset("max min inf sup log eff cos sin tot".split())
_BRACKETS = frozenset(")]}|")
_NAME_SIGNS = frozenset("_/.-@#^")


def script(units: Units, place: int, lost: bool) -> int | None:
    """Return the place after the argument of the script at `place`; None where it is none."""
    end = script_end(units, place)
    if end is None:
        return None
    if units[place + 1].text == "{":
        return end if lost or end > place + 3 else None
    raised = units[place].text == "^"
    fits = _power(units, place, lost) if raised else _index(units, place, end, lost)
    return end if fits else None


def _power(units: Units, place: int, lost: bool) -> bool:
    before, argument = units[place - 1], units[place + 1]
    if is_script(units, place - 1) and not units[place].spaced:
        return False
    if argument.kind == "letters" and not lost:
        return len(argument.text) <= 2 or bool(glued.pieces(argument.text))
    return not units[place].spaced or argument.kind == "number" or before.kind == "sign"


def _index(units: Units, place: int, end: int, lost: bool) -> bool:
    before, argument = units[place - 1], units[place + 1]
    indexed = units[place - 2].text == "_"  # TeX has no index of an index without braces: Q4_K_M
    if units[place].spaced or indexed or not _base(units, place - 1, lost):
        return False
    if argument.kind == "letters" and not _index_word(argument.text, before, lost):
        return False
    return lost or _ends_after(units, end)


def _base(units: Units, place: int, lost: bool) -> bool:
    """Whether what stands at `place` can have an index: a variable, a sign's name, a bracket, a short name in capitals."""
    unit = units[place]
    if unit.kind in ("greek", "macro") or unit.text in _BRACKETS:
        return True
    if unit.kind != "letters" or (not lost and _is_in_name(units, place)):
        return False
    if len(unit.text) == 1 or glued.pieces(unit.text):
        return True
    return lost and len(unit.text) <= 5 and any(map(str.isupper, unit.text))


def _is_in_name(units: Units, place: int) -> bool:
    """Whether what touches the word makes it a part of a name or of an address: -x, /x, 3x."""
    before = units[place - 1]
    return units.tight(place) and (before.text in _NAME_SIGNS or before.kind == "number")


def _index_word(word: str, base: Unit, lost: bool) -> bool:
    """Whether a word can be the index of `base`: any of a variable's where TeX was lost, else a short or known one."""
    named = base.kind == "letters" and len(base.text) > 1 and not glued.pieces(base.text)
    if named and len(word) > 1 and not word.isupper():
        return False
    return len(word) <= 2 or word in _NAMED or bool(glued.pieces(word)) or (lost and len(base.text) <= 3)


def _ends_after(units: Units, end: int) -> bool:
    """Whether an index that stands without braces is over at `end`, as in `x_i` and not as in `x_i_name`, `t5_small-2`."""
    tail = units[end]
    if tail.spaced:
        return True
    if tail.text == ".":
        return units[end + 1].spaced or units[end + 1].kind != "letters"
    if tail.kind == "letters":
        found = glued.pieces(tail.text)
        return bool(found) and names.edges(found[0])[0] is Edge.SIGN
    return tail.kind != "number" and tail.text not in ("_", "/", "-")
