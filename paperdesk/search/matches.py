# SPDX-License-Identifier: MIT
"""What a search found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from paperdesk.search.evaluating import Answer
from paperdesk.search.postings import PaperIds
from paperdesk.search.ranking import best, scores
from paperdesk.search.snapshot import Snapshot
from paperdesk.search.sought import LONGEST, Sought
from paperdesk.search.weights import Floats


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best papers for a query, best first, and the score of each; scores compare within one answer only."""

    papers: PaperIds
    scores: Floats


class Matches:
    """The papers for which a condition is true. Stays valid whatever is committed after it."""

    def __init__(self, snapshot: Snapshot, answer: Answer) -> None:
        self._snapshot = snapshot
        self._answer = answer
        self.ids: PaperIds = snapshot.papers[np.flatnonzero(answer.documents)]

    @property
    def total(self) -> int:
        """How many papers there are."""
        return len(self.ids)

    @property
    def cut(self) -> bool:
        """Whether the query was too long and a part of it was left out."""
        return self._answer.cut

    @property
    def wordless(self) -> tuple[str, ...]:
        """The texts of the query that hold nothing that could be looked up; they were left out."""
        return self._answer.wordless

    def ranked(self, count: int) -> Ranked:
        """Return the `count` most relevant papers; of equally relevant ones those that were added last."""
        total = self._scores
        documents = best(total, self._answer.documents, count)
        return Ranked(self._snapshot.papers[documents], total[documents])

    def words(self, most: int = 50) -> dict[str, tuple[str, ...]]:
        """Return for each word that was looked up the words of the index that it stands for.

        At most `most` of each, those first that stand in the most papers.
        """
        return {word: found for text in self._answer.wanted for word, found in _words(self._snapshot, text, most)}

    @cached_property
    def _scores(self) -> Floats:
        return scores(self._snapshot, self._answer.wanted)


def _words(snapshot: Snapshot, text: Sought, most: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    for place, word in enumerate(text.words[:LONGEST]):
        counts: Counter[str] = Counter()
        for part in snapshot.parts:
            for first, last in text.ranges(part, place):
                held = np.diff(part.terms.starts[first : last + 1])
                for number in np.argsort(-held, kind="stable")[:most].tolist():
                    counts[part.terms.words[first + number]] += int(held[number])
        yield word, tuple(found for found, _ in counts.most_common(most))
