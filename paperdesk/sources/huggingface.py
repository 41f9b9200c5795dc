# SPDX-License-Identifier: MIT
"""Hugging Face daily papers as JSON: the API's own answer in all its forms over the years, and what others made of it.

https://huggingface.co/api/daily_papers. The listing day is the caller's, else the one in the file's
name, else the day it was submitted on, else that of `publishedAt` at the top (some hours before the
paper's own). `published` is the paper's own `publishedAt`, the UTC day of its first version.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paperdesk.domain.errors import BadInput
from paperdesk.domain.identity import doi
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.stream import Stream

SOURCE = "huggingface"
_DAY_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_KEPT = ("ai_summary", "ai_keywords", "discussionId", "thumbnail", "mediaUrl", "mediaUrls", "isAuthorParticipating")
_LONGEST_REPR = 1 << 20  # code points of one item written in Python's notation


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the papers of one answer. Raises `BadInput` where there are none in it."""
    found = _Items(stream.read_text(), context.name)
    day = context.day or _day_in_name(context.name) or fields.day(found.wrapper.get("date"))
    yield from records(found.items, day)
    if found.cut:
        yield Rejected(f"item {len(found.items) + 1}", found.cut)


def records(items: Sequence[Any], day: str, source: str = SOURCE) -> Iterator[Record | Rejected]:
    """Yield a record for each item of a list, ranked in its order; `day` may be empty."""
    for number, item in enumerate(items, 1):
        if isinstance(item, str):
            item = _from_repr(item)
        if not isinstance(item, Mapping):
            yield Rejected(f"item {number}", "this is no paper: an object with a title is due here")
            continue
        yield _record(item, number, day, source)


class _Items:
    """The list of papers in a JSON text, as far as it is whole."""

    def __init__(self, text: str, name: str) -> None:
        self.wrapper: Mapping[str, Any] = {}
        self.cut = ""
        try:
            value = json.loads(text)
        except RecursionError:
            raise BadInput(f"{name}: it is nested too deeply to be a list of papers") from None
        except ValueError as error:
            self.items = self._whole_items(text, name, error)
            return
        self.items = self._list_in(value, name)

    def _list_in(self, value: Any, name: str) -> list[Any]:
        if isinstance(value, Mapping):
            self.wrapper = value
            inner = fields.first(value, "papers", "dailyPapers", "daily_papers", "results", "items", "data")
            if isinstance(inner, list):
                return inner
            if fields.line(fields.first(value, "title")) or isinstance(value.get("paper"), Mapping):
                return [value]
            said = fields.line(fields.first(value, "error", "message", "detail"))
            raise BadInput(f"{name}: the answer holds no papers" + (f"; it says: {said[:200]}" if said else ""))
        if not isinstance(value, list):
            raise BadInput(f"{name}: a list of papers is due here, and it holds only {json.dumps(value)[:40]}")
        if not value:
            raise BadInput(f"{name}: no papers that day")
        return value

    def _whole_items(self, text: str, name: str, error: ValueError) -> list[Any]:
        """Read items one by one up to where the text breaks off."""
        start = text.find("[")
        decoder = json.JSONDecoder()
        items: list[Any] = []
        place = start + 1
        while start >= 0:
            place += len(text[place : place + 1000]) - len(text[place : place + 1000].lstrip(" \t\r\n,"))
            try:
                item, place = decoder.raw_decode(text, place)
            except (ValueError, RecursionError):
                break
            items.append(item)
        if not items:
            raise BadInput(f"{name}: this is not JSON: {' '.join(str(error).split())}")
        self.cut = (
            f"the file breaks off or is damaged here ({' '.join(str(error).split())[:120]}); the rest was not read"
        )
        return items


def _from_repr(text: str) -> Any:
    """Return a value written in Python's notation, None where it is none."""
    if len(text) > _LONGEST_REPR:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _record(item: Mapping[str, Any], number: int, day: str, source: str) -> Record | Rejected:
    paper = _merged(item)
    title = fields.line(fields.first(paper, "title"))
    if not title:
        return Rejected(f"item {number}", "it has no title")
    addresses = [paper.get(n) for n in ("paper_url", "url", "page_url", "arxiv_page_url", "pdf_url", "link")]
    identifier = fields.arxiv_in(paper.get("id"), paper.get("arxiv_id"), paper.get("key"), *addresses)
    github = paper.get("github_links")
    code = fields.first(paper, "githubRepo", "github") or (github[0] if isinstance(github, list) and github else "")
    links = fields.arxiv_links(
        identifier,
        pdf=fields.address(paper.get("pdf_url")),
        huggingface=f"https://huggingface.co/papers/{identifier}" if identifier else "",
        code=fields.address(code),
        project=fields.address(paper.get("projectPage")),
    )
    own_id = fields.line(paper.get("id"))
    return Record(
        title=title,
        sighting=_sighting(paper, number, day, source),
        abstract=fields.text(fields.first(paper, "summary", "abstract")),
        authors=fields.names(paper.get("authors")),
        arxiv_id=identifier,
        doi=doi(fields.line(paper.get("doi"))) if not identifier else "",
        other_id="" if identifier or doi(own_id) else own_id,
        published=_published(paper, identifier),
        categories=fields.words(paper.get("categories")),
        links=links,
    )


def _merged(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an item as one level: those of `paper` and `details` before those around them."""
    inner: Mapping[str, Any] = next((item[n] for n in ("paper", "details") if isinstance(item.get(n), Mapping)), {})
    merged = {**item, **{name: value for name, value in inner.items() if value not in (None, "", [])}}
    merged["listed_at"] = item.get("publishedAt") if inner else None
    return merged


def _published(paper: Mapping[str, Any], identifier: str) -> str:
    told = fields.day(fields.first(paper, "publishedAt", "published", "date"))
    if not told and identifier[:1].isdigit():
        return f"20{identifier[:2]}-{identifier[2:4]}"
    return told


def _sighting(paper: Mapping[str, Any], number: int, day: str, source: str) -> Sighting:
    by = fields.first(paper, "submittedOnDailyBy", "submittedBy")
    extra = {name: paper[name] for name in _KEPT if _fit(paper.get(name))}
    group = paper.get("organization")
    if isinstance(group, Mapping):
        extra["organization"] = fields.line(fields.first(group, "fullname", "name"))
    return Sighting(
        source=source,
        day=day or fields.day(fields.first(paper, "submittedOnDailyAt", "listed_at", "scraped_date", "publishedAt")),
        rank=number,
        upvotes=fields.count(fields.first(paper, "upvotes")),
        comments=fields.count(fields.first(paper, "numComments", "comments")),
        stars=fields.count(fields.first(paper, "githubStars", "stars")),
        submitter=fields.line(fields.first(by, "fullname", "name", "user")) if isinstance(by, Mapping) else "",
        extra=extra,
    )


def _fit(value: Any) -> bool:
    """Whether a value is worth keeping, and small and plain enough to be kept as it is."""
    if isinstance(value, str):
        return bool(value) and len(value) < 20_000 and fields.text(value) == value
    if isinstance(value, list):
        return bool(value) and len(value) < 200 and all(isinstance(v, str) and _fit(v) for v in value)
    return isinstance(value, bool) and value


def _day_in_name(name: str) -> str:
    found = _DAY_IN_NAME.search(name)
    return fields.day(found[0]) if found else ""
