# SPDX-License-Identifier: MIT
"""RIS, by rispy; a value is one line, since no reader of RIS agrees with another on what a second one means."""

from collections.abc import Iterable, Iterator
from typing import Any

from paperdesk.domain.citation import citation_of
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.exported import Exported
from paperdesk.domain.names import split_name
from paperdesk.export.bibtex import told_names
from paperdesk.export.csl_json import kind, known_fields
from paperdesk.export.exporter import KEYS, Exporter, Options
from paperdesk.export.plain import address, arxiv_of, doi_of, line, url_of, year_of

_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "paper-conference": "CPAPER",
    "book": "BOOK", "chapter": "CHAP", "thesis": "THES", "report": "RPRT", "webpage": "ELEC", "dataset": "DATA",
    "software": "COMP", "patent": "PAT", "manuscript": "UNPB", "article": "UNPB", "post-weblog": "BLOG",
}  # fmt: skip


def reference(exported: Exported) -> dict[str, Any]:
    """Return a paper as rispy's values."""
    paper = exported.paper
    told = known_fields(citation_of(paper.sightings))
    first, _, last = line(str(told.get("page", ""))).replace("\u2013", "-").partition("-")
    arxiv = arxiv_of(paper)
    values: dict[str, Any] = {
        "type_of_reference": _TYPES.get(kind(paper, told), "GEN"),
        "id": exported.citation_key or paper.key,
        "title": line(paper.title),
        "authors": [line(split_name(author).sorted_form) for author in paper.authors if author.strip()],
        "secondary_authors": [line(name.sorted_form) for name in told_names(told.get("editor"))],
        "year": year_of(paper),
        "date": day(paper.published),
        "secondary_title": told.get("container-title"),
        "volume": told.get("volume"),
        "number": told.get("issue") or told.get("number"),
        "start_page": first,
        "end_page": last.strip("-"),
        "publisher": told.get("publisher") or ("arXiv" if arxiv and not doi_of(paper) else ""),
        "place_published": told.get("publisher-place"),
        "issn": told.get("ISSN") or told.get("ISBN"),
        "language": told.get("language"),
        "doi": doi_of(paper),
        "name_of_database": "arXiv" if arxiv else "",
        "accession_number": f"arXiv:{arxiv}" if arxiv else "",
        "urls": [url_of(paper) or address(str(told.get("URL", "")))],
        "file_attachments1": address(paper.links.pdf),
        "keywords": list(paper.tags),
        "abstract": paper.abstract,
        "notes": [paper.note],
    }
    return {name: fitted for name, value in values.items() if (fitted := _fitted(value))}


def day(published: str) -> str:
    """Return a date as RIS has it, YYYY/MM/DD/ with what is not known left out, or in its own words at the end."""
    parts = sortable_day(published).split("-") if sortable_day(published) else []
    if parts:
        return "/".join([*parts, "", "", ""][:3]) + "/"
    return f"///{line(published)}" if published else ""


def _fitted(value: Any) -> Any:
    if isinstance(value, list):
        return [text for text in map(line, value) if text]
    return line(str(value)) if value else ""


def laid_out(reference: dict[str, Any]) -> str:
    """Return one reference as text, with an empty line after it."""
    import rispy  # loaded where it is needed

    writer = rispy.RisWriter()
    writer.set_header = lambda count: ""  # a number before each reference is no RIS
    return str(writer.formats([reference]))


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the references."""
    for exported in papers:
        yield laid_out(reference(exported))


EXPORTER = Exporter("ris", "RIS", ".ris", text, frozenset((KEYS,)))
