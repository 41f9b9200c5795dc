# SPDX-License-Identifier: MIT
"""The command `watch`: words, phrases and authors that the reader follows."""

import argparse

from paperdesk.cli.terminal import print_json, show
from paperdesk.config import paths
from paperdesk.library.library import Library
from paperdesk.services import following


def add(options: argparse.Namespace) -> None:
    """Follow a query."""
    with _library(options) as library:
        changes = following.follow(library, " ".join(options.text), options.name or "", options.colour or "")
    _tell(options, changes.summary or "It is followed already")


def remove(options: argparse.Namespace) -> None:
    """Stop following a query, by its name or its text."""
    with _library(options) as library:
        changes = following.unfollow(library, " ".join(options.text))
    _tell(options, changes.summary)


def list_watched(options: argparse.Namespace) -> None:
    """Print what is followed."""
    with _library(options) as library:
        watched = [search for search in library.searches() if search.is_watched]
    if options.json:
        print_json([{"name": s.name, "query": s.text, "colour": s.colour} for s in watched])
        return
    for search in watched:
        show(f"{search.colour:<8} {search.name}" + (f"   {search.text}" if search.text != search.name else ""))


def _library(options: argparse.Namespace) -> Library:
    return Library(paths.library_dir(options.library))


def _tell(options: argparse.Namespace, sentence: str) -> None:
    if options.json:
        print_json({"summary": sentence})
    else:
        show(sentence)
