# SPDX-License-Identifier: MIT
"""Lists as people type them, made lists as the parser wants them.

Python-Markdown wants a blank line before a list and four blanks for each level; people leave out the one, and write two
or three of the others, as CommonMark lets them (https://spec.commonmark.org/0.31.2/#list-items).
"""

import re

from markdown.preprocessors import Preprocessor

LEVEL = 4  # blanks that the parser takes for a level
_ENTRY = re.compile(r"( *)([-*+]|[0-9]{1,9}[.)])( +)(?=\S)")
_BREAK = re.compile(r"#{1,6} |>")
_RULE = re.compile(r" *(?:[-*_] *){3,}")


class Lists(Preprocessor):
    """Sets the blanks before entries and what belongs to them, and parts a list from the text before it."""

    def run(self, lines: list[str]) -> list[str]:
        self._made: list[str] = []
        self._levels: list[tuple[int, bool]] = []  # of each open list: where its text begins, whether it is numbered
        self._blank = True  # whether the line before was
        self._in_list = False  # whether the lines since the last blank one began with an entry
        for line in lines:
            text = line.lstrip(" ")
            entry = _ENTRY.match(line) if not _RULE.fullmatch(line) else None
            if entry and not self._levels and len(entry[1]) >= LEVEL:
                entry = None  # it is code
            if self._blank:
                self._in_list = entry is not None
            if not text:
                self._made.append("")
            elif entry:
                self._take_entry(entry, line[entry.end() :])
            else:
                self._take_text(text, len(line) - len(text))
            self._blank = not text
        return self._made

    def _take_entry(self, entry: re.Match[str], text: str) -> None:
        marker, is_numbered = entry[2].replace(")", "."), entry[2][-1] in ".)"
        depth, is_other = len(self._levels), False
        while self._levels and len(entry[1]) < self._levels[-1][0]:
            is_other = self._levels.pop()[1] != is_numbered
        is_other = is_other and len(self._levels) < depth
        if not self._blank and (not self._in_list or is_other):
            self._made.append("")
            self._in_list = True
        self._made.append(f"{' ' * LEVEL * len(self._levels)}{marker} {text}")
        self._levels.append((entry.end(), is_numbered))

    def _take_text(self, text: str, indent: int) -> None:
        """Let a line stay in the entry that it is indented to; one that only goes on, in the entry above it."""
        breaks = bool(self._levels and indent < self._levels[-1][0] and (_BREAK.match(text) or _RULE.fullmatch(text)))
        if breaks and not self._blank:
            self._made.append("")
        if self._blank or breaks:
            while self._levels and indent < self._levels[-1][0]:
                self._levels.pop()
        level = self._levels[-1][0] if self._levels else 0
        self._made.append(" " * (LEVEL * len(self._levels) + max(indent - level, 0)) + text)
