# SPDX-License-Identifier: MIT
"""Highlights as a W3C Web Annotation collection in JSON-LD: https://www.w3.org/TR/annotation-model/.

Positions are code points of the stored abstract; the quote finds its place where the text is set otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from paperdesk.domain.annotation import Highlight
from paperdesk.domain.exported import Exported
from paperdesk.domain.paper import Paper
from paperdesk.export.exporter import Exporter, Options
from paperdesk.export.plain import json_text, line, url_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_COLLECTION = "urn:paperdesk:highlights"


def iri(paper: Paper) -> str:
    """Return the name of a paper that has no address, or whose address is not meant."""
    return f"urn:paperdesk:{quote(paper.key, safe='')}"


def annotation(paper: Paper, highlight: Highlight) -> dict[str, Any]:
    """Return one highlight as an annotation, without its context."""
    selector = highlight.selector
    told: dict[str, Any] = {
        "id": f"{iri(paper)}:{highlight.id}",
        "type": "Annotation",
        "motivation": "commenting" if highlight.note else "highlighting",
        "created": _time(highlight.created),
        "modified": _time(highlight.changed),
        "body": _bodies(highlight),
        "stylesheet": {"type": "CssStylesheet", "value": f".highlight {{ background: {_css(highlight.colour)}; }}"},
        "target": {
            "type": "SpecificResource",
            "source": {"id": url_of(paper) or iri(paper), "type": "Text", "label": line(paper.title)},
            "styleClass": "highlight",
            "selector": [
                {"type": "TextPositionSelector", "start": selector.start, "end": selector.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": selector.exact,
                    "prefix": selector.prefix,
                    "suffix": selector.suffix,
                },
            ],
        },
    }
    return {name: value for name, value in told.items() if value}


def _bodies(highlight: Highlight) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []
    if highlight.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": highlight.note}
        )
    bodies.append({"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": highlight.colour})
    for tag in highlight.tags:
        bodies.append({"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag})
    return bodies


def _css(colour: str) -> str:
    return colour if re.fullmatch(r"[a-z]+", colour) else "yellow"


def _time(text: str) -> str:
    """Return a time as xsd:dateTime with its zone, or nothing where it is none."""
    found = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text)
    return found[0] if found else ""


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the collection with all annotations on its first page; how many there are is said at its end."""
    head = {
        "@context": CONTEXT,
        "id": _COLLECTION,
        "type": "AnnotationCollection",
        "label": options.heading,
    }
    page = {"id": f"{_COLLECTION}:1", "type": "AnnotationPage", "partOf": _COLLECTION, "startIndex": 0}
    yield json_text(head)[:-1] + ',"first":' + json_text(page)[:-1] + ',"items":['
    total = 0
    for exported in papers:
        for highlight in exported.paper.highlights:
            yield (",\n" if total else "\n") + json_text(annotation(exported.paper, highlight))
            total += 1
    yield f'\n]}}, "total": {total}}}\n'


EXPORTER = Exporter("w3c", "W3C Web Annotations (JSON-LD)", ".jsonld", text, of_highlights=True)
