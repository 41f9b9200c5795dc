# SPDX-License-Identifier: MIT
"""Who keeps the index tells what it does, tells what goes wrong once, and goes on."""

import queue
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services import index_keeper, indexing
from paperdesk.services.index_keeper import Keeper
from paperdesk.services.indexing import open_index
from paperdesk.services.search_messages import Failed, State


class _Ended(BaseException):
    """Ends a keeper, which goes on for ever otherwise."""


@pytest.fixture
def told(library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator["queue.SimpleQueue[Any]"]:
    """Run a keeper on a library of three papers; what it tells comes here."""
    library.add([Record(f"Title {n}", Sighting("page"), arxiv_id=f"2501.{n:05}") for n in range(1, 4)], "added")
    monkeypatch.setattr(index_keeper, "_LATER", 0.05)
    said: queue.SimpleQueue[Any] = queue.SimpleQueue()
    over = threading.Event()

    def tell(state: State | Failed) -> None:
        said.put(state)
        if over.is_set():
            raise _Ended

    def run() -> None:
        try:
            keeper.run()
        except _Ended:
            keeper._close()

    keeper = Keeper(library.folder, tell)
    thread = threading.Thread(target=run)
    thread.start()
    yield said
    over.set()
    monkeypatch.undo()
    keeper.rebuild()
    thread.join()


def test_it_tells_how_far_it_builds_and_that_it_is_ready(library: Library, told: "queue.SimpleQueue[Any]") -> None:
    assert told.get(timeout=20) == State(building=True, done=0, total=3)
    assert told.get(timeout=20) == State(building=True, done=3, total=3)
    assert told.get(timeout=20) == State(ready=True, upto=library.last_change())
    index = open_index(library.folder)
    assert index is not None
    assert index.count == 3
    index.close()


def test_a_bug_is_told_once_and_what_it_hindered_is_done_when_it_is_gone(
    library: Library, told: "queue.SimpleQueue[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    while told.get(timeout=20) != State(ready=True, upto=library.last_change()):
        pass
    tried: list[int] = []

    def broken(*arguments: Any) -> None:
        tried.append(1)
        if len(tried) > 2:
            hindered.set()
        raise RuntimeError("a bug in rendering")

    hindered = threading.Event()
    with monkeypatch.context() as patched:
        patched.setattr(indexing, "_document", broken)
        library.add([Record("Newcomer", Sighting("page"), arxiv_id="2501.00009")], "added")
        failed = told.get(timeout=20)
        assert isinstance(failed, Failed)
        assert failed.report.endswith("RuntimeError: a bug in rendering\n")
        assert hindered.wait(20)
    assert told.get(timeout=20) == State(ready=True, upto=library.last_change())
