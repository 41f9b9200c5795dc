# SPDX-License-Identifier: MIT
"""The entries that every sidebar begins with, as queries. Light to load: the first list of a start is one of them."""

from datetime import date

from paperdesk.domain.conditions import All, Days, Marked, Not, Source, Tagged
from paperdesk.domain.query import Query, Sort

# Name, icon, and query; None for the query of a day that is not known before.
SHELVES = {
    "inbox": ("Inbox", "inbox", Query(All((Marked("unread"), Not(Marked("archived")))))),
    "today": ("Today", "calendar-days", None),
    "starred": ("Starred", "star", Query(Marked("starred"))),
    "later": ("Read later", "bookmark", Query(All((Marked("later"), Not(Marked("archived")))))),
    "rising": ("Rising", "trending-up", Query(Marked("rising"), Sort.RISING)),
    "all": ("All papers", "library", Query()),
    "highlights": ("Highlights", "highlighter", Query(Marked("highlighted"))),
    "archive": ("Archive", "archive", Query(Marked("archived"))),
}


def query_of(name: str, today: date) -> Query | None:
    """Return the query of the entry called `name` as far as its name tells it; None where it does not."""
    kind, _, value = name.partition(":")
    if value and kind == "tag":
        return Query(Tagged(value))
    if value and kind == "source":
        return source_query(value)
    if value and kind in ("day", "month", "year"):
        return Query(Days(value, value))
    if name not in SHELVES:
        return None
    return SHELVES[name][2] or Query(Days(today.isoformat(), today.isoformat()))


def source_query(name: str) -> Query:
    """Return the papers that were met in the source `name`."""
    return Query(Source(name))
