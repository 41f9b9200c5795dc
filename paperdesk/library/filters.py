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
from paperdesk.domain.text import folded, storable
from paperdesk.domain.trend import RISING_DAYS
from paperdesk.library.extent import MARK_COLUMNS

_COLUMNS = {mark: column for column, mark in MARK_COLUMNS.items()}
_MOST = 400  # conditions in one query, for SQLite bounds the depth of an expression
_NOT_ASCII = "length({0}) <> length(CAST({0} AS BLOB))"
_LONGEST_FOR_LIKE = 500  # code points; SQLite bounds the length of a pattern
_MOST_WORDS = 60  # each of them reads every title
# The most votes ever, against the most before that day.
_RISING = """id IN (SELECT paper_id FROM meetings WHERE paper_id IN (SELECT paper_id FROM meetings WHERE at >= ?)
    GROUP BY paper_id HAVING max(upvotes) > coalesce(max(CASE WHEN at < ? THEN upvotes END), 0))"""
_HIGHLIGHTED = "id IN (SELECT paper_id FROM highlights)"
_HAS = {
    "code": "link_code <> ''",
    "pdf": "link_pdf <> ''",
    "note": "id IN (SELECT paper_id FROM notes)",
    "highlight": _HIGHLIGHTED,
}
_FIRST_DAY, _LAST_DAY = "0", "~"  # before and after every day; "~" also ends a month or a year


@dataclass(slots=True)
class _Writing:
    """Gathers parameters while a condition is written as SQL."""

    connection: sqlite3.Connection
    today: date
    parameters: list[str | int] = field(default_factory=list)
    count: int = 0
    words: int = 0

    def write(self, condition: Condition) -> str:
        match condition:
            case Not(inner):
                return f"NOT ({self.write(inner)})"
            case All(several):
                return " AND ".join(self._each(several)) or "1"
            case Any(several):
                return " OR ".join(self._each(several)) or "0"
            case Word(text, where) | Phrase(text, where):
                return self._text(text, where)
            case _:
                return self._fact(condition)

    def _each(self, several: Sequence[Condition]) -> list[str]:
        terms = []
        for one in several:
            self.count += 1
            if self.count > _MOST:
                break
            if self.words < _MOST_WORDS or not isinstance(one, Word | Phrase):
                terms.append(f"({self.write(one)})")
        return terms

    def _fact(self, condition: Condition) -> str:
        match condition:
            case Marked("rising"):
                return self._with(_RISING, *[(self.today - timedelta(days=RISING_DAYS)).isoformat()] * 2)
            case Marked(mark):
                if mark == "highlighted":
                    return _HIGHLIGHTED
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

    def _text(self, text: str, where: str) -> str:
        """Look for a text in titles, or in authors, categories, notes or highlights where it was asked of them."""
        self.words += 1
        if where == "note":
            return f"id IN (SELECT paper_id FROM notes WHERE {self._holds('text', text)})"
        if where == "highlight":
            quoted, said = self._holds("exact", text), self._holds("note", text)
            return f"id IN (SELECT paper_id FROM highlights WHERE {quoted} OR {said})"
        if where == "author":
            return f"id IN (SELECT paper_id FROM paper_authors WHERE {self._holds('name', text)})"
        return self._holds("categories" if where == "category" else "title", text)

    def _holds(self, column: str, text: str) -> str:
        sql, parameters = holds(column, text)
        return self._with(sql, *parameters)

    def _source(self, name: str) -> str:
        """Look for a source by its exact name, else by words that its name holds side by side."""
        name = storable(name)
        wanted = [name]
        if not self.connection.execute("SELECT 1 FROM sightings WHERE source = ? LIMIT 1", (name,)).fetchone():
            known = [source for (source,) in self.connection.execute("SELECT DISTINCT source FROM sightings")]
            wanted = (
                [source for source in known if f" {folded(name)} " in f" {folded(source)} "] if folded(name) else []
            )
        marks = ",".join("?" * len(wanted))
        return self._with(f"id IN (SELECT paper_id FROM sightings WHERE source IN ({marks}))", *wanted)

    def _days(self, first: str, last: str) -> str:
        bounds = (first or _FIRST_DAY, last + _LAST_DAY)
        return self._with(
            "(id IN (SELECT paper_id FROM sightings WHERE day <> '' AND day BETWEEN ? AND ?)"
            " OR (listed = 0 AND sort_day BETWEEN ? AND ?))",
            *bounds,
            *bounds,
        )


def holds(column: str, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the term that says that a column holds `text`, in any case, and its parameters."""
    text = storable(text)
    if not text.isascii() or len(text) > _LONGEST_FOR_LIKE:  # LIKE knows the case of ASCII letters alone
        return f"title_holds({column}, ?)", (text.casefold(),)
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = f"({column} LIKE ? ESCAPE '\\' OR ({_NOT_ASCII.format(column)} AND title_holds({column}, ?)))"
    return like, (f"%{escaped}%", text.casefold())


def title_holds(title: str, text: str) -> bool:
    """Whether `title` holds `text`, which is folded, in any case; known to SQL by this name."""
    return text in title.casefold()


def where(connection: sqlite3.Connection, condition: Condition, today: date) -> tuple[str, Sequence[str | int]]:
    """Return the terms of a WHERE clause for the papers that are shown and meet `condition`, and its parameters.

    `today` is the reader's day, which `Since` counts from. A word or a phrase is looked for in the title, or in the
    authors or categories where it is asked of them, as letters and in any case; of very many, only the first.
    """
    writing = _Writing(connection, today)
    sql = writing.write(condition)
    return f"hidden = 0 AND {sql}" if isinstance(condition, All) else f"hidden = 0 AND ({sql})", writing.parameters
