# SPDX-License-Identifier: MIT
"""Saved searches and watch words, kept and let go as the reader says it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from paperdesk.domain.changes import Changes
from paperdesk.domain.conditions import EVERYTHING
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.query_text import parse
from paperdesk.domain.searches import COLOURS, SavedSearch
from paperdesk.domain.text import one_line

if TYPE_CHECKING:
    from paperdesk.library.library import Library

_LONGEST_LABEL = 60  # code points of a query that serve as its name


def save_search(library: "Library", text: str, name: str = "") -> Changes:
    """Keep the query `text`, under its own words where no name is given. Raises `BadInput` for a text that asks nothing."""
    return library.save_search(name or name_for(text), _asking(text))


def follow(library: "Library", text: str, name: str = "", colour: str = "") -> Changes:
    """Follow what the query `text` finds, in `colour`; else in the one it has, or that is used least. Raises `BadInput`."""
    text, watched = _asking(text), [search for search in library.searches() if search.is_watched]
    same = [search for search in watched if _is_called(search, name or text)]
    known = same or [search for search in watched if search.text == one_line(text)]
    if not known:
        return library.save_search(name or name_for(text), text, colour or _least_used(watched))
    return library.save_search(name or known[0].name, text, colour or known[0].colour)


def change_search(library: "Library", search: SavedSearch, *, name: str, text: str, colour: str) -> Changes:
    """Give a saved search or watch word another name, text or colour. Raises `BadInput`, and `Trouble` where it is gone."""
    return library.change_search(search.id, name=name, text=_asking(text), colour=colour)


def unfollow(library: "Library", name: str) -> Changes:
    """Stop following the watch word of this name or text. Raises `Trouble` where there is none."""
    watched = [search for search in library.searches() if search.is_watched]
    found = [search for search in watched if _is_called(search, name)]
    found += [search for search in watched if search.text.casefold() == one_line(name).casefold()]
    if not found:
        raise Trouble(f"no watch word is called {name!r}; `paperdesk watch list` names them")
    return library.delete_search(found[0].id)


def name_for(text: str) -> str:
    """Return what a search for `text` is called where the reader does not say: its own words, as many as a name can hold."""
    line = one_line(text)
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1].rstrip() + "…"


def _is_called(search: SavedSearch, name: str) -> bool:
    return search.name.casefold() == one_line(name).casefold()


def _asking(text: str) -> str:
    if parse(text, complete=True).condition == EVERYTHING:
        raise BadInput(f"{text[:60]!r} asks for nothing; write a word, a phrase or a field with a value")
    return text


def _least_used(searches: Sequence[SavedSearch]) -> str:
    used = [search.colour for search in searches]
    return min(COLOURS, key=used.count)
