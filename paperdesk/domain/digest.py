# SPDX-License-Identifier: MIT
"""A digest as a value: of which days it is, and what stands in it. Pure; what today is comes from the caller."""

import re
from dataclasses import dataclass
from datetime import date

from paperdesk.domain.exported import Exported

FREQUENCIES = ("off", "daily", "weekly")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SENTENCE = 260  # code points that a snippet has at most
_SHORT = 60  # a sentence below it takes the next one with it
_MONTHS = "January February March April May June July August September October November December".split()
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]*[^\W_a-z])")
_NO_END = re.compile(
    r"(?:\b(?:al|e\.g|i\.e|cf|vs|etc|approx|resp|Fig|Figs|Eq|Eqs|Sec|Tab|No|Dr|Prof|St|w\.r\.t)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which days a digest is of, both included (YYYY-MM-DD); one day, or a week."""

    first: str
    last: str

    @property
    def is_weekly(self) -> bool:
        """Whether it is of more than a day."""
        return self.first != self.last

    @property
    def title(self) -> str:
        """`Wednesday, 25 November 2026`, or `19 to 25 November 2026`."""
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        if not self.is_weekly:
            return f"{WEEKDAYS[last.weekday()].capitalize()}, {_said(last)}"
        same_month = (first.year, first.month) == (last.year, last.month)
        begin = str(first.day) if same_month else f"{first.day} {_MONTHS[first.month - 1]}"
        return f"{begin if first.year == last.year else _said(first)} to {_said(last)}"


def _said(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in a digest. `snippet` is a sentence of it, `marks` what is to be marked there (start and end in code points).

    `risen` is how many votes it got in the days of the digest, 0 where that is not told.
    """

    exported: Exported
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    risen: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """Papers that are in a digest for one reason. `kind`: `trending`, `rising`, `search` or `highlights`.

    `total` counts those that it could have held; `colour` is that of a watch word.
    """

    kind: str
    title: str
    entries: tuple[Entry, ...]
    total: int
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """All that one digest tells. `colours` are the reader's names of the colours of highlights."""

    edition: Edition
    sections: tuple[Section, ...] = ()
    colours: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sections)

    @property
    def subject(self) -> str:
        """What the mail is called: the days, and how much there is of what."""
        return f"PaperDesk: {self.edition.title}" + (f" ({self.summary})" if self.sections else "")

    @property
    def summary(self) -> str:
        """How much there is of what: `10 trending, 3 rising, 4 in your searches, 2 you marked`."""
        said = {
            "trending": "{} trending",
            "rising": "{} rising",
            "search": "{} in your searches",
            "highlights": "{} you marked",
        }
        counts = {kind: sum(s.total for s in self.sections if s.kind == kind) for kind in said}
        return ", ".join(said[kind].format(f"{count:,}") for kind, count in counts.items() if count)


def first_sentence(text: str, most: int = SENTENCE) -> str:
    """Return what `text` says first: one sentence, two where the first is short, cut between words where it is long."""
    text = " ".join(text.split())
    for found in _END.finditer(text):
        sentence = text[: found.start() + len(found[0].rstrip())]
        if _NO_END.search(text[: found.start()]) or len(sentence) < _SHORT:
            continue
        text = sentence
        break
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"
