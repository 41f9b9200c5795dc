# SPDX-License-Identifier: MIT
"""The words of a text: what is indexed, what is looked up, and what is marked are cut by this one rule.

A word is a run of letters and digits. Scripts that put no blanks between words are cut into single
characters, so that any part of a run is found as a phrase; emoji stand for themselves.
"""

import re
from typing import NamedTuple

from paperdesk.search.folding import folded, folded_with_places

LONGEST = 64  # code points; what follows in a longer word is not compared
FIELD_MARKS = "\x0e\x0f\x10\x11\x12\x13\x14\x15\x16"
VALUE_MARK = "\x1f"

_MARKS = f"[{FIELD_MARKS}{VALUE_MARK}]"
_CONTROLS = re.compile("[\x0e-\x1f]")
# Thai, Lao, Myanmar, Hangul, Khmer, kana and Han.
_UNSPACED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u1000-\u103f\u1100-\u11ff\u1780-\u17df\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff"
# Vowel signs of the scripts of India belong to the word, though Python does not count them as word characters.
_SIGNS = (
    "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a51"
    "\u0a70-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83"
    "\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d"
)
_LETTERS = rf"[^\W_{_UNSPACED}]"
_PLAIN = re.compile(f"[a-z0-9]+|{_MARKS}")
_ANY = re.compile(f"{_LETTERS}+(?:[{_SIGNS}]+{_LETTERS}*)*|[{_UNSPACED}{_EMOJI}]|{_MARKS}")


class Span(NamedTuple):
    """A word of a text in its compared form, and where it stands: `start` to `end`, in code points."""

    word: str
    start: int
    end: int


def has_marks(text: str) -> bool:
    """Return whether `text` holds characters that would part fields in `marked_words`."""
    return _CONTROLS.search(text) is not None


def without_marks(text: str) -> str:
    """Return `text` with blanks for the characters that would part fields; its length stays the same."""
    return _CONTROLS.sub(" ", text) if has_marks(text) else text


def marked_words(text: str) -> list[str]:
    """Return the words of `text`, and the field and value marks between them; words may be over `LONGEST`."""
    shape = folded(text)
    return (_PLAIN if shape.isascii() else _ANY).findall(shape)


def words(text: str) -> list[str]:
    """Return the words of `text` in order, in the form in which they are compared."""
    return [word[:LONGEST] for word in marked_words(without_marks(text))]


def spans(text: str) -> list[Span]:
    """Return the words of `text` with their places."""
    text = without_marks(text)
    if text.isascii():
        return [Span(m[0][:LONGEST], m.start(), m.end()) for m in _PLAIN.finditer(text.lower())]
    shape, starts, ends = folded_with_places(text)
    found = (_PLAIN if shape.isascii() else _ANY).finditer(shape)
    return [Span(m[0][:LONGEST], starts[m.start()], ends[m.end() - 1]) for m in found]
