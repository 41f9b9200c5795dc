# SPDX-License-Identifier: MIT
"""Subscriptions, which are the reader's and can be undone; and how fetching goes, which is neither."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.feeds import Feed, FeedId, FeedState, LogEntry, Validators, kind_of
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.text import folded, one_line, storable, visible
from paperdesk.library.transaction import Transaction, now

_LONGEST_TITLE = 120  # code points
_KEPT_IN_LOG = 500  # fetches of one source
_COLUMNS = "id, kind, title, source, schedule, colour, paused"
_STATE = "source, tried, succeeded, next_run, error, offline, failures, cursor, new"
_LOG = "source, began, ended, new, updated, unchanged, requests, error"


def all_feeds(connection: sqlite3.Connection) -> list[Feed]:
    """Return every subscription in the reader's order."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM feeds ORDER BY position, id")
    return [Feed(FeedId(i), kind, title, source, when, c, bool(p)) for i, kind, title, source, when, c, p in rows]


def add(
    connection: sqlite3.Connection, source: str, title: str, schedule: str, colour: str, *, undoable: bool = True
) -> Changes:
    """Subscribe to `source` under `title`; one that is there gets the new title, schedule and colour, and goes on.

    Raises `BadInput` for a title that is none or that another has.
    """
    values = _values(title, schedule, colour)
    with Transaction(connection, "subscribe", f"Subscribed to {values['title']}", undoable=undoable) as transaction:
        same = transaction.execute("SELECT id FROM feeds WHERE source = ?", (source,)).fetchone()
        _refuse_taken(transaction, values, same[0] if same else 0)
        if same:
            transaction.update("feeds", {"id": same[0]}, {**values, "paused": 0})
        else:
            last = transaction.execute("SELECT coalesce(max(position), 0) FROM feeds").fetchone()[0]
            row = {**values, "source": storable(source), "kind": kind_of(source), "position": last + 1}
            transaction.insert("feeds", row)
    return transaction.changes


def change(
    connection: sqlite3.Connection, feed: FeedId, *, title: str, schedule: str, colour: str, paused: bool
) -> Changes:
    """Give a subscription another title, schedule or colour, or pause it. Raises `BadInput`, `Trouble` for one that is gone."""
    values = _values(title, schedule, colour)
    with Transaction(connection, "change source", f"Changed {values['title']}") as transaction:
        _known(transaction, feed)
        _refuse_taken(transaction, values, feed)
        if transaction.update("feeds", {"id": feed}, {"paused": int(paused)}):
            transaction.say(f"{'Paused' if paused else 'Resumed'} {values['title']}")
        transaction.update("feeds", {"id": feed}, values)
    return transaction.changes


def move(connection: sqlite3.Connection, feed: FeedId, place: int) -> Changes:
    """Put a subscription at `place` (from 0) among all."""
    with Transaction(connection, "move source", "Moved a source") as transaction:
        _known(transaction, feed)
        rows = transaction.execute("SELECT id FROM feeds ORDER BY position, id").fetchall()
        order = [i for (i,) in rows if i != feed]
        order.insert(min(max(place, 0), len(order)), feed)
        for position, one in enumerate(order, 1):
            transaction.update("feeds", {"id": one}, {"position": position})
    return transaction.changes


def delete(connection: sqlite3.Connection, feed: FeedId) -> Changes:
    """End a subscription; the papers that it brought stay."""
    found = connection.execute("SELECT title FROM feeds WHERE id = ?", (feed,)).fetchone()
    summary = f"Ended the subscription to {found[0] if found else 'a source'}"
    with Transaction(connection, "unsubscribe", summary) as transaction:
        transaction.delete("feeds", {"id": feed})
    return transaction.changes


def _values(title: str, schedule: str, colour: str) -> dict[str, str]:
    name = one_line(visible(title))
    if not name or len(name) > _LONGEST_TITLE:
        raise BadInput(f"{name[:40]!r} is no title for a source; write one of 1 to {_LONGEST_TITLE} characters")
    if colour and colour not in COLOURS:
        raise BadInput(f"{colour[:40]!r} is no colour; there are {', '.join(COLOURS)}")
    return {"title": name, "folded": folded(name) or name.casefold(), "schedule": schedule, "colour": colour}


def _refuse_taken(transaction: Transaction, values: dict[str, str], own: int) -> None:
    found = transaction.execute("SELECT title FROM feeds WHERE folded = ? AND id <> ?", (values["folded"], own))
    taken = found.fetchone()
    if taken:
        raise BadInput(f"another source is called {taken[0]!r}; give this one another title")


def _known(transaction: Transaction, feed: FeedId) -> None:
    if not transaction.execute("SELECT 1 FROM feeds WHERE id = ?", (feed,)).fetchone():
        raise Trouble("this source is gone; another window or command removed it")


def states(connection: sqlite3.Connection) -> dict[str, FeedState]:
    """Return how fetching goes, by the source's name."""
    found = {}
    for row in connection.execute(f"SELECT {_STATE} FROM feed_states"):
        source, tried, succeeded, next_run, error, offline, failures, cursor, new = row
        found[source] = FeedState(source, tried, succeeded, next_run, error, bool(offline), failures, cursor, new)
    return found


def log(connection: sqlite3.Connection, source: str, limit: int) -> list[LogEntry]:
    """Return the latest fetches of `source`, or of all where it is empty, latest first."""
    where, parameters = ("WHERE source = ?", (source, limit)) if source else ("", (limit,))
    rows = connection.execute(f"SELECT {_LOG} FROM fetch_log {where} ORDER BY id DESC LIMIT ?", parameters)
    return [LogEntry(*row) for row in rows]


def validators(connection: sqlite3.Connection, address: str) -> Validators:
    """Return what makes the next request of `address` conditional."""
    sql = "SELECT etag, modified, items FROM validators WHERE address = ?"
    found = connection.execute(sql, (storable(address),)).fetchone()
    return Validators(*found) if found else Validators()


def keep_state(connection: sqlite3.Connection, state: FeedState) -> None:
    """Keep how fetching a source goes, all of it."""
    values = [state.source, state.tried, state.succeeded, state.next_run, state.error, int(state.offline)]
    values += [state.failures, state.cursor, state.new]
    with _writing(connection):
        connection.execute(
            f"INSERT OR REPLACE INTO feed_states ({_STATE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [storable(value) if isinstance(value, str) else value for value in values],
        )


def keep_validators(connection: sqlite3.Connection, source: str, address: str, found: Validators) -> None:
    """Keep what makes the next request of `address` conditional."""
    row = [storable(text) for text in (address, source, found.etag, found.modified)]
    with _writing(connection):
        connection.execute("INSERT OR REPLACE INTO validators VALUES (?, ?, ?, ?, ?, ?)", (*row, found.items, now()))


def keep_log(connection: sqlite3.Connection, entry: LogEntry) -> None:
    """Write a fetch into the log; the oldest ones go."""
    values = [getattr(entry, name) for name in _LOG.split(", ")]
    with _writing(connection):
        connection.execute(
            f"INSERT INTO fetch_log ({_LOG}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [storable(value) if isinstance(value, str) else value for value in values],
        )
        connection.execute(
            "DELETE FROM fetch_log WHERE source = ?1 AND id <= (SELECT id FROM fetch_log WHERE source = ?1"
            " ORDER BY id DESC LIMIT 1 OFFSET ?2)",
            (storable(entry.source), _KEPT_IN_LOG),
        )


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
