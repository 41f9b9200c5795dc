# SPDX-License-Identifier: MIT
"""Answers queries with ids in order, and counts what sidebar entries hold."""

import json
import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

from paperdesk.domain.query import Count, Listing, Query, Section, Sort
from paperdesk.domain.tags import fold_tag
from paperdesk.domain.text import storable
from paperdesk.library.marks import COLUMNS

_ORDERS = {
    Sort.NEWEST: "sort_day DESC, sort_rank, id DESC",
    Sort.TRENDING: "trend DESC, id DESC",
    Sort.TITLE: "title COLLATE NOCASE, id",
}
_NOT_ASCII = "length(title) <> length(CAST(title AS BLOB))"
_LONGEST_FOR_LIKE = 500  # code points; SQLite bounds the depth of an expression and the length of a pattern


def listing(connection: sqlite3.Connection, query: Query, first: int | None = None) -> Listing:
    """Return the ids of the papers that `query` means, in its order, and the sections by day where it has them.

    `first` bounds their number, for a page that is to be seen at once.
    """
    where, parameters = _where(query)
    # One aggregate step: the ids never become Python objects one by one, and the interpreter lock is free meanwhile.
    ordered = f"SELECT id, sort_day FROM papers WHERE {where} ORDER BY {_ORDERS[query.sort]} LIMIT ?"
    sql = f"SELECT json_group_array(id), min(sort_day) FROM ({ordered})"
    found, last_day = connection.execute(sql, (*parameters, -1 if first is None else first)).fetchone()
    ids = array("q", json.loads(found))
    whole = first is None or len(ids) < first
    if query.sort is not Sort.NEWEST:
        return Listing(query, ids, whole=whole)
    if not whole:
        where, parameters = f"{where} AND sort_day >= ?", [*parameters, last_day]
    return Listing(query, ids, _sections(connection, where, parameters), whole)


def _sections(connection: sqlite3.Connection, where: str, parameters: Sequence[Any]) -> tuple[Section, ...]:
    sql = f"SELECT sort_day, count(*), sum(NOT is_read) FROM papers WHERE {where} GROUP BY sort_day ORDER BY sort_day DESC"
    sections, start = [], 0
    for day, count, unread in connection.execute(sql, parameters):
        sections.append(Section(day, start, count, unread))
        start += count
    return tuple(sections)


def page(connection: sqlite3.Connection, query: Query, limit: int, offset: int) -> list[int]:
    """Return at most `limit` ids of the answer to `query`, after leaving out the first `offset`."""
    where, parameters = _where(query)
    sql = f"SELECT id FROM papers WHERE {where} ORDER BY {_ORDERS[query.sort]} LIMIT ? OFFSET ?"
    return [paper for (paper,) in connection.execute(sql, (*parameters, limit, offset))]


def _where(query: Query) -> tuple[str, list[Any]]:
    terms = ["hidden = 0"]
    parameters: list[Any] = []
    for name, column in COLUMNS.items():
        wanted = getattr(query, name)
        if wanted is not None:
            terms.append(f"{column} = {int(wanted)}")
    _add_words(storable(query.words), terms, parameters)
    if query.tag:
        folded = fold_tag(query.tag)
        terms.append(
            "id IN (SELECT paper_id FROM paper_tags WHERE tag_id IN"
            " (SELECT id FROM tags WHERE folded = ? OR substr(folded, 1, ?) = ?))"
        )
        parameters.extend((folded, len(folded) + 1, folded + "/"))
    if query.source:
        terms.append("id IN (SELECT paper_id FROM sightings WHERE source = ?)")
        parameters.append(storable(query.source))
    if query.day:
        terms.append(
            "(id IN (SELECT paper_id FROM sightings WHERE day <> '' AND day BETWEEN ? AND ?)"
            " OR (NOT listed AND sort_day BETWEEN ? AND ?))"
        )
        parameters += [storable(query.day), storable(query.day) + "~"] * 2
    return " AND ".join(terms), parameters


def _add_words(text: str, terms: list[str], parameters: list[Any]) -> None:
    """Ask for titles that hold every word of `text` in any case.

    LIKE is fast, but knows the case of ASCII letters alone.
    """
    words = list(dict.fromkeys(text.casefold().split()))
    if text.isascii() and len(text) <= _LONGEST_FOR_LIKE:
        for word in words:
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            terms.append(f"(title LIKE ? ESCAPE '\\' OR ({_NOT_ASCII} AND title_holds(title, ?)))")
            parameters += [pattern, word]
    else:
        terms.append("title_holds(title, ?)")
        parameters.append("\n".join(words))


def title_holds(title: str, words: str) -> bool:
    """Whether `title` holds each line of `words`, which are folded, in any case; known to SQL by this name."""
    folded = title.casefold()
    return all(word in folded for word in words.split("\n"))


def marks_counts(connection: sqlite3.Connection) -> dict[str, Count]:
    """Return how many papers there are: under `all`, `inbox`, and each mark's name."""
    sql = """SELECT count(*), sum(NOT is_read), sum(NOT is_read AND NOT is_archived), sum(is_starred),
        sum(is_starred AND NOT is_read), sum(is_later AND NOT is_archived),
        sum(is_later AND NOT is_archived AND NOT is_read), sum(is_archived), sum(is_archived AND NOT is_read)
        FROM papers INDEXED BY papers_by_day WHERE hidden = 0"""
    total, unread, inbox, starred, starred_unread, later, later_unread, archived, archived_unread = (
        value or 0 for value in connection.execute(sql).fetchone()
    )
    return {
        "all": Count(total, unread),
        "inbox": Count(inbox, inbox),
        "starred": Count(starred, starred_unread),
        "later": Count(later, later_unread),
        "archived": Count(archived, archived_unread),
    }


def day_counts(connection: sqlite3.Connection) -> dict[str, Count]:
    """Return how many papers stand under each day, latest day first: of listing, else of publication."""
    sql = """SELECT day, count(*), sum(unread) FROM (
            SELECT DISTINCT day, paper_id, NOT is_read AS unread FROM sightings JOIN papers ON id = paper_id
            WHERE listed AND hidden = 0 AND day <> ''
            UNION ALL SELECT sort_day, id, NOT is_read FROM papers WHERE hidden = 0 AND NOT listed AND sort_day <> '')
        GROUP BY day ORDER BY day DESC"""
    return {day: Count(total, unread) for day, total, unread in connection.execute(sql)}


def source_counts(connection: sqlite3.Connection) -> dict[str, Count]:
    """Return how many papers each source has brought."""
    sql = """SELECT source, count(*), sum(unread) FROM (
            SELECT DISTINCT sightings.source AS source, paper_id, NOT is_read AS unread
            FROM sightings JOIN papers ON id = paper_id WHERE hidden = 0)
        GROUP BY source ORDER BY source"""
    return {source: Count(total, unread) for source, total, unread in connection.execute(sql)}
