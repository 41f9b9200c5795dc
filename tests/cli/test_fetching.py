# SPDX-License-Identifier: MIT
"""`fetch`, `sources` and `add` from a terminal and from cron: results, progress, exit status, JSON."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def config(tmp_path: Path, server: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that ask the server of the test for everything."""
    path = tmp_path / "settings.toml"
    path.write_text(
        f'[sources.huggingface]\nbase_url = "{server.url}"\n[sources.doi]\nbase_url = "{server.url}"\n'
        f'[sources.arxiv]\nbase_url = "{server.url}"\nrss_url = "{server.url}"\n'
    )
    return path


@pytest.fixture
def run(paperdesk: Run, config: Path, server: Any, paper_server: Any) -> Run:
    """Run the program against the server, on which three days of papers stand."""
    days = {f"2026-03-0{n}": [paper_server.hf_item(10 * n + k) for k in range(3)] for n in (1, 2, 3)}
    server.answers["/api/daily_papers"] = paper_server.daily_papers(days)
    return lambda *arguments: paperdesk(*arguments, env={"PAPERDESK_CONFIG": str(config)})


def test_a_day_is_fetched_and_told(run: Run) -> None:
    done = run("fetch", "huggingface", "--date", "2026-03-02")
    assert (done.status, done.out, done.err) == (0, "huggingface: 3 new, 0 updated, 0 unchanged\n", "")
    again = run("fetch", "huggingface", "--date", "2026-03-02", "--json")
    assert again.json == {"huggingface": {"new": 0, "updated": 0, "unchanged": 3, "error": None}}
    assert len(run("list", "--json", "--date", "2026-03-02").json) == 3


def test_trouble_is_one_line_and_in_the_json(run: Run, server: Any) -> None:
    server.close()
    done = run("fetch", "huggingface", "--date", "2026-03-02", "--json")
    assert done.error == "huggingface: 127.0.0.1 cannot be reached; check the network, or try again later"
    assert done.json["huggingface"]["error"] == done.error.removeprefix("huggingface: ")


def test_one_source_that_fails_is_named_beside_those_that_do_not(run: Run, server: Any) -> None:
    done = run("fetch", f"{server.url}/gone", "huggingface", "--date", "2026-03-02")
    assert done.status == 1
    assert "huggingface: 3 new" in done.out
    assert done.err.splitlines()[-1].startswith(f"paperdesk: error: {server.url}/gone: 127.0.0.1 answers 404")


@pytest.mark.parametrize(
    "arguments",
    [["--since", "soon"], ["--date", "2026"], ["--date"], ["--date", "2026-03-01", "--since", "2026-03-01"]],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run("fetch", "huggingface", *arguments).status == 2


def test_a_source_that_is_none_is_told_before_anything_is_asked(run: Run, server: Any) -> None:
    assert "'bogus' is no source" in run("fetch", "huggingface", "bogus").error
    assert server.requests == []


def test_every_subscription_is_fetched_where_none_is_named(run: Run, server: Any, paper_server: Any) -> None:
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("News", [("A title", "http://e.org/1")]))
    first = run("fetch", "--json", "--date", "2026-03-02")
    assert first.json["huggingface"]["new"] == 3
    assert "nothing is subscribed to yet" in first.err
    assert run("sources", "add", f"{server.url}/feed").out == "Subscribed to News\n"
    run("sources", "add", "huggingface", "--schedule", "at 7:30")
    assert set(run("fetch", "--json", "--date", "2026-03-02").json) == {"News", "huggingface"}
    run("sources", "pause", "news")
    assert set(run("fetch", "--json", "--date", "2026-03-02").json) == {"huggingface"}
    run("sources", "pause", "huggingface")
    assert "every source is paused" in run("fetch").error


