# SPDX-License-Identifier: MIT
"""Fetches sources: each once at a time among all processes, in small transactions, going on where it was."""

import asyncio
import dataclasses
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from paperdesk.config.log import logger
from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, Busy, FetchTrouble, LibraryTrouble, Offline
from paperdesk.domain.feeds import HUGGINGFACE, FeedState, FetchReport, LogEntry, kind_of
from paperdesk.domain.record import Record
from paperdesk.domain.text import one_line
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library
from paperdesk.services.gathering import Bases, Batch, Going, gather
from paperdesk.services.own_text import bring_own_texts
from paperdesk.sources.http_client import Client

_AT_ONCE = 4  # sources
_IN_A_TRANSACTION = 50  # records: others, and the window, get their turn
_MOST_NOTES = 200
_LOOK_FOR_TURN = 0.5  # seconds
_log = logger("fetching")


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far the fetch of one source is: `text` is for the reader, `done` of `total` steps, 0 where that is not known.

    `waiting` says why it waits now, and is empty where it does not.
    """

    source: str
    text: str = ""
    done: int = 0
    total: int = 0
    new: int = 0
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told of a fetch while it goes on, and who may stop it."""

    progress: Callable[[FetchProgress], None] = lambda progress: None
    changes: Callable[[Changes], None] = lambda changes: None
    cancelled: Callable[[], bool] = lambda: False


def utc_now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def stamp(at: datetime) -> str:
    """Return a time as the library keeps it: UTC, ISO 8601, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Fetching:
    """Fetches sources into one library, through one client; of the thread that made it and of its loop."""

    def __init__(
        self,
        library: Library,
        client: Client,
        settings: Settings,
        telling: Telling | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._library = library
        self._client = client
        self._bases = Bases.of(settings)
        self._telling = telling or Telling()
        self._now = now
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self.reports: dict[str, FetchReport] = {}  # of what has ended, however it did

    async def fetch(self, source: str, *, day: str = "", since: str = "") -> FetchReport:
        """Fetch one source and note how it went. Raises `LibraryTrouble`; trouble with the source is in the report."""
        async with self._slots:
            with self._library.claim(f"fetch {source}") as free:
                if not free:
                    why = f"{source}: another window or command is fetching it now; wait for that"
                    self.reports[source] = FetchReport(error=why, busy=True)
                    return self.reports[source]
                return await self._fetch_claimed(source, day, since)

    async def _fetch_claimed(self, source: str, day: str, since: str) -> FetchReport:
        run = _Run(self._library, source, self._telling, self._now)
        began, requests = self._now(), self._client.requests
        trouble: FetchTrouble | BadInput | None = None
        cancelled = False
        try:
            if kind_of(source) == "folder":
                run.watch()
            else:
                await self._gather(run, day, since)
        except (FetchTrouble, BadInput) as error:
            trouble = error
        except asyncio.CancelledError:
            cancelled = True
            raise
        finally:
            requests = self._client.requests - requests
            report = run.report(trouble, requests, cancelled=cancelled or self._telling.cancelled())
            self.reports[source] = report
            if not day or run.source != HUGGINGFACE:  # a day of its own says nothing of those that are due
                self._note_state(run, report, trouble)
            self._note(run, report, began)
        return report

    @asynccontextmanager
    async def _arxivs_turn(self, *, needed: bool) -> AsyncGenerator[None, None]:
        """Wait until no other process asks arXiv's API: it wants one connection at a time from a reader."""
        while needed:
            with self._library.claim("arXiv's API") as free:
                if free:
                    yield
                    return
            await asyncio.sleep(_LOOK_FOR_TURN)
        yield

    async def _gather(self, run: "_Run", day: str, since: str) -> None:
        titles = {feed.source: feed.title for feed in self._library.feeds()}
        going = Going(
            source=run.source,
            client=self._client,
            bases=self._bases,
            known=self._library.validators,
            now=self._now(),
            cursor=run.state.cursor,
            title=titles.get(run.source, ""),
            day=day,
            since=since,
            on_wait=run.waits,
        )
        async with self._arxivs_turn(needed=run.source.startswith("arxiv:")), aclosing(gather(going)) as batches:
            async for batch in batches:
                await run.take(batch)

    def _note(self, run: "_Run", report: FetchReport, began: datetime) -> None:
        """Keep a line in the log of fetches."""
        error = report.error or ("stopped" if report.cancelled else "")
        counts = (report.new, report.updated, report.unchanged, report.requests)
        self._library.keep_fetch(LogEntry(run.source, stamp(began), stamp(self._now()), *counts, error))

    def _note_state(self, run: "_Run", report: FetchReport, trouble: FetchTrouble | BadInput | None) -> None:
        """Keep how it goes with a source, from which it follows when it is due."""
        ended, state = self._now(), run.state
        if report.cancelled and not report.error:
            state = dataclasses.replace(state, new=report.new)
        elif not report.error:
            done = stamp(ended)
            state = dataclasses.replace(
                state, tried=done, succeeded=done, error="", offline=False, failures=0, new=report.new, next_run=""
            )
        else:
            _log.info("%s: %s", run.source, report.error)
            wait = trouble.wait if isinstance(trouble, Busy) else 0.0
            again = stamp(ended + timedelta(seconds=wait)) if wait else ""
            state = dataclasses.replace(
                state,
                tried=stamp(ended),
                error=report.error,
                offline=report.offline,
                failures=state.failures + 1,
                new=report.new,
                next_run=again,
            )
        self._library.keep_feed_state(state)

    async def own_texts(self) -> FetchReport:
        """Bring arXiv's own abstract for papers whose text was damaged on its way. Trouble is in the report."""
        with self._library.claim("own texts") as free:
            if not free:
                return FetchReport(busy=True)
            run = _Run(self._library, "arxiv", self._telling, self._now)
            trouble: FetchTrouble | BadInput | None = None
            try:
                own = bring_own_texts(self._library, self._client, self._bases.arxiv)
                async with self._arxivs_turn(needed=True), aclosing(own) as batches:
                    async for batch in batches:
                        await run.take(batch)
            except (FetchTrouble, BadInput) as error:
                trouble = error
            return run.report(trouble, 0, cancelled=False)


