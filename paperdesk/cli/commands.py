# SPDX-License-Identifier: MIT
"""What each command does. Every one is given the parsed options and returns an exit status, None for 0."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.terminal import Meter, Stop, fail, print_json, say, show
from paperdesk.domain.conditions import Condition, Days, Marked, Tagged
from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import MARKS, Paper, PaperId, PaperRow
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.query_text import all_of
from paperdesk.library.library import Library
from paperdesk.services import importing, paper_json, statistics, triage


def import_papers(options: argparse.Namespace) -> int:
    """Bring the papers of files into the library."""
    inputs = [_input(path) for path in options.paths]
    with Stop() as stop, to_write(options, make=True) as library, Meter() as meter:
        report = importing.import_files(
            library,
            inputs,
            format_name=options.format or "",
            day=options.date or "",
            on_progress=meter.show,
            cancelled=stop.asked,
        )
    if options.json:
        rejected = [{"item": r.item, "why": r.why} for r in report.rejected]
        counts = {"new": report.new, "updated": report.updated, "unchanged": report.unchanged}
        print_json({**counts, "rejected": rejected})
    else:
        show(report.sentence())
    return _tell_rejected(report, len(inputs))


def _tell_rejected(report: importing.ImportReport, files: int) -> int:
    """Say on stderr what was not taken in, and return the exit status."""
    from paperdesk.sources.plugins import left_out

    for told in left_out():
        say(f"paperdesk: {told}")
    if report.failed == files == report.turned_away == 1:
        return fail(f"{report.rejected[0].item}: {report.rejected[0].why}")
    for rejected in report.rejected:
        say(f"paperdesk: rejected: {rejected.item}: {rejected.why}")
    if report.untold:
        say(f"paperdesk: rejected: {report.untold:,} more")
    if report.cancelled:
        return fail(f"stopped; the {triage.papers_said(report.records)} taken in before stay, and undo takes them back")
    if report.failed:
        return fail(f"{report.failed} of {files} files could not be read; the lines above say why")
    return 0


def _input(path: str) -> Path | BinaryIO:
    if path != "-":
        return Path(path)
    if sys.stdin is None:
        raise BadInput("standard input: it is closed; name a file")
    return sys.stdin.buffer


def list_papers(options: argparse.Namespace) -> None:
    """Print the papers that the options mean, a line each."""
    wanted: list[Condition] = [Tagged(options.tag)] if options.tag else []
    wanted += [Days(options.date, options.date)] if options.date else []
    wanted += [Marked(mark) for mark in ("unread", "starred") if getattr(options, mark)]
    query = Query(all_of(*wanted), Sort(options.sort))
    with to_read(options) as view:
        ids = view.page(query, options.limit, options.offset)
        if options.json:
            print_json([paper_json.paper_json(paper) for paper in view.papers(ids)])
            return
        rows = view.rows(ids)
    for paper in ids:
        show(_row_line(rows[paper]))


def _row_line(row: PaperRow) -> str:
    signs = ("●" if not row.read else " ") + ("★" if row.starred else " ")
    votes = f"▲{row.upvotes}" if row.upvotes else ""
    tags = "".join(f" #{tag}" for tag in row.tags)
    return f"{signs} {row.key:<16} {row.day:<10} {votes:>5}  {row.title}{tags}"


def show_paper(options: argparse.Namespace) -> None:
    """Print everything about one paper."""
    with to_read(options) as view:
        paper = view.paper(view.find(options.key))
    value = paper_json.paper_json(paper)
    if options.json:
        print_json(value)
        return
    marks = [name for name in MARKS if value[name]] or ["unread"]
    facts = {
        "key": ", ".join([paper.key, *paper.aliases]),
        "published": paper.published,
        "listed": ", ".join(paper.listed),
        "categories": " ".join(paper.categories),
        "tags": " ".join(f"#{tag}" for tag in paper.tags),
        "marks": ", ".join(marks),
        "upvotes": str(paper.upvotes or ""),
        **value["links"],
    }
    show(paper.title)
    show(", ".join(paper.authors))
    for name, text in facts.items():
        if text:
            show(f"{name + ':':<12} {text}")
    show("")
    show(value["abstract_shown"])
    _show_annotations(paper)


def _show_annotations(paper: Paper) -> None:
    for highlight in paper.highlights:
        tags = "".join(f" #{tag}" for tag in highlight.tags)
        place = " (not in the abstract any more)" if highlight.detached else ""
        show(f"\n{highlight.colour}: “{' '.join(highlight.selector.exact.split())}”{tags}{place}")
        if highlight.note:
            show(highlight.note)
    if paper.note:
        show(f"\nnote:\n{paper.note}")


def tag_paper(options: argparse.Namespace) -> None:
    """Put tags on a paper."""
    _change(options, lambda library, ids: triage.tag_papers(library, ids, options.tags), [options.key])


def untag_paper(options: argparse.Namespace) -> None:
    """Take tags off a paper."""
    _change(options, lambda library, ids: triage.untag_papers(library, ids, options.tags), [options.key])


def mark_papers(options: argparse.Namespace) -> None:
    """Set marks on papers; without any named, mark them read."""
    wanted = dict(options.marks or [("read", True)])
    _change(options, lambda library, ids: triage.mark_papers(library, ids, wanted), options.keys)


def undo(options: argparse.Namespace) -> int | None:
    """Take back the last change."""
    with to_write(options) as library:
        changes = library.undo()
    if not changes:
        return fail("there is nothing to undo")
    _tell(options, changes.summary, changes)
    return None


def stats(options: argparse.Namespace) -> None:
    """Print what the library holds, in numbers."""
    with to_read(options) as view:
        numbers = statistics.statistics(view)
    if options.json:
        print_json(numbers)
        return
    sources = numbers.pop("sources")
    for name, number in numbers.items():
        show(f"{name:<10} {number:>10,}")
    for name, number in sources.items():
        show(f"  {name:<20} {number:>10,}")


def _change(options: argparse.Namespace, verb: Callable[[Library, list[PaperId]], Any], keys: Sequence[str]) -> None:
    with to_write(options) as library:
        ids = list(dict.fromkeys(library.find(key) for key in keys))
        changes = verb(library, ids)
    _tell(options, changes.summary or "Nothing to change", changes)


def _tell(options: argparse.Namespace, sentence: str, changes: Any) -> None:
    if options.json:
        print_json({"changed": bool(changes), "summary": sentence})
    else:
        show(sentence)
