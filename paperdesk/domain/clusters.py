# SPDX-License-Identifier: MIT
"""Characters as the reader sees them: a letter with its marks, an emoji of several code points, a flag.

The common part of the rules of https://www.unicode.org/reports/tr29/ (extended grapheme clusters).
"""

import unicodedata

_JOINER = "\u200d"
_MOST = 256  # code points that a range is widened by; nothing that is read has more marks on one letter


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range [start, end) of code points of `text`, widened so that it cuts through no character."""
    first, last = start, end
    while 0 < first < len(text) and start - first < _MOST and _joined(text, first):
        first -= 1
    while 0 < last < len(text) and last - end < _MOST and _joined(text, last):
        last += 1
    return first, last


def _joined(text: str, place: int) -> bool:
    """Whether the code points before and at `place` are of one character."""
    before, after = text[place - 1], text[place]
    if before < "\u0300" and after < "\u0300":
        return before == "\r" and after == "\n"
    if _extends(after) and not before.isspace():
        return True
    if before == _JOINER and unicodedata.category(after) == "So":
        return True
    return _is_flag_letter(before) and _is_flag_letter(after) and _letters_before(text, place) % 2 == 1


def _extends(letter: str) -> bool:
    # Marks, joiners and the five skin tones, which count as symbols otherwise.
    return letter in "\u200c\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff" or unicodedata.category(letter)[0] == "M"


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _letters_before(text: str, place: int) -> int:
    count = 0
    while count < min(place, _MOST) and _is_flag_letter(text[place - 1 - count]):
        count += 1
    return count
