# SPDX-License-Identifier: MIT
"""A paper as JSON, in the one form that scripts rely on."""

from dataclasses import asdict
from typing import Any

from paperdesk.domain.annotation import Highlight
from paperdesk.domain.paper import Paper
from paperdesk.reading.abstract import render


def paper_json(paper: Paper) -> dict[str, Any]:
    """Return `paper` as JSON values. `abstract` is the stored text, `abstract_shown` what the reader sees of it, plain."""
    return {
        "key": paper.key,
        "aliases": list(paper.aliases),
        "title": paper.title,
        "authors": list(paper.authors),
        "abstract": paper.abstract,
        "abstract_shown": render(paper.abstract).plain,
        "published": paper.published,
        "listed": list(paper.listed),
        "categories": list(paper.categories),
        "tags": list(paper.tags),
        "read": paper.read,
        "starred": paper.starred,
        "later": paper.later,
        "archived": paper.archived,
        "upvotes": paper.upvotes,
        "links": asdict(paper.links),
        "highlights": [highlight_json(highlight) for highlight in paper.highlights],
        "note": paper.note,
        "sightings": [asdict(sighting) for sighting in paper.sightings],
    }


def highlight_json(highlight: Highlight) -> dict[str, Any]:
    """Return a highlight as JSON values, with its W3C selectors.

    `start` and `end` are code points of the abstract; None where it is detached and has no place there.
    """
    selector, placed = highlight.selector, not highlight.detached
    return {
        "id": highlight.id,
        "quote": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "start": selector.start if placed else None,
        "end": selector.end if placed else None,
        "color": highlight.colour,
        "note": highlight.note,
        "tags": list(highlight.tags),
        "detached": highlight.detached,
        "created": highlight.created,
    }
