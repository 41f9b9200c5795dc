# SPDX-License-Identifier: MIT
"""Brings the papers of files into the library, in batches, with progress and a way to stop."""

import contextlib
import gc
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, LibraryTrouble
from paperdesk.domain.record import Context, Item, Record, Rejected, Shelf
from paperdesk.domain.text import one_line
from paperdesk.library.arrivals import Outcome
from paperdesk.library.connection import DATABASE
from paperdesk.library.library import Library
from paperdesk.library.other import database_at, opened
from paperdesk.services import other_library
from paperdesk.services.batches import LARGE, Batch, batches, batches_of, batches_of_process
from paperdesk.sources.formats import Format, format_named, recognise
from paperdesk.sources.stream import Stream, open_stream

MOST_TOLD = 10_000  # items of one import that are told one by one; a file of rubbish must not fill the memory


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: records so far, records a second, the share done, seconds left where they can be told.

    `name` is the file that is read now; `fraction` is of all files, from 0 to 1, and 0 where their size is not known.
    """

    name: str
    records: int
    rate: float
    fraction: float
    seconds_left: float | None


@dataclass(slots=True)
class ImportReport:
    """How an import ended.

    `failed` counts the files of which nothing could be read, `untold` the rejected items beyond those in `rejected`.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    untold: int = 0
    failed: int = 0
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)

    @property
    def records(self) -> int:
        """How many records were taken in."""
        return self.new + self.updated + self.unchanged

    @property
    def turned_away(self) -> int:
        """How many items were rejected."""
        return len(self.rejected) + self.untold

    def sentence(self) -> str:
        """Say how it ended, in one line."""
        parts = [f"{self.new} new", f"{self.updated} updated", f"{self.unchanged} unchanged"]
        if self.rejected:
            parts.append(f"{self.turned_away} rejected")
        return ("Stopped: " if self.cancelled else "Imported: ") + ", ".join(parts)

    def reject(self, item: str, why: str) -> None:
        """Note an item that could not be read; its text may come from anywhere and is made one line that can be written."""
        if len(self.rejected) < MOST_TOLD:
            self.rejected.append(Rejected(one_line(item), one_line(why)))
        else:
            self.untold += 1


