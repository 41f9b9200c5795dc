# SPDX-License-Identifier: MIT
"""Where the arguments of TeX's macros begin and end in a row of tokens, and how much they hold."""

from typing import NamedTuple

from paperdesk.reading import alphabets, symbols
from paperdesk.reading.tokens import Token, partners

DEEPEST = 24  # groups and macros within each other that are read as such
FRACTIONS = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac"])
_TAKING = frozenset(alphabets.FONTS) | frozenset(symbols.ACCENTS) | FRACTIONS | {"sqrt"} | symbols.EMPTY_MACROS
_KINDS = {
    "=": "rel", "<": "rel", ">": "rel", "≤": "rel", "≥": "rel", "∈": "rel", "≈": "rel", "→": "rel", "+": "bin", "-": "bin", "−": "bin",
    "*": "bin", "×": "bin", "·": "bin", "±": "bin", "(": "open", "[": "open", ")": "close", "]": "close", ",": "punct", ";": "punct",
}  # fmt: skip


def kind_of(token: Token) -> str:
    """Return how TeX spaces a token: rel, bin, open, close, punct, op, big, ord; empty for what is no sign of its own."""
    if token.kind == "macro":
        return symbols.ALL.get(token.text, ("", ""))[1]
    return _KINDS.get(token.text, "") if token.kind == "char" else ""


class Argument(NamedTuple):
    """The tokens [first, end) of an argument without its braces; `after` is the place after it."""

    first: int
    end: int
    after: int

    def __bool__(self) -> bool:
        return self.first < self.end


class Arguments:
    """The arguments in a row of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.pairs = partners(tokens, DEEPEST)

    def skip(self, place: int, last: int) -> int:
        """Return the place of the next token before `last` that is no blank; `last` if there is none."""
        while place < last and self.tokens[place].kind == "blank":
            place += 1
        return place

    def next(self, place: int, last: int) -> Argument:
        """Return the argument that begins at `place`: a group, a macro with all it takes, or one sign."""
        place = self.skip(place, last)
        if place >= last:
            return Argument(last, last, last)
        closing = self.pairs.get(place, last)
        if closing < last:
            return Argument(place + 1, closing, closing + 1)
        after = self._extent(place, last) if self.tokens[place].kind == "macro" else place + 1
        return Argument(place, after, after)

    def text(self, argument: Argument) -> str:
        """Return the texts of an argument's tokens, joined."""
        return "".join(token.text for token in self.tokens[argument.first : argument.end])

    def _extent(self, place: int, last: int) -> int:
        """Return the place after the macro at `place` and the arguments it takes, a chain of them counted to a bound."""
        for _ in range(DEEPEST):
            token = self.tokens[place]
            if token.kind != "macro" or token.text not in _TAKING:
                return place + 1
            after = self.skip(place + 1, last)
            if after >= last:
                return last
            if after in self.pairs:
                after = self.pairs[after] + 1
                if token.text in FRACTIONS and after in self.pairs:
                    after = self.pairs[after] + 1
                return min(after, last)
            place = after
        return place + 1

    def is_sum(self, argument: Argument, most: int) -> bool:
        """Whether an argument on a line needs parentheses: it holds a sum or a relation, or more than `most` things.

        A number is one thing; a few things side by side are read as one, unless `most` is 1 or one is a function.
        """
        things = 0
        in_number = has_function = False
        place = argument.first
        while place < argument.end:
            token = self.tokens[place]
            kind = kind_of(token)
            if kind in ("bin", "rel", "punct") and place > argument.first:
                return True
            has_function = has_function or kind in ("op", "big")
            digit = token.text.isdigit() or (token.text == "." and in_number)
            things += self._is_thing(token) and not (digit and in_number)
            in_number = digit and token.kind == "char"
            place = self._beyond(place, argument.end)
        return things > (most if most == 1 else 6) or (things > 1 and has_function)

    def _is_thing(self, token: Token) -> bool:
        return token.kind in ("char", "macro", "word", "open") and token.text not in symbols.EMPTY_MACROS

    def _beyond(self, place: int, end: int) -> int:
        """Return the place after the token at `place` and what belongs to it."""
        kind = self.tokens[place].kind
        if kind in ("sup", "sub"):
            return self.next(place + 1, end).after
        if kind == "open":
            return self.pairs.get(place, place) + 1
        return max(place + 1, self._extent(place, end)) if kind == "macro" else place + 1
