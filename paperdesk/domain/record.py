# SPDX-License-Identifier: MIT
"""What a source tells about one paper: the bibliographic record and the sighting that brought it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paperdesk.domain.trend import Meeting

if TYPE_CHECKING:
    from paperdesk.domain.annotation import Highlight, TextVersion


@dataclass(frozen=True, slots=True)
class Links:
    """Where a paper can be found; an empty string where a source names no address."""

    arxiv: str = ""
    pdf: str = ""
    huggingface: str = ""
    code: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One meeting with a paper: in which source, on which day, and how it stood there.

    `day` is YYYY-MM-DD or empty. Numbers are None where the source does not tell them. `extra` keeps
    what else the source told and has no place of its own (JSON values only).
    """

    source: str
    day: str = ""
    rank: int | None = None
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    submitter: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that a reader marked elsewhere, as far as the source tells; what is not told is empty.

    `exact` is the passage, `prefix` and `suffix` what stood around it, `start` its place in code points in a text that
    need not be ours. `colour` is one of `searches.COLOURS`, `note` is Markdown, `created` is UTC in ISO 8601.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    colour: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a PaperDesk library held of a paper, and a record has no other place for; only its own files tell it.

    `met` says when each of `sightings` was first met, in their order; `curve` is in the order of time, `texts` are the
    versions of the abstract where there are several. Times are UTC, ISO 8601.
    """

    key: str
    aliases: tuple[str, ...] = ()
    added: str = ""
    citation_key: str = ""
    sightings: tuple[Sighting, ...] = ()
    met: tuple[str, ...] = ()
    curve: tuple[Meeting, ...] = ()
    texts: "tuple[TextVersion, ...]" = ()
    highlights: "tuple[Highlight, ...]" = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A paper as one source describes it.

    `title` is one line; `abstract` is the source's own text, never changed but for characters that
    cannot be stored. `arxiv_id` and `doi` are canonical (see `identity`); `other_id` is the source's
    own identifier where it is neither. `published` is YYYY, YYYY-MM or YYYY-MM-DD, or the source's own
    words where they are no date.

    The last five are what a reader made of the paper elsewhere: `note` is Markdown, `marks` are names of
    `paper.MARKS`, `kept` is what a library of PaperDesk knew besides. They are added to what this reader has made, and
    never take its place.
    """

    title: str
    sighting: Sighting
    abstract: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str = ""
    doi: str = ""
    other_id: str = ""
    published: str = ""
    categories: tuple[str, ...] = ()
    links: Links = Links()
    tags: tuple[str, ...] = ()
    note: str = ""
    quotes: tuple[Quoted, ...] = ()
    marks: frozenset[str] = frozenset()
    kept: Kept | None = None

    @property
    def brings(self) -> bool:
        """Whether it carries anything that a reader made."""
        return bool(self.tags or self.note or self.quotes or self.marks or self.kept)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a PaperDesk library holds that belongs to no paper: tags that none has, and saved searches.

    A search is its name, its query and its colour, which is empty for one that is no watch word.
    """

    tags: tuple[str, ...] = ()
    searches: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that could not be read: its place in the file (`line 12`, `item 3`), and why."""

    item: str
    why: str


Item = Record | Rejected | Shelf  # what a file is read as


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller of a parser knows beside the bytes.

    `name` is the file's name, for messages and for recognition; `day` (YYYY-MM-DD) is the listing day
    where the reader named it; `file_day` (YYYY-MM-DD) is the day the file was last written.
    """

    name: str = ""
    day: str = ""
    file_day: str = ""
