# SPDX-License-Identifier: MIT
"""LaTeX as reference managers write it, made plain text: accents, letters, escapes, grouping braces.

Mathematics stays as it is, since the reader sets it, and so does every command that is not known: nothing is ever run.
Libraries for this turn mathematics into words or drop what they do not know. Accents and letters are those of the
LaTeX2e guide for authors, https://www.latex-project.org/help/documentation/usrguide.pdf.
"""

import re
import unicodedata

_MATH = re.compile(
    r"""(?P<escape>\\(?![(\[]).)
    | \$(?P<sign>[<>|])\$
    | (?P<math>\$\$(?:[^$\\]++|\\.)++\$\$ | \$(?:[^$\\]++|\\.)++\$
        | \\\((?:[^\\]++|\\[^()])*+\\\) | \\\[(?:[^\\]++|\\[^\[\]])*+\\\])""",
    re.DOTALL | re.VERBOSE,
)
_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_LETTERS = {
    "i": "ı", "j": "ȷ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "dj": "đ",
    "DJ": "Đ", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "copyright": "©", "pounds": "£", "euro": "€",
    "texteuro": "€", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "dots": "…", "ldots": "…",
    "textellipsis": "…", "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotedbl": '"', "textquotesingle": "'", "guillemotleft": "«",
    "guillemotright": "»", "quotesinglbase": "‚", "quotedblbase": "„", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
    "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textperiodcentered": "·", "textbullet": "•",
    "textdegree": "°", "degree": "°", "textmu": "µ", "textasciigrave": "`", "textexclamdown": "¡",
    "textquestiondown": "¿", "textordfeminine": "ª", "textordmasculine": "º", "slash": "/", "space": " ",
    "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "textnumero": "№", "textsterling": "£", "textsection": "§",
}  # fmt: skip
_STYLES = (
    "emph|text(?:it|bf|tt|sc|rm|sf|sl|up|md|normal|subscript|superscript)?|mbox|hbox|underline|mkbibquote|mkbibemph"
    "|enquote|ensuremath|protect|relax|noopsort|bibinfo|natexlab|em|it|bf|tt|sc|rm|sf|sl|itshape|bfseries|scshape"
    "|ttfamily|upshape|normalfont|small|large"
)
_SYMBOLS = {
    **{c: c for c in "%&_#${}"},
    **dict.fromkeys(" \n\t\\,;:", " "), **dict.fromkeys("-/@!*", ""),
}  # fmt: skip
_TOKEN = re.compile(
    r"""\\(?P<mark>[`'^"~=.]|[uvHdckbrt](?![A-Za-z]))\s*
        (?:\{\s*(?P<group>(?:\\[`'^"~=.]\s*(?:\{[^{}\\]{1,2}\}|[^\s{}\\])|[^{}\\]{1,4}|\\[A-Za-z]{1,2}(?![A-Za-z])\s*(?:\{\})?))\s*\}
         |(?P<next>\\[ijlo](?![A-Za-z])(?:\{\})?|[^\W\d_]))
    | \\(?P<style>"""
    + _STYLES
    + r""")(?![A-Za-z])\*?\s*
    | \\(?P<letter>"""
    + "|".join(sorted(_LETTERS, key=len, reverse=True))
    + r""")(?![A-Za-z])(?:\{\}|\s+|)
    | \\(?P<lone>[`'^"~=.])\{\}
    | (?P<unknown>\\[A-Za-z]+\*?(?:\{[^{}]*+\}){0,4})
    | \\(?P<symbol>.)
    | (?P<brace>[{}])
    | (?P<tie>~)""",
    re.DOTALL | re.VERBOSE,
)


def plain(text: str) -> str:
    """Return `text` with its LaTeX as plain text, in Unicode's composed form where anything was an accent."""
    if not _holds_any(text):
        return text
    if "$" not in text and "\\(" not in text and "\\[" not in text:
        return _TOKEN.sub(_said, text)
    parts, end = [], 0
    for found in _MATH.finditer(text):
        if kept := found["math"] or found["sign"]:
            parts += [_TOKEN.sub(_said, text[end : found.start()]), kept]
            end = found.end()
    return "".join([*parts, _TOKEN.sub(_said, text[end:])])


def _holds_any(text: str) -> bool:
    return "\\" in text or "{" in text or "}" in text or "~" in text or "$" in text


def _said(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind in ("group", "next"):
        return _accented(found["mark"], found[kind])
    if kind == "letter":
        return _LETTERS[found["letter"]]
    if kind == "lone":
        return found["lone"]
    if kind == "unknown":
        return found[0]
    if kind == "symbol":
        return _SYMBOLS.get(found["symbol"], found[0])
    return " " if kind == "tie" else ""


def _accented(mark: str, argument: str) -> str:
    base = _TOKEN.sub(_said, argument).strip()
    base = {"ı": "i", "ȷ": "j"}.get(base, base)
    if not base:
        return ""
    return unicodedata.normalize("NFC", base[0] + _COMBINING[mark] + base[1:])
