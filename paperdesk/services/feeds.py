# SPDX-License-Identifier: MIT
"""Subscriptions as the reader says it: subscribe, pause, take out, bring lists of them in and out, look before."""

from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.feeds import HUGGINGFACE, TRENDING, Feed, kind_of, source_named
from paperdesk.domain.record import Record
from paperdesk.domain.text import folded, one_line
from paperdesk.services.schedule import DEFAULT, read_schedule

if TYPE_CHECKING:
    from paperdesk.library.library import Library
    from paperdesk.library.view import View
    from paperdesk.services.gathering import Bases
    from paperdesk.sources.http_client import Client
    from paperdesk.sources.opml import Outline

_TITLES = {HUGGINGFACE: "Hugging Face daily papers", TRENDING: "Hugging Face trending"}
_SHOWN = 20  # papers of a preview
_LARGEST_OPML = 8 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """What an address brings: the source to subscribe to, what it calls itself, some of its papers, other feeds found."""

    source: str
    title: str
    papers: tuple[Record, ...] = ()
    others: tuple["Outline", ...] = ()
    notes: tuple[str, ...] = ()


def resolve(text: str) -> str:
    """Return the name of the source that `text` means, a path made absolute. Raises `BadInput`."""
    source = source_named(text)
    return str(Path(source).expanduser().absolute()) if kind_of(source) == "folder" else source


def check_there(source: str) -> None:
    """See that a folder or file to watch is there. Raises `BadInput`."""
    if kind_of(source) == "folder" and not Path(source).exists():
        raise BadInput(f"{source}: there is no such file or folder; write where it is")


def title_for(source: str) -> str:
    """Return what a source is called where the reader does not say, and its own title is not known."""
    if kind_of(source) == "folder":
        return Path(source).name or source
    if source.startswith("arxiv-rss:"):
        return f"arXiv {source.removeprefix('arxiv-rss:')} (daily)"
    return (
        _TITLES.get(source)
        or source.replace("arxiv:", "arXiv ", 1).removeprefix("https://").removeprefix("http://")[:100]
    )


def named(view: "View", text: str) -> str:
    """Return the source that `text` means: the title or name of a subscription, else one by its own name. Raises `BadInput`."""
    found = feed_named(view, text)
    return found.source if found else resolve(text)


def feed_named(view: "View", text: str) -> Feed | None:
    """Return the subscription of this title or source, None where there is none."""
    wanted = folded(text) or text.casefold()
    feeds = view.feeds()
    same = [feed for feed in feeds if feed.source == text.strip()]
    same += [feed for feed in feeds if (folded(feed.title) or feed.title.casefold()) == wanted]
    if not same:
        try:
            source = resolve(text)
        except BadInput:
            return None
        same = [feed for feed in feeds if feed.source == source]
    return same[0] if same else None


def subscribe(library: "Library", source: str, title: str = "", schedule: str = "", colour: str = "") -> Changes:
    """Subscribe to a source, under a title of its own. Raises `BadInput`."""
    name = resolve(source)
    return library.add_feed(name, title or title_for(name), read_schedule(schedule or DEFAULT).text(), colour)


def change(
    library: "Library",
    feed: Feed,
    *,
    title: str | None = None,
    schedule: str | None = None,
    colour: str | None = None,
    paused: bool | None = None,
) -> Changes:
    """Change what is given of a subscription. Raises `BadInput`, `Trouble` where it is gone."""
    return library.change_feed(
        feed.id,
        title=feed.title if title is None else title,
        schedule=feed.schedule if schedule is None else read_schedule(schedule).text(),
        colour=feed.colour if colour is None else colour,
        paused=feed.paused if paused is None else paused,
    )


def unsubscribe(library: "Library", text: str) -> Changes:
    """End the subscription of this title or source. Raises `Trouble` where there is none."""
    return library.delete_feed(known(library, text).id)


def known(view: "View", text: str) -> Feed:
    """Return the subscription of this title or source. Raises `Trouble` where there is none."""
    found = feed_named(view, text)
    if found is None:
        raise Trouble(f"there is no source called {one_line(text)[:80]!r}; `paperdesk sources list` names them")
    return found


