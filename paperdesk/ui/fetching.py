# SPDX-License-Identifier: MIT
"""The fetcher as the window has it: what it tells on its own thread arrives as signals on the window's."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from paperdesk.config.options import Settings

if TYPE_CHECKING:
    from paperdesk.services.fetcher import Fetcher

_START_AFTER = 1_500  # milliseconds; the window's own start comes first


class WindowFetcher(QObject):
    """Brings new papers in the background. Its thread starts when it is first needed, and ends with `close`.

    `progressed` brings a `FetchProgress`, `came` the `Changes` of a transaction, `ended` a source's name with its
    `FetchReport`; `state_changed` says that what is known of sources differs, `troubled` that the library cannot be used.
    """

    progressed = Signal(object)
    came = Signal(object)
    ended = Signal(str, object)
    state_changed = Signal()
    troubled = Signal(str)
    _heard = Signal(str, object)  # from the fetcher's thread: which signal, and what it brings

    def __init__(self, folder: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings = settings
        self._fetcher: Fetcher | None = None
        self._closed = False
        self._heard.connect(self._tell)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_START_AFTER)
        self._later.timeout.connect(self.start)

    def begin(self) -> None:
        """Fetch by schedule from soon on, where the reader wants that."""
        if self._settings["fetching.automatic"] == "on" and not self._closed:
            self._later.start()

    def hold(self) -> None:
        """Do not begin after all."""
        self._later.stop()

    @property
    def waits(self) -> bool:
        """Whether it is about to begin."""
        return self._later.isActive()

    def start(self) -> None:
        """Start the thread, and with it the schedule; once is enough."""
        self._later.stop()
        fetcher = self._made()
        if fetcher is not None:
            fetcher.start()

    def fetch_now(self, sources: Sequence[str] = ()) -> None:
        """Fetch `sources` at once, or every subscription that is not paused."""
        self._later.stop()
        fetcher = self._made()
        if fetcher is not None:
            fetcher.fetch_now(sources)

    def cancel(self, source: str = "") -> None:
        """Stop the fetch of a source, or of all; what was taken in stays."""
        if self._fetcher is not None:
            self._fetcher.cancel(source)

    def reload(self) -> None:
        """Look at subscriptions and settings again."""
        if self._fetcher is not None:
            self._fetcher.reload()
        else:
            self.begin()

    @property
    def running(self) -> frozenset[str]:
        """The names of the sources that are being fetched."""
        return self._fetcher.running if self._fetcher is not None else frozenset()

    def close(self) -> None:
        """Stop what runs and end the thread, within a second; once is enough."""
        self._closed = True
        self._later.stop()
        if self._fetcher is not None:
            self._fetcher.close()
            self._fetcher = None

    def _made(self) -> "Fetcher | None":
        if self._fetcher is None and not self._closed:
            from paperdesk.services.fetcher import Callbacks, Fetcher  # loads asyncio, which no start waits for

            heard = self._heard.emit
            callbacks = Callbacks(
                progress=lambda progress: heard("progressed", (progress,)),
                changes=lambda changes: heard("came", (changes,)),
                done=lambda source, report: heard("ended", (source, report)),
                state=lambda: heard("state_changed", ()),
                trouble=lambda text: heard("troubled", (text,)),
            )
            self._fetcher = Fetcher(self._folder, self._settings, callbacks)
        return self._fetcher

    def _tell(self, name: str, what: tuple[Any, ...]) -> None:
        """Pass on what was heard, on the window's thread; what was on its way when the window closed is dropped."""
        if not self._closed:
            getattr(self, name).emit(*what)
