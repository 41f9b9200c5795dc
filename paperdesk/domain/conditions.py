# SPDX-License-Identifier: MIT
"""What a query asks of a paper, as a tree of values: text to be found, facts to hold, and how they are joined."""

from dataclasses import dataclass

TEXT_FIELDS = ("title", "abstract", "author", "category", "note", "highlight")
MARKS = ("read", "unread", "starred", "later", "archived", "highlighted", "rising")
POSSESSIONS = ("note", "highlight", "code", "pdf")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, stemmed and with case and accents folded when it is looked up; `field` is empty for all fields.

    `prefix` asks for every word that begins with `text` as well.
    """

    text: str
    field: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand in this order, side by side, in one field; the last one is a prefix if `prefix`."""

    text: str
    field: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of the reader's, one of `MARKS`."""

    mark: str


@dataclass(frozen=True, slots=True)
class Has:
    """Something that belongs to the paper, one of `POSSESSIONS`."""

    what: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tag `tag`, or one below it."""

    tag: str


@dataclass(frozen=True, slots=True)
class Source:
    """Met in the source `name`: its exact name, or a word of it."""

    name: str


@dataclass(frozen=True, slots=True)
class Days:
    """Listed, or published where it was never listed, from `first` to `last`, both included; empty for no bound.

    Each is YYYY, YYYY-MM or YYYY-MM-DD; a month or a year as `last` includes all of it.
    """

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """Listed or published in the last `days` days, today included."""

    days: int


@dataclass(frozen=True, slots=True)
class Votes:
    """Upvotes compared with `number`; `sign` is one of `>`, `>=`, `<`, `<=`, `=`."""

    sign: str
    number: int


@dataclass(frozen=True, slots=True)
class Identified:
    """The paper of this key: an arXiv identifier, a DOI, or a key of PaperDesk's own, in canonical form."""

    key: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of `condition`."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `conditions`; without any, every paper."""

    conditions: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `conditions`."""

    conditions: "tuple[Condition, ...]"


Text = Word | Phrase
Fact = Marked | Has | Tagged | Source | Days | Since | Votes | Identified
Condition = Text | Fact | Not | All | Any
EVERYTHING = All()
