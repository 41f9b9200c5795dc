# SPDX-License-Identifier: MIT
"""How papers leave the window, put together: exports, the clipboard, dragged files, Zotero, the notes folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paperdesk.config.options import Settings
from paperdesk.domain.notes_folder import NotesReport
from paperdesk.ui.annotating import Annotating
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.copying import COPYING_ACTIONS, Copying
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.dialogs import HelpPage
from paperdesk.ui.digesting import DIGESTING_ACTIONS, Digesting
from paperdesk.ui.dragging import Dragging
from paperdesk.ui.errands import Errands
from paperdesk.ui.exporting.running import EXPORTING_ACTIONS, Chosen, Exporting
from paperdesk.ui.notes_syncing import NOTES_FOLDER_ACTIONS, NotesSyncing
from paperdesk.ui.zotero_sending import ZOTERO_ACTIONS, ZoteroSending

if TYPE_CHECKING:
    from paperdesk.ui.main_window import MainWindow

OUTGOING_ACTIONS = (*EXPORTING_ACTIONS, *COPYING_ACTIONS, *ZOTERO_ACTIONS, *NOTES_FOLDER_ACTIONS, *DIGESTING_ACTIONS)


class Outgoing(QObject):
    """`said` brings sentences for the reader, `troubled` what the world did."""

    said = Signal(str)
    troubled = Signal(str)

    def __init__(self, window: "MainWindow", browsing: Browsing, annotating: Annotating) -> None:
        super().__init__(window)
        desk: LibraryDesk = window.desk
        settings: Settings = window.settings
        self._window = window
        self._browsing = browsing
        self.errands = Errands(self)
        self.copying = Copying(desk, settings, self.errands, window.paper_list, window.reader, annotating, window)
        self.exporting = Exporting(
            desk, settings, self.errands, self._chosen, window.state, window.telling, window.progress, window
        )
        self.zotero = ZoteroSending(desk, settings, self.errands, self.copying.selected, window.progress, self)
        self.notes_folder = NotesSyncing(desk, settings, self.errands, self)
        self.digesting = Digesting(desk, settings, self.errands, window.progress, window)
        self.dragging = Dragging(desk, settings, window.model, self)
        copying, zotero, notes = self.copying, self.zotero, self.notes_folder
        for said in (copying.said, self.exporting.said, zotero.said, notes.said, self.digesting.said):
            said.connect(self.said)
        for troubled in (
            copying.troubled,
            zotero.troubled,
            notes.troubled,
            self.digesting.troubled,
            self.dragging.troubled,
        ):
            troubled.connect(self.troubled)
        self.notes_folder.ended.connect(self._notes_written)
        self.errands.broken.connect(desk.jobs.broken)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        parts = (self.copying, self.exporting, self.zotero, self.notes_folder, self.digesting)
        return {name: handler for part in parts for name, handler in part.handlers().items()}

    def begin(self) -> None:
        """Begin what is done by itself."""
        self.notes_folder.begin()
        self.digesting.begin()

    def apply(self, option: str) -> None:
        """Take in that an option has another value."""
        if option.startswith("notes_folder."):
            self.notes_folder.apply()
        elif option.startswith(("digest.", "mail.")):
            self.digesting.apply()

    def carry_out(self, what: str, of: str) -> None:
        """Do what was asked for in the preferences."""
        help_page = ("Templates of exports", Path("templates.md"), self._window)
        done: dict[str, Callable[[], None]] = {
            "sync-notes": self.notes_folder.sync,
            "copy-template": lambda: self.exporting.copy_template(of),
            "open-templates": self.exporting.open_templates,
            "template-help": lambda: HelpPage(*help_page).open(),
            "mail-test": self.digesting.send_trial,
            "mail-password": self.digesting.ask_password,
            "open-digest": self.digesting.open_digest,
        }
        done[what]()

    def cancel(self) -> bool:
        """Stop what is under way; return whether anything was."""
        return any([self.exporting.cancel(), self.zotero.cancel(), self.notes_folder.cancel(), self.digesting.cancel()])

    def stop(self) -> None:
        """End every thread, remove what was made to be dragged: the window closes."""
        self.cancel()
        self.notes_folder.stop()
        self.digesting.stop()
        self.errands.close()
        self.dragging.stop()

    def _chosen(self) -> Chosen:
        model = self._window.model
        listed = model.papers_between(0, model.rowCount() - 1)
        label = f"“{self._browsing.typed[:60]}”" if self._browsing.typed else self._browsing.label
        return Chosen(self.copying.selected(), listed, label)

    def _notes_written(self, report: NotesReport, asked: bool) -> None:
        lines = [f"{path}: what was changed there elsewhere is kept in this copy" for path in report.conflicts]
        lines += [why for _, why in report.failed]
        sentence = f"Notes folder: {report.sentence()}"
        self._window.telling.listed(sentence, "What became of the notes folder", lines)
