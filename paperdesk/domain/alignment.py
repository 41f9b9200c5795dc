# SPDX-License-Identifier: MIT
"""Which stretches of an old text stand in a new one, and where: a diff of words that also follows what was moved."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Chinese, Japanese and Thai are written without blanks: there every sign is a word. A mark belongs to its letter.
_UNSPACED = "\u0e00-\u0e7f\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w[\u0300-\u036f\u200d]*)+|[^\w\s]")

_SENTENCE = re.compile(r"[^\s.!?。][^\n.!?。]*[\n.!?。]?")

AREA = 400_000_000  # code points of one text times those of the other that are compared at once: at most 50 MB, 50 ms
_STOPS = frozenset(".!?。")
_SENTENCE_LENGTH = 16  # code points; what is shorter may stand once in each text by chance
_SEED = 3  # so many words in a row must agree before anything is taken for moved
_MOVED = 12  # letters that a moved stretch must have
_NEAR = 400  # code points before and after what changed that are compared once more
_COMMON = 40  # a row of words that stands more often than this says nothing of where it came from


class Tile(NamedTuple):
    """A stretch that both texts have: `length` code points from `old` in the old one and from `new` in the new one."""

    old: int
    new: int
    length: int
    moved: bool = False


class Block(NamedTuple):
    """The same in words: `size` words from `old` and from `new`."""

    old: int
    new: int
    size: int


class Words:
    """The words and signs of a text between two offsets: where they are, and their letters."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.spans = [found.span() for found in WORD.finditer(text, start, end)]
        self.texts = [text[a:b] for a, b in self.spans]
        # Letters up to each word: signs weigh nothing, for every text has them.
        self.weights = [0]
        for word in self.texts:
            self.weights.append(self.weights[-1] + (len(word) if word[0].isalnum() else 0))

    def weight(self, start: int, end: int) -> int:
        """Return the letters of the words from `start` to `end`."""
        return self.weights[end] - self.weights[start]


def align(old: str, new: str) -> tuple[Tile, ...]:
    """Return the tiles of two texts in the order of the old one; no two of them overlap in either text.

    Tiles that are not `moved` stand in the same order in both. Time and memory are bounded for texts of any size: large
    ones are compared between the sentences that stand once in each, and what is larger than `AREA` even there has no
    tiles.
    """
    if old == new:
        return (Tile(0, 0, len(old)),) if old else ()
    head = _common_head(old, new)
    tail = _common_tail(old, new, head)
    # What changed may as well have begun some words earlier or later: those are looked at too.
    head, tail = _cut(old, new, head, True), _cut(old, new, tail, False)
    first, last = Tile(0, 0, head), Tile(len(old) - tail, len(new) - tail, tail)
    fixed = [last]
    if (last.old - head) * (last.new - head) > AREA:
        fixed = [*_fixed_points(old, new, Tile(0, 0, head), last), last]
    tiles = [first] if head else []
    at, place = head, head
    for tile in fixed:
        if (tile.old - at) * (tile.new - place) <= AREA:
            tiles += _between(old, new, (at, tile.old), (place, tile.new))
        if tile.length:
            tiles.append(tile)
        at, place = tile.old + tile.length, tile.new + tile.length
    return tuple(_joined(tiles, old, new))


def _between(old: str, new: str, here: tuple[int, int], there: tuple[int, int]) -> list[Tile]:
    """Return the tiles of a range of the old text and one of the new, by their words."""
    if here[0] == here[1] or there[0] == there[1]:
        return []
    ours, theirs = Words(old, *here), Words(new, *there)
    blocks = _kept(_slid(_common_sequence(ours, theirs), ours.texts, theirs.texts), ours, theirs)
    moved = set(_moved(blocks, ours, theirs))
    tiles: list[Tile] = []
    for block in sorted(moved | set(blocks)):
        tiles += _tiles(block, ours, theirs, old, new, block in moved)
    return tiles


def _common_head(old: str, new: str) -> int:
    """Return how many code points the texts have in common at their beginning."""
    low, high = 0, min(len(old), len(new))
    while low < high:  # comparing slices is far faster than comparing letters
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_tail(old: str, new: str, head: int) -> int:
    """Return how many code points the texts have in common at their end, without what they share at the head."""
    low, high = 0, min(len(old), len(new)) - head
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(old: str, new: str, shared: int, opens: bool) -> int:
    """Return what is left of a common head or tail without its last `_NEAR` code points, in whole words."""
    shared = max(0, shared - _NEAR)
    for back in range(min(shared, _NEAR)):
        left = shared - back
        ours, theirs = (left, left) if opens else (len(old) - left, len(new) - left)
        if not inside(old, ours) and not inside(new, theirs):
            return left
    return shared


