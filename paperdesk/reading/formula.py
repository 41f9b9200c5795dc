# SPDX-License-Identifier: MIT
"""Sets TeX's mathematics (and TeX's text) in one line of runs: italic letters, scripts, signs, TeX's spacing.

Fractions and roots are set on the line with parentheses where they are needed to read them rightly (`constructs`).
"""

from paperdesk.reading import alphabets, symbols
from paperdesk.reading.arguments import Argument, Arguments, kind_of
from paperdesk.reading.composing import Composer
from paperdesk.reading.constructs import CONSTRUCTS
from paperdesk.reading.rendering import Style
from paperdesk.reading.spacing import Line, Look
from paperdesk.reading.tokens import Token

_SHOWN = {"-": "−", "*": "∗", "`": "‘"}
_TEXT_SHOWN = {"`": "‘", "'": "’"}
_HYPHENATING = ("rm", "bf", "tt", "sf")
# What shows that braces without a macro are braces of a set; all others only hold together.
_OF_SETS = frozenset([",", "|", ":", "dots", "ldots"])
_TEXT_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", "c": "\u0327",
    "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361",
}  # fmt: skip


class Formula:
    """Sets tokens into a composer. One use each."""

    def __init__(
        self, composer: Composer, tokens: list[Token], base: Style = Style.PLAIN, literal: bool = False
    ) -> None:
        """`base` is added to every run; `literal` braces that are no argument are shown (repaired text lost their backslash)."""
        self.tokens = tokens
        self.arguments = Arguments(tokens)
        self.line = Line(composer, base)
        self._out = composer
        self._literal = literal

    def mathematics(self) -> None:
        """Set all tokens as a formula."""
        self.set(0, len(self.tokens), Look(0, "it"))

    def text(self) -> None:
        """Set all tokens as TeX's text: upright, blanks kept."""
        self.set(0, len(self.tokens), Look(0, "text"))

    # Tokens

    def set(self, first: int, last: int, look: Look) -> None:
        """Set the tokens [first, last). A switch holds to their end."""
        place = first
        while place < last:
            token = self.tokens[place]
            if token.kind == "macro" and token.text in alphabets.SWITCHES:
                look = look.in_font(alphabets.SWITCHES[token.text])
                place += 1
            elif token.kind == "macro":
                place = self._macro(place, last, look)
            elif token.kind == "open":
                place = self._group(place, last, look)
            elif token.kind in ("sup", "sub"):
                place = self._script(place, last, look)
            else:
                self._single(place, last, look)
                place += 1

    def _single(self, place: int, last: int, look: Look) -> None:
        token = self.tokens[place]
        if token.kind == "blank":
            if (look.is_text or self._between_words(place, last)) and not self.line.ends_blank():
                self.line.emit(" ", token, "ord", look)
        elif token.kind == "amp":
            self.line.emit(" " if self.line.before else "", token, "ord", Look(look.level, "text"))
        elif token.kind == "row":
            self.line.emit(" " if look.is_text else "; ", token, "ord", Look(look.level, "text"))
        elif token.kind == "word":
            self.line.emit(
                token.text, token, "ord" if look.is_text else "op", look if look.is_text else look.in_font("rm")
            )
        elif token.kind == "char" and look.is_text:
            self.line.emit(_TEXT_SHOWN.get(token.text, token.text), token, "ord", look)
        elif token.kind == "char":
            self._char(place, last, look)

    def _between_words(self, place: int, last: int) -> bool:
        return 0 < place < last - 1 and self.tokens[place - 1].kind == self.tokens[place + 1].kind == "word"

    def _char(self, place: int, last: int, look: Look) -> None:
        token = self.tokens[place]
        char, kind = token.text, kind_of(token) or "ord"
        if char == "-" and look.font in _HYPHENATING and self._between_letters(place, last):
            self.line.emit(char, token, "ord", look)
        elif char == "'":
            self.line.emit("′", token, "ord", look, upright=True)
        elif kind == "bin":
            self.line.emit(_SHOWN.get(char, char), token, "bin" if self._is_binary(place, last) else "ord", look)
        elif char == ",":
            self.line.emit(char, token, "ord" if self._in_number(place, last) else "punct", look)
        elif char != "$":
            self.line.emit(alphabets.lettered(_SHOWN.get(char, char), look.font), token, kind, look)

    def _between_letters(self, place: int, last: int) -> bool:
        around = self.tokens[max(0, place - 1) : min(last, place + 2)]
        return len(around) == 3 and around[0].text.isalpha() and around[2].text.isalpha()

    def _is_binary(self, place: int, last: int) -> bool:
        """A sign is binary between two things; else it belongs to one of them."""
        after = self.arguments.skip(place + 1, last)
        if self.line.before not in ("ord", "close") or after >= last:
            return False
        token = self.tokens[after]
        if token.kind == "char":
            return kind_of(token) not in ("close", "punct", "rel")
        if token.kind == "macro":
            return token.text != "right" and kind_of(token) != "rel"
        return token.kind not in ("close", "amp", "row")

    def _in_number(self, place: int, last: int) -> bool:
        around = self.tokens[max(0, place - 1) : min(last, place + 2)]
        return len(around) == 3 and around[0].text.isdigit() and around[2].text.isdigit()

    # Groups and scripts

    def _group(self, place: int, last: int, look: Look) -> int:
        token = self.tokens[place]
        closing = self.arguments.pairs.get(place, last)
        if closing >= last:
            if self._literal:
                self.line.emit("{", token, "open", look)
            return place + 1
        inner = self.arguments.skip(place + 1, closing)
        held = self.tokens[inner:closing]
        if len(held) == 1 and kind_of(held[0]) in ("rel", "bin", "punct"):
            self._sign_alone(held[0], look)
            return closing + 1
        switched = bool(held) and held[0].text in alphabets.SWITCHES
        shown = self._literal and not switched and any(part.text in _OF_SETS for part in held)
        if shown:
            self.line.emit("{", token, "open", look)
        self.set(place + 1, closing, look)
        if shown:
            self.line.emit("}", self.tokens[closing], "close", look)
        return closing + 1

    def _sign_alone(self, token: Token, look: Look) -> None:
        """Set a sign in braces of its own, which TeX does not space."""
        shown = symbols.ALL[token.text][0] if token.kind == "macro" else _SHOWN.get(token.text, token.text)
        self.line.emit(shown, token, "ord", look, upright=True)

    def _script(self, place: int, last: int, look: Look) -> int:
        token, line = self.tokens[place], self.line
        if look.is_text:
            line.emit(token.text, token, "ord", look)
            return place + 1
        argument = self.arguments.next(place + 1, last)
        if not argument:
            return max(argument.after, place + 1)
        self._out.claim(token.start)
        if token.kind == "sup" and self._is_degree(argument):
            line.emit("°", self.tokens[argument.first], "ord", look)
        else:
            held = line.starts()
            self.set(argument.first, argument.end, look.scripted(1 if token.kind == "sup" else -1))
            line.resumes((held[0] or "ord", held[1]))
        self._out.stretch(self.tokens[argument.after - 1].end)
        return argument.after

    def _is_degree(self, argument: Argument) -> bool:
        return argument.end - argument.first == 1 and self.tokens[argument.first].text in ("circ", "degree")

    # Macros

    def _macro(self, place: int, last: int, look: Look) -> int:
        name = self.tokens[place].text
        if look.is_text and name in _TEXT_ACCENTS:
            return self._accent(place, last, look, _TEXT_ACCENTS[name])
        if name in symbols.ALL and not (look.is_text and name == "i"):
            self._sign(place, last, look)
            return place + 1
        if name in alphabets.FONTS:
            return self._dressed(place, last, look)
        if name in symbols.ACCENTS:
            return self._accent(place, last, look, symbols.ACCENTS[name])
        if name in symbols.BLANK_MACROS:
            if not self.line.ends_blank():
                self.line.emit(" ", self.tokens[place], self.line.before or "ord", Look(look.level, "text"))
            return place + 1
        if name in symbols.EMPTY_MACROS:
            return self._empty(place, last)
        if name in CONSTRUCTS:
            return CONSTRUCTS[name](self, place, last, look)
        kind, inner = ("ord" if len(name) == 1 else "op"), (look if look.is_text else look.in_font("rm"))
        self.line.emit(name, self.tokens[place], kind, inner)
        return place + 1

    def _empty(self, place: int, last: int) -> int:
        """Pass over a macro that shows nothing, with the dot that stands for no delimiter."""
        after = place + 1
        delimits = self.tokens[place].text in ("left", "right", "middle")
        return after + 1 if delimits and after < last and self.tokens[after].text == "." else after

    def _sign(self, place: int, last: int, look: Look) -> None:
        token = self.tokens[place]
        shown, kind = symbols.ALL[token.text]
        if look.is_text or (kind == "bin" and not self._is_binary(place, last)):
            kind = "ord"
        self.line.emit(shown, token, kind, look, upright=not look.is_text and token.text not in symbols.GREEK)

    def _dressed(self, place: int, last: int, look: Look) -> int:
        token, line = self.tokens[place], self.line
        argument = self.arguments.next(place + 1, last)
        if token.text in alphabets.TEXTS or look.is_text:
            if not look.is_text and look.level == 0 and line.gap is not None and argument:
                line.space(self.tokens[argument.first], "ord")
            self.part(token, argument, Look(look.level, "text").in_font(alphabets.FONTS[token.text]))
            line.ends_as("ord")
        elif token.text == "operatorname" and argument:
            if look.level == 0:
                line.space(self.tokens[argument.first], "op")
            held = line.gap
            self.part(token, argument, look.in_font("rm"))
            line.before, line.gap = "op", held or self.tokens[argument.after - 1]
        else:
            self.part(token, argument, look.in_font(alphabets.FONTS[token.text]))
        return argument.after

    def part(self, token: Token, argument: Argument, look: Look) -> None:
        """Set an argument, and let it stand for its macro and braces too."""
        floor = len(self._out)
        if argument:
            self._out.claim(token.start)
        self.set(argument.first, argument.end, look)
        if argument.after > 0:
            self._out.stretch(self.tokens[argument.after - 1].end, floor)

    def _accent(self, place: int, last: int, look: Look, mark: str) -> int:
        argument = self.arguments.next(place + 1, last)
        outer, self.line.accent = self.line.accent, mark
        self.part(self.tokens[place], argument, look)
        self.line.accent = outer
        return argument.after
