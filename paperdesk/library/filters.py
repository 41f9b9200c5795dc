# SPDX-License-Identifier: MIT
"""Conditions as SQL over the table `papers`. Facts are answered exactly, text by what the title holds."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from paperdesk.domain.conditions import (
    All,
    Any,
    Condition,
    Days,
    Has,
    Identified,
    Marked,
    Not,
    Phrase,
    Since,
    Source,
    Tagged,
    Votes,
    Word,
)
from paperdesk.domain.tags import fold_tag
from paperdesk.domain.text import storable
from paperdesk.library.extent import MARK_COLUMNS

_COLUMNS = {mark: column for column, mark in MARK_COLUMNS.items()}
_MOST = 400  # conditions side by side, for SQLite bounds the depth of an expression
_NOT_ASCII = "length(title) <> length(CAST(title AS BLOB))"
_LONGEST_FOR_LIKE = 500  # code points; SQLite bounds the length of a pattern
_MOST_WORDS = 60  # each of them reads every title
_HAS = {"code": "link_code <> ''", "pdf": "link_pdf <> ''"}
_FIRST_DAY, _LAST_DAY = "0", "~"  # before and after every day; "~" also ends a month or a year


@dataclass(slots=True)
class _Writing:
    """Gathers parameters while a condition is written as SQL."""

    connection: sqlite3.Connection
    today: date
    parameters: list[str | int] = field(default_factory=list)
    words: int = 0

    def write(self, condition: Condition) -> str:
        match condition:
            case Not(inner):
                return f"NOT ({self.write(inner)})"
            case All(several):
                return " AND ".join(self._each(several)) or "1"
            case Any(several):
                return " OR ".join(self._each(several)) or "0"
            case Word(text) | Phrase(text):
                return self._title(text)
            case _:
                return self._fact(condition)

    def _each(self, several: Sequence[Condition]) -> list[str]:
        terms = []
        for one in several[:_MOST]:
            if self.words < _MOST_WORDS or not isinstance(one, Word | Phrase):
                terms.append(f"({self.write(one)})")
        return terms

    def _fact(self, condition: Condition) -> str:
        match condition:
            case Marked(mark):
                return "is_read = 0" if mark == "unread" else f"{_COLUMNS[mark]} = 1" if mark in _COLUMNS else "0"
            case Has(what):
                return _HAS.get(what, "0")
            case Votes(sign, number):
                return self._with(f"upvotes {sign} ?", number)
            case Tagged(tag):
                folded = fold_tag(tag)
                below = "SELECT id FROM tags WHERE folded = ? OR substr(folded, 1, ?) = ?"
                return self._with(
                    f"id IN (SELECT paper_id FROM paper_tags WHERE tag_id IN ({below}))",
                    *(folded, len(folded) + 1, folded + "/"),
                )
            case Source(name):
                return self._source(name)
            case Since(days):
                return self._days(
                    (self.today - timedelta(days=min(max(days, 1), self.today.toordinal()) - 1)).isoformat(), ""
                )
            case Days(first, last):
                return self._days(storable(first), storable(last))
            case Identified(key):
                return self._with("id IN (SELECT paper_id FROM aliases WHERE key = ?)", storable(key).casefold())
        raise TypeError(f"{condition!r} is no condition")

    def _with(self, sql: str, *parameters: str | int) -> str:
        self.parameters.extend(parameters)
        return sql

    def _title(self, text: str) -> str:
        self.words += 1
        text = storable(text)
        if not text.isascii() or len(text) > _LONGEST_FOR_LIKE:  # LIKE knows the case of ASCII letters alone
            return self._with("title_holds(title, ?)", text.casefold())
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        like = f"(title LIKE ? ESCAPE '\\' OR ({_NOT_ASCII} AND title_holds(title, ?)))"
        return self._with(like, f"%{escaped}%", text.casefold())

    def _source(self, name: str) -> str:
        name = storable(name)
        exact = self.connection.execute("SELECT 1 FROM sightings WHERE source = ? LIMIT 1", (name,)).fetchone()
        if exact:
            return self._with("id IN (SELECT paper_id FROM sightings WHERE source = ?)", name)
        words = "' ' || replace(replace(replace(lower(source), '-', ' '), ':', ' '), '.', ' ') || ' '"
        wanted = name.lower().replace("%", "").replace("_", "")
        return self._with(f"id IN (SELECT paper_id FROM sightings WHERE {words} LIKE ?)", f"% {wanted} %")

    def _days(self, first: str, last: str) -> str:
        bounds = (first or _FIRST_DAY, last + _LAST_DAY)
        return self._with(
            "(id IN (SELECT paper_id FROM sightings WHERE day <> '' AND day BETWEEN ? AND ?)"
            " OR (listed = 0 AND sort_day BETWEEN ? AND ?))",
            *bounds,
            *bounds,
        )


def title_holds(title: str, text: str) -> bool:
    """Whether `title` holds `text`, which is folded, in any case; known to SQL by this name."""
    return text in title.casefold()


def where(connection: sqlite3.Connection, condition: Condition, today: date) -> tuple[str, Sequence[str | int]]:
    """Return the terms of a WHERE clause for the papers that are shown and meet `condition`, and its parameters.

    `today` is the reader's day, which `Since` counts from. A word or a phrase is looked for in the title
    alone, as letters and in any case; of very many, only the first.
    """
    writing = _Writing(connection, today)
    sql = writing.write(condition)
    return f"hidden = 0 AND {sql}" if isinstance(condition, All) else f"hidden = 0 AND ({sql})", writing.parameters