def inside(text: str, at: int) -> bool:
    """Tell whether `at` lies within a word."""
    if not 0 < at < len(text):
        return False
    word = WORD.match(text, at - 1, at + 1)
    return bool(word and word.end() > at) or (at > 1 and "\u0300" <= text[at - 1] <= "\u036f" and text[at].isalnum())


def _common_sequence(ours: Words, theirs: Words) -> list[Block]:
    """Return the longest common sequence of the words of two texts, in blocks."""
    from rapidfuzz.distance import LCSseq  # slow to import; the window starts without it

    numbers: dict[str, int] = {}
    a = [numbers.setdefault(word, len(numbers)) for word in ours.texts]
    b = [numbers.setdefault(word, len(numbers)) for word in theirs.texts]
    steps = LCSseq.opcodes(a, b)
    return [Block(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]


def _fixed_points(old: str, new: str, first: Tile, last: Tile) -> list[Tile]:
    """Return the sentences that stand once in each text between two tiles, as many as keep their order.

    It is the patience diff (B. Cohen), of sentences.
    """
    ours = _standing_once(old, first.old + first.length, last.old)
    theirs = _standing_once(new, first.new + first.length, last.new)
    pairs = sorted((at, theirs[text], len(text)) for text, at in ours.items() if text in theirs)
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place, _) in enumerate(pairs):  # the longest rising sequence
        height = bisect_left(tops, place)
        before.append(ends[height - 1] if height else -1)
        tops[height : height + 1] = [place]
        ends[height : height + 1] = [index]
    chain, index = [], ends[-1] if ends else -1
    while index >= 0:
        chain.append(Tile(*pairs[index]))
        index = before[index]
    return chain[::-1]


def _standing_once(text: str, start: int, end: int) -> dict[str, int]:
    """Return where each sentence of a range begins, without those that stand there twice."""
    places: dict[str, int] = {}
    for found in _SENTENCE.finditer(text, start, end):
        if found.end() - found.start() >= _SENTENCE_LENGTH:
            places[found[0]] = -1 if found[0] in places else found.start()
    return {sentence: at for sentence, at in places.items() if at >= 0}


def _slid(blocks: Iterable[Block], ours: Sequence[str], theirs: Sequence[str]) -> list[Block]:
    """Return the blocks with what was put in or taken out between two of them begun at the best of its places.

    "a. b. a. c." from "a. c." has "b. a. " or "a. b. " put in: best is a whole sentence, or what leaves fewer blocks.
    As diff-match-patch does for the eye (N. Fraser, "semantic lossless").
    """
    row: list[Block] = []
    for block in blocks:
        row.append(block)
        while len(row) > 1:
            one, two = row[-2:]
            shift = _best_shift(one, two, ours, theirs)
            one = one._replace(size=one.size + shift)
            two = Block(two.old + shift, two.new + shift, two.size - shift)
            row[-2:] = [block for block in (one, two) if block.size]
            if one.size or len(row) < 2:
                break
    return row


