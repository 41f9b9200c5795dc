# SPDX-License-Identifier: MIT
"""The library as the other rooms see it that write: a `View` that writes as well."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.domain.searches import SearchId
from paperdesk.domain.text import storable
from paperdesk.library import arrivals, citation_keys, ledgers, marks, searches, tags, undo
from paperdesk.library.arrivals import Arrivals
from paperdesk.library.connection import open_connection, world
from paperdesk.library.view import View


class Library(View):
    """Reads and writes the library in `folder`, making it where it is not there yet."""

    def _open(self) -> sqlite3.Connection:
        return open_connection(self.folder)

    def add(
        self, records: Sequence[Record], summary: str, *, step: int | None = None, undoable: bool = True
    ) -> Arrivals:
        """Take in records in one transaction; `step` joins several calls into one undo."""
        with world(self._path):
            return arrivals.add_records(self._connection, records, summary, step=step, undoable=undoable)

    def mark(
        self, ids: Iterable[PaperId], wanted: Mapping[str, bool], summary: str, *, undoable: bool = True
    ) -> Changes:
        """Set marks (`read`, `starred`, `later`, `archived`) on papers."""
        with world(self._path):
            return marks.mark(self._connection, ids, wanted, summary, undoable=undoable)

    def hide(self, ids: Iterable[PaperId], summary: str) -> Changes:
        """Take papers out of the library; undo brings them back with all that belongs to them."""
        with world(self._path):
            return marks.hide(self._connection, ids, summary)

    def tag(self, ids: Sequence[PaperId], names: Iterable[str], summary: str) -> Changes:
        """Put tags on papers. Raises `BadInput` for a name that is none."""
        with world(self._path):
            return tags.tag(self._connection, ids, names, summary)

    def untag(self, ids: Sequence[PaperId], names: Iterable[str], summary: str) -> Changes:
        """Take tags off papers."""
        with world(self._path):
            return tags.untag(self._connection, ids, names, summary)

    def rename_tag(self, old: str, new: str) -> Changes:
        """Rename a tag with the tags below it, or merge it into one that is there."""
        with world(self._path):
            return tags.rename(self._connection, old, new)

    def delete_tag(self, name: str) -> Changes:
        """Remove a tag, and the tags below it, from all papers."""
        with world(self._path):
            return tags.delete(self._connection, name)

    def save_search(self, name: str, text: str, colour: str = "") -> Changes:
        """Keep a query under a name; with a colour, as a watch word. Raises `BadInput`."""
        with world(self._path):
            return searches.add(self._connection, name, text, colour)

    def change_search(self, search: SearchId, *, name: str, text: str, colour: str = "") -> Changes:
        """Give a saved search or watch word another name, text or colour. Raises `BadInput`."""
        with world(self._path):
            return searches.change(self._connection, search, name=name, text=text, colour=colour)

    def move_search(self, search: SearchId, place: int) -> Changes:
        """Put a saved search or watch word at `place` (from 0) among those of its kind."""
        with world(self._path):
            return searches.move(self._connection, search, place)

    def delete_search(self, search: SearchId) -> Changes:
        """Forget a saved search or watch word."""
        with world(self._path):
            return searches.delete(self._connection, search)

    def give_citation_keys(self, ids: Sequence[PaperId], pattern: str) -> Changes:
        """Make a citation key of `pattern` for each paper that has none. Raises `BadInput` for a pattern that cannot be."""
        with world(self._path):
            return citation_keys.give(self._connection, ids, pattern)

    def set_citation_key(self, paper: PaperId, key: str) -> Changes:
        """Give a paper the citation key that the reader chose. Raises `BadInput`."""
        with world(self._path):
            return citation_keys.set_key(self._connection, paper, key)

    def keep_export(self, name: str, number: int) -> None:
        """Note that the export called `name` has told everything up to the change `number`."""
        with world(self._path):
            ledgers.keep_export(self._connection, storable(name), number)

    def undo(self) -> Changes:
        """Take back the latest step; no change where there is none."""
        with world(self._path):
            return undo.undo(self._connection)

    def redo(self) -> Changes:
        """Do again the step that was taken back last."""
        with world(self._path):
            return undo.redo(self._connection)

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a small fact about the library itself; it is no change and cannot be undone."""
        with world(self._path):
            self._connection.execute(
                "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", (name, storable(value))
            )
