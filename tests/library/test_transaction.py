# SPDX-License-Identifier: MIT
"""A write is whole or not at all, and leaves a trace in the log exactly where it changed something."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from paperdesk.domain.record import Record
from paperdesk.library.connection import open_connection
from paperdesk.library.library import Library
from paperdesk.library.transaction import Transaction, now


@pytest.fixture
def db(folder: Path) -> Iterator[sqlite3.Connection]:
    """The writing connection of an empty library."""
    with closing(open_connection(folder)) as connection:
        yield connection


def _log(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return db.execute("SELECT id, step, verb, summary, undoable FROM changes ORDER BY id").fetchall()


def _tags(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM tags ORDER BY id")]


def _tag(name: str) -> dict[str, str]:
    return {"name": name, "folded": name}


def test_a_change_and_its_log_are_one_transaction(db: sqlite3.Connection) -> None:
    with Transaction(db, "tag", "Tagged") as transaction:
        transaction.insert("tags", _tag("a"))
        assert transaction.changes.number == 0
    assert _tags(db) == ["a"]
    assert _log(db) == [(1, 1, "tag", "Tagged", 1)]
    assert (transaction.changes.number, transaction.changes.summary, transaction.step) == (1, "Tagged", 1)


def test_nothing_changed_leaves_no_trace(db: sqlite3.Connection) -> None:
    with Transaction(db, "tag") as transaction:
        transaction.insert("tags", _tag("a"))
    with Transaction(db, "tag") as transaction:
        assert not transaction.update("tags", {"id": 1}, _tag("a"))
        assert not transaction.update("tags", {"id": 2}, _tag("b"))
        assert not transaction.delete("tags", {"id": 2})
    assert not transaction.changes
    assert transaction.step is None
    assert len(_log(db)) == 1


def _raise(error: type[BaseException]) -> Callable[[Transaction], None]:
    def raising(transaction: Transaction) -> None:
        transaction.number()
        raise error

    return raising


def _refer_to_no_paper(transaction: Transaction) -> None:
    transaction.insert("paper_tags", {"paper_id": 99, "tag_id": 1})


def _refer_to_no_paper_until_the_end(transaction: Transaction) -> None:
    transaction.execute("PRAGMA defer_foreign_keys = ON")
    _refer_to_no_paper(transaction)


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (_raise(ValueError), ValueError),
        (_raise(KeyboardInterrupt), KeyboardInterrupt),
        (_refer_to_no_paper, sqlite3.IntegrityError),
        (_refer_to_no_paper_until_the_end, sqlite3.IntegrityError),
    ],
    ids=["a bug", "an interruption", "a refused statement", "a refused commit"],
)
def test_an_error_takes_everything_back(
    db: sqlite3.Connection, trouble: Callable[[Transaction], None], error: type[BaseException]
) -> None:
    transaction = Transaction(db, "tag", "Tagged")

    def write() -> None:
        with transaction:
            transaction.insert("tags", _tag("a"))
            trouble(transaction)

    with pytest.raises(error):
        write()
    assert not db.in_transaction
    assert not transaction.changes
    assert (_tags(db), _log(db)) == ([], [])
    with Transaction(db, "tag") as another:
        another.insert("tags", _tag("b"))
    assert _tags(db) == ["b"]


def test_a_number_is_a_place_in_the_log_whatever_happens(db: sqlite3.Connection) -> None:
    with Transaction(db, "undo", undoable=False) as transaction:
        transaction.say("Undo: nothing was left of it")
        number = transaction.number()
        assert transaction.number() == number
    assert transaction.changes.number == number == 1
    assert _log(db) == [(1, 1, "undo", "Undo: nothing was left of it", 0)]


def test_a_step_joins_what_belongs_together(db: sqlite3.Connection) -> None:
    with Transaction(db, "import", "first") as first:
        first.insert("tags", _tag("a"))
    with Transaction(db, "other") as other:
        other.insert("tags", _tag("b"))
    with Transaction(db, "import", "second", step=first.step) as second:
        second.insert("tags", _tag("c"))
    assert [row[:2] for row in _log(db)] == [(1, 1), (2, 2), (3, 1)]
    assert second.step == first.step


def test_the_log_numbers_never_come_twice(library: Library, record: Callable[..., Record]) -> None:
    numbers = [library.add([record(f"Paper Number {n} of Several")], "added").changes.number for n in range(3)]
    numbers += [library.undo().number, library.redo().number]
    assert numbers == sorted(set(numbers))
    assert library.last_change() == numbers[-1]


def test_times_are_utc_to_the_millisecond_and_sort_as_text() -> None:
    times = [now() for _ in range(3)]
    assert times == sorted(times)
    assert all(len(time) == len("2025-01-01T00:00:00.000Z") and time.endswith("Z") for time in times)
