# SPDX-License-Identifier: MIT
"""What the window says: what was done, what went wrong, and what to do where there is nothing to show."""

import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar, QWidget

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import Tagged
from paperdesk.domain.errors import Trouble
from paperdesk.domain.query import Query
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.dialogs import Details
from paperdesk.ui.import_job import ImportJob
from paperdesk.ui.notices import ProgressPane, Toast
from paperdesk.ui.panes import ListPane
from paperdesk.ui.sidebar.feeds import FeedLine

if TYPE_CHECKING:
    from paperdesk.services.importing import ImportReport
    from paperdesk.ui.fetch_words import Outcome

_IN_STATUS = 15_000  # milliseconds


class Telling(QObject):
    """Speaks through a toast, the status line, and the empty list."""

    def __init__(self, toast: Toast, status: QStatusBar, progress: ProgressPane, window: QWidget) -> None:
        super().__init__(window)
        self._toast = toast
        self._status = status
        self._progress = progress
        self._window = window
        self._bugs: set[str] = set()

    def changed(self, changes: Changes) -> None:
        """Say what the reader's command did."""
        self._toast.say(changes.summary, undoable=changes.undoable)

    def said(self, text: str) -> None:
        """Say one sentence."""
        self._toast.say(text)

    def trouble(self, text: str) -> None:
        """Say what the world did, in the status line too, where it stands longer."""
        text = text[:1].upper() + text[1:]
        self._toast.say(text)
        self._status.showMessage(text, _IN_STATUS)

    def bug(self, error: BaseException) -> None:
        """Say that PaperDesk itself failed; the same place is told once."""
        report = "".join(traceback.format_exception(error))
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else report
        if place in self._bugs:
            return
        self._bugs.add(place)
        text = f"Something in PaperDesk failed ({type(error).__name__}: {error}). Your library is safe."
        self._toast.say(text, details=lambda: Details("What failed in PaperDesk", report, self._window).open())

    def failure(self, error: BaseException) -> None:
        """Say what an exception means: trouble of the world, or a bug."""
        if isinstance(error, Trouble):
            self.trouble(error.text)
        else:
            self.bug(error)

    def fetched(self, told: "Outcome") -> None:
        """Say how a round of fetching ended, with everything that could not be had."""
        self.listed(told.sentence, "What could not be fetched", told.details)

    def exported(self, sentence: str, kept: Sequence[str], show: Callable[[], None]) -> None:
        """Say how an export ended, with the files that were left alone; `show` shows where it went."""
        if kept:
            self.listed(sentence, "What was left alone", kept)
        else:
            self._status.showMessage(sentence, _IN_STATUS)
            self._toast.say(sentence, details=show, more="Show in folder")

    def listed(self, sentence: str, title: str, lines: Sequence[str]) -> None:
        """Say one sentence; where there are `lines` to it, they are shown under `title` when asked for."""
        self._status.showMessage(sentence, _IN_STATUS)
        details = (lambda: Details(title, "\n".join(lines), self._window).open()) if lines else None
        self._toast.say(sentence, details=details)

    def import_began(self) -> None:
        """Show that an import is under way."""
        self._progress.begin("Importing")

    def import_ended(self, report: "ImportReport") -> None:
        """Say how an import ended, with everything that could not be read."""
        sentence = report.sentence()
        self._status.showMessage(sentence, _IN_STATUS)
        if not report.rejected:
            self._toast.say(sentence, undoable=bool(report.changes))
            return
        lines = [f"{rejected.item}: {' '.join(rejected.why.split())}" for rejected in report.rejected]
        self._toast.say(
            f"{sentence}. {lines[0]}",
            undoable=bool(report.changes),
            details=lambda: Details("What could not be read", "\n".join(lines), self._window).open(),
        )


class EmptyList(QObject):
    """Says why the list is empty, and offers what mends it."""

    def __init__(
        self,
        browsing: Browsing,
        pane: ListPane,
        importer: ImportJob,
        ask_for_files: Callable[[], None],
        source: Callable[[], FeedLine | None],
        show_source: Callable[[str], None],
        show_highlights: Callable[[str], None],
    ) -> None:
        super().__init__(pane)
        self._browsing = browsing
        self._pane = pane
        self._importer = importer
        self._ask_for_files = ask_for_files
        self._source = source
        self._show_source = show_source
        self._show_highlights = show_highlights

    def say(self, query: Query) -> None:
        """Say why `query` has no answer."""
        say, browsing = self._pane.empty.say, self._browsing
        if browsing.typed and browsing.name not in ("", "all"):
            text = f"No paper in {browsing.label} answers “{browsing.typed[:80]}”."
            say("Nothing found", text, "Search all papers", lambda: browsing.go("all"))
        elif browsing.typed:
            text = f"No paper answers “{browsing.typed[:80]}”."
            say("Nothing found", text, "Clear the search", self._pane.search.clear)
        elif browsing.counted and browsing.counted.marks["all"].total == 0:
            come = "New papers come by themselves. " if browsing.counted.feeds else ""
            text = f"{come}Bring in a saved page or a file of papers, or begin with the sample library."
            say("The desk is clear", text, "Add the sample library", self._importer.start_sample)
        elif (line := self._source()) is not None:
            title = "It could not be fetched" if line.sign == "error" else "Nothing has come yet"
            text = line.sentence(datetime.now().astimezone())
            say(title, text, "Show the source…", lambda: self._show_source(line.feed.source))
        elif isinstance(tagged := query.condition, Tagged):
            text = "It may be on highlights: they have their own tags."
            say("No paper has this tag", text, "Show highlights with it", lambda: self._show_highlights(tagged.tag))
        elif browsing.name == "inbox":
            say("All read", "New papers will show up here.", "Show all papers", lambda: browsing.go("all"))
        elif browsing.name == "today":
            say("Nothing today yet", "No paper is listed under today.", "Import files…", self._ask_for_files)
        else:
            say("Nothing here yet", f"{browsing.label} holds no papers.", "Show all papers", lambda: browsing.go("all"))
