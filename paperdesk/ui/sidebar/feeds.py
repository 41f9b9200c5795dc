# SPDX-License-Identifier: MIT
"""Subscriptions as the sidebar shows them: what each holds, and how fetching it goes. No Qt, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from paperdesk.domain.conditions import All, Condition, Source, Word
from paperdesk.domain.feeds import Feed, FeedState, is_category
from paperdesk.domain.query import Query
from paperdesk.ui.wording import day_short

_ARXIV, _FILE = "arxiv", "file"


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A subscription with how fetching it goes."""

    feed: Feed
    state: FeedState

    @property
    def sign(self) -> str:
        """What is to be seen at a glance: `paused`, `offline`, `error`, or empty."""
        if self.feed.paused:
            return "paused"
        if not self.state.error:
            return ""
        return "offline" if self.state.offline else "error"

    def sentence(self, now: datetime, *, running: bool = False) -> str:
        """Say how it goes, in words; `now` is in the reader's zone."""
        if running:
            return "Fetching now"
        if self.feed.paused:
            return "Paused"
        when = _next(self.feed, self.state, now)
        if self.state.error:
            return f"{self.state.error[:1].upper()}{self.state.error[1:]}{f' ({when})' if when else ''}"
        if not self.state.succeeded:
            return f"Not fetched yet{f', {when}' if when else ''}"
        return f"Fetched {said(self.state.succeeded, now)}{f', {when}' if when else ''}"


def feed_line(feed: Feed, states: Mapping[str, FeedState]) -> FeedLine:
    """Return the subscription `feed` with its state of `states`."""
    return FeedLine(feed, states.get(feed.source, FeedState(feed.source)))


def is_offline(feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> bool:
    """Whether there is no network, as far as the last fetch of every source tells."""
    asked = [feed.source for feed in feeds if not feed.paused and feed.kind != "folder"]
    tried = [states[source] for source in asked if source in states and states[source].tried]
    return bool(tried) and all(state.offline for state in tried)


def name_of(feed: Feed) -> str:
    """Return the name of a subscription's entry; those of which papers tell the source have its name."""
    alone = feed.kind in ("huggingface", "feed")
    return f"source:{met_as(feed)}" if alone else f"feed:{feed.source}"


def met_as(feed: Feed) -> str:
    """Return the source that papers of a subscription are met in."""
    if feed.kind == "feed":
        return feed.title
    return {"arxiv": _ARXIV, "folder": _FILE}.get(feed.kind, feed.source)


def feed_query(feed: Feed) -> Query:
    """Return the papers that a subscription brings, as far as they can be told from others."""
    category = feed.source.partition(":")[2]
    if feed.kind == "arxiv" and is_category(category):
        return Query(All((Source(_ARXIV), Word(category, "category"))))
    return Query(Source(met_as(feed)))


def feed_conditions(feeds: Sequence[Feed]) -> list[Condition]:
    """Return what the index has to count for the entries of `feeds`."""
    conditions = [feed_query(feed).condition for feed in feeds]
    return [condition for condition in dict.fromkeys(conditions) if isinstance(condition, All)]


def lone_sources(sources: Iterable[str], feeds: Sequence[Feed]) -> list[str]:
    """Return those of `sources` that no subscription stands for."""
    covered = {met_as(feed) for feed in feeds if feed.kind != "folder"}
    return [source for source in sources if source not in covered]


def said(at: str, now: datetime) -> str:
    """Return a time (UTC, ISO 8601) as a person says it: `today at 07:30`, `on 28 Apr`."""
    try:
        then = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return at
    days = (now.date() - then.date()).days
    names = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if days in names:
        return f"{names[days]} at {then:%H:%M}"
    return f"on {day_short(then.date().isoformat(), now.date())}"


def _next(feed: Feed, state: FeedState, now: datetime) -> str:
    """Say when a source is due."""
    if feed.schedule == "never":
        return "only when you ask"
    if not state.next_run:
        return ""
    return f"next {said(state.next_run, now).removeprefix('today ')}"
