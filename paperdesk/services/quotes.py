# SPDX-License-Identifier: MIT
"""Finds the passages of an abstract that a quote is: of the stored text, or of the text as the reader sees it."""

import re

from paperdesk.reading.abstract import render

Range = tuple[int, int]
_MOST = 100_000  # code points of a quote; no abstract is longer


def places(text: str, quote: str, prefix: str = "") -> list[Range]:
    """Return the ranges of the stored `text`, in code points, that are `quote`, in their order; overlapping ones count once.

    White space is the same whatever it is. With a `prefix` only those that stand right after it, white space aside.
    """
    words = quote[:_MOST].split()
    if not words:
        return []
    shown = render(text)
    found = {(start, end): _ends_with(text[:start], prefix) for start, end in _occurrences(text, words)}
    for start, end in _occurrences(shown.plain, words):
        place = shown.to_source(start, end)
        follows = _ends_with(shown.plain[:start], prefix) or _ends_with(text[: place[0]], prefix)
        same = next((known for known in found if known[0] < place[1] and place[0] < known[1]), place)
        found[same] = found.get(same, False) or follows
    return sorted(place for place, follows in found.items() if follows)


def _occurrences(text: str, words: list[str]) -> list[Range]:
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [match.span() for match in pattern.finditer(text)]


def _ends_with(text: str, prefix: str) -> bool:
    wanted = "".join(prefix.split())
    if not wanted:
        return True
    # As much of the text as can hold the prefix with white space between its letters.
    near = "".join(text[-4 * len(prefix) - 100 :].split())
    return near.endswith(wanted)
