# SPDX-License-Identifier: MIT
"""Renders TeX's text: emphasis, accents, quotation marks, dashes, escaped signs; and the mathematics that lost its TeX."""

import html
import re
from collections.abc import Callable
from functools import partial

from paperdesk.reading import alphabets, symbols
from paperdesk.reading.composing import Composer
from paperdesk.reading.formula import Formula
from paperdesk.reading.lost import Loss, loss
from paperdesk.reading.rendering import Style
from paperdesk.reading.repair import islands
from paperdesk.reading.tokens import partners, tokenise

# Where a mark ends, and what shows it.
Shown = tuple[int, Callable[[], None]]

_FARTHEST_BRACE = 4000  # code points between the braces of a group
_LONGEST_REPAIRED = 30_000  # code points of a text; no abstract is so long

_MARK = re.compile(
    r"\\(?:[A-Za-z]+\*?|[^A-Za-z])|[{}]|(?:(?<=[a-z.,(])~(?=[A-Z0-9\\(\[$])|(?<=[0-9)}])~(?=[A-Za-z]))|``|''|-{2,3}"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
    re.DOTALL,
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_SWITCH = re.compile(r"\{\s*\\([A-Za-z]+)\s*")
_ACCENTED = re.compile(r"\{\\(?:[\"'`^~=.]|[cvuHkrdb](?![A-Za-z])|(?:aa|AA|ae|AE|oe|OE|ss|o|O|l|L|i)(?![A-Za-z]))")
_ARGUMENT = re.compile(r"\s*(?:\\(?:[A-Za-z]+|.)|.)", re.DOTALL)
_OPENING = re.compile(r"\s?\{")
_LETTER_FOLLOWS = re.compile(r"\s?\{|\s[A-Za-z]")
_BLANKS = re.compile(r"\s{2,}|[^\S ]")

_STYLES = {"bf": Style.BOLD, "it": Style.ITALIC, "tt": Style.MONO, "bi": Style.BOLD | Style.ITALIC}
_DRESSING = alphabets.TEXTS | {"underline", "ul"}
_SWITCHES = frozenset(alphabets.SWITCHES) - {"cal"}
_ACCENTS = frozenset("\"'`^~=.")
_LETTER_ACCENTS = frozenset("cvuHkrdb")
_ESCAPED = {sign: sign for sign in "%&$#_{}"} | dict.fromkeys("-/!", "") | dict.fromkeys(" ,;", " ")
_MACROS = frozenset(
    """
    cite citep citet citealp citealt citeauthor citeyear ref eqref cref Cref autoref footnote ldots dots LaTeX TeX
    ss aa AA ae AE oe OE o O l L i S P copyright pounds textendash textemdash textquoteleft textquoteright
    textquotedblleft textquotedblright textasciitilde textasciicircum textunderscore textdegree texttrademark label
    textregistered textgreater textless textbar textbackslash textdollar textbullet textellipsis color textcolor
    url xspace noindent newline linebreak par footnotesize small large scriptsize item vspace hspace
    """.split()
)


class Prose:
    """Shows stretches of one text, from left to right. A group may begin in one stretch and end in another."""

    def __init__(self, composer: Composer, text: str, paragraphs: bool, has_formulas: bool) -> None:
        self._text = text
        self._out = composer
        self._paragraphs = paragraphs
        self._is_tex = has_formulas or "\\" in text
        self._quotes = "``" in text and "''" in text
        self._closings = _closings(text) if "{" in text else {}
        self._groups: list[tuple[int, Style]] = []  # where the open groups end, and the style after them
        self.style = Style.PLAIN
        self._loss = loss(text) if len(text) <= _LONGEST_REPAIRED else Loss.NONE
        if has_formulas:  # then nobody stripped it
            self._loss = min(self._loss, Loss.SOME)

    def show(self, start: int, end: int) -> None:
        """Show text[start:end]."""
        shown = place = start
        while found := _MARK.search(self._text, place, end):
            meaning = self._meaning(found, end)
            place = found.end()
            if meaning is not None:
                self._show_running(shown, found.start())
                shown = place = meaning[0]
                meaning[1]()
        self._show_running(shown, end)

    def _meaning(self, mark: re.Match[str], end: int) -> Shown | None:
        """Return what a mark of TeX's text stands for; None if it stands for itself."""
        first = mark[0][0]
        if first == "\\":
            return self._macro(mark, end)
        if first == "{":
            return self._group(mark, end)
        if first == "}":
            return self._group_end(mark)
        shown = self._sign(mark)
        return None if shown is None else (mark.end(), self._putting(shown, *mark.span()))

    def _putting(self, shown: str, start: int, end: int) -> Callable[[], None]:
        return partial(self._out.put, shown, start, end, self.style)

    # Signs

    def _sign(self, mark: re.Match[str]) -> str | None:
        sign = mark[0]
        if sign[0] == "&":
            return _entity(sign)
        if sign == "~":
            after_number = self._text[mark.start() - 1] in "0123456789)}"
            return "\u00a0" if self._is_tex or after_number else None
        if sign == "``":
            return "“" if self._quotes else None
        if sign == "''":
            return "”" if self._quotes else None
        return self._dash(mark)

    def _dash(self, mark: re.Match[str]) -> str | None:
        before, after = self._text[mark.start() - 1 : mark.start()], self._text[mark.end() : mark.end() + 1]
        option = not before.strip() and bool(after.strip())  # --option
        if not self._is_tex or option or not before:
            return None
        return "–" if mark[0] == "--" else "—"

    # Groups

    def _group(self, mark: re.Match[str], end: int) -> Shown | None:
        start = mark.start()
        closing = self._closings.get(start)
        if closing is None:
            return None
        switch = _SWITCH.match(self._text, start, end)
        if switch is not None and switch[1] in _SWITCHES:
            return switch.end(), partial(self._enter, start, closing, alphabets.SWITCHES[switch[1]])
        if _ACCENTED.match(self._text, start, end):
            return mark.end(), partial(self._enter, start, closing, "")
        return None

    def _enter(self, start: int, closing: int, font: str) -> None:
        """Begin a group at `start` that ends with the brace at `closing`."""
        self._groups.append((closing, self.style))
        self.style |= _STYLES.get(font, Style.PLAIN)
        self._out.claim(start)

    def _group_end(self, mark: re.Match[str]) -> Shown | None:
        if not self._groups or self._groups[-1][0] != mark.start():
            return None
        return mark.end(), partial(self._leave, mark.end())

    def _leave(self, end: int) -> None:
        self.style = self._groups.pop()[1]
        self._out.stretch(end)

    # Macros

    def _macro(self, mark: re.Match[str], end: int) -> Shown | None:
        name = mark[0][1:].removesuffix("*")
        if name in _DRESSING:
            return self._dressed(mark, end, alphabets.FONTS.get(name, ""))
        follows = name in _LETTER_ACCENTS and _LETTER_FOLLOWS.match(self._text, mark.end(), end) is not None
        if name in _ACCENTS or follows:
            return self._set(mark, end, takes=True)
        if name in _ESCAPED or name.isspace():
            return mark.end(), self._putting(_ESCAPED.get(name, " "), *mark.span())
        if name == "\\":
            return mark.end(), self._putting(" ", *mark.span())
        if name in _SWITCHES:
            unclosed = self._text[mark.start() - 1 : mark.start()] == "{"
            return None if unclosed else (mark.end(), lambda: None)
        if name in _MACROS:
            braced = self._text.startswith("{", mark.end())
            return self._set(mark, end, takes=braced and name not in symbols.ORDINARY)
        return None

    def _dressed(self, mark: re.Match[str], end: int, font: str) -> Shown | None:
        opening = _OPENING.match(self._text, mark.end(), end)
        closing = self._closings.get(opening.end() - 1) if opening is not None else None
        if opening is None or closing is None:
            return None
        return opening.end(), partial(self._enter, mark.start(), closing, font)

    def _set(self, mark: re.Match[str], end: int, takes: bool) -> Shown:
        """Set a macro, and its argument if it takes one, as TeX's text."""
        tokens = tokenise(self._text, mark.start(), self._argument_end(mark.end(), end) if takes else mark.end())
        used = 1
        if takes:
            while used < len(tokens) and tokens[used].kind == "blank":
                used += 1
            if used < len(tokens):
                used = partners(tokens, 8).get(used, used) + 1
        last = tokens[min(used, len(tokens)) - 1].end
        after = last if takes else self._swallowed(mark, last)
        formula = Formula(self._out, tokens[:used], self.style)
        return after, partial(self._show_set, formula, after)

    def _argument_end(self, place: int, end: int) -> int:
        """Return the place after the braces, the macro or the sign that comes next."""
        opening = _OPENING.match(self._text, place, end)
        closing = self._closings.get(opening.end() - 1) if opening is not None else None
        if closing is not None:
            return min(end, closing + 1)
        argument = _ARGUMENT.match(self._text, place, end)
        return argument.end() if argument is not None else place

    def _swallowed(self, mark: re.Match[str], last: int) -> int:
        """Return the place after the empty braces, or after the blank, that only end a macro's name."""
        if not mark[0][1:].isalpha():
            return last
        if self._text.startswith("{}", last):
            return last + 2
        blank = self._text[last : last + 1].isspace() and "a" <= self._text[last + 1 : last + 2] <= "z"
        return last + 1 if blank and (len(mark[0]) < 4 or mark[0][1:] in symbols.BLANK_MACROS) else last

    def _show_set(self, formula: Formula, end: int) -> None:
        floor = len(self._out)
        formula.text()
        self._out.stretch(end, floor)

    # Running text

    def _show_running(self, start: int, end: int) -> None:
        """Show text without marks; the formulas in it that lost their TeX as such."""
        if start >= end:
            return
        for island in islands(self._text, start, end, self._loss == Loss.TEX) if self._loss else ():
            self._show_plain(start, island.start)
            floor = len(self._out)
            Formula(self._out, island.tokens, self.style, literal=True).mathematics()
            if len(self._out) == floor:
                self._out.copy(island.start, island.end, self.style)
            else:
                self._out.stretch(island.end, floor)
            start = island.end
        self._show_plain(start, end)

    def _show_plain(self, start: int, end: int) -> None:
        """Show words, with their white space folded."""
        for found in _BLANKS.finditer(self._text, start, end):
            self._out.copy(start, found.start(), self.style)
            self._show_blank(found)
            start = found.end()
        self._out.copy(start, end, self.style)

    def _show_blank(self, found: re.Match[str]) -> None:
        before = self._out.last()
        if not before or before == "\n":
            return
        if self._paragraphs and found[0].count("\n") > 1:
            self._out.drop_blank()
            self._out.put("\n", found.start(), found.end(), self.style)
        elif before != " ":
            self._out.put(" ", found.start(), found.end(), self.style)


def _closings(text: str) -> dict[int, int]:
    """Return for each opening brace, not escaped, the place of its closing one, if that is not too far away."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            opening = opened.pop()
            if brace.start() - opening <= _FARTHEST_BRACE:
                found[opening] = brace.start()
    return found


def _entity(sign: str) -> str | None:
    """Return what an HTML entity stands for; None for what only looks like one."""
    shown = html.unescape(sign)
    if shown != sign and shown.isprintable():
        return shown
    return " " if shown.isspace() else None
