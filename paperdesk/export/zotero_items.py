# SPDX-License-Identifier: MIT
"""Papers as items of Zotero's own making, for its connector: fields, authors, tags, and notes as HTML.

The names of types and fields are those of https://api.zotero.org/schema.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from paperdesk.domain.citation import citation_of
from paperdesk.domain.exported import Exported
from paperdesk.domain.names import Name, split_name
from paperdesk.export.bibtex import told_names
from paperdesk.export.csl_json import kind, known_fields
from paperdesk.export.markup import pieces_as_text
from paperdesk.export.plain import arxiv_of, clean, doi_of, line, url_of
from paperdesk.export.zotero import notes

_TYPES = {
    "article-journal": "journalArticle", "article-magazine": "magazineArticle", "article-newspaper": "newspaperArticle",
    "paper-conference": "conferencePaper", "book": "book", "chapter": "bookSection", "thesis": "thesis", "report": "report",
    "manuscript": "manuscript", "webpage": "webpage", "dataset": "dataset", "review": "journalArticle",
}  # fmt: skip
_CONTAINERS = {"conferencePaper": "proceedingsTitle", "bookSection": "bookTitle", "webpage": "websiteTitle"}
_PUBLISHERS = {"thesis": "university", "report": "institution", "dataset": "repository"}
_PAGED = ("journalArticle", "magazineArticle", "newspaperArticle", "conferencePaper", "bookSection")


def zotero_item(exported: Exported, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return a paper as one item. Its `id` tells two contents apart, also of one paper."""
    paper, shown = exported.paper, exported.shown
    told = known_fields(citation_of(paper.sightings))
    type_ = _TYPES.get(kind(paper, told), "preprint")
    item = {
        "itemType": type_,
        "title": line(pieces_as_text(shown.title) or paper.title),
        "creators": [*_creators(map(split_name, paper.authors), "author"), *_creators(told_names(told.get("editor")), "editor")],
        "abstractNote": clean(pieces_as_text(shown.abstract) or paper.abstract),
        "date": line(paper.published),
        "url": url_of(paper),
        "DOI": doi_of(paper) or (f"10.48550/arXiv.{arxiv_of(paper)}" if type_ == "preprint" and arxiv_of(paper) else ""),
        **_details(exported, type_, told),
        "tags": [{"tag": line(tag)} for tag in paper.tags],
        "notes": [{"note": clean(html)} for html in notes(exported, dict(colours))],
        "attachments": [],
    }  # fmt: skip
    item = {name: value for name, value in item.items() if value or name in ("title", "creators", "attachments")}
    text = json.dumps(item, sort_keys=True).encode()
    return {"id": hashlib.sha256(text).hexdigest()[:24], **item}


def _details(exported: Exported, type_: str, told: Mapping[str, Any]) -> dict[str, str]:
    def of(field: str) -> str:
        return line(str(told.get(field, "")))

    arxiv = arxiv_of(exported.paper)
    if type_ == "preprint":
        return {"repository": "arXiv" if arxiv else of("publisher"), "archiveID": f"arXiv:{arxiv}" if arxiv else ""}
    found = {
        _CONTAINERS.get(type_, "publicationTitle"): of("container-title"),
        _PUBLISHERS.get(type_, "publisher"): of("publisher"),
        "language": of("language"),
        "extra": f"arXiv: {arxiv}" if arxiv else "",
    }
    if type_ in _PAGED:
        found |= {"pages": of("page"), "volume": of("volume"), "ISSN": of("ISSN"), "ISBN": of("ISBN")}
    return found | ({"issue": of("issue")} if type_ == "journalArticle" else {})


def _creators(several: Any, role: str) -> list[dict[str, Any]]:
    return [_creator(name, role) for name in several if isinstance(name, Name) and (name.literal or name.family)]


def _creator(name: Name, role: str) -> dict[str, Any]:
    if name.literal or not name.given:
        whole = name.literal or f"{name.particle} {name.family}".strip()
        return {"lastName": line(whole), "fieldMode": 1, "creatorType": role}
    family = f"{name.particle} {name.family} {name.suffix}".split()
    return {"firstName": line(name.given), "lastName": " ".join(family), "creatorType": role}
