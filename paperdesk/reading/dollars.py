# SPDX-License-Identifier: MIT
"""Which dollars enclose formulas. Prices, shell variables and lone dollars do not."""

import re

LONGEST = 3000  # code points of one formula

_DOLLAR = re.compile(r"(?<!\\)\$")
_PARAGRAPH = re.compile(r"\n\s*\n")
_TEX = re.compile(r"[\\^_]")
_FORMAL = re.compile(r"[\\^_=<>{}]")
_MACROS_AND_GROUPS = re.compile(r"\\[A-Za-z]+\s*(?:\{[^{}]*\})?|\{[^{}]*\}")
_WORD = re.compile(r"[A-Za-z]{3,}")


def formulas(text: str) -> dict[int, int]:
    """Return for each dollar that begins a formula the place after the dollar that ends it."""
    places = [found.start() for found in _DOLLAR.finditer(text)]
    found: dict[int, int] = {}
    number = 0
    while number < len(places) - 1:
        start = places[number]
        width = 2 if text.startswith("$$", start) else 1
        if number + width >= len(places):
            break
        close = places[number + width]
        closing = 2 if width == 2 and text.startswith("$$", close) else 1
        if _is_formula(text, start + width, close):
            found[start] = close + closing
            number += width + closing
        else:
            number += 1
    return found


def _is_formula(text: str, first: int, last: int) -> bool:
    """Whether text[first:last], between two dollars, is a formula rather than what is between two prices."""
    if last - first > LONGEST:
        return False
    inner = text[first:last]
    if not inner.strip() or _PARAGRAPH.search(inner):
        return False
    if inner[-1].isspace() and not inner[0].isspace() and not _TEX.search(inner):
        return False
    words = len(_WORD.findall(_MACROS_AND_GROUPS.sub(" ", inner)))
    if _FORMAL.search(inner):
        return words < 12 or "\\" in inner
    return words < 4 and not _is_between_prices(inner, text[last + 1 : last + 2])


def _is_between_prices(inner: str, after: str) -> bool:
    """Whether this is `5 and ` of `$5 and $10`."""
    ends = inner[-1].isspace() or after.isdigit()
    return inner[0] in "0123456789" and ends and any(char.isalpha() or char == "," for char in inner)
