# SPDX-License-Identifier: MIT
"""The fetcher's thread: it brings what is due, does what it is asked, and is gone at once, whatever it waits for."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from paperdesk.config.options import Settings
from paperdesk.domain.changes import Changes
from paperdesk.domain.feeds import FetchReport
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services import feeds
from paperdesk.services.fetcher import Callbacks, Fetcher, schedule_of
from paperdesk.sources.http_client import Client, Limits

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATE = 20.0  # seconds; only a failure waits so long


class Heard:
    """Everything that a fetcher tells, and a way to wait for it."""

    def __init__(self) -> None:
        self.done: list[tuple[str, FetchReport]] = []
        self.changes: list[Changes] = []
        self.trouble: list[str] = []
        self.threads: set[str] = set()
        self._news = threading.Condition()

    def callbacks(self) -> Callbacks:
        def hear(what: Callable[..., Any]) -> Callable[..., None]:
            def told(*arguments: Any) -> None:
                with self._news:
                    what(*arguments)
                    self.threads.add(threading.current_thread().name)
                    self._news.notify_all()

            return told

        return Callbacks(
            changes=hear(self.changes.append),
            done=hear(lambda source, report: self.done.append((source, report))),
            state=hear(lambda: None),
            trouble=hear(self.trouble.append),
        )

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + LATE
        with self._news:
            while not until():
                assert time.monotonic() < end, self.done
                self._news.wait(0.02)  # the server tells nobody of its requests


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def folder(tmp_path: Path, server: Any, paper_server: Any) -> Path:
    """A library that is subscribed to a day's papers of the server."""
    with Library(tmp_path / "library") as library:
        feeds.subscribe(library, "huggingface")
    days = {"2026-03-02": [paper_server.hf_item(n) for n in range(5)]}
    server.answers["/api/daily_papers"] = paper_server.daily_papers(days)
    return tmp_path / "library"


@pytest.fixture
def fetcher(folder: Path, server: Any, heard: Heard) -> Iterator[Callable[..., Fetcher]]:
    made: list[Fetcher] = []

    def make(now: Callable[[], datetime] = lambda: NOW, **options: Any) -> Fetcher:
        names = ("sources.huggingface.base_url", "sources.arxiv.base_url", "sources.arxiv.rss_url")
        settings = Settings({**dict.fromkeys(names, server.url), **options})
        made.append(
            Fetcher(folder, settings, heard.callbacks(), make_client=lambda: Client(Limits(first_wait=0.0)), now=now)
        )
        return made[-1]

    yield make
    for one in made:
        one.close()


def count(folder: Path) -> int:
    with Library(folder) as library:
        return len(library.page(Query(), -1))


def test_what_is_due_is_brought_at_the_start_and_its_next_time_is_kept(
    fetcher: Callable[..., Fetcher], folder: Path, heard: Heard
) -> None:
    fetcher().start()
    heard.wait(lambda: bool(heard.done))
    assert heard.done[0][0] == "huggingface"
    assert heard.done[0][1].new == 5
    assert count(folder) == 5
    assert heard.threads == {"paperdesk-fetcher"}
    assert heard.changes[0].lists
    with Library(folder) as library:
        state = library.feed_states()["huggingface"]
    assert (state.succeeded, state.next_run) == ("2026-03-02T12:00:00Z", "2026-03-02T18:00:00Z")


def test_what_is_not_due_waits_until_it_is_asked_for(
    fetcher: Callable[..., Fetcher], server: Any, heard: Heard
) -> None:
    one = fetcher()
    one.start()
    heard.wait(lambda: len(heard.done) == 1)
    before = len(server.requests)
    one.fetch_now()
    heard.wait(lambda: len(heard.done) == 2)
    assert all(asked.conditional for asked in server.requests[before:])
    one.fetch_now(["huggingface", "huggingface:trending"])
    heard.wait(lambda: len(heard.done) == 4)
    assert {source for source, _ in heard.done} == {"huggingface", "huggingface:trending"}


def test_a_paused_source_and_one_that_is_never_due_are_left_alone(
    fetcher: Callable[..., Fetcher], folder: Path, server: Any, heard: Heard
) -> None:
    with Library(folder) as library:
        feeds.change(library, library.feeds()[0], paused=True)
        feeds.subscribe(library, "arxiv:cs.LG", schedule="never")
        feeds.subscribe(library, "huggingface:trending")
    fetcher().start()
    heard.wait(lambda: bool(heard.done))
    assert [source for source, _ in heard.done] == ["huggingface:trending"]


