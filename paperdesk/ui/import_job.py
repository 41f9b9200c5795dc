# SPDX-License-Identifier: MIT
"""An import on the library's writing thread, as the window follows it.

The parsers are loaded by that thread when the first import begins: no start waits for them.
"""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paperdesk.ui.desk import LibraryDesk

if TYPE_CHECKING:
    from paperdesk.domain.changes import Changes
    from paperdesk.library.library import Library
    from paperdesk.services.importing import ImportReport, Progress

# What a file dialog offers; every file is recognised by what is in it, whatever it is called.
FILE_FILTERS = (
    "Papers, references and libraries (*.json *.jsonl *.ndjson *.jsonld *.html *.htm *.txt *.xml *.atom *.rdf *.bib *.bibtex"
    " *.ris *.enw *.nbib *.isi *.ciw *.csv *.db *.gz)",
    "All files (*)",
)
_TELL_EVERY = 0.1  # seconds


class ImportJob(QObject):
    """Runs imports one after the other; its signals arrive on the window's thread.

    `began` and `idle` say that there is something to wait for, and that there is not any more, however it went.
    """

    began = Signal()
    progressed = Signal(object)
    ended = Signal(object)
    idle = Signal()

    def __init__(self, desk: LibraryDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stops: list[threading.Event] = []  # one of each import that has not ended
        self._told = 0.0

    def start(self, paths: Sequence[Path]) -> None:
        """Import `paths`."""
        stop = threading.Event()
        self._begin(lambda library: self._import(library, paths, stop), stop)

    def start_sample(self) -> None:
        """Import the sample library."""
        self._begin(_add_sample, threading.Event())

    def _import(self, library: "Library", paths: Sequence[Path], stop: threading.Event) -> "ImportReport":
        from paperdesk.services.importing import import_files

        return import_files(library, paths, on_progress=self._tell, cancelled=stop.is_set)

    def _begin(self, work: Callable[["Library"], "ImportReport"], stop: threading.Event) -> None:
        self._stops.append(stop)
        self.began.emit()
        self._desk.jobs.write(work, self._end, self._over)

    def _end(self, report: "ImportReport") -> None:
        self._over()
        self._desk.follow()
        self.ended.emit(report)

    def _over(self) -> None:
        self._stops.pop(0)  # they end in the order in which they began
        if not self._stops:
            self.idle.emit()

    def remove_sample(self) -> None:
        """Take the sample library out again."""
        self._desk.write(_remove_sample, otherwise="The sample library is not in your library")

    @property
    def busy(self) -> bool:
        """Whether an import is under way."""
        return bool(self._stops)

    def cancel(self) -> None:
        """Ask every import to end with what it has."""
        for stop in self._stops:
            stop.set()

    def _tell(self, progress: "Progress") -> None:
        now = time.monotonic()
        if now - self._told > _TELL_EVERY:
            self._told = now
            self.progressed.emit(progress)


def _add_sample(library: "Library") -> "ImportReport":
    from paperdesk.services.sample import add_sample

    return add_sample(library)


def _remove_sample(library: "Library") -> "Changes":
    from paperdesk.services.sample import remove_sample

    return remove_sample(library)
