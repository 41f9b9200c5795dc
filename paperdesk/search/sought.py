# SPDX-License-Identifier: MIT
"""One text of a query, cut into the words that are looked up."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paperdesk.domain.conditions import Text
from paperdesk.search.documents import FIELDS, Field
from paperdesk.search.stems import stem
from paperdesk.search.tokens import words

if TYPE_CHECKING:  # marking needs no index, and the window not the arrays that it is read with
    from paperdesk.search.snapshot import Part

LONGEST = 200  # words of one text; a longer one is found by its beginning


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that stand side by side: one where a word was asked for. `field` is None for all of them.

    Each is looked up by its stem, the last one if `prefix` by how it begins as well: whoever types `networks` has
    not said yet that nothing follows, and means `network` too.
    """

    words: tuple[str, ...]
    field: Field | None = None
    prefix: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether the text was longer than what is looked up."""
        return len(self.words) > LONGEST

    def ranges(self, part: "Part", place: int) -> list[tuple[int, int]]:
        """Return the words of a segment that match the word at `place`, as ranges of their numbers."""
        word = self.words[place]
        same = part.terms.with_stem(stem(word))
        if not self.prefix or place < len(self.words) - 1:
            return same
        first, last = part.terms.words.beginning_with(word)
        apart = [(a, b) for a, b in _outside(same, first, last) if a < b]
        return sorted([*apart, (first, last)] if first < last else apart)


def _outside(ranges: list[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield what of `ranges` lies before `first` and what lies from `last` on; ranges may be empty then."""
    for start, end in ranges:
        yield start, min(end, first)
        yield max(start, last), end


def sought(text: Text) -> Sought | None:
    """Return what is to be looked up for `text`; None where it holds no word."""
    found = tuple(words(text.text))
    if not found:
        return None
    return Sought(found, FIELDS[text.field] if text.field else None, text.prefix and len(found) <= LONGEST)
