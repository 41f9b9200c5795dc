# SPDX-License-Identifier: MIT
"""JSON Lines of abstracts: `id, title, abstract, authors, date, categories, url`, one paper a line.

A line may also hold an item of a Hugging Face list.
"""

from collections.abc import Iterator
from typing import Any

from paperdesk.domain.record import Context, Item, Record, Rejected, Sighting
from paperdesk.sources import fields, huggingface
from paperdesk.sources.json_items import load
from paperdesk.sources.stream import Stream

SOURCE = "file"


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """Yield the paper of each line, or why it could not be read; empty lines are passed over.

    What PaperDesk's own export of this name wrote is read as the whole library that it is.
    """
    if stream.head.lstrip().startswith(b'{"paperdesk"'):
        from paperdesk.sources import jsonl_library

        yield from jsonl_library.read(stream, context)
        return
    sighting = Sighting(SOURCE, day=context.day)
    listed = context.day or fields.day_in_name(context.name)
    for number, line, why in stream.lines():
        if why:
            yield Rejected(f"line {number}", why)
        elif line and not line.isspace():
            yield _read_line(line, number, sighting, listed)


def _read_line(line: str, number: int, sighting: Sighting, listed: str) -> Record | Rejected:
    try:
        value = load(line)
    except ValueError as error:
        return Rejected(f"line {number}", f"this is not JSON: {' '.join(str(error).split())}"[:300])
    if not isinstance(value, dict):
        return Rejected(f"line {number}", "this is no paper: an object with a title is due here")
    if isinstance(value.get("paper"), dict):
        found = huggingface.record(value, number, listed)
        return Rejected(f"line {number}", found.why) if isinstance(found, Rejected) else found
    title = fields.title(value.get("title"))
    if not title:
        return Rejected(f"line {number}", "it has no title")
    return _record(value, title, sighting)


def _record(value: dict[str, Any], title: str, sighting: Sighting) -> Record:
    own_id = value.get("id") or value.get("key")
    url = value.get("url")
    identifier = fields.arxiv_in(own_id, value.get("arxiv_id"), url)
    digital = fields.doi(value.get("doi"), own_id, url)
    return Record(
        title=title,
        sighting=sighting,
        abstract=fields.text(value.get("abstract") or value.get("summary")),
        authors=fields.names(value.get("authors")),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if identifier or digital else fields.own_id(own_id),
        published=fields.published(value.get("date") or value.get("published")),
        categories=fields.words(value.get("categories")),
        links=fields.arxiv_links(identifier, project="" if identifier else fields.address(url)),
    )
