# SPDX-License-Identifier: MIT
"""Finds mathematics that lost its dollars and backslashes, and gives it back as TeX's tokens. For display only.

From a place where a text was certainly mathematics (`^`, `_{`, a name that is no word, a number glued to `times`) the
formula is grown to both sides over what can only belong to it: signs with something on either side, single letters glued
on, brackets that hold no words. Everything else is left as it is.
"""

import re
from typing import NamedTuple

from paperdesk.reading import glued, symbols
from paperdesk.reading.tokens import Token

_WORD = re.compile(r"[A-Za-z]{3,}")
_UNIT = re.compile(
    rf"\\[A-Za-z]+|\\.|(?<=[0-9])(?:{'|'.join(glued.AFTER_NUMBER)})(?=$|[^a-z]|{'|'.join(glued.AFTER_NUMBER)})"
    r"|[A-Za-z]+?(?=unicode\{x[0-9a-fA-F]{2,5}\})|unicode(?=\{x)|[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|\s+|.",
    re.DOTALL,
)
_GATE = re.compile(
    rf"[\^\\]|_\{{|[A-Za-z0-9)]_[A-Za-z0-9]|[0-9\])}}](?:{'|'.join(glued.AFTER_NUMBER)})|[0-9]\s+times\s+[0-9]|\{{(?:bf|cal|rm|it)\s"
    r"|\b(?:sim|approx|simeq|pm|equiv)\s*[0-9]|\b(?:unicode|hat|bar|tilde|vec|dot|bm|text|underline|overline)\{|[a-z] in [\[{(]\S"
)
_OPERATORS = "=<>+-*/≤≥≈∈→×·|−±~:"
_OPEN, _CLOSE = "([{", ")]}"
_KINDS = {"{": "open", "}": "close", "^": "sup", "_": "sub", "&": "amp"}
_SHORT = frozenset("is of or an as at by if it no on so to up us we be do go he me my in the and for".split())
_SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "C": "ℂ", "Q": "ℚ"}
_INTO = frozenset(["in", "to", "rightarrow", "subset", "subseteq", "mapsto", "notin"])
_SUBSCRIBED = glued.GREEK | {
    "ell",
    "sum",
    "max",
    "min",
    "log",
    "partial",
    "hbar",
    "hat",
    "bar",
    "bm",
    "prod",
    "lim",
    "arg",
    "det",
    "inf",
    "sup",
}
_BOTH = frozenset(["left", "right", "big", "Big"])
_FAR = 160
_LONGEST = 200_000


class Island(NamedTuple):
    """A stretch [start, end) of the stored text, in code points, and the tokens it is set from."""

    start: int
    end: int
    tokens: list[Token]


class _Unit(NamedTuple):
    text: str
    start: int
    end: int
    kind: str  # letters, macro, number, blank, char


def islands(text: str, start: int, end: int) -> list[Island]:
    """Return the formulas in text[start:end], from left to right."""
    if end - start > _LONGEST or not _worth_it(text, start, end):
        return []
    return _Search(text, _units(text, start, end)).islands()


def _worth_it(text: str, start: int, end: int) -> bool:
    if _GATE.search(text, start, end):
        return True
    return any(_strong(word[0]) for word in _WORD.finditer(text, start, end))


def _strong(word: str) -> bool:
    pieces = glued.parts(word)
    return bool(pieces) and glued.certain(pieces)


def _units(text: str, start: int, end: int) -> list[_Unit]:
    units = []
    for found in _UNIT.finditer(text, start, end):
        piece = found[0]
        if piece[0] == "\\":
            kind = "macro" if len(piece) > 1 else "char"
        elif piece.isspace():
            kind = "blank"
        elif "A" <= piece[0] <= "Z" or "a" <= piece[0] <= "z":
            kind = "letters"
        elif "0" <= piece[0] <= "9":
            kind = "number"
        elif "Α" <= piece <= "ϵ" or piece in "ℓ∂∇ℏ∑":
            kind = "macro"
        else:
            kind = "char"
        units.append(_Unit(piece, found.start(), found.end(), kind))
    return units


