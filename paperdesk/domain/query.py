# SPDX-License-Identifier: MIT
"""A query as a value: which papers, in what order. Every sidebar entry is one."""

from array import array
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The order of a list."""

    NEWEST = "newest"
    TRENDING = "trending"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Query:
    """Papers for which all of this is true.

    `words` must each occur in the title, in any case. `tag` includes the tags below it. `day` is
    YYYY, YYYY-MM or YYYY-MM-DD and matches the days of listing, or of publication where a paper was
    never listed. Marks are None where they do not matter.
    """

    words: str = ""
    tag: str = ""
    source: str = ""
    day: str = ""
    read: bool | None = None
    starred: bool | None = None
    later: bool | None = None
    archived: bool | None = None
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True, slots=True)
class Section:
    """Papers of one day that stand together in a list: from row `start`, `count` of them, `unread` not read."""

    day: str
    start: int
    count: int
    unread: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to a query: the ids of the papers in order (64-bit integers), and its sections by day.

    Lists that are not in the order of days have no sections. Where it is not `whole`, only the first ids are
    there, and the sections that they stand in.
    """

    query: Query
    ids: "array[int]"
    sections: tuple[Section, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """How many papers a sidebar entry holds, and how many of them are unread."""

    total: int = 0
    unread: int = 0
