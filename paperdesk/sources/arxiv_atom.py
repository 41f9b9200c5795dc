# SPDX-License-Identifier: MIT
"""arXiv's API answer, Atom 1.0: https://info.arxiv.org/help/api/user-manual.html."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.stream import Stream
from paperdesk.sources.xml_parsing import parse

SOURCE = "arxiv"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


class _Entries(TreeBuilder):
    """Gathers the entries of a feed as they end, so that those before a break in it are whole."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.entries: list[Element] = []

    def start(self, tag: str, attributes: Any, /) -> Element:
        self.root = self.root or tag
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        element = super().end(tag)
        if tag == f"{_ATOM}entry":
            self.entries.append(element)
        return element


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the entries of a feed. Raises `BadInput` for XML that is broken or hostile, and for arXiv's own errors."""
    found = _Entries()
    broken = parse(
        stream.read_bytes(), found, context.name, forbid_dtd=True, again="fetch it again",
        refused="this XML declares entities or a document type, which a feed has no need of",
    )  # fmt: skip
    if found.root != f"{_ATOM}feed":
        raise BadInput(f"{context.name}: {broken or 'this XML is no Atom feed'}")
    for number, entry in enumerate(found.entries, 1):
        yield _entry(entry, number, context)
    if not found.entries:
        raise BadInput(f"{context.name}: {broken or 'the answer holds no papers; look whether the query names any'}")
    if broken:
        yield Rejected(f"entry {len(found.entries) + 1}", broken)


def _entry(entry: Element, number: int, context: Context) -> Record | Rejected:
    title = fields.title(_text(entry, f"{_ATOM}title"))
    address = fields.line(_text(entry, f"{_ATOM}id"))
    summary = _text(entry, f"{_ATOM}summary")
    if "/api/errors" in address:
        return Rejected(f"entry {number}", f"arXiv answered with an error: {fields.line(summary)[:200]}")
    if not title:
        return Rejected(f"entry {number}", "it has no title")
    identifier = fields.arxiv_in(address)
    digital = fields.doi(*_text(entry, f"{_ARXIV}doi").split())
    extra = {name: fields.line(_text(entry, f"{_ARXIV}{name}")) for name in ("comment", "journal_ref")}
    extra["updated"] = fields.day(_text(entry, f"{_ATOM}updated"))
    return Record(
        title=title,
        sighting=Sighting(SOURCE, day=context.day, extra={name: value for name, value in extra.items() if value}),
        abstract=fields.text(summary).strip(),
        authors=fields.names([_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author")]),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if identifier or digital else fields.own_id(address),
        published=fields.published(_text(entry, f"{_ATOM}published")),
        categories=fields.words(
            [
                node.get("term", "")
                for tag in (f"{_ARXIV}primary_category", f"{_ATOM}category")
                for node in entry.iter(tag)
            ]
        ),
        links=fields.arxiv_links(identifier, project="" if identifier else fields.address(address)),
    )


def _text(node: Element, tag: str) -> str:
    found = node.find(tag)
    return "" if found is None else "".join(found.itertext())
