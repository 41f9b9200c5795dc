# SPDX-License-Identifier: MIT
"""Text from outside, made fit to be stored and compared."""

import re
import unicodedata

_UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
# Joiners (U+200C, U+200D) stay: emoji and several scripts are spelt with them.
_UNSEEN = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NOT_WORD = re.compile(r"[\W_]+")
_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
_ASCII_WORDS = {c: chr(c).lower() if chr(c).isalnum() else " " for c in range(128)}


def storable(text: str) -> str:
    """Return `text` with NUL, lone surrogates and non-characters replaced by U+FFFD.

    SQLite and Qt cannot hold them. The length in code points stays the same.
    """
    if text.isascii():  # nearly all text, and much faster to tell
        return text.replace("\0", "\ufffd")
    return _UNSTORABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return storable `text` with every run of white space as one blank, and none at the ends."""
    return " ".join(storable(text).split())


def visible(text: str) -> str:
    """Return `text` without zero-width characters and direction overrides, for places that show it."""
    return _UNSEEN.sub("", text)


def folded(text: str) -> str:
    """Return `text` for comparison: case and accents folded, runs of anything but letters and digits as a blank."""
    if text.isascii():  # nearly all text, and much faster this way
        return " ".join(text.translate(_ASCII_WORDS).split())
    decomposed = unicodedata.normalize("NFKD", visible(text)).casefold()
    if any(map(unicodedata.combining, decomposed)):
        decomposed = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", decomposed).strip()


def guarded(value: str) -> str:
    """Return the value of a table's cell so that no spreadsheet reckons it: with an apostrophe before what it would."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """Return what `guarded` was given."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value[1:]) else value
