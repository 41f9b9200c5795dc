# SPDX-License-Identifier: MIT
"""Renders abstracts and titles: TeX's mathematics and text, mathematics that lost its TeX, links; every text is accepted."""

import html
import re
from collections.abc import Callable, Iterator
from functools import partial

from paperdesk.reading import alphabets, links, repair, symbols
from paperdesk.reading.composing import Composer
from paperdesk.reading.formula import Formula
from paperdesk.reading.lost import Loss, loss
from paperdesk.reading.rendering import Rendering, Style
from paperdesk.reading.tokens import partners, tokenise

LONGEST_FORMULA = 3000
_FARTHEST_BRACE = 4000

_DISPLAY = "|".join(("equation", "align", "eqnarray", "gather", "multline", "math", "displaymath"))
_ATOM = re.compile(
    rf"{links.PATTERN}|(?P<dollars>(?<!\\)\$\$?)|\\\((?P<round>.{{1,{LONGEST_FORMULA}}}?)\\\)"
    rf"|\\\[(?P<square>.{{1,{LONGEST_FORMULA}}}?)\\\]"
    rf"|\\begin\{{(?P<environment>(?:{_DISPLAY})\*?)\}}(?P<body>.{{1,{LONGEST_FORMULA}}}?)\\end\{{(?P=environment)\}}",
    re.DOTALL,
)
_MARK = re.compile(
    r"\\(?:[A-Za-z]+\*?|[^A-Za-z])|[{}]|(?:(?<=[a-z.,(])~(?=[A-Z0-9\\(\[$])|(?<=[0-9)}])~(?=[A-Za-z]))|``|''|-{2,3}|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});",
    re.DOTALL,
)
_BLANKS = re.compile(r"[ \t]*\n[ \t]*(?:\n\s*|(?<=\n  )(?=\S))|\s{2,}|[^\S ]")
_STYLES = {"bf": Style.BOLD, "it": Style.ITALIC, "tt": Style.MONO, "bi": Style.BOLD | Style.ITALIC}
_TEXT_MACROS = (
    alphabets.TEXTS
    | frozenset(
        "cite citep citet citealp citealt citeauthor citeyear ref eqref cref Cref autoref footnote ldots dots LaTeX TeX".split()
    )
    | frozenset(
        "ss aa AA ae AE oe OE o O l L i S P copyright pounds textendash textemdash textquoteleft textquoteright".split()
    )
    | frozenset(
        "textquotedblleft textquotedblright textasciitilde textasciicircum textunderscore textdegree texttrademark label".split()
    )
    | frozenset(
        "textregistered textgreater textless textbar textbackslash textdollar textbullet textellipsis color textcolor".split()
    )
    | frozenset(
        "url xspace noindent newline linebreak par footnotesize small large scriptsize item vspace hspace".split()
    )
)
_ACCENTS = frozenset("\"'`^~=.")
_LETTER_ACCENTS = frozenset("cvuHkrdb")
_ESCAPED = frozenset("%&$#_{} ,-/;!")


def render(text: str) -> Rendering:
    """Return the stored `text` as it is shown: paragraphs kept, other white space folded."""
    composer = Composer(text)
    _Prose(composer, text, paragraphs=True).run()
    composer.drop_blank()
    return composer.done()


def render_line(text: str) -> Rendering:
    """Return a title as it is shown, on one line."""
    composer = Composer(text)
    _Prose(composer, text, paragraphs=False).run()
    composer.drop_blank()
    return composer.done()


