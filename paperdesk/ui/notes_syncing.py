# SPDX-License-Identifier: MIT
"""Keeps the notes folder up to date from the window: some seconds after a change, or when the reader asks."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paperdesk.config.options import OPTIONS, Settings
from paperdesk.domain.changes import Changes
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errands

if TYPE_CHECKING:
    from paperdesk.domain.notes_folder import NotesReport

NOTES_FOLDER_ACTIONS = ("sync-notes",)
REST = 3_000  # milliseconds without a change, until the folder is written
_AT_START = 8_000  # milliseconds after the start: what a command line changed meanwhile


class NotesSyncing(QObject):
    """`ended` brings a report and whether the reader asked for it; `troubled` a sentence."""

    said = Signal(str)
    troubled = Signal(str)
    ended = Signal(object, bool)

    def __init__(self, desk: LibraryDesk, settings: Settings, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._errands = errands
        self._stop: threading.Event | None = None
        self._again = False  # something changed while the folder was being written
        self._failed = ""  # what was told last: the same is not told with every change
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(lambda: self._run(asked=False))
        desk.changed.connect(self._changed)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"sync-notes": self.sync}

    @property
    def is_on(self) -> bool:
        """Whether a notes folder is set."""
        return bool(str(self._settings["notes_folder.path"]).strip())

    @property
    def busy(self) -> bool:
        """Whether the folder is being written."""
        return self._stop is not None

    def begin(self) -> None:
        """Take in soon what was changed while no window was open."""
        if self.is_on:
            self._rest.start(_AT_START)

    def apply(self) -> None:
        """Take in that the folder, or how its files look, was chosen anew."""
        self._failed = ""
        if self.is_on:
            self._rest.start(REST)
        else:
            self._rest.stop()

    def cancel(self) -> bool:
        """Stop writing the folder; return whether it was being written. The next time goes on."""
        if self._stop is not None:
            self._stop.set()
        return self._stop is not None

    def stop(self) -> None:
        """Write nothing more: the window closes."""
        self._rest.stop()
        self.cancel()

    def sync(self) -> None:
        """Bring the folder up to date now."""
        if not self.is_on:
            self.said.emit("No notes folder is set; the preferences set one")
        elif self.busy:
            self.said.emit("The notes folder is being written")
        else:
            self._rest.stop()
            self._run(asked=True)

    def _changed(self, changes: Changes) -> None:
        if self.is_on and (changes.annotations or changes.tags or changes.lists):
            self._again = self.busy
            if not self.busy:
                self._rest.start(REST)

    def _run(self, *, asked: bool) -> None:
        if self.busy:
            return
        stop = self._stop = threading.Event()
        folder = self._desk.view.folder
        settings = Settings({option.name: self._settings[option.name] for option in OPTIONS})  # as they are now

        def work(stopped: Callable[[], bool]) -> "NotesReport":
            from paperdesk.library.library import Library
            from paperdesk.services.notes_folder import sync

            with Library(folder) as library:
                return sync(library, settings, cancelled=lambda: stop.is_set() or stopped())

        self._errands.run(work, lambda report: self._end(report, asked), lambda text: self._refused(text, asked))

    def _end(self, report: "NotesReport", asked: bool) -> None:
        self._over()
        self._desk.follow()
        told = _problems(report)
        if asked or (told and "\n".join(told) != self._failed):
            self.ended.emit(report, asked)
        self._failed = "\n".join(told)

    def _refused(self, text: str, asked: bool) -> None:
        self._over()
        if text and (asked or text != self._failed):
            self.troubled.emit(text)
        self._failed = text

    def _over(self) -> None:
        self._stop = None
        if self._again:
            self._again = False
            self._rest.start(REST)


def _problems(report: "NotesReport") -> Sequence[str]:
    return [
        *(f"{path}: what was changed there elsewhere" for path in report.conflicts),
        *(why for _, why in report.failed),
    ]