class _Run:
    """One fetch of one source under way."""

    def __init__(self, library: Library, source: str, telling: Telling, now: Callable[[], datetime]) -> None:
        self._library = library
        self._telling = telling
        self._now = now
        self.source = source
        self.state = library.feed_states().get(source, FeedState(source))
        self._counts: Counter[Outcome] = Counter()
        self._notes: list[str] = []
        self._last = FetchProgress(source)

    def waits(self, seconds: float, why: str) -> None:
        """Tell that it waits, and why."""
        self._tell(dataclasses.replace(self._last, waiting=f"{why} (waiting {seconds:.0f} s)"))

    def _tell(self, progress: FetchProgress) -> None:
        self._last = dataclasses.replace(progress, new=self._counts[Outcome.NEW])
        self._telling.progress(self._last)

    async def take(self, batch: Batch) -> None:
        """Write what a step brought, then where to go on."""
        seen = stamp(self._now())
        for start in range(0, len(batch.records), _IN_A_TRANSACTION):
            self._write(batch.records[start : start + _IN_A_TRANSACTION], seen)
            await asyncio.sleep(0)  # whoever cancels is heard between two transactions
        self._counts[Outcome.UNCHANGED] += batch.unchanged
        self._notes.extend(batch.notes[: _MOST_NOTES - len(self._notes)])
        if batch.validators:
            self._library.keep_validators(self.source, batch.address, batch.validators)
        if batch.cursor and batch.cursor != self.state.cursor:
            self.state = dataclasses.replace(self.state, cursor=batch.cursor)
            self._library.keep_feed_state(self.state)
        self._tell(FetchProgress(self.source, batch.text, batch.done, batch.total))

    def _write(self, records: Sequence[Record], seen: str) -> None:
        arrivals = self._library.add(records, f"Fetched {self.source}", undoable=False, seen=seen)
        self._counts.update(arrivals.outcomes)
        if arrivals.changes:
            self._telling.changes(arrivals.changes)

    def watch(self) -> None:
        """Take in the files of a watched file or folder that changed since the last time. Raises `BadInput`."""
        from paperdesk.services.watching import changed_files

        paths, cursor = changed_files(Path(self.source), self.state.cursor)
        if paths:
            self._import(paths)
        if not self._telling.cancelled() and cursor != self.state.cursor:
            self.state = dataclasses.replace(self.state, cursor=cursor)

    def _import(self, paths: Sequence[Path]) -> None:
        from paperdesk.services.importing import import_files

        done = import_files(
            self._library,
            paths,
            undoable=False,
            on_progress=lambda progress: self._tell(FetchProgress(self.source, progress.name)),
            cancelled=self._telling.cancelled,
        )
        counts = {Outcome.NEW: done.new, Outcome.UPDATED: done.updated, Outcome.UNCHANGED: done.unchanged}
        self._counts.update(counts)
        self._notes.extend(f"{item.item}: {item.why}" for item in done.rejected[:_MOST_NOTES])
        if done.changes:
            self._telling.changes(done.changes)

    def report(self, trouble: FetchTrouble | BadInput | None, requests: int, *, cancelled: bool) -> FetchReport:
        """Return how it ended."""
        return FetchReport(
            new=self._counts[Outcome.NEW],
            updated=self._counts[Outcome.UPDATED],
            unchanged=self._counts[Outcome.UNCHANGED],
            requests=requests,
            error=one_line(trouble.text) if trouble else "",
            offline=isinstance(trouble, Offline),
            cancelled=cancelled,
            notes=tuple(one_line(note) for note in self._notes),
        )


