# SPDX-License-Identifier: MIT
"""Finds mathematics that lost its dollars and backslashes, and gives it back as TeX's tokens. For display only.

A text is read in steps, each by a module: its `units`; the brackets that hold mathematics only (`groups`); what each
word stands for (`senses`); what each unit is to its neighbours (`edges`); which of them belong together (`bonds`); and
what TeX would have read (`retelling`).
A formula is a row of units that belong together, one of which at least is mathematics for certain. Everything else is
left as it is. All steps take time in proportion to the text.
"""

from typing import NamedTuple

from paperdesk.reading.bonds import Bonds
from paperdesk.reading.edges import Edges
from paperdesk.reading.groups import is_script, solid, verbatim
from paperdesk.reading.retelling import Retelling
from paperdesk.reading.senses import senses
from paperdesk.reading.tokens import Token
from paperdesk.reading.units import Units

_LOOSE_STARTS = frozenset("/:*,;+=.")
_LOOSE_ENDS = _LOOSE_STARTS | {"-", "~"}


class Island(NamedTuple):
    """A stretch [start, end) of the stored text, in code points, and the tokens it is set from."""

    start: int
    end: int
    tokens: list[Token]


def islands(text: str, start: int, end: int, lost: bool) -> list[Island]:
    """Return the formulas in text[start:end], from left to right; `lost` says whether the text lost its TeX."""
    units = Units(text, start, end)
    brackets, said = solid(units), verbatim(units)
    pieces = senses(units, brackets, lost, said)
    edges = Edges(units, brackets, pieces, lost)
    bonds = Bonds(edges)
    retelling = Retelling(edges, said)
    return [
        Island(units[first].start, units[last].end, retelling.tokens(first, last + 1))
        for first, last in _formulas(units, bonds)
    ]


def _formulas(units: Units, bonds: Bonds) -> list[tuple[int, int]]:
    """Return the first and the last place of each row of joined units that holds a seed, without loose ends."""
    found: list[tuple[int, int]] = []
    first = 0
    for last in range(len(units)):
        if bonds.joined[last]:
            continue
        if any(bonds.seeds[first : last + 1]):
            found.append(_trimmed(units, first, last))
        first = last + 1
    return found


def _trimmed(units: Units, first: int, last: int) -> tuple[int, int]:
    while first < last and units[first].text in _LOOSE_STARTS:
        first += 1
    while last > first and units[last].text in _LOOSE_ENDS and not is_script(units, last - 1):
        last -= 1
    return first, last
