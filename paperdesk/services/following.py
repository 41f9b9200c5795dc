# SPDX-License-Identifier: MIT
"""Saved searches and watch words, kept and let go as the reader says it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import EVERYTHING
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.query_text import parse
from paperdesk.domain.searches import COLOURS, SavedSearch

if TYPE_CHECKING:
    from paperdesk.library.library import Library

_LONGEST_LABEL = 60  # code points of a query that serve as its name


def save_search(library: "Library", text: str, name: str = "") -> Changes:
    """Keep the query `text`, under its own words where no name is given. Raises `BadInput` for a text that asks nothing."""
    return library.save_search(_named(name, text), _asking(text))


def follow(library: "Library", text: str, name: str = "", colour: str = "") -> Changes:
    """Follow what the query `text` finds, in `colour`, else in the one that is used least. Raises `BadInput`."""
    chosen = colour or _least_used(library.searches())
    return library.save_search(_named(name, text), _asking(text), chosen)


def unfollow(library: "Library", name: str) -> Changes:
    """Stop following the watch word of this name or text. Raises `Trouble` where there is none."""
    wanted = name.strip().casefold()
    for search in library.searches():
        if search.is_watched and wanted in (search.name.casefold(), search.text.casefold()):
            return library.delete_search(search.id)
    raise Trouble(f"no watch word is called {name!r}; `paperdesk watch list` names them")


def _asking(text: str) -> str:
    if parse(text, complete=True).condition == EVERYTHING:
        raise BadInput(f"{text[:60]!r} asks for nothing; write a word, a phrase or a field with a value")
    return text


def _named(name: str, text: str) -> str:
    line = " ".join((name or text).split())
    return line if len(line) <= _LONGEST_LABEL or name else line[: _LONGEST_LABEL - 1] + "…"


def _least_used(searches: Sequence[SavedSearch]) -> str:
    used = [search.colour for search in searches]
    return min(COLOURS, key=used.count)
