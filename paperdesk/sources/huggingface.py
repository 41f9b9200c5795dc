# SPDX-License-Identifier: MIT
"""Hugging Face daily papers as JSON: the API's own answer in all its forms over the years, and what others made of it.

https://huggingface.co/api/daily_papers. The listing day is the caller's, else the one in the file's
name, else the day it was submitted on, else that of `publishedAt` at the top (some hours before the
paper's own). `published` is the paper's own `publishedAt`, the UTC day of its first version.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paperdesk.domain.record import Context, Links, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.json_items import Broken, items_in
from paperdesk.sources.stream import Stream

SOURCE = "huggingface"
_KEPT = (
    "ai_summary", "ai_keywords", "ai_summary_model", "discussionId", "thumbnail", "mediaUrl", "mediaUrls",
    "isAuthorParticipating", "githubRepoAddedBy", "submittedOnDailyAt",
)  # fmt: skip
_ADDRESSES = ("paper_url", "url", "page_url", "arxiv_page_url", "pdf_url", "link")
_REFERENCE_MANAGERS = ("itemType", "issued", "container-title")  # fields by which their entries are told
_LONGEST_KEPT = 20_000  # code points
_MOST_KEPT = 200  # words of a list
_LONGEST_REPR = 1 << 20  # code points of one item written in Python's notation
_REPOSITORY = re.compile(r"https?://[^/]+/[^/?#]+/[^/?#]+")


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the papers of one answer. Raises `BadInput` where there are none in it."""
    items, wrapper = items_in(stream.read_text(), context.name)
    yield from records(items, context.day or fields.day_in_name(context.name) or fields.day(wrapper.get("date")))


def records(items: Sequence[Any], day: str, source: str = SOURCE) -> Iterator[Record | Rejected]:
    """Yield a record for each item of a list, ranked in its order; `day` may be empty."""
    for number, item in enumerate(items, 1):
        if isinstance(item, str):
            item = _from_repr(item)
        if isinstance(item, Mapping):
            yield record(item, number, day, source)
        elif isinstance(item, Broken):
            yield Rejected(f"item {number}", item.why)
        else:
            yield Rejected(f"item {number}", "this is no paper: an object with a title is due here")


def record(item: Mapping[str, Any], number: int, day: str, source: str = SOURCE) -> Record | Rejected:
    """Return the record of one item, the `number`-th of its list, or why it is none."""
    if any(name in item for name in _REFERENCE_MANAGERS):
        return Rejected(
            f"item {number}", "this is an entry of a reference manager (CSL-JSON or Zotero), which is not read"
        )
    paper = _merged(item)
    title = fields.title(paper.get("title"), item.get("title"))
    if not title:
        return Rejected(f"item {number}", "it has no title")
    identifier = fields.arxiv_in(paper.get("id"), paper.get("arxiv_id"), paper.get("key"), *_addresses(paper))
    digital = fields.doi(paper.get("doi"), paper.get("id"), *_addresses(paper))
    abstract = fields.text(fields.first(paper, "summary", "abstract"))
    return Record(
        title=title,
        sighting=_sighting(paper, number, day, source),
        abstract="" if fields.line(abstract) == title else abstract,  # what scrapers put where they found none
        authors=fields.names(paper.get("authors")),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if identifier or digital else fields.own_id(paper.get("id")),
        published=_published(paper, identifier),
        categories=fields.words(paper.get("categories")),
        links=_links(paper, identifier),
    )


def _from_repr(text: str) -> Any:
    """Return a value written in Python's notation, None where it is none."""
    if len(text) > _LONGEST_REPR:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes that Python does not know; they are not our text
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _merged(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an item as one level: those of `paper` and `details` before those around them."""
    inner: Mapping[str, Any] = next((item[n] for n in ("paper", "details") if isinstance(item.get(n), Mapping)), {})
    merged = {**item, **{name: value for name, value in inner.items() if value not in (None, "", [])}}
    merged["listed_at"] = item.get("publishedAt") if inner else None
    return merged


def _addresses(paper: Mapping[str, Any]) -> list[Any]:
    return [paper.get(name) for name in _ADDRESSES]


def _links(paper: Mapping[str, Any], identifier: str) -> Links:
    page = next(filter(None, map(fields.address, (paper.get("projectPage"), *_addresses(paper)))), "")
    return fields.arxiv_links(
        identifier,
        pdf=fields.address(paper.get("pdf_url")),
        huggingface=f"https://huggingface.co/papers/{identifier}" if identifier else "",
        code=_code(paper),
        project=fields.address(paper.get("projectPage")) if identifier else page,
    )


def _code(paper: Mapping[str, Any]) -> str:
    """Return where the code is; of several addresses the first that names a repository and not only its owner."""
    found = paper.get("github_links")
    told = [paper.get("githubRepo"), paper.get("github"), *(found if isinstance(found, list) else ())]
    addresses = list(filter(None, map(fields.address, told)))
    return next(filter(_REPOSITORY.match, addresses), addresses[0] if addresses else "")


def _published(paper: Mapping[str, Any], identifier: str) -> str:
    told = fields.published(*(paper.get(name) for name in ("publishedAt", "published", "date")))
    if not told and identifier[:1].isdigit():
        return f"20{identifier[:2]}-{identifier[2:4]}"
    return told


def _sighting(paper: Mapping[str, Any], number: int, day: str, source: str) -> Sighting:
    by = fields.first(paper, "submittedOnDailyBy", "submittedBy")
    days = (paper.get(name) for name in ("submittedOnDailyAt", "listed_at", "scraped_date", "publishedAt"))
    return Sighting(
        source=source,
        day=day or fields.first_day(*days),
        rank=number,
        upvotes=fields.count(fields.first(paper, "upvotes")),
        comments=fields.count(fields.first(paper, "numComments", "comments")),
        stars=fields.count(fields.first(paper, "githubStars", "stars")),
        submitter=fields.line(fields.first(by, "fullname", "name", "user") if isinstance(by, Mapping) else by),
        extra=_extra(paper, by),
    )


def _extra(paper: Mapping[str, Any], by: Any) -> dict[str, object]:
    extra = {name: _kept(paper.get(name)) for name in _KEPT}
    for name in ("organization", "submitterOrganization"):
        group = paper.get(name)
        if isinstance(group, Mapping):
            extra[name] = fields.line(fields.first(group, "fullname", "name"))
            extra[f"{name}Page"] = fields.line(group.get("name"))
    if isinstance(by, Mapping):
        extra["submitterPage"] = fields.line(fields.first(by, "user", "name"))
    return {name: value for name, value in extra.items() if value}


def _kept(value: Any) -> object:
    """Return what of a value is worth keeping, and small and plain enough to be kept as it is; None for nothing."""
    if isinstance(value, list):
        return [v for v in value[:_MOST_KEPT] if isinstance(v, str) and _kept(v)] or None
    if isinstance(value, str):
        return value if len(value) < _LONGEST_KEPT and fields.text(value) == value and value else None
    return value if value is True else None
