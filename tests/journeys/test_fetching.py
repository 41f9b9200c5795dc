# SPDX-License-Identifier: MIT
"""Papers that come by themselves, in the real window, from a real server: fetched, broken off, offline, in error, mended."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QProgressBar, QWidget

from paperdesk.library.library import Library
from paperdesk.services import feeds, following
from paperdesk.ui.sidebar.model import SidebarRole

TODAY = "2026-03-02"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty library."""
    with Library(tmp_path / "library"):
        pass
    return tmp_path / "library"


@pytest.fixture
def online(server: Any) -> dict[str, Any]:
    """Settings that lead every source to the server, and count nothing as read."""
    return {
        "sources.huggingface.base_url": server.url,
        "sources.arxiv.base_url": server.url,
        "sources.arxiv.rss_url": server.url,
        "sources.doi.base_url": server.url,
    }


def subscribe(folder: Path, *sources: str) -> None:
    """Subscribe a library to sources before its window opens."""
    with Library(folder) as library:
        for source in sources:
            feeds.subscribe(library, source)


def serve_days(server: Any, paper_server: Any, count: int) -> None:
    """Let every day that is asked for hold the same `count` papers."""
    items = [paper_server.hf_item(number, votes=number) for number in range(1, count + 1)]
    server.answers["/api/daily_papers"] = lambda asked: paper_server.json_reply(
        items if asked.query.get("p", "0") == "0" else []
    )


def entry(desk: Any, name: str) -> Any:
    """The sidebar's entry called `name`."""
    return desk.window.sidebar_model.index_named(name).data(SidebarRole.ITEM)


def test_f5_brings_papers_and_says_how_many(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    serve_days(server, paper_server, 12)
    subscribe(folder, "huggingface")
    desk = build_desk(folder, online)
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=20_000):
        press("F5")
        assert desk.window.findChild(QProgressBar, "fetchProgress").isVisible()
    assert desk.window.toast.text() == "12 new from Hugging Face daily papers"
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 12)
    qtbot.waitUntil(lambda: desk.window.progress.isHidden())
    qtbot.waitUntil(lambda: entry(desk, "source:huggingface").feed.state.succeeded != "")
    assert entry(desk, "source:huggingface").count.total == 12


def test_f5_without_a_source_fetches_the_days_papers(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    serve_days(server, paper_server, 3)
    desk = build_desk(folder, online)
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=20_000):
        press("F5")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 3)
    assert desk.window.toast.text() == "3 new from Hugging Face"


def test_closed_in_the_middle_of_a_fetch_it_is_gone_within_a_second_and_the_library_is_sound(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    serve_days(server, paper_server, 30)
    server.faults = [None, paper_server.Reply(hold=True)]
    subscribe(folder, "huggingface")
    desk = build_desk(folder, online)
    press("F5")
    qtbot.waitUntil(lambda: len(server.requests) >= 2, timeout=20_000)
    began = time.monotonic()
    desk.close()
    took = time.monotonic() - began
    assert [t.name for t in threading.enumerate() if t.name.startswith("paperdesk")] == []
    assert took < 5, f"closing took {took:.1f} s"  # a measure has the second; here it only must not hang
    with Library(folder) as library:
        assert library.marks_counts()["all"].total == 30


def test_offline_it_says_so_quietly_and_online_again_papers_come(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    serve_days(server, paper_server, 4)
    subscribe(folder, "huggingface")
    nowhere = {**online, "sources.huggingface.base_url": "http://127.0.0.1:9"}
    desk = build_desk(folder, nowhere)
    sign = desk.window.findChild(QWidget, "offlineSign")
    assert sign.isHidden()
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=20_000):
        press("F5")
    assert desk.window.toast.text().startswith("No network")
    qtbot.waitUntil(sign.isVisible)
    assert entry(desk, "source:huggingface").feed.sign == "offline"
    desk.close()
    again = build_desk(folder, online)
    sign = again.window.findChild(QWidget, "offlineSign")
    qtbot.waitUntil(sign.isVisible)
    with qtbot.waitSignal(again.window.bringing.telling.finished, timeout=20_000):
        press("F5")
    qtbot.waitUntil(sign.isHidden)
    qtbot.waitUntil(lambda: again.window.model.paper_count == 4)


def test_an_error_says_what_to_do_and_is_gone_when_it_is_mended(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    feed = paper_server.Reply(paper_server.rss("Lab", [("A paper", "http://example.org/a")]), content_type="text/xml")
    server.answers["/feed"] = paper_server.Reply(status=403)
    with Library(folder) as library:
        feeds.subscribe(library, f"{server.url}/feed", "Lab")
    desk = build_desk(folder, online)
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=20_000):
        press("F5")
    assert desk.window.toast.text().startswith("Lab: 127.0.0.1")
    assert "403" in desk.window.toast.text()
    qtbot.waitUntil(lambda: entry(desk, "source:Lab").feed.sign == "error")
    index = desk.window.sidebar_model.index_named("source:Lab")
    assert "answers 403" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith(", error")
    server.answers["/feed"] = feed
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=20_000):
        press("F5")
    qtbot.waitUntil(lambda: entry(desk, "source:Lab").feed.sign == "")
    assert desk.window.toast.text() == "1 new from Lab"


