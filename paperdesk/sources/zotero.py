# SPDX-License-Identifier: MIT
"""Items of Zotero: as Better BibTeX writes them to JSON (with notes, tags and annotations), and what RDF has in common with it.

Fields and types: https://www.zotero.org/support/kb/item_types_and_fields.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Quoted, Record, Rejected
from paperdesk.sources import fields
from paperdesk.sources.colours import colour
from paperdesk.sources.html_notes import markdown
from paperdesk.sources.json_items import Broken
from paperdesk.sources.json_stream import items
from paperdesk.sources.reference import NO_TITLE, Reference, day_of, person, record
from paperdesk.sources.stream import Stream

SOURCE = "zotero"
_LISTS = ("items",)
_NO_PAPERS = ("attachment", "note", "annotation")
TYPES = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine", "newspaperArticle": "article-newspaper",
    "conferencePaper": "paper-conference", "book": "book", "bookSection": "chapter", "thesis": "thesis", "report": "report",
    "preprint": "article", "manuscript": "manuscript", "patent": "patent", "webpage": "webpage", "blogPost": "post-weblog",
    "computerProgram": "software", "dataset": "dataset", "standard": "standard", "presentation": "speech",
    "encyclopediaArticle": "entry-encyclopedia", "dictionaryEntry": "entry-dictionary", "letter": "personal_communication",
    "videoRecording": "motion_picture", "film": "motion_picture", "podcast": "broadcast", "map": "map", "bill": "bill",
    "case": "legal_case", "statute": "legislation", "interview": "interview", "forumPost": "post",
}  # fmt: skip
_CSL = {
    "container-title": ("publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "websiteTitle", "blogTitle"),
    "container-title-short": ("journalAbbreviation",),
    "collection-title": ("series", "seriesTitle"),
    "volume": ("volume",),
    "issue": ("issue",),
    "number": ("reportNumber", "number", "archiveID"),
    "page": ("pages",),
    "publisher": ("publisher", "university", "institution", "repository"),
    "publisher-place": ("place",),
    "event-title": ("conferenceName",),
    "edition": ("edition",),
    "ISBN": ("ISBN",),
    "ISSN": ("ISSN",),
    "language": ("language",),
    "title-short": ("shortTitle",),
    "genre": ("thesisType", "reportType", "genre"),
    "version": ("versionNumber",),
    "archive_location": ("archiveLocation",),
    "call-number": ("callNumber",),
    "citation-key": ("citationKey", "citekey"),
    "accessed": ("accessDate",),
    "URL": ("url",),
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|2[01]\d\d)(?!\d)")
_ISO = re.compile(r"\s*(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
_EXTRA = re.compile(r"^\s*(DOI|arXiv|Citation Key)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield each item that has a title, and a line for each other that should have one.

    Raises `BadInput` where the file holds no item.
    """
    count = 0
    for count, item in enumerate(items(stream, _LISTS), 1):
        if isinstance(item, Broken):
            yield Rejected(f"item {count}", item.why)
            continue
        told = item.get("data", item) if isinstance(item, Mapping) else None
        if not isinstance(told, Mapping):
            yield Rejected(f"item {count}", "an item of Zotero is due here, an object with a title")
        elif told.get("itemType") not in _NO_PAPERS:
            found = record(reference(told), SOURCE, context)
            yield Rejected(f"item {count}", NO_TITLE) if found is None else found
    if not count:
        raise BadInput(f"{context.name}: there is no item in it")


def reference(told: Mapping[str, Any]) -> Reference:
    """Return an item, with what was noted and highlighted in it."""
    csl: dict[str, Any] = {name: fields.first(told, *names) for name, names in _CSL.items()}
    csl["type"] = TYPES.get(str(told.get("itemType")), "document")
    csl["title"] = told.get("title") or fields.first(told, "caseName", "nameOfAct", "subject")
    csl["abstract"] = told.get("abstractNote")
    extra = _extra(told)
    named = {name.lower(): value for name, value in _EXTRA.findall(extra)}
    csl["DOI"] = told.get("DOI") or named.get("doi")
    csl["citation-key"] = csl["citation-key"] or named.get("citation key")
    csl["note"] = _EXTRA.sub("", extra)
    creators = told.get("creators")
    attachments = [a for a in _list(told.get("attachments")) if isinstance(a, Mapping)]
    links = [address for a in attachments if (address := fields.address(a.get("url")))]
    return Reference(
        csl,
        authors=_names(creators, "author") or _names(creators, "editor", others=True),
        published=date(fields.line(told.get("date") or told.get("issueDate"))),
        identifiers=[fields.line(told.get("archiveID")), f"arXiv:{named['arxiv']}" if "arxiv" in named else "", *links],
        mentions=[fields.line(csl["container-title"]), fields.line(csl["publisher"]), fields.line(csl["number"])],
        tags=_tags(told.get("tags")),
        note="\n\n".join(filter(None, map(_note, _list(told.get("notes"))))),
        quotes=tuple(_quotes(annotation for a in attachments for annotation in _list(a.get("annotations")))),
        pdf=next((link for link in links if link.lower().split("?")[0].endswith(".pdf")), ""),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _extra(told: Mapping[str, Any]) -> str:
    value = told.get("extra")
    lines = [line for line in value if isinstance(line, str)] if isinstance(value, list) else [value]
    return "\n".join(line for line in lines if isinstance(line, str))


def _names(creators: Any, kind: str, *, others: bool = False) -> tuple[str, ...]:
    """Return the names of the creators of a kind; with `others`, of those of any kind where there is none."""
    told = [c for c in _list(creators) if isinstance(c, Mapping)]
    chosen = [c for c in told if c.get("creatorType", "author") == kind]
    found = []
    for creator in chosen or (told if others else ()):
        name = fields.line(creator.get("name"))
        first = fields.line(creator.get("firstName"))
        given, _, suffix = first.partition(",")
        found.append(name or person(fields.line(creator.get("lastName")), given, suffix))
    return tuple(dict.fromkeys(filter(None, found)))


def date(text: str) -> str:
    """Return the day of a date as Zotero keeps it, `2024-06-00 June 2024` or what a person wrote."""
    if iso := _ISO.match(text):
        return day_of(iso[1], (iso[2] or "").replace("00", ""), (iso[3] or "").replace("00", ""))
    year = _YEAR.search(text)
    if not year:
        return fields.published(text)
    rest = text[: year.start()] + " " + text[year.end() :]
    named = re.search(r"[A-Za-z]{3,}", rest)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", rest)
    return day_of(year[1], named[0] if named else "", day[0] if named and day else "")


def _tags(value: Any) -> list[str]:
    return [fields.line(tag.get("tag") if isinstance(tag, Mapping) else tag) for tag in _list(value)]


def _note(value: Any) -> str:
    text = value.get("note") if isinstance(value, Mapping) else value
    return markdown(fields.text(text))


def _quotes(annotations: Iterable[Any]) -> Iterator[Quoted]:
    for told in annotations:
        if not isinstance(told, Mapping):
            continue
        exact = fields.text(told.get("annotationText") or told.get("text")).strip()
        if exact:
            yield Quoted(
                exact,
                colour=colour(told.get("annotationColor") or told.get("color")),
                note=markdown(fields.text(told.get("annotationComment") or told.get("comment"))),
                tags=tuple(filter(None, _tags(told.get("tags")))),
                created=fields.line(fields.first(told, "dateAdded", "dateModified"))[:40],
            )
