# SPDX-License-Identifier: MIT
"""The fetcher of a running window: one thread that brings new papers by schedule, and now where it is asked to. No Qt.

The callbacks are called on the fetcher's thread; the window turns them into signals.
"""

import asyncio
import dataclasses
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperdesk.config.log import logger
from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, LibraryTrouble
from paperdesk.domain.feeds import Feed, FeedState, FetchReport
from paperdesk.services.schedule import Schedule, next_run, read_schedule

if TYPE_CHECKING:
    from paperdesk.library.library import Library
    from paperdesk.services.fetching import FetchProgress
    from paperdesk.sources.http_client import Client

_LONGEST_SLEEP = 60.0  # seconds; a clock that was set, or a night's sleep of the machine, shows within it
_SHORTEST_SLEEP = 0.05
_HELD_WHERE_BUSY = timedelta(minutes=1)  # somebody else fetches it
_HELD_AFTER_CANCEL = timedelta(hours=1)  # the reader stopped it
_CLOSE_WITHIN = 5.0  # seconds
_AGAIN_AFTER_TROUBLE = 60.0  # seconds
_log = logger("fetcher")


def _local_now() -> datetime:
    return datetime.now().astimezone()


@dataclasses.dataclass(frozen=True, slots=True)
class Callbacks:
    """What the fetcher tells, on its own thread.

    `progress` says how far a source is, `changes` what a transaction wrote, `done` how the fetch of a source ended.
    `state` says that `View.feed_states` or `Fetcher.running` differ; `trouble` that the library cannot be used.
    """

    progress: "Callable[[FetchProgress], None]" = lambda progress: None
    changes: Callable[[Changes], None] = lambda changes: None
    done: Callable[[str, FetchReport], None] = lambda source, report: None
    state: Callable[[], None] = lambda: None
    trouble: Callable[[str], None] = lambda text: None