class _Prose:
    def __init__(self, composer: Composer, text: str, paragraphs: bool) -> None:
        self.text = text
        self._out = composer
        self._paragraphs = paragraphs
        self._formulas = _formulas(text) if "$" in text else {}
        self._open: list[tuple[int, Style]] = []
        self._style = Style.PLAIN
        self._tex = bool(self._formulas) or "\\" in text
        self._held: int | None = None
        self._loss = loss(text)
        if self._formulas and self._loss:
            self._loss = Loss.SOME
        self._quotes = "``" in text and "''" in text

    def run(self) -> None:
        place = 0
        for found in iter(self._atoms()):
            start, end = found[0], found[1]
            self._gap(place, start)
            found[2]()
            place = end
        self._gap(place, len(self.text))

    def _atoms(self) -> Iterator[tuple[int, int, Callable[[], None]]]:
        place = 0
        while (found := _ATOM.search(self.text, place)) is not None:
            place = max(found.end(), place + 1)
            if found["dollars"]:
                end = self._formulas.get(found.start())
                if end is None:
                    place = found.start() + len(found["dollars"])
                    continue
                width = 2 if self.text.startswith("$$", found.start()) and self.text.startswith("$$", end - 2) else 1
                place = end
                yield found.start(), end, partial(self._formula, found.start(), end, found.start() + width, end - width)
                continue
            inner = next((name for name in ("round", "square", "body") if found[name]), None)
            if inner is not None:
                yield found.start(), found.end(), partial(self._formula, found.start(), found.end(), *found.span(inner))
                continue
            target = links.link(found)
            if target is not None:
                place = target.end
                yield target.start, target.end, partial(self._link, target)

    def _formula(self, start: int, end: int, first: int, last: int) -> None:
        floor = len(self._out)
        self._out.claim(start)
        Formula(self._out, tokenise(self.text, first, last), self._style).mathematics()
        if len(self._out) == floor:
            self._out.copy(start, end, self._style)
        self._out.stretch(end, floor)

    def _link(self, target: links.Link) -> None:
        floor = len(self._out)
        self._out.claim(target.start)
        self._out.copy(target.first, target.last, self._style, 0, target.href)
        self._out.stretch(target.end, floor)

    # TeX's text

    def _gap(self, start: int, end: int) -> None:
        place = start
        while place < end:
            found = _MARK.search(self.text, place, end)
            if found is None:
                break
            after = self._mark(found, place, end)
            place = after if after is not None else self._keep(place, found.end(), end)
        self._stretch_of_text(self._begin(place), end)

    def _begin(self, place: int) -> int:
        held, self._held = self._held, None
        return place if held is None else held

    def _keep(self, place: int, after: int, end: int) -> int:
        """Remember that text before `after` is still to be shown."""
        if self._held is None:
            self._held = place
        return min(after, end)

    def _mark(self, found: re.Match[str], place: int, end: int) -> int | None:
        """Show what a mark of TeX's text stands for, and return the place after it; None if it stands for itself."""
        mark = found[0]
        if mark[0] == "\\":
            return self._macro(found, place, end)
        if mark == "{":
            return self._brace(found, place, end)
        if mark == "}":
            return self._close(found, place)
        shown = self._sign(mark, found)
        if shown is None:
            return None
        self._stretch_of_text(self._begin(place), found.start())
        self._out.put(shown, found.start(), found.end(), self._style)
        return found.end()

    def _sign(self, mark: str, found: re.Match[str]) -> str | None:
        if mark[0] == "&":
            shown = html.unescape(mark)
            return shown if shown != mark and shown.isprintable() else " " if shown.isspace() else None
        if mark == "~":
            return "\u00a0" if self._tex or self.text[found.start() - 1] in "0123456789)}" else None
        if mark in ("``", "''"):
            return ("“" if mark == "``" else "”") if self._quotes else None
        before, after = self.text[found.start() - 1 : found.start()], self.text[found.end() : found.end() + 1]
        if not self._tex or (not before.strip() and after.strip()) or not before:
            return None
        return "–" if mark == "--" else "—"

    def _brace(self, found: re.Match[str], place: int, end: int) -> int | None:
        switch = re.compile(r"\{\s*\\([A-Za-z]+)\s*").match(self.text, found.start(), end)
        closing = self._closing(found.start())
        if closing is None:
            return None
        if switch is not None and switch[1] in alphabets.SWITCHES and switch[1] != "cal":
            return self._enter(place, found.start(), switch.end(), closing, alphabets.SWITCHES[switch[1]])
        accented = re.compile(
            r"\{\\(?:[\"'`^~=.]|[cvuHkrdb](?![A-Za-z])|(?:aa|AA|ae|AE|oe|OE|ss|o|O|l|L|i)(?![A-Za-z]))"
        ).match(self.text, found.start(), end)
        if accented is not None:
            return self._enter(place, found.start(), found.end(), closing, "")
        return None

    def _enter(self, place: int, start: int, after: int, closing: int, font: str) -> int:
        self._stretch_of_text(self._begin(place), start)
        self._open.append((closing, self._style))
        self._style |= _STYLES.get(font, Style.PLAIN)
        self._out.claim(start)
        return after

    def _close(self, found: re.Match[str], place: int) -> int | None:
        if not self._open or self._open[-1][0] != found.start():
            return None
        self._stretch_of_text(self._begin(place), found.start())
        self._style = self._open.pop()[1]
        self._out.stretch(found.end())
        return found.end()

    def _closing(self, opening: int) -> int | None:
        depth = 0
        for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(self.text, opening, opening + _FARTHEST_BRACE):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if depth == 0:
                    return found.start()
        return None

    def _macro(self, found: re.Match[str], place: int, end: int) -> int | None:
        name = found[0][1:].removesuffix("*")
        if name in alphabets.TEXTS or name in ("underline", "ul"):
            return self._dressed(found, place, end, alphabets.FONTS.get(name, ""))
        if name in _ACCENTS or (
            name in _LETTER_ACCENTS and re.match(r"\s?\{|\s[A-Za-z]", self.text[found.end() : end][:3])
        ):
            return self._set(found, place, end, 1)
        if name in _ESCAPED or name.isspace():
            return self._escaped(found, place, name)
        if name == "\\":
            self._stretch_of_text(self._begin(place), found.start())
            self._out.put(" ", found.start(), found.end(), self._style)
            return found.end()
        if name in alphabets.SWITCHES and name != "cal":
            self._stretch_of_text(self._begin(place), found.start())
            return found.end()
        if name in _TEXT_MACROS:
            takes = self.text.startswith("{", found.end()) and name not in symbols.ORDINARY
            return self._set(found, place, end, 1 if takes else 0)
        return None

    def _escaped(self, found: re.Match[str], place: int, name: str) -> int:
        self._stretch_of_text(self._begin(place), found.start())
        shown = "" if name in "-/!" else " " if name in " ,;" or name.isspace() else name
        if shown:
            self._out.put(shown, found.start(), found.end(), self._style)
        return found.end()

    def _dressed(self, found: re.Match[str], place: int, end: int, font: str) -> int | None:
        opening = re.compile(r"\s?\{").match(self.text, found.end(), end)
        if opening is None:
            return None
        closing = self._closing(opening.end() - 1)
        return None if closing is None else self._enter(place, found.start(), opening.end(), closing, font)

    def _set(self, found: re.Match[str], place: int, end: int, arguments: int) -> int:
        """Set a macro and its arguments as TeX's text."""
        self._stretch_of_text(self._begin(place), found.start())
        tokens = tokenise(self.text, found.start(), min(end, found.end() + 600))
        used = 1
        pairs = partners(tokens, 8)
        for _ in range(arguments):
            while used < len(tokens) and tokens[used].kind == "blank":
                used += 1
            if used < len(tokens):
                used = pairs.get(used, used) + 1
        used = min(used, len(tokens))
        floor = len(self._out)
        Formula(self._out, tokens[:used], self._style).text()
        last = tokens[used - 1].end
        if arguments == 0 and found[0][1:].isalpha() and self.text.startswith("{}", last):
            last += 2
        elif (
            arguments == 0
            and found[0][1:].isalpha()
            and re.match(r"\s[a-z]", self.text[last : last + 2])
            and len(found[0]) < 4
        ):
            last += 1
        self._out.stretch(last, floor)
        return last

    # Running text

    def _stretch_of_text(self, start: int, end: int) -> None:
        if start >= end:
            return
        place = start
        found = repair.islands(self.text, start, end, self._loss == Loss.TEX) if self._loss else []
        for island in found:
            self._plain(place, island.start)
            floor = len(self._out)
            Formula(self._out, island.tokens, self._style, literal=True).mathematics()
            if len(self._out) == floor:
                self._out.copy(island.start, island.end, self._style)
            else:
                self._out.stretch(island.end, floor)
            place = island.end
        self._plain(place, end)

    def _plain(self, start: int, end: int) -> None:
        place = start
        for found in _BLANKS.finditer(self.text, start, end):
            self._out.copy(place, found.start(), self._style)
            self._blank(found)
            place = found.end()
        self._out.copy(place, end, self._style)

    def _blank(self, found: re.Match[str]) -> None:
        before = self._out.last()
        paragraph = self._paragraphs and found[0].count("\n") > 1
        if not before or before == "\n":
            return
        if paragraph:
            self._out.drop_blank()
            self._out.put("\n", found.start(), found.end(), self._style)
        elif found[0].isspace() and before != " ":
            self._out.put(" ", found.start(), found.end(), self._style)


