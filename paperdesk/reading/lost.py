# SPDX-License-Identifier: MIT
"""Whether a text lost its TeX, or holds anything at all that the repair of mathematics could set."""

import enum
import re
from functools import lru_cache

from paperdesk.reading import glued, names

_WORD = re.compile(r"[A-Za-z]{2,}")
_GREEK = "α-ωϵϕΓΔΘΛΞΠΣΦΨΩ"
_NAMES = "to|in|le|ge|ne|ll|gg|sim|simeq|approx|equiv|times|pm|bar|hat|tilde"
_RELATED = "le|ge|ll|gg|sim|times|pm|approx|subset|mid|cup|cap|circ|wedge|cong|equiv|prec|succ"
_LETTERS = "|".join(sorted(names.GREEK, key=len, reverse=True))
_SWITCHES = "|".join(sorted(names.SWITCHES))
_MEASURES = r"[kMGTm]?eV|[kMG]?pc|km|M_odot|[kMG]?Hz"

# What only lost TeX looks like, by what a text must hold to be searched for it.
_DAMAGE = [
    (needle, re.compile(pattern))
    for needle, pattern in (
        ("times", r"[0-9]\)?times(?![a-z])"),
        ("times ", r"\b[A-Za-z]times [A-Za-z0-9]\b"),
        ("in ", r"\b[A-Z]in [A-Z][\^_]"),
        ("pm", r"[0-9]pm[0-9]"),
        ("{", rf"\{{(?:{_SWITCHES})\s|\b(?:text|hat|bar|tilde|vec|dot|bm|sqrt|underline|unicode)\{{"),
        ("{", r"(?<![\^_A-Za-z0-9])[0-9]{1,9}\{[0-9]{1,9}\}"),
        ("^{", rf"(?<![A-Za-z])(?:{_LETTERS})\^\{{"),
        ("_{", rf"(?<![A-Za-z])(?:{_LETTERS})_\{{"),
        ("O(", rf"\bO\((?:{_LETTERS})\)"),
        ("sqrt ", r"\bsqrt [A-Za-z0-9]"),
        ("rm ", r"(?<![A-Za-z-])rm [A-Z{\\]"),
        ("tt ", r"(?<![A-Za-z-])tt [A-Z]"),
        ("hat ", r"\bhat [A-Za-z][\^_()]|[(,] ?hat [A-Za-z]\b"),
        ("tilde ", r"\btilde [A-Za-z][\^_()]|[(,] ?tilde [A-Za-z]\b"),
        ("bar ", r"\bbar [A-Za-z][\^_()]|[(,] ?bar [A-Za-z]\b"),
        ("bar ", r"\b[A-Z]bar [A-Z]\b"),
        ("^", rf"\^[-+*0-9]{{1,2}}(?:{_NAMES})(?![a-z])"),
        ("_", rf"_[-+*0-9]{{1,2}}(?:{_NAMES})(?![a-z])"),
        (")", rf"\)(?:{_RELATED})(?![a-z])"),
        ("]", rf"\](?:{_RELATED})(?![a-z])"),
        ("}", rf"\}}(?:{_RELATED})(?![a-z])|\}}[,;](?:{_MEASURES})\b|\}}x20[12][0-9a-f]"),
        ("x20", r"[0-9]x20[12][0-9a-f](?![0-9])"),
    )
]
_BESIDE_GREEK = re.compile(
    rf"[{_GREEK}](?:(?:{_NAMES})(?![a-z]))|(?:bar|hat|tilde|vec|sqrt|overline)[{_GREEK}]|[A-Za-z]to [{_GREEK}]"
)
_ANY_GREEK = re.compile(f"[{_GREEK}]")
# Signs' names that are words or parts of words: worth a look at what stands beside them.
_DOUBTFUL = frozenset("sim approx simeq equiv pm ll gg le ge mid times dots".split())
_RELATION = re.compile(
    r"(?:sim|approx|simeq|equiv|pm|times)[\s{]*[-+.(]?[0-9]|\b[A-Za-z]\s?(?:sim|approx|simeq|equiv|le|ge|mid|times|gg)\s"
    r"|[0-9α-ω)|]\s?(?:pm|ll|gg|le|ge|times)\s|,dots,|\bll\s"
)
_WRITTEN = re.compile(
    r"\^|_\{|[A-Za-z0-9α-ω)\]}]_[A-Za-z0-9]|\{(?:sim|approx|pm|times|leq|geq|to|[-=<>,~])\}|\\[A-Za-z]"
)
_CODED = re.compile(r"[b-df-hj-np-tv-z]x20[12][0-9a-f](?![0-9])")


class Loss(enum.IntEnum):
    """How much of a text may be mathematics without its TeX."""

    NONE = 0
    SOME = 1  # a power here, an index there: as they are written without TeX
    TEX = 2  # its TeX was taken away: any name of a sign can be that sign


def loss(text: str) -> Loss:
    """Return how much of `text` may be mathematics without its TeX."""
    told = {_told_by(word) for word in set(_WORD.findall(text)) if len(word) <= glued.LONGEST}
    if Loss.TEX in told or _damaged(text):
        return Loss.TEX
    doubtful = None in told and _RELATION.search(text)
    some = Loss.SOME in told or doubtful or _WRITTEN.search(text) or ("x20" in text and _CODED.search(text))
    return Loss.SOME if some else Loss.NONE


def _damaged(text: str) -> bool:
    if any(needle in text and pattern.search(text) for needle, pattern in _DAMAGE):
        return True
    return _ANY_GREEK.search(text) is not None and _BESIDE_GREEK.search(text) is not None


@lru_cache(20_000)
def _told_by(word: str) -> Loss | None:
    """Return what a word tells of its text; None where it may be a sign's name."""
    found = glued.pieces(word)
    if found and glued.certain(found):
        return Loss.TEX
    if glued.with_capitals(word):
        return Loss.SOME
    short = glued.with_short(word)
    return None if word in _DOUBTFUL or short or (found and len(found) > 1) else Loss.NONE
