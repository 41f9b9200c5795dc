# SPDX-License-Identifier: MIT
"""BibLaTeX for biber: its own names of types and fields, whole dates, Unicode as it is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperdesk.domain.citation import citation_of
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.exported import Exported
from paperdesk.domain.names import split_name
from paperdesk.export import latex
from paperdesk.export.bibtex import keywords, laid_out, names, pages, told_names
from paperdesk.export.csl_json import kind, known_fields
from paperdesk.export.exporter import KEYS, Exporter, Options
from paperdesk.export.plain import address, arxiv_of, clean, doi_of, line, url_of

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "paper-conference": "inproceedings", "book": "book", "chapter": "incollection", "thesis": "thesis",
    "report": "report", "article": "online", "webpage": "online", "post": "online", "post-weblog": "online",
    "manuscript": "unpublished", "dataset": "dataset", "software": "software", "collection": "collection",
}  # fmt: skip
_CONTAINERS = {"article": "journaltitle", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = {"thesis": "institution", "report": "institution"}


def entry(exported: Exported) -> str:
    """Return a paper as one entry."""
    paper = exported.paper
    told = known_fields(citation_of(paper.sightings))
    name = _TYPES.get(kind(paper, told), "misc")
    arxiv = arxiv_of(paper)
    day = sortable_day(paper.published)
    fields = {
        "title": latex.title(line(paper.title)),
        "author": names(map(split_name, paper.authors)),
        "editor": names(told_names(told.get("editor"))),
        "date": day,
        "year": "" if day else latex.escape(line(paper.published)),
        **_details(told, name),
        "eprint": latex.verbatim(arxiv),
        "eprinttype": "arxiv" if arxiv else "",
        "eprintclass": latex.escape(line(paper.categories[0])) if arxiv and paper.categories else "",
        "doi": latex.verbatim(doi_of(paper)),
        "url": latex.verbatim(url_of(paper) or address(str(told.get("URL", "")))),
        "keywords": keywords(paper.tags),
        "abstract": latex.escape(clean(paper.abstract)),
        "annotation": latex.escape(clean(paper.note)),
    }
    return laid_out(name, exported.citation_key or paper.key, fields)


def _details(told: Mapping[str, Any], name: str) -> dict[str, str]:
    def of(field: str) -> str:
        return latex.escape(line(str(told.get(field, ""))))

    return {
        _CONTAINERS.get(name, "maintitle"): of("container-title"),
        "shortjournal": of("journalAbbreviation") or of("container-title-short"),
        "volume": of("volume"),
        "number": of("issue") or of("number"),
        "pages": pages(of("page")),
        _PUBLISHERS.get(name, "publisher"): of("publisher"),
        "location": of("publisher-place"),
        "series": of("collection-title"),
        "edition": of("edition"),
        "eventtitle": of("event-title") or of("event"),
        "type": "phdthesis" if name == "thesis" else of("genre"),
        "isbn": of("ISBN"),
        "issn": of("ISSN"),
        "langid": of("language"),
    }


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the entries."""
    before = ""
    for exported in papers:
        yield before + entry(exported)
        before = "\n"


EXPORTER = Exporter("biblatex", "BibLaTeX", ".bib", text, frozenset((KEYS,)))
