# SPDX-License-Identifier: MIT
"""arXiv's API answer, Atom 1.0: https://info.arxiv.org/help/api/user-manual.html."""

from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from paperdesk.domain.errors import BadInput
from paperdesk.domain.identity import arxiv_id, doi
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.stream import Stream

SOURCE = "arxiv"
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the entries of a feed. Raises `BadInput` for XML that is broken or hostile, and for arXiv's own errors."""
    try:
        root = ElementTree.fromstring(stream.read_text().encode("utf-8"), forbid_dtd=True)
    except ElementTree.ParseError as error:
        raise BadInput(f"{context.name}: this XML is broken: {error}") from error
    except (DefusedXmlException, ValueError) as error:
        raise BadInput(
            f"{context.name}: this XML declares entities or a document type, which a feed has no need of"
        ) from error
    if root.tag != f"{_ATOM}feed":
        raise BadInput(f"{context.name}: this XML is no Atom feed")
    for number, entry in enumerate(root.iter(f"{_ATOM}entry"), 1):
        yield _entry(entry, number, context)


def _entry(entry: Any, number: int, context: Context) -> Record | Rejected:
    title = fields.line(_text(entry, f"{_ATOM}title"))
    address = fields.line(_text(entry, f"{_ATOM}id"))
    summary = _text(entry, f"{_ATOM}summary")
    if "/api/errors" in address:
        raise BadInput(f"{context.name}: arXiv answered with an error: {fields.line(summary)[:200]}")
    if not title:
        return Rejected(f"entry {number}", "it has no title")
    identifier = arxiv_id(address)
    extra = {name: fields.line(_text(entry, f"{_ARXIV}{name}")) for name in ("comment", "journal_ref")}
    extra["updated"] = fields.day(_text(entry, f"{_ATOM}updated"))
    primary = [node.get("term", "") for node in entry.iter(f"{_ARXIV}primary_category")]
    return Record(
        title=title,
        sighting=Sighting(SOURCE, day=context.day, extra={name: value for name, value in extra.items() if value}),
        abstract=fields.text(summary).strip(),
        authors=fields.names([_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author")]),
        arxiv_id=identifier,
        doi=doi(_text(entry, f"{_ARXIV}doi")),
        other_id="" if identifier else address,
        published=fields.day(_text(entry, f"{_ATOM}published")),
        categories=fields.words([*primary, *(node.get("term", "") for node in entry.iter(f"{_ATOM}category"))]),
        links=fields.arxiv_links(identifier),
    )


def _text(node: Any, tag: str) -> str:
    return node.findtext(tag) or ""
