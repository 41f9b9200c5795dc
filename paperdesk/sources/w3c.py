# SPDX-License-Identifier: MIT
"""W3C Web Annotations in JSON-LD: one, a list, a page or a collection. https://www.w3.org/TR/annotation-model/.

All annotations of one source are one record: its quotes are what was highlighted, comments without a quote its note.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Quoted, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.colours import colour
from paperdesk.sources.html_notes import markdown
from paperdesk.sources.json_items import load
from paperdesk.sources.stream import Stream

SOURCE = "w3c"
_OWN_NAME = re.compile(r"urn:paperdesk:([^:]+)")
_CSS_COLOUR = re.compile(r"background(?:-color)?\s*:\s*(#?\w+)")
_DEEPEST = 8  # collections in collections, selectors in selectors


@dataclass(slots=True)
class _Annotated:
    """What was gathered of one source."""

    title: str = ""
    quotes: list[Quoted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield a record for each source that was annotated, and a line for each annotation that names none.

    Raises `BadInput` where the file is no JSON or holds no annotation.
    """
    try:
        value = load(stream.read_text())
    except ValueError as error:
        why = " ".join(str(error).split())
        raise BadInput(f"{context.name}: this is not JSON: {why}"[:300] + "; export it again") from error
    sources: dict[str, _Annotated] = {}
    count = 0
    for count, annotation in enumerate(_annotations(value), 1):
        why = _take(annotation, sources) if isinstance(annotation, Mapping) else "an annotation is due here, an object"
        if why:
            yield Rejected(f"annotation {count}", why)
    if not count:
        raise BadInput(f"{context.name}: there is no annotation in it")
    for name, found in sources.items():
        yield _record(name, found, context)


def _annotations(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the annotations in a list, a page, a collection with its pages, or the one that `value` is."""
    if isinstance(value, list):
        for item in value:
            yield from _annotations(item, depth + 1) if depth < _DEEPEST else ()
    elif isinstance(value, Mapping) and ("target" in value or "Annotation" in _list(value.get("type"))):
        yield value
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        for name in ("items", "first", "@graph", "rows", "annotations"):
            inner = value.get(name)
            if isinstance(inner, list | Mapping):
                yield from _annotations(inner, depth + 1)
    elif depth:
        yield value


def _take(annotation: Mapping[str, Any], sources: dict[str, _Annotated]) -> str:
    """Add an annotation to its source; return why that cannot be."""
    bodies = [body for value in _list(annotation.get("body")) for body in _bodies(value)]
    if isinstance(annotation.get("bodyValue"), str):
        bodies.append(("", annotation["bodyValue"]))
    note = "\n\n".join(
        filter(
            None, (text.strip() for purpose, text in bodies if purpose in ("", "commenting", "describing", "replying"))
        )
    )
    tags = tuple(fields.line(text) for purpose, text in bodies if purpose == "tagging")
    named = next(filter(None, (colour(text) for purpose, text in bodies if purpose == "classifying")), "")
    taken = False
    for target in _list(annotation.get("target")):
        name, title = _source(target)
        if not name:
            continue
        taken = True
        found = sources.setdefault(name, _Annotated())
        found.title = found.title or title
        quote = _quote(target) if isinstance(target, Mapping) else None
        if quote is None:
            found.notes += [note] if note else []
            found.tags += tags
        else:
            created = fields.line(annotation.get("created"))[:40]
            shade = named or _css(annotation.get("stylesheet"))
            found.quotes.append(Quoted(*quote, colour=shade, note=note, tags=tags, created=created))
    return "" if taken else "it names nothing that it is about: a target with a source is due"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bodies(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield purpose and text of the bodies in `value`; those that are only an address are its text."""
    if isinstance(value, str):
        yield "", value if fields.address(value) == "" else f"<{fields.address(value)}>"
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        text = fields.text(value.get("value") or value.get("chars"))
        if text:
            purpose = next((p for p in _list(value.get("purpose")) if isinstance(p, str)), "")
            yield purpose, markdown(text) if value.get("format") == "text/html" else text
        elif address := fields.address(value.get("id")):
            yield "", f"<{address}>"
        for item in _list(value.get("items")):
            yield from _bodies(item, depth + 1)


def _source(target: Any) -> tuple[str, str]:
    """Return the name of what a target is about, and its title where one is told."""
    title = ""
    for _ in range(_DEEPEST):
        if not isinstance(target, Mapping):
            break
        title = title or fields.title(
            *(target.get(name) for name in ("label", "title", "dc:title", "dcterms:title", "name"))
        )
        target = next(filter(None, (target.get(name) for name in ("source", "id", "@id", "items"))), None)
        target = target[0] if isinstance(target, list) and target else target
    return fields.line(target) if isinstance(target, str) else "", title


def _quote(target: Mapping[str, Any]) -> tuple[str, str, str, int | None] | None:
    """Return the quote that the selectors of a target tell, its prefix and suffix, and its place."""
    exact = prefix = suffix = ""
    start: int | None = None
    pending = [(selector, 0) for selector in _list(target.get("selector"))]
    while pending:
        selector, depth = pending.pop(0)
        if not isinstance(selector, Mapping):
            continue
        if selector.get("type") == "TextQuoteSelector" and not exact:
            exact, prefix, suffix = (fields.text(selector.get(name)) for name in ("exact", "prefix", "suffix"))
        elif selector.get("type") == "TextPositionSelector":
            start = fields.count(selector.get("start"))
        if depth < _DEEPEST:
            inner = [*_list(selector.get("refinedBy")), *_list(selector.get("items"))]
            pending += [(more, depth + 1) for more in inner[:100]]
    return (exact, prefix, suffix, start) if exact.strip() else None


def _css(stylesheet: Any) -> str:
    text = stylesheet.get("value") if isinstance(stylesheet, Mapping) else None
    found = _CSS_COLOUR.search(text[:1_000]) if isinstance(text, str) else None
    return colour(found[1]) if found else ""


def _record(name: str, found: _Annotated, context: Context) -> Record:
    own = _OWN_NAME.match(name)
    meant = unquote(own[1]) if own else name
    identifier, digital = fields.arxiv_in(meant), fields.doi(meant)
    named = identifier or digital
    # Where nothing tells a title, the identifier stands for it until a source does.
    stand_in = f"arXiv:{identifier}" if identifier else f"doi:{digital}" if digital else name
    page = "" if named else fields.address(name)
    return Record(
        title=found.title or stand_in,
        sighting=Sighting(SOURCE, day=context.day),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if named or own else page or fields.own_id(name),
        links=fields.arxiv_links(identifier, project=page),
        tags=tuple(dict.fromkeys(found.tags)),
        note="\n\n".join(dict.fromkeys(found.notes)),
        quotes=tuple(found.quotes),
    )