def _best_shift(one: Block, two: Block, ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Return by how many words the gap between two blocks is best moved: 0 if only one text has words there."""
    start, end, words = one.old + one.size, two.old, ours
    if start == end:
        start, end, words = one.new + one.size, two.new, theirs
    elif one.new + one.size != two.new:
        return 0
    if start == end:
        return 0
    low = high = 0
    while -low < one.size and words[start + low - 1] == words[end + low - 1]:
        low -= 1
    while high < two.size and words[start + high] == words[end + high]:
        high += 1

    def worth(shift: int) -> tuple[int, int]:
        at = start + shift
        fewer = 3 * (one.size + shift == 0) + 3 * (two.size == shift)
        return fewer + 2 * (at == 0 or words[at - 1] in _STOPS), -abs(shift)

    return max(range(low, high + 1), key=worth)


def _kept(blocks: list[Block], ours: Words, theirs: Words) -> list[Block]:
    """Return the blocks without those that are small against what changed on both sides: they agree by chance.

    As the semantic clean-up of diff-match-patch does (N. Fraser), but keeping what is half as large as the changes.
    """
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else Block(len(ours.texts), len(theirs.texts), 0)
        before = kept[-1] if kept else Block(0, 0, 0)
        weight = ours.weight(block.old, block.old + block.size)
        changed = min(_changed(before, block, ours, theirs), _changed(block, after, ours, theirs))
        if not changed or 2 * weight > changed:
            kept.append(block)
    return kept


def _changed(one: Block, two: Block, ours: Words, theirs: Words) -> int:
    """Return the letters between two blocks, in the text that has more."""
    return max(ours.weight(one.old + one.size, two.old), theirs.weight(one.new + one.size, two.new))


def _moved(blocks: list[Block], ours: Words, theirs: Words) -> list[Block]:
    """Return what stands in both texts outside of the blocks: the longest rows of words first, none twice."""
    left_old = _outside([(b.old, b.size) for b in blocks], len(ours.texts))
    left_new = _outside([(b.new, b.size) for b in blocks], len(theirs.texts))
    places: dict[tuple[str, ...], list[int]] = {}
    for start, end in left_new:
        for at in range(start, end - _SEED + 1):
            places.setdefault(tuple(theirs.texts[at : at + _SEED]), []).append(at)
    found: list[tuple[int, Block]] = []
    for start, end in left_old if places else ():
        for at in range(start, end - _SEED + 1):
            row = places.get(tuple(ours.texts[at : at + _SEED]), ())
            for place in row if len(row) <= _COMMON else ():
                if at == start or ours.texts[at - 1] != theirs.texts[place - 1]:  # the beginning of a row
                    block = _grown(at, end, place, left_new, ours.texts, theirs.texts)
                    found.append((ours.weight(block.old, block.old + block.size), block))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    taken_old, taken_new = bytearray(len(ours.texts)), bytearray(len(theirs.texts))
    moved = []
    for weight, block in found:
        old, new = slice(block.old, block.old + block.size), slice(block.new, block.new + block.size)
        if weight >= _MOVED and not any(taken_old[old]) and not any(taken_new[new]):
            taken_old[old] = taken_new[new] = b"\1" * block.size
            moved.append(block)
    return moved


def _outside(blocks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return the ranges that `blocks` (start and count, in order) leave over."""
    ranges, at = [], 0
    for start, count in [*blocks, (length, 0)]:
        if start > at:
            ranges.append((at, start))
        at = start + count
    return ranges


def _grown(
    at: int, end: int, place: int, left: list[tuple[int, int]], ours: Sequence[str], theirs: Sequence[str]
) -> Block:
    """Return the row of words that begins at `at` and `place`, as far as both go on alike."""
    last = left[bisect_right(left, (place, len(theirs))) - 1][1]
    count = 0
    while at + count < end and place + count < last and ours[at + count] == theirs[place + count]:
        count += 1
    return Block(at, place, count)


def _tiles(block: Block, ours: Words, theirs: Words, old: str, new: str, moved: bool) -> list[Tile]:
    """Return a block in code points; where the white space between two words differs, one tile ends and one begins."""
    tiles: list[Tile] = []
    for shift in range(block.size):
        (start, end), (place, _) = ours.spans[block.old + shift], theirs.spans[block.new + shift]
        if tiles:
            last = tiles[-1]
            a, b = last.old + last.length, last.new + last.length
            if old[a:start] == new[b:place]:
                tiles[-1] = last._replace(length=end - last.old)
                continue
        tiles.append(Tile(start, place, end - start, moved))
    return tiles


def _joined(tiles: Iterable[Tile], old: str, new: str) -> list[Tile]:
    """Return the tiles with those made one that touch in both texts, or have the same white space between them."""
    row: list[Tile] = []
    for tile in tiles:
        last = row[-1] if row else Tile(0, 0, 0)
        end, place = last.old + last.length, last.new + last.length
        apart = tile.old - end
        if row and apart == tile.new - place and (not apart or _blank(old[end : tile.old], new[place : tile.new])):
            row[-1] = last._replace(length=tile.old + tile.length - last.old, moved=last.moved and tile.moved)
        else:
            row.append(tile)
    return row


def _blank(one: str, two: str) -> bool:
    return one == two and one.isspace()
