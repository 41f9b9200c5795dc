# SPDX-License-Identifier: MIT
"""The papers of another PaperDesk library as records, with all that its reader made of them."""

from collections.abc import Iterator
from pathlib import Path

from paperdesk.domain.errors import BadInput, LibraryTrouble
from paperdesk.domain.paper import MARKS, Paper, PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.record import Item, Kept, Record, Shelf, Sighting
from paperdesk.domain.trend import Meeting
from paperdesk.library.connection import DATABASE
from paperdesk.library.view import View

_AT_ONCE = 500  # papers whose citation keys and curves are read in one statement


def papers_of(view: View) -> list[PaperId]:
    """Return the papers that a library shows, in the order in which they came in."""
    return sorted(view.page(Query(), -1))


def records(view: View, database: Path) -> Iterator[Item]:
    """Yield every paper of the library `view` as a record, oldest first, and at last what belongs to no paper.

    Raises `BadInput` that names `database`, of which the view is a copy, where it is damaged.
    """
    try:
        yield from _records(view)
    except LibraryTrouble as trouble:
        text = trouble.text.replace(str(view.folder / DATABASE), str(database))
        raise BadInput(f"{text}; what was read before is in") from trouble


def _records(view: View) -> Iterator[Item]:
    ids = papers_of(view)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        keys, curves = view.citation_keys(some), view.curves(some)
        for paper in view.papers(some):
            yield _record(view, paper, keys.get(paper.id, ""), curves.get(paper.id, ()))
    searches = tuple((search.name, search.text, search.colour) for search in view.searches())
    yield Shelf(tuple(view.lone_tags()), searches)


def _record(view: View, paper: Paper, citation_key: str, curve: tuple[Meeting, ...]) -> Record:
    ledger, versions = view.ledger(paper.id), view.versions(paper.id)
    kept = Kept(
        key=paper.key,
        aliases=paper.aliases,
        added=paper.added,
        citation_key=citation_key,
        sightings=paper.sightings,
        met=ledger.met,
        curve=curve,
        texts=versions if len(versions) > 1 else (),
        highlights=paper.highlights,
    )
    return Record(
        title=paper.title,
        sighting=paper.sightings[0] if paper.sightings else Sighting("file"),
        abstract=paper.abstract,
        authors=paper.authors,
        arxiv_id=ledger.arxiv_id,
        doi=ledger.doi,
        other_id=ledger.other_id,
        published=paper.published,
        categories=paper.categories,
        links=paper.links,
        tags=paper.tags,
        note=paper.note,
        marks=frozenset(mark for mark in MARKS if getattr(paper, mark)),
        kept=kept,
    )
