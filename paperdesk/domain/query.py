# SPDX-License-Identifier: MIT
"""A query as a value: which papers, in what order. Every sidebar entry is one."""

from array import array
from dataclasses import dataclass
from enum import StrEnum

from paperdesk.domain.conditions import EVERYTHING, Condition


class Sort(StrEnum):
    """The order of a list. Relevance is an order only of what text was looked for in; anything else is newest then.

    Rising is by the votes of the last seven days.
    """

    NEWEST = "newest"
    TRENDING = "trending"
    RISING = "rising"
    TITLE = "title"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Query:
    """The papers for which `condition` is true, in the order `sort`."""

    condition: Condition = EVERYTHING
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
