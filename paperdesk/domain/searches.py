# SPDX-License-Identifier: MIT
"""A query that the reader keeps: a saved search, or a watch word, which is one with a colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType

from paperdesk.domain.conditions import Condition
from paperdesk.domain.query_text import any_of, parse

SearchId = NewType("SearchId", int)

# Names of colours as the reader says them; what each looks like is the theme's affair.
COLOURS = ("yellow", "green", "blue", "pink", "orange")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A kept query: `text` in the query language, under a name. A watch word has one of `COLOURS`, a saved search none."""

    id: SearchId
    name: str
    text: str
    colour: str = ""

    @property
    def is_watched(self) -> bool:
        """Whether it is a watch word: marked wherever it is found, and counted as *for me*."""
        return bool(self.colour)

    @property
    def condition(self) -> Condition:
        """What the text asks for."""
        return parse(self.text, complete=True).condition


def for_me(searches: Sequence[SavedSearch]) -> Condition:
    """Return the condition that any watch word among `searches` is met; met by no paper where there is none."""
    return any_of(*(search.condition for search in searches if search.is_watched))
