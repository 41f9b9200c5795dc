# SPDX-License-Identifier: MIT
"""CSL-JSON, valid against https://resource.citationstyles.org/schema/latest/input/json/csl-data.json.

Title and abstract are as they are stored, TeX and all, so that they come back the same. What a reference manager once
told of a paper (journal, pages, editors) is given back, as far as the schema takes it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paperdesk.domain.citation import citation_of
from paperdesk.domain.dates import sortable_day
from paperdesk.domain.exported import Exported
from paperdesk.domain.names import split_name
from paperdesk.domain.paper import Paper
from paperdesk.export.exporter import KEYS, Exporter, Options
from paperdesk.export.plain import arxiv_of, clean, doi_of, json_text, line, url_of

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset"
    " document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation"
    " manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song speech standard thesis"
    " treaty webpage".split()
)
NAMES = frozenset(
    "chair collection-editor compiler composer container-author contributor curator director editor editorial-director"
    " executive-producer guest host interviewer illustrator narrator organizer original-author performer producer"
    " recipient reviewed-author script-writer series-creator translator".split()
)
_DATES = frozenset(("accessed", "available-date", "event-date", "original-date", "submitted"))
_NUMBERS = frozenset(
    "chapter-number citation-number collection-number edition issue locator number number-of-pages number-of-volumes"
    " page page-first part printing section supplement volume".split()
)
_TEXTS = frozenset(
    "annote archive archive_collection archive_location archive-place authority call-number collection-title"
    " container-title container-title-short dimensions division event event-place event-title genre ISBN ISSN"
    " journalAbbreviation jurisdiction language medium original-publisher original-publisher-place original-title"
    " part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale shortTitle source"
    " status title-short URL version volume-title volume-title-short year-suffix".split()
)
_VAGUE = frozenset(("document", "webpage", "manuscript"))  # what formats without preprints make of one
_NAME_PARTS = frozenset(("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal"))
_DATE_TEXTS = frozenset(("literal", "raw", "season"))


def item(exported: Exported) -> dict[str, Any]:
    """Return a paper as one item of CSL-JSON; `id` is its citation key."""
    paper = exported.paper
    told = known_fields(citation_of(paper.sightings))
    arxiv = arxiv_of(paper)
    made: dict[str, Any] = {
        "id": exported.citation_key or paper.key,
        "type": kind(paper, told),
        "title": line(paper.title),
        "author": [_name(author) for author in paper.authors if author.strip()],
        "issued": issued(paper.published),
        "abstract": clean(paper.abstract),
        "DOI": doi_of(paper),
        **({"publisher": "arXiv", "number": f"arXiv:{arxiv}"} if arxiv and not doi_of(paper) else {}),
        **({"archive": "arXiv", "archive_location": arxiv} if arxiv else {}),
        "URL": url_of(paper),
        "keyword": line(", ".join(paper.tags)),
        "categories": list(paper.categories),
        "note": paper.note,
    }
    made |= {name: value for name, value in told.items() if name not in ("URL", "type") or not made[name]}
    return {name: value for name, value in made.items() if value or name == "title"}


def kind(paper: Paper, told: Mapping[str, Any]) -> str:
    """Return the CSL type of a paper: what a source said, else what its identifiers tell."""
    if told.get("type") and not (arxiv_of(paper) and told["type"] in _VAGUE):
        return str(told["type"])
    if told.get("container-title") or (doi_of(paper) and not arxiv_of(paper)):
        return "article-journal"
    return "article"


def known_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the schema takes of fields from outside; anything of a wrong shape is left out."""
    fitted = {name: _fitted(name, value) for name, value in fields.items()}
    return {name: value for name, value in fitted.items() if value not in (None, "", [], {})}


def _fitted(name: str, value: Any) -> Any:
    if name == "type":
        return value if isinstance(value, str) and value in TYPES else None
    if name in NAMES and isinstance(value, list):
        return [fitted for one in value if isinstance(one, Mapping) and (fitted := _name_parts(one))]
    if name in _DATES:
        return _date(value) if isinstance(value, Mapping) else issued(line(str(value)))
    if name in _NUMBERS and isinstance(value, int | str) and not isinstance(value, bool):
        return value
    return value if name in _TEXTS and isinstance(value, str) else None


def _name_parts(name: Mapping[str, Any]) -> dict[str, str]:
    return {part: text for part, text in name.items() if part in _NAME_PARTS and isinstance(text, str) and text}


def _date(value: Mapping[str, Any]) -> dict[str, Any]:
    date = {name: text for name, text in value.items() if name in _DATE_TEXTS and isinstance(text, str) and text}
    parts = value.get("date-parts")
    if isinstance(parts, list) and 1 <= len(parts) <= 2 and all(map(_is_day, parts)):
        return date | {"date-parts": parts}
    return date


def _is_day(parts: object) -> bool:
    return isinstance(parts, list) and 1 <= len(parts) <= 3 and all(type(part) in (int, str) for part in parts)


def issued(published: str) -> dict[str, Any]:
    """Return the date of publication; what is no date is kept in its own words."""
    if not published:
        return {}
    day = sortable_day(published)
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else {"literal": line(published)}


def _name(author: str) -> dict[str, str]:
    name = split_name(author)
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {"literal": name.literal} if name.literal else {part: text for part, text in parts.items() if text}


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield a JSON array of items."""
    before = "[\n"
    for exported in papers:
        yield before + json_text(item(exported), indent=1)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


EXPORTER = Exporter("csl-json", "CSL-JSON", ".json", text, frozenset((KEYS,)))
