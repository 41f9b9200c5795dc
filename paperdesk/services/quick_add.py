# SPDX-License-Identifier: MIT
"""Adds papers by what a reader has at hand: arXiv identifiers, DOIs, addresses. Each is asked for where it lives."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, FetchTrouble
from paperdesk.domain.identity import arxiv_id, doi
from paperdesk.domain.record import Record
from paperdesk.domain.text import one_line
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library
from paperdesk.services.gathering import Bases, read_feed
from paperdesk.sources import arxiv_api, discovery
from paperdesk.sources import doi as doi_source
from paperdesk.sources.http_client import ARXIV_PACE, Client

_MOST = 200  # of one go
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(slots=True)
class Added:
    """How a quick add ended: counts, the keys of the papers in order, and a line for each text that brought none."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    keys: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    def sentence(self) -> str:
        """Say how it ended, in one line."""
        counts = f"{self.new} new, {self.updated} updated, {self.unchanged} unchanged"
        return f"Added: {counts}" + (f", {len(self.failed)} not found" if self.failed else "")


def names_in(text: str) -> list[str]:
    """Return the identifiers and addresses in a text that was pasted, each once."""
    return list(dict.fromkeys(part for part in _BETWEEN.split(text.strip()) if part))[:_MOST]


def can_be_added(text: str) -> bool:
    """Whether a text that was pasted somewhere is one thing that can be added: an identifier, a DOI, an address."""
    name = text.strip()
    if not name or len(name) > 2_000 or len(name.split()) > 1:
        return False
    return bool(arxiv_id(name) or doi(name)) or name.lower().startswith(("http://", "https://"))


def quick_add(
    library: Library,
    names: Sequence[str],
    settings: Settings,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    make_client: Callable[[], Client] = Client,
) -> Added:
    """Fetch what `names` mean and add it as one undoable step. Raises `LibraryTrouble`; other trouble is in the outcome."""
    from paperdesk.services.looping import run_until

    bases, added = Bases.of(settings), Added()

    async def work() -> list[Record]:
        async with make_client() as client:
            return await _Adding(client, bases, added.failed).find(names)

    found = run_until(work, cancelled) or []
    if found:
        arrivals = library.add(
            found, f"Added {found[0].title[:60]}" if len(found) == 1 else f"Added {len(found)} papers"
        )
        counts = Counter(arrivals.outcomes)
        added.new, added.updated = counts[Outcome.NEW], counts[Outcome.UPDATED]
        added.unchanged, added.changes = counts[Outcome.UNCHANGED], arrivals.changes
    added.keys = [key for key in (_key(record) for record in found) if key]
    return added


def _key(record: Record) -> str:
    return record.arxiv_id or record.doi or record.other_id.casefold()


class _Adding:
    """One quick add under way."""

    def __init__(self, client: Client, bases: Bases, failed: list[tuple[str, str]]) -> None:
        self._client = client
        self._bases = bases
        self._failed = failed

    async def find(self, names: Sequence[str]) -> list[Record]:
        found: dict[str, list[Record]] = {key: [] for key in names}
        preprints = {name: identifier for name in names if (identifier := arxiv_id(name))}
        at_once = arxiv_api.IDS_AT_ONCE
        for start in range(0, len(preprints), at_once):
            some = dict(list(preprints.items())[start : start + at_once])
            found |= await self._try(some, self._preprints(some))
        for name in names:
            if name not in preprints:
                found |= await self._try({name: name}, self._one(name))
        return [record for name in names for record in found[name]]

    async def _try(self, names: dict[str, str], work: Awaitable[dict[str, list[Record]]]) -> dict[str, list[Record]]:
        try:
            return await work
        except (FetchTrouble, BadInput) as trouble:
            self._failed.extend((name, one_line(trouble.text).removeprefix(f"{name}: ")) for name in names)
            return {}

    async def _preprints(self, names: dict[str, str]) -> dict[str, list[Record]]:
        address = arxiv_api.ids_address(self._bases.arxiv, list(names.values()))
        answer = await self._client.get(
            address, accept=arxiv_api.ACCEPT, lane=arxiv_api.LANE, pace=ARXIV_PACE, check=arxiv_api.check
        )
        told = {item.arxiv_id: item for item in arxiv_api.read(answer) if isinstance(item, Record)}
        for name, identifier in names.items():
            if identifier not in told:
                self._failed.append((name, f"arXiv has no paper {identifier}; check the number"))
        return {name: [told[identifier]] for name, identifier in names.items() if identifier in told}

    async def _one(self, name: str) -> dict[str, list[Record]]:
        digital = doi(name)
        if digital:
            address = doi_source.address(self._bases.doi, digital)
            answer = await self._client.get(address, accept=doi_source.ACCEPT, check=doi_source.check)
            return {name: [doi_source.read(answer, digital)]}
        if not name.lower().startswith(("http://", "https://")):
            raise BadInput(f"{name[:80]!r} is no arXiv identifier, DOI or address; copy it whole")
        return {name: await self._page(name)}

    async def _page(self, address: str) -> list[Record]:
        """Return the paper that a page is about, or what a file at the address holds."""
        answer = await self._client.get(address)
        record = discovery.paper_in(answer.body, answer.address) if b"<" in answer.body[:1_000] else None
        if record is not None:
            return [record]
        if answer.body.startswith(b"%PDF"):
            raise BadInput(
                f"{address}: this is a PDF, which does not say what it is; add the page of the paper instead"
            )
        try:
            found = [item for item in await read_feed(answer, "") if isinstance(item, Record)]
        except BadInput as error:
            raise BadInput(f"{address}: the page does not say which paper it is about; add its DOI instead") from error
        if not found:
            raise BadInput(f"{address}: there are no papers there")
        return found
