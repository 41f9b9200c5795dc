# SPDX-License-Identifier: MIT
"""Builds a Rendering from left to right, and keeps its map sound."""

import re
from array import array

from paperdesk.reading.rendering import Rendering, Run, Style

# What is never shown: controls, zero-width blanks, direction overrides. U+200C and U+200D stay: emoji and scripts need them.
UNSEEN = "\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# What no text widget can hold: NUL, surrogates, non-characters, and U+FFFC, which stands for an image.
UNFIT = "\x00\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff"
BLANKS = " \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029"

_ODD = re.compile(f"[{UNSEEN}]+|[{UNFIT}]|(?! )[{BLANKS}]+")


class Composer:
    """Collects shown text; each piece says which range of the stored text it shows."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._odd = _ODD.search(text) is not None
        self._parts: list[str] = []
        self._starts = array("i")
        self._ends = array("i")
        self._looks: list[tuple[Style, int, str]] = []
        self._claimed: int | None = None

    def __len__(self) -> int:
        return len(self._starts)

    def copy(self, start: int, end: int, style: Style = Style.PLAIN, level: int = 0, href: str = "") -> None:
        """Show the stored code points [start, end) as they are, without those that are never shown."""
        if self._odd:
            for found in _ODD.finditer(self.text, start, end):
                self._copy(start, found.start(), style, level, href)
                start = found.end()
                if not re.match(f"[{UNSEEN}]", found[0]):
                    shown = " " if found[0].isspace() else "\ufffd"
                    self.put(shown, found.start(), found.end(), style, level, href)
        self._copy(start, end, style, level, href)

    def _copy(self, start: int, end: int, style: Style, level: int, href: str) -> None:
        if start >= end:
            return
        floor = len(self._starts)
        self._parts.append(self.text[start:end])
        self._looks.append((style, level, href))
        self._starts.extend(range(start, end))
        self._ends.extend(range(start + 1, end + 1))
        self._settle(floor)

    def put(self, shown: str, start: int, end: int, style: Style = Style.PLAIN, level: int = 0, href: str = "") -> None:
        """Show `shown` for the stored code points [start, end), each of its code points for all of them."""
        if not shown or start >= end:
            return
        floor = len(self._starts)
        self._parts.append(shown)
        self._looks.append((style, level, href))
        self._starts.extend([start] * len(shown))
        self._ends.extend([end] * len(shown))
        self._settle(floor)

    def claim(self, start: int) -> None:
        """Let the next piece also stand for what begins at `start` and is not shown itself (an opening delimiter)."""
        if self._claimed is None:
            self._claimed = start

    def stretch(self, end: int, since: int = 0) -> None:
        """Let the last piece also stand for what follows it up to `end`, if a piece was added from place `since` on."""
        if len(self._ends) > since and self._ends[-1] < end:
            last = self._ends[-1]
            begin = self._starts[-1]
            place = len(self._ends) - 1
            while place >= since and self._ends[place] == last and self._starts[place] == begin:
                self._ends[place] = end
                place -= 1

    def _settle(self, floor: int) -> None:
        """Take in a claim, then keep starts and ends from falling where something is shown out of its order."""
        if self._claimed is not None:
            self._starts[floor] = min(self._starts[floor], self._claimed)
            self._claimed = None
        if not floor:
            return
        for bounds in (self._starts, self._ends):
            lowest = bounds[floor - 1]
            place = floor
            while place < len(bounds) and bounds[place] < lowest:
                bounds[place] = lowest
                place += 1

    def drop_blank(self) -> None:
        """Take back a blank or a paragraph break at the end."""
        while self._parts and self._parts[-1][-1] in " \n":
            self._parts[-1] = self._parts[-1][:-1]
            self._starts.pop()
            self._ends.pop()
            if not self._parts[-1]:
                self._parts.pop()
                self._looks.pop()

    def last(self) -> str:
        """The code point shown last; empty at the beginning."""
        return self._parts[-1][-1] if self._parts else ""

    def done(self) -> Rendering:
        """Return what was collected."""
        runs: list[Run] = []
        place = 0
        while place < len(self._parts):
            look = self._looks[place]
            after = place + 1
            while after < len(self._parts) and self._looks[after] == look:
                after += 1
            joined = "".join(self._parts[place:after])
            if joined:
                runs.append(Run(joined, *look))
            place = after
        return Rendering(tuple(runs), "".join(self._parts), self._starts, self._ends)
