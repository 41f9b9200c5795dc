# SPDX-License-Identifier: MIT
"""BibTeX, as classic styles and every reference manager read it; letters are spelt in ASCII where TeX can.

Own writer: those of pybtex and bibtexparser let commands and braces of a text through to TeX.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperdesk.domain.citation import citation_of
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.exported import Exported
from paperdesk.domain.names import Name, split_name
from paperdesk.export import latex
from paperdesk.export.csl_json import kind, known_fields
from paperdesk.export.exporter import KEYS, Exporter, Options
from paperdesk.export.plain import address, arxiv_of, clean, doi_of, line, url_of

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "paper-conference": "inproceedings", "book": "book", "chapter": "incollection", "thesis": "phdthesis",
    "report": "techreport", "manuscript": "unpublished", "collection": "book",
}  # fmt: skip
_CONTAINERS = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entry(exported: Exported) -> str:
    """Return a paper as one entry."""
    paper = exported.paper
    told = known_fields(citation_of(paper.sightings))
    name = _TYPES.get(kind(paper, told), "misc")
    if name == "article" and not told.get("container-title"):
        name = "misc"  # what has no journal is no article to BibTeX
    fields = {
        "title": latex.title(line(paper.title), ascii_only=True),
        "author": names(map(split_name, paper.authors), ascii_only=True),
        "editor": names(told_names(told.get("editor")), ascii_only=True),
        **_dates(paper.published),
        **_details(told, name),
        "eprint": latex.verbatim(arxiv_of(paper)),
        "archivePrefix": "arXiv" if arxiv_of(paper) else "",
        "primaryClass": latex.escape(line(paper.categories[0])) if arxiv_of(paper) and paper.categories else "",
        "doi": latex.verbatim(doi_of(paper)),
        "url": latex.verbatim(url_of(paper) or address(str(told.get("URL", "")))),
        "keywords": keywords(paper.tags, ascii_only=True),
        "abstract": latex.escape(clean(paper.abstract), ascii_only=True),
        "annote": latex.escape(clean(paper.note), ascii_only=True),
    }
    return laid_out(name, exported.citation_key or paper.key, fields)


def laid_out(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return an entry; a value that is one of the months stands without braces, as the macro that it is."""
    lines = [f"@{kind}{{{key}"]
    for name, value in fields.items():
        if value.strip():
            lines.append(f"  {name} = {value if name == 'month' and value in _MONTHS else f'{{{value.strip()}}}'}")
    return ",\n".join(lines) + "\n}\n"


def _dates(published: str) -> dict[str, str]:
    day = sortable_day(published)
    month = _MONTHS[int(day[5:7]) - 1] if len(day) > 4 else ""
    return {"year": day[:4] if day else latex.escape(line(published), ascii_only=True), "month": month}


def _details(told: Mapping[str, Any], name: str) -> dict[str, str]:
    def of(field: str) -> str:
        return latex.escape(line(str(told.get(field, ""))), ascii_only=True)

    container = _CONTAINERS.get(name, "howpublished")
    return {
        container: of("container-title"),
        "volume": of("volume"),
        "number": of("issue") or of("number"),
        "pages": pages(of("page")),
        _PUBLISHERS.get(name, "publisher"): of("publisher"),
        "address": of("publisher-place"),
        "series": of("collection-title"),
        "edition": of("edition"),
        "isbn": of("ISBN"),
        "issn": of("ISSN"),
        "language": of("language"),
    }


def pages(text: str) -> str:
    """Return a range of pages with the dash that BibTeX wants."""
    return re.sub(r"(?:(?:\{\})?[-\u2013])+", "--", text)


def names(several: Iterable[Name], *, ascii_only: bool = False) -> str:
    """Return a list of names as BibTeX reads it; a name as a whole, and whatever could be taken for two, in braces."""
    return " and ".join(_name(name, ascii_only) for name in several if name.literal or name.family)


def _name(name: Name, ascii_only: bool) -> str:
    def part(text: str) -> str:
        escaped = latex.escape(line(text), ascii_only=ascii_only)
        hard = "," in text or " and " in f" {text.lower()} " or "=" in text
        return f"{{{escaped}}}" if hard else escaped

    if name.literal:
        return f"{{{latex.escape(line(name.literal), ascii_only=ascii_only)}}}"
    # A family of several words could be taken for one with a particle where one of them is in small letters.
    family = part(f"{name.particle} {name.family}".strip())
    return ", ".join(filter(None, (family, part(name.suffix), part(name.given))))


def told_names(value: object) -> list[Name]:
    """Return the names of a CSL field."""
    found = []
    for parts in value if isinstance(value, list) else ():
        particle = parts.get("non-dropping-particle") or parts.get("dropping-particle") or ""
        whole = parts.get("literal") or (parts.get("given", "") if not parts.get("family") else "")
        found.append(Name(parts.get("family", ""), parts.get("given", ""), particle, parts.get("suffix", ""), whole))
    return found


def keywords(tags: Iterable[str], *, ascii_only: bool = False) -> str:
    """Return tags as a list with commas; one that has a comma itself in braces."""
    escaped = [(tag, latex.escape(line(tag), ascii_only=ascii_only)) for tag in tags]
    return ", ".join(f"{{{text}}}" if "," in tag else text for tag, text in escaped)


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the entries."""
    before = ""
    for exported in papers:
        yield before + entry(exported)
        before = "\n"


EXPORTER = Exporter("bibtex", "BibTeX", ".bib", text, frozenset((KEYS,)))
