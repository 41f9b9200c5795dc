# SPDX-License-Identifier: MIT
"""A paper as the library knows it, and the shorter form in which lists show it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:  # a list is shown without them
    from paperdesk.domain.annotation import Highlight
    from paperdesk.domain.record import Links, Sighting

PaperId = NewType("PaperId", int)
TagId = NewType("TagId", int)

MARKS = ("read", "starred", "later", "archived")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with everything the library holds of it.

    `day` is the day it stands under in lists: its latest listing, else the day it was published, else
    empty. `highlights` stand in the order of the text, detached ones last; `note` is Markdown. Times are UTC, ISO 8601.
    """

    id: PaperId
    key: str
    aliases: tuple[str, ...]
    title: str
    authors: tuple[str, ...]
    abstract: str
    published: str
    day: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    read: bool
    starred: bool
    later: bool
    archived: bool
    upvotes: int
    links: "Links"
    sightings: "tuple[Sighting, ...]"
    added: str
    highlights: "tuple[Highlight, ...]" = ()
    note: str = ""

    @property
    def listed(self) -> tuple[str, ...]:
        """The days on which a source listed the paper, oldest first."""
        return tuple(sorted({s.day for s in self.sightings if s.day}))


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What a row of a list shows. `authors` are the first four at most, of `author_count`; `noted`: it has a note."""

    id: PaperId
    key: str
    title: str
    authors: tuple[str, ...]
    author_count: int
    day: str
    source: str
    upvotes: int
    tags: tuple[str, ...]
    read: bool
    starred: bool
    later: bool
    archived: bool
    added: str
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; `name` is its full path, the parts parted by `/`. `count` and `unread` include the tags below it."""

    id: TagId
    name: str
    count: int = 0
    unread: int = 0

    @property
    def label(self) -> str:
        """The last part of the path."""
        return self.name.rsplit("/", 1)[-1]
