# SPDX-License-Identifier: MIT
"""JSON Lines of abstracts: `id, title, abstract, authors, date, categories, url`, one paper a line."""

import json
from collections.abc import Iterator
from typing import Any

from paperdesk.domain.identity import arxiv_id, doi
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.stream import Stream

SOURCE = "file"


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the paper of each line, or why it could not be read; empty lines are passed over."""
    sighting = Sighting(SOURCE, day=context.day)
    for number, line in stream.lines():
        if line is None:
            yield Rejected(f"line {number}", "it is not UTF-8, or longer than 16 MB")
        elif line and not line.isspace():
            yield _read_line(line, number, sighting)


def _read_line(line: str, number: int, sighting: Sighting) -> Record | Rejected:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
        return Rejected(f"line {number}", f"this is not JSON: {why}"[:300])
    if not isinstance(value, dict):
        return Rejected(f"line {number}", "this is no paper: an object with a title is due here")
    title = fields.line(value.get("title"))
    if not title:
        return Rejected(f"line {number}", "it has no title")
    return _record(value, title, sighting)


def _record(value: dict[str, Any], title: str, sighting: Sighting) -> Record:
    own_id = value.get("id") or value.get("key")
    own_id = own_id.strip() if isinstance(own_id, str) else ""
    identifier = arxiv_id(own_id) or fields.arxiv_in(value.get("arxiv_id"), value.get("url"))
    digital = "" if identifier else doi(own_id) or doi(fields.line(value.get("doi")))
    url = value.get("url")
    published = value.get("date") or value.get("published")
    project = "" if identifier else fields.address(url)
    return Record(
        title=title,
        sighting=sighting,
        abstract=fields.text(value.get("abstract") or value.get("summary")),
        authors=fields.names(value.get("authors")),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if identifier or digital else fields.line(own_id),
        published=fields.line(published)[:40],
        categories=fields.words(value.get("categories")),
        links=fields.arxiv_links(identifier, project=project),
    )
