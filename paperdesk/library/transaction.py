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

from paperdesk.domain.changes import Changes
from paperdesk.domain.text import storable
from paperdesk.library import note_links
from paperdesk.library.connection import roll_back
from paperdesk.library.extent import Extent
from paperdesk.library.schema import LAPSED, REMOVED, SHOWN

Row = Mapping[str, Any]

LOGGED = {
    "papers": ("id",),
    "paper_authors": ("paper_id", "position"),
    "aliases": ("key",),
    "sightings": ("paper_id", "source", "day"),
    "tags": ("id",),
    "paper_tags": ("paper_id", "tag_id"),
    "searches": ("id",),
    "citation_keys": ("paper_id",),
    "feeds": ("id",),
    "meetings": ("paper_id", "at", "source", "day"),
    "texts": ("id",),
    "highlights": ("id",),
    "highlight_tags": ("highlight_id", "tag_id"),
    "notes": ("paper_id",),
}
# Columns that mean something only together: a change of one is logged, and taken back, as a change of all.
PLACE = ("start_at", "end_at", "exact", "prefix", "suffix", "text_hash", "detached")
TOGETHER = {"highlights": frozenset(PLACE)}


def now() -> str:
    """Return the time as the library writes it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Transaction:
    """A context in which rows are inserted, updated and deleted, all or none, and logged as one change.

    `step` joins the changes of one long operation, so that one undo takes all of them back; None
    begins a step of its own. After the context `changes` holds the outcome. A context that changed no row
    leaves no trace in the log, unless it asked for its `number`.
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
        self._summary = storable(summary)
        self._undoable = undoable
        self._step = step
        self._number = 0
        self._replaced = 0
        self._items: list[tuple[str, int | None, int | None, str, str | None, str | None]] = []
        self._extent = Extent()
        self._relinked: set[int] = set()  # papers on which notes were written
        self.changes = Changes()
        self.at = ""

    def __enter__(self) -> "Transaction":
        self._connection.execute("BEGIN IMMEDIATE")
        self.at = now()  # after the wait for others, so that the log's times go up
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                if self._items:
                    self._write_items()
                if self._relinked:
                    note_links.refresh(self._connection, self._relinked)
                self._connection.execute("COMMIT")
        finally:
            roll_back(self._connection)
        if kind is None and self._number:
            self.changes = self._extent.changes(self._number, self._summary, self._undoable)

    @property
    def verb(self) -> str:
        """What kind of change it is."""
        return self._verb

    @property
    def step(self) -> int | None:
        """The step that this change belongs to, known once it is in the log."""
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
        if not differing.keys().isdisjoint(TOGETHER.get(relation, ())):
            differing |= {c: v for c, v in values.items() if c in TOGETHER[relation]}
        before = {c: old for c, old in zip(values, found, strict=True) if c in differing}
        assignments = ", ".join(f"{c} = ?" for c in differing)
        self._connection.execute(
            f"UPDATE {relation} SET {assignments} WHERE {where}", (*differing.values(), *parameters)
        )
        if relation == "papers" and "hidden" in differing:
            self._note_removal(key["id"], differing["hidden"])
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

        Logged as one item: undo lets them lapse, so that redo needs no copy of them in the log.
        """
        for statement, parameters in rows.items():
            self._connection.executemany(statement, parameters)
        self._log("papers", {"id": [first, last]}, {"hidden": LAPSED}, {"hidden": SHOWN})

    def flip_papers(self, first: int, last: int, before: int, after: int) -> None:
        """Log that papers `first` to `last`, which all had `hidden` as `before`, have it as `after`, and set it so."""
        self._connection.execute("UPDATE papers SET hidden = ? WHERE id BETWEEN ? AND ?", (after, first, last))
        self._log("papers", {"id": [first, last]}, {"hidden": before}, {"hidden": after})

    def begin_after(self, number: int) -> None:
        """Let the changes from this one on have numbers above `number`."""
        self._connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'changes'", (number,))

    def announce(self, first: int, last: int) -> None:
        """Log that everything may differ of papers `first` to `last`, though no row is changed here."""
        self._log("papers", {"id": [first, last]}, {"hidden": SHOWN}, {"hidden": SHOWN})

    def number(self) -> int:
        """Return the number of this change in the log, and keep a place for it there even if no row changes."""
        if not self._number:
            sql = "INSERT INTO changes (step, at, verb, summary, undoable) VALUES (?, ?, ?, ?, ?)"
            values = (self._step or 0, self.at, self._verb, self._summary, int(self._undoable))
            self._number = int(self._connection.execute(sql, values).lastrowid or 0)
            if self._step is None:
                self._step = self._number
                self._connection.execute("UPDATE changes SET step = id WHERE id = ?", (self._number,))
        return self._number

    def replace(self, change: int, step: int) -> None:
        """Let this change stand in the place of `change`, the latest of `step`, which wrote on the same row.

        The log then holds one item for both: from what was before the one to what is after the other.
        """
        self._replaced, self._step = change, step

    def say(self, summary: str) -> None:
        """Set the summary, before the change has its number."""
        self._summary = storable(summary)

    def _note_removal(self, paper: int, hidden: int) -> None:
        """Keep since when a paper is out, whatever took it out: the time in the trash begins anew with each."""
        if hidden == REMOVED:
            self._connection.execute("INSERT OR REPLACE INTO removals VALUES (?, ?)", (paper, self.at))
        else:
            self._connection.execute("DELETE FROM removals WHERE paper_id = ?", (paper,))

    def _log(self, relation: str, key: Row, before: Row | None, after: Row | None) -> None:
        first, last = self._papers_of(relation, key, after or before or {})
        if relation == "notes" or (relation == "highlights" and _says(before, after)):
            self._relinked.update(p for p in (first, (before or {}).get("paper_id")) if p is not None)
        self._items.append((relation, first, last, _json(key) or "", _json(before), _json(after)))
        self._extent.note(relation, first, last, (after or before or {}).keys())

    def _papers_of(self, relation: str, key: Row, row: Row) -> tuple[int | None, int | None]:
        if relation == "papers":
            bounds = key["id"]
            return (bounds[0], bounds[1]) if isinstance(bounds, (list, tuple)) else (bounds, bounds)
        paper = key.get("paper_id", row.get("paper_id"))
        if paper is None and relation in ("highlights", "highlight_tags"):
            highlight = key.get("highlight_id", key.get("id"))
            paper = self._connection.execute("SELECT paper_id FROM highlights WHERE id = ?", (highlight,)).fetchone()[0]
        elif paper is None and relation == "texts":
            paper = self._connection.execute("SELECT paper_id FROM texts WHERE id = ?", (key["id"],)).fetchone()[0]
        return paper, paper

    def _take_in_replaced(self) -> None:
        """Put what the change that is replaced began with into the item that goes on with it."""
        sql = "SELECT relation, row_key, before, after FROM change_items WHERE change_id = ?"
        for relation, key, before, after in self.execute(sql, (self._replaced,)).fetchall():
            for place, item in enumerate(self._items):
                if item[0] == relation and item[3] == key and item[4] and item[5]:
                    was, became = {**json.loads(item[4]), **json.loads(before or "{}")}, json.loads(item[5])
                    both = _json({**json.loads(after), **became})
                    self._items[place] = (*item[:4], _json(was) if before else None, both)
        self._connection.execute("DELETE FROM change_items WHERE change_id = ?", (self._replaced,))
        self._connection.execute("DELETE FROM changes WHERE id = ?1 AND step <> ?1", (self._replaced,))

    def _write_items(self) -> None:
        if self._replaced:
            self._take_in_replaced()
        self._connection.executemany(
            "INSERT INTO change_items (change_id, relation, first_paper, last_paper, row_key, before, after)"
            f" VALUES ({self.number()}, ?, ?, ?, ?, ?, ?)",
            self._items,
        )


def _says(before: Row | None, after: Row | None) -> bool:
    """Whether a note on a highlight is among what changed, or the paper that it belongs to."""
    moved = before is not None and after is not None and "paper_id" in after
    return moved or any(row.get("note") for row in (before, after) if row is not None)


def _where(key: Row) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f"{column} = ?" for column in key), tuple(key.values())


def _json(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))
