# SPDX-License-Identifier: MIT
"""Puts the signs of a formula on one line, with TeX's spacing: chapter 18 of The TeXbook, with one width of blank.

There is none in scripts. An atom is one of TeX's kinds: ord, op, big, bin, rel, open, close, punct.
"""

import unicodedata
from typing import NamedTuple

from paperdesk.reading.composing import Composer
from paperdesk.reading.rendering import Style
from paperdesk.reading.tokens import Token

_STYLES = {
    "bf": Style.MATH | Style.BOLD, "bi": Style.MATH | Style.BOLD | Style.ITALIC, "tt": Style.MATH | Style.MONO,
}  # fmt: skip
_TEXT_STYLES = {"bf": Style.BOLD, "it": Style.ITALIC, "tt": Style.MONO}
_BLANKS = (" ", "\n", "")


class Look(NamedTuple):
    """How signs are set: on which level, and in which font. The fonts of TeX's text begin with `text`."""

    level: int
    font: str

    @property
    def is_text(self) -> bool:
        """Whether it is TeX's text: upright, blanks kept."""
        return self.font.startswith("text")

    def in_font(self, font: str) -> "Look":
        """Return the look within a font macro or after a switch; an empty `font` changes nothing."""
        if self.is_text:
            return Look(self.level, "text" + ("" if font in ("rm", "sf") else font))
        return Look(self.level, font or self.font)

    def scripted(self, sign: int) -> "Look":
        """Return the look of a script of this one; in a script it goes on as the outer one does."""
        outer = (self.level > 0) - (self.level < 0)
        return Look(self.level + (outer or sign), self.font if self.font in ("it", "rm") else "it")


class Line:
    """Collects the atoms of a formula into a composer. `before` is the kind of the last one, empty at a beginning."""

    def __init__(self, composer: Composer, base: Style) -> None:
        """`base` is added to the style of every run."""
        self.out = composer
        self.before = ""
        self.gap: Token | None = None  # the sign that asks for a blank after it
        self.accent = ""  # the combining mark of the accent around, to go on every letter
        self.href = ""
        self._base = base

    def emit(self, shown: str, token: Token, kind: str, look: Look, upright: bool = False) -> None:
        """Show an atom for a token."""
        if not shown:
            return
        if not look.is_text and look.level == 0:
            self.space(token, kind)
        letter = len(shown) == 1 and shown.isalpha() and not upright and not "Α" <= shown <= "Ω"
        if self.accent and shown.strip() and kind not in ("open", "close", "punct"):
            shown = "".join(unicodedata.normalize("NFC", char + self.accent) for char in shown)
        self.out.put(shown, token.start, token.end, self._base | _style(look, letter), look.level, self.href)
        self.before = kind

    def space(self, token: Token, kind: str) -> None:
        """Put the blank that TeX puts before an atom of this kind, and remember whether it wants one after it."""
        gap, self.gap = self.gap, None
        if self._is_spaced(gap is not None, kind) and not self.ends_blank():
            held = gap or token
            self.out.put(" ", held.start, held.end, self._base | Style.MATH, 0, self.href)
        if kind in ("rel", "bin", "punct", "op", "big"):
            self.gap = token

    def _is_spaced(self, gap: bool, kind: str) -> bool:
        before = self.before
        if kind in ("close", "punct") or kind == before == "rel":
            return False
        if gap and (before in ("rel", "bin", "punct") or (before in ("op", "big") and kind in ("ord", "op", "big"))):
            return True
        if kind in ("rel", "bin"):
            return before in ("ord", "close", "op", "big")
        return kind in ("op", "big") and before in ("ord", "close")

    def ends_blank(self) -> bool:
        """Whether nothing is shown yet, or a blank last."""
        return self.out.last() in _BLANKS

    def ends_as(self, kind: str) -> None:
        """Take all that was set last for one atom of this kind."""
        self.before, self.gap = kind, None

    def starts(self) -> tuple[str, Token | None]:
        """Set what follows as if nothing stood before it; return what `resumes` takes."""
        held = self.before, self.gap
        self.before, self.gap = "", None
        return held

    def resumes(self, held: tuple[str, Token | None]) -> None:
        """Forget what was set since `starts`."""
        self.before, self.gap = held


def _style(look: Look, letter: bool) -> Style:
    if look.is_text:
        return _TEXT_STYLES.get(look.font.removeprefix("text"), Style.PLAIN)
    if look.font == "it" and letter:
        return Style.MATH | Style.ITALIC
    return _STYLES.get(look.font, Style.MATH)
