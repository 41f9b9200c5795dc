# SPDX-License-Identifier: MIT
"""The fetcher as the window has it: its thread starts when it is needed, tells on the window's thread, and ends."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread, Slot

from paperdesk.config.options import Settings
from paperdesk.library.library import Library
from paperdesk.services import feeds
from paperdesk.ui.fetching import WindowFetcher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library that subscribes to the day's papers."""
    with Library(tmp_path / "library") as library:
        feeds.add_defaults(library)
    return tmp_path / "library"


@pytest.fixture
def fetcher(qapp: Any, folder: Path, server: Any, paper_server: Any) -> Iterator[WindowFetcher]:
    """A fetcher that asks the server, which has one paper a day."""
    server.answers["/api/daily_papers"] = lambda asked: paper_server.json_reply([paper_server.hf_item(1)])
    made = WindowFetcher(folder, Settings({"sources.huggingface.base_url": server.url}))
    yield made
    made.close()


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "paperdesk-fetcher"]


class Listener(QObject):
    """Notes what it hears and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[Any] = set()

    @Slot(str, object)
    def hear(self, *what: Any) -> None:
        self.heard.append(what)
        self.threads.add(QThread.currentThread())


def test_nothing_runs_before_it_is_needed_nor_after_it_is_closed(fetcher: WindowFetcher) -> None:
    assert threads() == []
    fetcher.cancel()
    fetcher.start()
    assert threads() == ["paperdesk-fetcher"]
    fetcher.close()
    fetcher.close()
    fetcher.fetch_now()
    fetcher.start()
    assert threads() == []
    assert fetcher.running == frozenset()


def test_what_is_told_arrives_on_the_windows_thread(fetcher: WindowFetcher, qtbot: Any) -> None:
    listener = Listener()
    fetcher.ended.connect(listener.hear)
    fetcher.progressed.connect(listener.hear)
    fetcher.came.connect(listener.hear)
    with qtbot.waitSignals([fetcher.ended, fetcher.came, fetcher.progressed, fetcher.state_changed], timeout=20_000):
        fetcher.fetch_now()
    assert listener.threads == {fetcher.thread()}
    assert ("huggingface", 1) in [(w[0], w[1].new) for w in listener.heard if len(w) == 2]


def test_by_schedule_it_begins_by_itself_where_the_reader_wants_that(fetcher: WindowFetcher, qtbot: Any) -> None:
    with qtbot.waitSignal(fetcher.ended, timeout=20_000):
        fetcher.begin()


@pytest.mark.parametrize("how", ["off", "held"])
def test_it_does_not_begin_where_it_may_not(folder: Path, qapp: Any, how: str) -> None:
    fetcher = WindowFetcher(folder, Settings({"fetching.automatic": "off" if how == "off" else "on"}))
    fetcher.begin()
    if how == "held":
        assert fetcher.waits
        fetcher.hold()
    assert not fetcher.waits
    assert threads() == []
    fetcher.close()
