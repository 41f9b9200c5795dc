# SPDX-License-Identifier: MIT
"""Saved searches and watch words, each kind in the reader's own order."""

import sqlite3

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.searches import COLOURS, SavedSearch, SearchId
from paperdesk.domain.text import one_line, visible
from paperdesk.library.transaction import Transaction

_LONGEST_NAME = 120  # code points
_LONGEST_TEXT = 4_000
_ALL = "SELECT id, name, query, colour FROM searches ORDER BY colour <> '', position, id"


def all_searches(connection: sqlite3.Connection) -> list[SavedSearch]:
    """Return every saved search, then every watch word, in the reader's order."""
    return [
        SavedSearch(SearchId(i), name, text, _known_colour(colour))
        for i, name, text, colour in connection.execute(_ALL)
    ]


def _known_colour(colour: str) -> str:
    """Return a colour that can be shown: another version may have more of them."""
    return colour if not colour or colour in COLOURS else COLOURS[0]


def add(connection: sqlite3.Connection, name: str, text: str, colour: str) -> Changes:
    """Keep the query `text` under `name`, after those of its kind; with a colour, as a watch word.

    One that is there under this name, or as a watch word for this text, gets the new values. Raises
    `BadInput` for a name, a text or a colour that cannot be.
    """
    values = values_of(name, text, colour)
    verb = "Followed" if colour else "Saved the search"
    with Transaction(connection, "save search", f"{verb} {values['name']}") as transaction:
        kind = _kind(colour)
        found = _named(transaction, colour, values["name"])
        if found is None and colour:
            same = f"SELECT id FROM searches WHERE {kind} AND query = ?"
            found = next((i for (i,) in transaction.execute(same, (values["query"],))), None)
        if found is not None:
            transaction.update("searches", {"id": found}, values)
        else:
            insert(transaction, values)
    return transaction.changes


def insert(transaction: Transaction, values: dict[str, str]) -> None:
    """Keep a search after those of its kind."""
    kind = _kind(values["colour"])
    last = transaction.execute(f"SELECT coalesce(max(position), 0) FROM searches WHERE {kind}").fetchone()[0]
    transaction.insert("searches", {**values, "position": last + 1})


def there(transaction: Transaction, values: dict[str, str]) -> bool:
    """Whether a search of this kind and name is there, or a watch word for this text."""
    if _named(transaction, values["colour"], values["name"]) is not None:
        return True
    same = "SELECT 1 FROM searches WHERE colour <> '' AND query = ?"
    return bool(values["colour"]) and transaction.execute(same, (values["query"],)).fetchone() is not None


def values_of(name: str, text: str, colour: str) -> dict[str, str]:
    """Return the columns of a search. Raises `BadInput` for a name, a text or a colour that cannot be."""
    return {"name": _name(name), "query": _text(text), "colour": _colour(colour)}


def change(connection: sqlite3.Connection, search: SearchId, *, name: str, text: str, colour: str) -> Changes:
    """Give a saved search or watch word another name, text or colour; its kind stays.

    Raises `BadInput` for what cannot be and for a name that another of its kind has, `Trouble` for a search that is gone.
    """
    values = values_of(name, text, colour)
    with Transaction(connection, "change search", f"Changed {values['name']}") as transaction:
        known = _known(transaction, search)
        if bool(known) != bool(colour):
            raise BadInput("a saved search has no colour, a watch word has one")
        if _named(transaction, colour, values["name"]) not in (None, search):
            raise BadInput(f"another search is called {values['name']!r}")
        transaction.update("searches", {"id": search}, values)
    return transaction.changes


def _named(transaction: Transaction, colour: str, name: str) -> int | None:
    """Return the search of this name, in any case, among those of the kind that `colour` tells."""
    rows = transaction.execute(f"SELECT id, name FROM searches WHERE {_kind(colour)}")
    return next((i for i, other in rows if other.casefold() == name.casefold()), None)


def _kind(colour: str) -> str:
    return "colour <> ''" if colour else "colour = ''"


def move(connection: sqlite3.Connection, search: SearchId, place: int) -> Changes:
    """Put a saved search or watch word at `place` (from 0) among those of its kind."""
    with Transaction(connection, "move search", "Moved a search") as transaction:
        kind = _kind(_known(transaction, search))
        rows = transaction.execute(f"SELECT id FROM searches WHERE {kind} ORDER BY position, id").fetchall()
        order = [i for (i,) in rows if i != search]
        order.insert(min(max(place, 0), len(order)), search)
        for position, one in enumerate(order, 1):
            transaction.update("searches", {"id": one}, {"position": position})
    return transaction.changes


def delete(connection: sqlite3.Connection, search: SearchId) -> Changes:
    """Forget a saved search or watch word."""
    found = connection.execute("SELECT name FROM searches WHERE id = ?", (search,)).fetchone()
    with Transaction(connection, "delete search", f"Deleted {found[0] if found else 'a search'}") as transaction:
        transaction.delete("searches", {"id": search})
    return transaction.changes


def _known(transaction: Transaction, search: SearchId) -> str:
    """Return the colour of a search that is there."""
    found = transaction.execute("SELECT colour FROM searches WHERE id = ?", (search,)).fetchone()
    if not found:
        raise Trouble("this search is gone; another window or command deleted it")
    return str(found[0])


def _colour(text: str) -> str:
    if text and text not in COLOURS:
        raise BadInput(f"{text[:40]!r} is no colour; there are {', '.join(COLOURS)}")
    return text


def _name(text: str) -> str:
    name = one_line(visible(text))
    if not name or len(name) > _LONGEST_NAME:
        raise BadInput(f"{name[:40]!r} is no name for a search; write one of 1 to {_LONGEST_NAME} characters")
    return name


def _text(text: str) -> str:
    line = one_line(text)
    if not line or len(line) > _LONGEST_TEXT:
        raise BadInput(f"a query of 1 to {_LONGEST_TEXT:,} characters is due, not {line[:40]!r}")
    return line