def add_defaults(library: "Library") -> Changes:
    """Subscribe a new library to the day's papers of Hugging Face."""
    return library.add_feed(HUGGINGFACE, title_for(HUGGINGFACE), DEFAULT, undoable=False)


# --- lists of subscriptions -------------------------------------------------------------------------------


def import_opml(library: "Library", path: Path) -> tuple[int, list[str]]:
    """Subscribe to what a file lists; return how many were new, and a line for each that cannot be. Raises `BadInput`."""
    from paperdesk.sources import opml

    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST_OPML else b""
    except OSError as error:
        raise BadInput(f"{path}: it cannot be read: {error.strerror or error}") from error
    if size > _LARGEST_OPML:
        raise BadInput(f"{path}: it is larger than {_LARGEST_OPML >> 20} MB, which no list of subscriptions is")
    have, new, lines = {feed.source for feed in library.feeds()}, 0, []
    for outline in opml.read(data, str(path)):
        try:
            source = resolve(outline.source or outline.address)
            if source not in have:
                _subscribe_apart(library, source, outline.title)
                have.add(source)
                new += 1
        except BadInput as error:
            lines.append(f"{outline.title}: {error.text}")
    return new, lines


def _subscribe_apart(library: "Library", source: str, title: str) -> None:
    """Subscribe under a title that no other has."""
    taken = {folded(feed.title) for feed in library.feeds()}
    name, number = title or title_for(source), 2
    while folded(name) in taken:
        name, number = f"{title} ({number})", number + 1
    subscribe(library, source, name)


def opml_text(view: "View", bases: "Bases") -> str:
    """Return every subscription as OPML."""
    from paperdesk.sources import arxiv_api, opml

    def outline(feed: Feed) -> "Outline":
        if feed.kind == "feed":
            return opml.Outline(feed.title, feed.source)
        category = feed.source.partition(":")[2]
        daily = feed.kind == "arxiv" and all(c.isalnum() or c in ".-+" for c in category)
        return opml.Outline(feed.title, arxiv_api.rss_address(bases.arxiv_rss, category) if daily else "", feed.source)

    return opml.write(map(outline, view.feeds()))


# --- look before ------------------------------------------------------------------------------------------


async def preview(client: "Client", bases: "Bases", text: str, now: datetime) -> Preview:
    """Ask a source for what it has now, and a web page for its feeds; nothing is kept. Raises `FetchTrouble`, `BadInput`."""
    from paperdesk.services.gathering import Going, gather
    from paperdesk.sources.http_client import UNKNOWN

    source = resolve(text)
    if kind_of(source) == "feed":
        return await _preview_address(client, source)
    if kind_of(source) == "folder":
        check_there(source)
        return Preview(source, title_for(source), notes=("what is put there is taken in",))
    going = Going(source, client, bases, lambda address: UNKNOWN, now)
    papers: list[Record] = []
    notes: list[str] = []
    async with aclosing(gather(going)) as batches:
        async for batch in batches:
            papers += batch.records
            notes += batch.notes
            if len(papers) >= _SHOWN:
                break
    return Preview(source, title_for(source), tuple(papers[:_SHOWN]), notes=tuple(notes))


async def _preview_address(client: "Client", address: str) -> Preview:
    from paperdesk.services.gathering import check_feed, read_feed
    from paperdesk.sources import discovery, feed
    from paperdesk.sources.opml import Outline

    page = await client.get(address)
    found = discovery.feeds_in(page.body, page.address) if _is_page(page.body) else []
    if _is_page(page.body) and not found:
        raise BadInput(f"{address}: this page names no feed; look for the address of one on it")
    others = tuple(Outline(one.title, one.address) for one in found)
    answer = page
    if found:
        answer = await client.get(found[0].address, check=check_feed, origin=page.address)
        address = found[0].address
    items = await read_feed(answer, "")
    papers = tuple(item for item in items if isinstance(item, Record))[:_SHOWN]
    title = feed.title_of(answer.body) if b"<" in answer.body[:200] else ""
    return Preview(address, title or (found[0].title if found else title_for(address)), papers, others)


def _is_page(body: bytes) -> bool:
    return body[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))
