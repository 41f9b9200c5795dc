# SPDX-License-Identifier: MIT
"""What goes through the pipe to the process that searches, and what comes back. Light to load, for both ends."""

from array import array
from dataclasses import dataclass, field

from paperdesk.domain.conditions import EVERYTHING, Condition
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Count, Listing, Query

ALL = 2**31
"""As the page of an `Ask`: all papers at once, not the first ones before the others."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: the papers in order, how many there are in all, and how long it took in seconds.

    `scores` go with the papers of an answer in the order of relevance; `hints` say what was left out.
    """

    listing: Listing
    total: int
    seconds: float
    scores: tuple[float, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What papers does `query` mean? Answered twice where there are more than `page`: the first of them, then all.

    `typed` is the part of the query that was typed, in which a slip can be mended.
    """

    serial: int
    query: Query
    page: int = ALL
    typed: Condition = EVERYTHING


@dataclass(frozen=True, slots=True)
class AskCounts:
    """How many papers meet each of `conditions`, and which papers meet `mine` (None: not asked)?"""

    serial: int
    conditions: tuple[Condition, ...]
    mine: Condition | None = None


@dataclass(frozen=True, slots=True)
class AskSimilar:
    """Which papers are most like `paper`?"""

    serial: int
    paper: PaperId
    count: int


@dataclass(frozen=True, slots=True)
class AskAuthors:
    """Who are the `count` authors of the most papers?"""

    serial: int
    count: int


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Build the index anew."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the process, whatever it is doing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an `Ask`; `found` is None where there is no index to answer from."""

    serial: int
    found: Found | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an `Ask` that found little probably meant: what was typed, with the mistyped words mended."""

    serial: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class CountsAnswer:
    """The answer to `AskCounts`; both are empty where there is no index to answer from."""

    serial: int
    counts: tuple[Count, ...] = ()
    mine: "array[int]" = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """The answer to `AskSimilar`: papers with their scores, best first."""

    serial: int
    papers: tuple[tuple[PaperId, float], ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorsAnswer:
    """The answer to `AskAuthors`: names, those of the most papers first."""

    serial: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How the index stands: `ready` to answer from, being built (`done` of `total` papers), or in `trouble`.

    While it is built anew the one before may still be ready. `upto` is the change that it is current up to, as
    far as that changed anything in it.
    """

    ready: bool = False
    building: bool = False
    done: int = 0
    total: int = 0
    upto: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A bug of ours ended what the process was doing; `report` is its trace. The process goes on where it can."""

    report: str


Question = Ask | AskCounts | AskSimilar | AskAuthors
