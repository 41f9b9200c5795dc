# SPDX-License-Identifier: MIT
"""What one value of a query asks for: a word, a phrase or a fact. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from paperdesk.domain.conditions import (
    EVERYTHING,
    MARKS,
    POSSESSIONS,
    TEXT_FIELDS,
    Condition,
    Days,
    Has,
    Identified,
    Marked,
    Phrase,
    Since,
    Source,
    Tagged,
    Votes,
    Word,
)
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.errors import BadInput
from paperdesk.domain.identity import canonical_key
from paperdesk.domain.query_tokens import EDGES, OPERATORS, STARS, Token
from paperdesk.domain.tags import LONGEST as LONGEST_TAG
from paperdesk.domain.tags import tag_name
from paperdesk.domain.text import one_line

SORTS = ("newest", "relevance", "trending", "rising", "title")
DAYS_IN = {"d": 1, "w": 7, "m": 30, "y": 365}
SIGNS = (">", ">=", "<", "<=", "=")
MOST_HINTS = 8

_LONGEST_DAY = 40  # code points, with a time after it
_MOST_DAYS = 99_999
_MOST_VOTES = 999_999_999
_SPAN = re.compile(r"(\d*)(d|days?|w|weeks?|m|months?|y|years?|)", re.ASCII)
_SPANS = ("days", "weeks", "months", "years", "today")
_COMPARED = re.compile(r"(>=|=>|<=|=<|==?|>|<|≥|≤|)\s*(\d*)", re.ASCII)
_SIGN_OF = {"": ">=", "=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", "==": "="}
_RANGE = re.compile(r"\.{2,}|…")
_UNFINISHED_DAY = re.compile(r"[\d-]*", re.ASCII)
_UNKNOWN_FIELD = re.compile(r"[^\W\d_]{2,}:(?!//)")
_STAR = re.compile(f"[{STARS}]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_AROUND_FACTS = ",;!?'"
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "is": {mark: mark for mark in MARKS},
    "has": {what: what for what in POSSESSIONS} | {f"{what}s": what for what in POSSESSIONS},
    "sort": {sort: sort for sort in SORTS},
}


class Hints:
    """Gathers the hints of one reading, each once, `MOST_HINTS` at most and then a word on the rest."""

    def __init__(self, complete: bool = True) -> None:
        self._complete = complete
        self._sentences: dict[str, None] = {}

    def add(self, sentence: str, *, unfinished: bool = False) -> None:
        """Keep a sentence; not where the fault is only that the text is `unfinished` and it is still being typed."""
        if len(self._sentences) <= MOST_HINTS and (self._complete or not unfinished):
            self._sentences[sentence] = None

    def sentences(self) -> tuple[str, ...]:
        """Return what was gathered, in order."""
        found = tuple(self._sentences)
        return found if len(found) <= MOST_HINTS else (*found[:MOST_HINTS], "more was not understood")


def ends_in_word(text: str) -> bool:
    """Whether the last character can be one of a word, so that more of the word may follow."""
    return bool(text) and (text[-1].isalnum() or unicodedata.category(text[-1])[0] == "M")


def shortened(text: str) -> str:
    """Return `text` as hints quote it."""
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


def read_value(token: Token, field: str, hints: Hints, *, last: bool, growing: bool = False) -> Condition | None:
    """Return what a VALUE token asks for in `field` (empty for all), None for nothing.

    `last` tells that the text ends with it, `growing` that its last word is still being typed and so is
    a prefix.
    """
    if field not in TEXT_FIELDS and field:
        return _fact(token, field, hints, last)
    read = _phrase if token.quoted else _word
    return read(token.value, field, hints, last, growing and ends_in_word(token.value))


def read_sort(token: Token, hints: Hints, *, last: bool) -> str:
    """Return the order that the value of `sort:` asks for, or an empty string."""
    value = _bare_value(token)
    return _choice("sort", value, hints, last) if value else _nothing("sort", hints, last)


def _phrase(value: str, field: str, hints: Hints, last: bool, growing: bool) -> Condition | None:
    text = " ".join(value.split())
    bare = text.rstrip(STARS + " ")
    if not text:
        hints.add("quotes with nothing between them were left out", unfinished=last)
        return None
    if _wordless(bare):
        hints.add(f"{shortened(text)} holds no word and was left out")
        return None
    return Phrase(bare, field, growing or bare != text)


def _word(value: str, field: str, hints: Hints, last: bool, growing: bool) -> Condition | None:
    trimmed = value.strip(EDGES)
    text = trimmed.strip(EDGES + STARS)
    prefix = growing or trimmed.endswith(tuple(STARS))
    star = _STAR.search(text)
    if star:
        text, prefix = text[: star.start()].rstrip(EDGES), True
    if trimmed and not text and not field:
        hints.add('"*" alone stands for every paper')
        return EVERYTHING
    if not value:
        _nothing(field, hints, last)
        return None
    if _wordless(text):
        hints.add(f"{shortened(value)} holds no word and was left out")
        return None
    _tell_of_word(value, text, field, bool(star), hints)
    return Word(text.lower() if text in OPERATORS else text, field, prefix)


def _tell_of_word(value: str, text: str, field: str, cut: bool, hints: Hints) -> None:
    if cut:
        hints.add(f'a "*" counts only at the end: {shortened(value)} was searched as {shortened(text + "*")}')
    elif value.lstrip(EDGES)[0] in STARS:
        hints.add(f'a "*" counts only at the end of a word: {shortened(value)} was searched as {shortened(text)}')
    if not field and value[0] in ":：":
        hints.add(f"{shortened(value)} names no field; it was searched as {shortened(text)}")
    elif not field and (unknown := _UNKNOWN_FIELD.match(value)):
        hints.add(f"{shortened(unknown[0])} is no field; it was searched as a word")


def _wordless(text: str) -> bool:
    """Whether `text` has no letter, digit or picture that could be found."""
    return not _LETTER_OR_DIGIT.search(text) and not any(unicodedata.category(c) == "So" for c in text)


def _bare_value(token: Token) -> str:
    value = one_line(token.value)
    return value if token.quoted else value.strip(_AROUND_FACTS)


def _nothing(field: str, hints: Hints, last: bool) -> str:
    hints.add(f'"{field}:" has nothing directly after it and was left out', unfinished=last)
    return ""


def _fact(token: Token, field: str, hints: Hints, last: bool) -> Condition | None:
    value = _bare_value(token)
    if field in ("tag", "source") and not token.quoted and value.endswith(tuple(STARS)):
        value = value.rstrip(STARS)
        hints.add(f'"{field}:" knows no "*"; it was left out')
    if not value:
        if field != "id":  # "arXiv: 2404.18212" is how many write it
            _nothing(field, hints, last)
        return None
    return _FACTS[field](value, hints, last)


def _choice(field: str, value: str, hints: Hints, last: bool) -> str:
    """Return the value of a field that knows only some, or an empty string."""
    choices = _CHOICES[field]
    folded = value.casefold()
    if folded not in choices:
        known = ", ".join(dict.fromkeys(choices.values()))
        unfinished = last and any(choice.startswith(folded) for choice in choices)
        hints.add(f"{field}:{shortened(value)} was left out; it can be {known}", unfinished=unfinished)
    return choices.get(folded, "")


def _is(value: str, hints: Hints, last: bool) -> Condition | None:
    mark = _choice("is", value, hints, last)
    return Marked(mark) if mark else None


def _has(value: str, hints: Hints, last: bool) -> Condition | None:
    what = _choice("has", value, hints, last)
    return Has(what) if what else None


def _tag(value: str, hints: Hints, last: bool) -> Condition | None:
    if len(value) > 2 * LONGEST_TAG:
        hints.add(f"{shortened(value)} is too long for a tag and was left out")
        return None
    try:
        return Tagged(tag_name(value))
    except BadInput:
        hints.add(f"{shortened(value)} is no name for a tag and was left out", unfinished=last)
        return None


def _source(value: str, hints: Hints, last: bool) -> Condition | None:
    return Source(value)


def _id(value: str, hints: Hints, last: bool) -> Condition | None:
    # What is unpacked from an address may itself be an arXiv DOI: twice is the canonical form.
    return Identified(canonical_key(canonical_key(value)))


def _since(value: str, hints: Hints, last: bool) -> Condition | None:
    folded = value.casefold()
    found = _SPAN.fullmatch(folded)
    if folded == "today":
        return Since(1)
    if found:
        count = _bounded(found[1] or "1", _MOST_DAYS) * DAYS_IN[(found[2] or "d")[0]]
        return Since(min(max(count, 1), _MOST_DAYS))
    if day := sortable_day(value[:_LONGEST_DAY]):
        return Days(first=day)
    begun = folded.lstrip("0123456789")
    unfinished = last and (bool(_UNFINISHED_DAY.fullmatch(value)) or any(u.startswith(begun) for u in _SPANS))
    hints.add(f"since:{shortened(value)} was left out; write since:7d, 2w, 3m or 1y", unfinished=unfinished)
    return None


def _upvotes(value: str, hints: Hints, last: bool) -> Condition | None:
    found = _COMPARED.fullmatch(value)
    if found and found[2]:
        return Votes(_SIGN_OF.get(found[1], found[1]), _bounded(found[2], _MOST_VOTES))
    unfinished = last and bool(found)
    hints.add(f"upvotes:{shortened(value)} was left out; write upvotes:50 or upvotes:<50", unfinished=unfinished)
    return None


def _bounded(digits: str, most: int) -> int:
    digits = digits.lstrip("0") or "0"
    return most if len(digits) > len(str(most)) else min(int(digits), most)


def _date(value: str, hints: Hints, last: bool) -> Condition | None:
    ends = _RANGE.split(value, maxsplit=1)
    days = [_day(end, "date", hints, last) for end in ends]
    if not any(days):
        if not any(ends):
            _nothing("date", hints, last)
        return None
    if len(days) == 1:
        return Days(days[0], days[0])
    first, until = days
    if first and until and first > until and not first.startswith(until):
        hints.add(f'"{value[:40]}" runs backwards; it was read as {until}..{first}')
        first, until = until, first
    return Days(first, until)


def _day(text: str, field: str, hints: Hints, last: bool) -> str:
    """Return a day, a month or a year as conditions hold it, or an empty string."""
    day = sortable_day(text[:_LONGEST_DAY])
    if text and not day:
        hints.add(
            f"{shortened(text)} is no date and was left out; write 2024, 2024-04 or 2024-04-28",
            unfinished=last and bool(_UNFINISHED_DAY.fullmatch(text)),
        )
    return day


def _before(value: str, hints: Hints, last: bool) -> Condition | None:
    day = _day(value, "before", hints, last)
    return _outside(day, -1, hints) if day else None


def _after(value: str, hints: Hints, last: bool) -> Condition | None:
    day = _day(value, "after", hints, last)
    return _outside(day, 1, hints) if day else None


def _outside(day: str, step: int, hints: Hints) -> Condition | None:
    """Return all that is before (`step` -1) or after (1) a day, a month or a year."""
    year, month, number = (int(part) for part in [*day.split("-"), "0", "0"][:3])
    if number:
        neighbour = (date(year, month, number) + timedelta(days=step)).isoformat()
    elif month:
        months = year * 12 + month - 1 + step
        neighbour = f"{months // 12:04}-{months % 12 + 1:02}"
    else:
        neighbour = f"{year + step:04}"
    if not sortable_day(neighbour):
        hints.add(f"no day is beyond {day}; it was left out")
        return None
    return Days(last=neighbour) if step < 0 else Days(first=neighbour)


_FACTS: Mapping[str, Callable[[str, Hints, bool], Condition | None]] = {
    "tag": _tag,
    "source": _source,
    "date": _date,
    "before": _before,
    "after": _after,
    "since": _since,
    "is": _is,
    "has": _has,
    "upvotes": _upvotes,
    "id": _id,
}
