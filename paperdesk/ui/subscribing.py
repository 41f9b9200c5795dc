# SPDX-License-Identifier: MIT
"""What the reader does with sources: fetches them now, pauses, changes, adds and ends subscriptions."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput
from paperdesk.domain.feeds import HUGGINGFACE, Feed
from paperdesk.services import feeds as verbs
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errand, Errands, Stopped
from paperdesk.ui.fetching import WindowFetcher
from paperdesk.ui.sidebar.feeds import FeedLine

if TYPE_CHECKING:
    from paperdesk.services.feeds import Preview
    from paperdesk.ui.subscriptions.adding import AddSourceDialog
    from paperdesk.ui.subscriptions.dialog import SourcesDialog

_ALL_PAUSED = "Every source is paused; resume one in Sources"


class Subscribing(QObject):
    """Sends verbs to the library and tells the fetcher; `asked` when the reader wants papers now, `said` one sentence."""

    said = Signal(str)
    asked = Signal()

    def __init__(
        self, desk: LibraryDesk, fetcher: WindowFetcher, errands: Errands, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._fetcher = fetcher
        self._errands = errands
        self._settings = settings
        self._window = window
        self._dialog: SourcesDialog | None = None
        self._adding: AddSourceDialog | None = None
        self._look: Errand | None = None
        desk.changed.connect(self._follow)
        fetcher.state_changed.connect(self.refresh)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {"fetch-now": self.fetch_now, "sources": self.show_sources, "add-source": self.add}

    # --- fetching --------------------------------------------------------------------------------------

    def fetch_now(self) -> None:
        """Fetch every source that is not paused; the papers of Hugging Face where there is none."""
        subscribed = self._desk.view.feeds()
        if subscribed and all(feed.paused for feed in subscribed):
            self.said.emit(_ALL_PAUSED)
            return
        self.asked.emit()
        self._fetcher.fetch_now(() if subscribed else (HUGGINGFACE,))

    def fetch(self, source: str) -> None:
        """Fetch one source."""
        self.asked.emit()
        self._fetcher.fetch_now((source,))

    # --- subscriptions ---------------------------------------------------------------------------------

    def change(self, feed: Feed, differs: dict[str, Any]) -> None:
        """Change what `differs` names of a subscription."""
        self._desk.write(lambda library: verbs.change(library, feed, **differs))

    def pause(self, feed: Feed) -> None:
        """Pause a subscription, or resume it."""
        if not feed.paused:
            self._fetcher.cancel(feed.source)
        self.change(feed, {"paused": not feed.paused})

    def remove(self, feed: Feed) -> None:
        """End a subscription; undo brings it back."""
        self._fetcher.cancel(feed.source)
        self._desk.write(lambda library: library.delete_feed(feed.id))

    def subscribe(self, source: str, title: str = "", schedule: str = "") -> None:
        """Subscribe to a source and fetch it."""
        if self._adding is not None:
            self._adding.accept()

        def subscribed() -> None:
            found = verbs.feed_named(self._desk.view, source)
            if found is not None:
                if self._dialog is not None:
                    self._dialog.refresh(self._fetcher.running)
                    self._dialog.begin(found.source)
                self.fetch(found.source)

        self._desk.write(
            lambda library: verbs.subscribe(library, source, title, schedule),
            otherwise="You have subscribed to it already",
            then=subscribed,
        )

    def subscribe_to_defaults(self) -> None:
        """Subscribe a reader who has no source yet to the day's papers of Hugging Face."""
        self.subscribe(HUGGINGFACE)

    # --- the dialogs -----------------------------------------------------------------------------------

    def show_sources(self, source: str = "") -> None:
        """Show the subscriptions, that to `source` chosen."""
        if self._dialog is None:
            from paperdesk.ui.subscriptions.dialog import SourcesDialog  # seldom looked at

            dialog = self._dialog = SourcesDialog(self._desk.view, self._window)
            dialog.change_asked.connect(self.change)
            dialog.remove_asked.connect(self.remove)
            dialog.fetch_asked.connect(self.fetch)
            dialog.add_asked.connect(self.add)
            dialog.opml_given.connect(self._import_opml)
            dialog.opml_wanted.connect(self._export_opml)
            dialog.finished.connect(self._dialog_closed)
        self.refresh()
        self._dialog.open()
        self._dialog.begin(source)

    def _dialog_closed(self) -> None:
        self._dialog = None

    def add(self) -> None:
        """Ask what to subscribe to."""
        from paperdesk.ui.subscriptions.adding import AddSourceDialog

        dialog = self._adding = AddSourceDialog(self._dialog or self._window)
        dialog.look_asked.connect(self._look_at)
        dialog.subscribe_asked.connect(self.subscribe)
        dialog.finished.connect(self._adding_closed)
        dialog.open()
        dialog.field.setFocus()

    def _adding_closed(self) -> None:
        self._adding = None
        (self._dialog or self._window).activateWindow()
        if self._look is not None:
            self._look.cancel()

    def _look_at(self, text: str) -> None:
        """Ask a source what it brings; what was asked before is of no interest any more."""
        if self._look is not None:
            self._look.cancel()
        settings = self._settings

        def came(preview: "Preview | None") -> None:
            if self._adding is not None and preview is not None:
                self._adding.show_preview(text, preview)

        def refused(why: str) -> None:
            if self._adding is not None:
                self._adding.refuse(text, why)

        self._look = self._errands.run(lambda stopped: _preview(text, settings, stopped), came, refused)

    def refresh(self) -> None:
        """Show in the dialog how sources stand."""
        if self._dialog is not None:
            self._dialog.refresh(self._fetcher.running)

    def _follow(self, changes: Changes) -> None:
        if changes.feeds:
            self.refresh()
            self._fetcher.reload()

    def _import_opml(self, path: Path) -> None:
        def came(outcome: tuple[int, list[str]]) -> None:
            new, lines = outcome
            self._desk.follow()
            count = f"{new} new {'source' if new == 1 else 'sources'}"
            self.said.emit(f"{count}. {lines[0]}" if lines else count)

        self._desk.jobs.write(lambda library: verbs.import_opml(library, path), came)

    def _export_opml(self, path: Path) -> None:
        settings = self._settings

        def write(view: Any) -> None:
            from paperdesk.services.gathering import Bases

            try:
                path.write_text(verbs.opml_text(view, Bases.of(settings)), "utf-8")
            except OSError as error:
                raise BadInput(f"{path}: it cannot be written: {error.strerror or error}") from error

        self._desk.jobs.read(write, lambda done: self.said.emit(f"Wrote {path.name}"))

    # --- the sidebar -----------------------------------------------------------------------------------

    def offer_menu(self, line: FeedLine, place: QPoint) -> None:
        """Show the menu of a source at a place on the screen."""
        self.menu(line).popup(place)

    def menu(self, line: FeedLine) -> QMenu:
        """Return the menu of a source."""
        feed = line.feed
        running = feed.source in self._fetcher.running
        menu = QMenu(self._window)
        menu.setObjectName("sourceMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Stop fetching", lambda: self._fetcher.cancel(feed.source))
            if running
            else ("Fetch now", lambda: self.fetch(feed.source)),
            ("Resume" if feed.paused else "Pause", lambda: self.pause(feed)),
            ("Edit…", lambda: self.show_sources(feed.source)),
            ("Remove", lambda: self.remove(feed)),
        )
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda checked=False, a=act: a())
        return menu


def _preview(text: str, settings: Settings, stopped: Stopped) -> "Preview | None":
    """Ask a source what it brings; None where it was stopped. Raises `Trouble`."""
    from paperdesk.services.fetching import utc_now  # loaded in the errand's own thread
    from paperdesk.services.gathering import Bases
    from paperdesk.services.looping import run_until
    from paperdesk.sources.http_client import Client

    async def look() -> "Preview":
        async with Client() as client:
            return await verbs.preview(client, Bases.of(settings), text, utc_now())

    return run_until(look, stopped)