async def fetch_all(fetching: Fetching, sources: Sequence[str], *, day: str = "", since: str = "") -> None:
    """Fetch several sources, some at once, then bring the texts that arXiv has better; the reports are in `fetching`."""
    async with asyncio.TaskGroup() as group:
        for source in dict.fromkeys(sources):
            group.create_task(fetching.fetch(source, day=day, since=since))
    if any(report.new or report.updated for report in fetching.reports.values()):
        await fetching.own_texts()


def fetch(
    library: Library,
    sources: Sequence[str],
    settings: Settings,
    *,
    day: str = "",
    since: str = "",
    telling: Telling | None = None,
    make_client: Callable[[], Client] = Client,
    now: Callable[[], datetime] = utc_now,
) -> dict[str, FetchReport]:
    """Fetch `sources` (names as `feeds.source_named` returns them) and return the report of each.

    `day` and `since` (YYYY-MM-DD) say of which days where a source has days; else each goes on where it was. Stops soon
    after `telling.cancelled` says so; what was taken in stays. Raises `LibraryTrouble`.
    """
    from paperdesk.services.looping import run_until

    told = telling or Telling()
    reports: dict[str, FetchReport] = {}

    async def work() -> None:
        async with make_client() as client:
            fetching = Fetching(library, client, settings, told, now)
            fetching.reports = reports
            await fetch_all(fetching, sources, day=day, since=since)

    try:
        run_until(work, told.cancelled)
    except ExceptionGroup as group:
        trouble, other = group.split(LibraryTrouble)
        if other is None and trouble is not None:
            raise trouble.exceptions[0] from group
        raise
    return {source: reports.get(source, FetchReport(cancelled=True)) for source in sources}


def report_json(report: FetchReport) -> dict[str, object]:
    """Return one report as JSON values; `error` is null where there is none."""
    return {
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "error": report.error or ("stopped" if report.cancelled else None),
    }
