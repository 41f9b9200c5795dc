# SPDX-License-Identifier: MIT
"""What a mistyped word was meant to be: a word of the index that is near it and that many papers hold.

Near is the number of letters left out, put in, exchanged or swapped with the next one (optimal string
alignment), worked out for all words of one length at a time.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from paperdesk.search.holding import holding
from paperdesk.search.postings import Bools
from paperdesk.search.snapshot import Part, Snapshot
from paperdesk.search.sought import Sought
from paperdesk.search.tokens import words

SHORTEST = 4  # letters of a word that is mended
_LONGEST = 24
_TIMES = {1: 20, 2: 200}  # how much oftener the other word must be, for each distance, where this one exists
_MUCH_MORE = 5
_MOST_TYPED = 16
_MOST_OTHERS = 40

Letters = npt.NDArray[np.uint32]


class _Vocabulary:
    """The words of one segment by length, as rows of code points, with the number of their postings."""

    def __init__(self, part: Part) -> None:
        counts = np.diff(part.terms.starts)
        found = list(part.terms.words)
        lengths = np.fromiter(map(len, found), np.int64, len(found))
        self._groups: dict[int, tuple[Letters, npt.NDArray[np.int64]]] = {}
        for length in range(SHORTEST - 2, _LONGEST + 3):
            group = np.flatnonzero(lengths == length)
            texts = np.array([found[number] for number in group.tolist()], f"<U{length}")
            self._groups[length] = texts.view(np.uint32).reshape(-1, length), counts[group]

    def near(self, word: str, farthest: int) -> list[tuple[str, int, int]]:
        """Return the words at a distance from 1 to `farthest`: each with the distance and its count."""
        found: list[tuple[str, int, int]] = []
        wanted = np.array([word]).view(np.uint32)
        for length in range(len(word) - farthest, len(word) + farthest + 1):
            letters, counts = self._groups[length]
            away = distances(wanted, letters)
            for number in np.flatnonzero((away > 0) & (away <= farthest)).tolist():
                text = letters[number].tobytes().decode("utf-32-le")
                found.append((text, int(away[number]), int(counts[number])))
        return found


def distances(word: Letters, others: Letters) -> npt.NDArray[np.int8]:
    """Return how far `word` is from each row of `others`: all of one length, at most 100 code points."""
    count, length = others.shape
    columns = others.T
    before: list[npt.NDArray[np.int8]] = []
    row = [np.full(count, place, np.int8) for place in range(length + 1)]
    for number, letter in enumerate(word.tolist()):
        above, row = row, [np.full(count, number + 1, np.int8)]
        for place in range(length):
            other = columns[place]
            cost = np.minimum(above[place] + (other != letter), np.minimum(above[place + 1], row[place]) + np.int8(1))
            if number and place:
                swapped = (other == word[number - 1]) & (columns[place - 1] == letter)
                cost = np.where(swapped, np.minimum(cost, before[place - 1] + np.int8(1)), cost)
            row.append(cost.astype(np.int8))
        before = above
    return row[length]


class _Other(NamedTuple):
    """A word that may have been meant: how far from the typed one, and in how many papers."""

    word: str
    away: int
    papers: int

    def likelihood(self, typed: str) -> float:
        """A first letter is seldom wrong, and two slips are much less likely than one."""
        return self.papers * (1.0 if self.away == 1 else 0.02) * (1.0 if self.word[0] == typed[0] else 0.1)


class Speller:
    """Mends words after the words of an index; what it gathered of a segment it keeps."""

    def __init__(self) -> None:
        self._vocabularies: dict[str, _Vocabulary] = {}

    def mended(self, snapshot: Snapshot, typed: Sequence[str]) -> list[str]:
        """Return the words of a query that wants all of `typed`, as they were probably meant.

        One word is exchanged where the query then finds papers, and every word that hardly any paper holds;
        nothing where that would not find more.
        """
        self._gather(snapshot)
        typed = list(typed[:_MOST_TYPED])
        before = _finds(snapshot, typed)
        for trial in self._trials(snapshot, typed):
            if _finds(snapshot, trial) > before:
                return trial
        return typed

    def _trials(self, snapshot: Snapshot, typed: list[str]) -> Iterator[list[str]]:
        """Yield what may have been meant, the best first."""
        others = [self._others(word) for word in typed]
        held = [_held(snapshot, word, place == len(typed) - 1) for place, word in enumerate(typed)]
        likely = [
            next((o.word for o in others[place] if _is_likely(o, int(np.count_nonzero(held[place])))), word)
            for place, word in enumerate(typed)
        ]
        one = self._with_one_exchanged(snapshot, typed, others)
        yield [b if a == c else a for a, b, c in zip(one, likely, typed, strict=True)]
        yield one
        for place, word in enumerate(likely):
            if word != typed[place]:
                yield self._with_one_exchanged(snapshot, [*typed[:place], word, *typed[place + 1 :]], others)

    def _gather(self, snapshot: Snapshot) -> None:
        known = self._vocabularies
        self._vocabularies = {part.name: known.get(part.name) or _Vocabulary(part) for part in snapshot.parts}

    def _others(self, typed: str) -> list[_Other]:
        """Return the words that may have been meant, the likeliest first."""
        tokens = words(typed)
        if len(tokens) != 1 or not SHORTEST <= len(tokens[0]) <= _LONGEST or tokens[0].isdigit():
            return []
        word = tokens[0]
        found: dict[str, _Other] = {}
        for vocabulary in self._vocabularies.values():
            for other, away, count in vocabulary.near(word, 2 if len(word) > SHORTEST else 1):
                if away == 1 or other[0] == word[0]:
                    found[other] = _Other(other, away, count + (found[other].papers if other in found else 0))
        return sorted(found.values(), key=lambda o: -o.likelihood(word))[:_MOST_OTHERS]

    def _with_one_exchanged(self, snapshot: Snapshot, typed: list[str], others: list[list[_Other]]) -> list[str]:
        """Return `typed` with the one word exchanged that makes the query find much more than it does."""
        held = [_held(snapshot, word, place == len(typed) - 1) for place, word in enumerate(typed)]
        before = int(np.count_nonzero(_all(held, snapshot)))
        best, best_score = typed, 0.0
        for place, word in enumerate(typed):
            rest = _all(held[:place] + held[place + 1 :], snapshot)
            there = int(np.count_nonzero(held[place]))
            for other in others[place] if rest.any() else ():
                if there and (other.away > 1 or (before and other.papers < there * _TIMES[1])):
                    continue
                finds = int(np.count_nonzero(rest & holding(snapshot, Sought((other.word,)))))
                score = finds * (1.0 if other.away == 1 else 0.05) * (0.1 if there else 1.0)
                score *= 1.0 + other.likelihood(words(word)[0]) / (snapshot.count + 1)
                if finds > _MUCH_MORE * before and score > best_score:
                    best, best_score = [*typed[:place], other.word, *typed[place + 1 :]], score
        return best


def _is_likely(other: _Other, there: int) -> bool:
    """Return whether a word of `there` papers is a slip for the other one, whatever stands beside it."""
    return other.papers >= there * _TIMES[other.away] and (other.away == 1 or other.papers > 1)


def _held(snapshot: Snapshot, typed: str, last: bool) -> Bools:
    """Return the papers that hold a typed word; the last one may be half typed."""
    tokens = tuple(words(typed))
    if not tokens:
        return snapshot.alive
    held = holding(snapshot, Sought(tokens))
    return (held | holding(snapshot, Sought(tokens, prefix=True)) if last else held) & snapshot.alive


def _finds(snapshot: Snapshot, typed: list[str]) -> int:
    held = [_held(snapshot, word, place == len(typed) - 1) for place, word in enumerate(typed)]
    return int(np.count_nonzero(_all(held, snapshot)))


def _all(sets: list[Bools], snapshot: Snapshot) -> Bools:
    return np.logical_and.reduce(sets) if sets else snapshot.alive
