# SPDX-License-Identifier: MIT
"""One write to the library: the rows it changes and the log of it, in one SQLite transaction.

Every row is logged as its values before and after, by column; undo puts the one in the place of the
other (the scheme of https://sqlite.org/undoredo.html, kept as data).
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from paperdesk.domain.changes import MANY, Changes
from paperdesk.domain.paper import PaperId

Row = Mapping[str, Any]

LOGGED = {
    "papers": ("id",),
    "paper_authors": ("paper_id", "position"),
    "aliases": ("key",),
    "sightings": ("paper_id", "source", "day"),
    "tags": ("id",),
    "paper_tags": ("paper_id", "tag_id"),
}
MARK_COLUMNS = {"is_read": "read", "is_starred": "starred", "is_later": "later", "is_archived": "archived"}
_LIST_COLUMNS = frozenset(("hidden", "sort_day", "sort_rank", "trend", "title"))


def now() -> str:
    """Return the time as the library writes it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Extent:
    """Gathers how far changes reach, row by row."""

    def __init__(self) -> None:
        self._papers: set[int] = set()
        self._many = False
        self._lists = False
        self._tags = False
        self._marks: set[str] = set()

    def note(self, relation: str, first: int | None, last: int | None, columns: Iterable[str]) -> None:
        """Take in one changed row: of which papers it is (both None for none), and the columns that changed."""
        columns = set(columns)
        if relation == "papers":
            self._marks.update(MARK_COLUMNS[c] for c in columns & MARK_COLUMNS.keys())
        self._many = self._many or relation == "tags"
        self._tags = self._tags or relation in ("tags", "paper_tags")
        in_lists = relation in ("sightings", "paper_tags") or (relation == "papers" and _LIST_COLUMNS & columns)
        self._lists = self._lists or bool(in_lists)
        if first is None or last is None:
            return
        if last - first + len(self._papers) > MANY:
            self._many = True
        else:
            self._papers.update(range(first, last + 1))

    def changes(self, number: int, summary: str, undoable: bool) -> Changes:
        """Return all that was noted as one."""
        papers = None if self._many else frozenset(PaperId(p) for p in self._papers)
        return Changes(number, summary, papers, self._lists, frozenset(self._marks), self._tags, undoable)


