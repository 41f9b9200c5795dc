# SPDX-License-Identifier: MIT
"""JSON Lines of everything, lossless; the form is told in `resources/help/jsonl.md`."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from paperdesk.domain.annotation import Highlight, TextVersion
from paperdesk.domain.exported import Exported
from paperdesk.domain.searches import SavedSearch
from paperdesk.export.exporter import HELD_KEYS, LEDGER, VERSIONS, Exporter, Options
from paperdesk.export.plain import json_text

VERSION = 1


def lines(
    papers: Iterable[Exported], searches: Iterable[SavedSearch] = (), lone_tags: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the lines of a file: its head, the papers, tags that no paper has, saved searches, the end."""
    yield _line({"paperdesk": VERSION, "kind": "library"})
    count = 0
    for exported in papers:
        yield _line(paper_object(exported))
        count += 1
    for name in lone_tags:
        yield _line({"kind": "tag", "name": name})
    for search in searches:
        yield _line({"kind": "search", "name": search.name, "query": search.text, "color": search.colour})
    yield _line({"kind": "end", "papers": count})


def paper_object(exported: Exported) -> dict[str, Any]:
    """Return the line of a paper as values; what is empty is left out."""
    paper, ledger = exported.paper, exported.ledger
    told = {
        "kind": "paper",
        "key": paper.key,
        "aliases": paper.aliases,
        "arxiv_id": ledger.arxiv_id,
        "doi": ledger.doi,
        "other_id": ledger.other_id,
        "title": paper.title,
        "authors": paper.authors,
        "abstract": paper.abstract,
        "published": paper.published,
        "categories": paper.categories,
        "links": _filled(asdict(paper.links)),
        "added": paper.added,
        "citation_key": exported.citation_key,
        "read": paper.read,
        "starred": paper.starred,
        "later": paper.later,
        "archived": paper.archived,
        "tags": paper.tags,
        "note": paper.note,
        "sightings": _sightings(exported),
        "meetings": [_told(asdict(standing)) for standing in ledger.curve],
        "texts": [_version(version) for version in exported.versions] if len(exported.versions) > 1 else [],
        "highlights": [_highlight(highlight) for highlight in paper.highlights],
    }
    return {"kind": "paper", **_filled(told)}


def _sightings(exported: Exported) -> list[dict[str, Any]]:
    told = [_told(asdict(sighting)) for sighting in exported.paper.sightings]
    for sighting, met in zip(told, exported.ledger.met, strict=False):
        sighting["met"] = met
    return told


def _version(version: TextVersion) -> dict[str, Any]:
    return {
        "source": version.source,
        "text": version.text,
        "hash": version.text_hash,
        "met": version.met,
        "in_force": version.in_force,
    }


def _highlight(highlight: Highlight) -> dict[str, Any]:
    selector = highlight.selector
    told = {
        "quote": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "text_hash": selector.text_hash,
        "color": highlight.colour,
        "note": highlight.note,
        "tags": highlight.tags,
        "detached": highlight.detached,
        "created": highlight.created,
        "changed": highlight.changed,
    }
    return {"id": highlight.id, "start": selector.start, "end": selector.end, **_filled(told)}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Drop what was not told; a rank or a number of 0 was."""
    return {name: value for name, value in values.items() if value is not None and value != "" and value != {}}


def _line(value: dict[str, Any]) -> str:
    return json_text(value) + "\n"


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the lines of a file."""
    return lines(papers, options.searches, options.lone_tags)


EXPORTER = Exporter("jsonl", "JSON Lines of everything", ".jsonl", text, frozenset((VERSIONS, LEDGER, HELD_KEYS)))
