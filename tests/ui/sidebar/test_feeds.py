# SPDX-License-Identifier: MIT
"""Subscriptions as the sidebar says them."""

from datetime import datetime, timedelta, timezone

import pytest

from paperdesk.domain.conditions import All, Source, Word
from paperdesk.domain.feeds import Feed, FeedId, FeedState, kind_of
from paperdesk.ui.sidebar.feeds import (
    FeedLine,
    feed_conditions,
    feed_query,
    is_offline,
    lone_sources,
    name_of,
    said,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=1)))


def feed(source: str, title: str = "A title", *, schedule: str = "every 6h", paused: bool = False) -> Feed:
    return Feed(FeedId(1), kind_of(source), title, source, schedule, paused=paused)


def sentence(state: FeedState, **how: object) -> str:
    return FeedLine(feed("huggingface", **how), state).sentence(NOW)  # type: ignore[arg-type]


def test_it_says_when_it_was_and_will_be_fetched() -> None:
    state = FeedState("huggingface", succeeded="2026-03-02T06:30:00Z", next_run="2026-03-02T23:30:00Z")
    assert sentence(state) == "Fetched today at 07:30, next tomorrow at 00:30"
    assert sentence(FeedState("huggingface")) == "Not fetched yet"
    assert sentence(state, schedule="never") == "Fetched today at 07:30, only when you ask"
    assert sentence(state, paused=True) == "Paused"
    assert FeedLine(feed("huggingface"), state).sentence(NOW, running=True) == "Fetching now"


def test_an_error_is_told_with_when_it_is_tried_again() -> None:
    state = FeedState("huggingface", error="example.org answers 500: wait", next_run="2026-03-02T11:30:00Z", failures=1)
    assert sentence(state) == "Example.org answers 500: wait (next at 12:30)"


@pytest.mark.parametrize(
    ("state", "paused", "sign"),
    [
        (FeedState("huggingface"), False, ""),
        (FeedState("huggingface", error="no"), False, "error"),
        (FeedState("huggingface", error="no", offline=True), False, "offline"),
        (FeedState("huggingface", error="no"), True, "paused"),
    ],
)
def test_its_sign_is_what_matters_most(state: FeedState, paused: bool, sign: str) -> None:
    assert FeedLine(feed("huggingface", paused=paused), state).sign == sign


def test_times_are_said_in_the_readers_zone() -> None:
    assert said("2026-03-01T23:30:00Z", NOW) == "today at 00:30"
    assert said("2026-02-28T23:30:00Z", NOW) == "yesterday at 00:30"
    assert said("2026-01-05T12:00:00Z", NOW) == "on 5 Jan"
    assert said("2025-01-05T12:00:00Z", NOW) == "on 5 Jan 2025"
    assert said("once", NOW) == "once"


def test_there_is_no_network_only_where_no_source_was_reached() -> None:
    gone = FeedState("huggingface", tried="2026-03-02T06:30:00Z", error="no", offline=True)
    there = FeedState("arxiv:cs.LG", tried="2026-03-02T06:30:00Z")
    both = [feed("huggingface"), feed("arxiv:cs.LG")]
    assert is_offline(both[:1], {gone.source: gone})
    assert not is_offline(both, {gone.source: gone, there.source: there})
    assert is_offline(both, {gone.source: gone})  # the other was not tried yet
    assert not is_offline([feed("huggingface", paused=True)], {gone.source: gone})
    assert not is_offline(both, {})


def test_a_category_of_arxiv_is_told_from_the_others() -> None:
    learning, query = feed("arxiv:cs.LG"), feed("arxiv:all:attention")
    assert feed_query(learning).condition == All((Source("arxiv"), Word("cs.LG", "category")))
    assert feed_query(query).condition == Source("arxiv")
    assert feed_conditions([learning, query, feed("huggingface")]) == [feed_query(learning).condition]
    assert name_of(learning) == "feed:arxiv:cs.LG"


def test_sources_without_a_subscription_stand_alone() -> None:
    feeds = [feed("huggingface"), feed("https://example.org/feed", "Lab"), feed("/tmp/papers")]
    assert lone_sources(["huggingface", "Lab", "file", "sample", "arxiv"], feeds) == ["file", "sample", "arxiv"]
    assert [name_of(one) for one in feeds] == ["source:huggingface", "source:Lab", "feed:/tmp/papers"]
