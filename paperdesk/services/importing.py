# SPDX-License-Identifier: MIT
"""Brings the papers of files into the library, in batches, with progress and a way to stop."""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library
from paperdesk.sources.formats import Format, format_named, recognise
from paperdesk.sources.stream import Stream, open_stream

BATCH = 2_000  # records a transaction: long enough to be fast, short enough that others get their turn


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: records so far, records a second, the share done (0 to 1), seconds left where they can be told."""

    name: str
    records: int
    rate: float
    fraction: float
    seconds_left: float | None


@dataclass(slots=True)
class ImportReport:
    """How an import ended. `failed` counts the files of which nothing could be read."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    failed: int = 0
    cancelled: bool = False
    changes: Changes = field(default_factory=Changes)

    @property
    def records(self) -> int:
        """How many records were taken in."""
        return self.new + self.updated + self.unchanged

    def sentence(self) -> str:
        """Say how it ended, in one line."""
        parts = [f"{self.new} new", f"{self.updated} updated", f"{self.unchanged} unchanged"]
        if self.rejected:
            parts.append(f"{len(self.rejected)} rejected")
        return ("Stopped: " if self.cancelled else "Imported: ") + ", ".join(parts)


def import_files(
    library: Library,
    paths: Sequence[Path | BinaryIO],
    *,
    format_name: str = "",
    day: str = "",
    source: str = "",
    on_progress: Callable[[Progress], None] = lambda progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import `paths` (files, or a binary stream such as standard input) as one undoable step.

    `format_name` and `day` (YYYY-MM-DD) override what the content tells; `source` names the source of the
    sightings where it is not the format's own. What cannot be read is reported and the rest goes on.
    `cancelled` is asked between batches; what was taken in by then stays. Raises `BadInput` for an
    unknown `format_name`, `LibraryTrouble` where the library cannot be written.
    """
    chosen = format_named(format_name) if format_name else None
    run = _Run(library, chosen, day, source, on_progress, cancelled)
    for path in paths:
        if run.stopped():
            break
        run.take(path)
    return run.report


class _Run:
    """One import under way."""

    def __init__(
        self,
        library: Library,
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
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._began = time.monotonic()
        self._step: int | None = None
        self.report = ImportReport()

    def stopped(self) -> bool:
        self.report.cancelled = self.report.cancelled or self._cancelled()
        return self.report.cancelled

    def take(self, path: Path | BinaryIO) -> None:
        name = path.name if isinstance(path, Path) else "standard input"
        before = self.report.records
        try:
            with open_stream(path) as stream:
                self._take_stream(stream, name, _file_day(path))
        except BadInput as error:
            item = str(path) if isinstance(path, Path) else name
            self.report.rejected.append(Rejected(item, error.text.removeprefix(f"{item}: ").removeprefix(f"{name}: ")))
            self.report.failed += self.report.records == before

    def _take_stream(self, stream: Stream, name: str, file_day: str) -> None:
        chosen = self._chosen or recognise(stream, name)
        items = chosen.read(stream, Context(name=name, day=self._day, file_day=file_day))
        items = self._good(items, name)
        while not self.stopped():
            batch = list(islice(items, BATCH))
            if not batch:
                break
            self._write(batch, name)
            self._on_progress(self._progress(name, stream.fraction()))
        if stream.damage:
            self.report.rejected.append(Rejected(name, stream.damage))

    def _good(self, items: Iterator[Record | Rejected], name: str) -> Iterator[Record]:
        for item in items:
            if isinstance(item, Rejected):
                self.report.rejected.append(Rejected(f"{name}: {item.item}", item.why))
            elif self._source:
                yield dataclasses.replace(item, sighting=dataclasses.replace(item.sighting, source=self._source))
            else:
                yield item

    def _write(self, batch: Sequence[Record], name: str) -> None:
        arrivals = self._library.add(batch, f"Imported {name}", step=self._step)
        self._step = arrivals.step
        counts = Counter(arrivals.outcomes)
        self.report.new += counts[Outcome.NEW]
        self.report.updated += counts[Outcome.UPDATED]
        self.report.unchanged += counts[Outcome.UNCHANGED]
        self.report.changes |= arrivals.changes

    def _progress(self, name: str, fraction: float) -> Progress:
        elapsed = max(time.monotonic() - self._began, 1e-6)
        left = elapsed * (1 - fraction) / fraction if fraction > 0.01 else None
        return Progress(name, self.report.records, self.report.records / elapsed, fraction, left)


def _file_day(path: Path | BinaryIO) -> str:
    if not isinstance(path, Path):
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    except (OSError, OverflowError, ValueError):
        return ""
