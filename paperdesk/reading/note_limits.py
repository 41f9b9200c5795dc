# SPDX-License-Identifier: MIT
"""Keeps notes within what Markdown can set in bounded time: deep nesting is cut off, hopeless paragraphs stay plain.

The parser looks for the end of each bracket and each emphasis anew from where it begins; a text of nothing but beginnings
costs it the square, or the cube, of its length. What that would come to is reckoned first, by one look at the text.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

DEEPEST = 8  # quotes and lists in one another
_INDENT = 4 * DEEPEST  # blanks
_COLUMNS = 60  # of a table
_CELLS = 3_000  # of all tables of a note; what is more stays text
_RULES = 400  # rules and underlined headings
_LONGEST = 20_000  # code points of one paragraph
_SEARCH = 1_000_000  # code points of a whole note that are passed in looking for closing brackets
_EMPHASIS = 1_000_000_000  # steps of a whole note in looking for the end of emphasis, in machine code
_CONTAINERS = re.compile(r"[ \t]*(?:(?:>|[-*+](?=\s)|[0-9]{1,9}[.)](?=\s))[ \t]*)+")
_CONTAINER = re.compile(r">|[-*+](?=\s)|[0-9]{1,9}[.)](?=\s)")
_HASHES = re.compile(r"#{30}")
_RULE = re.compile(r" {0,3}[-=*_][-=*_ ]*")
_BRACKETS = re.compile(r"[\[\]()]")


class Restraint(Preprocessor):
    """Cuts off what is nested deeper, or has more columns, than anyone writes. Code in fences is out of its sight."""

    def run(self, lines: list[str]) -> list[str]:
        cells = rules = 0
        restrained = []
        for line in lines:
            line = _shallow(line)
            rules += _RULE.fullmatch(line) is not None
            if rules > _RULES and _RULE.fullmatch(line):  # at each, the parser copies what follows without a blank line
                restrained.append("")
            columns = line.count("|")
            cells += columns
            if columns > _COLUMNS or cells > _CELLS:
                line = line.replace("|", "\\|")
            restrained.append(line)
        return restrained


def _shallow(line: str) -> str:
    """Return `line` with at most so much before its text that it stands `DEEPEST` deep."""
    indent = len(line) - len(line.lstrip(" "))
    if indent > _INDENT:
        line = line[indent - _INDENT :]
    found = _CONTAINERS.match(line)
    if found:
        for number, container in enumerate(_CONTAINER.finditer(line, 0, found.end())):
            if number >= DEEPEST:
                return line[: container.start()] + "\\" + line[container.start() :]
    if _HASHES.search(line):  # a heading that ends in them is looked at from each of them
        return line.replace("#", "\\#")
    return line


class Sobriety(Treeprocessor):
    """Leaves a paragraph, heading or cell as it was typed where its brackets or stars would take too long."""

    def run(self, root: Element) -> None:
        search, emphasis = _SEARCH, _EMPHASIS
        for element in root.iter():
            text = element.text
            if not text or isinstance(text, AtomicString):
                continue
            searched, emphasised = _search(text), _emphasis(text)
            if len(text) > _LONGEST or searched > search or emphasised > emphasis:
                element.text = AtomicString(text)
            else:
                search, emphasis = search - searched, emphasis - emphasised


def _emphasis(text: str) -> int:
    """Return how many steps it may take to find what every star and every low line closes."""
    stars, lines = text.count("*"), text.count("_")
    return (stars * stars + lines * lines) * len(text)


def _search(text: str) -> int:
    """Return how many code points are passed where the end of every bracket of a link is looked for."""
    open_at: dict[str, list[int]] = {"[": [], "(": []}
    passed = 0
    for found in _BRACKETS.finditer(text):
        place, char = found.start(), found[0]
        if char in open_at:
            if char == "[" or text[place - 1 : place] == "]":
                open_at[char].append(place)
        else:
            waiting = open_at["[" if char == "]" else "("]
            if waiting:
                passed += place - waiting.pop()
    return passed + sum(len(text) - place for places in open_at.values() for place in places)


def restrain(md: Markdown) -> None:
    """Put both into a parser: after code in fences was set aside, and before emphasis and links are looked for."""
    md.preprocessors.register(Restraint(md), "restraint", 24)
    md.treeprocessors.register(Sobriety(md), "sobriety", 25)
