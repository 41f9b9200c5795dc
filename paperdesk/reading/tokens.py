# SPDX-License-Identifier: MIT
"""TeX's tokens of a stretch of stored text, with their places. Pure."""

import re
from typing import NamedTuple

from paperdesk.reading.composing import BLANKS, UNFIT, UNSEEN


class Token(NamedTuple):
    """One token. `kind` is macro, char, open, close, sup, sub, blank, amp or row; `text` of a macro is its name."""

    kind: str
    text: str
    start: int
    end: int


_TOKEN = re.compile(
    rf"(?P<macro>\\(?:[A-Za-z]+\*?|[^{UNSEEN}{UNFIT}A-Za-z]))|(?P<unseen>[{UNSEEN}{UNFIT}\u2061-\u2064]+)"
    rf"|(?P<blank>[{BLANKS}~\u00a0\u2000-\u200a\u3000]+)|(?P<char>.)",
    re.DOTALL,
)
_KINDS = {"{": "open", "}": "close", "^": "sup", "_": "sub", "&": "amp"}


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of text[start:end]. A percent sign is itself here: arXiv's abstracts hold no comments."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        kind, first, last = found.lastgroup or "", found.start(), found.end()
        if kind == "macro":
            name = found[0][1:].removesuffix("*")
            tokens.append(Token("row" if name == "\\" else "macro", name or "*", first, last))
        elif kind == "char":
            tokens.append(Token(_KINDS.get(found[0], "char"), found[0], first, last))
        elif kind == "blank":
            tokens.append(Token("blank", " ", first, last))
    return tokens


def partners(tokens: list[Token], deepest: int) -> dict[int, int]:
    """Return for every opening brace at most `deepest` deep the place of its closing one; all others are loose."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close" and opened:
            first = opened.pop()
            if len(opened) < deepest:
                found[first] = place
    return found
