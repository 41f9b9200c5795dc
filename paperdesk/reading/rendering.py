# SPDX-License-Identifier: MIT
"""What the reader sees of a stored text, and which code points of it each shown one stands for. Values only."""

import enum
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass


class Style(enum.Flag):
    """How a run is set. MATH marks what belongs to a formula, upright or italic."""

    PLAIN = 0
    ITALIC = enum.auto()
    BOLD = enum.auto()
    MONO = enum.auto()
    MATH = enum.auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of shown text of one look.

    `level` is 0 on the base line, +n in the n-th superscript, -n in the n-th subscript; a script in a
    script of the other kind keeps the sign of the outer one. `href` is empty or an http(s) address.
    """

    text: str
    style: Style = Style.PLAIN
    level: int = 0
    href: str = ""


@dataclass(frozen=True)
class Rendering:
    """A stored text as it is shown.

    `plain` is the text of all runs. Its code point i shows the code points [starts[i], ends[i]) of the
    stored text; both sequences never decrease, and no range is empty.
    """

    runs: tuple[Run, ...]
    plain: str
    starts: "array[int]"
    ends: "array[int]"

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the stored range [start, end) that the shown range [start, end) stands for, in code points.

        Positions outside the text are moved to its ends. An empty range gives an empty one.
        """
        count = len(self.plain)
        start, end = _within(start, end, count)
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if not count:
            return 0, 0
        place = self.starts[start] if start < count else self.ends[-1]
        return place, place

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest shown range [start, end) with every shown code point that overlaps the stored range.

        An empty stored range, or one of which nothing is shown, gives an empty range at its place.
        """
        first = bisect_right(self.ends, start)
        if end <= start:
            return first, first
        return first, max(first, bisect_left(self.starts, end))


def _within(start: int, end: int, count: int) -> tuple[int, int]:
    start = min(max(start, 0), count)
    return start, min(max(end, start), count)
