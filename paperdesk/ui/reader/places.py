# SPDX-License-Identifier: MIT
"""The bridge between what is selected in the document and what is stored, by the rendering's map alone."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QTextBoundaryFinder

from paperdesk.reading.rendering import Rendering


class Places:
    """Translates places of a shown abstract that begins at `start` in its document.

    A document counts in UTF-16 units, a stored text in code points.
    """

    def __init__(self, rendering: Rendering, start: int) -> None:
        self._rendering = rendering
        self._start = start
        self._units = units(rendering.plain)

    @property
    def first(self) -> int:
        """Where the abstract begins in the document."""
        return self._start

    @property
    def last(self) -> int:
        """Where the abstract ends in the document."""
        return self._start + self._units[-1]

    def stored(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the stored range [start, end) of a range of the document, cut to the abstract; None where that is empty.

        Whatever is shown as one thing is taken as a whole: a character of several code points, a token of a formula.
        """
        first, last = max(first, self.first) - self._start, min(last, self.last) - self._start
        if first >= last:
            return None
        first, last = self._whole(first, last)
        start = bisect_right(self._units, first) - 1
        end = bisect_left(self._units, last)
        found = self._rendering.to_source(start, end)
        return found if found[0] < found[1] else None

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the document that shows the stored range [start, end); empty where nothing of it is shown."""
        first, last = self._rendering.to_shown(start, end)
        return self._start + self._units[first], self._start + self._units[last]

    def links(self) -> list[tuple[int, int]]:
        """Return the ranges of the document that are links within the abstract."""
        found, place = [], 0
        for run in self._rendering.runs:
            if run.href:
                found.append((self._start + self._units[place], self._start + self._units[place + len(run.text)]))
            place += len(run.text)
        return found

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """Widen a range of UTF-16 units to whole characters as a reader counts them."""
        if self._rendering.plain.isascii():
            return first, last
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, self._rendering.plain)
        finder.setPosition(first)
        if not finder.isAtBoundary():
            first = max(finder.toPreviousBoundary(), 0)
        finder.setPosition(last)
        if not finder.isAtBoundary():
            following = finder.toNextBoundary()
            last = following if following >= 0 else last
        return first, last


def units(text: str) -> Sequence[int]:
    """Return for each place in `text`, its end among them, how many UTF-16 units come before it."""
    if text.isascii():
        return range(len(text) + 1)
    counted = [0]
    for char in text:
        counted.append(counted[-1] + (2 if ord(char) > 0xFFFF else 1))
    return counted
