# SPDX-License-Identifier: MIT
"""The Trending Papers page, saved as HTML: its cards stand as JSON in an attribute, else as articles. Nothing is loaded."""

import json
from collections.abc import Iterator
from typing import Any

from lxml import html

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields, huggingface
from paperdesk.sources.page_text import SOURCE
from paperdesk.sources.stream import Stream


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the papers of the page in its order. Raises `BadInput` where there are none."""
    text = stream.read_text()
    try:
        # lxml refuses a declaration of encoding in text that is decoded already, so it is given bytes.
        tree = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (html.etree.ParserError, ValueError) as error:
        raise BadInput(f"{context.name}: this HTML cannot be read: {error}") from error
    items = [item for node in tree.iter("div") for item in _items_in(node.get("data-props"))]
    day = context.day or context.file_day
    if items:
        yield from huggingface.records(items, day, SOURCE)
        return
    found = [record for record in map(_article, tree.iter("article")) if record is not None]
    if not found:
        raise BadInput(f"{context.name}: this page holds no papers; save the Trending Papers page itself")
    for rank, (title, abstract, identifier) in enumerate(found, 1):
        links = fields.arxiv_links(
            identifier, huggingface=f"https://huggingface.co/papers/{identifier}" if identifier else ""
        )
        sighting = Sighting(SOURCE, day=day, rank=rank)
        yield Record(title, sighting, abstract=abstract, arxiv_id=identifier, links=links)


def _items_in(props: str | None) -> list[Any]:
    """Return the list of papers in the JSON of an attribute, empty where there is none."""
    if not props or "apers" not in props:
        return []
    try:
        value = json.loads(props)
    except (ValueError, RecursionError):
        return []
    lists = [v for v in (value.values() if isinstance(value, dict) else [value]) if isinstance(v, list)]
    return next((items for items in lists if items and isinstance(items[0], dict)), [])


def _article(node: Any) -> tuple[str, str, str] | None:
    heading = next(iter(node.iter("h3", "h2")), None)
    title = fields.line(heading.text_content()) if heading is not None else ""
    if not title:
        return None
    abstract = max((p.text_content().strip() for p in node.iter("p")), key=len, default="")
    addresses = [f"https://huggingface.co{a}" if a.startswith("/") else a for a in node.xpath(".//a/@href")]
    return title, fields.text(abstract), fields.arxiv_in(*addresses)
