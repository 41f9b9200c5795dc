# SPDX-License-Identifier: MIT
"""What the reader subscribes to, and how fetching it goes. A source's name tells all that is needed to ask it.

Names: `huggingface` (the daily papers), `huggingface:trending`, `arxiv:cs.LG` (a category, or a query in arXiv's own
language), `arxiv-rss:cs.LG` (arXiv's daily feed), an http(s) address of an RSS or Atom feed, the absolute path of a
file or folder.
"""

import re
from dataclasses import dataclass, field
from typing import NewType

from paperdesk.domain.errors import BadInput
from paperdesk.domain.text import one_line

FeedId = NewType("FeedId", int)

KINDS = ("huggingface", "arxiv", "feed", "folder")
HUGGINGFACE, TRENDING = "huggingface", "huggingface:trending"
LONGEST_ADDRESS = 2_000  # code points
_CATEGORY = re.compile(r"[a-z][a-z-]*(?:\.[A-Za-z-]{2,})?", re.ASCII)
_QUERY = re.compile(r"(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate|lastUpdatedDate):", re.ASCII)


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription. `schedule` is as `services.schedule` reads it; `colour` one of `searches.COLOURS`, or empty."""

    id: FeedId
    kind: str
    title: str
    source: str
    schedule: str
    colour: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class FeedState:
    """How fetching a source goes, subscribed or not. Times are UTC, ISO 8601, empty for never.

    `error` is a sentence with what to do, empty where the last fetch went well; `offline` says that it is only that
    there was no network; `failures` counts those in a row; `cursor` is where it goes on, in the source's own terms.
    """

    source: str
    tried: str = ""
    succeeded: str = ""
    next_run: str = ""
    error: str = ""
    offline: bool = False
    failures: int = 0
    cursor: str = ""
    new: int = 0


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One fetch in the log: how long it took is `ended` less `began` (UTC, ISO 8601)."""

    source: str
    began: str
    ended: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    requests: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request of an address conditional, and how many items the answer held."""

    etag: str = ""
    modified: str = ""
    items: int = 0

    def __bool__(self) -> bool:
        return bool(self.etag or self.modified)


@dataclass(frozen=True, slots=True)
class FetchReport:
    """How a fetch of one source ended; `notes` are lines on items and days that brought nothing."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    requests: int = 0
    error: str = ""
    offline: bool = False
    cancelled: bool = False
    busy: bool = False  # another window or command line fetches it now
    notes: tuple[str, ...] = field(default=())

    def sentence(self) -> str:
        """Say how it ended, in one line."""
        if self.error:
            return self.error
        counts = f"{self.new} new, {self.updated} updated, {self.unchanged} unchanged"
        return f"stopped: {counts}" if self.cancelled else counts


def kind_of(source: str) -> str:
    """Return which of `KINDS` a source is of, by its name."""
    if source in (HUGGINGFACE, TRENDING):
        return "huggingface"
    if source.startswith(("arxiv:", "arxiv-rss:")):
        return "arxiv"
    return "feed" if source.startswith(("http://", "https://")) else "folder"


def source_named(text: str) -> str:
    """Return the name of the source that `text` means, in its one form. Raises `BadInput` for a text that means none.

    Paths are not made absolute here; the caller knows where it stands.
    """
    name = text.strip()
    lower = name.lower()
    if lower in (HUGGINGFACE, "hf"):
        return HUGGINGFACE
    if lower in (TRENDING, "hf:trending"):
        return TRENDING
    for prefix in ("arxiv-rss:", "arxiv:"):
        if lower.startswith(prefix):
            return prefix + _arxiv_query(name[len(prefix) :].strip(), prefix)
    if lower.startswith(("http://", "https://")):
        if len(name) > LONGEST_ADDRESS or one_line(name) != name or " " in name:
            raise BadInput(f"{name[:80]!r} is no address; copy it whole and without blanks")
        scheme, rest = name.split("://", 1)
        return f"{scheme.lower()}://{rest}"
    if "/" in name or "\\" in name:
        return name
    raise BadInput(
        f"{name[:80]!r} is no source; write huggingface, arxiv:cs.LG, the address of a feed, or the path of a file or folder"
    )


def _arxiv_query(query: str, prefix: str) -> str:
    if prefix == "arxiv-rss:" and not all(map(_CATEGORY.fullmatch, query.split("+"))):
        raise BadInput(f"{query[:80]!r} is no category of arXiv; write for example arxiv-rss:cs.LG")
    if not query or len(query) > LONGEST_ADDRESS or one_line(query) != query:
        raise BadInput("arXiv is asked for a category or a query; write for example arxiv:cs.LG or arxiv:all:attention")
    return query


def is_category(query: str) -> bool:
    """Whether what follows `arxiv:` is a category; else it is a query, as arXiv reads them."""
    return _CATEGORY.fullmatch(query) is not None and not _QUERY.match(query)
