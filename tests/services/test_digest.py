# SPDX-License-Identifier: MIT
"""What stands in a digest: trending, rising, what searches find, what was marked; of the days it is of, and no others."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from paperdesk.config.options import Settings
from paperdesk.domain.digest import Edition
from paperdesk.domain.record import Links, Record, Sighting
from paperdesk.services.annotating import add_highlight
from paperdesk.services.digest import Contents, compose, contents_of
from paperdesk.services.finding import Finder
from paperdesk.services.following import follow, save_search
from paperdesk.services.indexing import build_index

DAY, BEFORE = "2026-11-25", "2026-11-24"
TODAY = Edition(DAY, DAY)


def a_record(number: int, day: str, votes: int, **said: object) -> Record:
    told: dict[str, object] = {
        "title": f"Title number {number}",
        "authors": ("Ann Lee",),
        "abstract": f"Abstract number {number} speaks of agents in the very first of its sentences. More follows.",
        "arxiv_id": f"2611.{number:05}",
        "links": Links(arxiv=f"https://arxiv.org/abs/2611.{number:05}"),
        "sighting": Sighting("hf", day, rank=number, upvotes=votes),
    }
    return Record(**(told | said))


@pytest.fixture
def filled(library):
    """Three papers of the day, two of the day before, one of which has risen since."""
    library.add([a_record(1, DAY, 5), a_record(2, DAY, 50), a_record(3, DAY, 20)], "Today")
    library.add([a_record(4, BEFORE, 30), a_record(5, BEFORE, 10)], "Yesterday", seen=f"{BEFORE}T12:00:00Z")
    library.add([a_record(4, BEFORE, 42)], "Again", seen=f"{DAY}T12:00:00Z")
    return library


@pytest.fixture
def made(filled):
    """Compose a digest with a real index."""

    def run(edition: Edition = TODAY, zone=UTC, **said):
        def ask(queries, most):
            index = build_index(filled)
            try:
                return [Finder(filled, index).find(query, most) for query in queries]
            finally:
                index.close()

        return compose(filled, edition, Contents(**said), ask, zone)

    return run


def keys(section) -> list[str]:
    return [entry.exported.paper.key for entry in section.entries]


def test_what_is_trending_and_what_still_rises(made) -> None:
    trending, rising = made().sections
    assert (trending.kind, keys(trending), trending.total) == (
        "trending",
        ["2611.00002", "2611.00003", "2611.00001"],
        3,
    )
    assert (rising.kind, keys(rising)) == ("rising", ["2611.00004"])
    assert [entry.risen for entry in rising.entries] == [12]
    assert trending.entries[0].snippet == "Abstract number 2 speaks of agents in the very first of its sentences."


def test_a_week_holds_all_of_its_days(made) -> None:
    (trending,) = made(Edition("2026-11-19", DAY)).sections
    assert (trending.title, trending.total) == ("Trending this week", 5)
    assert made(Edition("2026-11-26", "2026-11-26"), rising=False).sections == ()


def test_the_length_bounds_each_section_and_the_total_tells(made) -> None:
    (trending, _) = made(length=1).sections
    assert (len(trending.entries), trending.total) == (1, 3)


def test_searches_and_watch_words_tell_what_they_found_and_where(made, filled) -> None:
    save_search(filled, "number 3", "Threes")
    follow(filled, "agents", colour="green")
    save_search(filled, "nothing-like-it")
    *_, threes, agents = made().sections
    assert (threes.kind, threes.title, keys(threes), threes.colour) == ("search", "Threes", ["2611.00003"], "")
    assert (agents.title, agents.colour, agents.total) == ("agents", "green", 3)
    entry = agents.entries[0]
    assert [entry.snippet[start:end] for start, end in entry.marks] == ["agents"]


def test_what_was_marked_in_these_days_of_the_readers(made, filled) -> None:
    paper = filled.find("2611.00005")
    add_highlight(filled, paper, 0, 8, note="mine")
    (highlight,) = filled.paper(paper).highlights
    day = highlight.created[:10]
    (section,) = made(Edition(day, day)).sections[-1:]
    assert (section.kind, keys(section)) == ("highlights", ["2611.00005"])
    (entry,) = section.entries
    assert [one.note for one in entry.exported.paper.highlights] == ["mine"]
    for hours in (14, -12):
        zone = timezone(timedelta(hours=hours))
        local = datetime.fromisoformat(highlight.created).astimezone(zone).date()
        for days, told in ((-1, False), (0, True), (1, False)):
            day = (local + timedelta(days=days)).isoformat()
            kinds = {section.kind for section in made(Edition(day, day), zone).sections}
            assert ("highlights" in kinds) is told, (hours, days)
    assert made(Edition("2020-01-01", "2020-01-01")).sections == ()


def test_contents_are_chosen(made, filled) -> None:
    save_search(filled, "agents")
    off = {"trending": False, "rising": False, "searches": False, "highlights": False}
    assert not made(**off)
    for name, kind in (("trending", "trending"), ("rising", "rising"), ("searches", "search")):
        assert {section.kind for section in made(**{**off, name: True}).sections} == {kind}
    chosen = contents_of(Settings({"digest.length": 3, "digest.rising": "off"}))
    assert (chosen.length, chosen.trending, chosen.rising) == (3, True, False)
    assert chosen.colours[0] == ("yellow", "key idea")


def test_papers_taken_out_are_not_told_of(made, filled) -> None:
    filled.hide([filled.find("2611.00002"), filled.find("2611.00004")], "Removed")
    (trending,) = made().sections
    assert keys(trending) == ["2611.00003", "2611.00001"]
