# SPDX-License-Identifier: MIT
"""The library as those rooms see it that only read. Light to load: the window's start passes here.

A view belongs to the thread that made it, as its SQLite connection does.
"""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import Condition
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import Paper, PaperId, PaperRow, Tag
from paperdesk.domain.query import Count, Listing, Query
from paperdesk.library import listing, log, papers
from paperdesk.library.connection import DATABASE, open_read_only, snapshot, world

if TYPE_CHECKING:  # what the first list of a window does without is loaded where it is asked for
    from paperdesk.domain.annotation import Highlight, HighlightId, HighlightQuery, HighlightRow, TextVersion
    from paperdesk.domain.exported import Ledger
    from paperdesk.domain.feeds import Feed, FeedState, LogEntry, Validators
    from paperdesk.domain.note_links import LinkTarget
    from paperdesk.domain.notes_folder import NotesFile
    from paperdesk.domain.searches import SavedSearch
    from paperdesk.domain.trend import Meeting
    from paperdesk.library.texts import PaperTexts


class View:
    """Reads the library in `folder`. Raises `LibraryTrouble` where it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / DATABASE
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        return open_read_only(self.folder)

    def close(self) -> None:
        """Close the connection; the object is of no use afterwards."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def interrupt(self) -> None:
        """Stop the statement that runs now, from any thread; it raises `LibraryTrouble` in its own."""
        self._connection.interrupt()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Let all statements inside see the library at one moment."""
        with world(self._path), snapshot(self._connection):
            yield self._connection

    def find(self, key: str) -> PaperId:
        """Return the paper that `key` names. Raises `UnknownPaper`."""
        with world(self._path):
            return papers.find(self._connection, key)

    def paper(self, paper: PaperId) -> Paper:
        """Return everything about one paper. Raises `UnknownPaper`."""
        with self._reading() as connection:
            return papers.load(connection, paper)

    def papers(self, ids: Iterable[PaperId]) -> Iterator[Paper]:
        """Yield whole papers in the order of `ids`, but for those taken out since; nothing is held open in between."""
        for paper in ids:
            try:
                found = self.paper(paper)
            except UnknownPaper:
                continue
            yield found

    def rows(self, ids: Sequence[PaperId]) -> dict[PaperId, PaperRow]:
        """Return what a list shows of those of `ids` that are there, also of papers taken out since."""
        with self._reading() as connection:
            return papers.rows(connection, ids)

    def listing(self, query: Query, first: int | None = None) -> Listing:
        """Return the ids that `query` means, in its order; only the first of them if `first` says how many."""
        with self._reading() as connection:
            return listing.listing(connection, query, date.today(), first)

    def page(self, query: Query, limit: int, offset: int = 0) -> list[PaperId]:
        """Return `limit` ids at most of the answer to `query`, from `offset` on."""
        with self._reading() as connection:
            return [PaperId(p) for p in listing.page(connection, query, date.today(), limit, offset)]

    def ids(self, condition: Condition, today: date) -> array[int]:
        """Return the ids of the papers for which `condition` is true on the day `today`, ascending."""
        with world(self._path):
            return listing.ids(self._connection, condition, today)

    def texts(self, ids: Sequence[PaperId]) -> Iterator[PaperTexts]:
        """Yield what can be searched of those of `ids` that are shown."""
        from paperdesk.library import texts

        with world(self._path):
            yield from texts.read_texts(self._connection, ids)

    def changed_texts(self, since: int, upto: int) -> list[PaperId]:
        """Return the papers whose texts may differ after the change `upto` from those after `since`."""
        from paperdesk.library import texts

        with world(self._path):
            return texts.changed_texts(self._connection, since, upto)

    def marks_counts(self) -> dict[str, Count]:
        """Return the counts under `all`, `inbox`, `starred`, `later` and `archived`."""
        with world(self._path):
            return listing.marks_counts(self._connection)

    def day_counts(self) -> dict[str, Count]:
        """Return the count of each day, latest first."""
        with world(self._path):
            return listing.day_counts(self._connection)

    def source_counts(self) -> dict[str, Count]:
        """Return the count of each source."""
        with world(self._path):
            return listing.source_counts(self._connection)

    def tags(self) -> list[Tag]:
        """Return every tag with its counts, in the order of names."""
        from paperdesk.library import tags

        with self._reading() as connection:
            return tags.all_tags(connection)

    def feeds(self) -> list[Feed]:
        """Return every subscription in the reader's order."""
        from paperdesk.library import feeds

        with world(self._path):
            return feeds.all_feeds(self._connection)

    def feed_states(self) -> dict[str, FeedState]:
        """Return how fetching goes, by the source's name; also of sources that are not subscribed to."""
        from paperdesk.library import feeds

        with world(self._path):
            return feeds.states(self._connection)

    def fetch_log(self, source: str = "", limit: int = 50) -> list[LogEntry]:
        """Return the latest fetches of a source, or of all, latest first."""
        from paperdesk.library import feeds

        with world(self._path):
            return feeds.log(self._connection, source, limit)

    def validators(self, address: str) -> Validators:
        """Return what makes the next request of an address conditional."""
        from paperdesk.library import feeds

        with world(self._path):
            return feeds.validators(self._connection, address)

    def last_paper(self) -> PaperId:
        """Return the id of the paper that came last, 0 for none: those that come later have greater ones."""
        with world(self._path):
            found = self._connection.execute("SELECT coalesce(max(id), 0) FROM papers").fetchone()
        return PaperId(found[0])

    def not_from_arxiv(self, after: PaperId, limit: int) -> list[tuple[PaperId, str, str]]:
        """Return (id, arXiv identifier, abstract) of papers with ids above `after` that arXiv itself has not told of."""
        from paperdesk.library import curves

        with world(self._path):
            return curves.not_told_by(self._connection, "arxiv", after, limit)

    def curve(self, paper: PaperId) -> tuple[Meeting, ...]:
        """Return every meeting with a paper that told of votes, oldest first: how it rose."""
        from paperdesk.library import curves

        with world(self._path):
            return curves.curve(self._connection, paper)

    def curves(self, ids: Sequence[PaperId]) -> dict[PaperId, tuple[Meeting, ...]]:
        """Return the curves of those of `ids` that have one, read at once."""
        from paperdesk.library import curves

        with world(self._path):
            return curves.curves(self._connection, ids)

    def versions(self, paper: PaperId) -> tuple[TextVersion, ...]:
        """Return the texts of a paper's abstract, the one in force first. Raises `UnknownPaper`."""
        from paperdesk.library import versions

        with self._reading() as connection:
            return versions.versions(connection, paper)

    def highlight(self, highlight: HighlightId) -> Highlight:
        """Return one highlight. Raises `Trouble` where it is gone."""
        from paperdesk.library import passages

        with self._reading() as connection:
            return passages.one(connection, highlight)

    def highlights(self, query: HighlightQuery, first: int | None = None) -> array[int]:
        """Return the ids of the highlights that `query` means, newest papers first, in the order of their texts.

        Only the first of them if `first` says how many.
        """
        from paperdesk.library import passages

        with world(self._path):
            return passages.meant(self._connection, query, first)

    def highlight_rows(self, ids: Sequence[HighlightId]) -> dict[HighlightId, HighlightRow]:
        """Return what a list shows of those of `ids` that are there."""
        from paperdesk.library import passages

        with self._reading() as connection:
            return passages.rows(connection, ids)

    def annotation_counts(self) -> dict[str, int]:
        """Return the counts of `highlights`, of those that are `detached`, and of `notes`."""
        from paperdesk.library import passages

        with self._reading() as connection:
            return passages.count(connection)

    def backlinks(self, paper: PaperId) -> list[PaperId]:
        """Return the papers whose notes link to `paper`, newest first."""
        from paperdesk.library import note_links

        with world(self._path):
            return note_links.backlinks(self._connection, paper)

    def linked(self, target: str) -> PaperId | None:
        """Return the paper that a link `[[target]]` leads to, by key or title; None where there is none."""
        from paperdesk.library import note_links

        with self._reading() as connection:
            return note_links.linked(connection, target)

    def link_targets(self, prefix: str, limit: int) -> list[LinkTarget]:
        """Return at most `limit` papers that a link begun as `prefix` can mean, the likeliest first."""
        from paperdesk.library import note_links

        with world(self._path):
            return note_links.link_targets(self._connection, prefix, limit)

    def trash(self) -> list[PaperId]:
        """Return the papers that were taken out, the one taken out last first; `rows` tells what they are."""
        return list(self.removals())

    def removals(self) -> dict[PaperId, str]:
        """Return the papers of `trash` in its order, each with when it was taken out (UTC, ISO 8601)."""
        from paperdesk.library import trash

        with world(self._path):
            return trash.removals(self._connection)

    def find_in_trash(self, key: str) -> PaperId:
        """Return the paper in the trash that `key` names. Raises `Trouble` where there is none."""
        from paperdesk.library import trash

        with world(self._path):
            return trash.find(self._connection, key)

    def searches(self) -> list[SavedSearch]:
        """Return every saved search, then every watch word, in the reader's order."""
        from paperdesk.library import searches

        with world(self._path):
            return searches.all_searches(self._connection)

    def frequent_authors(self, count: int) -> list[str]:
        """Return the `count` authors of the most papers; at 100,000 papers that takes half a second."""
        from paperdesk.library import authors

        with world(self._path):
            return authors.frequent(self._connection, count)

    def undoable(self) -> str:
        """Return the summary of what undo would take back, or an empty string."""
        from paperdesk.library import undo

        with world(self._path):
            return undo.undoable(self._connection)

    def redoable(self) -> str:
        """Return the summary of what redo would do again, or an empty string."""
        from paperdesk.library import undo

        with world(self._path):
            return undo.redoable(self._connection)

    def data_version(self) -> int:
        """Return a number that differs from before when another connection has committed since; it costs next to nothing."""
        with world(self._path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def last_change(self) -> int:
        """Return the number of the latest change in the log, 0 for none."""
        with world(self._path):
            return log.last_change(self._connection)

    def changes_since(self, number: int) -> Changes:
        """Return all that was changed after the change `number`, by whichever process, as one."""
        with self._reading() as connection:
            return log.changes_since(connection, number)

    def citation_keys(self, ids: Sequence[PaperId]) -> dict[PaperId, str]:
        """Return the citation keys of those of `ids` that have one."""
        from paperdesk.library import citation_keys

        with world(self._path):
            return citation_keys.keys(self._connection, ids)

    def ledger(self, paper: PaperId) -> Ledger:
        """Return what the library has in its books of one paper."""
        from paperdesk.library import ledgers

        with self._reading() as connection:
            return ledgers.ledger(connection, paper)

    def lone_tags(self) -> list[str]:
        """Return the names of tags that no paper has."""
        from paperdesk.library import ledgers

        with world(self._path):
            return ledgers.lone_tags(self._connection)

    def annotated_since(self, number: int) -> list[PaperId]:
        """Return the papers of which a highlight or the note changed after the change `number`."""
        from paperdesk.library import ledgers

        with world(self._path):
            return ledgers.annotated_since(self._connection, number)

    def last_export(self, name: str) -> int:
        """Return the change up to which the export called `name` has told everything, 0 where it never ran."""
        from paperdesk.library import ledgers

        with world(self._path):
            return ledgers.last_export(self._connection, name)

    def notes_files(self, folder: str) -> dict[str, NotesFile]:
        """Return what was written into a notes folder, by unit."""
        from paperdesk.library import notes_files

        with world(self._path):
            return notes_files.all_files(self._connection, folder)

    def highlights_made(self, since: str, until: str) -> list[HighlightId]:
        """Return the highlights that were made from `since` to before `until` (UTC, ISO 8601), oldest first."""
        from paperdesk.library import passages

        with world(self._path):
            return passages.made(self._connection, since, until)

    def back_up(self, target: Path) -> None:
        """Copy the library as it is now to the file `target`; others may go on writing. Raises `LibraryTrouble`."""
        from paperdesk.library import backup

        with world(target):
            backup.back_up(self._connection, target)

    def copy_into(self, connection: sqlite3.Connection) -> None:
        """Put all of this library in the place of what `connection`, to another one, holds, in one transaction."""
        self._connection.backup(connection)

    def damage(self) -> list[str]:
        """Return what is wrong with the database, a sentence each; empty where it is sound. Reads all of it."""
        from paperdesk.library import backup

        with world(self._path):
            return backup.damage(self._connection)

    def fact(self, name: str, default: str = "") -> str:
        """Return a small fact that the library keeps about itself."""
        with world(self._path):
            found = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else default
