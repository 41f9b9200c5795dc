# SPDX-License-Identifier: MIT
"""What of a paper is indexed."""

from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

from paperdesk.search.tokens import FIELD_MARKS, VALUE_MARK, has_marks, without_marks


class Field(IntEnum):
    """The fields in the order in which their words are numbered."""

    TITLE = 0
    ABSTRACT = 1
    AUTHOR = 2
    CATEGORY = 3
    TAG = 4
    NOTE = 5
    HIGHLIGHT = 6
    SOURCE = 7
    KEY = 8


FIELDS = {field.name.lower(): field for field in Field}
# What a word counts for in each field, how many words the field usually has, and how far its length matters:
# the boosts, average lengths and b of BM25F (Robertson, Zaragoza, Taylor: "Simple BM25 extension to multiple
# weighted fields", 2004). Fixed numbers, so that a weight once written stays right when papers are added.
BOOSTS = (5.0, 1.0, 3.0, 1.0, 4.0, 2.0, 1.5, 0.5, 1.0)
USUAL_LENGTHS = (11.0, 170.0, 12.0, 4.0, 4.0, 60.0, 40.0, 2.0, 4.0)
LENGTH_MATTERS = (0.6, 0.75, 0.2, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as the index sees it.

    `highlights` are the quotes and the notes on them, each a text of its own; `keys` are the key and the
    aliases of the paper; `note` is Markdown, indexed as it stands.
    """

    paper: int
    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    highlights: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def marked_text(self) -> str:
        """Return all fields as one text: each behind its mark, several values of one parted by marks."""
        values = self._values()
        if has_marks("\n".join(chain.from_iterable(values))):
            values = tuple(tuple(without_marks(v) for v in group) for group in values)
        return "".join([f"{mark}{VALUE_MARK.join(group)}" for mark, group in zip(FIELD_MARKS, values, strict=True)])

    def _values(self) -> tuple[tuple[str, ...], ...]:
        return (
            (self.title,),
            (self.abstract,),
            self.authors,
            self.categories,
            self.tags,
            (self.note,),
            self.highlights,
            self.sources,
            self.keys,
        )