def _formulas(text: str) -> dict[int, int]:
    """Return where dollars begin formulas, and where those end. Prices, shell variables and lone dollars are not among them."""
    places = [found.start() for found in re.finditer(r"(?<!\\)\$", text)]
    found: dict[int, int] = {}
    number = 0
    while number < len(places) - 1:
        start = places[number]
        wide = text.startswith("$$", start)
        first = number + (2 if wide else 1)
        if first >= len(places):
            break
        close = places[first]
        end = close + (2 if wide and text.startswith("$$", close) else 1)
        if _is_formula(text, start + (2 if wide else 1), close):
            found[start] = end
            number = first + (2 if wide and end == close + 2 else 1)
        else:
            number += 1
    return found


def _is_formula(text: str, first: int, last: int) -> bool:
    inner = text[first:last]
    if not inner.strip() or len(inner) > LONGEST_FORMULA or re.search(r"\n\s*\n", inner):
        return False
    if inner[-1].isspace() and not inner[0].isspace() and not re.search(r"[\\^_]", inner):
        return False
    bare = re.sub(r"\\[A-Za-z]+\s*(?:\{[^{}]*\})?|\{[^{}]*\}", " ", inner)
    words = re.findall(r"[A-Za-z]{3,}", bare)
    if re.search(r"[\\^_=<>{}]", inner):
        return len(words) < 12 or "\\" in inner
    if (
        re.match(r"[0-9]", inner)
        and (inner[-1:].isspace() or text[last + 1 : last + 2].isdigit())
        and re.search(r"[A-Za-z,]", inner)
    ):
        return False
    return len(words) < 4
