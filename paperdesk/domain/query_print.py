# SPDX-License-Identifier: MIT
"""The query language, written: from the tree of values to the text that means it. Pure."""

import re
from urllib.parse import quote

from paperdesk.domain.conditions import (
    EVERYTHING,
    All,
    Any,
    Condition,
    Days,
    Fact,
    Has,
    Identified,
    Marked,
    Not,
    Phrase,
    Since,
    Source,
    Tagged,
    Text,
    Votes,
    Word,
)
from paperdesk.domain.query_text import DEEPEST
from paperdesk.domain.query_tokens import OPERATORS, Kind, clean, tokens
from paperdesk.domain.query_values import Hints, ends_in_word, read_value

_PLAIN_WORD = re.compile(r"[^\W_]+")


def show(condition: Condition, sort: str = "") -> str:
    """Return the text that `parse` reads as this condition and order.

    It ends in a blank where its last word is a whole one: without, it would be read as one that is still
    being typed. A condition that `parse` never returns (a word with blanks in it, an `All` within an `All`)
    is written as the nearest one that it does.
    """
    text = "" if condition == EVERYTHING else _joined(condition, clear=_levels(condition) <= DEEPEST)
    if sort:
        return f"{text} sort:{sort}".lstrip()
    return text + " " if _looks_unfinished(condition, text) else text


def show_value(value: Text | Fact) -> str:
    """Return the text of one word, phrase or fact, as it stands within a query."""
    match value:
        case Word(text, field, prefix):
            return _shortest(value, *_word_forms(text, field, prefix))
        case Phrase(text, field, prefix):
            return _field(field) + _quoted(text, prefix)
        case Tagged(tag):
            return _shortest(value, f"tag:{tag}", f"tag:{_quoted(tag)}")
        case Source(name):
            return _shortest(value, f"source:{name}", f"source:{_quoted(name)}")
        case Identified(key):
            address = f"https://doi.org/{quote(key, safe='/', errors='replace')}"  # for what cannot be typed
            return _shortest(value, key, f"id:{_quoted(key)}", f"id:{address}")
        case Days(first, last):
            span = first if first == last else f"{first}..{last}"
            return f"date:{span}" if span else "*"
        case Since(days):
            return f"since:{days}d"
        case Votes(sign, number):
            return f"upvotes:{sign}{number}"
        case Marked(mark):
            return f"is:{mark}"
        case Has(what):
            return f"has:{what}"


def _word_forms(text: str, field: str, prefix: bool) -> tuple[str, str]:
    return f"{_field(field)}{text}{'*' if prefix else ''}", _field(field) + _quoted(text, prefix)


def _field(field: str) -> str:
    return f"{field}:" if field else ""


def _quoted(text: str, prefix: bool = False) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}{"*" if prefix else ""}"'


def _shortest(value: Text | Fact, *forms: str) -> str:
    """Return the first of the forms that is read as `value`; the second where none is."""
    if isinstance(value, Word) and _PLAIN_WORD.fullmatch(value.text) and value.text not in OPERATORS:
        return forms[0]
    return next((form for form in forms if _reads_as(form, value)), forms[1])


def _reads_as(form: str, value: Text | Fact) -> bool:
    """Whether a value written so is read as itself, also before a bracket: a DOI could take that in."""
    if clean(form) != form:
        return False
    found = list(tokens(f"{form})"))
    return (
        [token.kind for token in found] == [Kind.VALUE, Kind.CLOSE]
        and found[0].field != "sort"
        and read_value(found[0], found[0].field, Hints(), last=True) == value
    )


def _levels(condition: Condition) -> int:
    """Return how many `All` and `Any` are within each other."""
    match condition:
        case Not(inner):
            return _levels(inner)
        case All(children) | Any(children):
            return 1 + max(map(_levels, children), default=0)
        case _:
            return 0


def _joined(condition: Condition, clear: bool) -> str:
    """Return a condition as text. `clear` writes brackets also where the order of the operators needs none."""
    match condition:
        case Not(inner):
            return "-" + _operand(inner, clear, bracketed=True)
        case All(()):
            return "*"
        case Any(()):
            return "-*"
        case All(children):
            return " ".join(_operand(child, clear, bracketed=True) for child in children)
        case Any(children):
            return " OR ".join(_operand(child, clear, bracketed=clear or isinstance(child, Any)) for child in children)
        case value:
            return show_value(value)


def _operand(condition: Condition, clear: bool, bracketed: bool) -> str:
    text = _joined(condition, clear)
    if not bracketed or not isinstance(condition, All | Any) or not condition.conditions:
        return text
    return (
        text if len(condition.conditions) == 1 and not isinstance(condition.conditions[0], All | Any) else f"({text})"
    )


def _looks_unfinished(condition: Condition, text: str) -> bool:
    while isinstance(condition, All | Any) and condition.conditions:
        condition = condition.conditions[-1]
    return isinstance(condition, Word) and not condition.prefix and ends_in_word(text)
