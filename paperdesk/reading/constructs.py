# SPDX-License-Identifier: MIT
"""TeX's constructs that are more than a sign or a font, set on one line: fractions, roots, matrices, references."""

from collections.abc import Callable
from typing import Protocol

from paperdesk.reading import symbols
from paperdesk.reading.arguments import FRACTIONS, Argument, Arguments
from paperdesk.reading.spacing import Line, Look
from paperdesk.reading.tokens import Token


class Formula(Protocol):
    """What sets the arguments of a construct."""

    tokens: list[Token]
    arguments: Arguments
    line: Line

    def set(self, first: int, last: int, look: Look) -> None:
        """Set the tokens [first, last)."""

    def part(self, token: Token, argument: Argument, look: Look) -> None:
        """Set an argument, and let it stand for its macro too."""


# Sets the macro at a place and its arguments, before a last place, and returns the place after them.
Construct = Callable[[Formula, int, int, Look], int]

_BINOMIALS = frozenset(["binom", "dbinom", "tbinom"])
_ARROWS = {"xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xmapsto": "↦"}
_MATRICES = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ ", "rcases": " }",
}  # fmt: skip
_REFERENCES = frozenset(
    """
    cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite ref eqref cref Cref autoref pageref
    """.split()
)
# Only their last argument is shown.
_LAST_SHOWN = frozenset(["textcolor", "colorbox", "resizebox", "raisebox", "parbox"])


def _fraction(formula: Formula, place: int, last: int, look: Look) -> int:
    line, token = formula.line, formula.tokens[place]
    above = formula.arguments.next(place + 1, last)
    below = formula.arguments.next(above.after, last)
    floor = len(line.out)
    if look.level == 0:
        line.space(token, "ord")
    first = line.before
    line.before = ""
    line.out.claim(token.start)
    if token.text in _BINOMIALS:
        _binomial(formula, place, above, below, look)
    elif not below:
        formula.set(above.first, above.end, look)
    else:
        _enclosed(formula, above, look, 2)
        line.starts()
        line.emit("/", formula.tokens[above.after - 1], "ord", Look(look.level, "rm"))
        line.before = ""
        _enclosed(formula, below, look, 1)
    line.ends_as("ord" if first or len(line.out) > floor else "")
    line.out.stretch(formula.tokens[below.after - 1].end, floor)
    return below.after


def _binomial(formula: Formula, place: int, above: Argument, below: Argument, look: Look) -> None:
    line, tokens = formula.line, formula.tokens
    line.emit("(", tokens[place], "open", look)
    formula.set(above.first, above.end, look)
    line.starts()
    line.emit(" choose ", tokens[above.after - 1], "ord", Look(look.level, "rm"))
    line.before = ""
    formula.set(below.first, below.end, look)
    line.gap = None
    line.emit(")", tokens[below.after - 1], "close", look)


def _enclosed(formula: Formula, argument: Argument, look: Look, most: int) -> None:
    """Set an argument, in parentheses if it holds a sum, a relation, or more than `most` things."""
    wrapped = bool(argument) and formula.arguments.is_sum(argument, most)
    if wrapped:
        formula.line.emit("(", formula.tokens[argument.first], "open", look)
    formula.set(argument.first, argument.end, look)
    formula.line.gap = None
    if wrapped:
        formula.line.emit(")", formula.tokens[argument.end - 1], "close", look)


def _root(formula: Formula, place: int, last: int, look: Look) -> int:
    line, tokens = formula.line, formula.tokens
    token = tokens[place]
    floor = len(line.out)
    after = formula.arguments.skip(place + 1, last)
    if after < last and tokens[after].text == "[":
        closing = next((n for n in range(after, last) if tokens[n].text == "]"), None)
        if closing is not None:
            formula.set(after + 1, closing, Look(look.level, "it").scripted(1))
            line.ends_as("ord")
            place = closing
    line.emit("√", token, "ord", look)
    line.before = ""
    argument = formula.arguments.next(place + 1, last)
    _enclosed(formula, argument, look, 1)
    line.before = "ord"
    line.out.stretch(tokens[argument.after - 1].end, floor)
    return argument.after


