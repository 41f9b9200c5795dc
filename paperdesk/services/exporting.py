# SPDX-License-Identifier: MIT
"""Exports papers: from a scope, by an exporter, into text, a file, or a folder of files; with progress and a way to stop."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from paperdesk.domain import citation_keys
from paperdesk.domain.errors import BadInput, Trouble, UnknownPaper
from paperdesk.domain.exported import Exported, Ledger, Linked, Shown
from paperdesk.domain.note_links import targets
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.export.exporter import HELD_KEYS, KEYS, LEDGER, SHOWN, VERSIONS, Exporter, Options
from paperdesk.export.formats import exporter as exporter_named
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services import export_names
from paperdesk.services.export_files import ExportTrouble, Folder, Stranger, hash_of, write_whole
from paperdesk.services.importing import Progress
from paperdesk.services.shown import shown, titles_in

BATCH = 200  # papers read at once, and files whose names are settled at once
_LARGEST_BATCH = 5_000  # files whose texts are held at once
MOST_PRINTED = 5_000  # papers; Qt holds all pages at once, 50 kB a paper
Told = Callable[[Progress], None]
LayOut = Callable[[str], bytes]


class Cancelled(Trouble):
    """The reader stopped the export."""

    def __init__(self) -> None:
        super().__init__("stopped; nothing was written")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported, and how.

    `ids` are the papers in their order; `whole` says that they are all of the library, so that what belongs to none of
    them goes out too. `template` and `templates` are as in `Options`; `key_pattern` and `file_name` are the reader's
    patterns; `colours` the reader's names of colours.
    """

    format: str
    ids: Sequence[PaperId]
    whole: bool = False
    heading: str = "PaperDesk"
    template: str = ""
    templates: Path | None = None
    key_pattern: str = citation_keys.DEFAULT_PATTERN
    file_name: str = export_names.DEFAULT_PATTERN
    colours: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ExportReport:
    """How an export ended. `kept` are files that are not as we wrote them and were left alone."""

    papers: int = 0
    files: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    cancelled: bool = False


