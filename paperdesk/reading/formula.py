# SPDX-License-Identifier: MIT
"""Sets TeX's mathematics (and TeX's text) in one line of runs: italic letters, scripts, signs, TeX's spacing.

Spacing follows the table of atoms in chapter 18 of The TeXbook, with one width of blank, and none in scripts.
Fractions and roots are set on the line with parentheses where they are needed to read them rightly.
"""

import unicodedata

from paperdesk.reading import alphabets, symbols
from paperdesk.reading.composing import Composer
from paperdesk.reading.rendering import Style
from paperdesk.reading.tokens import Token, partners

DEEPEST = 24
_STYLES = {
    "bf": Style.MATH | Style.BOLD, "bi": Style.MATH | Style.BOLD | Style.ITALIC, "tt": Style.MATH | Style.MONO,
    "it": Style.MATH, "rm": Style.MATH, "sf": Style.MATH, "cal": Style.MATH, "frak": Style.MATH, "bb": Style.MATH,
    "": Style.MATH,
}  # fmt: skip
_CHARS = {
    "=": "rel", "<": "rel", ">": "rel", "≤": "rel", "≥": "rel", "∈": "rel", "≈": "rel", "→": "rel", "+": "bin", "-": "bin", "−": "bin",
    "*": "bin", "×": "bin", "·": "bin", "±": "bin", "(": "open", "[": "open", ")": "close", "]": "close", ",": "punct", ";": "punct",
}  # fmt: skip
_SHOWN = {"-": "−", "*": "∗", "`": "‘"}
FRACTIONS = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac"])
_BINOMIALS = frozenset(["binom", "dbinom", "tbinom"])
_ARROWS = {"xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xmapsto": "↦"}
_MATRICES = {
    "pmatrix": "()",
    "bmatrix": "[]",
    "Bmatrix": "{}",
    "vmatrix": "||",
    "Vmatrix": "‖‖",
    "cases": "{ ",
    "rcases": " }",
}
_TEXT_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", "c": "\u0327",
    "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_CITES = frozenset(
    ["cite", "citep", "citet", "citealp", "citealt", "citeauthor", "citeyear", "citeyearpar", "parencite", "textcite"]
)
_REFERENCES = frozenset(["ref", "eqref", "cref", "Cref", "autoref", "pageref"])
_SECOND = frozenset(["textcolor", "colorbox", "resizebox", "raisebox", "parbox"])


