# SPDX-License-Identifier: MIT
"""Cuts a word that lost its backslashes back into TeX's names and loose letters: `nLvarepsilon` → n, L, varepsilon."""

import itertools
import re
from functools import lru_cache

from paperdesk.config.paths import resource
from paperdesk.reading import names
from paperdesk.reading.names import Edge

LONGEST = 48
_WIDEST = max(map(len, names.GLUED))
_STRIKING = re.compile(f"({'|'.join(names.STRIKING)})")
# A Greek letter and capitals: `muP`, `DeltaE`. With small letters after it, it is somebody's name: `alphaXiv`.
_GREEK_AND_CAPITALS = re.compile(
    rf"({'|'.join(sorted(names.GREEK - names.CAPITALS, key=len, reverse=True))})([A-Z]{{1,2}})"
)
_LONG_GREEK = frozenset(name for name in names.GREEK - names.CAPITALS if len(name) > 4)
_LETTER_AND_SHORT = re.compile(rf"([A-Za-z])({'|'.join(names.SHORT)})")

Pieces = tuple[str, ...]


@lru_cache(1)
def _words() -> frozenset[str]:
    lines = (resource("words") / "look-like-math.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@lru_cache(20_000)
def pieces(word: str) -> Pieces:
    """Return the names, letters and rests that `word` (letters only) was glued from; empty if it is a word.

    A name of TeX alone is one piece. Of several cuts that one is taken which leaves the fewest loose letters.
    """
    if word in names.ALL:
        return (word,)
    if not 3 <= len(word) <= LONGEST or word in _words() or word.lower() in _words():
        return ()
    return cut(word)


def cut(word: str) -> Pieces:
    """Return the pieces of a word of which the list of ordinary words is not asked."""
    return _fewest(word) or _around_striking(word)


def _fewest(word: str) -> Pieces:
    """Cut a word into names and at most two letters together (capitals: any number) with the fewest letters left loose."""
    best: list[tuple[int, int, Pieces] | None] = [None] * (len(word) + 1)
    best[0] = (0, 0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _WIDEST), end):
            piece, before = word[start:end], best[start]
            if before is None or not _fits(piece, before[2]):
                continue
            offer = (before[0] + (len(piece) == 1), before[1] + 1, (*before[2], piece))
            known = best[end]
            if known is None or offer[:2] < known[:2]:
                best[end] = offer
    found = best[-1]
    return found[2] if found and _likely(found[2]) else ()


def _fits(piece: str, before: Pieces) -> bool:
    if len(piece) > 1:
        return piece in names.GLUED
    loose = len(before) >= 2 and len(before[-1]) == len(before[-2]) == 1
    return not loose or (piece.isupper() and before[-1].isupper())


def _likely(found: Pieces) -> bool:
    """Long names outweigh what is beside them: else nearly every word could be cut."""
    sizes = [len(piece) for piece in found]
    long, short = sum(size > 2 for size in sizes), sizes.count(2)
    capitals = max(
        (len(run) for run in re.findall("[A-Z]+", "".join(p if len(p) == 1 else " " for p in found))), default=0
    )
    related = capitals > 2 and any(len(piece) > 3 and names.edges(piece)[0] is Edge.SIGN for piece in found)
    loose = sizes.count(1) - (capitals if related else 0)
    return long > 0 and short <= long and loose <= 2 * long


def _around_striking(word: str) -> Pieces:
    """Cut a word at a name that is in no word, and leave the rests as they are."""
    parts = [part for part in _STRIKING.split(word) if part]
    if len(parts) < 2:
        return ()
    return tuple(piece for part in parts for piece in (_fewest(part) or (part,)))


@lru_cache(4_000)
def with_capitals(word: str) -> Pieces:
    """Return the pieces of a Greek letter's name with capitals after it, as in `muP`; else nothing."""
    found = _GREEK_AND_CAPITALS.fullmatch(word)
    return (found[1], *found[2]) if found else ()


@lru_cache(4_000)
def with_short(word: str) -> Pieces:
    """Return the pieces of a letter and a short sign's name, as in `bto`; else nothing. Many words look so too."""
    found = _LETTER_AND_SHORT.fullmatch(word)
    return (found[1], found[2]) if found and word not in _words() and word.lower() not in _words() else ()


def micro(word: str) -> Pieces:
    """Return the pieces of a unit of measure with `mu` before it, as in `mum`; else nothing."""
    unit = word.removeprefix("mu")
    known = unit in names.MEASURES or (len(unit) == 1 and unit in "msgLlAVWKJTFCN")
    return ("mu", *unit) if unit != word and known else ()


def certain(found: Pieces) -> bool:
    """Whether these pieces were mathematics wherever they stand."""
    loose = sum(len(piece) == 1 for piece in found)
    if any(piece in names.DISTINCT and (len(piece) > 5 or loose < 3) for piece in found):
        return True
    if len(found) > 1 and loose < 3 and any(piece in _LONG_GREEK for piece in found):
        return True
    if any(piece == "times" and len(after) == 1 and after.isupper() for piece, after in itertools.pairwise(found)):
        return True
    long = [piece for piece in found if len(piece) > 2 and piece in names.ALL]
    return len(long) > 1 and any(names.edges(piece)[1] is not Edge.FUNCTION for piece in long)
