# SPDX-License-Identifier: MIT
"""The library as the window sees it: verbs go to the writing thread, changes come back as one signal."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.query import Listing, Query
from paperdesk.library.view import View
from paperdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from paperdesk.library.library import Library

_COLLECT_EVERY = 4_000  # milliseconds
_FOLLOW_EVERY = 400  # milliseconds; others' changes show within a second


class LibraryDesk(QObject):
    """Reads small things at once through `view`, sends everything else to `jobs`.

    `changed` is emitted on the window's thread for every change, whoever made it; `told` for those that
    the reader just made here; `lost` with a sentence when the library cannot be read any more; `day_began`
    when another day is today.
    """

    changed = Signal(object)
    told = Signal(object)
    lost = Signal(str)
    day_began = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = View(folder)
        self.jobs = Jobs(folder, self)
        self._known = self.view.last_change()
        self._version = self.view.data_version()
        self._today = date.today()
        self._timer = QTimer(self)
        self._timer.setInterval(_FOLLOW_EVERY)
        self._timer.timeout.connect(self.follow)
        self._timer.start()
        # Left to itself the collector runs in whichever thread makes something, and a window's object that it
        # destroys in another than the window's locks both for ever: here it runs by a timer, in this one.
        gc.disable()
        self._collector = QTimer(self)
        self._collector.setInterval(_COLLECT_EVERY)
        self._collector.timeout.connect(self._collect)
        self._collector.start()

    def write(
        self, verb: Callable[["Library"], Changes], *, otherwise: str = "", then: Callable[[], None] | None = None
    ) -> None:
        """Carry out one of the reader's verbs; its outcome comes as `changed` and as `told`.

        `otherwise` is told where nothing was there to change; `then` is called after a success.
        """

        def written(outcome: tuple[Changes, Changes]) -> None:
            own, since = outcome
            self._came(since)
            if own or otherwise:
                self.told.emit(own or Changes(summary=otherwise))
            if then is not None:
                then()

        self.jobs.write(self._with_since(verb), written)

    def write_quietly(self, verb: Callable[["Library"], Changes]) -> None:
        """Carry out what the reader did not ask for: nothing is told."""
        self.jobs.write(self._with_since(verb), self._written_quietly)

    def keep(
        self, verb: Callable[["Library"], Any], deliver: Callable[[Any], None], give_up: Callable[[], None]
    ) -> None:
        """Carry out what may not wait behind a long write; `deliver` gets its outcome, and nothing is told."""

        def kept(outcome: tuple[Any, Changes]) -> None:
            deliver(outcome[0])
            self._came(outcome[1])

        self.jobs.keep(self._with_since(verb), kept, give_up)

    def _with_since(self, verb: Callable[["Library"], Any]) -> Callable[["Library"], tuple[Any, Changes]]:
        return lambda library: (verb(library), library.changes_since(self._known))

    def listing(self, query: Query, deliver: Callable[[Listing], None], first: int | None = None) -> None:
        """Answer `query` in the background; with `first`, only that many papers of the answer."""
        self.jobs.read(lambda view: view.listing(query, first), deliver)

    def _written_quietly(self, outcome: tuple[Changes, Changes]) -> None:
        self._came(outcome[1])

    def _came(self, changes: Changes) -> None:
        if changes.number > self._known:
            self._known = changes.number
            self.changed.emit(changes)

    def follow(self) -> None:
        """See whether any connection, of this process or another, has committed since, and whether a day has begun."""
        if date.today() != self._today:
            self._today = date.today()
            self.day_began.emit()
        try:
            version = self.view.data_version()
        except LibraryTrouble as trouble:
            self._timer.stop()  # else it would be told twice a second
            self._collector.stop()
            self.lost.emit(trouble.text)
            return
        if version != self._version:
            self._version = version
            known = self._known
            self.jobs.read(lambda view: view.changes_since(known), self._came)

    def _collect(self) -> None:
        gc.collect(1)

    def close(self) -> None:
        """Stop following, finish what was submitted, close every connection."""
        self._timer.stop()
        self._collector.stop()
        self.jobs.close()
        self.view.close()
