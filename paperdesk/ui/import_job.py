# SPDX-License-Identifier: MIT
"""An import on the library's writing thread, as the window follows it.

The parsers are loaded by that thread when the first import begins: no start waits for them.
"""

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paperdesk.library.library import Library
from paperdesk.ui.desk import LibraryDesk

if TYPE_CHECKING:
    from paperdesk.domain.changes import Changes
    from paperdesk.services.importing import ImportReport, Progress

_TELL_EVERY = 0.1  # seconds


class ImportJob(QObject):
    """Runs one import at a time; its signals arrive on the window's thread."""

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, desk: LibraryDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = threading.Event()
        self._told = 0.0

    def start(self, paths: Sequence[Path]) -> None:
        """Import `paths`."""
        self._stop.clear()
        self._desk.jobs.write(lambda library: self._work(library, paths), self.ended.emit)

    def start_sample(self) -> None:
        """Import the sample library."""
        self._stop.clear()
        self._desk.jobs.write(_add_sample, self.ended.emit)

    def remove_sample(self) -> None:
        """Take the sample library out again."""
        self._desk.write(_remove_sample)

    def cancel(self) -> None:
        """Ask the import to end with what it has."""
        self._stop.set()

    def _work(self, library: Library, paths: Sequence[Path]) -> "ImportReport":
        from paperdesk.services.importing import import_files

        return import_files(library, paths, on_progress=self._tell, cancelled=self._stop.is_set)

    def _tell(self, progress: "Progress") -> None:
        now = time.monotonic()
        if now - self._told > _TELL_EVERY:
            self._told = now
            self.progressed.emit(progress)


def _add_sample(library: Library) -> "ImportReport":
    from paperdesk.services.sample import add_sample

    return add_sample(library)


def _remove_sample(library: Library) -> "Changes":
    from paperdesk.services.sample import remove_sample

    return remove_sample(library)
