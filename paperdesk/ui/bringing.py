# SPDX-License-Identifier: MIT
"""How papers come by themselves, as the window has it: sources, fetching, quick add, and who is told of it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings
from paperdesk.ui.browsing import Browsing
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.desktop import Notifying, Tray
from paperdesk.ui.errands import Errands
from paperdesk.ui.fetch_telling import FetchTelling
from paperdesk.ui.fetching import WindowFetcher
from paperdesk.ui.import_job import ImportJob
from paperdesk.ui.notices import ProgressPane
from paperdesk.ui.quick_adding import QuickAdding
from paperdesk.ui.search_client import SearchClient
from paperdesk.ui.sidebar.feeds import is_offline
from paperdesk.ui.sidebar.view import SidebarView
from paperdesk.ui.subscribing import Subscribing
from paperdesk.ui.telling import Telling

if TYPE_CHECKING:
    from paperdesk.ui.sidebar.items import Counts

BRINGING_ACTIONS = ("fetch-now", "sources", "add-source", "add-paper", "paste-paper")


class Bringing(QObject):
    """Joins the fetcher to the window.

    `said` tells one sentence; `invites` says whether the reader subscribes to nothing yet and may be invited to.
    """

    said = Signal(str)
    invites = Signal(bool)

    def __init__(
        self,
        desk: LibraryDesk,
        settings: Settings,
        browsing: Browsing,
        client: SearchClient,
        sidebar: SidebarView,
        telling: Telling,
        pane: ProgressPane,
        importer: ImportJob,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._browsing = browsing
        self._sidebar = sidebar
        self._pane = pane
        self._importer = importer
        self._window = window
        self.fetcher = WindowFetcher(desk.view.folder, settings, self)
        self.errands = Errands(self)
        self.subscribing = Subscribing(desk, self.fetcher, self.errands, settings, window)
        self.quick_adding = QuickAdding(desk, self.errands, settings, browsing, window)
        self.telling = FetchTelling(self.fetcher, telling, pane, importer, window)
        self.tray = Tray(settings, self)
        self.notifying = Notifying(settings, browsing, client, _clock, self.tray.deliver, self)
        self._connect()

    def _connect(self) -> None:
        fetcher, quick = self.fetcher, self.quick_adding
        for speaker in (self.subscribing.said, quick.said):
            speaker.connect(self.said)
        self.errands.broken.connect(self._desk.jobs.broken)
        self.subscribing.asked.connect(self.telling.expect)
        fetcher.state_changed.connect(self._state_changed)
        fetcher.ended.connect(self._ended)
        fetcher.came.connect(self.notifying.saw)
        self.telling.finished.connect(self.notifying.finish)
        quick.began.connect(self._errand_began)
        quick.ended.connect(self._errand_ended)
        self._sidebar.feed_menu_asked.connect(self.subscribing.offer_menu)
        self._browsing.counts_came.connect(self._counted)
        self.tray.pressed.connect(self._raise)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {**self.subscribing.handlers(), **self.quick_adding.handlers()}

    def begin(self) -> None:
        """Begin to fetch by schedule, where the reader wants that."""
        self.tray.apply()
        self.fetcher.begin()

    def apply(self) -> None:
        """Take in that settings differ."""
        self.tray.apply()
        self.fetcher.reload()

    def cancel(self) -> bool:
        """Stop every fetch; return whether there was one."""
        busy = self.telling.under_way or self.errands.busy
        self.fetcher.cancel()
        self.errands.cancel()
        if busy and not self._importer.busy:
            self._errand_ended()
        return busy

    def stop(self) -> None:
        """End the fetcher's thread and all errands: the window closes."""
        self.notifying.stop()
        self.fetcher.close()
        self.errands.close()
        self.tray.stop()

    def _state_changed(self) -> None:
        running = self.fetcher.running
        if running:
            self.notifying.begin()
        self._sidebar.show_running(running)
        self._browsing.count()

    def _ended(self) -> None:
        self._desk.follow()

    def _counted(self, counts: "Counts") -> None:
        titles = {feed.source: feed.title for feed in counts.feeds}
        self.telling.name(titles, offline=is_offline(counts.feeds, counts.feed_states))
        self.invites.emit(not counts.feeds)
        self.tray.show_unread(counts.marks["inbox"].unread)

    def _errand_began(self, what: str) -> None:
        if not self._importer.busy:
            self._pane.begin(what)

    def _errand_ended(self) -> None:
        if not (self._importer.busy or self.fetcher.running):
            self._pane.end()

    def _raise(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def _clock() -> str:
    return f"{datetime.now():%H:%M}"
