# SPDX-License-Identifier: MIT
"""The Trending Papers page, saved as HTML: its cards stand as JSON in an attribute, else as articles. Nothing is loaded."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree, html

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields, huggingface
from paperdesk.sources.json_items import load
from paperdesk.sources.page_text import SOURCE
from paperdesk.sources.stream import Stream

_SITE = "https://huggingface.co"
_UNSEEN = ("script", "style", "template")


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the papers of the page in its order. Raises `BadInput` where there are none."""
    # lxml refuses a declaration of encoding in text that is decoded already, so it is given bytes; NUL would end it.
    text = stream.read_text().replace("\0", "\ufffd").encode("utf-8")
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError) as error:
        raise BadInput(f"{context.name}: this HTML cannot be read: {error}; save the page again") from error
    day = context.day or fields.day_in_name(context.name) or context.file_day
    items = _items(tree)
    if items:
        yield from huggingface.records(items, day, SOURCE)
        return
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    found = [article for article in map(_article, tree.iter("article")) if article is not None]
    if not found:
        raise BadInput(f"{context.name}: this page holds no papers; save the Trending Papers page itself")
    for rank, (title, abstract, identifier) in enumerate(found, 1):
        huggingface_page = f"{_SITE}/papers/{identifier}" if identifier else ""
        yield Record(
            title,
            Sighting(SOURCE, day=day, rank=rank),
            abstract=abstract,
            arxiv_id=identifier,
            links=fields.arxiv_links(identifier, huggingface=huggingface_page),
        )


def _items(tree: Any) -> list[Any]:
    """Return the papers in the JSON of the attributes, each once."""
    found: dict[Any, Any] = {}
    for node in tree.iter("div"):
        for item in _items_in(node.get("data-props")):
            paper = item.get("paper")
            found.setdefault(fields.line((paper if isinstance(paper, Mapping) else item).get("id")) or id(item), item)
    return list(found.values())


def _items_in(props: str | None) -> list[Mapping[str, Any]]:
    """Return the papers in the JSON of one attribute: the items of the lists whose names say so."""
    if not props or "apers" not in props:
        return []
    try:
        value = load(props)
    except ValueError:
        return []
    if not isinstance(value, Mapping):
        return []
    lists = [items for name, items in value.items() if name.endswith("apers") and isinstance(items, list)]
    return [item for items in lists for item in items if isinstance(item, Mapping)]


def _article(node: Any) -> tuple[str, str, str] | None:
    title = next(filter(None, (fields.title(heading.text_content()) for heading in node.iter("h3", "h2"))), "")
    if not title:
        return None
    abstract = max((p.text_content().strip() for p in node.iter("p")), key=len, default="")
    addresses = [f"{_SITE}{a}" if a.startswith("/") else a for a in node.xpath(".//a/@href")]
    return title, fields.text(abstract), fields.arxiv_in(*addresses)
