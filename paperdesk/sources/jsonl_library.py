# SPDX-License-Identifier: MIT
"""A whole PaperDesk library as JSON Lines, as `paperdesk export --format jsonl` writes it; told in `resources/help/jsonl.md`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from paperdesk.domain.annotation import Highlight, HighlightId, Selector, TextId, TextVersion, text_hash
from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import MARKS, PaperId
from paperdesk.domain.record import Context, Kept, Links, Record, Rejected, Shelf, Sighting
from paperdesk.domain.trend import Meeting
from paperdesk.sources import fields
from paperdesk.sources.json_items import load
from paperdesk.sources.stream import Stream

VERSION = 1  # the newest form that is read
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected | Shelf]:
    """Yield each paper of a library, a line for each that cannot be read, and at last what belongs to no paper.

    Raises `BadInput` where a newer PaperDesk wrote the file.
    """
    tags: list[str] = []
    searches: list[tuple[str, str, str]] = []
    papers, ended = 0, False
    for number, line, why in stream.lines():
        value = None if why else _value(line)
        if why or value is None:
            yield Rejected(f"line {number}", why or "this is no line of a PaperDesk library")
            continue
        kind = value.get("kind")
        if kind == "library":
            _check_version(value.get("paperdesk"), context.name)
        elif kind == "paper":
            papers += 1
            yield _paper(value, number)
        elif kind == "tag":
            tags.append(fields.line(value.get("name")))
        elif kind == "search":
            searches.append(tuple(fields.text(value.get(name)) for name in ("name", "query", "color")))  # type: ignore[arg-type]
        elif kind == "end":
            ended = value.get("papers") == papers
    if tags or searches:
        yield Shelf(tuple(filter(None, tags)), tuple(searches))
    if not ended:
        yield Rejected(
            "the end",
            f"the file was cut: {papers:,} papers were read, and the line that ends it is missing or says another number",
        )


def _value(line: str) -> Mapping[str, Any] | None:
    if not line.strip():
        return {}
    try:
        value = load(line)
    except ValueError:
        return None
    return value if isinstance(value, Mapping) else None


def _check_version(version: Any, name: str) -> None:
    if isinstance(version, int) and version > VERSION:
        raise BadInput(
            f"{name}: a newer PaperDesk wrote this file (form {version}); update PaperDesk, nothing was imported"
        )


def _paper(told: Mapping[str, Any], number: int) -> Record | Rejected:
    title = fields.title(told.get("title"))
    if not title:
        return Rejected(f"line {number}", "it has no title")
    sightings = [s for s in _objects(told, "sightings") if fields.line(s.get("source"))]
    seen = {(s.source, s.day): (s, _time(value.get("met"))) for value in sightings for s in [_sighting(value)]}
    known = list(seen.values()) or [(Sighting("file"), "")]
    links = told.get("links")
    return Record(
        title=title,
        sighting=known[0][0],
        abstract=fields.text(told.get("abstract")),
        authors=tuple(fields.text(name) for name in _list(told, "authors") if isinstance(name, str)),
        arxiv_id=fields.arxiv_in(told.get("arxiv_id")),
        doi=fields.doi(told.get("doi")),
        other_id=fields.text(told.get("other_id")),
        published=fields.line(told.get("published")),
        categories=tuple(fields.line(name) for name in _list(told, "categories") if isinstance(name, str)),
        links=_links(links if isinstance(links, Mapping) else {}),
        tags=tuple(fields.line(name) for name in _list(told, "tags")),
        note=fields.text(told.get("note")),
        marks=frozenset(mark for mark in MARKS if told.get(mark) is True),
        kept=_kept(told, known),
    )


def _kept(told: Mapping[str, Any], known: list[tuple[Sighting, str]]) -> Kept:
    return Kept(
        key=fields.line(told.get("key")),
        aliases=tuple(fields.line(key) for key in _list(told, "aliases") if isinstance(key, str)),
        added=_time(told.get("added")),
        citation_key=fields.line(told.get("citation_key")),
        sightings=tuple(sighting for sighting, _ in known),
        met=tuple(met for _, met in known),
        curve=tuple(meeting for value in _objects(told, "meetings") if (meeting := _meeting(value)).at),
        texts=tuple(_text(value) for value in _objects(told, "texts") if fields.text(value.get("text"))),
        highlights=tuple(found for value in _objects(told, "highlights") if (found := _highlight(value)) is not None),
    )


def _list(told: Mapping[str, Any], name: str) -> list[Any]:
    value = told.get(name)
    return value if isinstance(value, list) else []


def _objects(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return [value for value in _list(told, name) if isinstance(value, Mapping)]


def _time(value: Any) -> str:
    return value if isinstance(value, str) and _TIME.fullmatch(value) else ""


def _links(told: Mapping[str, Any]) -> Links:
    return Links(**{name: fields.line(told.get(name)) for name in Links.__dataclass_fields__})


def _sighting(told: Mapping[str, Any]) -> Sighting:
    extra = told.get("extra")
    return Sighting(
        fields.line(told.get("source")),
        fields.day(told.get("day")),
        **_numbers(told),
        submitter=fields.line(told.get("submitter")),
        extra=extra if isinstance(extra, dict) else {},
    )


def _numbers(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields.count(told.get(name)) for name in ("rank", "upvotes", "comments", "stars")}


def _meeting(told: Mapping[str, Any]) -> Meeting:
    at = _time(told.get("at")) or fields.day(told.get("at"))
    return Meeting(at, fields.line(told.get("source")), fields.day(told.get("day")), **_numbers(told))


def _text(told: Mapping[str, Any]) -> TextVersion:
    text = fields.text(told.get("text"))
    met = _time(told.get("met"))
    return TextVersion(
        TextId(0), fields.line(told.get("source")), text, text_hash(text), met, told.get("in_force") is True
    )


def _highlight(told: Mapping[str, Any]) -> Highlight | None:
    exact, prefix, suffix = (fields.text(told.get(name)) for name in ("quote", "prefix", "suffix"))
    start, end = fields.count(told.get("start")), fields.count(told.get("end"))
    hashed = fields.line(told.get("text_hash"))
    if not exact or start is None or end is None or not 0 <= start < end:
        return None
    return Highlight(
        HighlightId(fields.count(told.get("id")) or 0),
        PaperId(0),
        Selector(start, end, exact, prefix, suffix, hashed if _HASH.fullmatch(hashed) else ""),
        colour=fields.line(told.get("color")),
        note=fields.text(told.get("note")),
        tags=tuple(fields.line(name) for name in _list(told, "tags")),
        detached=told.get("detached") is True,
        created=_time(told.get("created")),
        changed=_time(told.get("changed")),
    )
