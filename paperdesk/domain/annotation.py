# SPDX-License-Identifier: MIT
"""What the reader marks in a paper's text and says of it: highlights with their selectors, and versions of the text."""

import hashlib
from dataclasses import dataclass
from typing import NewType

from paperdesk.domain.paper import PaperId

HighlightId = NewType("HighlightId", int)
TextId = NewType("TextId", int)

CONTEXT = 32  # code points of prefix and suffix that are kept beside a quote


@dataclass(frozen=True, slots=True)
class Selector:
    """A place in a stored text, as W3C Web Annotation says it: by position and by quote.

    `start` and `end` are code points (TextPositionSelector); `exact`, and `prefix` and `suffix` of at most `CONTEXT`
    code points, are the quote and what stands around it (TextQuoteSelector). `text_hash` names the text that was meant.
    https://www.w3.org/TR/annotation-model/#selectors
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage of a paper's abstract.

    `colour` is one of `searches.COLOURS`; `note` is Markdown. A detached one has found no place in the text in force;
    its selector tells where it was in the text that `selector.text_hash` names. Times are UTC, ISO 8601.
    """

    id: HighlightId
    paper: PaperId
    selector: Selector
    colour: str
    note: str = ""
    tags: tuple[str, ...] = ()
    detached: bool = False
    created: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One text of a paper's abstract: where it came from and when it was first met (UTC, ISO 8601)."""

    id: TextId
    source: str
    text: str
    text_hash: str
    met: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class HighlightQuery:
    """Which highlights of the library are meant: those for which all of it holds.

    Each word of `text` stands in the quote, in the note on it or in the paper's title, in any case. `colours` are
    those wanted, none for any; a highlight holds every one of `tags`, or one below it. `detached` None means both.
    """

    text: str = ""
    colours: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    detached: bool | None = None


@dataclass(frozen=True, slots=True)
class HighlightRow:
    """What a row of the list of all highlights shows; `key` and `paper_title` are those of its paper."""

    id: HighlightId
    paper: PaperId
    key: str
    paper_title: str
    quote: str
    colour: str
    note: str
    tags: tuple[str, ...]
    detached: bool
    created: str


def text_hash(text: str) -> str:
    """Return the name of a text: the SHA-256 of its UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def select(text: str, start: int, end: int) -> Selector:
    """Return the selector of `text[start:end]`, with its context. Raises `ValueError` for a range that is empty or outside."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no range of a text of {len(text)} code points: {start} to {end}")
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Selector(start, end, text[start:end], prefix, suffix, text_hash(text))
