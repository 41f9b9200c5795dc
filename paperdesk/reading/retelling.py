# SPDX-License-Identifier: MIT
"""Writes units that were found to be a formula as the tokens TeX would have read, had its text not been stripped."""

from collections import Counter
from collections.abc import Iterator

from paperdesk.reading import glued, names, symbols
from paperdesk.reading.bonds import Bonds
from paperdesk.reading.groups import is_script
from paperdesk.reading.tokens import Token
from paperdesk.reading.units import Unit, Units

_KINDS = {"{": "open", "}": "close", "^": "sup", "_": "sub", "&": "amp", "~": "blank"}
# The blackboard letters that an arrow or a membership leads to.
_SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "C": "ℂ", "Q": "ℚ"}
_INTO = frozenset(["in", "to", "rightarrow", "subset", "subseteq", "mapsto", "notin", "∈", "→", "⊂"])
_BEFORE_NUMERATORS = frozenset("([{=<>≤≥,;|:")
_LONGEST_NUMERATOR = 40  # units


class Retelling:
    """Tells units as tokens."""

    def __init__(self, units: Units, pieces: list[glued.Pieces], bonds: Bonds, said: frozenset[int] | None) -> None:
        """`said` is where words are words even within a formula; None if they are so wherever they make no sign."""
        self._units = units
        self._pieces = pieces
        self._bonds = bonds
        self._said = said

    def tokens(self, first: int, end: int) -> list[Token]:
        """Return the tokens of the units [first, end)."""
        tokens: list[Token] = []
        below = [place for place in range(first, end) if self._bonds.is_denominator(place)]
        numerators = Counter(self._numerator(place, first) for place in below)
        denominators = frozenset(below)
        for place in range(first, end):
            unit = self._units[place]
            if unit.spaced and tokens:
                tokens.append(Token("blank", " ", tokens[-1].end, unit.start))
            for _ in range(numerators[place]):
                tokens.append(Token("macro", "frac", unit.start, unit.end))
                tokens.append(Token("open", "{", unit.start, unit.end))
            if place in denominators:
                tokens.append(Token("close", "}", tokens[-1].start, tokens[-1].end))
            tokens.extend(self._told(place, tokens))
        return tokens

    def _numerator(self, place: int, first: int) -> int:
        """Return where the numerator begins whose denominator opens at `place`: after a blank, a relation or a bracket."""
        units, start = self._units, place
        while start > max(first, place - _LONGEST_NUMERATOR):
            before = units[start - 1]
            if units.closes(start - 1):
                start = units.partner[start - 1]
            elif before.text in _BEFORE_NUMERATORS or symbols.ALL.get(before.text, ("", ""))[1] == "rel":
                break
            else:
                start -= 1
            if units[start].spaced:
                break
        return max(start, first)

    def _told(self, place: int, before: list[Token]) -> list[Token]:
        unit = self._units[place]
        if unit.kind == "letters":
            return list(self._letters(place, before))
        if unit.kind == "macro":
            return [Token("macro", unit.text[1:], unit.start, unit.end)]
        if unit.kind == "code":
            return [Token("char", chr(int(unit.text.strip("unicode{}x"), 16)), unit.start, unit.end)]
        if unit.kind == "number":
            return [Token("char", char, unit.start + n, unit.start + n + 1) for n, char in enumerate(unit.text)]
        if self._bonds.thin(place):
            return [Token("macro", ",", unit.start, unit.end)]
        return [Token(_KINDS.get(unit.text, "char"), unit.text, unit.start, unit.end)]

    def _letters(self, place: int, before: list[Token]) -> Iterator[Token]:
        unit = self._units[place]
        if unit.text in _SETS and is_script(self._units, place + 1) and _leads_into(before):
            yield Token("char", _SETS[unit.text], unit.start, unit.end)
            return
        start = unit.start
        signed = bool(self._pieces[place]) or (self._said is not None and place not in self._said)
        for piece in self._pieces[place] or self._unresolved(place, unit):
            kind = "char" if len(piece) == 1 else "macro" if signed and piece in names.ALL else "word"
            yield Token(kind, piece, start, start + len(piece))
            start += len(piece)

    def _unresolved(self, place: int, unit: Unit) -> glued.Pieces:
        """Return what letters are that make no sign: a few are a product, more of them or an index a word."""
        index = self._units[place - 1].text == "_" and not is_script(self._units, place + 1)
        few = len(unit.text) <= 2 or (len(unit.text) == 3 and unit.text.isupper())
        return tuple(unit.text) if few and not index and unit.text not in names.QUANTITIES else (unit.text,)


def _leads_into(before: list[Token]) -> bool:
    """Whether the last token is an arrow or a membership."""
    previous = next((token for token in reversed(before) if token.kind != "blank"), None)
    return previous is not None and previous.text in _INTO