def import_files(
    library: Library,
    paths: Sequence[Path | BinaryIO],
    *,
    format_name: str = "",
    day: str = "",
    source: str = "",
    undoable: bool = True,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import `paths` (files, or a binary stream such as standard input) as one undoable step.

    One that the reader did not ask for is not `undoable`.

    `format_name` and `day` (YYYY-MM-DD) override what the content tells; `source` names the source of the
    sightings where it is not the format's own. What cannot be read is reported and the rest goes on.
    `cancelled` is asked between batches; what was taken in by then stays. Raises `BadInput` for an
    unknown `format_name`, `LibraryTrouble` where the library cannot be written.
    """
    chosen = format_named(format_name) if format_name else None
    run = _Run(library, paths, chosen, day, source, on_progress, cancelled)
    run.undoable = undoable
    collected = gc.isenabled()
    gc.disable()  # nothing of an import is circular, and looking for what is takes a tenth of its time
    try:
        for path in paths:
            if run.stopped():
                break
            run.take(path)
    except LibraryTrouble as trouble:
        if not run.report.records:
            raise
        raise LibraryTrouble(
            f"{trouble.text} (what was taken in before stays: {run.report.records} papers)"
        ) from trouble
    finally:
        if collected:
            gc.enable()
    return run.report


class _Run:
    """One import under way."""

    def __init__(
        self,
        library: Library,
        paths: Sequence[Path | BinaryIO],
        chosen: Format | None,
        day: str,
        source: str,
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._library = library
        self._chosen = chosen
        self._day = day
        self._source = source
        self.undoable = True
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._began = time.monotonic()
        sizes = [_size(path) for path in paths]
        self._total = 0 if None in sizes else sum(size or 0 for size in sizes)  # bytes, 0 for not known
        self._done = 0  # bytes of the files before this one
        self._summary = f"Imported {_shown(paths[0])}" if len(paths) == 1 else f"Imported {len(paths)} files"
        self._step: int | None = None
        self.report = ImportReport()

    def stopped(self) -> bool:
        self.report.cancelled = self.report.cancelled or self._cancelled()
        return self.report.cancelled

    def take(self, path: Path | BinaryIO) -> None:
        name = _shown(path)
        item = str(path) if isinstance(path, Path) else name
        taken, before = self.report.records, self.report.turned_away
        database = database_at(path) if isinstance(path, Path) and self._chosen is None else None
        try:
            if database is not None:
                self._take_library(database, item)
            else:
                self._take_file(path, item, name)
        except BadInput as error:
            own_name = path.name if isinstance(path, Path) else name
            self.report.reject(item, _without_prefix(error.text, item, own_name, name))
        except MemoryError:
            self.report.reject(item, "it is too large to be read at once; split it, or make JSON Lines of it")
        self._done += _size(path) or 0
        self.report.failed += self.report.records == taken and self.report.turned_away > before

    def _take_file(self, path: Path | BinaryIO, item: str, name: str) -> None:
        with open_stream(path) as stream:
            damage = [""]
            try:
                chosen = self._chosen or recognise(stream, name)
                found = _read(path, stream, chosen, Context(name, self._day, _file_day(path)))
                self._take_batches(found, item, name, damage)
            finally:
                if told := damage[0] or stream.damage:
                    self.report.reject(item, told)

    def _take_library(self, database: Path, item: str) -> None:
        """Take in another PaperDesk library."""
        if database.resolve() == (self._library.folder / DATABASE).resolve():
            raise BadInput(f"{item}: this is the library itself")
        with contextlib.ExitStack() as stack:
            try:
                view = stack.enter_context(opened(database))
            except LibraryTrouble as trouble:
                raise BadInput(trouble.text) from trouble
            self._take_batches(batches_of(other_library.records(view, database)), item, _shown(database), [""])

    def _take_batches(self, found: Generator[Batch, None, None], item: str, name: str, damage: list[str]) -> None:
        """Take in batches until they end; `damage` is given what was damaged in the file, also where trouble is raised."""
        with contextlib.closing(found):
            while not self.stopped() and (batch := next(found, None)) is not None:
                damage[0] = batch.damage
                if batch.items:
                    self._take_batch(batch.items, item)
                    self._on_progress(self._progress(name, batch.position))
                if batch.trouble is not None:
                    raise batch.trouble

    def _take_batch(self, batch: Sequence[Item], name: str) -> None:
        records = []
        shelves = []
        for item in batch:
            if isinstance(item, Rejected):
                self.report.reject(f"{name}: {item.item}", item.why)
            elif isinstance(item, Shelf):
                shelves.append(item)
            elif self._source:
                records.append(replace(item, sighting=replace(item.sighting, source=self._source)))
            else:
                records.append(item)
        if records:
            self._write(records)
        for shelf in shelves:
            changes, step = self._library.shelve(shelf, self._summary, step=self._step)
            self._step = step or self._step
            self.report.changes |= changes

    def _write(self, batch: Sequence[Record]) -> None:
        arrivals = self._library.add(batch, self._summary, step=self._step, undoable=self.undoable)
        self._step = arrivals.step
        counts = Counter(arrivals.outcomes)
        self.report.new += counts[Outcome.NEW]
        self.report.updated += counts[Outcome.UPDATED]
        self.report.unchanged += counts[Outcome.UNCHANGED]
        self.report.changes |= arrivals.changes

    def _progress(self, name: str, position: int) -> Progress:
        elapsed = max(time.monotonic() - self._began, 1e-6)
        done = self._done + position
        share = min(done / self._total, 1.0) if self._total else 0.0
        left = elapsed * (1 - share) / share if share > 0.01 else None
        return Progress(name, self.report.records, self.report.records / elapsed, share, left)


def _read(path: Path | BinaryIO, stream: Stream, chosen: Format, context: Context) -> Generator[Batch, None, None]:
    """Return the batches of a file, from a process of its own where it is large and a process can be had."""
    if not isinstance(path, Path):
        return batches(stream, chosen, context, ahead=False)
    if (_size(path) or 0) >= LARGE:
        return batches_of_process(path, stream, chosen, context)
    return batches(stream, chosen, context, ahead=True)


def _shown(path: Path | BinaryIO) -> str:
    return one_line(path.name) if isinstance(path, Path) else "standard input"


def _without_prefix(text: str, *names: str) -> str:
    return next((text.removeprefix(f"{name}: ") for name in names if text.startswith(f"{name}: ")), text)


def _size(path: Path | BinaryIO) -> int | None:
    """Return the size of a file in bytes, None for a stream, of which it is not known."""
    if not isinstance(path, Path):
        return None
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _file_day(path: Path | BinaryIO) -> str:
    if not isinstance(path, Path):
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    except (OSError, OverflowError, ValueError):
        return ""
