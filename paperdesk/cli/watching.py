# SPDX-License-Identifier: MIT
"""The command `watch`: words, phrases and authors that the reader follows."""

import argparse

from paperdesk.cli.opening import to_read, to_write
from paperdesk.cli.terminal import print_json, show
from paperdesk.services import following


def add(options: argparse.Namespace) -> None:
    """Follow a query."""
    with to_write(options) as library:
        changes = following.follow(library, " ".join(options.text), options.name or "", options.colour or "")
    _tell(options, changes.summary or "It is followed already")


def remove(options: argparse.Namespace) -> None:
    """Stop following a query, by its name or its text."""
    with to_write(options) as library:
        changes = following.unfollow(library, " ".join(options.text))
    _tell(options, changes.summary)


def list_watched(options: argparse.Namespace) -> None:
    """Print what is followed."""
    with to_read(options) as view:
        watched = [search for search in view.searches() if search.is_watched]
    if options.json:
        print_json([{"name": s.name, "query": s.text, "colour": s.colour} for s in watched])
        return
    for search in watched:
        show(f"{search.colour:<8} {search.name}" + (f"   {search.text}" if search.text != search.name else ""))


def _tell(options: argparse.Namespace, sentence: str) -> None:
    if options.json:
        print_json({"summary": sentence})
    else:
        show(sentence)
