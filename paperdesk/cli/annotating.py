# SPDX-License-Identifier: MIT
"""The commands that write on papers, and that take papers out and bring them back: highlight, note, trash."""

import argparse
import sys
from datetime import datetime, timedelta
from pathlib import Path

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.terminal import print_json, show
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput
from paperdesk.library.trash import DAYS
from paperdesk.reading.abstract import render_line
from paperdesk.services import annotating
from paperdesk.services.paper_json import highlight_json

_LARGEST = 8_000_000  # bytes of a file with a note; more is more than a note can hold


def highlight(options: argparse.Namespace) -> None:
    """Highlight a passage of a paper's abstract."""
    with to_write(options) as library:
        paper = library.find(options.key)
        changes = annotating.highlight_quote(
            library,
            paper,
            options.quote,
            prefix=options.prefix or "",
            nth=options.nth,
            colour=options.colour,
            note=options.note or "",
            tags=options.tags or (),
        )
        made = max(library.paper(paper).highlights, key=lambda one: one.id)
    if options.json:
        print_json({"changed": bool(changes), "summary": changes.summary, "highlight": highlight_json(made)})
    else:
        show(f"{changes.summary} in {made.colour}: “{' '.join(made.selector.exact.split())}”")


def note(options: argparse.Namespace) -> None:
    """Write the note on a paper, or print it where no text is given."""
    if options.text is None and options.file is None:
        with to_read(options) as view:
            paper = view.paper(view.find(options.key))
        if options.json:
            print_json({"key": paper.key, "note": paper.note})
        elif paper.note:
            show(paper.note.rstrip("\n"))
        return
    text = options.text if options.file is None else _text_of(options.file)
    with to_write(options) as library:
        changes = annotating.write_note(library, library.find(options.key), text)
    _tell(options, changes)


def _text_of(name: str) -> str:
    """Return the text of a file, or of standard input for `-`. Raises `BadInput` where it is none that can be a note."""
    said = "standard input" if name == "-" else name
    try:
        if name != "-":
            with Path(name).open("rb") as file:
                content = file.read(_LARGEST + 1)
        elif sys.stdin is None:
            raise BadInput("standard input: it is closed; name a file")
        else:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{said}: {error.strerror or error}") from error
    except ValueError as error:
        raise BadInput(f"{said}: this is no UTF-8 text; save it as UTF-8") from error
    if len(content) > _LARGEST:
        raise BadInput(f"{said}: this is too long for a note; {_LARGEST // 1_000_000} MB is the most")
    return text.replace("\r\n", "\n")


def remove(options: argparse.Namespace) -> None:
    """Take papers out of the library, into the trash; what has been there for 30 days is deleted."""
    with to_write(options) as library:
        ids = list(dict.fromkeys(library.find(key) for key in options.keys))
        changes = annotating.remove_papers(library, ids)
        annotating.purge_trash(library)
    _tell(options, changes)


def restore(options: argparse.Namespace) -> None:
    """Bring papers back from the trash."""
    with to_write(options) as library:
        ids = list(dict.fromkeys(library.find_in_trash(key) for key in options.keys))
        changes = annotating.restore_papers(library, ids)
    _tell(options, changes)


def list_trash(options: argparse.Namespace) -> None:
    """Print the papers in the trash, with the day from which each is deleted for good."""
    with to_read(options) as view:
        removals = view.removals()
        rows = view.rows(list(removals))
    found = [(rows[paper], at, _last_day(at)) for paper, at in removals.items() if paper in rows]
    if options.json:
        print_json([{"key": r.key, "title": r.title, "removed": at, "until": until} for r, at, until in found])
        return
    for row, _, until in found:
        show(f"{row.key:<16} until {until}  {render_line(row.title).plain}")


def _last_day(removed: str) -> str:
    return (datetime.fromisoformat(removed) + timedelta(days=DAYS)).date().isoformat()


def _tell(options: argparse.Namespace, changes: Changes) -> None:
    sentence = changes.summary or "Nothing to change"
    if options.json:
        print_json({"changed": bool(changes), "summary": sentence})
    else:
        show(sentence)
