# SPDX-License-Identifier: MIT
"""How each kind of source is gone through: what is asked, where it goes on, where it ends. Writes nothing.

Every step yields a `Batch`, whose records are to be written before its validators and its cursor are kept: what dies in
between is asked for again.
"""

import dataclasses
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from paperdesk.config.options import Settings
from paperdesk.domain.dates import is_day
from paperdesk.domain.errors import BadAnswer, BadInput, Busy, FetchTrouble, NothingThere, Offline, Refused
from paperdesk.domain.feeds import HUGGINGFACE, TRENDING, Validators
from paperdesk.domain.record import Record, Rejected, Shelf
from paperdesk.sources import arxiv_api, huggingface_api
from paperdesk.sources.http_client import ANY_PACE, ARXIV_PACE, UNKNOWN, Answer, Check, Client

_YOUNG_DAYS = 2  # a day grows for so long; a first fetch brings as many, so that a Sunday shows something
_LONGEST_GAP = 92  # days that are caught up by itself
_ARXIV_FIRST = 7  # days
_ARXIV_LATE = 4  # days that arXiv may take to announce what was submitted, with a weekend
_NO_SUCH_DAY = (400, 404)
_MOST_TROUBLES = 3  # days; where more cannot be had, it is not the days


@dataclass(frozen=True, slots=True)
class Bases:
    """Where sources are asked."""

    huggingface: str
    arxiv: str
    arxiv_rss: str
    doi: str

    @classmethod
    def of(cls, settings: Settings) -> "Bases":
        """Return those that the reader chose."""
        return cls(
            settings["sources.huggingface.base_url"],
            settings["sources.arxiv.base_url"],
            settings["sources.arxiv.rss_url"],
            settings["sources.doi.base_url"],
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step brought. `unchanged` counts the papers of an answer that is as it was; `done` of `total` steps."""

    text: str
    records: tuple[Record, ...] = ()
    notes: tuple[str, ...] = ()
    unchanged: int = 0
    address: str = ""
    validators: Validators = UNKNOWN
    cursor: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Going:
    """What is needed to go through one source: whom to ask, what is known, and what the reader wants of it.

    `title` names the sightings of a feed; `day` and `since` (YYYY-MM-DD) are empty where the cursor decides; `now` is UTC.
    """

    source: str
    client: Client
    bases: Bases
    known: Callable[[str], Validators]
    now: datetime
    cursor: str = ""
    title: str = ""
    day: str = ""
    since: str = ""
    on_wait: Callable[[float, str], None] = lambda seconds, why: None

    @property
    def today(self) -> date:
        """The day that it is for the sources, which count in UTC."""
        return self.now.date()

    async def get(self, address: str, accept: str, check: Check, *, arxiv: bool = False) -> Answer:
        """Ask for an address, in the lane that it belongs to."""
        lane, pace = (arxiv_api.LANE, ARXIV_PACE) if arxiv else ("", ANY_PACE)
        known = self.known(address)
        return await self.client.get(
            address, accept=accept, known=known, lane=lane, pace=pace, check=check, on_wait=self.on_wait
        )


def gather(going: Going) -> AsyncGenerator[Batch, None]:
    """Go through a source on the net. Raises `FetchTrouble` and `BadInput` from its steps."""
    if going.source == HUGGINGFACE:
        return _huggingface_days(going)
    if going.source == TRENDING:
        return _huggingface_trending(going)
    if going.source.startswith("arxiv:"):
        return _arxiv_query(going, going.source.removeprefix("arxiv:"))
    return _feed(going)


# --- Hugging Face -----------------------------------------------------------------------------------------


def days_due(cursor: str, today: date, day: str = "", since: str = "") -> list[str]:
    """Return the days to ask for, oldest first: those named, else from the last one seen, which may have grown since."""
    if day:
        return [day]
    last = date.fromisoformat(cursor) if is_day(cursor) else today
    first = date.fromisoformat(since) if since else min(last, today) - timedelta(days=_YOUNG_DAYS)
    if not since:
        first = max(first, today - timedelta(days=_LONGEST_GAP))
    return [(first + timedelta(days=n)).isoformat() for n in range((today - first).days + 1)]


async def _huggingface_days(going: Going) -> AsyncGenerator[Batch, None]:
    """Go through days; one that cannot be had keeps no other, but the next fetch goes on from there."""
    days = days_due(going.cursor, going.today, going.day, going.since)
    tomorrow, young = ((going.today + timedelta(days=n)).isoformat() for n in (1, -1))
    moves = not going.day and not _leaves_a_gap(going)
    troubles: list[FetchTrouble] = []
    refusals: list[Refused] = []
    for number, day in enumerate(days, 1):
        if day > tomorrow:
            raise BadInput(f"{day} is still to come; name a day that has begun")
        notes: tuple[str, ...] = ()
        try:
            async for batch in _pages(going, day, partial(huggingface_api.day_address, going.bases.huggingface, day)):
                yield dataclasses.replace(batch, done=number - 1, total=len(days))
        except FetchTrouble as trouble:
            if isinstance(trouble, Refused) and trouble.status in _NO_SUCH_DAY:
                refusals.append(trouble)
            elif _stops(trouble) or len(troubles) == _MOST_TROUBLES:
                raise
            else:
                troubles.append(trouble)
            notes = () if day >= young and trouble in refusals else (f"{day}: {trouble.text}",)
        seen = len(refusals) < number and not troubles and moves and day > going.cursor
        yield Batch(day, notes=notes, cursor=day if seen else "", done=number, total=len(days))
    if troubles or (refusals and len(refusals) == len(days)):
        raise [*troubles, *refusals][0]


def _leaves_a_gap(going: Going) -> bool:
    """Whether the days asked for begin after the last one seen: those between are still to be caught up."""
    if not going.since or not is_day(going.cursor):
        return False
    return date.fromisoformat(going.since) > date.fromisoformat(going.cursor) + timedelta(days=1)


def _stops(trouble: FetchTrouble) -> bool:
    """Whether the next day would fare no better."""
    return isinstance(trouble, Offline | Refused) or (isinstance(trouble, Busy) and trouble.wait > 0)


async def _huggingface_trending(going: Going) -> AsyncGenerator[Batch, None]:
    address = huggingface_api.trending_address(going.bases.huggingface, 0)
    async for batch in _pages(going, "", lambda page: address, most=1, listed=going.today.isoformat()):
        yield batch


async def _pages(
    going: Going, day: str, address_of: Callable[[int], str], most: int = huggingface_api.MOST_PAGES, listed: str = ""
) -> AsyncGenerator[Batch, None]:
    """Go through the pages of a list, each paper once, until one is short or brings nothing new."""
    seen: set[str] = set()
    for page in range(most):
        address = address_of(page)
        answer = await going.get(address, huggingface_api.ACCEPT, huggingface_api.check)
        if answer.unchanged:
            count = going.known(address).items
            yield Batch(day, unchanged=count)
            if count < huggingface_api.PAGE:
                return
            continue
        items = huggingface_api.read(answer, day or listed, page * huggingface_api.PAGE + 1, going.source)
        fresh = [item for item in items if isinstance(item, Record) and not seen.intersection(_names(item))]
        for item in fresh:
            seen.update(_names(item))
        validators = dataclasses.replace(answer.validators, items=len(items)) if not answer.damage else UNKNOWN
        yield Batch(
            day,
            tuple(fresh),
            (*_told(items, f"{day}: "), *_damage(answer, day)),
            address=address,
            validators=validators,
        )
        if len(items) < huggingface_api.PAGE or not fresh:
            return
    if most > 1:
        yield Batch(day, notes=(f"{day}: only the first {most * huggingface_api.PAGE:,} papers were asked for",))


def _names(record: Record) -> list[str]:
    return [name for name in (record.arxiv_id, record.doi, record.other_id, record.title) if name][:1]


def _told(items: Sequence[Record | Rejected], prefix: str = "") -> tuple[str, ...]:
    return tuple(f"{prefix}{item.item}: {item.why}" for item in items if isinstance(item, Rejected))


def _damage(answer: Answer, name: str) -> tuple[str, ...]:
    return (f"{name}: {answer.damage}; what was whole was taken in",) if answer.damage else ()


# --- arXiv ------------------------------------------------------------------------------------------------


async def _arxiv_query(going: Going, query: str) -> AsyncGenerator[Batch, None]:
    """Go back from the latest papers to those that are known, or to the day that was asked for."""
    stop = going.since or _arxiv_stop(going)
    newest, seen = going.cursor, set[str]()
    for start in range(0, arxiv_api.MOST, arxiv_api.PAGE):
        address = arxiv_api.query_address(going.bases.arxiv, query, start, going.day)
        answer = await going.get(address, arxiv_api.ACCEPT, arxiv_api.check, arxiv=True)
        if answer.unchanged:
            yield Batch(query, unchanged=going.known(address).items)
            if going.known(address).items < arxiv_api.PAGE or not (going.since or going.day):
                break
            continue
        items = arxiv_api.read(answer)
        found = [item for item in items if isinstance(item, Record)]
        fresh = [record for record in found if not seen.intersection(_names(record))]
        for record in fresh:
            seen.update(_names(record))
        kept = [record for record in fresh if going.day or not is_day(record.published) or record.published >= stop]
        whole = not answer.damage and len(kept) == len(fresh)  # else what is left out now could never be had later
        validators = dataclasses.replace(answer.validators, items=len(items)) if whole else UNKNOWN
        total = min(arxiv_api.total(answer), arxiv_api.MOST)
        notes = (*_told(items), *_damage(answer, query))
        yield Batch(query, tuple(kept), notes, address=address, validators=validators, done=len(seen), total=total)
        newest = max(
            [newest, *(r.published for r in kept if is_day(r.published) and r.published <= going.today.isoformat())]
        )
        if len(items) < arxiv_api.PAGE or not fresh or (not going.day and len(kept) < len(fresh)):
            break
    else:
        yield Batch(
            query, notes=(f"only the latest {arxiv_api.MOST:,} papers were asked for; make the query narrower",)
        )
    if not going.day and not _leaves_a_gap(going):
        yield Batch(query, cursor=newest)


def _arxiv_stop(going: Going) -> str:
    """Return the day before which papers are known already."""
    known = date.fromisoformat(going.cursor) if is_day(going.cursor) else None
    back = (
        min(known, going.today) - timedelta(days=_ARXIV_LATE) if known else going.today - timedelta(days=_ARXIV_FIRST)
    )
    return back.isoformat()


# --- feeds ------------------------------------------------------------------------------------------------


async def _feed(going: Going) -> AsyncGenerator[Batch, None]:
    """Bring whatever stands at an address now; feeds keep no past."""
    daily = going.source.startswith("arxiv-rss:")
    address = going.source
    if daily:
        address = arxiv_api.rss_address(going.bases.arxiv_rss, going.source.removeprefix("arxiv-rss:"))
    accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
    answer = await going.get(address, accept, check_feed)
    if answer.unchanged:
        yield Batch(going.title, unchanged=going.known(address).items)
        return
    items = await read_feed(answer, going.day)
    records = tuple(_named(item, going.title) for item in items if isinstance(item, Record))
    validators = dataclasses.replace(answer.validators, items=len(records)) if not answer.damage else UNKNOWN
    yield Batch(
        going.title, records, (*_told(items), *_damage(answer, going.title)), address=address, validators=validators
    )


def check_feed(answer: Answer) -> str:
    """Say why a feed is not whole. Raises `BadAnswer` for a web page, and for nothing."""
    from paperdesk.sources.addresses import host_of

    head, host = answer.body[:4_096].lstrip(b"\xef\xbb\xbf \t\r\n").lower(), host_of(answer.address)
    if not head:
        raise BadAnswer(f"{host}: the answer is empty; try again later")
    if head.startswith((b"<!doctype html", b"<html")):
        raise BadAnswer(f"{host}: a web page came where a feed is due; add the feed that the page names")
    ends = answer.body.rstrip()[-200:].lower()
    if head.startswith(b"<") and not ends.endswith((b"</rss>", b"feed>", b"rdf>", b"-->", b"?>")):
        return "the feed breaks off"
    return ""


async def read_feed(answer: Answer, day: str) -> list[Record | Rejected]:
    """Return what a feed, or any other content that PaperDesk reads, holds. Raises `BadInput`."""
    import asyncio

    # Large feeds take seconds to read, and nothing else may wait for them meanwhile.
    return await asyncio.to_thread(_read_feed, answer, day)


def _read_feed(answer: Answer, day: str) -> list[Record | Rejected]:
    import io

    from paperdesk.domain.record import Context
    from paperdesk.sources.addresses import host_of
    from paperdesk.sources.formats import recognise
    from paperdesk.sources.stream import Stream

    name = host_of(answer.address)
    stream = Stream(io.BytesIO(answer.body), len(answer.body), name)
    stream.check()
    try:
        found = recognise(stream, name).read(stream, Context(name, day))
        return [_bare(item) for item in found if not isinstance(item, Shelf)]
    except NothingThere:
        return []


def _bare(item: Record | Rejected) -> Record | Rejected:
    """Return a paper without what a reader made of it: no address on the web may write that into a library."""
    if isinstance(item, Rejected) or not item.brings:
        return item
    return dataclasses.replace(item, tags=(), note="", quotes=(), marks=frozenset(), kept=None)


def _named(record: Record, title: str) -> Record:
    """Let a paper of a feed be met under the title of the subscription; arXiv's is arXiv's everywhere."""
    if not title or record.sighting.source in ("arxiv", HUGGINGFACE):
        return record
    return dataclasses.replace(record, sighting=dataclasses.replace(record.sighting, source=title))
