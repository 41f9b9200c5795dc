# SPDX-License-Identifier: MIT
"""Renders abstracts and titles: TeX's mathematics and text, mathematics that lost its TeX, links; every text is accepted."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperdesk.reading import links
from paperdesk.reading.composing import Composer
from paperdesk.reading.dollars import LONGEST, formulas
from paperdesk.reading.formula import Formula
from paperdesk.reading.prose import Prose
from paperdesk.reading.rendering import Rendering, Style
from paperdesk.reading.tokens import tokenise

_DISPLAYS = "|".join(("equation", "align", "eqnarray", "gather", "multline", "math", "displaymath"))
_ATOM = re.compile(
    rf"{links.PATTERN}|(?P<dollars>(?<!\\)\$\$?)|(?P<opening>\\\(|\\\[|\\begin\{{(?P<environment>(?:{_DISPLAYS})\*?)\}})",
    re.DOTALL,
)
_NEEDLES = ("$", "\\", *links.NEEDLES)
_CLOSINGS = {"\\(": "\\)", "\\[": "\\]"}


class _Formula(NamedTuple):
    """A formula: the text [first, last) between the delimiters at [start, end)."""

    start: int
    end: int
    first: int
    last: int


def render(text: str) -> Rendering:
    """Return the stored `text` as it is shown: paragraphs kept, other white space folded."""
    return _rendered(text, paragraphs=True)


def render_line(text: str) -> Rendering:
    """Return a title as it is shown, on one line."""
    return _rendered(text, paragraphs=False)


def _rendered(text: str, paragraphs: bool) -> Rendering:
    composer = Composer(text)
    dollars = formulas(text) if "$" in text else {}
    prose = Prose(composer, text, paragraphs, has_formulas=bool(dollars))
    place = 0
    for atom in _atoms(text, dollars):
        prose.show(place, atom.start)
        if isinstance(atom, _Formula):
            _show_formula(composer, text, atom, prose.style)
        else:
            _show_link(composer, atom, prose.style)
        place = atom.end
    prose.show(place, len(text))
    composer.drop_blank()
    return composer.done()


def _atoms(text: str, dollars: dict[int, int]) -> Iterator[_Formula | links.Link]:
    """Yield the formulas and links of a text, from left to right."""
    if not any(needle in text for needle in _NEEDLES):
        return
    place = 0
    closings = _Closings(text)
    while (found := _ATOM.search(text, place)) is not None:
        atom: _Formula | links.Link | None
        if found["dollars"]:
            atom = _between_dollars(text, found.start(), dollars)
            place = found.end()
        elif found["opening"]:
            atom = closings.formula(found)
            place = found.end()
        else:
            atom = links.link(found)
            place = max(found.end(), place + 1)
        if atom is not None:
            place = atom.end
            yield atom


def _between_dollars(text: str, start: int, dollars: dict[int, int]) -> _Formula | None:
    end = dollars.get(start)
    if end is None:
        return None
    width = 2 if text.startswith("$$", start) and text.startswith("$$", end - 2) else 1
    return _Formula(start, end, start + width, end - width)


class _Closings:
    r"""Finds what closes `\(` and the like. Asked from left to right, it reads the text once for each delimiter."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def formula(self, opening: re.Match[str]) -> _Formula | None:
        """Return the formula that `opening` begins, if it is closed soon."""
        closing = _CLOSINGS.get(opening[0]) or f"\\end{{{opening['environment']}}}"
        first = opening.end()
        last = self._next.get(closing, 0)
        if 0 <= last <= first:
            last = self._next[closing] = self._text.find(closing, first + 1)
        if last < 0 or last - first > LONGEST:
            return None
        return _Formula(opening.start(), last + len(closing), first, last)


def _show_formula(composer: Composer, text: str, formula: _Formula, style: Style) -> None:
    floor = len(composer)
    composer.claim(formula.start)
    Formula(composer, tokenise(text, formula.first, formula.last), style).mathematics()
    if len(composer) == floor:
        composer.copy(formula.start, formula.end, style)
    composer.stretch(formula.end, floor)


def _show_link(composer: Composer, link: links.Link, style: Style) -> None:
    floor = len(composer)
    composer.claim(link.start)
    composer.copy(link.first, link.last, style, 0, link.href)
    composer.stretch(link.end, floor)
