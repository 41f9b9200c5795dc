# SPDX-License-Identifier: MIT
"""Fetching from a real server: every paper once, only what is new asked for again, and trouble told as it is."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from paperdesk.config.options import Settings
from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.feeds import FetchReport
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services import feeds, fetching
from paperdesk.services.fetching import FetchProgress, Telling, report_json
from paperdesk.sources.http_client import Client, Limits

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
Fetch = Callable[..., dict[str, FetchReport]]


class Time:
    """A clock that goes only where it is waited for."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.waits: list[float] = []

    def __call__(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def settings(server: Any) -> Settings:
    names = ("sources.huggingface.base_url", "sources.arxiv.base_url", "sources.arxiv.rss_url", "sources.doi.base_url")
    return Settings(dict.fromkeys(names, server.url))


@pytest.fixture
def fetch(library: Library, settings: Settings, time: Time) -> Fetch:
    """Fetch into the library, with waits that take no time."""

    def run(
        *sources: str, telling: Telling | None = None, limits: Limits | None = None, **how: Any
    ) -> dict[str, FetchReport]:
        def client() -> Client:
            return Client(limits, sleep=time.sleep, clock=lambda: time.at.timestamp(), today=time, jitter=lambda: 0.5)

        return fetching.fetch(library, sources, settings, telling=telling, make_client=client, now=time, **how)

    return run


def counts(report: FetchReport) -> tuple[int, int, int]:
    assert report.error == "", report
    return report.new, report.updated, report.unchanged


def days_of(server: Any, parameter: str = "date") -> list[str]:
    return [asked.query.get(parameter, "") for asked in server.asked_for("/api/daily_papers")]


def keys(library: Library) -> list[str]:
    return sorted(row.key for row in library.rows(library.page(Query(), -1)).values())


# --- Hugging Face -----------------------------------------------------------------------------------------


@pytest.fixture
def thirty(paper_server: Any, server: Any) -> dict[str, list[Any]]:
    """Thirty days of lists up to today, weekends empty, a paper listed on two days."""
    days = {}
    for n in range(30):
        day = (NOW - timedelta(days=29 - n)).date()
        first = n * 4
        days[day.isoformat()] = (
            [] if day.weekday() > 4 else [paper_server.hf_item(first + k, votes=k) for k in range(4)]
        )
    days[NOW.date().isoformat()].append(paper_server.hf_item(NOW.date().weekday() + 0, votes=50))
    server.answers["/api/daily_papers"] = paper_server.daily_papers(days)
    return days


def test_thirty_days_bring_every_paper_once_and_the_second_time_nothing(
    fetch: Fetch, library: Library, server: Any, thirty: dict[str, list[Any]]
) -> None:
    listed = [(item["paper"]["id"], day) for day, items in thirty.items() for item in items]
    report = fetch("huggingface", since=min(thirty))["huggingface"]
    assert keys(library) == sorted({identifier for identifier, _ in listed})
    met = [(paper.key, s.day) for paper in library.papers(library.page(Query(), -1)) for s in paper.sightings]
    assert sorted(met) == sorted(listed)
    assert report.requests == len(server.requests) >= 30
    assert days_of(server)[:30] == sorted(thirty)

    number, before = library.last_change(), len(server.requests)
    again = fetch("huggingface", since=min(thirty))["huggingface"]
    assert counts(again) == (0, 0, len(listed))
    assert all(asked.conditional for asked in server.requests[before:])
    assert library.last_change() == number


def test_from_the_real_days_too(
    fetch: Fetch, library: Library, server: Any, paper_server: Any, data: Path, time: Time
) -> None:
    files = sorted((data / "hf" / "daily").glob("2026-*.json"))[:12]
    days = {file.stem: json.loads(file.read_text("utf-8")) for file in files}
    server.answers["/api/daily_papers"] = paper_server.daily_papers(days)
    time.at = datetime.fromisoformat(files[-1].stem).replace(tzinfo=UTC) + timedelta(hours=12)
    fetch("huggingface", since=files[0].stem)
    listed = {(item["paper"]["id"], day) for day, items in days.items() for item in items}
    met = {
        (p.key, s.day)
        for p in library.papers(library.page(Query(), -1))
        for s in p.sightings
        if s.source == "huggingface"
    }
    assert met == listed


def test_it_goes_on_from_the_last_day_seen_and_looks_at_young_days_again(
    fetch: Fetch, server: Any, thirty: dict[str, list[Any]], time: Time
) -> None:
    fetch("huggingface")
    assert days_of(server) == ["2026-02-28", "2026-03-01", "2026-03-02"]
    time.at += timedelta(days=4)
    server.requests.clear()
    fetch("huggingface")
    assert days_of(server) == [f"2026-02-{d}" for d in (28,)] + [f"2026-03-{d:02}" for d in range(1, 7)]


def test_after_a_long_holiday_the_days_in_between_are_brought(
    fetch: Fetch, server: Any, thirty: Any, time: Time
) -> None:
    fetch("huggingface")
    time.at += timedelta(days=200)
    server.requests.clear()
    fetch("huggingface")
    assert len(days_of(server)) == 93
    assert days_of(server)[-1] == time.at.date().isoformat()


def test_one_day_alone_moves_nothing(fetch: Fetch, library: Library, server: Any, thirty: Any) -> None:
    fetch("huggingface", day="2026-02-10")
    assert days_of(server) == ["2026-02-10"]
    assert "huggingface" not in library.feed_states()
    fetch("huggingface")
    before = library.feed_states()
    assert fetch("huggingface", day="2027-01-01")["huggingface"].error
    assert library.feed_states() == before  # a day that cannot be had is no trouble of the source


def test_days_after_a_gap_leave_it_to_be_caught_up(
    fetch: Fetch, library: Library, server: Any, thirty: Any, time: Time
) -> None:
    fetch("huggingface")
    time.at += timedelta(days=10)
    fetch("huggingface", since="2026-03-10")
    assert library.feed_states()["huggingface"].cursor == "2026-03-02"
    server.requests.clear()
    fetch("huggingface")
    assert days_of(server)[:3] == ["2026-02-28", "2026-03-01", "2026-03-02"]
    fetch("huggingface", since="2026-03-13")  # the day after the last one seen
    assert library.feed_states()["huggingface"].cursor == "2026-03-12"
    time.at += timedelta(days=1)
    fetch("huggingface", since="2026-03-13")
    assert library.feed_states()["huggingface"].cursor == "2026-03-13"


def test_days_of_arxiv_after_a_gap_leave_it_too(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, time: Time
) -> None:
    papers = [("2603.00001", "2026-03-12"), ("2603.00002", "2026-03-06"), ("2602.00001", "2026-03-01")]
    server.answers["/api/query"] = paper_server.arxiv_api(papers[2:])
    assert fetch("arxiv:cs.LG")["arxiv:cs.LG"].new == 1
    time.at += timedelta(days=12)
    server.answers["/api/query"] = paper_server.arxiv_api(papers)
    assert fetch("arxiv:cs.LG", since="2026-03-10")["arxiv:cs.LG"].new == 1
    assert fetch("arxiv:cs.LG")["arxiv:cs.LG"].new == 1


def test_what_a_later_first_day_left_out_of_an_unchanged_page_comes_with_an_earlier_one(
    fetch: Fetch, paper_server: Any, server: Any
) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api([("2603.00001", "2026-03-01"), ("2602.00001", "2026-02-01")])
    assert fetch("arxiv:cs.LG")["arxiv:cs.LG"].new == 1
    assert fetch("arxiv:cs.LG", since="2026-01-20")["arxiv:cs.LG"].new == 1
    assert counts(fetch("arxiv:cs.LG", since="2026-01-20")["arxiv:cs.LG"]) == (0, 0, 2)


def test_a_day_that_grows_is_brought_up_to_date(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, time: Time
) -> None:
    day = NOW.date().isoformat()
    days = {day: [paper_server.hf_item(1, votes=2), paper_server.hf_item(2, votes=1)]}
    server.answers["/api/daily_papers"] = paper_server.daily_papers(days)
    assert counts(fetch("huggingface", day=day)["huggingface"]) == (2, 0, 0)
    time.at += timedelta(hours=3)
    days[day] = [paper_server.hf_item(2, votes=9), paper_server.hf_item(1, votes=3), paper_server.hf_item(3)]
    assert counts(fetch("huggingface", day=day)["huggingface"]) == (1, 2, 0)
    curve = library.curve(library.find("2601.00002"))
    assert [(met.at, met.upvotes, met.rank) for met in curve] == [
        ("2026-03-02T12:00:00Z", 1, 2),
        ("2026-03-02T15:00:00Z", 9, 1),
    ]


@pytest.mark.parametrize("honours", [True, False], ids=["pages", "the same page for ever"])
def test_a_day_of_many_pages_is_gone_through_once(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, honours: bool
) -> None:
    items = [paper_server.hf_item(n) for n in range(1, 231 if honours else 101)]
    server.answers["/api/daily_papers"] = paper_server.daily_papers({"2026-02-10": items}, honours_pages=honours)
    report = fetch("huggingface", day="2026-02-10")["huggingface"]
    assert counts(report)[0] == len(items) == len(keys(library))
    assert days_of(server, "p") == (["0", "1", "2"] if honours else ["0", "1"])
    ranks = {p.key: p.sightings[0].rank for p in library.papers(library.page(Query(), -1))}
    assert ranks == {item["paper"]["id"]: place for place, item in enumerate(items, 1)}


def test_pages_without_end_stop_at_a_bound_and_it_is_told(fetch: Fetch, paper_server: Any, server: Any) -> None:
    def endless(asked: Any) -> Any:
        first = int(asked.query["p"]) * 100
        return paper_server.json_reply([paper_server.hf_item(first + n) for n in range(100)])

    server.answers["/api/daily_papers"] = endless
    report = fetch("huggingface", day="2026-02-10")["huggingface"]
    assert (report.new, len(server.asked_for("/api/daily_papers"))) == (2_000, 20)
    assert report.notes == ("2026-02-10: only the first 2,000 papers were asked for",)


def test_items_that_come_twice_or_move_between_pages_are_one(
    fetch: Fetch, library: Library, paper_server: Any, server: Any
) -> None:
    pages = [list(range(100)), [*range(90, 150), 95], []]

    def answer(asked: Any) -> Any:
        return paper_server.json_reply([paper_server.hf_item(n) for n in pages[int(asked.query["p"])]])

    server.answers["/api/daily_papers"] = answer
    assert counts(fetch("huggingface", day="2026-02-10")["huggingface"]) == (150, 0, 0)
    assert len(keys(library)) == 150


def test_what_is_trending_is_a_list_of_today(fetch: Fetch, library: Library, server: Any, thirty: Any) -> None:
    report = fetch("huggingface:trending")["huggingface:trending"]
    assert report.new > 50
    assert server.requests[0].query["sort"] == "trending"
    (best,) = [p for p in library.papers(library.page(Query(), -1)) if p.sightings[0].rank == 1]
    assert (best.upvotes, best.day, best.sightings[0].source) == (50, "2026-03-02", "huggingface:trending")


@pytest.mark.parametrize("status", [400, 404])
def test_a_day_that_has_not_begun_there_is_no_error(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, status: int
) -> None:
    known = paper_server.daily_papers({"2026-02-28": [paper_server.hf_item(1)]})

    def answer(asked: Any) -> Any:
        return (
            paper_server.Reply(b'{"error":"in the future"}', status)
            if asked.query["date"] > "2026-02-28"
            else known(asked)
        )

    server.answers["/api/daily_papers"] = answer
    assert counts(fetch("huggingface")["huggingface"]) == (1, 0, 0)


def test_a_day_to_come_is_not_asked_for(fetch: Fetch, server: Any) -> None:
    report = fetch("huggingface", day="2027-01-01")["huggingface"]
    assert report.error == "2027-01-01 is still to come; name a day that has begun"
    assert server.requests == []


def test_days_that_are_missing_are_told_and_a_wrong_address_is_an_error(
    fetch: Fetch, paper_server: Any, server: Any
) -> None:
    known = paper_server.daily_papers({"2026-02-20": [paper_server.hf_item(1)]})
    server.answers["/api/daily_papers"] = lambda asked: (
        paper_server.Reply(b"no", 404) if asked.query["date"] == "2026-02-21" else known(asked)
    )
    report = fetch("huggingface", since="2026-02-20")["huggingface"]
    assert counts(report) == (1, 0, 0)
    assert [note.split(":")[0] for note in report.notes] == ["2026-02-21"]
    del server.answers["/api/daily_papers"]
    assert "answers 404" in fetch("huggingface", since="2026-02-20")["huggingface"].error


def test_an_address_under_which_nothing_is_had_is_an_error_at_the_first_fetch_too(
    fetch: Fetch, library: Library
) -> None:
    assert "answers 404" in fetch("huggingface")["huggingface"].error
    assert library.feed_states()["huggingface"].cursor == ""


def test_a_day_that_cannot_be_had_keeps_no_other_and_is_asked_for_again(
    fetch: Fetch, library: Library, server: Any, paper_server: Any, thirty: Any
) -> None:
    server.fault_for = lambda asked: paper_server.Reply(status=500) if asked.query.get("date") == "2026-02-16" else None
    report = fetch("huggingface", since="2026-02-12")["huggingface"]
    assert "answers 500" in report.error
    assert (report.new, library.feed_states()["huggingface"].cursor) == (12 * 4 + 1, "2026-02-15")
    server.fault_for = lambda asked: None
    assert counts(fetch("huggingface")["huggingface"])[0] == 4
    assert library.feed_states()["huggingface"].cursor == "2026-03-02"


# --- arXiv ------------------------------------------------------------------------------------------------


def arxiv_papers(count: int, per_day: int = 40) -> list[tuple[str, str]]:
    return [(f"2602.{n:05}", (NOW - timedelta(days=n // per_day)).date().isoformat()) for n in range(count)]


def test_a_category_is_gone_back_to_what_is_known(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, time: Time
) -> None:
    papers = arxiv_papers(600)
    server.answers["/api/query"] = paper_server.arxiv_api(papers)
    assert counts(fetch("arxiv:cs.LG")["arxiv:cs.LG"])[0] == 320  # of eight days
    asked = server.requests[0].query
    assert (asked["search_query"], asked["sortBy"], asked["max_results"]) == ("cat:cs.LG", "submittedDate", "100")
    assert len(server.requests) == 4
    assert time.waits == [3.0] * 3
    assert library.feed_states()["arxiv:cs.LG"].cursor == "2026-03-02"
    papers.append(("2603.00001", "2026-03-03"))
    time.at += timedelta(days=1)
    assert counts(fetch("arxiv:cs.LG")["arxiv:cs.LG"]) == (1, 0, 200)


def test_since_and_one_day_of_arxiv(fetch: Fetch, library: Library, paper_server: Any, server: Any) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api(arxiv_papers(600))
    assert counts(fetch("arxiv:all:attention", since="2026-02-28")["arxiv:all:attention"])[0] == 120
    assert server.requests[0].query["search_query"] == "all:attention"
    fetch("arxiv:cs.LG", day="2026-02-20")
    asked = server.requests[-1].query["search_query"]
    assert asked == "(cat:cs.LG) AND submittedDate:[202602200000 TO 202602202359]"


def test_an_empty_page_where_papers_are_due_is_asked_for_again(fetch: Fetch, paper_server: Any, server: Any) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api(arxiv_papers(30))
    server.faults.append(paper_server.Reply(paper_server.arxiv_feed([], total=30), content_type="application/atom+xml"))
    assert counts(fetch("arxiv:cs.LG")["arxiv:cs.LG"]) == (30, 0, 0)


def test_a_query_that_nothing_answers_is_no_error(fetch: Fetch, paper_server: Any, server: Any) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api([])
    assert counts(fetch("arxiv:all:nothing")["arxiv:all:nothing"]) == (0, 0, 0)


def test_damaged_texts_are_asked_of_arxiv_and_kept_beside(
    fetch: Fetch, library: Library, paper_server: Any, server: Any
) -> None:
    lost = "We bound the error by frac{1}{2} alpha_{n} with sqrt{n} steps, times10^{3} faster for xin mathbb{R}^d."
    items = [paper_server.hf_item(1, summary=lost), paper_server.hf_item(2)]
    server.answers["/api/daily_papers"] = paper_server.daily_papers({"2026-03-02": items})
    entry = paper_server.arxiv_entry("2601.00001", summary=r"We bound it by $\frac{1}{2}\alpha_n$.")
    server.answers["/api/query"] = paper_server.Reply(paper_server.arxiv_feed([entry]))
    fetch("huggingface")
    (asked,) = server.asked_for("/api/query")
    assert asked.query["id_list"] == "2601.00001"
    paper = library.paper(library.find("2601.00001"))
    assert {s.source for s in paper.sightings} == {"huggingface", "arxiv"}
    assert any(r"\frac" in version.text for version in library.versions(paper.id))
    fetch("huggingface", day="2026-03-02")
    assert len(server.asked_for("/api/query")) == 1


# --- feeds and folders ------------------------------------------------------------------------------------


def test_a_feed_is_met_under_its_title(fetch: Fetch, library: Library, paper_server: Any, server: Any) -> None:
    address = f"{server.url}/feed.xml"
    server.answers["/feed.xml"] = paper_server.Reply(paper_server.rss("News", [("A title", "http://e.org/1")]))
    feeds.subscribe(library, address, "My news")
    assert counts(fetch(address)[address]) == (1, 0, 0)
    assert counts(fetch(address)[address]) == (0, 0, 1)
    assert server.requests[1].conditional
    assert list(library.source_counts()) == ["My news"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!DOCTYPE html><html>Log in", "a web page came where a feed is due"),
        (b"", "the answer is empty"),
        (b"\x89PNG\0\0", "binary file"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>', "declares entities"),
    ],
)
def test_what_is_no_feed_is_told(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, body: bytes, why: str
) -> None:
    server.answers["/feed"] = paper_server.Reply(body)
    assert why in fetch(f"{server.url}/feed")[f"{server.url}/feed"].error
    assert keys(library) == []


def test_an_empty_feed_is_no_error(fetch: Fetch, paper_server: Any, server: Any) -> None:
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("News", []))
    assert counts(fetch(f"{server.url}/feed")[f"{server.url}/feed"]) == (0, 0, 0)


def test_arxivs_daily_feed_is_asked_at_its_own_place(
    fetch: Fetch, library: Library, paper_server: Any, server: Any
) -> None:
    server.answers["/rss/cs.LG+cs.CL"] = paper_server.Reply(
        paper_server.rss("cs.LG updates", [("A title", "https://arxiv.org/abs/2602.00001")])
    )
    assert counts(fetch("arxiv-rss:cs.LG+cs.CL")["arxiv-rss:cs.LG+cs.CL"]) == (1, 0, 0)
    assert keys(library) == ["2602.00001"]


def test_a_folder_is_watched(fetch: Fetch, library: Library, tmp_path: Path, abstract: Any) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps(abstract(1)))
    (folder / ".hidden").write_text("x")
    assert counts(fetch(str(folder))[str(folder)]) == (1, 0, 0)
    assert counts(fetch(str(folder))[str(folder)]) == (0, 0, 0)
    (folder / "b.jsonl").write_text(json.dumps(abstract(2)))
    assert counts(fetch(str(folder))[str(folder)]) == (1, 0, 0)
    assert library.undoable() == ""
    missing = str(tmp_path / "none")
    assert "there is no such file or folder" in fetch(missing)[missing].error


# --- trouble, state and stopping --------------------------------------------------------------------------


def test_how_it_went_is_kept_in_words(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, time: Time
) -> None:
    server.answers["/api/daily_papers"] = paper_server.daily_papers({"2026-03-02": [paper_server.hf_item(1)]})
    fetch("huggingface")
    state = library.feed_states()["huggingface"]
    assert (state.succeeded, state.error, state.failures, state.new) == ("2026-03-02T12:00:00Z", "", 0, 1)
    server.fault_for = lambda asked: paper_server.Reply(status=503, headers={"Retry-After": "7200"})
    for failures in (1, 2):
        time.at += timedelta(hours=1)
        assert fetch("huggingface")["huggingface"].error.startswith("127.0.0.1 answers 503")
        state = library.feed_states()["huggingface"]
        assert (state.failures, state.succeeded, state.offline) == (failures, "2026-03-02T12:00:00Z", False)
    assert state.next_run == "2026-03-02T16:00:00Z"
    server.close()
    assert fetch("huggingface")["huggingface"].offline
    assert library.feed_states()["huggingface"].offline
    log = [(entry.new, entry.requests, bool(entry.error)) for entry in library.fetch_log("huggingface")]
    assert log == [(0, 2, True), (0, 1, True), (0, 1, True), (1, 3, False)]


def test_trouble_of_one_source_stops_no_other(fetch: Fetch, library: Library, paper_server: Any, server: Any) -> None:
    server.answers["/api/daily_papers"] = paper_server.daily_papers({"2026-03-02": [paper_server.hf_item(1)]})
    server.answers["/api/query"] = paper_server.Reply(b"<html>Log in</html>")
    reports = fetch("arxiv:cs.LG", "huggingface", f"{server.url}/gone")
    assert counts(reports["huggingface"]) == (1, 0, 0)
    assert "something else came where arXiv's answer is due" in reports["arxiv:cs.LG"].error
    assert "answers 404" in reports[f"{server.url}/gone"].error


@pytest.mark.parametrize(
    "body",
    [b"<html>Log in to the network</html>", b'{"error":"Internal"}', b"", b'[{"paper": {"id": "2601.00009", "title"'],
    ids=["html", "error", "empty", "cut"],
)
def test_what_is_no_list_is_never_taken_for_one(
    fetch: Fetch, library: Library, paper_server: Any, server: Any, body: bytes
) -> None:
    server.answers["/api/daily_papers"] = paper_server.daily_papers({"2026-03-02": [paper_server.hf_item(1)]})
    server.faults.extend([paper_server.Reply(body)])
    assert counts(fetch("huggingface", day="2026-03-02")["huggingface"]) == (1, 0, 0)
    assert keys(library) == ["2601.00001"]


def test_a_list_that_is_broken_at_the_source_gives_what_is_whole(
    fetch: Fetch, library: Library, paper_server: Any, server: Any
) -> None:
    whole = json.dumps([paper_server.hf_item(n) for n in range(1, 4)]).encode()
    server.answers["/api/daily_papers"] = paper_server.Reply(whole[:-30])
    report = fetch("huggingface", day="2026-03-02")["huggingface"]
    assert keys(library) == ["2601.00001", "2601.00002"]
    assert any("breaks off" in note for note in report.notes)
    server.answers["/api/daily_papers"] = paper_server.Reply(whole)
    assert counts(fetch("huggingface", day="2026-03-02")["huggingface"]) == (1, 0, 2)
    assert not server.requests[-1].conditional


def test_a_fetch_that_dies_half_way_goes_on_where_it_was(
    fetch: Fetch, library: Library, server: Any, paper_server: Any, thirty: Any
) -> None:
    server.fault_for = lambda asked: paper_server.Reply(status=403) if asked.query.get("date") == "2026-02-15" else None
    assert "answers 403" in fetch("huggingface", since=min(thirty))["huggingface"].error
    assert library.feed_states()["huggingface"].cursor == "2026-02-14"
    server.fault_for = lambda asked: None
    server.requests.clear()
    fetch("huggingface")
    assert days_of(server)[0] == "2026-02-12"
    assert [asked.conditional for asked in server.asked_for("/api/daily_papers")][:4] == [True, True, True, False]
    assert len(keys(library)) == len({item["paper"]["id"] for items in thirty.values() for item in items})


def test_it_stops_when_it_is_told_to_and_says_what_it_had(fetch: Fetch, library: Library, thirty: Any) -> None:
    told: list[FetchProgress] = []
    telling = Telling(progress=told.append, cancelled=lambda: len(told) > 8)
    report = fetch("huggingface", since=min(thirty), telling=telling)["huggingface"]
    assert report.cancelled
    assert report_json(report)["error"] == "stopped"
    assert 0 < report.new == len(keys(library)) < 80
    assert library.feed_states()["huggingface"].error == ""
    assert library.fetch_log()[0].error == "stopped"


def test_it_stops_in_the_middle_of_an_answer(fetch: Fetch, server: Any, paper_server: Any) -> None:
    server.answers["/api/daily_papers"] = paper_server.Reply(hold=True)
    report = fetch("huggingface", telling=Telling(cancelled=lambda: bool(server.requests)))["huggingface"]
    assert report.cancelled


def test_two_never_fetch_one_source_at_once(fetch: Fetch, library: Library, server: Any, thirty: Any) -> None:
    with Library(library.folder) as other, other.claim("fetch huggingface"):
        report = fetch("huggingface")["huggingface"]
    assert report.busy
    assert "another window or command is fetching it now" in report.error
    assert server.requests == []
    assert "huggingface" not in library.feed_states()


def test_arxiv_is_asked_by_one_at_a_time_and_the_other_waits(
    fetch: Fetch, library: Library, server: Any, paper_server: Any
) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api(arxiv_papers(20))
    looks = []

    def cancelled() -> bool:
        looks.append(len(server.requests))
        if len(looks) == 5:
            held.__exit__(None, None, None)
        return False

    with Library(library.folder) as other:
        held = other.claim("arXiv's API")
        assert held.__enter__()
        assert counts(fetch("arxiv:cs.LG", telling=Telling(cancelled=cancelled))["arxiv:cs.LG"]) == (20, 0, 0)
    assert looks[:5] == [0] * 5


def test_what_it_tells_on_the_way(fetch: Fetch, thirty: Any, server: Any, paper_server: Any) -> None:
    progress: list[FetchProgress] = []
    changed: list[int] = []
    server.faults.append(paper_server.Reply(status=500))
    telling = Telling(progress=progress.append, changes=lambda changes: changed.append(changes.number))
    fetch("huggingface", since=min(thirty), telling=telling)
    assert "answers 500" in progress[0].waiting
    assert (progress[-1].done, progress[-1].total, progress[-1].waiting) == (30, 30, "")
    assert progress[-1].text == "2026-03-02"
    assert changed == sorted(changed)
    assert progress[-1].new > 80


def test_nothing_that_was_fetched_is_a_step_of_the_readers(fetch: Fetch, library: Library, thirty: Any) -> None:
    fetch("huggingface")
    assert library.undoable() == ""


def test_trouble_of_the_library_is_not_the_sources(
    fetch: Fetch, library: Library, thirty: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **named: object) -> None:
        raise LibraryTrouble("library.db: the disk is full")

    monkeypatch.setattr(library, "add", full)
    with pytest.raises(LibraryTrouble, match="the disk is full"):
        fetch("huggingface")


def test_a_report_in_json(fetch: Fetch, thirty: Sequence[Any]) -> None:
    assert report_json(FetchReport(1, 2, 3, requests=9)) == {"new": 1, "updated": 2, "unchanged": 3, "error": None}
    assert report_json(FetchReport(error="no"))["error"] == "no"