def test_nothing_goes_by_itself_where_the_reader_said_so(
    fetcher: Callable[..., Fetcher], server: Any, heard: Heard, folder: Path
) -> None:
    one = fetcher(**{"fetching.automatic": "off"})
    one.start()
    one.fetch_now(["huggingface:trending"])
    heard.wait(lambda: bool(heard.done))
    assert [source for source, _ in heard.done] == ["huggingface:trending"]
    one.fetch_now(["huggingface"])
    heard.wait(lambda: len(heard.done) == 2)
    with Library(folder) as library:
        assert library.feed_states()["huggingface"].next_run == ""  # no time is told at which nothing happens


def test_a_new_subscription_is_fetched_when_it_is_told_of(
    fetcher: Callable[..., Fetcher], folder: Path, heard: Heard
) -> None:
    one = fetcher()
    one.start()
    heard.wait(lambda: bool(heard.done))
    with Library(folder) as library:
        feeds.subscribe(library, "huggingface:trending")
    one.reload()
    heard.wait(lambda: len(heard.done) == 2)
    assert heard.done[1][0] == "huggingface:trending"


def test_offline_is_tried_again_by_itself(
    fetcher: Callable[..., Fetcher], server: Any, paper_server: Any, heard: Heard, folder: Path
) -> None:
    clock = [NOW]
    server.fault_for = lambda asked: paper_server.Reply(status=503)
    one = fetcher(lambda: clock[0])
    one.start()
    heard.wait(lambda: bool(heard.done))
    assert "answers 503" in heard.done[0][1].error
    server.fault_for = lambda asked: None
    clock[0] += timedelta(minutes=2)
    one.reload()
    heard.wait(lambda: len(heard.done) == 2)
    assert heard.done[1][1].error == ""
    with Library(folder) as library:
        assert library.feed_states()["huggingface"].failures == 0


def test_cancelling_stops_a_source_and_leaves_it_for_a_while(
    fetcher: Callable[..., Fetcher], server: Any, paper_server: Any, heard: Heard
) -> None:
    server.fault_for = lambda asked: paper_server.Reply(hold=True)
    one = fetcher()
    one.start()
    heard.wait(lambda: bool(server.requests) and one.running == {"huggingface"})
    one.cancel("huggingface")
    heard.wait(lambda: bool(heard.done))
    assert heard.done[0][1].cancelled
    server.fault_for = lambda asked: None
    one.fetch_now(["huggingface:trending"])
    heard.wait(lambda: len(heard.done) == 2)
    assert [source for source, _ in heard.done] == ["huggingface", "huggingface:trending"]


@pytest.mark.parametrize("how", ["hold", "drip", "wait"])
def test_closing_ends_whatever_it_waits_for(
    fetcher: Callable[..., Fetcher], folder: Path, server: Any, paper_server: Any, heard: Heard, how: str
) -> None:
    replies = {
        "hold": paper_server.Reply(hold=True),
        "drip": paper_server.Reply(b"[" + b" " * 10_000, drip=True),
        "wait": paper_server.Reply(status=429, headers={"Retry-After": "60"}),
    }
    server.fault_for = lambda asked: replies[how]
    one = fetcher()
    one.start()
    heard.wait(lambda: bool(server.requests) and bool(one.running))
    one.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "paperdesk-fetcher"]
    assert one.running == frozenset()
    assert count(folder) == 0  # and the library is sound, and free
    one.close()
    one.fetch_now()
    assert not [thread for thread in threading.enumerate() if thread.name == "paperdesk-fetcher"]


def test_closing_before_starting_is_no_harm(fetcher: Callable[..., Fetcher]) -> None:
    one = fetcher()
    one.close()
    one.start()
    assert not [thread for thread in threading.enumerate() if thread.name == "paperdesk-fetcher"]


def test_a_library_that_cannot_be_used_is_told_once_and_tried_again(
    fetcher: Callable[..., Fetcher], folder: Path, heard: Heard
) -> None:
    (folder / "library.db").write_bytes(b"not a database at all, however you look at it" * 100)
    for name in ("library.db-wal", "library.db-shm"):
        (folder / name).unlink(missing_ok=True)
    fetcher().start()
    heard.wait(lambda: bool(heard.trouble))
    assert "library.db" in heard.trouble[0]


def test_what_another_process_fetches_is_left_to_it(
    fetcher: Callable[..., Fetcher], folder: Path, server: Any, heard: Heard
) -> None:
    with Library(folder) as other, other.claim("fetch huggingface"):
        one = fetcher()
        one.start()
        heard.wait(lambda: bool(heard.done))
    assert heard.done[0][1].busy
    assert server.requests == []


def test_a_schedule_of_another_version_counts_as_the_default(folder: Path) -> None:
    with Library(folder) as library:
        feed = library.feeds()[0]
        library.change_feed(feed.id, title="A", schedule="by moonlight")
        assert schedule_of(library.feeds()[0]).text() == "every 6h"
