# SPDX-License-Identifier: MIT
"""The command `export`: papers out in the formats of others, to a file, a folder or standard output."""

import argparse
import contextlib
import json
import sys
from pathlib import Path

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.pages import PagesRequest
from paperdesk.cli.searching import answered
from paperdesk.cli.terminal import Meter, Stop, fail, pour, print_json, say, show
from paperdesk.config import paths
from paperdesk.config.options import Settings, load
from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.query_text import Parsed, has_text, parse
from paperdesk.domain.searches import COLOURS
from paperdesk.export import plugins
from paperdesk.export.exporter import KEYS
from paperdesk.export.formats import exporter
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services.exporting import Export, ExportReport, LayOut, Order, is_folder
from paperdesk.services.triage import papers_said

_MOST_TOLD = 20  # files that are told of one by one


def export(options: argparse.Namespace) -> int | PagesRequest:
    """Write papers out; pages are asked of whoever can lay them out."""
    for told in plugins.left_out():
        say(f"paperdesk: {told}")
    if exporter(options.format).printed:
        if not options.output and sys.stdout is not None and sys.stdout.isatty():
            return fail(f"{options.format} is no text for a terminal; name a file with --output")
        return PagesRequest(lambda lay_out: _export(options, lay_out))
    return _export(options, None)


def _export(options: argparse.Namespace, lay_out: LayOut | None) -> int:
    parsed = parse(" ".join(options.query), complete=True)
    for hint in parsed.hints:
        say(f"paperdesk: {hint}")
    with _opened(options) as view:
        upto = view.last_change()
        ids = meant(view, parsed)
        name = json.dumps([options.format, _place(options), " ".join(options.query)], ensure_ascii=False)
        if options.since_last:
            fresh = set(view.annotated_since(view.last_export(name)))
            ids = [paper for paper in ids if paper in fresh]
        order = _order(options, ids)
        with Stop() as stop, Meter() as meter:
            run = Export(view, order, on_progress=meter.show, cancelled=stop.asked)
            status = _written(options, run, lay_out)
        if status == 0 and options.since_last and isinstance(view, Library):
            view.keep_export(name, upto)
    return status


def _opened(options: argparse.Namespace) -> View:
    """Open the library for writing where something has to be kept there, if it lets itself be written to."""
    if not (options.output or options.since_last or KEYS in exporter(options.format).needs):
        return to_read(options)
    try:
        return to_write(options)
    except LibraryTrouble:
        if options.since_last:
            raise
        with contextlib.closing(to_read(options)) as view:
            view.last_change()  # whatever is wrong with it besides is told
        say("paperdesk: the library cannot be written to; citation keys made now are not kept")
        return to_read(options)


def meant(view: View, parsed: Parsed) -> list[PaperId]:
    """Return the papers that a query means, in its order."""
    query = Query(parsed.condition, Sort(parsed.sort) if parsed.sort else Sort.NEWEST)
    if has_text(parsed.condition):
        found = answered(view, lambda finder: finder.find(query))
        return [PaperId(paper) for paper in found.listing.ids]
    return [PaperId(paper) for paper in view.listing(query).ids]


def _place(options: argparse.Namespace) -> str:
    return str(Path(options.output).expanduser().absolute()) if options.output else "-"


def _order(options: argparse.Namespace, ids: list[PaperId]) -> Order:
    settings, warnings = load(paths.settings_file())
    for warning in warnings:
        say(f"paperdesk: warning: {warning}")
    query = " ".join(options.query)
    return Order(
        options.format,
        ids,
        whole=not query and not options.since_last,
        heading=f"PaperDesk: {query or 'all papers'}",
        template=options.template or "",
        templates=paths.templates_dir(),
        key_pattern=settings["export.citation_key"],
        file_name=settings["export.file_name"],
        colours=_colours(settings),
    )


def _colours(settings: Settings) -> tuple[tuple[str, str], ...]:
    return tuple((colour, settings[f"highlights.name_{colour}"]) for colour in COLOURS)


def _written(options: argparse.Namespace, run: Export, lay_out: LayOut | None) -> int:
    if not options.output:
        return _to_stdout(options, run, lay_out)
    target = Path(options.output).expanduser()
    in_folder = is_folder(run.exporter, target)
    report = run.to_folder(target) if in_folder else run.to_file(target, lay_out)
    _tell(options, report)
    if report.cancelled:
        return fail("stopped; " + ("what was written before stays" if in_folder else "nothing was written"))
    return 0


def _to_stdout(options: argparse.Namespace, run: Export, lay_out: LayOut | None) -> int:
    pieces = run.text()
    if lay_out is not None:
        pour([lay_out("".join(pieces))])
    elif options.json:
        text = "".join(pieces)
        print_json({"format": options.format, "papers": run.report.papers, "files": [], "kept": [], "text": text})
    else:
        pour(pieces)
    return 0


def _tell(options: argparse.Namespace, report: ExportReport) -> None:
    for path in report.kept[:_MOST_TOLD]:
        say(f"paperdesk: left alone: {path} was changed since PaperDesk wrote it")
    if len(report.kept) > _MOST_TOLD:
        say(f"paperdesk: left alone: {len(report.kept) - _MOST_TOLD:,} files more")
    if options.json:
        files, kept = ([str(path) for path in several] for several in (report.files, report.kept))
        print_json({"format": options.format, "papers": report.papers, "files": files, "kept": kept})
    elif not report.cancelled:
        where = f"{len(report.files):,} files" if len(report.files) != 1 else str(report.files[0])
        show(f"Exported {papers_said(report.papers)} to {where}")
