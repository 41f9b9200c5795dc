# SPDX-License-Identifier: MIT
"""Letters of the mathematical alphabets of Unicode (block U+1D400 and its exceptions in U+2100). Data and one look-up."""

import unicodedata

_EXCEPTIONS = {
    "SCRIPT": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "FRAKTUR": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "DOUBLE-STRUCK": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
_DIGITS = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"]


def _alphabet(family: str) -> dict[str, str]:
    letters: dict[str, str] = {}
    for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)):
        letter = chr(code)
        case = "CAPITAL" if letter.isupper() else "SMALL"
        exception = _EXCEPTIONS[family].get(letter)
        letters[letter] = exception or unicodedata.lookup(f"MATHEMATICAL {family} {case} {letter.upper()}")
    if family == "DOUBLE-STRUCK":
        for number, name in enumerate(_DIGITS):
            letters[str(number)] = unicodedata.lookup(f"MATHEMATICAL {family} DIGIT {name}")
    return letters


_SCRIPT, _FRAKTUR, _DOUBLE = _alphabet("SCRIPT"), _alphabet("FRAKTUR"), _alphabet("DOUBLE-STRUCK")
_BY_FONT = {"cal": _SCRIPT, "frak": _FRAKTUR, "bb": _DOUBLE}

# What chooses an alphabet: macros with an argument, and switches that hold to the end of the group.
FONTS = {
    "mathcal": "cal", "mathscr": "cal", "mathfrak": "frak", "mathbb": "bb", "mathds": "bb", "mathbbm": "bb", "Bbb": "bb",
    "mathbf": "bf", "textbf": "bf", "boldsymbol": "bi", "bm": "bi", "pmb": "bi", "mathbit": "bi", "mathrm": "rm",
    "text": "rm", "textrm": "rm", "mbox": "rm", "hbox": "rm", "operatorname": "rm", "textnormal": "rm", "textup": "rm",
    "mathup": "rm", "mathit": "it", "textit": "it", "emph": "it", "textsl": "it", "mathsf": "sf", "textsf": "sf",
    "mathtt": "tt", "texttt": "tt", "textsc": "rm", "mathsc": "rm", "symbf": "bf", "symbb": "bb", "symcal": "cal",
    "symrm": "rm", "tiny": "", "fbox": "rm", "boxed": "", "textmd": "rm", "mathbfcal": "cal", "mathbfit": "bi",
    "bold": "bf", "unit": "rm", "SI": "rm", "num": "rm", "ce": "rm", "intertext": "rm",
}  # fmt: skip
TEXTS = frozenset(
    """
    text textrm mbox hbox textnormal textup textbf textit emph textsl textsf texttt textsc fbox intertext textmd
    """.split()
)
SWITCHES = {
    "rm": "rm", "cal": "cal", "bf": "bf", "it": "it", "sl": "it", "em": "it", "sf": "sf", "tt": "tt", "sc": "rm",
    "mit": "it", "frak": "frak", "scr": "cal", "bfseries": "bf", "itshape": "it", "ttfamily": "tt", "rmfamily": "rm",
    "sffamily": "sf", "upshape": "rm", "slshape": "it", "scshape": "rm", "mathversion": "",
}  # fmt: skip


def lettered(char: str, font: str) -> str:
    """Return `char` from the alphabet of `font` (cal, frak or bb), or itself where the alphabet lacks it."""
    return _BY_FONT[font].get(char, char) if font in _BY_FONT else char
