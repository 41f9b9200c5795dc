# SPDX-License-Identifier: MIT
"""Text as it is compared in a search: case, accents and the forms of letters folded, with the way back to the text.

Like `domain.text.folded`, and beyond it: letters with a stroke lose it, ligatures fall apart, and
characters that nobody sees (soft hyphens, joiners) are gone, so that the word around them stays whole.
"""

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile("[^\x00-\x7f]+")
_UNSEEN = frozenset(
    "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0e\ufe0f\ufeff"
)
# Marks that make another letter of the kana before them; all other combining marks are accents.
_VOICING = "\u3099\u309a"
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Return `text` in the form in which words are compared."""
    if text.isascii():
        return text.lower()
    return _RUN.sub(lambda run: _fold(run[0]), text).lower()


@lru_cache(maxsize=16_384)
def _short_run(run: str) -> str:
    decomposed = unicodedata.normalize("NFKD", run)
    kept = "".join(c for c in decomposed if c in _VOICING or not (unicodedata.combining(c) or c in _UNSEEN))
    return unicodedata.normalize("NFC", kept).casefold().translate(_LETTERS)


def _fold(run: str) -> str:
    # A run of another script can be as long as the text; only short ones come again.
    return _short_run(run) if len(run) <= 32 else _short_run.__wrapped__(run)


def folded_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """Return `text` folded, and for each folded character where its original begins and ends, in code points."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for run in _RUN.finditer(text):
        _append(parts, starts, ends, text[done : run.start()].lower(), done)
        place = run.start()
        for piece in _pieces(run[0]):
            _append_piece(parts, starts, ends, piece, place)
            place += len(piece)
        done = run.end()
    _append(parts, starts, ends, text[done:].lower(), done)
    return "".join(parts), starts, ends


def _append(parts: list[str], starts: list[int], ends: list[int], plain: str, place: int) -> None:
    parts.append(plain)
    starts.extend(range(place, place + len(plain)))
    ends.extend(range(place + 1, place + len(plain) + 1))


def _append_piece(parts: list[str], starts: list[int], ends: list[int], piece: str, place: int) -> None:
    shape = _fold(piece).lower()
    if not shape and ends and ends[-1] == place:
        ends[-1] += len(piece)  # an accent, or something unseen, belongs to the letter before it
    parts.append(shape)
    starts.extend([place] * len(shape))
    ends.extend([place + len(piece)] * len(shape))


def _pieces(run: str) -> list[str]:
    """Cut `run` where each piece can be folded by itself; into one piece where no such cut is safe."""
    pieces: list[str] = []
    for character in run:
        if pieces and (unicodedata.combining(character) or "\u1160" <= character <= "\u11ff"):
            pieces[-1] += character
        else:
            pieces.append(character)
    whole = _fold(run).lower()
    return pieces if "".join(_fold(p).lower() for p in pieces) == whole else [run]
