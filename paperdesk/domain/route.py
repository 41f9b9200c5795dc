# SPDX-License-Identifier: MIT
"""How a range of an old text is carried over into a new one: along the tiles of both, and letter by letter between."""

from bisect import bisect_right
from typing import NamedTuple

from paperdesk.domain.alignment import WORD, Tile, align, inside
from paperdesk.domain.annotation import CONTEXT
from paperdesk.domain.likeness import alike

ALIKE = 0.7  # likeness to the old quote from which on a place is taken (normalised Indel similarity, 0 to 1)
_LITTLE = 16  # code points at the edge of a quote that need not be alike
_LOST = 300  # code points at the edge of a quote that are looked for beside its first or last tile
_CHAINS = 8  # so many places that parts of a quote went to are told apart at once
_GAP = 4_000_000  # code points of one text times the other's that are compared letter by letter


class Span(NamedTuple):
    """A range of the new text."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Tell whether both share something."""
        return self.start < other.end and other.start < self.end


class Route:
    """The tiles of two texts, and how places between them are carried over."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        # An empty tile at either end makes what comes before the first and after the last a gap like any other.
        self._tiles = [Tile(0, 0, 0), *align(old, new), Tile(len(old), len(new), 0)]
        self._starts = [tile.old for tile in self._tiles]
        self._places = sorted((tile.new, index) for index, tile in enumerate(self._tiles) if tile.length)
        self._gaps: dict[tuple[int, int], list[tuple[str, int, int, int, int]]] = {}

    def holding(self, start: int, end: int) -> Tile | None:
        """Return the tile in which `start` to `end` lie with all of their context, so that there is no doubt."""
        tile = self._tiles[bisect_right(self._starts, start) - 1]
        last = tile.old + tile.length
        begins = tile.old <= start - CONTEXT or (tile.old == 0 == tile.new)
        ends = end + CONTEXT <= last or (last == len(self._old) and tile.new + tile.length == len(self._new))
        return tile if tile.old <= start and end <= last and begins and ends else None

    def run(self, start: int, end: int) -> str:
        """Return what the tile holds that the range lies in and that was not moved, as far as the context goes."""
        tile = self._tiles[bisect_right(self._starts, start) - 1]
        last = tile.old + tile.length
        if tile.moved or end > last:
            return ""
        return self._old[max(tile.old, start - CONTEXT) : min(last, end + CONTEXT)]

    def projected(self, start: int, end: int) -> tuple[Span | None, bool]:
        """Return the range of the new text that the tiles lead to from the old one's, and whether it was moved."""
        first = bisect_right(self._starts, start) - 1
        if self._tiles[first].old + self._tiles[first].length <= start:
            first += 1
        last = first
        while last < len(self._tiles) and self._tiles[last].old < end and self._tiles[last].length:
            last += 1
        chain = self._heaviest_chain(range(first, last), start, end)
        if not chain:
            return self._between(first - 1, first, start, end), False
        head, tail = self._tiles[chain[0]], self._tiles[chain[-1]]
        left = head.new + max(0, start - head.old)
        if start < head.old:
            left = self._opening(chain[0], start, end - start)
        right = tail.new + min(tail.length, end - tail.old)
        if end > tail.old + tail.length:
            right = self._closing(chain[-1], end, end - start)
        moved = all(self._tiles[index].moved for index in chain)
        return (Span(left, right) if left < right else None), moved

    def _opening(self, index: int, start: int, length: int) -> int:
        """Return where the beginning of a range went that lies before its first tile."""
        tile = self._tiles[index]
        lost = self._old[start : tile.old]
        if self._adjoin(index - 1, index, length):
            at = self._across(index - 1, index, start, True)
            if at is not None and (len(lost) <= _LITTLE or alike(lost, self._new[at : tile.new]) >= ALIKE):
                return at
        if len(lost) > min(_LOST, length // 2):
            return tile.new
        first = max(0, tile.new - len(lost) - _LITTLE)
        edges = [first + found.start() for found in WORD.finditer(self._new[first : tile.new])]
        likeness = [(alike(lost, self._new[edge : tile.new]), edge) for edge in edges]
        best, edge = max(likeness, default=(0.0, tile.new))
        return edge if best >= ALIKE else tile.new

    def _closing(self, index: int, end: int, length: int) -> int:
        """Return where the end of a range went that lies after its last tile."""
        tile = self._tiles[index]
        old, new = tile.old + tile.length, tile.new + tile.length
        lost = self._old[old:end]
        if self._adjoin(index, index + 1, length):
            at = self._across(index, index + 1, end, False)
            if at is not None and (len(lost) <= _LITTLE or alike(lost, self._new[new:at]) >= ALIKE):
                return at
        if len(lost) > min(_LOST, length // 2):
            return new
        edges = [new + found.end() for found in WORD.finditer(self._new[new : new + len(lost) + _LITTLE])]
        likeness = [(alike(lost, self._new[new:edge]), -edge) for edge in edges]
        best, edge = max(likeness, default=(0.0, -new))
        return -edge if best >= ALIKE else new

    def claimed(self, span: Span, start: int) -> bool:
        """Tell whether that range of the new text is known to be another passage than that from `start` of the old."""
        index = bisect_right(self._places, (span.start, len(self._tiles))) - 1
        if index < 0:
            return False
        tile = self._tiles[self._places[index][1]]
        inside_it = tile.new <= span.start and span.end <= tile.new + tile.length
        return inside_it and span.start - tile.new + tile.old != start

    def _heaviest_chain(self, indices: range, start: int, end: int) -> list[int]:
        """Return those tiles that lie in one place of the new text, where the most of the range is."""
        chains: list[list[int]] = []
        weights: list[int] = []
        for index in indices:
            tile = self._tiles[index]
            covered = min(end, tile.old + tile.length) - max(start, tile.old)
            for at in range(max(0, len(chains) - _CHAINS), len(chains)):
                if self._adjoin(chains[at][-1], index, end - start):
                    chains[at].append(index)
                    weights[at] += covered
                    break
            else:
                chains.append([index])
                weights.append(covered)
        return chains[weights.index(max(weights))] if chains else []

    def _adjoin(self, one: int, two: int, length: int) -> bool:
        """Tell whether a tile follows another in the new text too, with not much more between them."""
        a, b = self._tiles[one], self._tiles[two]
        apart = b.new - a.new - a.length
        return 0 <= apart <= b.old - a.old - a.length + max(CONTEXT, length // 2)

    def _between(self, one: int, two: int, start: int, end: int) -> Span | None:
        """Return the range that one within a single gap became."""
        left, right = self._across(one, two, start, True), self._across(one, two, end, False)
        return Span(left, right) if left is not None and right is not None and left < right else None

    def _across(self, one: int, two: int, at: int, opens: bool) -> int | None:
        """Return where an edge in the gap between two tiles went: that of its letter, in whole words."""
        a, b = self._tiles[one], self._tiles[two]
        old, new = a.old + a.length, a.new + a.length
        if b.new < new or (b.old - old) * (b.new - new) > _GAP:
            return None
        letter = at if opens else at - 1
        for tag, src, src_end, dest, dest_end in self._gap(one, two):
            if src <= letter - old < src_end:
                place = new + (dest if tag == "delete" else min(dest + letter - old - src, dest_end))
                return self._whole(at, place if opens or tag == "delete" else place + 1, opens)
        return None

    def _gap(self, one: int, two: int) -> list[tuple[str, int, int, int, int]]:
        """Return the steps, letter by letter, between two tiles."""
        if (one, two) not in self._gaps:
            from rapidfuzz.distance import Levenshtein  # slow to import; the window starts without it

            a, b = self._tiles[one], self._tiles[two]
            old, new = self._old[a.old + a.length : b.old], self._new[a.new + a.length : b.new]
            steps = Levenshtein.opcodes(old, new)
            self._gaps[one, two] = [(s.tag, s.src_start, s.src_end, s.dest_start, s.dest_end) for s in steps]
        return self._gaps[one, two]

    def _whole(self, at: int, place: int, opens: bool) -> int:
        """Return `place` at the edge of a word if `at` is at one in the old text."""
        step = -1 if opens else 1
        if not inside(self._old, at):
            for _ in range(CONTEXT):
                if not inside(self._new, place):
                    break
                place += step
        return place
