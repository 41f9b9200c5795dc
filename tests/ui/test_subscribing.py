# SPDX-License-Identifier: MIT
"""Subscriptions from the window: the sidebar's menu, the dialogs, undo, lists of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from paperdesk.library.library import Library
from paperdesk.services import feeds
from paperdesk.ui.sidebar.model import SidebarRole


@pytest.fixture
def subscribed(build_desk: Callable[..., Any], library_folder: Path, server: Any, paper_server: Any) -> Any:
    """A window on two sources, which are the server's."""
    server.answers["/api/daily_papers"] = lambda asked: paper_server.json_reply([])
    with Library(library_folder) as library:
        feeds.subscribe(library, "huggingface")
        feeds.subscribe(library, f"{server.url}/feed", "Lab", colour="pink")
    return build_desk(library_folder, {"sources.huggingface.base_url": server.url})


def line(desk: Any, title: str) -> Any:
    """The subscription called `title` as the sidebar has it."""
    group = desk.window.sidebar_model.index_named("sources")
    items = [group.model().index(row, 0, group).data(SidebarRole.ITEM) for row in range(group.model().rowCount(group))]
    return next(item.feed for item in items if item.label == title)


def choose(desk: Any, title: str, entry: str) -> None:
    """Choose an entry of a source's menu."""
    menu = desk.window.bringing.subscribing.menu(line(desk, title))
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()


def test_a_source_is_paused_resumed_and_removed_from_its_menu(subscribed: Any, qtbot: Any) -> None:
    choose(subscribed, "Lab", "Pause")
    qtbot.waitUntil(lambda: line(subscribed, "Lab").sign == "paused")
    assert subscribed.window.toast.text() == "Paused Lab"
    choose(subscribed, "Lab", "Resume")
    qtbot.waitUntil(lambda: line(subscribed, "Lab").sign == "")
    choose(subscribed, "Lab", "Remove")
    qtbot.waitUntil(lambda: len(subscribed.library.feeds()) == 1)
    with qtbot.waitSignal(subscribed.desk.changed):
        subscribed.window.commands.undo()
    assert [feed.title for feed in subscribed.library.feeds()] == ["Hugging Face daily papers", "Lab"]


def test_one_source_is_fetched_from_its_menu(subscribed: Any, server: Any, paper_server: Any, qtbot: Any) -> None:
    server.answers["/feed"] = paper_server.Reply(paper_server.rss("Lab", [("A", "http://example.org/a")]))
    with qtbot.waitSignal(subscribed.window.bringing.telling.finished, timeout=20_000):
        choose(subscribed, "Lab", "Fetch now")
    assert [asked.path for asked in server.requests] == ["/feed"]


def test_edit_opens_the_dialog_at_the_source(subscribed: Any, qtbot: Any) -> None:
    choose(subscribed, "Lab", "Edit…")
    dialog = subscribed.window.findChild(QWidget, "sources")
    assert dialog.details.title.text() == "Lab"
    dialog.details.title.setText("Laboratory")
    dialog.details.title.editingFinished.emit()
    qtbot.waitUntil(lambda: subscribed.library.feeds()[1].title == "Laboratory")
    qtbot.waitUntil(lambda: dialog.model.lines[1].feed.title == "Laboratory")
    dialog.details.title.setText("hugging face daily papers")
    with qtbot.waitSignal(subscribed.desk.jobs.troubled) as troubled:
        dialog.details.title.editingFinished.emit()
    assert "another source is called" in troubled.args[0]
    dialog.reject()


def test_every_source_paused_is_said(subscribed: Any, press: Callable[..., None], qtbot: Any, server: Any) -> None:
    for feed in subscribed.library.feeds():
        subscribed.window.bringing.subscribing.pause(feed)
    qtbot.waitUntil(lambda: all(feed.paused for feed in subscribed.library.feeds()))
    press("F5")
    assert subscribed.window.toast.text() == "Every source is paused; resume one in Sources"
    assert server.requests == []


def test_lists_of_subscriptions_come_in_and_go_out(subscribed: Any, tmp_path: Path, server: Any, qtbot: Any) -> None:
    subscribing = subscribed.window.bringing.subscribing
    subscribing.show_sources()
    dialog = subscribed.window.findChild(QWidget, "sources")
    with qtbot.waitSignal(subscribing.said) as said:
        dialog.opml_wanted.emit(tmp_path / "out.opml")
    assert said.args == ["Wrote out.opml"]
    text = (tmp_path / "out.opml").read_text("utf-8")
    (tmp_path / "in.opml").write_text(text.replace("/feed", "/other").replace("Lab", "Talks"), "utf-8")
    with qtbot.waitSignal(subscribing.said) as said:
        dialog.opml_given.emit(tmp_path / "in.opml")
    assert said.args == ["1 new source"]
    qtbot.waitUntil(lambda: [ln.feed.title for ln in dialog.model.lines][-1] == "Talks")
    with qtbot.waitSignal(subscribed.desk.jobs.troubled) as troubled:
        dialog.opml_wanted.emit(tmp_path / "nowhere" / "out.opml")
    assert "cannot be written" in troubled.args[0]
    dialog.reject()


def test_a_source_that_cannot_be_looked_at_says_why(subscribed: Any, server: Any, qtbot: Any) -> None:
    subscribed.window.bringing.subscribing.add()
    dialog = subscribed.window.findChild(QWidget, "addSource")
    dialog.field.setText(f"{server.url}/nothing")
    dialog.look.click()
    said = dialog.findChild(QLabel, "hint")
    qtbot.waitUntil(lambda: "404" in said.text(), timeout=20_000)
    dialog.reject()


def test_closing_the_dialog_forgets_what_was_looked_for(
    subscribed: Any, server: Any, paper_server: Any, qtbot: Any
) -> None:
    server.answers["/slow"] = paper_server.Reply(hold=True)
    subscribed.window.bringing.subscribing.add()
    dialog = subscribed.window.findChild(QWidget, "addSource")
    dialog.field.setText(f"{server.url}/slow")
    dialog.look.click()
    qtbot.waitUntil(lambda: bool(server.requests), timeout=20_000)
    dialog.reject()
    assert not subscribed.window.bringing.errands.busy
