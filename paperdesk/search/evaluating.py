# SPDX-License-Identifier: MIT
"""A condition over a snapshot: which documents it is true of.

The tree is walked with a stack of its own: conditions may be thousands deep. A text without any word, and
what is made of such texts alone, asks for nothing and is left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from paperdesk.domain.conditions import All, Any, Condition, Fact, Not, Phrase, Word
from paperdesk.search.holding import effort, holding
from paperdesk.search.postings import Bools, PaperIds
from paperdesk.search.snapshot import Snapshot
from paperdesk.search.sought import LONGEST, Sought, sought

# What one query may cost: so many words that are looked up, and then so many places or papers that are looked
# at (about a second). Texts beyond that are left out.
MOST_WORDS = 2000
MOST_EFFORT = 30_000_000

Facts = Callable[[Fact], PaperIds]
"""Returns the ids of the papers of which a fact is true, ascending."""


class Cancelled(Exception):
    """The caller wants no answer any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: the documents, the texts of the query that are wanted there, and what was left out of it.

    `cut` says that the query was too long to be looked up as a whole.
    """

    documents: Bools
    wanted: tuple[Sought, ...]
    wordless: tuple[str, ...]
    cut: bool


@dataclass(slots=True)
class _Level:
    """A condition whose parts are being evaluated; `found` is what they make so far, None for nothing asked."""

    condition: All | Any | Not
    parts: Iterator[Condition]
    wanted: bool  # whether what its texts hold is wanted, and not excluded
    found: Bools | None = None

    @property
    def is_decided(self) -> bool:
        """Whether no further part can change it."""
        return isinstance(self.condition, All) and self.found is not None and not self.found.any()

    def take(self, part: Bools | None) -> None:
        """Join in what one part found."""
        if part is None or self.found is None:
            self.found = part if self.found is None else self.found
        elif isinstance(self.condition, Any):
            self.found = self.found | part
        else:
            self.found = self.found & part

    def result(self, size: int) -> Bools | None:
        """Return what it found in the end."""
        if isinstance(self.condition, Not):
            return None if self.found is None else ~self.found
        if self.found is None and not self.condition.conditions:
            return np.full(size, isinstance(self.condition, All))
        return self.found


class Evaluation:
    """Evaluates one condition over one snapshot."""

    def __init__(self, snapshot: Snapshot, facts: Facts, cancelled: Callable[[], bool]) -> None:
        self._snapshot = snapshot
        self._facts = facts
        self._cancelled = cancelled
        self._facts_known: dict[Fact, Bools] = {}
        self._looked_up: set[Sought] = set()
        self._word_count = 0
        self._effort = 0
        self._wanted: dict[Sought, None] = {}
        self._wordless: dict[str, None] = {}
        self._cut = False

    def answer(self, condition: Condition) -> Answer:
        """Return what is found. Raises `Cancelled`, and `IndexUnusable` where damage is met."""
        found = self._walk(condition)
        documents = np.zeros(self._snapshot.size, np.bool_) if found is None else found & self._snapshot.alive
        return Answer(documents, tuple(self._wanted), tuple(self._wordless), self._cut)

    def _walk(self, condition: Condition) -> Bools | None:
        levels = [_Level(All((condition,)), iter((condition,)), True)]
        while True:
            level = levels[-1]
            part = None if level.is_decided else next(level.parts, None)
            if isinstance(part, All | Any):
                levels.append(_Level(part, iter(part.conditions), level.wanted))
            elif isinstance(part, Not):
                levels.append(_Level(part, iter((part.condition,)), not level.wanted))
            elif part is not None:
                level.take(self._text(part, level.wanted) if isinstance(part, Word | Phrase) else self._fact(part))
            elif len(levels) == 1:
                return level.found
            else:
                levels.pop()
                levels[-1].take(level.result(self._snapshot.size))

    def _text(self, text: Word | Phrase, wanted: bool) -> Bools | None:
        if self._cancelled():
            raise Cancelled
        looked_for = sought(text)
        if looked_for is None:
            self._wordless[text.text] = None
            return None
        if looked_for not in self._looked_up:
            self._word_count += min(len(looked_for.words), LONGEST)
            too_much = self._word_count > MOST_WORDS or self._effort > MOST_EFFORT
            self._cut = self._cut or too_much or looked_for.is_cut
            if too_much:
                return None
            self._effort += effort(self._snapshot, looked_for)
            self._looked_up.add(looked_for)
        if wanted:
            self._wanted[looked_for] = None
        return holding(self._snapshot, looked_for)

    def _fact(self, fact: Fact) -> Bools:
        known = self._facts_known.get(fact)
        if known is None:
            known = self._facts_known[fact] = self._snapshot.documents_of(self._facts(fact))
        return known
