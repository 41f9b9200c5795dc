# SPDX-License-Identifier: MIT
"""One reference of a reference manager, in the fields of CSL-JSON, made a record; BibTeX, RIS, CSL-JSON and Zotero meet here."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from paperdesk.domain.citation import citation_extra
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.record import Context, Quoted, Record, Sighting
from paperdesk.sources import fields

_ARXIV_MENTIONED = re.compile(
    r"\barXiv(?:\.org)?(?:\s+preprint)?(?:\s+arXiv)?\s*[:/]\s*(?:abs/)?([\w.-]+(?:/\d+)?)", re.I
)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_LONGEST_VALUE = 2_000  # code points of one field of a citation
_MOST_TAGS = 500
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WORDS_AND_NUMBERS = re.compile(r"[^\W\d_]+|\d+")
NO_TITLE = "it has no title"


@dataclass(slots=True)
class Reference:
    """What a format tells of one reference.

    `fields` are those of CSL-JSON without dates and names of authors; `identifiers` are texts that may be an arXiv
    identifier or a DOI, or hold the address of either; `mentions` are texts that may name an arXiv identifier.
    """

    fields: dict[str, Any]
    authors: tuple[str, ...] = ()
    published: str = ""
    identifiers: Sequence[str] = ()
    mentions: Sequence[str] = ()
    categories: tuple[str, ...] = ()
    tags: Iterable[str] = ()
    note: str = ""
    quotes: tuple[Quoted, ...] = ()
    marks: frozenset[str] = frozenset()
    pdf: str = ""
    code: str = ""


def record(reference: Reference, source: str, context: Context) -> Record | None:
    """Return the reference as a record, None where it has no title."""
    told = reference.fields
    title = fields.title(told.get("title"), told.get("title-short"))
    if not title:
        return None
    url = fields.address(told.get("URL"))
    identifier = fields.arxiv_in(*reference.identifiers, url, told.get("DOI")) or _mentioned(reference.mentions)
    digital = fields.doi(*_texts(told.get("DOI")), *reference.identifiers, url)
    if (identifier and fields.arxiv_in(url)) or _DOI_ADDRESS.match(url):
        url = ""  # it follows from the identifier
    kept = {name: value for name, value in told.items() if name != "URL"} | {"URL": url}
    return Record(
        title=title,
        sighting=Sighting(source, day=context.day, extra=citation_extra(_kept(kept))),
        abstract=fields.text(told.get("abstract")).strip(),
        authors=reference.authors,
        arxiv_id=identifier,
        doi=digital,
        published=reference.published,
        categories=reference.categories,
        links=fields.arxiv_links(
            identifier,
            project="" if identifier else url,
            pdf=fields.address(reference.pdf),
            code=fields.address(reference.code),
        ),
        tags=tags(reference.tags),
        note=fields.text(reference.note).strip(),
        quotes=reference.quotes,
        marks=reference.marks,
    )


def _texts(value: Any) -> Iterable[str]:
    return value.split() if isinstance(value, str) else ()


def _mentioned(texts: Iterable[str]) -> str:
    """Return the first arXiv identifier that is named in running text, as in a journal `arXiv preprint arXiv:2404.18212`."""
    found = (match for text in texts if isinstance(text, str) for match in _ARXIV_MENTIONED.finditer(text[:500]))
    return fields.arxiv_in(*(match[1].rstrip(".-") for match in found))


def _kept(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as they are stored: text as one line of a bounded length, names and dates as they are."""
    kept: dict[str, Any] = {}
    for name, value in told.items():
        if name == "accessed" and isinstance(value, str):
            kept[name] = {"raw": fields.line(value)[:40]} if value.strip() else {}
        elif isinstance(value, str):
            kept[name] = fields.line(value)[:_LONGEST_VALUE]
        elif isinstance(value, int) and not isinstance(value, bool):
            kept[name] = str(value)[:40]
        elif isinstance(value, list | dict) and len(str(value)) <= _LONGEST_VALUE:
            kept[name] = value
    return kept


def tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of tags as one line each, each once and in order."""
    found = (fields.line(name) for name in names)
    return tuple(dict.fromkeys(name for name in found if name))[:_MOST_TAGS]


def month_number(text: str) -> int:
    """Return 1 to 12 for a month's name or number, in English, 0 where it is none."""
    found = _WORDS_AND_NUMBERS.findall(text.lower())
    named = next((_MONTHS[word[:3]] for word in found if word[:3] in _MONTHS), 0)
    if named or not found or not found[0].isdecimal():
        return named
    return int(found[0]) if len(found[0]) <= 2 and 1 <= int(found[0]) <= 12 else 0


def day_of(year: str, month: str = "", day: str = "") -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD as far as the parts can be read; where the year cannot, it is returned as it is."""
    year = fields.line(year)
    if not sortable_day(year):
        return fields.published(year)
    number = month_number(month)
    whole = f"{year}-{number:02}" if number else year
    within = re.fullmatch(r"\D*?(\d{1,2})\D*", day, re.ASCII)
    if number and within:
        return sortable_day(f"{whole}-{int(within[1]):02}") or whole
    return whole


def person(family: str, given: str = "", suffix: str = "") -> str:
    """Return a name as it is spoken: `Given Family Suffix`, which `names.split_name` takes apart again."""
    return fields.line(f"{given} {family} {suffix}")


def from_inverted(name: str) -> str:
    """Return `Family, Given` or `Family, Given, Suffix` as `person` does; anything else as one line."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2:
        return person(parts[0], parts[1])
    return person(parts[0], parts[1], parts[2]) if len(parts) == 3 else fields.line(name)


def first_filled(values: Mapping[str, str], *names: str) -> str:
    """Return the first value under `names` that says something."""
    return next((values[name] for name in names if values.get(name, "").strip()), "")
