# SPDX-License-Identifier: MIT
"""CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html, as citeproc, pandoc, Zotero and Crossref write it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import fields
from paperdesk.sources.json_items import Broken
from paperdesk.sources.json_stream import items
from paperdesk.sources.reference import NO_TITLE, Reference, day_of, person, record
from paperdesk.sources.stream import Stream

SOURCE = "csl-json"
_LISTS = ("items", "references", "message")
_BETWEEN_TAGS = re.compile(r"[,;]")


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield each item that has a title, and a line for each other. Raises `BadInput` where the file holds none."""
    count = 0
    for count, item in enumerate(items(stream, _LISTS), 1):
        if isinstance(item, Broken):
            yield Rejected(f"item {count}", item.why)
        elif not isinstance(item, Mapping):
            yield Rejected(f"item {count}", "a reference is due here, an object with a title")
        else:
            found = record(_reference(item), SOURCE, context)
            yield Rejected(_place(item, count), NO_TITLE) if found is None else found
    if not count:
        raise BadInput(f"{context.name}: there is no reference in it")


def _place(item: Mapping[str, Any], number: int) -> str:
    name = fields.line(item.get("id"))[:100]
    return f"item {number} ({name})" if name else f"item {number}"


def _reference(item: Mapping[str, Any]) -> Reference:
    told = {name: _one(value) for name, value in item.items() if isinstance(name, str)}
    own_id = fields.line(told.get("id"))
    told.setdefault("citation-key", "" if "://" in own_id else own_id)
    return Reference(
        told | {"note": ""},
        authors=names(told.get("author")) or names(told.get("editor")),
        published=day(told.get("issued")),
        identifiers=[_text(told, "number"), _text(told, "archive_location"), own_id],
        mentions=[_text(told, "container-title"), _text(told, "publisher"), _text(told, "number")],
        categories=fields.words(told.get("categories")),
        tags=_tags(item.get("keyword")),
        note=_text(told, "note"),
    )


def _one(value: Any) -> Any:
    """Return a value, or the first of a list of texts: Crossref writes titles as such."""
    return value[0] if isinstance(value, list) and value and isinstance(value[0], str) else value


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _tags(value: Any) -> list[str]:
    if isinstance(value, str):
        return _BETWEEN_TAGS.split(value)
    return [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []


def names(value: Any) -> tuple[str, ...]:
    """Return the names in a list of CSL names, as they are spoken."""
    found = [_name(name) for name in value] if isinstance(value, list) else []
    return tuple(dict.fromkeys(filter(None, found)))


def _name(value: Any) -> str:
    if isinstance(value, str):
        return fields.line(value)
    if not isinstance(value, Mapping):
        return ""
    if literal := fields.line(value.get("literal") or value.get("name")):
        return literal
    particles = f"{_text(value, 'dropping-particle')} {_text(value, 'non-dropping-particle')}"
    return person(f"{particles} {_text(value, 'family')}", _text(value, "given"), _text(value, "suffix"))


def day(value: Any) -> str:
    """Return the day of a CSL date: the first of a range, what can be read of one in words."""
    if not isinstance(value, Mapping):
        return fields.published(value)
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        year, month, number, *_ = [*(str(part) for part in first if isinstance(part, int | str)), "", "", ""]
        return day_of(year, month, number)
    return fields.published(value.get("raw"), value.get("literal"), value.get("season"))
