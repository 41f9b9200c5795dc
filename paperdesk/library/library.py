# SPDX-License-Identifier: MIT
"""The library as the other rooms see it that write: a `View` that writes as well."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from paperdesk.domain.annotation import HighlightId
from paperdesk.domain.changes import Changes
from paperdesk.domain.feeds import FeedId, FeedState, LogEntry, Validators
from paperdesk.domain.notes_folder import NotesFile
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record, Shelf
from paperdesk.domain.searches import SearchId
from paperdesk.domain.text import storable
from paperdesk.library import (
    arrivals,
    brought,
    citation_keys,
    claims,
    feeds,
    highlights,
    ledgers,
    marks,
    notes,
    notes_files,
    searches,
    tags,
    trash,
    undo,
)
from paperdesk.library.arrivals import Arrivals
from paperdesk.library.connection import open_connection, world
from paperdesk.library.view import View


class Library(View):
    """Reads and writes the library in `folder`, making it where it is not there yet."""

    def _open(self) -> sqlite3.Connection:
        return open_connection(self.folder)

    def add(
        self,
        records: Sequence[Record],
        summary: str,
        *,
        step: int | None = None,
        undoable: bool = True,
        seen: str = "",
    ) -> Arrivals:
        """Take in records in one transaction; `step` joins several calls into one undo.

        `seen` is when the source was asked (UTC, ISO 8601), empty where that is not known.
        """
        with world(self._path):
            return arrivals.add_records(self._connection, records, summary, step=step, undoable=undoable, seen=seen)

    def shelve(self, shelf: Shelf, summary: str, *, step: int | None = None) -> tuple[Changes, int | None]:
        """Take in tags and searches that came with papers; return the changes and the step that they belong to."""
        with world(self._path):
            return brought.shelve(self._connection, shelf, summary, step)

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

    def restore(self, ids: Iterable[PaperId], summary: str) -> Changes:
        """Bring papers back from the trash."""
        with world(self._path):
            return trash.restore(self._connection, ids, summary)

    def purge(self, moment: str = "") -> int:
        """Delete for good what is longer than 30 days in the trash at `moment` (UTC; now if empty); return how many papers."""
        with world(self._path):
            return trash.purge(self._connection, moment)

    def add_highlight(
        self,
        paper: PaperId,
        start: int,
        end: int,
        *,
        colour: str,
        note: str = "",
        tags: Sequence[str] = (),
        summary: str,
        text_hash: str = "",
    ) -> Changes:
        """Highlight [start, end), in code points, of a paper's abstract. Raises `BadInput`, `UnknownPaper`, `Trouble`."""
        with world(self._path):
            return highlights.add(
                self._connection, paper, start, end,
                colour=colour, note=note, names=tags, summary=summary, text_hash=text_hash,
            )  # fmt: skip

    def change_highlight(
        self,
        highlight: HighlightId,
        *,
        colour: str | None = None,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        summary: str,
    ) -> Changes:
        """Give a highlight another colour, note or tags. Raises `BadInput`, and `Trouble` where it is gone."""
        with world(self._path):
            return highlights.change(self._connection, highlight, colour=colour, note=note, names=tags, summary=summary)

    def move_highlight(
        self, highlight: HighlightId, start: int, end: int, *, summary: str, text_hash: str = ""
    ) -> Changes:
        """Put a highlight on [start, end) of the abstract in force. Raises as `add_highlight`."""
        with world(self._path):
            return highlights.move(self._connection, highlight, start, end, summary=summary, text_hash=text_hash)

    def delete_highlights(self, ids: Iterable[HighlightId], summary: str) -> Changes:
        """Delete highlights; those that are gone already are passed over."""
        with world(self._path):
            return highlights.delete(self._connection, ids, summary)

    def write_note(self, paper: PaperId, text: str, summary: str) -> Changes:
        """Let `text` be the note on a paper. Raises `BadInput`, `UnknownPaper`."""
        with world(self._path):
            return notes.write(self._connection, paper, text, summary)

    def keep_note(self, paper: PaperId, text: str, summary: str, known: Collection[str]) -> tuple[str, str]:
        """Write a note, joined with one that is not in `known`; return both. Raises `BadInput`, `Trouble`."""
        with world(self._path):
            return notes.keep(self._connection, paper, text, summary, known)

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

    def keep_notes_file(self, folder: str, file: NotesFile) -> None:
        """Keep what was written into a notes folder; it is no change and cannot be undone."""
        with world(self._path):
            notes_files.keep(self._connection, folder, file)

    def add_feed(self, source: str, title: str, schedule: str, colour: str = "", *, undoable: bool = True) -> Changes:
        """Subscribe to a source. Raises `BadInput`."""
        with world(self._path):
            return feeds.add(self._connection, source, title, schedule, colour, undoable=undoable)

    def change_feed(
        self, feed: FeedId, *, title: str, schedule: str, colour: str = "", paused: bool = False
    ) -> Changes:
        """Give a subscription another title, schedule or colour, or pause it. Raises `BadInput`."""
        with world(self._path):
            return feeds.change(self._connection, feed, title=title, schedule=schedule, colour=colour, paused=paused)

    def move_feed(self, feed: FeedId, place: int) -> Changes:
        """Put a subscription at `place` (from 0) among all."""
        with world(self._path):
            return feeds.move(self._connection, feed, place)

    def delete_feed(self, feed: FeedId) -> Changes:
        """End a subscription; the papers that it brought stay."""
        with world(self._path):
            return feeds.delete(self._connection, feed)

    def keep_feed_state(self, state: FeedState) -> None:
        """Keep how fetching a source goes; it is no change and cannot be undone."""
        with world(self._path):
            feeds.keep_state(self._connection, state)

    def keep_validators(self, source: str, address: str, validators: Validators) -> None:
        """Keep what makes the next request of an address conditional."""
        with world(self._path):
            feeds.keep_validators(self._connection, source, address, validators)

    def claim(self, name: str) -> AbstractContextManager[bool]:
        """Return a context in which what only one process at a time may do is held; it tells whether it was free."""
        return claims.claim(self.folder, name)

    def keep_fetch(self, entry: LogEntry) -> None:
        """Write a fetch into the log of fetches."""
        with world(self._path):
            feeds.keep_log(self._connection, entry)

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