class Transaction:
    """A context in which rows are inserted, updated and deleted, all or none, and logged as one change.

    `step` joins the changes of one long operation, so that one undo takes all of them back; None
    begins a step of its own. After the context `changes` holds the outcome. A context that changed no row
    leaves no trace in the log.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        verb: str,
        summary: str = "",
        *,
        undoable: bool = True,
        step: int | None = None,
    ) -> None:
        self._connection = connection
        self._verb = verb
        self.summary = summary
        self._undoable = undoable
        self._step = step
        self._items: list[tuple[str, int | None, int | None, str, str | None, str | None]] = []
        self._extent = Extent()
        self.changes = Changes()
        self.at = now()

    def __enter__(self) -> "Transaction":
        self._connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return
        try:
            number = self._write_log() if self._items else 0
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        if number:
            self.changes = self._extent.changes(number, self.summary, self._undoable)

    @property
    def step(self) -> int | None:
        """The step that this change belongs to, known once it is committed."""
        return self._step

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run a reading statement inside the transaction."""
        return self._connection.execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Return the rows of a reading statement by column name."""
        cursor = self._connection.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def insert(self, relation: str, row: Row) -> int:
        """Insert one row and log it; return its row id."""
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self._connection.execute(f"INSERT INTO {relation} ({columns}) VALUES ({marks})", tuple(row.values()))
        key_columns = LOGGED[relation]
        stored = dict(row)
        if key_columns == ("id",):
            stored["id"] = cursor.lastrowid
        self._log(relation, {c: stored[c] for c in key_columns}, None, stored)
        return int(cursor.lastrowid or 0)

    def update(self, relation: str, key: Row, values: Row) -> bool:
        """Set the columns of one row that differ from `values`; return whether any did."""
        where, parameters = _where(key)
        columns = ", ".join(values)
        found = self._connection.execute(f"SELECT {columns} FROM {relation} WHERE {where}", parameters).fetchone()
        if found is None:
            return False
        differing = {c: v for (c, v), old in zip(values.items(), found, strict=True) if old != v}
        if not differing:
            return False
        before = {c: old for c, old in zip(values, found, strict=True) if c in differing}
        assignments = ", ".join(f"{c} = ?" for c in differing)
        self._connection.execute(
            f"UPDATE {relation} SET {assignments} WHERE {where}", (*differing.values(), *parameters)
        )
        self._log(relation, key, before, differing)
        return True

    def delete(self, relation: str, key: Row) -> bool:
        """Delete one row and log all of it; return whether it was there."""
        where, parameters = _where(key)
        found = self.rows(f"SELECT * FROM {relation} WHERE {where}", parameters)
        if not found:
            return False
        self._connection.execute(f"DELETE FROM {relation} WHERE {where}", parameters)
        self._log(relation, key, found[0], None)
        return True

    def insert_new_papers(self, first: int, last: int, rows: Mapping[str, Iterable[Sequence[Any]]]) -> None:
        """Insert papers `first` to `last` with all that belongs to them, as statement → parameter rows.

        Logged as one item: undo hides them, so that nothing attached to them later is lost.
        """
        for statement, parameters in rows.items():
            self._connection.executemany(statement, parameters)
        self._log("papers", {"id": [first, last]}, {"hidden": 1}, {"hidden": 0})

    def _log(self, relation: str, key: Row, before: Row | None, after: Row | None) -> None:
        first, last = _papers_of(relation, key)
        self._items.append((relation, first, last, _json(key) or "", _json(before), _json(after)))
        self._extent.note(relation, first, last, (before or {}).keys() | (after or {}).keys())

    def _write_log(self) -> int:
        sql = "INSERT INTO changes (step, at, verb, summary, undoable) VALUES (?, ?, ?, ?, ?)"
        values = (self._step or 0, self.at, self._verb, self.summary, int(self._undoable))
        number = int(self._connection.execute(sql, values).lastrowid or 0)
        if self._step is None:
            self._step = number
            self._connection.execute("UPDATE changes SET step = id WHERE id = ?", (number,))
        self._connection.executemany(
            "INSERT INTO change_items (change_id, relation, first_paper, last_paper, row_key, before, after)"
            f" VALUES ({number}, ?, ?, ?, ?, ?, ?)",
            self._items,
        )
        return number

    def apply(self, relation: str, key: Row, target: Row | None, expected: Row | None) -> bool:
        """Bring one logged row to `target` (None: gone), if it still is as `expected`; return whether it was done.

        A row that something else changed since is left alone: what came later stands.
        """
        if isinstance(key.get("id"), list):
            return self._apply_range(key["id"], target or {}, expected or {})
        where, parameters = _where(key)
        present = self.rows(f"SELECT * FROM {relation} WHERE {where}", parameters)
        if target is None:
            return bool(present) and self.delete(relation, key)
        if expected is None:
            if present:
                return False
            self.insert(relation, target)
            return True
        if not present:
            return False
        values = {c: v for c, v in target.items() if c in expected and present[0][c] == expected[c]}
        return bool(values) and self.update(relation, key, values)

    def _apply_range(self, bounds: Sequence[int], target: Row, expected: Row) -> bool:
        for column, value in target.items():
            self._connection.execute(
                f"UPDATE papers SET {column} = ? WHERE id BETWEEN ? AND ? AND {column} = ?",
                (value, *bounds, expected[column]),
            )
        self._log("papers", {"id": list(bounds)}, expected, target)
        return True


def _papers_of(relation: str, key: Row) -> tuple[int | None, int | None]:
    if relation == "papers":
        bounds = key["id"]
        return (bounds[0], bounds[1]) if isinstance(bounds, (list, tuple)) else (bounds, bounds)
    paper = key.get("paper_id")
    return paper, paper


def _where(key: Row) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f"{column} = ?" for column in key), tuple(key.values())


def _json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))
