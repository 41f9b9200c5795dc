# SPDX-License-Identifier: MIT
"""Sends papers from the window to the Zotero that runs on this machine."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from paperdesk.config.options import Settings
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errands
from paperdesk.ui.notices import ProgressPane

if TYPE_CHECKING:
    from paperdesk.services.zotero import SendReport, Session

ZOTERO_ACTIONS = ("send-zotero",)


class ZoteroSending(QObject):
    """One sending at a time; what was sent in this run of the program is not sent twice."""

    said = Signal(str)
    troubled = Signal(str)
    _progressed = Signal(int, int)

    def __init__(
        self,
        desk: LibraryDesk,
        settings: Settings,
        errands: Errands,
        chosen: Callable[[], Sequence[PaperId]],
        pane: ProgressPane,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._errands = errands
        self._chosen = chosen
        self._pane = pane
        self._session: Session | None = None
        self._stop: threading.Event | None = None
        self._progressed.connect(self._show_progress)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"send-zotero": self.send}

    @property
    def busy(self) -> bool:
        """Whether papers are being sent."""
        return self._stop is not None

    def cancel(self) -> bool:
        """Stop sending; return whether anything was."""
        if self._stop is not None:
            self._stop.set()
        return self._stop is not None

    def send(self) -> None:
        """Send the selected papers."""
        ids = list(self._chosen())
        if not ids or self.busy:
            self.said.emit(
                "Papers are being sent; Ctrl+. stops it" if self.busy else "Choose a paper in the list first"
            )
            return
        stop = self._stop = threading.Event()
        folder, base = self._desk.view.folder, str(self._settings["zotero.base_url"])
        colours = {colour: str(self._settings[f"highlights.name_{colour}"]) for colour in COLOURS}
        self._pane.begin("Sending to Zotero")

        def work(stopped: Callable[[], bool]) -> "SendReport":
            from paperdesk.library.view import View
            from paperdesk.services.zotero import Session, send  # HTTP is loaded by the thread that needs it

            if self._session is None or self._session.base != base:
                self._session = Session(base)
            with View(folder) as view:
                return send(
                    view, ids, self._session, colours=colours,
                    on_progress=self._progressed.emit, cancelled=lambda: stop.is_set() or stopped(),
                )  # fmt: skip

        self._errands.run(work, self._end, self._refused)

    def _show_progress(self, done: int, total: int) -> None:
        if self.busy:
            self._pane.show_fetch(f"Zotero: {done:,} of {total:,} papers", done / max(total, 1))

    def _over(self) -> None:
        self._stop = None
        self._pane.end()

    def _end(self, report: Any) -> None:
        self._over()
        self.said.emit(report.sentence())

    def _refused(self, text: str) -> None:
        self._over()
        if text:
            self.troubled.emit(text)
