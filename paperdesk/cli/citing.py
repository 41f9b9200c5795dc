# SPDX-License-Identifier: MIT
"""The commands that hand papers to other programs by their key: cite, zotero."""

import argparse
from collections.abc import Sequence

from paperdesk.cli.exporting import meant
from paperdesk.cli.opening import to_read
from paperdesk.cli.terminal import Meter, Stop, fail, print_json, say, show
from paperdesk.config import paths
from paperdesk.config.options import load
from paperdesk.domain.errors import BadInput, UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query_text import parse
from paperdesk.domain.searches import COLOURS
from paperdesk.library.view import View
from paperdesk.services import citing


def cite(options: argparse.Namespace) -> None:
    """Print the citations of papers."""
    with to_read(options) as view:
        ids = list(dict.fromkeys(view.find(key) for key in options.keys))
        if options.json:
            made = citing.cite(view, ids, options.style)
            found = [{"key": paper.key, "text": cited.plain, "html": cited.html} for paper, cited in made]
            print_json({"style": options.style, "citations": found})
        else:
            show(citing.reference_list(view, ids, options.style).plain)


def zotero(options: argparse.Namespace) -> int:
    """Send papers to the Zotero that runs on this machine."""
    from paperdesk.services.zotero import Session, send

    settings, warnings = load(paths.settings_file())
    for warning in warnings:
        say(f"paperdesk: warning: {warning}")
    with to_read(options) as view:
        ids = _meant(view, options.what)
        with Stop() as stop, Meter() as meter:
            report = send(
                view,
                ids,
                Session(settings["zotero.base_url"]),
                colours={colour: settings[f"highlights.name_{colour}"] for colour in COLOURS},
                on_progress=lambda done, total: meter.say(f"{done:,} of {total:,} papers sent"),
                cancelled=stop.asked,
            )
    if options.json:
        print_json({"sent": report.sent, "before": report.before, "cancelled": report.cancelled})
    else:
        show(report.sentence())
    return fail("stopped; what was sent before stays") if report.cancelled else 0


def _meant(view: View, words: Sequence[str]) -> list[PaperId]:
    """Return the papers that words name one by one, or else what they ask for as a query."""
    try:
        return list(dict.fromkeys(view.find(word) for word in words))
    except UnknownPaper:
        parsed = parse(" ".join(words), complete=True)
    for hint in parsed.hints:
        say(f"paperdesk: {hint}")
    found = meant(view, parsed)
    if not found:
        raise BadInput(
            f"no paper has the key {words[0]!r}, and none is found by it" if len(words) == 1 else "no paper is found"
        )
    return found
