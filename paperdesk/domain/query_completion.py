# SPDX-License-Identifier: MIT
"""What could be meant at the cursor of a half-typed query: fields, their values, tags, authors. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paperdesk.domain.conditions import MARKS, POSSESSIONS, Phrase, Tagged, Word
from paperdesk.domain.query_print import show_value
from paperdesk.domain.query_tokens import FIELDS, SYNONYMS, named_field
from paperdesk.domain.query_values import SORTS
from paperdesk.domain.text import folded

MOST = 20  # completions at once
_VALUES = {"is": MARKS, "has": POSSESSIONS, "sort": SORTS}
_PIECE = re.compile(r'(?:"[^"]*(?:"|$)|[^\s"()])+')
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_LEAD = re.compile("-*")
_NAME = re.compile(r"[^\W\d_]*:?")


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` to be put in the place of what is from `start` to `end` (code points); `about` says what it is."""

    start: int
    end: int
    text: str
    about: str = ""


def completions(text: str, cursor: int, tags: Sequence[str] = (), authors: Sequence[str] = ()) -> list[Completion]:
    """Return what the token at `cursor` could become, the likeliest first, `MOST` at most.

    `tags` and `authors` are gone through in their order, so put the most used ones first.
    """
    cursor = min(max(cursor, 0), len(text))
    piece = next((p for p in _PIECE.finditer(text) if p.start() < cursor <= p.end()), None)
    if not piece:
        return []
    lead = _LEAD.match(text, piece.start())
    start = lead.end() if lead else piece.start()
    field, value_start = named_field(text, start, piece.end())
    if field and cursor >= value_start:
        return _value_completions(text, field, value_start, cursor, piece.end(), tags, authors)
    return _name_completions(text, start, cursor)


def _name_completions(text: str, start: int, cursor: int) -> list[Completion]:
    typed = text[start:cursor].casefold()
    name = _NAME.match(text, start)
    if not name or not typed.isalpha():
        return []
    end = name.end() if name[0].endswith(":") else cursor
    begun = [field for field in FIELDS if field.startswith(typed)]
    meant = [field for synonym, field in SYNONYMS.items() if synonym.startswith(typed)]
    chosen = dict.fromkeys(begun + meant)
    return [Completion(start, end, f"{field}:", FIELDS[field]) for field in chosen]


def _value_completions(
    text: str, field: str, start: int, cursor: int, end: int, tags: Sequence[str], authors: Sequence[str]
) -> list[Completion]:
    quoted = text.startswith('"', start)
    if quoted and not _QUOTED.fullmatch(text, start, end):
        end = cursor  # an open quote reaches over all that follows
    typed = text[start + quoted : cursor].rstrip('"')
    if field == "tag":
        found = ((name, show_value(Tagged(name))) for name in _beginning(tags, typed))
    elif field == "author":
        found = ((name, _author(name)) for name in _beginning(authors, typed))
    else:
        values = [v for v in _VALUES.get(field, ()) if v.startswith(typed.casefold())]
        found = ((value, f"{field}:{value}") for value in values)
    return [Completion(start, end, shown.partition(":")[2], name) for name, shown in found]


def _author(name: str) -> str:
    return show_value(Phrase(name, "author") if " " in name else Word(name, "author"))


def _beginning(names: Iterable[str], typed: str) -> list[str]:
    """Return the first names one of whose words begins with what was typed, in any case and accent."""
    wanted, found = f" {folded(typed)}", []
    for name in names:
        if wanted in f" {folded(name)}":
            found.append(name)
            if len(found) == MOST:
                break
    return found