def test_a_subscription_is_added_by_keyboard_alone(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    page = f'<html><head><link rel="alternate" type="application/rss+xml" title="Lab" href="{server.url}/feed"></head></html>'
    items = [("First of them", "http://example.org/a"), ("Second of them", "http://example.org/b")]
    server.answers["/"] = paper_server.Reply(page.encode(), content_type="text/html")
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("Lab news", items), content_type="text/xml")
    desk = build_desk(folder, online)
    press("Ctrl+R")  # Sources, empty, with one button that adds
    press("Space")
    press(*f"{server.url}/", "Return")
    dialog = desk.window.findChild(QWidget, "addSource")
    preview = dialog.findChild(QListWidget, "previewList")
    qtbot.waitUntil(lambda: preview.count() == 2, timeout=20_000)
    assert preview.item(0).text().startswith("First of them")
    assert dialog.findChild(QLineEdit, "newTitle").placeholderText() == "Lab news"
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=20_000):
        press("Return")
    assert [(feed.title, feed.source) for feed in desk.library.feeds()] == [("Lab news", f"{server.url}/feed")]
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 2)
    sources = desk.window.findChild(QWidget, "sources")
    log = sources.findChild(QListWidget, "fetchLog")
    qtbot.waitUntil(lambda: log.count() == 1 and log.item(0).text().endswith("2 new"))
    assert sources.findChild(QLabel, "sourceState").text().startswith("Fetched today at ")
    press("Esc")
    qtbot.waitUntil(lambda: entry(desk, "source:Lab news").count.total == 2)


def test_a_notice_names_the_searches_that_new_papers_are_in(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    serve_days(server, paper_server, 12)
    subscribe(folder, "huggingface")
    with Library(folder) as library:
        following.save_search(library, '"case number 7"', "Number seven")
        following.save_search(library, "zebra", "Nothing")
    desk = build_desk(folder, online)
    desk.search.start()
    qtbot.waitUntil(lambda: set(desk.window.browsing.search_totals()) == {"Number seven", "Nothing"}, timeout=30_000)
    desk.window.list_pane.take_focus()
    notifying = desk.window.bringing.notifying
    notifying.patience = 60_000
    with qtbot.waitSignal(notifying.noticed, timeout=60_000) as noticed:
        press("F5")
        desk.window.hide()
    desk.window.show()
    assert noticed.args[0] == "12 new papers"
    assert noticed.args[1].splitlines() == ["Hugging Face daily papers 12", "In your searches: Number seven (1)"]


def test_a_copied_identifier_is_pasted_and_the_paper_opened(
    build_desk: Callable[..., Any], folder: Path, online: Any, server: Any, paper_server: Any, press: Any, qtbot: Any
) -> None:
    from PySide6.QtGui import QGuiApplication

    server.answers["/api/query"] = paper_server.arxiv_api([("2601.00007", "2026-01-02")])
    desk = build_desk(folder, online)
    QGuiApplication.clipboard().setText(" https://arxiv.org/abs/2601.00007v2 ")
    desk.window.list_pane.take_focus()
    press("Ctrl+V")
    qtbot.waitUntil(lambda: desk.window.reader.paper is not None, timeout=20_000)
    assert desk.window.reader.paper.key == "2601.00007"
    assert "On the matter of 2601.00007" in desk.window.toast.text()
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 0)


def test_what_is_pasted_and_is_no_paper_is_said(desk: Any, press: Any, qtbot: Any) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("just some words")
    desk.window.list_pane.take_focus()
    with qtbot.waitSignal(desk.window.bringing.said, timeout=20_000) as said:
        press("Ctrl+V")
    assert said.args == ["What is copied is no arXiv identifier, DOI or address"]


def test_what_is_read_stays_where_it_is_while_five_hundred_papers_come(
    build_desk: Callable[..., Any],
    library_folder: Path,
    online: Any,
    server: Any,
    paper_server: Any,
    press: Any,
    qtbot: Any,
) -> None:
    items = [(f"Incoming {number}", f"http://example.org/{number}") for number in range(500)]
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("Lab", items), content_type="text/xml")
    with Library(library_folder) as library:
        feeds.subscribe(library, f"{server.url}/feed", "Lab")
    desk = build_desk(library_folder, online)
    press("J", "J", "J")
    view, reader = desk.window.paper_list, desk.window.reader
    paper, top = view.current_paper(), view.visualRect(view.currentIndex()).top()
    with qtbot.waitSignal(desk.window.bringing.telling.finished, timeout=60_000):
        press("F5")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 544, timeout=20_000)
    assert view.current_paper() == paper == reader.paper.id
    assert view.visualRect(view.currentIndex()).top() == top
