# SPDX-License-Identifier: MIT
"""References of EndNote and of PubMed as XML.

EndNote: what its export "XML" writes; PubMed: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html. Nothing that
a document type names is loaded, and entities are refused.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import fields
from paperdesk.sources.reference import NO_TITLE, Reference, day_of, from_inverted, person, record
from paperdesk.sources.stream import Stream
from paperdesk.sources.tagged import kind_named
from paperdesk.sources.xml_parsing import parse

_PUBMED = ("PubmedArticle", "PubmedBookArticle")
_ENDNOTE = ("record",)


class _Gathering(TreeBuilder):
    """Gathers references as they end, so that those before a break are whole."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []

    def end(self, tag: str, /) -> Element:
        element = super().end(tag)
        if tag in _PUBMED or tag in _ENDNOTE:
            self.found.append(element)
        return element


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield each reference that has a title, and a line for each other.

    Raises `BadInput` for XML that is broken from the start or hostile, and where it holds no reference.
    """
    gathering = _Gathering()
    broken = parse(
        stream.read_bytes(), gathering, context.name,
        refused="this XML declares entities, which references have no need of", forbid_dtd=False,
    )  # fmt: skip
    for number, element in enumerate(gathering.found, 1):
        pubmed = element.tag in _PUBMED
        told = _of_pubmed(element) if pubmed else _of_endnote(element)
        found = record(told, "pubmed" if pubmed else "endnote", context)
        yield Rejected(f"reference {number}", NO_TITLE) if found is None else found
    if not gathering.found:
        raise BadInput(f"{context.name}: {broken or 'there is no reference of EndNote or PubMed in it'}")
    if broken:
        yield Rejected(f"reference {len(gathering.found) + 1}", broken)


def _of_endnote(node: Element) -> Reference:
    kind = node.find("ref-type")
    urls = [text for text in map(_plain, node.findall("urls/*/url")) if text]
    csl: dict[str, Any] = {
        "type": kind_named(kind.get("name", "") if kind is not None else ""),
        "title": _text(node, "titles/title"),
        "abstract": _text(node, "abstract", raw=True),
        "container-title": _text(node, "periodical/full-title") or _text(node, "titles/secondary-title"),
        "container-title-short": _text(node, "periodical/abbr-1"),
        "page": _text(node, "pages"),
        "volume": _text(node, "volume"),
        "issue": _text(node, "number"),
        "edition": _text(node, "edition"),
        "publisher": _text(node, "publisher"),
        "publisher-place": _text(node, "pub-location"),
        "ISSN": _text(node, "isbn"),
        "language": _text(node, "language"),
        "DOI": _text(node, "electronic-resource-num"),
        "citation-key": _text(node, "label"),
        "URL": next(iter(urls), ""),
        "editor": [{"literal": from_inverted(name)} for name in _texts(node, "contributors/secondary-authors/author")],
    }
    notes = filter(None, (_text(node, name, raw=True) for name in ("notes", "research-notes")))
    return Reference(
        csl,
        authors=tuple(dict.fromkeys(filter(None, map(from_inverted, _texts(node, "contributors/authors/author"))))),
        published=_endnote_day(node),
        identifiers=[*urls, csl["DOI"], _text(node, "accession-num")],
        mentions=[csl["container-title"], csl["publisher"]],
        tags=_texts(node, "keywords/keyword"),
        note="\n\n".join(notes),
        pdf=next((url for url in map(_plain, node.findall("urls/pdf-urls/url")) if url.startswith("http")), ""),
    )


def _endnote_day(node: Element) -> str:
    year, date = _text(node, "dates/year"), _text(node, "dates/pub-dates/date")
    month, _, day = date.replace("-", " ").partition(" ")
    return day_of(year, month, day)


def _of_pubmed(node: Element) -> Reference:
    book = node.find("BookDocument")
    base = "MedlineCitation/Article/" if book is None else "BookDocument/"
    issue = f"{base}Journal/JournalIssue/" if book is None else "BookDocument/Book/"
    identifiers = [_plain(one) for one in (*node.iter("ELocationID"), *node.iter("ArticleId"))]
    citation = node.find("MedlineCitation/PMID" if book is None else "BookDocument/PMID")
    csl: dict[str, Any] = {
        "type": "article-journal" if book is None else "chapter",
        "title": _text(node, f"{base}ArticleTitle") or _text(node, f"{base}Book/BookTitle"),
        "abstract": "\n\n".join(
            filter(None, (_plain(one, raw=True) for one in node.findall(f"{base}Abstract/AbstractText")))
        ),
        "container-title": _text(node, f"{base}Journal/Title") or _text(node, f"{base}Book/BookTitle"),
        "container-title-short": _text(node, f"{base}Journal/ISOAbbreviation"),
        "volume": _text(node, f"{issue}Volume"),
        "issue": _text(node, f"{issue}Issue"),
        "page": _text(node, f"{base}Pagination/MedlinePgn"),
        "ISSN": _text(node, f"{base}Journal/ISSN"),
        "publisher": _text(node, f"{issue}Publisher/PublisherName"),
        "language": _text(node, f"{base}Language"),
        "PMID": "" if citation is None else _plain(citation),
        "DOI": next(filter(fields.doi, identifiers), ""),
    }
    return Reference(
        csl,
        authors=tuple(dict.fromkeys(filter(None, map(_author, node.iterfind(f"{base}AuthorList/Author"))))),
        published=_pubmed_day(node, f"{issue}PubDate"),
        tags=[
            *_texts(node, "MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName"),
            *map(_plain, node.iter("Keyword")),
        ],
    )


def _author(node: Element) -> str:
    return _text(node, "CollectiveName") or person(
        _text(node, "LastName"), _text(node, "ForeName") or _text(node, "Initials"), _text(node, "Suffix")
    )


def _pubmed_day(node: Element, path: str) -> str:
    year, month, *_ = [*_text(node, f"{path}/MedlineDate").split(), "", ""]
    return day_of(
        _text(node, f"{path}/Year") or year, _text(node, f"{path}/Month") or month, _text(node, f"{path}/Day")
    )


def _texts(node: Element, path: str) -> list[str]:
    return [text for one in node.findall(path) if (text := _plain(one))]


def _text(node: Element, path: str, *, raw: bool = False) -> str:
    found = node.find(path)
    return "" if found is None else _plain(found, raw=raw)


def _plain(node: Element, *, raw: bool = False) -> str:
    """Return the text of an element as one line, or `raw` as it stands."""
    text = "".join(node.itertext())
    return fields.text(text).strip() if raw else fields.line(text)
