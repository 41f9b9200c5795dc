# SPDX-License-Identifier: MIT
"""The command line: results on stdout, progress and messages on stderr, never Qt.

Exit status: 0 done, 1 failed (one line `paperdesk: error: …`), 2 wrong usage.
"""

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from paperdesk import __version__
from paperdesk.config import paths
from paperdesk.domain.dates import is_day, sortable_day
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import MARKS, PaperId, PaperRow
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.text import visible
from paperdesk.library.library import Library, View
from paperdesk.services import importing, paper_json, statistics, triage


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """What the window is asked to be: opened, or drawn into a file."""

    library: Path
    select: str = ""
    screenshot: str = ""
    size: tuple[int, int] | None = None
    theme: str = ""


def run(arguments: Sequence[str]) -> int | WindowRequest:
    """Carry out one command line; return its exit status, or the window that it asks for."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    try:
        outcome = options.command(options)
    except Trouble as trouble:
        return _fail(trouble.text)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; Python would say so at exit
        return 0
    return 0 if outcome is None else outcome


def _fail(text: str) -> int:
    _say(f"paperdesk: error: {' '.join(text.split())}")
    return 1


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_json(value: Any) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=1))


# --- the commands ---------------------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> WindowRequest:
    return WindowRequest(
        library=paths.library_dir(options.library),
        select=getattr(options, "key", "") or getattr(options, "select", "") or "",
        screenshot=getattr(options, "screenshot", "") or "",
        size=getattr(options, "size", None),
        theme=getattr(options, "theme", "") or "",
    )


def _import(options: argparse.Namespace) -> int:
    inputs: list[Path | BinaryIO] = [sys.stdin.buffer if p == "-" else Path(p) for p in options.paths]
    stop = _Stop()
    meter = _Meter()
    with _library(options) as library:
        report = importing.import_files(
            library,
            inputs,
            format_name=options.format,
            day=options.date or "",
            on_progress=meter.show,
            cancelled=stop.asked,
        )
    meter.clear()
    for rejected in report.rejected:
        _say(f"paperdesk: rejected: {rejected.item}: {' '.join(rejected.why.split())}")
    if options.json:
        rejected_items = [{"item": r.item, "why": r.why} for r in report.rejected]
        counts = {"new": report.new, "updated": report.updated, "unchanged": report.unchanged}
        _print_json({**counts, "rejected": rejected_items})
    else:
        _print(report.sentence())
    if report.failed:
        return _fail(f"{report.failed} of {len(inputs)} files could not be read; the lines above say why")
    return 1 if report.cancelled else 0


def _list(options: argparse.Namespace) -> None:
    query = Query(
        tag=options.tag,
        day=options.date or "",
        read=False if options.unread else None,
        starred=True if options.starred else None,
        sort=Sort(options.sort),
    )
    with _view(options) as view:
        ids = view.page(query, options.limit, options.offset)
        if options.json:
            _print_json([paper_json.paper_json(paper) for paper in view.papers(ids)])
            return
        rows = view.rows(ids)
    for paper in ids:
        _print(_row_line(rows[paper]))


def _row_line(row: PaperRow) -> str:
    signs = ("●" if not row.read else " ") + ("★" if row.starred else " ")
    votes = f"▲{row.upvotes}" if row.upvotes else ""
    tags = "".join(f" #{tag}" for tag in row.tags)
    return f"{signs} {row.key:<16} {row.day:<10} {votes:>5}  {visible(row.title)}{tags}"


def _show(options: argparse.Namespace) -> None:
    with _view(options) as view:
        paper = view.paper(view.find(options.key))
    value = paper_json.paper_json(paper)
    if options.json:
        _print_json(value)
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
    _print(visible(paper.title))
    _print(visible(", ".join(paper.authors)))
    for name, text in facts.items():
        if text:
            _print(f"{name + ':':<12} {text}")
    _print("")
    _print(value["abstract_shown"])


def _tag(options: argparse.Namespace) -> None:
    _change(options, lambda library, ids: triage.tag_papers(library, ids, options.tags), [options.key])


def _untag(options: argparse.Namespace) -> None:
    _change(options, lambda library, ids: triage.untag_papers(library, ids, options.tags), [options.key])


def _mark(options: argparse.Namespace) -> None:
    wanted = dict(options.marks or [("read", True)])
    _change(options, lambda library, ids: triage.mark_papers(library, ids, wanted), options.keys)


def _undo(options: argparse.Namespace) -> int | None:
    with _library(options) as library:
        changes = library.undo()
    if not changes:
        return _fail("there is nothing to undo")
    _tell(options, changes.summary, changes)
    return None


def _stats(options: argparse.Namespace) -> None:
    with _view(options) as view:
        numbers = statistics.statistics(view)
    if options.json:
        _print_json(numbers)
        return
    sources = numbers.pop("sources")
    for name, number in numbers.items():
        _print(f"{name:<10} {number:>10,}")
    for name, number in sources.items():
        _print(f"  {name:<20} {number:>10,}")


def _change(options: argparse.Namespace, verb: Callable[[Library, list[PaperId]], Any], keys: Sequence[str]) -> None:
    with _library(options) as library:
        ids = list(dict.fromkeys(library.find(key) for key in keys))
        changes = verb(library, ids)
    _tell(options, changes.summary or "Nothing to change", changes)


def _tell(options: argparse.Namespace, sentence: str, changes: Any) -> None:
    if options.json:
        _print_json({"changed": bool(changes), "summary": sentence})
    else:
        _print(sentence)


def _library(options: argparse.Namespace) -> Library:
    return Library(paths.library_dir(options.library))


def _view(options: argparse.Namespace) -> View:
    return View(paths.library_dir(options.library))


class _Stop:
    """Ctrl+C once asks an import to end with what it has; twice ends the process."""

    def __init__(self) -> None:
        self._asked = False
        self._before = signal.signal(signal.SIGINT, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self._asked = True
        signal.signal(signal.SIGINT, self._before)

    def asked(self) -> bool:
        return self._asked


class _Meter:
    """One line on stderr that tells how far an import is; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()

    def show(self, progress: importing.Progress) -> None:
        if not self._live:
            return
        left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        line = f"{progress.name}: {progress.records:,} papers, {progress.rate:,.0f}/s, {progress.fraction:.0%}{left}"
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    def clear(self) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[K")


# --- the grammar ----------------------------------------------------------------------------------------


def _day(text: str) -> str:
    if not is_day(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD")
    return text


def _period(text: str) -> str:
    if not text or sortable_day(text) != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY")
    return text


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write 0 or more")
    return min(int(text), 2**31)


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if not (
        cross and width.isdigit() and height.isdigit() and 200 <= int(width) <= 8000 and 200 <= int(height) <= 8000
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write for example 1280x800")
    return int(width), int(height)


class _MarkAction(argparse.Action):
    """Gathers marks in the order given: `--star` → (`starred`, True)."""

    def __call__(self, parser: Any, namespace: argparse.Namespace, values: Any, option: str | None = None) -> None:
        marks = [*(getattr(namespace, self.dest) or []), self.const]
        setattr(namespace, self.dest, marks)


_MARK_FLAGS = (
    ("--read", ("read", True)),
    ("--unread", ("read", False)),
    ("--star", ("starred", True)),
    ("--unstar", ("starred", False)),
    ("--later", ("later", True)),
    ("--archive", ("archived", True)),
    ("--unlater", ("later", False)),
    ("--unarchive", ("archived", False)),
)


def _common(**defaults: Any) -> argparse.ArgumentParser:
    """Return the options that stand before or after a command alike; only those before it have defaults."""
    common = argparse.ArgumentParser(add_help=False)
    library, as_json = (defaults.get(name, argparse.SUPPRESS) for name in ("library", "json"))
    common.add_argument("--library", metavar="DIR", default=library, help="the library folder")
    common.add_argument("--json", action="store_true", default=as_json, help="print one JSON document")
    return common


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperdesk",
        parents=[_common(library=None, json=False)],
        description="A desk for people who follow research. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"paperdesk {__version__}")
    parser.add_argument("--screenshot", metavar="FILE.png", help="draw the window into a file and exit")
    parser.add_argument("--select", metavar="KEY", help="with --screenshot: the paper to show")
    parser.add_argument("--size", metavar="WxH", type=_size, help="with --screenshot: the size of the window")
    parser.add_argument("--theme", choices=("light", "dark"), help="with --screenshot: the theme")
    parser.set_defaults(command=_open)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, run_command: Callable[[argparse.Namespace], Any], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, parents=[_common()], help=text, description=text)
        sub.set_defaults(command=run_command)
        return sub

    _add_import(command("import", _import, "bring papers of files into the library"))
    _add_list(command("list", _list, "list papers"))
    command("show", _show, "show one paper").add_argument("key", metavar="KEY")
    for name, verb, text in (("tag", _tag, "put tags on a paper"), ("untag", _untag, "take tags off a paper")):
        sub = command(name, verb, text)
        sub.add_argument("key", metavar="KEY")
        sub.add_argument("tags", metavar="TAG", nargs="+")
    _add_mark(command("mark", _mark, "mark papers read, starred, for later, archived"))
    command("undo", _undo, "take back the last change")
    command("stats", _stats, "say what the library holds")
    command("open", _open, "open the window at a paper").add_argument("key", metavar="KEY", nargs="?")
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, or - for standard input")
    parser.add_argument("--format", metavar="F", default="", help="the format, where its content does not tell")
    parser.add_argument("--date", metavar="YYYY-MM-DD", type=_day, help="the day of the listing")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="T", default="", help="papers with this tag, or one below it")
    parser.add_argument("--unread", action="store_true", help="papers not read yet")
    parser.add_argument("--starred", action="store_true", help="papers with a star")
    parser.add_argument("--date", metavar="D", type=_period, help="papers of a day, a month or a year")
    parser.add_argument("--sort", choices=[s.value for s in Sort], default=Sort.NEWEST.value)
    parser.add_argument("--limit", metavar="N", type=_count, default=50)
    parser.add_argument("--offset", metavar="N", type=_count, default=0)


def _add_mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keys", metavar="KEY", nargs="+")
    for flag, mark in _MARK_FLAGS:
        parser.add_argument(flag, dest="marks", action=_MarkAction, nargs=0, const=mark)
