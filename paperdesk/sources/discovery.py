# SPDX-License-Identifier: MIT
"""What a web page tells machines: the feeds that it has, and the paper that it is about. Nothing on it is loaded."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from paperdesk.domain.record import Record, Sighting
from paperdesk.sources import fields

SOURCE = "web"
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_MOST = 40


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names."""

    title: str
    address: str


def feeds_in(body: bytes, address: str) -> list[FoundFeed]:
    """Return the feeds that the page at `address` names (`<link rel=alternate>`), each once, as it orders them."""
    tree = _tree(body)
    found: dict[str, FoundFeed] = {}
    for node in tree.iter("link") if tree is not None else ():
        kind, rel = (node.get("type") or "").lower().split(";")[0].strip(), (node.get("rel") or "").lower().split()
        target = _joined(address, node.get("href") or "")
        if "alternate" in rel and kind in _FEED_TYPES and target and len(found) < _MOST:
            found.setdefault(target, FoundFeed(fields.line(node.get("title")) or target, target))
    return list(found.values())


def paper_in(body: bytes, address: str) -> Record | None:
    """Return the paper that a page is about, by the tags that publishers set for Google Scholar, None where it sets none.

    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    told = _meta(body)
    title = fields.title(*told.get("citation_title", ()), *told.get("dc.title", ()))
    if not title:
        return None
    given = {name: told.get(f"citation_{name}", []) for name in ("arxiv_id", "doi", "author", "pdf_url", "abstract")}
    identifier = fields.arxiv_in(*given["arxiv_id"], address, *given["pdf_url"])
    digital = fields.doi(*given["doi"], *told.get("dc.identifier", ()), address)
    dates = [*told.get("citation_publication_date", ()), *told.get("citation_date", ()), *told.get("dc.date", ())]
    abstract = [*given["abstract"], *told.get("dc.description", ()), *told.get("description", ())]
    return Record(
        title=title,
        sighting=Sighting(SOURCE),
        abstract=fields.text(abstract[0] if abstract else "").strip(),
        authors=fields.names([_spoken(name) for name in given["author"] or told.get("dc.creator", [])]),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if identifier or digital else address,
        published=fields.published(*(date.replace("/", "-") for date in dates)),
        links=fields.arxiv_links(
            identifier,
            project="" if identifier else fields.address(address),
            pdf=fields.address(_joined(address, given["pdf_url"][0]) if given["pdf_url"] else ""),
        ),
    )


def _spoken(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name


def _meta(body: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    tree = _tree(body)
    for node in tree.iter("meta") if tree is not None else ():
        name, content = (node.get("name") or node.get("property") or "").lower(), node.get("content")
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _joined(address: str, target: str) -> str:
    try:
        return fields.address(urljoin(address, target.strip())) if target.strip() else ""
    except ValueError:
        return ""


def _tree(body: bytes) -> Any:
    try:
        body.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # what the page says of it, or a guess
    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True)
        return html.document_fromstring(body.replace(b"\0", b" "), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