def test_sources_are_listed_with_how_they_go(run: Run, server: Any) -> None:
    assert run("sources", "add", "huggingface", "--title", "Daily", "--colour", "blue", "--json").json == {
        "summary": "Subscribed to Daily"
    }
    run("fetch", "Daily")
    (told,) = run("sources", "list", "--json").json
    assert (told["title"], told["source"], told["kind"], told["color"]) == (
        "Daily",
        "huggingface",
        "huggingface",
        "blue",
    )
    assert told["last_success"].endswith("Z")
    assert (told["paused"], told["error"], told["schedule"]) == (False, None, "every 6h")
    assert run("sources").out.startswith("Daily ")
    assert run("sources", "remove", "DAILY").out == "Ended the subscription to Daily\n"
    assert run("sources", "list", "--json").json == []
    assert run("undo").out == "Undo: Ended the subscription to Daily\n"
    assert "there is no source called 'x'" in run("sources", "remove", "x").error


def test_a_page_is_taken_for_the_feed_that_it_names(run: Run, server: Any, paper_server: Any) -> None:
    page = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    server.answers["/blog"] = paper_server.Reply(page, content_type="text/html")
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("News", [("A title", "http://e.org/1")]))
    done = run("sources", "add", f"{server.url}/blog")
    assert (done.out, f"{server.url}/feed" in done.err) == ("Subscribed to News\n", True)


def test_a_folder_to_watch_has_to_be_there(run: Run, tmp_path: Path) -> None:
    assert "there is no such file or folder" in run("sources", "add", str(tmp_path / "later")).error
    assert run("sources", "add", str(tmp_path / "later"), "--unseen").out == "Subscribed to later\n"
    (tmp_path / "now").mkdir()
    assert run("sources", "add", str(tmp_path / "now")).out == "Subscribed to now\n"


def test_lists_of_sources_go_out_and_come_in(run: Run, tmp_path: Path, paperdesk: Run) -> None:
    run("sources", "add", "huggingface")
    run("sources", "add", "arxiv:cs.LG")
    path = tmp_path / "list.opml"
    assert run("sources", "export", "--output", str(path)).out == ""
    assert run("sources", "export").out == path.read_text("utf-8")
    run("sources", "remove", "huggingface")
    assert run("sources", "import", str(path)).out == "1 new source\n"
    assert "no/list.opml: it cannot be written" in run("sources", "export", "--output", "no/list.opml").error


def test_papers_are_added_by_what_names_them(run: Run, server: Any, paper_server: Any) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api([("2404.18212", "2024-04-28")])
    done = run("add", "arXiv:2404.18212", "--json")
    assert done.json == {"new": 1, "updated": 0, "unchanged": 0, "keys": ["2404.18212"], "rejected": []}
    assert "is no arXiv identifier, DOI or address" in run("add", "nonsense").error
    mixed = run("add", "2404.18212 nonsense")
    assert (mixed.status, mixed.out) == (1, "Added: 0 new, 0 updated, 1 unchanged, 1 not found\n")


def test_a_fetch_is_stopped_by_the_keyboard_and_goes_on_the_next_time(
    folder: Path, config: Path, server: Any, paper_server: Any
) -> None:
    known = paper_server.daily_papers({"2026-03-01": [paper_server.hf_item(1)]})
    held = paper_server.Reply(hold=True)
    server.answers["/api/daily_papers"] = lambda asked: known(asked) if asked.query["date"] == "2026-03-01" else held
    command = [
        sys.executable,
        "-m",
        "paperdesk",
        "--library",
        str(folder),
        "fetch",
        "huggingface",
        "--since",
        "2026-03-01",
    ]
    environment = {**os.environ, "PAPERDESK_CONFIG": str(config)}
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        while len(server.requests) < 2:
            assert process.poll() is None, process.communicate()
            server.news.wait(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert out == "huggingface: stopped: 1 new, 0 updated, 0 unchanged\n"
    assert err == "paperdesk: error: stopped; what was fetched before stays, and the next fetch goes on from there\n"


def test_it_answers_without_qt_and_reading_without_the_net(folder: Path, config: Path, run: Run) -> None:
    run("sources", "add", "huggingface")
    program = (
        "import sys; from paperdesk.__main__ import main; status = main(sys.argv[1:]);"
        "sys.stderr.write(json.dumps([m for m in ('PySide6', 'httpx', 'feedparser') if m in sys.modules])); sys.exit(status)"
    )
    command = [sys.executable, "-c", f"import json; {program}", "--library", str(folder), "sources", "list", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT, check=False)
    assert (done.returncode, json.loads(done.stderr)) == (0, [])
