# SPDX-License-Identifier: MIT
"""Subscriptions are the reader's: kept in order, undone, told to views. How fetching goes is neither undone nor told."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.feeds import FeedId, FeedState, LogEntry, Validators
from paperdesk.library.library import Library


def shown(library: Library) -> list[str]:
    return [
        f"{'- ' if feed.paused else ''}{feed.title} ({feed.kind} {feed.source}, {feed.schedule}{', ' + feed.colour if feed.colour else ''})"
        for feed in library.feeds()
    ]


@pytest.fixture
def three(library: Library) -> Library:
    library.add_feed("huggingface", "Daily", "every 6h", "yellow")
    library.add_feed("arxiv:cs.LG", "Learning", "at 07:30")
    library.add_feed("https://example.org/feed", "Blog", "start")
    return library


def test_they_stand_in_order_with_their_kind(three: Library) -> None:
    assert shown(three) == [
        "Daily (huggingface huggingface, every 6h, yellow)",
        "Learning (arxiv arxiv:cs.LG, at 07:30)",
        "Blog (feed https://example.org/feed, start)",
    ]


def test_every_change_is_told_and_can_be_undone(three: Library) -> None:
    before = shown(three)
    feed = three.feeds()[1]
    verbs: list[Callable[[], Any]] = [
        lambda: three.change_feed(feed.id, title="ML", schedule="never", colour="blue"),
        lambda: three.change_feed(feed.id, title="Learning", schedule="at 07:30", paused=True),
        lambda: three.move_feed(feed.id, 0),
        lambda: three.delete_feed(feed.id),
        lambda: three.add_feed("/data/papers", "Papers", "every 6h"),
    ]
    for verb in verbs:
        number = three.last_change()
        assert verb().feeds
        assert three.changes_since(number).feeds
        after = shown(three)
        assert after != before
        three.undo()
        assert shown(three) == before
        three.redo()
        assert shown(three) == after
        three.undo()


def test_what_it_says_it_did(three: Library) -> None:
    feed = three.feeds()[0]
    assert (
        three.change_feed(feed.id, title="Daily", schedule="every 6h", colour="yellow", paused=True).summary
        == "Paused Daily"
    )
    assert three.change_feed(feed.id, title="Daily", schedule="every 6h", colour="yellow").summary == "Resumed Daily"
    assert three.delete_feed(feed.id).summary == "Ended the subscription to Daily"


def test_subscribing_again_changes_what_is_there_and_goes_on(three: Library) -> None:
    feed = three.feeds()[0]
    three.change_feed(feed.id, title="Daily", schedule="never", paused=True)
    three.add_feed("huggingface", "Every day", "every 12h")
    assert shown(three)[0] == "Every day (huggingface huggingface, every 12h)"
    assert three.feeds()[0].id == feed.id
    assert not three.add_feed("huggingface", "Every day", "every 12h")


@pytest.mark.parametrize(
    ("title", "colour", "why"),
    [
        ("", "", "no title"),
        ("x" * 121, "", "no title"),
        ("learning", "", "is called 'Learning'"),
        ("A", "mauve", "no colour"),
    ],
)
def test_what_cannot_be_is_refused(three: Library, title: str, colour: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        three.add_feed("huggingface", title, "start", colour)
    assert shown(three)[0].startswith("Daily")


def test_one_that_is_gone_is_said_so(three: Library) -> None:
    with pytest.raises(Trouble, match="is gone"):
        three.change_feed(FeedId(99), title="A", schedule="start")
    with pytest.raises(Trouble, match="is gone"):
        three.move_feed(FeedId(99), 0)
    assert not three.delete_feed(FeedId(99))


def test_how_it_goes_is_kept_apart_from_what_the_reader_did(three: Library) -> None:
    state = FeedState("arxiv:cs.LG", "a", "b", "c", "no answer\0", True, 3, "2026-03-02", 7)
    number = three.last_change()
    three.keep_feed_state(state)
    three.keep_feed_state(FeedState("x"))
    three.keep_validators("x", "http://x/1", Validators('W/"a"', "Mon", 12))
    assert three.feed_states()["arxiv:cs.LG"].error == "no answer\ufffd"
    assert three.feed_states()["x"] == FeedState("x")
    assert three.validators("http://x/1") == Validators('W/"a"', "Mon", 12)
    assert not three.validators("http://x/2")
    assert three.last_change() == number
    three.undo()
    assert "arxiv:cs.LG" in three.feed_states()


def test_the_log_of_fetches_is_bounded_for_each_source(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paperdesk.library.feeds._KEPT_IN_LOG", 3)
    for n in range(6):
        library.keep_fetch(LogEntry("a", "begun", "ended", new=n))
    library.keep_fetch(LogEntry("b", "begun", "ended", error="no"))
    assert [entry.new for entry in library.fetch_log("a")] == [5, 4, 3]
    assert [entry.source for entry in library.fetch_log(limit=2)] == ["b", "a"]
