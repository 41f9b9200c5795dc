# SPDX-License-Identifier: MIT
"""How a paper's votes rise, and the order *trending* that is made of it. Pure; no clock.

Every vote counts, and loses nine tenths of its weight in three days (half of it in some 22 hours): the weight of all
votes today is the sum of `gain * 10 ** (-age / 3)`, age in days. Level, rise and age are in it at once: many votes
weigh more than few, votes that came yesterday more than those of last week. Every paper fades at one pace, so the
order of two papers changes only when one of them gets votes, and a number that never has to be worked out again as
days pass gives the same order: `log10` of the sum of `gain * 10 ** (day / 3)`. That is forward decay (Cormode,
Shkapenyuk, Srivastava and Xu: "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009). A paper
that was met once stands where Reddit's "hot" order (its published `_sorts.pyx`) has it: ten times the votes outweigh
three days.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from paperdesk.domain.dates import day_number

DAYS_FOR_TENFOLD = 3.0
RISING_DAYS = 7  # what "this week" means


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a paper stood in one source at one time; a number is None where the source does not tell it.

    `at` is UTC, ISO 8601, where it is known when the source was asked, else the day of the listing alone, YYYY-MM-DD.
    """

    at: str
    source: str
    day: str = ""
    rank: int | None = None
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None


def meeting_time(seen: str, day: str, *, first: bool) -> str:
    """Return when a meeting counts: when the source was asked (`seen`, UTC or empty), or the day of the listing.

    Votes that an old listing already has when it is met `first` came when it was listed, not now.
    """
    if not seen:
        return day
    return day if first and day and day < seen[:10] else seen


def moment(at: str) -> float:
    """Return a time as days since 0001-01-01 (UTC), 0 where it cannot be read."""
    whole = day_number(at[:10])
    clock = at[11:19].split(":")
    if not whole or len(clock) != 3 or not all(part.isascii() and part.isdigit() for part in clock):
        return float(whole)
    hours, minutes, seconds = map(int, clock)
    return whole + min((hours * 3600 + minutes * 60 + seconds) / 86_400, 1.0)


def gains(votes: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return by how much the votes grew, and when, from how many there were at each time; what fell counts for nothing."""
    most, found = 0, []
    for at, count in sorted(votes):
        if count > most:
            found.append((at, count - most))
            most = count
    return found


@lru_cache(maxsize=4096)
def trend(day: str, votes: tuple[tuple[str, int], ...] = ()) -> float:
    """Return the place of a paper in the order *trending*, higher first.

    `day` is its latest listing, which weighs as much as a vote; `votes` are the counts that were seen, each with its time.
    """
    terms = [(day_number(day) / DAYS_FOR_TENFOLD, 1)]
    terms += [(moment(at) / DAYS_FOR_TENFOLD, gain) for at, gain in gains(votes)]
    largest = max(exponent for exponent, _ in terms)
    return largest + math.log10(sum(gain * 10.0 ** (exponent - largest) for exponent, gain in terms))


def rise(votes: Iterable[tuple[str, int]], since: str) -> int:
    """Return how many votes a paper has got from the day `since` on."""
    return sum(gain for at, gain in gains(votes) if at >= since)