class Formula:
    """Sets tokens into a composer. One use each."""

    def __init__(
        self, composer: Composer, tokens: list[Token], base: Style = Style.PLAIN, href: str = "", literal: bool = False
    ) -> None:
        """`base` is added to every run; `literal` braces that are no argument are shown (repaired text lost their backslash)."""
        self._out = composer
        self._tokens = tokens
        self._pairs = partners(tokens, DEEPEST)
        self._base = base
        self._href = href
        self._literal = literal
        self._mark = ""
        self._before = ""
        self._gap: Token | None = None

    def mathematics(self) -> None:
        """Set all tokens as a formula."""
        self._set(0, len(self._tokens), 0, "it")

    def text(self) -> None:
        """Set all tokens as TeX's text: upright, blanks kept."""
        self._set(0, len(self._tokens), 0, "text")

    # What is shown

    def _emit(self, shown: str, token: Token, kind: str, level: int, font: str, upright: bool = False) -> None:
        if not shown:
            return
        text = font.startswith("text")
        if not text and level == 0:
            self._space(token, kind)
        letter = len(shown) == 1 and shown.isalpha()
        if self._mark and shown.strip() and kind not in ("open", "close", "punct"):
            shown = "".join(unicodedata.normalize("NFC", char + self._mark) for char in shown)
        style = self._base | self._look(font, letter and not upright and not _upright_greek(shown))
        self._out.put(shown, token.start, token.end, style, level, self._href)
        self._before = kind

    def _look(self, font: str, letter: bool) -> Style:
        if font.startswith("text"):
            inner = font[4:]
            return {"bf": Style.BOLD, "it": Style.ITALIC, "tt": Style.MONO}.get(inner, Style.PLAIN)
        style = _STYLES.get(font, Style.MATH)
        return style | Style.ITALIC if font == "it" and letter else style

    def _space(self, token: Token, kind: str) -> None:
        gap, self._gap = self._gap, None
        before = self._before
        wants = (
            (
                gap is not None
                and (before in ("rel", "bin", "punct") or (before in ("op", "big") and kind in ("ord", "op", "big")))
            )
            or (kind in ("rel", "bin") and before in ("ord", "close", "op", "big"))
            or (kind in ("op", "big") and before in ("ord", "close"))
        ) and not (kind == before == "rel")
        if wants and kind not in ("close", "punct") and self._out.last() not in (" ", "\n", ""):
            held = gap or token
            self._out.put(" ", held.start, held.end, self._base | Style.MATH, 0, self._href)
        if kind in ("rel", "bin", "punct", "op", "big"):
            self._gap = token

    # Tokens

    def _set(self, first: int, last: int, level: int, font: str) -> None:
        place = first
        while place < last:
            token = self._tokens[place]
            if token.kind == "macro":
                if token.text in alphabets.SWITCHES:
                    font = _inner(font, alphabets.SWITCHES[token.text])
                    place += 1
                else:
                    place = self._macro(place, last, level, font)
            elif token.kind == "open":
                place = self._group(place, last, level, font)
            elif token.kind in ("sup", "sub"):
                place = self._script(place, last, level, font)
            else:
                self._single(token, place, last, level, font)
                place += 1

    def _single(self, token: Token, place: int, last: int, level: int, font: str) -> None:
        text = font.startswith("text")
        if token.kind == "blank":
            if (text or self._between_words(place, last)) and self._out.last() not in (" ", "\n", ""):
                self._emit(" ", token, "ord", level, font)
        elif token.kind == "amp":
            self._emit(" " if self._before else "", token, "ord", level, "text")
        elif token.kind == "row":
            self._emit(" " if text else "; ", token, "ord", level, "text")
        elif token.kind == "word":
            self._emit(token.text, token, "ord" if text else "op", level, font if text else "rm")
        elif token.kind == "char":
            self._char(token, place, last, level, font)

    def _between_words(self, place: int, last: int) -> bool:
        return 0 < place < last - 1 and self._tokens[place - 1].kind == self._tokens[place + 1].kind == "word"

    def _char(self, token: Token, place: int, last: int, level: int, font: str) -> None:
        char = token.text
        if font.startswith("text"):
            self._emit({"`": "‘", "'": "’"}.get(char, char), token, "ord", level, font)
            return
        kind = _CHARS.get(char, "ord")
        if char == "'":
            self._emit("′", token, "ord", level, font, upright=True)
        elif kind == "bin":
            kind = "bin" if self._binary(place, last) else "ord"
            hyphen = char == "-" and font in ("rm", "bf", "tt", "sf")
            self._emit(char if hyphen else _SHOWN.get(char, char), token, "ord" if hyphen else kind, level, font)
        elif char == ",":
            self._emit(",", token, "ord" if self._thousands(place, last) else "punct", level, font)
        elif char != "$":
            self._emit(alphabets.lettered(_SHOWN.get(char, char), font), token, kind, level, font)

    def _binary(self, place: int, last: int) -> bool:
        """A sign is binary between two things; else it belongs to one of them."""
        if self._before not in ("ord", "close"):
            return False
        after = self._skip(place + 1, last)
        if after >= last:
            return False
        token = self._tokens[after]
        if token.kind in ("close", "amp", "row") or (
            token.kind == "char" and _CHARS.get(token.text) in ("close", "punct", "rel")
        ):
            return False
        return not (
            token.kind == "macro" and (token.text == "right" or symbols.ALL.get(token.text, ("", ""))[1] == "rel")
        )

    def _thousands(self, place: int, last: int) -> bool:
        around = self._tokens[max(0, place - 1) : min(last, place + 2)]
        return len(around) == 3 and around[0].text.isdigit() and around[2].text.isdigit()

    def _skip(self, place: int, last: int) -> int:
        while place < last and self._tokens[place].kind == "blank":
            place += 1
        return place

    def _argument(self, place: int, last: int) -> tuple[int, int, int]:
        """The next argument as places [first, end) of its tokens, and the place after it."""
        place = self._skip(place, last)
        if place >= last:
            return last, last, last
        token = self._tokens[place]
        if token.kind == "open" and place in self._pairs and self._pairs[place] < last:
            return place + 1, self._pairs[place], self._pairs[place] + 1
        if token.kind == "macro":
            return place, self._extent(place, last), self._extent(place, last)
        return place, place + 1, place + 1

    def _extent(self, place: int, last: int) -> int:
        """The place after the macro at `place` and the arguments it takes, a chain of them counted to a bound."""
        for _ in range(DEEPEST):
            token = self._tokens[place]
            if token.kind != "macro" or not _takes(token.text):
                return place + 1
            after = self._skip(place + 1, last)
            if after >= last:
                return last
            if after in self._pairs:
                after = self._pairs[after] + 1
                if token.text in FRACTIONS and after in self._pairs:
                    after = self._pairs[after] + 1
                return min(after, last)
            place = after
        return place + 1

    def _group(self, place: int, last: int, level: int, font: str) -> int:
        closing = self._pairs.get(place, last)
        token = self._tokens[place]
        if closing >= last:
            if self._literal:
                self._emit("{", token, "open", level, font)
            return place + 1
        inner = self._skip(place + 1, closing)
        bare = (
            not self._literal
            or closing - inner < 2
            or not any(part.text in (",", "|", ":", "dots", "ldots") for part in self._tokens[inner:closing])
        )
        if not bare:
            self._emit("{", token, "open", level, font)
        self._set(place + 1, closing, level, font)
        if not bare:
            self._emit("}", self._tokens[closing], "close", level, font)
        return closing + 1

    def _script(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        first, end, after = self._argument(place + 1, last)
        if first >= end or font.startswith("text"):
            if font.startswith("text"):
                self._emit(token.text, token, "ord", level, font)
                return place + 1
            return max(after, place + 1)
        before, gap = self._before, self._gap
        if token.kind == "sup" and end - first == 1 and self._tokens[first].text in ("circ", "degree"):
            self._out.claim(token.start)
            self._emit("°", self._tokens[first], "ord", level, font)
        else:
            self._gap = None
            self._before = ""
            sign = (1 if token.kind == "sup" else -1) if level == 0 else (1 if level > 0 else -1)
            self._out.claim(token.start)
            self._set(first, end, level + sign, font if font in ("it", "rm") else "it")
            self._before, self._gap = before, gap
        if not before:
            self._before = "ord"
        self._out.stretch(self._tokens[after - 1].end)
        return after

    # Macros

    def _macro(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        name = token.text
        text = font.startswith("text")
        if text and name in _TEXT_ACCENTS:
            return self._accent(place, last, level, font, _TEXT_ACCENTS[name])
        if name in symbols.ALL and not (text and name == "i"):
            self._sign(place, last, level, font)
            return place + 1
        if name in alphabets.FONTS:
            return self._dressed(place, last, level, font)
        if name in symbols.ACCENTS:
            return self._accent(place, last, level, font, symbols.ACCENTS[name])
        if name in symbols.BLANK_MACROS:
            if self._out.last() not in (" ", "\n", ""):
                self._emit(" ", token, self._before or "ord", level, "text")
            return place + 1
        if name in symbols.EMPTY_MACROS:
            return self._empty(place, last)
        return self._built(place, last, level, font)

    def _empty(self, place: int, last: int) -> int:
        after = place + 1
        if self._tokens[place].text in ("left", "right", "middle") and after < last and self._tokens[after].text == ".":
            return after + 1
        return after

    def _sign(self, place: int, last: int, level: int, font: str) -> None:
        token = self._tokens[place]
        shown, kind = symbols.ALL[token.text]
        if kind == "bin" and not self._binary(place, last):
            kind = "ord"
        if font.startswith("text"):
            self._emit(shown, token, "ord", level, font)
        else:
            self._emit(shown, token, kind, level, font, upright=token.text not in symbols.GREEK)

    def _dressed(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        first, end, after = self._argument(place + 1, last)
        inner = alphabets.FONTS[token.text]
        if token.text in alphabets.TEXTS or font.startswith("text"):
            spaced = not font.startswith("text") and level == 0 and self._gap is not None
            if spaced and first < end:
                self._space(self._tokens[first], "ord")
            self._part(token, first, end, after, level, _inner("text", inner))
            self._gap = None
            self._before = "ord"
        elif token.text in ("operatorname",) and first < end:
            if level == 0:
                self._space(self._tokens[first], "op")
            held = self._gap
            self._part(token, first, end, after, level, "rm")
            self._before, self._gap = "op", held or self._tokens[after - 1]
        else:
            self._part(token, first, end, after, level, inner or font)
        return after

    def _part(self, token: Token, first: int, end: int, after: int, level: int, font: str) -> None:
        """Set an argument, and let it stand for its macro and braces too."""
        floor = len(self._out)
        if first < end:
            self._out.claim(token.start)
        self._set(first, end, level, font)
        if after > 0:
            self._out.stretch(self._tokens[after - 1].end, floor)

    def _accent(self, place: int, last: int, level: int, font: str, mark: str) -> int:
        first, end, after = self._argument(place + 1, last)
        outer, self._mark = self._mark, mark
        self._part(self._tokens[place], first, end, after, level, font)
        self._mark = outer
        return after

    def _built(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        name = token.text
        if name in FRACTIONS or name in _BINOMIALS:
            return self._fraction(place, last, level, font)
        if name == "sqrt":
            return self._root(place, last, level, font)
        if name in _ARROWS:
            self._emit(_ARROWS[name], token, "rel", level, font)
            return place + 1
        if name in ("overset", "stackrel", "underset"):
            return self._stacked(place, last, level, font)
        if name in ("begin", "end"):
            return self._environment(place, last, level, font)
        if name in symbols.SWALLOWING or name in _SECOND:
            return self._argument(place + 1, last)[2]
        if name in _CITES or name in _REFERENCES:
            first, end, after = self._argument(place + 1, last)
            self._emit("[", token, "ord", level, "text")
            self._set(first, end, level, "text")
            self._emit("]", self._tokens[after - 1], "ord", level, "text")
            return after
        if name == "unicode":
            return self._coded(place, last, level, font)
        if name == "footnote":
            self._emit(" (", token, "ord", level, "text")
            first, end, after = self._argument(place + 1, last)
            self._set(first, end, level, "text")
            self._emit(")", self._tokens[after - 1], "ord", level, "text")
            return after
        self._emit(name, token, "ord" if len(name) == 1 else "op", level, font if font.startswith("text") else "rm")
        return place + 1

    def _fraction(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        first, end, middle = self._argument(place + 1, last)
        below, bottom, after = self._argument(middle, last)
        binomial = token.text in _BINOMIALS
        floor = len(self._out)
        if level == 0:
            self._space(token, "ord")
        before, self._before = self._before, ""
        self._out.claim(token.start)
        if binomial:
            self._emit("(", token, "open", level, font)
        self._enclosed(first, end, level, font, 2 if not binomial else 99)
        joint = self._tokens[min(middle, len(self._tokens)) - 1]
        self._gap, self._before = None, ""
        self._emit(" choose " if binomial else "/", joint, "ord", level, "rm")
        self._before = ""
        self._enclosed(below, bottom, level, font, 1 if not binomial else 99)
        if binomial:
            self._emit(")", self._tokens[after - 1], "close", level, font)
        self._gap = None
        self._before = "ord" if before or len(self._out) > floor else ""
        self._out.stretch(self._tokens[after - 1].end, floor)
        return after

    def _enclosed(self, first: int, end: int, level: int, font: str, atoms: int) -> None:
        """Set an argument in parentheses if it holds a sum, a relation, or more than `atoms` things."""
        wrap = first < end and self._many(first, end, atoms)
        if wrap:
            self._emit("(", self._tokens[first], "open", level, font)
        self._set(first, end, level, font)
        self._gap = None
        if wrap:
            self._emit(")", self._tokens[end - 1], "close", level, font)

    def _many(self, first: int, end: int, atoms: int) -> bool:
        if atoms > 90:
            return False
        count = 0
        place = first
        number = named = False
        while place < end:
            token = self._tokens[place]
            kind = (
                _CHARS.get(token.text, "")
                if token.kind == "char"
                else symbols.ALL.get(token.text, ("", ""))[1]
                if token.kind == "macro"
                else ""
            )
            if kind in ("bin", "rel", "punct") and place > first:
                return True
            named = named or kind in ("op", "big")
            if token.kind in ("sup", "sub"):
                place = self._argument(place + 1, end)[2]
                continue
            if token.kind == "open":
                place = self._pairs.get(place, place) + 1
                count += 1
                continue
            digit = token.text.isdigit() or (token.text == "." and number)
            if (
                token.kind in ("char", "macro", "word")
                and not (digit and number)
                and token.text not in symbols.EMPTY_MACROS
            ):
                count += 1
            number = digit
            place = max(place + 1, self._extent(place, end) if token.kind == "macro" else 0)
        return count > (atoms if atoms == 1 else 6) or (count > 1 and named)

    def _root(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        after = self._skip(place + 1, last)
        floor = len(self._out)
        if after < last and self._tokens[after].text == "[":
            closing = next((n for n in range(after, last) if self._tokens[n].text == "]"), None)
            if closing is not None:
                self._set(after + 1, closing, level + 1 if level >= 0 else level - 1, "it")
                self._gap, self._before = None, "ord"
                place = closing
        self._emit("√", token, "ord", level, font)
        self._before = ""
        first, end, after = self._argument(place + 1, last)
        self._enclosed(first, end, level, font, 1)
        self._before = "ord"
        self._out.stretch(self._tokens[after - 1].end, floor)
        return after

    def _stacked(self, place: int, last: int, level: int, font: str) -> int:
        name = self._tokens[place].text
        first, end, middle = self._argument(place + 1, last)
        below, bottom, after = self._argument(middle, last)
        self._set(below, bottom, level, font)
        before, gap = self._before, self._gap
        sign = -1 if name == "underset" else 1
        self._gap, self._before = None, ""
        self._set(first, end, level + sign if level * sign >= 0 else level - sign, font)
        self._before, self._gap = before, gap
        return after

    def _environment(self, place: int, last: int, level: int, font: str) -> int:
        token = self._tokens[place]
        first, end, after = self._argument(place + 1, last)
        name = "".join(part.text for part in self._tokens[first:end]).strip("*")
        if name in ("array", "tabular") and token.text == "begin":
            return self._argument(after, last)[2]
        if name in _MATRICES:
            sign = _MATRICES[name][token.text == "end"].strip()
            self._emit(sign, token, "open" if token.text == "begin" else "close", level, font)
        return after

    def _coded(self, place: int, last: int, level: int, font: str) -> int:
        first, end, after = self._argument(place + 1, last)
        digits = "".join(part.text for part in self._tokens[first:end])
        try:
            code = int(digits[1:], 16) if digits[:1] in ("x", "X") else int(digits)
            shown = chr(code)
        except (ValueError, OverflowError):
            shown = ""
        if shown and shown.isprintable():
            self._emit(shown, self._tokens[place], "ord", level, font, upright=True)
        return after


def _inner(outer: str, font: str) -> str:
    return "text" + ("" if font in ("rm", "sf") else font) if outer.startswith("text") else font or outer


def _upright_greek(shown: str) -> bool:
    return "Α" <= shown[:1] <= "Ω"


def _takes(name: str) -> bool:
    return (
        name in alphabets.FONTS
        or name in symbols.ACCENTS
        or name in FRACTIONS
        or name == "sqrt"
        or name in symbols.EMPTY_MACROS
    )
