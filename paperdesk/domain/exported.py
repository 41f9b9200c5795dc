# SPDX-License-Identifier: MIT
"""A paper as exporters are given it: what the library holds, and what the reader sees of it. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from paperdesk.domain.annotation import HighlightId, TextVersion
from paperdesk.domain.paper import Paper


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of shown text of one look.

    `level` is 0 on the base line, +n in the n-th superscript, -n in the n-th subscript; `href` is empty or an http(s)
    address; `colour` is that of the highlight it stands in, or empty. `formula` marks what belongs to mathematics.
    """

    text: str
    italic: bool = False
    bold: bool = False
    mono: bool = False
    formula: bool = False
    level: int = 0
    href: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader sees of a paper: title and abstract in pieces, the quotes of its highlights, plain, and its notes.

    `note_html` and the values of `notes_html` (by highlight, only where there is one) are safe HTML that loads nothing.
    """

    title: tuple[Piece, ...] = ()
    abstract: tuple[Piece, ...] = ()
    quotes: Mapping[HighlightId, str] = field(default_factory=dict)
    note_html: str = ""
    notes_html: Mapping[HighlightId, str] = field(default_factory=dict)

    @property
    def title_text(self) -> str:
        """The title, plain."""
        return "".join(piece.text for piece in self.title)

    @property
    def abstract_text(self) -> str:
        """The abstract, plain."""
        return "".join(piece.text for piece in self.abstract)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paper stood at one moment in one source's list of a day; numbers are None where the source did not tell them."""

    source: str
    at: str
    day: str = ""
    rank: int | None = None
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the library has in its books of a paper beside `Paper`: for exports that lose nothing.

    `met` tells when each of the paper's sightings was first met, in their order; `curve` is in the order of time.
    """

    arxiv_id: str = ""
    doi: str = ""
    other_id: str = ""
    met: tuple[str, ...] = ()
    curve: tuple[Standing, ...] = ()


class Linked(NamedTuple):
    """A paper that a note links to: the name of its file without suffix, and its title as it is seen."""

    stem: str
    title: str


@dataclass(frozen=True, slots=True)
class Exported:
    """One paper on its way out.

    `citation_key` is empty where the format needs none. `shown`, `versions` and `ledger` hold something only for
    formats that ask for them. `links` says, for what the paper's notes link to, where that is in the same export.
    """

    paper: Paper
    citation_key: str = ""
    shown: Shown = field(default_factory=Shown)
    versions: tuple[TextVersion, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    links: Mapping[str, Linked] = field(default_factory=dict)
