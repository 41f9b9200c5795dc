# SPDX-License-Identifier: MIT
"""Answers queries with ids in order, and counts what sidebar entries hold."""

import json
import sqlite3
from array import array
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from paperdesk.domain.conditions import Condition
from paperdesk.domain.query import Count, Listing, Query, Section, Sort
from paperdesk.domain.trend import RISING_DAYS
from paperdesk.library.filters import where

_ORDERS = {
    Sort.NEWEST: "sort_day DESC, sort_rank, id DESC",
    Sort.TRENDING: "trend DESC, id DESC",
    Sort.TITLE: "title COLLATE NOCASE, id",
}
# Worked out only for papers that were met since, which are few.
_RISEN = """CASE WHEN id IN (SELECT paper_id FROM meetings WHERE at >= '{0}') THEN
    (SELECT max(upvotes) - coalesce(max(CASE WHEN at < '{0}' THEN upvotes END), 0) FROM meetings WHERE paper_id = papers.id)
    ELSE 0 END DESC, trend DESC, id DESC"""
_ORDERS[Sort.RELEVANCE] = _ORDERS[Sort.NEWEST]


def listing(connection: sqlite3.Connection, query: Query, today: date, first: int | None = None) -> Listing:
    """Return the ids of the papers that `query` means, in its order, and the sections by day where it has them.

    `today` is the reader's day. `first` bounds the number of ids, for a page that is to be seen at once. Text is
    looked for in titles alone.
    """
    terms, parameters = where(connection, query.condition, today)
    # One aggregate step: the ids never become Python objects one by one, and the interpreter lock is free meanwhile.
    ordered = f"SELECT id, sort_day FROM papers WHERE {terms} ORDER BY {_order(query.sort, today)} LIMIT ?"
    sql = f"SELECT json_group_array(id), min(sort_day) FROM ({ordered})"
    found, last_day = connection.execute(sql, (*parameters, -1 if first is None else first)).fetchone()
    ids = array("q", json.loads(found))
    whole = first is None or len(ids) < first
    if query.sort in (Sort.TRENDING, Sort.RISING, Sort.TITLE):
        return Listing(query, ids, whole=whole)
    if not whole:
        terms, parameters = f"{terms} AND sort_day >= ?", [*parameters, last_day]
    return Listing(query, ids, _sections(connection, terms, parameters), whole)


def _order(sort: Sort, today: date) -> str:
    """Return the terms of an ORDER BY clause."""
    if sort is Sort.RISING:
        return _RISEN.format((today - timedelta(days=RISING_DAYS)).isoformat())
    return _ORDERS[sort]


def _sections(connection: sqlite3.Connection, terms: str, parameters: Sequence[Any]) -> tuple[Section, ...]:
    sql = f"SELECT sort_day, count(*), sum(NOT is_read) FROM papers WHERE {terms} GROUP BY sort_day ORDER BY sort_day DESC"
    sections, start = [], 0
    for day, count, unread in connection.execute(sql, parameters):
        sections.append(Section(day, start, count, unread))
        start += count
    return tuple(sections)


def page(connection: sqlite3.Connection, query: Query, today: date, limit: int, offset: int) -> list[int]:
    """Return at most `limit` ids of the answer to `query`, after leaving out the first `offset`."""
    terms, parameters = where(connection, query.condition, today)
    sql = f"SELECT id FROM papers WHERE {terms} ORDER BY {_order(query.sort, today)} LIMIT ? OFFSET ?"
    return [paper for (paper,) in connection.execute(sql, (*parameters, limit, offset))]


def ids(connection: sqlite3.Connection, condition: Condition, today: date) -> "array[int]":
    """Return the ids of the papers for which `condition` is true, ascending."""
    terms, parameters = where(connection, condition, today)
    sql = f"SELECT json_group_array(id) FROM (SELECT id FROM papers WHERE {terms} ORDER BY id)"
    return array("q", json.loads(connection.execute(sql, parameters).fetchone()[0]))


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
