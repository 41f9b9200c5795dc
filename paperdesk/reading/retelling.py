# SPDX-License-Identifier: MIT
"""Writes units that were found to be a formula as the tokens TeX would have read, had its text not been stripped."""

from collections import Counter
from collections.abc import Iterator

from paperdesk.reading import glued, names, symbols
from paperdesk.reading.edges import Edges
from paperdesk.reading.groups import is_script
from paperdesk.reading.names import Edge
from paperdesk.reading.remains import is_denominator, is_thin_space
from paperdesk.reading.tokens import Token
from paperdesk.reading.units import Unit

_KINDS = {"{": "open", "}": "close", "^": "sup", "_": "sub", "&": "amp", "~": "blank"}
# The blackboard letters that an arrow or a membership leads to.
_SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "C": "ℂ", "Q": "ℚ"}
_INTO = frozenset(["in", "to", "rightarrow", "subset", "subseteq", "mapsto", "notin", "∈", "→", "⊂"])
_BEFORE_NUMERATORS = frozenset("([{=<>≤≥,;|:")
_LONGEST_NUMERATOR = 40  # units


class Retelling:
    """Tells units as tokens."""

    def __init__(self, edges: Edges, said: frozenset[int]) -> None:
        """`said` is where words are words even within a formula."""
        self._edges = edges
        self._units = edges.units
        self._said = said

    def tokens(self, first: int, end: int) -> list[Token]:
        """Return the tokens of the units [first, end)."""
        tokens: list[Token] = []
        opened, closed = self._lost_braces(first, end)
        for place in range(first, end):
            unit = self._units[place]
            tokens.extend(tokens[-1]._replace(kind="close", text="}") for _ in range(closed[place]))
            if unit.spaced and tokens:
                tokens.append(Token("blank", " ", tokens[-1].end, unit.start))
            for macro in opened.get(place, ()):
                if macro:
                    tokens.append(Token("macro", macro, unit.start, unit.end))
                tokens.append(Token("open", "{", unit.start, unit.end))
            tokens.extend(self._told(place, tokens))
        tokens.extend(tokens[-1]._replace(kind="close", text="}") for _ in range(closed[end]))
        return tokens

    def _lost_braces(self, first: int, end: int) -> tuple[dict[int, list[str]], Counter[int]]:
        """Return before which units braces open, each with the name of its macro, and before which how many close.

        They are those of numerators, and those around numbers in scripts: who writes 10^-6 without TeX means all of it.
        """
        opened: dict[int, list[str]] = {}
        closed: Counter[int] = Counter()
        for place in range(first, end):
            argument = self._edges.arguments.get(place)
            if argument is not None and self._units[argument - 1].kind == "number":
                opened.setdefault(place + 1, []).append("")
                closed[argument] += 1
            elif is_denominator(self._edges, place):
                opened.setdefault(self._numerator(place, first), []).insert(0, "frac")
                closed[place] += 1
        return opened, closed

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
        if is_thin_space(self._edges, place):
            return [Token("macro", ",", unit.start, unit.end)]
        return [Token(_KINDS.get(unit.text, "char"), unit.text, unit.start, unit.end)]

    def _letters(self, place: int, before: list[Token]) -> Iterator[Token]:
        unit = self._units[place]
        if unit.text in _SETS and is_script(self._units, place + 1) and _leads_into(before):
            yield Token("char", _SETS[unit.text], unit.start, unit.end)
            return
        start = unit.start
        pieces = self._edges.pieces[place]
        signed = bool(pieces) or (self._edges.lost and place not in self._said)
        for piece in pieces or self._unresolved(place, unit):
            kind = "char" if len(piece) == 1 else "macro" if signed and self._is_name(piece, pieces) else "word"
            yield Token(kind, piece, start, start + len(piece))
            start += len(piece)

    def _is_name(self, piece: str, pieces: glued.Pieces) -> bool:
        """Whether a piece is a sign's name; a wrapper is only one where a sense was made of it."""
        return piece in names.ALL and (bool(pieces) or names.edges(piece)[1] is not Edge.WRAPPER)

    def _unresolved(self, place: int, unit: Unit) -> glued.Pieces:
        """Return what letters are that make no sign: a few are a product, more of them or an index a word."""
        index = self._units[place - 1].text == "_" and not is_script(self._units, place + 1)
        few = len(unit.text) <= 2 or (len(unit.text) == 3 and unit.text.isupper())
        return tuple(unit.text) if few and not index and unit.text not in names.MEASURES else (unit.text,)


def _leads_into(before: list[Token]) -> bool:
    """Whether the last token is an arrow or a membership."""
    previous = next((token for token in reversed(before) if token.kind != "blank"), None)
    return previous is not None and previous.text in _INTO
