# SPDX-License-Identifier: MIT
"""Days as text: YYYY, YYYY-MM or YYYY-MM-DD. Pure; what today is comes from the caller."""

import re
from datetime import date
from functools import lru_cache

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_PLAUSIBLE_YEARS = range(1600, 2200)


@lru_cache(maxsize=4096)
def sortable_day(text: str) -> str:
    """Return `text` where it is a day, a month or a year that can be, else an empty string.

    A time after the day is dropped. Years before 1600 and from 2200 on count as unreadable: they are
    mistakes and would stand before or after everything.
    """
    found = _DAY.match(text)
    if not found or (found.end() < len(text) and text[found.end()] not in "T "):
        return ""
    year, month, day = found.groups()
    if int(year) not in _PLAUSIBLE_YEARS:
        return ""
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return found[0]


def is_day(text: str) -> bool:
    """Whether `text` is one day, YYYY-MM-DD."""
    return len(text) == 10 and sortable_day(text) == text


@lru_cache(maxsize=4096)
def day_number(text: str) -> int:
    """Return the proleptic Gregorian ordinal of a sortable day (its first day for a month or a year), 0 for none."""
    parts = [int(p) for p in text.split("-")] if sortable_day(text) else []
    return date(*[*parts, 1, 1][:3]).toordinal() if parts else 0