class Export:
    """One export under way. `view` may be a `Library`, in which citation keys are then kept.

    Raises `BadInput` for a format or a pattern that cannot be. `cancelled` is asked before each paper.
    """

    def __init__(
        self,
        view: View,
        order: Order,
        *,
        on_progress: Told = lambda progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._view = view
        # A library that comes back must have its papers in the order in which they came in: it settles ties in lists.
        self._order = replace(order, ids=sorted(order.ids)) if order.whole and order.format == "jsonl" else order
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._began = time.monotonic()
        self.exporter: Exporter = exporter_named(order.format)
        self.report = ExportReport()
        self._title_of = titles_in(view)
        self._given: set[str] = set()
        self._ids = frozenset(order.ids)
        _check_patterns(order)

    def text(self) -> Iterator[str]:
        """Yield the whole export as text, piece by piece. Raises `Cancelled`, and `ExportTrouble` for too many pages."""
        if self.exporter.printed and len(self._order.ids) > MOST_PRINTED:
            raise ExportTrouble(
                f"{self._order.format}: {len(self._order.ids):,} papers are too many to be laid out at once; narrow the"
                f" query to {MOST_PRINTED:,} at most, or export html"
            )
        return self.exporter.text(self.papers(), self.options())

    def to_file(self, target: Path, lay_out: LayOut | None = None, *, over: bool = False) -> ExportReport:
        """Write one file, as a whole or not at all.

        One that is there already is replaced only if it is just as an export of this library left it (else `Stranger`
        is raised), or if the reader said so: `over`. `lay_out` makes pages of the HTML of a printed format. Raises
        `ExportTrouble`.
        """
        path = target.absolute()
        if not over:
            refuse_stranger(self._view, path)
        try:
            pieces: Iterable[str | bytes] = self.text()
            if self.exporter.printed:
                pieces = [self._laid_out(lay_out)]
            put_file(self._view, path, pieces, over=True)  # it was looked at before the papers were read
        except Cancelled:
            self.report.cancelled = True
            return self.report
        self.report.files.append(path)
        return self.report

    def _laid_out(self, lay_out: LayOut | None) -> bytes:
        if lay_out is None:
            raise ExportTrouble(f"{self._order.format}: pages can only be laid out where Qt is")
        return lay_out("".join(self.text()))

    def to_folder(self, target: Path) -> ExportReport:
        """Write a file a paper into a folder, which is made where it is not there.

        A paper that has a file of ours there keeps it under its name. What was written before a stop stays. Raises
        `ExportTrouble`.
        """
        folder = Folder(target.absolute())
        papers = self.papers()
        try:
            # The manifest is written for each batch as a whole, so they grow with it.
            while batch := list(islice(papers, min(_LARGEST_BATCH, max(BATCH, self.report.papers // 4)))):
                self._put(folder, batch)
        except Cancelled:
            self.report.cancelled = True
        finally:
            folder.close()
        self.report.kept = folder.kept
        return self.report

    def _put(self, folder: Folder, batch: Sequence[Exported]) -> None:
        options = self.options()
        planned = []
        for exported in batch:
            name = self._name(folder, exported)
            exported = replace(exported, links=dict(self._links(folder, exported)))
            planned.append((exported.paper.key, name, "".join(self.exporter.text([exported], options))))
        folder.plan(planned)
        for _, name, text in planned:
            if folder.put(name, text):
                self.report.files.append(folder.path / name)

    def _name(self, folder: Folder, exported: Exported) -> str:
        stem = export_names.file_stem(self._order.file_name, exported)
        hint = exported.citation_key or exported.paper.key
        return folder.name_for(exported.paper.key, stem, self.exporter.suffix, hint)

    def _links(self, folder: Folder, exported: Exported) -> Iterator[tuple[str, Linked]]:
        """Yield where the papers of this export are to which the notes of one link."""
        notes = (exported.paper.note, *(one.note for one in exported.paper.highlights))
        for target in dict.fromkeys(target for note in notes if "[[" in note for target in targets(note)):
            paper = self._view.linked(target)
            if paper is None or paper not in self._ids:
                continue
            try:
                other = self._exported(self._view.paper(paper), self._view.citation_keys([paper]).get(paper, ""))
            except UnknownPaper:
                continue  # taken out a moment ago
            name = self._name(folder, other)
            yield target, Linked(name.removesuffix(self.exporter.suffix), other.shown.title_text)

    def options(self) -> Options:
        """Return what the exporter is told beside the papers."""
        order = self._order
        return Options(
            template=order.template,
            templates=order.templates,
            heading=order.heading,
            searches=tuple(self._view.searches()) if order.whole else (),
            lone_tags=tuple(self._view.lone_tags()) if order.whole else (),
            colours=order.colours,
        )

    def papers(self) -> Iterator[Exported]:
        """Yield the papers with what the exporter needs, a batch read at a time."""
        ids, needs = self._order.ids, self.exporter.needs
        for start in range(0, len(ids), BATCH):
            some = [PaperId(paper) for paper in ids[start : start + BATCH]]
            keys: dict[PaperId, str] = {}
            if KEYS in needs and isinstance(self._view, Library):
                self._view.give_citation_keys(some, self._order.key_pattern)
            if needs & {KEYS, HELD_KEYS}:
                keys = self._view.citation_keys(some)
            for paper in self._view.papers(some):
                if self._cancelled():
                    raise Cancelled
                try:
                    exported = self._exported(paper, keys.get(paper.id, ""))
                except UnknownPaper:
                    continue  # somebody took it out a moment ago
                yield exported
                self.report.papers += 1
            self._tell(start + len(some))

    def _exported(self, paper: Paper, key: str) -> Exported:
        needs = self.exporter.needs
        if KEYS in needs and not key:
            key = self._passing_key(paper)
        return Exported(
            paper,
            key,
            shown=shown(paper, self._title_of) if SHOWN in needs else Shown(),
            versions=self._view.versions(paper.id) if VERSIONS in needs else (),
            ledger=self._view.ledger(paper.id) if LEDGER in needs else Ledger(),
        )

    def _passing_key(self, paper: Paper) -> str:
        """Return a key that is unique in this export, for a library that cannot be written to."""
        made = citation_keys.citation_key(
            self._order.key_pattern,
            title=paper.title,
            authors=paper.authors,
            published=paper.published,
            key=paper.key,
        )
        found = next(
            made + suffix for suffix in citation_keys.suffixes() if (made + suffix).casefold() not in self._given
        )
        self._given.add(found.casefold())
        return found

    def _tell(self, done: int) -> None:
        elapsed = max(time.monotonic() - self._began, 1e-6)
        total = len(self._order.ids)
        left = elapsed * (total - done) / done if done else None
        self._on_progress(Progress(self._order.format, done, done / elapsed, done / total, left))


def is_folder(exporter: Exporter, target: Path) -> bool:
    """Whether `target` names a folder for files, one a paper: where the format has that, and the name has not its suffix."""
    return exporter.a_file_each and (target.is_dir() or target.suffix.lower() != exporter.suffix)


def _check_patterns(order: Order) -> None:
    try:
        citation_keys.check_pattern(order.key_pattern)
    except BadInput as error:
        raise BadInput(f"export.citation_key: {error.text}") from error
    export_names.check_pattern(order.file_name)


def put_file(view: View, path: Path, pieces: Iterable[str | bytes], *, over: bool = False) -> None:
    """Write one file, as a whole or not at all; one that is not as we wrote it stays, unless `over`.

    Raises `ExportTrouble`.
    """
    if not over:
        refuse_stranger(view, path)
    digest = write_whole(path, pieces)
    if isinstance(view, Library):
        view.keep_fact(_fact(path), digest)


def refuse_stranger(view: View, path: Path) -> None:
    """Raise `Stranger` where there is a file at `path` that is not as we wrote it."""
    found = hash_of(path)
    if found and found != view.fact(_fact(path)):
        raise Stranger(path)


def _fact(path: Path) -> str:
    return f"exported:{path}"