class _Search:
    def __init__(self, text: str, units: list[_Unit]) -> None:
        self.text = text
        self.units = units
        self.partner = self._brackets()
        self.solid = False

    def _brackets(self) -> dict[int, int]:
        partner: dict[int, int] = {}
        opened: list[int] = []
        for place, unit in enumerate(self.units):
            if unit.kind != "char":
                continue
            if unit.text in _OPEN:
                opened.append(place)
            elif unit.text in _CLOSE and opened and _OPEN.index(self.units[opened[-1]].text) == _CLOSE.index(unit.text):
                first = opened.pop()
                if place - first <= _FAR:
                    partner[first], partner[place] = place, first
        return partner

    def islands(self) -> list[Island]:
        spans: list[tuple[int, int]] = []
        place = 0
        while place < len(self.units):
            seed = self._seed(place)
            if seed is None:
                place += 1
                continue
            floor = spans[-1][1] if spans else 0
            first, last = self._grown(max(seed[0], floor), seed[1], floor)
            spans.append((first, last))
            place = max(last, place + 1)
        if self.solid:
            spans = self._with_lone_greek(spans)
        return [
            Island(self.units[first].start, self.units[last - 1].end, self._tokens(first, last))
            for first, last in spans
        ]

    # Seeds

    def _at(self, place: int) -> _Unit:
        return self.units[place] if 0 <= place < len(self.units) else _Unit("", -1, -1, "none")

    def _seed(self, place: int) -> tuple[int, int] | None:
        unit = self.units[place]
        if unit.kind == "macro":
            if unit.text[0] != "\\" or not _mathematical(unit.text[1:]):
                return None
            self.solid = True
            return place, place + 1
        if unit.kind == "letters":
            return self._seed_of_letters(place)
        if unit.text == "^" or unit.text == "_":
            return self._seed_of_script(place)
        return None

    def _seed_of_letters(self, place: int) -> tuple[int, int] | None:
        word, before = self.units[place].text, self._at(place - 1)
        pieces = glued.parts(word)
        if before.kind == "number" and word in glued.AFTER_NUMBER:
            after = self._at(place + 1)
            alone = word in ("times", "mu") or after.kind == "number" or after.text in ("^", "\\")
            return (
                (place - 1, place + 1)
                if alone or (word == "sim" and after.kind == "letters" and after.text in ("times",))
                else None
            )
        if word in ("sim", "pm", "times", "approx", "to") and before.text == "{" and self._at(place + 1).text == "}":
            return place - 1, place + 2
        if (
            word in ("bf", "cal", "rm", "it")
            and before.text == "{"
            and self._at(place + 1).kind == "blank"
            and place - 1 in self.partner
        ):
            return place - 1, self.partner[place - 1] + 1
        if word == "times" and self._between_numbers(place):
            return place - 2, place + 3
        if word in ("sim", "approx", "pm") and before.text != "-" and self._at(place + 1).kind == "number":
            after = self._at(place + 2)
            if (
                before.kind != "letters"
                and after.kind != "letters"
                and not (after.text == "-" and self._at(place + 3).kind == "letters")
            ):
                return place, place + 2
        if self._dresses(place) or self._compares(place):
            return place, place + 1
        if not pieces:
            return None
        if before.text in (")", "]", "}") and pieces[0] in glued.OPERATORS and self._mathy(place):
            self.solid = True
            return place, place + 1
        if glued.certain(pieces):
            if len(pieces) > 1 and not any(piece in glued.DISTINCT for piece in pieces) and self._part_of_name(place):
                return None
            self.solid = True
            return place, place + 1
        return None

    def _dresses(self, place: int) -> bool:
        """Whether a word that has another meaning too is followed by an argument, or a bracket that it enlarges."""
        word, after = self.units[place].text, self._at(place + 1)
        pieces = glued.parts(word)
        if after.text == "{" and place + 1 in self.partner:
            return word in ("unicode", "cal") or (
                bool(pieces) and pieces[-1] in glued.WRAPPERS and pieces[-1] not in _BOTH
            )
        return len(pieces) > 1 and pieces[-1] == "left" and after.text in ("(", "[", "{", "|")

    def _compares(self, place: int) -> bool:
        """Whether a short sign's name stands between what it relates."""
        word, before, after = self.units[place].text, self._at(place - 1), self._at(place + 1)
        target = self._at(place + 2) if after.kind == "blank" else after
        pieces = glued.parts(word)
        if (
            len(pieces) == 2
            and len(pieces[0]) == 1
            and pieces[1] in ("sim", "approx", "gg", "ll", "equiv")
            and target.kind == "number"
        ):
            return True
        if word in ("gg", "ll") and before.kind == after.kind == "blank":
            return self._variable(place - 2) and (
                target.kind == "number" or self._variable(place + 2) or len(target.text) == 3
            )
        if word == "in" and before.kind == after.kind == "blank":
            known = self._variable(place - 2)
            return known and target.text != "" and target.text in _OPEN and self._listed(place + 2)
        if (
            word not in ("sim", "simeq", "equiv", "pm")
            or before.text in ("-", "_", "/", ".")
            or before.kind == "letters"
        ):
            return False
        if word == "pm":
            left = self._at(place - 2) if before.kind == "blank" else before
            return target.kind == "number" and (left.kind == "number" and "." in left.text + target.text)
        beyond = self._at(place + 3 if after.kind == "blank" else place + 2)
        return target.kind == "number" and not (
            after.kind != "blank" and beyond.kind == "letters" and len(beyond.text) > 1
        )

    def _variable(self, place: int) -> bool:
        unit = self._at(place)
        alone = self._at(place - 1).kind in ("blank", "none") or self._at(place - 1).text == "("
        return unit.kind == "letters" and alone and len(unit.text) == 1 and unit.text not in "aAI"

    def _listed(self, place: int) -> bool:
        """Whether a bracket holds an interval or a short set."""
        closing = self.partner.get(place)
        return (
            closing is not None
            and closing > place + 2
            and self._all_mathy(place + 1, closing)
            and any(unit.text in (",", ".", "…") for unit in self.units[place + 1 : closing])
        )

    def _part_of_name(self, place: int) -> bool:
        """Identifiers, host names and hyphened names hold such letters too."""
        before, after = self._at(place - 1), self._at(place + 1)
        if before.text in ("_", "@", ".", "#") or after.text in ("@", "#"):
            return True
        return after.text in ("_", ".") and self._at(place + 2).kind == "letters" and len(self._at(place + 2).text) > 2

    def _between_numbers(self, place: int) -> bool:
        before, after = self._at(place - 2), self._at(place + 2)
        if self._at(place - 1).kind != "blank" or self._at(place + 1).kind != "blank":
            return False
        return before.kind == after.kind == "number" and self._at(place - 3).text not in (",", ".")

    def _seed_of_script(self, place: int) -> tuple[int, int] | None:
        sign, before, after = self.units[place].text, self._at(place - 1), self._at(place + 1)
        end = self._script_end(place)
        if end is None:
            return None
        if sign == "^":
            if before.text in ("^", "_") or after.text in ("^", "_"):
                return None
            self.solid = True
            return place, end
        if before.kind not in ("letters", "number", "macro") and before.text not in (")", "]", "}", "|"):
            return None
        if after.text == "{":
            self.solid = True
            return place, end
        pieces = glued.parts(before.text) if before.kind == "letters" else ()
        short = before.kind == "macro" or (
            before.kind == "letters"
            and (len(before.text) == 1 or bool(pieces and (glued.certain(pieces) or pieces[0] in _SUBSCRIBED)))
        )
        free = self._at(place - 2).text not in ("_", "/", ".", "-", "@", "#") and self._at(place - 2).kind not in (
            "number",
        )
        tail = self._at(end)
        joined = glued.parts(tail.text) if tail.kind == "letters" else ()
        if short and free and joined and joined[0] in glued.OPERATORS:
            self.solid = True
            return place, end
        closed = (tail.kind not in ("letters", "number") and tail.text not in ("_", "/", "-", ".")) or (
            tail.text == "." and self._at(end + 1).kind != "letters"
        )
        if short and free and closed:
            self.solid = True
            return place, end
        return None

    def _script_end(self, place: int) -> int | None:
        """The place after the argument of the `^` or `_` at `place`; None where there is none."""
        after = self._at(place + 1)
        if after.text == "{":
            closing = self.partner.get(place + 1)
            return closing + 1 if closing is not None and closing > place + 2 else None
        if after.kind in ("number", "macro"):
            return place + 2
        if after.kind == "letters":
            pieces = glued.parts(after.text)
            return place + 2 if len(after.text) <= 2 or pieces else None
        if (self.units[place].text == "^" and after.text in ("*", "+", "'", "†", "∗", "⊤")) or after.text == "+":
            return place + 2
        if self.units[place].text == "^" and after.text in ("-", "−") and self._at(place + 2).kind == "number":
            return place + 3
        return None

    # What can be part of a formula

    def _mathy(self, place: int, loosely: bool = False) -> bool:
        """Whether the unit can be an operand or a sign of a formula; `loosely`, inside of brackets, two letters can."""
        unit = self._at(place)
        if unit.kind in ("number", "macro"):
            return True
        if unit.kind == "letters":
            if len(unit.text) == 1:
                return loosely or unit.text not in "aAI"
            if glued.parts(unit.text):
                return True
            return loosely and (
                (len(unit.text) == 2 and unit.text not in _SHORT) or (len(unit.text) == 3 and unit.text.isupper())
            )
        if unit.text in _OPEN and unit.text:
            closing = self.partner.get(place)
            return closing is not None and self._all_mathy(place + 1, closing)
        if unit.text in _CLOSE and unit.text:
            opening = self.partner.get(place)
            return opening is not None and self._all_mathy(opening + 1, place)
        return unit.kind == "char" and unit.text != "" and (unit.text in symbols.REVERSED or unit.text in "|∞")

    def _all_mathy(self, first: int, last: int) -> bool:
        """Whether no ordinary word stands between; scripts may hold any word."""
        place = first
        seen = False
        while place < last:
            unit = self.units[place]
            if unit.text in ("^", "_"):
                end = self._script_end(place)
                place = end if end is not None else place + 1
                seen = True
                continue
            if unit.kind == "letters":
                if not self._mathy(place, loosely=True):
                    return False
                if len(unit.text) > 1 and unit.text in _SHORT and unit.text != "in":
                    return False
            elif unit.kind == "char" and unit.text in ("“", "”", '"', "?", "@", "#"):
                return False
            seen = seen or unit.kind in ("letters", "macro", "number")
            place += 1
        return seen

    # Growth

    def _grown(self, first: int, last: int, floor: int) -> tuple[int, int]:
        for _ in range(_FAR):
            wider = self._leftward(first, floor), self._rightward(first, last)
            around = self._bracketed(*wider)
            if around is not None and around[0] >= floor:
                wider = around
            if wider == (first, last):
                break
            first, last = wider
        return first, last

    def _bracketed(self, first: int, last: int) -> tuple[int, int] | None:
        """The innermost bracket around, if it is the argument of something and holds no words."""
        place = first - 1
        for _ in range(_FAR):
            if place < 0:
                return None
            unit = self.units[place]
            if unit.kind == "char" and unit.text in _OPEN and self.partner.get(place, -1) >= last:
                break
            place = self.partner.get(place, place) - 1 if unit.kind == "char" and unit.text in _CLOSE else place - 1
        else:
            return None
        if place < 0:
            return None
        before = self._at(place - 1)
        applied = before.kind == "macro" or (
            before.kind == "letters" and (len(before.text) == 1 or bool(glued.parts(before.text)))
        )
        applied = applied or before.text in (")", "]", "}", "^", "_", "'")
        closing = self.partner[place]
        if applied and self._all_mathy(place + 1, closing):
            return place, closing + 1
        return None

    def _leftward(self, first: int, floor: int) -> int:
        place = first - 1
        if place < floor:
            return first
        unit = self.units[place]
        if unit.kind == "blank":
            return self._left_of_blank(first, floor)
        if unit.kind == "letters":
            return self._left_letters(first)
        if unit.kind in ("number", "macro"):
            return place if unit.kind == "number" or _mathematical(unit.text[1:]) else first
        if unit.text in _CLOSE and unit.text:
            opening = self.partner.get(place)
            if opening is not None and opening >= floor and self._all_mathy(opening + 1, place):
                return opening
            return first
        if unit.text in ("^", "_"):
            return (
                place
                if self._at(place - 1).kind in ("letters", "number", "macro") or self._at(place - 1).text in _CLOSE
                else first
            )
        if unit.text in _OPERATORS and unit.text:
            operand = place - 1
            if operand >= floor and self._at(operand).kind == "blank" and unit.text not in "-/:~*":
                operand -= 1
            if operand >= floor and self._operand_to_the_left(operand):
                return operand
            if (
                unit.text in "-−<>~±+"
                and self._at(place - 1).text in ("", " ", "(", "[", "{", *_OPERATORS)
                and unit.text != "-"
            ):
                return place
        return first

    def _operand_to_the_left(self, place: int) -> bool:
        unit = self._at(place)
        if unit.kind == "letters":
            alone = self._at(place - 1).text not in ("-", "/", ".", "_", "@")
            return alone and self._mathy(place) and unit.text not in ("in", "to", "a", "times", "max", "min", "top")
        return self._mathy(place)

    def _left_letters(self, first: int) -> int:
        place = first - 1
        word = self.units[place].text
        if self._at(place - 1).text in ("_", "@", "\\"):
            return first
        if len(word) == 1 or (glued.parts(word)):
            return place
        script = self.units[first].text in ("^", "_")
        if script and len(word) == 2 and word.isupper():
            return place
        return first

    def _left_of_blank(self, first: int, floor: int) -> int:
        place = first - 2
        if place < floor:
            return first
        unit, head = self.units[place], self.units[first]
        pieces = glued.parts(head.text) if head.kind == "letters" else ()
        operator = (head.kind == "macro" and head.text[1:] in glued.OPERATORS) or (
            bool(pieces) and pieces[0] in glued.OPERATORS
        )
        operator = operator or (head.kind == "char" and head.text in "=<>≤≥≈∈→×+" and head.text != "")
        if operator:
            return place if self._operand_to_the_left(place) or unit.text in ("^", "_") else first
        if unit.kind == "char" and unit.text and unit.text in "=<>≤≥≈∈→×+*":
            operand = place - 2 if self._at(place - 1).kind == "blank" else place - 1
            return operand if operand >= floor and self._operand_to_the_left(operand) else first
        if unit.kind == "macro" and _mathematical(unit.text[1:]):
            return place
        if unit.kind != "letters":
            return first
        before = glued.parts(unit.text)
        if not before:
            if len(unit.text) == 3 and unit.text.endswith("in") and unit.text[0].isupper() and self._domain(first):
                return place
            return first
        return self._left_word(place, before, first, floor)

    def _left_word(self, place: int, before: tuple[str, ...], first: int, floor: int) -> int:
        if before[-1] in glued.FUNCTIONS and len(before) == 1:
            return place if before[0] in ("log", "sum", "prod", "exp", "ln", "int") else first
        if before[-1] in ("in", "notin"):
            if not self._domain(first):
                return first
            if len(before) > 1:
                return place
            operand = place - 2
            return (
                operand
                if operand >= floor and self._at(place - 1).kind == "blank" and self._operand_to_the_left(operand)
                else first
            )
        if before == ("times",):
            operand = place - 2
            return (
                operand if operand >= floor and self._mathy(operand) and self._at(operand).kind != "letters" else first
            )
        if len(before) > 1 or before[0] in glued.DISTINCT:
            return place
        return first

    def _domain(self, place: int) -> bool:
        """Whether what begins at `place` can be the set that something is in."""
        unit = self._at(place)
        if unit.kind == "char" and unit.text in _OPEN:
            return self._mathy(place)
        if unit.kind == "letters" and len(unit.text) == 1:
            return self._at(place + 1).text in ("^", "_")
        return unit.kind == "macro" or (
            unit.kind == "letters" and unit.text.startswith(("mathbb", "mathcal", "mathbf", "Omega", "Delta"))
        )

    def _rightward(self, first: int, last: int) -> int:
        unit = self._at(last)
        if unit.kind == "none":
            return last
        if unit.kind == "blank":
            return self._right_of_blank(first, last)
        if unit.kind == "letters":
            plain = len(unit.text) == 1 and self._at(last - 1).kind != "letters"
            cut = bool(glued.parts(unit.text))
            short = (
                len(unit.text) == 2
                and unit.text not in _SHORT
                and self._at(last - 1).text in ("}", ")")
                and self._at(last + 1).text in (")", "]", "^", "_", "}")
            )
            return last + 1 if plain or cut or short else last
        if unit.kind == "number" or (unit.kind == "macro" and _mathematical(unit.text[1:])):
            return last + 1
        if unit.text in ("^", "_"):
            return self._script_end(last) or last
        if unit.text in _OPEN and unit.text:
            closing = self.partner.get(last)
            needed = unit.text == "{" and self._takes_argument(last - 1)
            if closing is not None and (needed or self._all_mathy(last + 1, closing)):
                return closing + 1
            return last
        if unit.text in ("%", "'", "!"):
            return (
                last + 1
                if unit.text == "%"
                or (
                    unit.text == "'"
                    and self._at(last - 1).text not in ("}",)
                    and self._at(last + 1).text in ("(", "_", "^")
                )
                else last
            )
        if (
            unit.text == ","
            and self._at(last + 1).kind in ("letters", "number", "macro")
            and self._operand(last + 1)
            and self._expecting_more(last)
        ):
            return last + 2
        if unit.text in _OPERATORS and unit.text != ":":
            operand = last + 1
            if self._at(operand).kind == "blank" and unit.text not in "-/~":
                operand += 1
            return (
                operand + 1
                if self._operand(operand) and self._at(operand).text not in _OPEN
                else self._closing(operand, last)
            )
        return last

    def _expecting_more(self, last: int) -> bool:
        return self._at(last - 1).text == "}" and self._at(last + 2).text in ("_", "^")

    def _closing(self, operand: int, last: int) -> int:
        unit = self._at(operand)
        if unit.text and unit.text in _OPEN and self._mathy(operand):
            return self.partner[operand] + 1
        return last

    def _takes_argument(self, place: int) -> bool:
        unit = self._at(place)
        if unit.text in ("^", "_"):
            return True
        if unit.kind == "macro":
            return True
        pieces = glued.parts(unit.text) if unit.kind == "letters" else ()
        return bool(pieces) and pieces[-1] in glued.WRAPPERS

    def _operand(self, place: int) -> bool:
        """Whether an operand begins here that is no word of the sentence."""
        unit = self._at(place)
        if unit.kind == "letters":
            if (
                len(unit.text) > 1
                and unit.text in glued.LONE
                and unit.text in ("in", "to", "times", "max", "min", "top", "sim", "text", "left", "right")
            ):
                return False
            after = self._at(place + 1)
            if len(unit.text) == 1 and after.text == "-" and self._at(place + 2).kind == "letters":
                return False
            return self._mathy(place)
        return self._mathy(place)

    def _right_of_blank(self, first: int, last: int) -> int:
        unit, tail = self._at(last + 1), self.units[last - 1]
        pieces = glued.parts(tail.text) if tail.kind == "letters" else ()
        name = pieces[-1] if pieces else tail.text[1:] if tail.kind == "macro" else ""
        open_ended = name in glued.OPERATORS or name in glued.FUNCTIONS or name in glued.WRAPPERS
        if (open_ended and name not in ("sim", "approx", "times")) or (
            open_ended and last - first > 1 and name != "times"
        ):
            return self._whole(last + 1) or last if self._operand(last + 1) else last
        if (
            name == "times"
            and len(pieces) + (last - first) > 1
            and tail.start > self.units[first].start
            and self._at(last - 2).kind != "number"
        ):
            return self._whole(last + 1) or last if self._operand(last + 1) else last
        if unit.kind == "char" and unit.text and unit.text in "=<>+≤≥≈∈→×*|−-":
            operand = last + 3 if self._at(last + 2).kind == "blank" else last + 2
            if unit.text in "-|<" and self._at(last + 2).kind != "blank":
                return last
            return self._whole(operand) or last if self._operand(operand) else last
        if unit.kind == "letters":
            ahead = glued.parts(unit.text)
            if ahead == ("in",):
                return (
                    self._whole(last + 3) or last
                    if self._at(last + 2).kind == "blank" and self._domain(last + 3) and tail.text != ")"
                    else last
                )
            if ahead == ("to",) and tail.text in ("+", "-", "*", "0") and self._at(last + 2).kind == "blank":
                return (
                    last + 4
                    if self._at(last + 3).kind == "macro"
                    or self._at(last + 3).text in glued.GREEK
                    or self._variable(last + 3)
                    or self._at(last + 4).text in ("_", "^")
                    else last
                )
            if ahead == ("times",) and tail.kind != "letters":
                return (
                    self._whole(last + 3) or last
                    if self._at(last + 2).kind == "blank" and self._at(last + 3).kind == "number"
                    else last
                )
            if (
                ahead
                and (ahead[0] in glued.OPERATORS)
                and (ahead[0] in glued.DISTINCT or len(ahead) > 1 or ahead[0] in ("ll", "gg", "sim", "approx"))
            ):
                return last + 2
        return last

    def _whole(self, place: int) -> int:
        """The place after the operand that begins at `place`."""
        unit = self._at(place)
        if unit.text and unit.text in _OPEN:
            return self.partner.get(place, place) + 1
        return place + 1

    def _with_lone_greek(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """In a text that was stripped, a Greek letter's name is the letter."""
        taken = [False] * len(self.units)
        for first, last in spans:
            taken[first:last] = [True] * (last - first)
        more = []
        for place, unit in enumerate(self.units):
            if unit.kind != "letters" or taken[place] or self._at(place - 1).text in ("_", "@"):
                continue
            related = (
                unit.text in ("approx", "times")
                and self._at(place + 1).kind == "blank"
                and self._at(place + 2).kind == "number"
            )
            if unit.text in glued.GREEK or (
                related and (unit.text == "approx" or self._at(place - 2).kind in ("number", "macro"))
            ):
                more.append((place, place + 1))
        return sorted(spans + more)

    # Tokens

    def _tokens(self, first: int, last: int) -> list[Token]:
        tokens: list[Token] = []
        for place in range(first, last):
            unit = self.units[place]
            if unit.kind == "letters":
                tokens.extend(self._cut(place, tokens))
            elif unit.kind == "macro" and unit.text[0] == "\\":
                tokens.append(Token("macro", unit.text[1:], unit.start, unit.end))
            elif unit.kind == "number":
                tokens.extend(
                    Token("char", char, unit.start + n, unit.start + n + 1) for n, char in enumerate(unit.text)
                )
            elif unit.kind == "blank" or unit.text == "~":
                tokens.append(Token("blank", " ", unit.start, unit.end))
            else:
                tokens.append(Token(_KINDS.get(unit.text, "char"), unit.text, unit.start, unit.end))
        return tokens

    def _cut(self, place: int, before: list[Token]) -> list[Token]:
        unit = self.units[place]
        pieces = glued.parts(unit.text)
        if not pieces and len(unit.text) == 3 and unit.text.endswith("in") and self._at(place + 1).kind == "blank":
            pieces = (unit.text[0], "in")
        if not pieces and len(unit.text) == 1 and unit.text in _SETS and self._at(place + 1).text in ("^", "_"):
            previous = next((token for token in reversed(before) if token.kind != "blank"), None)
            if previous is not None and (previous.text in _INTO or previous.text in ("∈", "→", "⊂")):
                return [Token("char", _SETS[unit.text], unit.start, unit.end)]
        if unit.text in ("bf", "cal", "rm", "it") and before and before[-1].kind == "open":
            return [Token("macro", unit.text, unit.start, unit.end)]
        if not pieces:
            if len(unit.text) <= 2 or (unit.text.isupper() and len(unit.text) < 4):
                pieces = tuple(unit.text)
            else:
                return [Token("word", unit.text, unit.start, unit.end)]
        tokens = []
        start = unit.start
        for piece in pieces:
            tokens.append(Token("char" if len(piece) == 1 else "macro", piece, start, start + len(piece)))
            start += len(piece)
        return tokens


def _mathematical(name: str) -> bool:
    """Whether a macro (by its name; a sign in itself has none) belongs to mathematics."""
    return (
        not name
        or name in glued.LONE
        or name in glued.WRAPPERS
        or name in symbols.ACCENTS
        or name in ("left", "right", "|", "{", "}", ",", ";", "!", "quad")
    )