class Fetcher:
    """Brings new papers in the background. Made and closed by whoever opens the window."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        callbacks: Callbacks | None = None,
        *,
        make_client: "Callable[[], Client] | None" = None,
        now: Callable[[], datetime] = _local_now,
    ) -> None:
        """`make_client` makes the one client in the thread, `now` tells the time with its zone; both are for tests."""
        self._folder = folder
        self._settings = settings
        self._callbacks = callbacks or Callbacks()
        self._make_client = make_client
        self._now = now
        self._started = now()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closing = threading.Event()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._running: frozenset[str] = frozenset()
        self._held: dict[str, datetime] = {}  # not by itself before then
        self._wanted: list[str] | None = None
        self._all_wanted = False
        self._wake: asyncio.Event | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the thread, and with it the schedule; once is enough."""
        if self._thread is None and not self._closing.is_set():
            self._thread = threading.Thread(target=self._run, name="paperdesk-fetcher", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop what runs and end the thread, within a second, whatever it waits for; once is enough."""
        self._closing.set()
        self._tell_loop(self._stop)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_CLOSE_WITHIN)
            self._thread = None

    def fetch_now(self, sources: Sequence[str] = ()) -> None:
        """Fetch `sources` at once, or every subscription that is not paused. Starts the thread where it is not started."""
        with self._lock:
            self._wanted = [*(self._wanted or []), *sources]
            self._all_wanted = self._all_wanted or not sources
        self.start()
        self._tell_loop(self._rouse)

    def cancel(self, source: str = "") -> None:
        """Stop the fetch of a source, or of all; what was taken in stays."""
        self._tell_loop(lambda: self._cancel(source))

    def reload(self) -> None:
        """Look at the subscriptions again: one was added, changed, or ended."""
        self._tell_loop(self._rouse)

    @property
    def running(self) -> frozenset[str]:
        """The names of the sources that are being fetched."""
        return self._running

    # --- on the fetcher's own thread ----------------------------------------------------------------------

    def _tell_loop(self, call: Callable[[], Any]) -> None:
        with self._lock:
            loop = self._loop
            if loop is not None and not loop.is_closed():
                loop.call_soon_threadsafe(call)

    def _rouse(self) -> None:
        if self._wake is not None:
            self._wake.set()

    def _stop(self) -> None:
        self._cancel("")
        self._rouse()

    def _cancel(self, source: str) -> None:
        for name, task in list(self._tasks.items()):
            if not source or name == source:
                task.cancel()

    def _run(self) -> None:
        from paperdesk.services.looping import run

        while not self._closing.is_set():
            try:
                run(self._work())
            except LibraryTrouble as trouble:
                _log.warning("%s", trouble.text)
                self._callbacks.trouble(trouble.text)
                self._closing.wait(_AGAIN_AFTER_TROUBLE)
            except Exception:  # noqa: BLE001 - the end of the thread's own work: nobody above would hear of it
                _log.exception("the fetcher failed")
                self._callbacks.trouble(
                    "fetching failed, which is a fault of PaperDesk's; it is tried again, and the log has more"
                )
                self._closing.wait(_AGAIN_AFTER_TROUBLE)

    async def _work(self) -> None:
        """Fetch what is due until it is closed."""
        from paperdesk.library.library import Library  # loaded in this thread: the window's start does without
        from paperdesk.services.fetching import Fetching, Telling
        from paperdesk.sources.http_client import Client

        self._wake = asyncio.Event()
        if self._closing.is_set():  # while all that was loaded
            return
        with Library(self._folder) as library:
            async with (self._make_client or Client)() as client:
                telling = Telling(self._callbacks.progress, self._callbacks.changes, self._closing.is_set)
                fetching = Fetching(library, client, self._settings, telling, self._now)
                with self._lock:
                    self._loop = asyncio.get_running_loop()
                try:
                    while not self._closing.is_set():
                        await self._round(library, fetching)
                finally:
                    with self._lock:
                        self._loop = None
                    self._stop()
                    await asyncio.gather(*self._tasks.values(), return_exceptions=True)
                    self._tasks.clear()
                    self._running = frozenset()

    async def _round(self, library: "Library", fetching: Any) -> None:
        """Begin what is due or wanted, then sleep until something is, or until it is roused."""
        assert self._wake is not None
        self._wake.clear()
        for task in [task for task in self._tasks.values() if task.done()]:
            task.result()  # the library's trouble is ours
        self._tasks = {name: task for name, task in self._tasks.items() if not task.done()}
        due, sleep = self._due(library)
        for source in [*dict.fromkeys([*self._take_wanted(library), *due])]:
            if source not in self._tasks:
                self._tasks[source] = asyncio.create_task(self._fetch(fetching, library, source))
        self._tell_running()
        try:
            async with asyncio.timeout(sleep):
                await self._wake.wait()
        except TimeoutError:
            return

    def _take_wanted(self, library: "Library") -> list[str]:
        with self._lock:
            wanted, everything = self._wanted or [], self._all_wanted
            self._wanted, self._all_wanted = None, False
        if everything:
            wanted = [*wanted, *(feed.source for feed in library.feeds() if not feed.paused)]
        return wanted

    def _due(self, library: "Library") -> tuple[list[str], float]:
        """Return the sources that are due, and how many seconds to sleep where none is."""
        if self._settings["fetching.automatic"] == "off":
            return [], _LONGEST_SLEEP
        now, states = self._now(), library.feed_states()
        due, sleep = [], _LONGEST_SLEEP
        for feed in library.feeds():
            if feed.paused or feed.source in self._tasks:
                continue
            when = self._when(feed, states.get(feed.source, FeedState(feed.source)), now)
            if when is not None and when <= now:
                due.append(feed.source)
            elif when is not None:
                sleep = min(sleep, (when - now) / timedelta(seconds=1))
        return due, max(sleep, _SHORTEST_SLEEP)

    def _when(self, feed: Feed, state: FeedState, now: datetime) -> datetime | None:
        when, held = next_run(schedule_of(feed), state, now, self._started), self._held.get(feed.source)
        if held is not None and held > now + _HELD_AFTER_CANCEL:  # the clock was set back since
            held = None
        return when if when is None or held is None else max(when, held)

    async def _fetch(self, fetching: Any, library: "Library", source: str) -> None:
        report = FetchReport(cancelled=True)
        try:
            report = await fetching.fetch(source)
            if report.busy:
                self._held[source] = self._now() + _HELD_WHERE_BUSY
            elif report.new or report.updated:
                await fetching.own_texts()
        except asyncio.CancelledError:
            report = dataclasses.replace(report, cancelled=True)
            self._held[source] = self._now() + _HELD_AFTER_CANCEL
        finally:
            self._plan(library, source)
            self._running -= {source}
            self._callbacks.done(source, report)
            self._callbacks.state()
            self._rouse()

    def _plan(self, library: "Library", source: str) -> None:
        """Keep when a source is due next, for those who look."""
        feed = next((feed for feed in library.feeds() if feed.source == source), None)
        state = library.feed_states().get(source)
        if feed is None or state is None:
            return
        by_itself = self._settings["fetching.automatic"] != "off"
        when = self._when(feed, state, self._now()) if by_itself else None
        from paperdesk.services.fetching import stamp

        library.keep_feed_state(dataclasses.replace(state, next_run=stamp(when) if when else ""))

    def _tell_running(self) -> None:
        running = frozenset(self._tasks)
        if running != self._running:
            self._running = running
            self._callbacks.state()


def schedule_of(feed: Feed) -> Schedule:
    """Return the schedule of a subscription; the default where it is of another version."""
    from paperdesk.services.schedule import DEFAULT

    try:
        return read_schedule(feed.schedule)
    except BadInput:
        return read_schedule(DEFAULT)
