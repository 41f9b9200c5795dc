# SPDX-License-Identifier: MIT
"""Zotero's RDF: items, the notes and attachments that they refer to, and tags.

An export of Zotero is RDF/XML of one shape, read here as such: each item is a child of the root, and what it refers to by
`rdf:resource` is another. The vocabularies are named in Zotero's translator "Zotero RDF".
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import fields
from paperdesk.sources.html_notes import markdown
from paperdesk.sources.reference import NO_TITLE, Reference, person, record
from paperdesk.sources.stream import Stream
from paperdesk.sources.xml_parsing import parse
from paperdesk.sources.zotero import SOURCE, TYPES, date

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_Z = "{http://www.zotero.org/namespaces/export#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_BIB = "{http://purl.org/net/biblio#}"
_PRISM = "{http://prismstandard.org/namespaces/1.2/basic/}"
_FOAF = "{http://xmlns.com/foaf/0.1/}"
_LINK = "{http://purl.org/rss/1.0/modules/link/}"
_VCARD = "{http://nwalsh.com/rdf/vCard#}"
_NO_ITEMS = (f"{_Z}Attachment", f"{_Z}Collection", f"{_BIB}Memo", f"{_BIB}Journal", f"{_Z}UserItem")
_OTHERS = ("attachment", "note")
_CSL = {
    "volume": f"{_PRISM}volume",
    "issue": f"{_PRISM}number",
    "page": f"{_BIB}pages",
    "language": f"{_Z}language",
    "edition": f"{_PRISM}edition",
    "title-short": f"{_Z}shortTitle",
    "genre": f"{_Z}type",
    "citation-key": f"{_Z}citationKey",
    "accessed": f"{_TERMS}dateSubmitted",
    "archive_location": f"{_DC}coverage",
    "note": f"{_DC}description",
}


class _Children(TreeBuilder):
    """Gathers the children of the root as they end, so that those before a break are whole."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ""
        self.children: list[Element] = []
        self._depth = 0

    def start(self, tag: str, attributes: Any, /) -> Element:
        self.root = self.root or tag
        self._depth += 1
        return super().start(tag, attributes)

    def end(self, tag: str, /) -> Element:
        element = super().end(tag)
        self._depth -= 1
        if self._depth == 1:
            self.children.append(element)
        return element


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield each item that has a title. Raises `BadInput` for XML that is broken from the start, hostile, or no such RDF."""
    found = _Children()
    broken = parse(
        stream.read_bytes(), found, context.name,
        refused="this XML declares entities or a document type, which Zotero does not write", forbid_dtd=True,
    )  # fmt: skip
    if found.root != f"{_RDF}RDF":
        raise BadInput(f"{context.name}: {broken or 'this XML is no RDF of Zotero'}")
    named = {about: child for child in found.children if (about := child.get(f"{_RDF}about"))}
    count = 0
    for child in found.children:
        if child.tag in _NO_ITEMS or _text(child, f"{_Z}itemType") in _OTHERS:
            continue
        count += 1
        item = record(_reference(child, named), SOURCE, context)
        yield Rejected(f"item {count}", NO_TITLE) if item is None else item
    if broken:
        yield Rejected(f"item {count + 1}", broken)
    elif not count:
        raise BadInput(f"{context.name}: there is no item in it")


def _reference(item: Element, named: dict[str, Element]) -> Reference:
    csl: dict[str, Any] = {name: _text(item, tag) for name, tag in _CSL.items()}
    csl["type"] = TYPES.get(_text(item, f"{_Z}itemType"), "document")
    csl["title"] = _text(item, f"{_DC}title")
    csl["abstract"] = _text(item, f"{_TERMS}abstract")
    identifiers = [_text_of(node) for node in item.findall(f"{_DC}identifier")]
    for whole in _related(item, f"{_TERMS}isPartOf", named):
        name = "collection-title" if whole.tag == f"{_BIB}Series" else "container-title"
        csl[name] = csl.get(name) or _text(whole, f"{_DC}title")
        for part in ("volume", "issue"):
            csl[part] = csl[part] or _text(whole, _CSL[part])
        identifiers += [_text_of(node) for node in whole.findall(f"{_DC}identifier")]
    csl |= _publisher(item)
    csl |= {kind: text[5:] for kind in ("ISBN", "ISSN") for text in identifiers if text.startswith(f"{kind} ")}
    csl["DOI"] = next((text[4:] for text in identifiers if text.startswith("DOI ")), "")
    csl["URL"] = next(map(fields.address, filter(fields.address, identifiers)), "")
    attachments = [_text(node, f"{_DC}identifier") for node in _related(item, f"{_LINK}link", named)]
    notes = [
        _text(node, f"{_RDF}value")
        for node in _related(item, f"{_TERMS}isReferencedBy", named)
        if node.tag == f"{_BIB}Memo"
    ]
    return Reference(
        csl,
        authors=_names(item, f"{_BIB}authors") or _names(item, f"{_BIB}editors"),
        published=date(_text(item, f"{_DC}date")),
        identifiers=[csl["URL"], *attachments],
        mentions=[
            csl.get("container-title", ""),
            csl["archive_location"],
            csl["publisher"],
            _text(item, f"{_PRISM}number"),
        ],
        tags=[_text_of(node) for node in item.findall(f"{_DC}subject")],
        note="\n\n".join(filter(None, map(markdown, notes))),
        pdf=next((url for url in attachments if url.startswith("http") and ".pdf" in url.lower()), ""),
    )


def _related(item: Element, tag: str, named: dict[str, Element]) -> list[Element]:
    """Return what stands in the children `tag`, or what they refer to."""
    found: list[Element] = []
    for link in item.findall(tag):
        other = named.get(link.get(f"{_RDF}resource", ""))
        found += [other] if other is not None else list(link)
    return found


def _publisher(item: Element) -> dict[str, str]:
    node = item.find(f"{_DC}publisher")
    if node is None:
        return {"publisher": "", "publisher-place": ""}
    name = next((text for child in node.iter(f"{_FOAF}name") if (text := _text_of(child))), "")
    place = next((text for child in node.iter(f"{_VCARD}locality") if (text := _text_of(child))), "")
    return {"publisher": name, "publisher-place": place}


def _names(item: Element, tag: str) -> tuple[str, ...]:
    found = []
    for people in item.findall(tag):
        for one in people.iter(f"{_FOAF}Person"):
            surname = _text(one, f"{_FOAF}surname")
            found.append(person(surname, _text(one, f"{_FOAF}givenName") or _text(one, f"{_FOAF}givenname")))
    return tuple(dict.fromkeys(filter(None, found)))


def _text(node: Element, tag: str) -> str:
    found = node.find(tag)
    return "" if found is None else _text_of(found)


def _text_of(node: Element) -> str:
    return "".join(node.itertext()).strip()
