# SPDX-License-Identifier: MIT
"""Brings arXiv's own abstract for papers whose text lost its TeX on its way here; it becomes another version of the text."""

from collections.abc import AsyncGenerator

from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.library.library import Library
from paperdesk.reading.lost import Loss, loss
from paperdesk.services.gathering import Batch
from paperdesk.sources import arxiv_api
from paperdesk.sources.http_client import ARXIV_PACE, Client

_FACT = "own_text_upto"
_LOOK_AT = 500  # papers
_MOST_REQUESTS = 10  # in one run: half a minute


async def bring_own_texts(library: Library, client: Client, base: str) -> AsyncGenerator[Batch, None]:
    """Ask arXiv for damaged abstracts in batches, each paper once; go on at the next run where it stopped.

    Raises `FetchTrouble` and `BadInput`; what was not asked for stays to be asked for.
    """
    for _ in range(_MOST_REQUESTS):
        damaged, upto = _next_damaged(library)
        if damaged:
            address = arxiv_api.ids_address(base, damaged)
            answer = await client.get(
                address, accept=arxiv_api.ACCEPT, lane=arxiv_api.LANE, pace=ARXIV_PACE, check=arxiv_api.check
            )
            records = tuple(item for item in arxiv_api.read(answer) if isinstance(item, Record))
            yield Batch("texts as arXiv has them", records)
        library.keep_fact(_FACT, str(upto))
        if len(damaged) < arxiv_api.IDS_AT_ONCE:
            return


def _next_damaged(library: Library) -> tuple[list[str], int]:
    """Return the identifiers of the next papers whose abstracts are damaged, and the id up to which all were looked at."""
    damaged: list[str] = []
    upto = int(library.fact(_FACT, "0") or 0)
    while True:
        papers = library.not_from_arxiv(PaperId(upto), _LOOK_AT)
        for paper, identifier, text in papers:
            upto = paper
            if loss(text) is Loss.TEX:
                damaged.append(identifier)
            if len(damaged) == arxiv_api.IDS_AT_ONCE:
                return damaged, upto
        if len(papers) < _LOOK_AT:
            return damaged, upto
