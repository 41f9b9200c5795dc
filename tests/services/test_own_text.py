# SPDX-License-Identifier: MIT
"""Only damaged texts are asked of arXiv, each once, in batches; what could not be asked stays to be asked."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import Offline
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services.gathering import Batch
from paperdesk.services.own_text import bring_own_texts
from paperdesk.sources.http_client import Client, Limits

LOST = "We bound the error by frac{1}{2} alpha_{n} with sqrt{n} steps, times10^{3} faster for xin mathbb{R}^d."


def add(library: Library, numbers: range, text: str) -> None:
    records = [
        Record(f"Title {n}", Sighting("huggingface", "2026-03-02"), abstract=text, arxiv_id=f"2602.{n:05}")
        for n in numbers
    ]
    library.add(records, "added")


@pytest.fixture
def bring(library: Library, server: Any) -> Callable[[], list[Batch]]:
    async def at_once(seconds: float) -> None:
        return None

    def run() -> list[Batch]:
        async def work() -> list[Batch]:
            async with Client(Limits(), sleep=at_once) as client:
                return [batch async for batch in bring_own_texts(library, client, server.url)]

        return asyncio.run(work())

    return run


def test_damaged_ones_are_asked_for_in_batches_and_only_once(
    bring: Any, library: Library, server: Any, paper_server: Any
) -> None:
    add(library, range(1, 8), "A text as it should be.")
    add(library, range(100, 220), LOST)
    server.answers["/api/query"] = paper_server.arxiv_api([(f"2602.{n:05}", "2026-02-01") for n in range(300)])
    batches = bring()
    assert [len(batch.records) for batch in batches] == [50, 50, 20]
    assert [len(asked.query["id_list"].split(",")) for asked in server.requests] == [50, 50, 20]
    assert bring() == []
    add(library, range(300, 301), LOST)
    assert len(bring()) == 1


def test_what_arxiv_has_told_itself_is_not_asked_for(bring: Any, library: Library, server: Any) -> None:
    library.add([Record("T", Sighting("arxiv"), abstract=LOST, arxiv_id="2602.00001")], "added")
    library.add([Record("T", Sighting("page"), abstract=LOST)], "added")
    assert bring() == []
    assert server.requests == []


def test_trouble_leaves_the_rest_for_the_next_time(
    bring: Any, library: Library, server: Any, paper_server: Any
) -> None:
    add(library, range(1, 3), LOST)
    server.fault_for = lambda asked: paper_server.Reply(reset=True)
    with pytest.raises(Exception, match=r"broke off|cannot be reached"):
        bring()
    server.fault_for = lambda asked: None
    server.answers["/api/query"] = paper_server.arxiv_api([("2602.00001", "2026-02-01")])
    assert [len(batch.records) for batch in bring()] == [1]
    server.close()
    add(library, range(5, 6), LOST)
    with pytest.raises(Offline):
        bring()
