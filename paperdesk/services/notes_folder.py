# SPDX-License-Identifier: MIT
"""The living notes folder: what the reader marks and writes, kept up to date as Markdown files in a vault of theirs.

A file is written anew when highlights, notes or tags of its papers change, and then only its managed part. Front matter
follows as long as the reader has not touched it. A file that the reader deleted is made again when annotations of its
papers change, or when it is asked for; papers that are taken out of the library keep their files as they are.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from paperdesk.config import paths
from paperdesk.config.options import Settings
from paperdesk.domain import managed_part
from paperdesk.domain.conditions import Any, Has
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.exported import Exported, Linked
from paperdesk.domain.note_links import targets
from paperdesk.domain.notes_folder import NotesFile, NotesReport
from paperdesk.domain.paper import PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.library.library import Library
from paperdesk.reading.abstract import render_line
from paperdesk.services.export_files import ExportTrouble
from paperdesk.services.export_names import file_stem
from paperdesk.services.exporting import Export, Order
from paperdesk.services.turns import held
from paperdesk.services.vault import Found, NotesFolderTrouble, Vault

_ANNOTATED = Any((Has("highlight"), Has("note")))
_BATCH = 100  # units laid out at once
_PATIENCE = 10.0  # seconds for another process that is at it
_UNDATED = "undated"
_EMPTY = "Nothing is marked here any more."
_BROKEN = (
    "the line that ends PaperDesk's part is gone or was changed, so that nobody knows where your words begin;"
    " delete the line that begins it, and a new file is made"
)
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Form:
    """Where the notes folder is and how its files look, as the reader has set it."""

    folder: Path
    format: str
    per: str

    @property
    def name(self) -> str:
        """What the library calls this folder."""
        return str(self.folder)


def form_of(settings: Settings) -> Form | None:
    """Return where and how notes are kept; None where no notes folder is set."""
    path = str(settings["notes_folder.path"]).strip()
    if not path:
        return None
    try:
        folder = Path(os.path.realpath(Path(path).expanduser()))
    except (RuntimeError, ValueError, OSError) as error:
        raise NotesFolderTrouble(f"{path[:200]!r}: this is no folder for notes: {error}") from error
    return Form(folder, settings["notes_folder.format"], settings["notes_folder.per"])


def sync(
    library: Library,
    settings: Settings,
    *,
    again: bool = False,
    templates: Path | None = None,
    on_progress: Told = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    today: Callable[[], date] = date.today,
    patience: float = _PATIENCE,
) -> NotesReport:
    """Bring the notes folder up to date with the library; `again` makes deleted files, and all others, anew.

    `templates` is the folder of the reader's templates (None: the usual one). `on_progress` gets how many files are
    looked at, and of how many. Another process that is at it is waited for, `patience` seconds at most.
    Raises `NotesFolderTrouble` where no folder is set or it cannot be used, and `LibraryTrouble`.
    """
    form = form_of(settings)
    if form is None:
        raise NotesFolderTrouble("no notes folder is set; `paperdesk notes-folder set PATH` sets one")
    with held(library, f"notes folder {form.name}", patience) as free:
        if not free:
            return NotesReport(form.name, busy=True)
        order = Order(
            form.format,
            (),
            templates=paths.templates_dir() if templates is None else templates,
            key_pattern=settings["export.citation_key"],
            file_name=settings["export.file_name"],
            colours=tuple((colour, settings[f"highlights.name_{colour}"]) for colour in COLOURS),
        )
        return _Run(library, form, order, today(), again).run(on_progress, cancelled)


@dataclass(slots=True)
class _Wanted:
    """A unit that may have to be written; `anew`: even where the reader deleted its file."""

    unit: str
    papers: tuple[PaperId, ...]
    anew: bool
    found: Found | None = None
    path: Path | None = None


class _Run:
    """One bringing up to date."""

    def __init__(self, library: Library, form: Form, order: Order, today: date, again: bool) -> None:
        self._library = library
        self._form = form
        self._order = order
        self._today = today
        self._again = again
        self._vault = Vault(form.folder, in_pages=form.format == "logseq")
        self._files = library.notes_files(form.name)
        self._report = NotesReport(form.name)
        self._places = {
            unit: path for unit, file in self._files.items() if (path := self._vault.path(file.path)) is not None
        }

    def run(self, on_progress: Told, cancelled: Callable[[], bool]) -> NotesReport:
        name = f"notes folder {self._form.name}"
        # Made before the log is read: else each key would count as a change that came meanwhile.
        annotated = [PaperId(paper) for paper in self._library.ids(_ANNOTATED, self._today)]
        self._library.give_citation_keys(annotated, self._order.key_pattern)
        upto, look = self._library.last_change(), f"{self._form.format} {self._form.per}"
        wanted = self._wanted(annotated, self._library.last_export(name), self._library.fact(name) != look)
        self._seek(wanted, cancelled)
        self._name(wanted)
        for start in range(0, len(wanted), _BATCH):
            if cancelled():
                break
            self._write_some(wanted[start : start + _BATCH])
            on_progress(min(start + _BATCH, len(wanted)), len(wanted))
        self._report.cancelled = cancelled()
        if not self._report.cancelled:
            self._library.keep_export(name, upto)
            self._library.keep_fact(name, look)
        return self._report

    # --- what is to be written --------------------------------------------------------------------------------

    def _wanted(self, annotated: Sequence[PaperId], since: int, all_differ: bool) -> list[_Wanted]:
        fresh = set(self._library.annotated_since(since)) if since else set()
        changed = self._library.changes_since(since).papers
        everything = self._again or all_differ or changed is None
        units = self._by_day(annotated) if self._form.per == "day" else {f"paper:{one}": (one,) for one in annotated}
        kind = "day:" if self._form.per == "day" else "paper:"
        known = {unit: file for unit, file in self._files.items() if unit.startswith(kind)}
        found = []
        for unit in dict.fromkeys([*units, *known]):
            file = known.get(unit)
            papers = units.get(unit, file.papers if file and kind == "paper:" else ())
            before = file.papers if file else ()
            touched = {*papers, *before}
            anew = self._again or file is None or file.due or bool(touched & fresh) or papers != before
            if anew or everything or touched & (changed or set()):
                found.append(_Wanted(unit, papers, anew))
        return found

    def _by_day(self, papers: Sequence[PaperId]) -> dict[str, tuple[PaperId, ...]]:
        days: dict[str, list[PaperId]] = {}
        for paper, row in self._library.rows(papers).items():
            days.setdefault(f"day:{row.day or _UNDATED}", []).append(paper)
        return {day: tuple(sorted(days[day])) for day in sorted(days)}

    # --- where it is ------------------------------------------------------------------------------------------

    def _seek(self, wanted: Iterable[_Wanted], cancelled: Callable[[], bool]) -> None:
        """Find the file of each unit: where it was, else anywhere in the vault."""
        lost = {}
        for one in wanted:
            file = self._files.get(one.unit)
            found = self._vault.at(file.path) if file else None
            if found is not None and self._unit(found.part.unit) == one.unit:
                one.found, one.path = found, found.path
            else:
                lost[one.unit] = one
        if not lost:
            return
        for told, path in self._vault.ours(cancelled):
            one_lost = lost.get(self._unit(told))
            if one_lost is not None and one_lost.found is None:
                one_lost.found, one_lost.path = self._vault.at(self._vault.relative(path)), path
                self._places[one_lost.unit] = path

    def _unit(self, told: str) -> str:
        """Return the unit that a mark names: a paper may have got another key since, or be one with another."""
        if told.startswith("day:"):
            return told
        try:
            return f"paper:{self._library.find(told)}"
        except UnknownPaper:
            return ""

    def _name(self, wanted: Sequence[_Wanted]) -> None:
        """Settle where new files go, so that notes can link to them."""
        new = [one for one in wanted if one.found is None and (one.anew or one.unit not in self._files)]
        for one, exported in self._with_papers(new):
            if self._form.per == "day":
                one.path = self._vault.free_path(one.unit.removeprefix("day:"), "PaperDesk")
            elif exported:
                stem = file_stem(self._order.file_name, exported[0])
                one.path = self._vault.free_path(stem, exported[0].citation_key or exported[0].paper.key)
            if one.path is not None:
                self._places[one.unit] = one.path

    # --- how it looks -----------------------------------------------------------------------------------------

    def _with_papers(self, wanted: Sequence[_Wanted]) -> Iterator[tuple[_Wanted, list[Exported]]]:
        """Yield units with their papers, those that are still in the library, read many at a time."""
        for start in range(0, len(wanted), _BATCH):
            some = wanted[start : start + _BATCH]
            ids = [paper for one in some for paper in one.papers]
            self._export = Export(self._library, replace(self._order, ids=ids))
            exported = {one.paper.id: one for one in self._export.papers()}
            for one in some:
                yield one, [exported[paper] for paper in one.papers if paper in exported]

    def _laid_out(self, one: _Wanted, exported: Sequence[Exported]) -> tuple[str, str]:
        """Return what a new file begins with, and the part that is ours."""
        texts = []
        for paper in exported:
            # Votes are no annotation, and a file that changes with every fetch is a burden to whoever syncs it.
            plain = replace(paper, paper=replace(paper.paper, upvotes=0), links=dict(self._links(one, paper)))
            texts.append("".join(self._export.exporter.text([plain], self._export.options())))
        in_blocks = self._form.format == "logseq"
        if one.unit.startswith("day:"):
            head = f"# {one.unit.removeprefix('day:')}\n\n" if self._form.format == "markdown" else ""
            body = "\n".join(managed_part.gathered(text).strip("\n") + "\n" for text in texts)
            body = body or (f"- {_EMPTY}" if in_blocks else _EMPTY)
            return head, managed_part.part(one.unit, body, in_blocks=in_blocks)
        head, body = managed_part.head_and_body(texts[0])
        return head, managed_part.part(exported[0].paper.key, body, in_blocks=in_blocks)

    def _links(self, one: _Wanted, exported: Exported) -> Iterator[tuple[str, Linked]]:
        """Yield where the files of those papers are to which the notes of one link."""
        notes = (exported.paper.note, *(highlight.note for highlight in exported.paper.highlights))
        for target in dict.fromkeys(target for note in notes if "[[" in note for target in targets(note)):
            paper = self._library.linked(target)
            row = None if paper is None else self._library.rows([paper]).get(paper)
            if row is None:
                continue
            unit = f"day:{row.day or _UNDATED}" if self._form.per == "day" else f"paper:{paper}"
            path, here = self._places.get(unit), self._places.get(one.unit)
            if path is None or here is None or unit == one.unit:
                continue
            stem = path.stem
            if self._form.format == "markdown":
                stem = Path(os.path.relpath(path.with_suffix(""), here.parent)).as_posix()
            yield target, Linked(stem, render_line(row.title).plain)

    # --- writing ----------------------------------------------------------------------------------------------

    def _write_some(self, wanted: Sequence[_Wanted]) -> None:
        for one, exported in self._with_papers(wanted):
            if not exported and one.papers:
                continue  # taken out of the library: its file stays as it is
            try:
                self._write(one, *self._laid_out(one, exported))
            except ExportTrouble as trouble:
                self._vault.check()  # a folder that is gone is one trouble, not one a file
                self._failed(one, trouble.text)

    def _write(self, one: _Wanted, head: str, part: str) -> None:
        file, found = self._files.get(one.unit), one.found
        known = file.hash.partition(" ")[2] if file else ""

        def renewed(seen: Found) -> str:
            is_head = managed_part.has_head(seen.text, seen.part, known)
            return managed_part.exchanged(seen.text, seen.part, part, head if is_head else None)

        written = " ".join(managed_part.digest(text, in_blocks=False) for text in (part, head))
        if found is None:
            if file is not None and not one.anew:
                self._report.missing.append(str(self._vault.path(file.path) or file.path))
                return
            assert one.path is not None
            self._vault.make(one.path, f"{head}{part}\n")
            self._report.written.append(str(one.path))
        elif not found.part.is_whole:
            self._failed(one, f"{found.path}: {_BROKEN}")
            return
        elif (file and file.hash == written and not self._again) or _same(renewed(found), found.text):
            self._report.unchanged += 1
        else:
            kept = self._vault.exchange(found, renewed, self._today.isoformat())
            self._report.conflicts += [str(kept)] if kept else []
            self._report.written.append(str(found.path))
        assert one.path is not None
        self._keep(NotesFile(one.unit, self._vault.relative(one.path), written, one.papers))

    def _failed(self, one: _Wanted, why: str) -> None:
        file = self._files.get(one.unit)
        path = self._vault.relative(one.path) if one.path else ""
        self._report.failed.append((str(one.path or one.unit), why))
        self._keep(NotesFile(one.unit, path, file.hash if file else "", one.papers, due=True))

    def _keep(self, file: NotesFile) -> None:
        if self._files.get(file.unit) != file:
            self._library.keep_notes_file(self._form.name, file)
            self._files[file.unit] = file


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
