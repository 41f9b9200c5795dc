# SPDX-License-Identifier: MIT
"""The searching process as the window knows it: what it answers, how it comes back, how it ends."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.query import Query
from paperdesk.domain.query_text import parse
from paperdesk.ui.search_client import SearchClient


@pytest.fixture
def client(qapp: Any, library_folder: Path) -> Iterator[SearchClient]:
    """A client on the sample library, its process not started."""
    made = SearchClient(library_folder)
    yield made
    made.close()


def asked(text: str) -> Query:
    return Query(parse(text, complete=True).condition)


def test_it_starts_when_it_is_first_asked_and_answers(client: SearchClient, qtbot: Any) -> None:
    assert client.process_id is None
    client.start()
    qtbot.waitUntil(lambda: client.is_ready, timeout=20_000)
    with qtbot.waitSignal(client.answered, timeout=20_000) as answered:
        serial = client.ask(asked("attention"), 200)
    (answer,) = answered.args
    assert answer.serial == serial
    assert answer.found.total == len(answer.found.listing.ids) > 0
