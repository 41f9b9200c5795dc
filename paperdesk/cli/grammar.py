# SPDX-License-Identifier: MIT
"""The grammar of the command line: commands, options, and what may stand in them.

What a command does is loaded when it is carried out: no command waits for what another needs.
"""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any

from paperdesk import __version__
from paperdesk.cli.window import open_window
from paperdesk.config.options import CITATION_STYLES
from paperdesk.config.paths import resource
from paperdesk.domain.dates import is_day, sortable_day
from paperdesk.domain.errors import BadInput
from paperdesk.domain.query import Sort
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.tags import tag_name
from paperdesk.domain.text import storable

EXPORTS = "markdown, obsidian, logseq, html, pdf, bibtex, biblatex, csl-json, ris, zotero, w3c, readwise, csv, jsonl"


def _day(text: str) -> str:
    if not is_day(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD")
    return text


def _period(text: str) -> str:
    if not text or sortable_day(text) != text:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY")
    return text


def _format(text: str) -> str:
    from paperdesk.sources.formats import format_named

    try:
        return format_named(text).name
    except BadInput as error:
        raise argparse.ArgumentTypeError(error.text) from None


def _export_format(text: str) -> str:
    from paperdesk.export.formats import exporter

    try:
        return exporter(text).name
    except BadInput as error:
        raise argparse.ArgumentTypeError(error.text) from None


def _tag_name(text: str) -> str:
    try:
        return tag_name(text)
    except BadInput as error:
        raise argparse.ArgumentTypeError(error.text) from None


def _schedule(text: str) -> str:
    from paperdesk.services.schedule import read_schedule

    try:
        return read_schedule(text).text()
    except BadInput as error:
        raise argparse.ArgumentTypeError(error.text) from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no number; write 0 or more")
    return min(int(text), 2**31)


def _place(text: str) -> int:
    number = _count(text)
    if not number:
        raise argparse.ArgumentTypeError("the first one is number 1")
    return number


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if not (
        cross and width.isdigit() and height.isdigit() and 200 <= int(width) <= 8000 and 200 <= int(height) <= 8000
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write for example 1280x800")
    return int(width), int(height)


def _verb(module: str, name: str) -> Callable[[argparse.Namespace], Any]:
    def carry_out(options: argparse.Namespace) -> Any:
        return getattr(import_module(f"paperdesk.cli.{module}"), name)(options)

    return carry_out


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


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole grammar; what it returns has the verb under `command`."""
    parser = argparse.ArgumentParser(
        prog="paperdesk",
        parents=[_common(library=None, json=False)],
        description="A desk for people who follow research. Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"paperdesk {__version__}")
    parser.add_argument("--screenshot", metavar="FILE.png", help="draw the window into a file and exit")
    parser.add_argument("--select", metavar="KEY", type=storable, help="with --screenshot: the paper to show")
    parser.add_argument("--size", metavar="WxH", type=_size, help="with --screenshot: the size of the window")
    parser.add_argument("--theme", choices=("light", "dark"), help="with --screenshot: the theme")
    parser.set_defaults(command=open_window)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, verb: Callable[[argparse.Namespace], Any], text: str) -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, parents=[_common()], help=text, description=text)
        sub.set_defaults(command=verb)
        return sub

    _add_import(command("import", _verb("commands", "import_papers"), "bring papers of files into the library"))
    _add_list(command("list", _verb("commands", "list_papers"), "list papers"))
    command("show", _verb("commands", "show_paper"), "show one paper").add_argument("key", metavar="KEY", type=storable)
    _add_tags(command("tag", _verb("commands", "tag_paper"), "put tags on a paper"))
    _add_tags(command("untag", _verb("commands", "untag_paper"), "take tags off a paper"))
    _add_mark(command("mark", _verb("commands", "mark_papers"), "mark papers read, starred, for later, archived"))
    _add_highlight(command("highlight", _verb("annotating", "highlight"), "highlight a passage of an abstract"))
    _add_note(command("note", _verb("annotating", "note"), "write the note on a paper, or print it"))
    _add_trash(command("trash", _verb("annotating", "list_trash"), "take papers out and bring them back"))
    _add_fetch(command("fetch", _verb("fetching", "fetch"), "fetch new papers now"))
    add = command("add", _verb("fetching", "add_papers"), "add papers by arXiv identifier, DOI or address")
    add.add_argument("names", metavar="ID", nargs="+", type=storable)
    _add_sources(command("sources", _verb("fetching", "list_sources"), "manage where papers come from"))
    command("undo", _verb("commands", "undo"), "take back the last change")
    command("stats", _verb("commands", "stats"), "say what the library holds")
    _add_search(command("search", _verb("searching", "search"), "find papers by a query"))
    like = command("similar", _verb("searching", "similar"), "list the papers most like one")
    like.add_argument("key", metavar="KEY", type=storable)
    like.add_argument("--limit", metavar="N", type=_count, default=10)
    copy = command("backup", _verb("keeping", "backup"), "copy the library into a file")
    copy.add_argument("path", metavar="PATH", nargs="?", help="a file or a folder; else one in the library's backups/")
    again = command("restore", _verb("keeping", "restore"), "put a backup in the place of the library")
    again.add_argument("path", metavar="PATH", help="a backup, or the folder of a library")
    doctor = command("doctor", _verb("keeping", "doctor"), "look whether the library is sound")
    doctor.add_argument("--repair", action="store_true", help="make anew what can be")
    command("rebuild-index", _verb("searching", "rebuild_index"), "build the search index anew")
    _add_export(command("export", _verb("exporting", "export"), "write papers out in a format of others"))
    _add_digest(command("digest", _verb("digest", "digest"), "tell what is new, as text, a file or a mail"))
    _add_notes_folder(command("notes-folder", _verb("notes_folder", "status"), "keep notes up to date in a vault"))
    _add_cite(command("cite", _verb("citing", "cite"), "print the citations of papers"))
    send = command("zotero", _verb("citing", "zotero"), "send papers to the Zotero that runs here")
    send.add_argument("what", metavar="KEY|QUERY", nargs="+", type=storable, help="keys, or a query that finds papers")
    _add_watch(command("watch", _verb("watching", "list_watched"), "follow words, phrases and authors"))
    window = command("open", open_window, "open the window at a paper")
    window.add_argument("key", metavar="KEY", nargs="?", type=storable)
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, or - for standard input")
    parser.add_argument("--format", metavar="F", type=_format, help="the format, where its content does not tell")
    parser.add_argument("--date", metavar="YYYY-MM-DD", type=_day, help="the day of the listing")


def _add_fetch(parser: argparse.ArgumentParser) -> None:
    text = "huggingface, arxiv:cs.LG, the title or address of a feed; all that are subscribed to where none is named"
    parser.add_argument("sources", metavar="SOURCE", nargs="*", type=storable, help=text)
    days = parser.add_mutually_exclusive_group()
    days.add_argument("--date", metavar="D", type=_day, help="the papers of one day")
    days.add_argument("--since", metavar="D", type=_day, help="the papers of every day from D on")


def _add_sources(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")

    def verb(name: str, function: str, text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, parents=[_common()], help=text)
        sub.set_defaults(command=_verb("fetching", function))
        return sub

    add = verb("add", "add_source", "subscribe to a source")
    add.add_argument("source", metavar="SOURCE", type=storable, help="huggingface, arxiv:cs.LG, an address, a folder")
    add.add_argument("--title", metavar="TITLE", type=storable, help="what it is called; else what it calls itself")
    add.add_argument("--schedule", metavar="WHEN", type=_schedule, help="start, every 6h, at 07:30, never")
    add.add_argument("--colour", "--color", dest="colour", choices=COLOURS)
    add.add_argument("--unseen", action="store_true", help="do not look first what stands there")
    verb("list", "list_sources", "list the sources and how fetching them goes")
    for name, text in (
        ("remove", "end a subscription; its papers stay"),
        ("pause", "do not fetch a source"),
        ("resume", "fetch a source again"),
    ):
        verb(name, f"{name}_source", text).add_argument("source", metavar="SOURCE", type=storable)
    verb("import", "import_sources", "subscribe to what an OPML file lists").add_argument("path", metavar="PATH")
    verb("export", "export_sources", "write the sources as OPML").add_argument("--output", metavar="PATH")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="T", type=_tag_name, help="papers with this tag, or one below it")
    parser.add_argument("--unread", action="store_true", help="papers not read yet")
    parser.add_argument("--starred", action="store_true", help="papers with a star")
    parser.add_argument("--date", metavar="D", type=_period, help="papers of a day, a month or a year")
    parser.add_argument("--sort", choices=[s.value for s in Sort if s is not Sort.RELEVANCE], default=Sort.NEWEST.value)
    parser.add_argument("--limit", metavar="N", type=_count, default=50)
    parser.add_argument("--offset", metavar="N", type=_count, default=0)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="+", type=storable, help="what to find; words are joined")
    parser.add_argument("--limit", metavar="N", type=_count, default=20)
    parser.formatter_class = _HelpOfSearch
    parser.epilog = "search.md"


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="*", type=storable, help="which papers; all without one")
    parser.add_argument("--format", metavar="F", required=True, type=_export_format, help="the format: " + EXPORTS)
    parser.add_argument("--output", metavar="PATH", help="a file, or a folder for a file a paper; else standard output")
    parser.add_argument("--template", metavar="NAME", help="the layout, where the format has one")
    parser.add_argument("--since-last", action="store_true", help="only what was annotated since this export last ran")


def _add_digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", metavar="D", type=_day, help="the day it tells of, or the last of the seven days")
    parser.add_argument("--output", metavar="PATH", help="write a mail into a file (.eml)")
    parser.add_argument("--send", action="store_true", help="send it through your SMTP server, once")
    parser.add_argument("--again", action="store_true", help="with --send: also if it was sent already")
    parser.add_argument("--set-password", action="store_true", help="put the server's password into the keyring")


def _add_notes_folder(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")

    def verb(name: str, function: str, text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, parents=[_common()], help=text, description=text)
        sub.set_defaults(command=_verb("notes_folder", function))
        return sub

    sync = verb("sync", "sync", "bring the folder up to date")
    sync.add_argument("--again", action="store_true", help="write every file anew, also those that you deleted")
    verb("status", "status", "say how the folder stands")
    folder = verb("set", "set_folder", "choose the folder")
    folder.add_argument("path", metavar="PATH", type=storable, help="a folder of your vault")
    folder.add_argument("--format", choices=("obsidian", "logseq", "markdown"))
    folder.add_argument("--per", choices=("paper", "day"), help="a file a paper, or a file a day")
    verb("off", "off", "keep no folder any more; its files stay")


def _add_cite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keys", metavar="KEY", nargs="+", type=storable)
    text = "the style: " + ", ".join(CITATION_STYLES)
    parser.add_argument("--style", metavar="S", choices=CITATION_STYLES, default=CITATION_STYLES[0], help=text)


class _HelpOfSearch(argparse.RawDescriptionHelpFormatter):
    """Puts the page of the help in the place of its name; read only when it is asked for."""

    def add_text(self, text: str | None) -> None:
        super().add_text(resource("help", text).read_text("utf-8") if text == "search.md" else text)


def _add_watch(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    add = verbs.add_parser("add", parents=[_common()], help="follow what a query finds")
    add.add_argument("text", metavar="QUERY", nargs="+", type=storable)
    add.add_argument("--name", metavar="NAME", type=storable, help="what it is called; else its own words")
    add.add_argument("--colour", choices=COLOURS)
    add.set_defaults(command=_verb("watching", "add"))
    verbs.add_parser("list", parents=[_common()], help="list what is followed").set_defaults(
        command=_verb("watching", "list_watched")
    )
    remove = verbs.add_parser("remove", parents=[_common()], help="stop following, by name or query")
    remove.add_argument("text", metavar="NAME", nargs="+", type=storable)
    remove.set_defaults(command=_verb("watching", "remove"))


def _add_highlight(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", type=storable)
    parser.add_argument("--quote", metavar="TEXT", type=storable, required=True, help="the passage, as it is shown")
    parser.add_argument("--prefix", metavar="TEXT", type=storable, help="what stands right before it")
    parser.add_argument("--nth", metavar="N", type=_place, help="which one, where it occurs more than once (from 1)")
    parser.add_argument("--color", "--colour", dest="colour", choices=COLOURS, default=COLOURS[0])
    parser.add_argument("--note", metavar="MD", type=storable, help="what you say of it, in Markdown")
    parser.add_argument("--tag", metavar="T", dest="tags", type=_tag_name, action="append")


def _add_note(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", type=storable)
    text = parser.add_mutually_exclusive_group()
    text.add_argument("--text", metavar="MD", type=storable, help="the note, in Markdown; empty to delete it")
    text.add_argument("--file", metavar="PATH", help="a file that holds it, or - for standard input")


def _add_trash(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    verbs.add_parser("list", parents=[_common()], help="list what was taken out").set_defaults(
        command=_verb("annotating", "list_trash")
    )
    for name, verb, text in (("add", "remove", "take papers out"), ("restore", "restore", "bring papers back")):
        sub = verbs.add_parser(name, parents=[_common()], help=text)
        sub.add_argument("keys", metavar="KEY", nargs="+", type=storable)
        sub.set_defaults(command=_verb("annotating", verb))


def _add_tags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", type=storable)
    parser.add_argument("tags", metavar="TAG", nargs="+", type=_tag_name)


def _add_mark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keys", metavar="KEY", nargs="+", type=storable)
    for flag, mark in _MARK_FLAGS:
        parser.add_argument(flag, dest="marks", action=_MarkAction, nargs=0, const=mark)
