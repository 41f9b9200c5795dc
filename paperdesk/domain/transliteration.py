# SPDX-License-Identifier: MIT
"""Letters of other alphabets spelt with ASCII, for keys that every tool can read. Pure."""

import unicodedata

# What no decomposition of Unicode gives. Cyrillic after BGN/PCGN, Greek after ISO 843, both without accents.
_SPELT = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
    "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ŋ": "n", "ħ": "h", "Ħ": "H", "ə": "e", "Ə": "E",
    **dict(zip("абвгдезийклмнопрстуфыэєіґ", "a b v g d e z i y k l m n o p r s t u f y e ye i g".split(), strict=True)),
    **dict(zip("ёжхцчшщъьюяї", ["yo", "zh", "kh", "ts", "ch", "sh", "shch", "", "", "yu", "ya", "yi"], strict=True)),
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "a v g d e z i i k l m n x o p r s s t y f o".split(), strict=True)),
    "θ": "th", "χ": "ch", "ψ": "ps",
}  # fmt: skip
_TABLE = str.maketrans(
    _SPELT | {c.upper(): s.capitalize() for c, s in _SPELT.items() if len(c.upper()) == 1 and c.upper() not in _SPELT}
)


def ascii_letters(text: str) -> str:
    """Return `text` with letters spelt in ASCII where that can be done; the rest of what is not ASCII is left out."""
    if text.isascii():
        return text
    # Letters with a spelling of their own first (й is no и with an accent), then what accents leave of the others.
    decomposed = unicodedata.normalize("NFKD", text.translate(_TABLE)).translate(_TABLE)
    return decomposed.encode("ascii", "ignore").decode("ascii")