def _stacked(formula: Formula, place: int, last: int, look: Look) -> int:
    """What stands over or under something, as a script of it."""
    sign = -1 if formula.tokens[place].text == "underset" else 1
    small = formula.arguments.next(place + 1, last)
    large = formula.arguments.next(small.after, last)
    formula.set(large.first, large.end, look)
    held = formula.line.starts()
    formula.set(small.first, small.end, Look(look.scripted(sign).level, look.font))
    formula.line.resumes(held)
    return large.after


def _arrow(formula: Formula, place: int, last: int, look: Look) -> int:
    token = formula.tokens[place]
    formula.line.emit(_ARROWS[token.text], token, "rel", look)
    return place + 1


def _environment(formula: Formula, place: int, last: int, look: Look) -> int:
    token = formula.tokens[place]
    argument = formula.arguments.next(place + 1, last)
    name = formula.arguments.text(argument).strip("*")
    begins = token.text == "begin"
    if begins and name in ("array", "tabular"):
        return formula.arguments.next(argument.after, last).after
    if name in _MATRICES:
        formula.line.emit(_MATRICES[name][not begins].strip(), token, "open" if begins else "close", look)
    return argument.after


def _swallowed(formula: Formula, place: int, last: int, look: Look) -> int:
    return formula.arguments.next(place + 1, last).after


def _bracketed(formula: Formula, place: int, last: int, look: Look, opening: str, closing: str) -> int:
    text = Look(look.level, "text")
    argument = formula.arguments.next(place + 1, last)
    formula.line.emit(opening, formula.tokens[place], "ord", text)
    formula.set(argument.first, argument.end, text)
    formula.line.emit(closing, formula.tokens[argument.after - 1], "ord", text)
    return argument.after


def _reference(formula: Formula, place: int, last: int, look: Look) -> int:
    return _bracketed(formula, place, last, look, "[", "]")


def _footnote(formula: Formula, place: int, last: int, look: Look) -> int:
    return _bracketed(formula, place, last, look, " (", ")")


def _link(formula: Formula, place: int, last: int, look: Look) -> int:
    """Show the words of a link; where it leads only if that is on the web."""
    address = formula.arguments.next(place + 1, last)
    words = formula.arguments.next(address.after, last)
    target = formula.arguments.text(address)
    held, formula.line.href = formula.line.href, target if target.startswith(("http://", "https://")) else ""
    formula.part(formula.tokens[place], words, Look(look.level, "text"))
    formula.line.href = held
    return words.after


def _character(formula: Formula, place: int, last: int, look: Look) -> int:
    r"""A character by its code: \unicode{x2013}."""
    argument = formula.arguments.next(place + 1, last)
    digits = formula.arguments.text(argument)
    try:
        shown = chr(int(digits[1:], 16) if digits[:1] in ("x", "X") else int(digits))
    except (ValueError, OverflowError):
        return argument.after
    if shown.isprintable():
        formula.line.emit(shown, formula.tokens[place], "ord", look, upright=True)
    return argument.after


def _constructs() -> dict[str, Construct]:
    found: dict[str, Construct] = {
        "sqrt": _root, "begin": _environment, "end": _environment, "unicode": _character, "footnote": _footnote, "href": _link,
    }  # fmt: skip
    for group, construct in (
        (FRACTIONS | _BINOMIALS, _fraction), (_ARROWS, _arrow), (("overset", "stackrel", "underset"), _stacked),
        (symbols.SWALLOWING | _LAST_SHOWN, _swallowed), (_REFERENCES, _reference),
    ):  # fmt: skip
        found.update(dict.fromkeys(group, construct))
    return found


CONSTRUCTS = _constructs()
