# SPDX-License-Identifier: MIT
"""How the parts that bring papers hang together in the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paperdesk.library.library import Library
from paperdesk.services import feeds


@pytest.fixture
def online(build_desk: Callable[..., Any], library_folder: Path, server: Any, paper_server: Any) -> Any:
    """A window on the sample, whose sources are the server's; there are two papers a day."""
    items = [paper_server.hf_item(number) for number in (1, 2)]
    server.answers["/api/daily_papers"] = lambda asked: paper_server.json_reply(items)
    return build_desk(library_folder, {"sources.huggingface.base_url": server.url})


def test_a_reader_with_the_sample_is_invited_and_the_invitation_goes(online: Any, qtbot: Any) -> None:
    notice = online.window.list_pane.sample
    assert notice.subscribe.isVisible()
    with qtbot.waitSignal(online.window.bringing.telling.finished, timeout=20_000):
        QTest.mouseClick(notice.subscribe, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(notice.subscribe.isHidden)
    assert [feed.source for feed in online.library.feeds()] == ["huggingface"]
    qtbot.waitUntil(lambda: online.window.model.paper_count == 46)


def test_a_running_fetch_is_seen_in_the_sidebar_and_can_be_stopped(
    online: Any, server: Any, paper_server: Any, press: Callable[..., None], qtbot: Any
) -> None:
    server.answers["/api/daily_papers"] = paper_server.Reply(hold=True)
    press("F5")
    sidebar = online.window.sidebar
    qtbot.waitUntil(lambda: sidebar.running == {"huggingface"}, timeout=20_000)
    qtbot.waitUntil(lambda: bool(server.requests), timeout=20_000)
    with qtbot.waitSignal(online.window.bringing.telling.finished, timeout=20_000):
        press("Ctrl+.")
    assert online.window.toast.text() == "Stopped; what came stays"
    qtbot.waitUntil(lambda: sidebar.running == frozenset())
    press("Ctrl+.")
    assert online.window.toast.text() == "Nothing is under way"


def test_turned_on_in_the_preferences_it_fetches_by_itself(online: Any, server: Any, qtbot: Any) -> None:
    with Library(online.library.folder) as library:
        feeds.add_defaults(library)
    with qtbot.waitSignal(online.window.bringing.fetcher.ended, timeout=20_000):
        online.window.preferring.choose("fetching.automatic", "on")
    assert server.requests


def test_a_window_that_only_is_drawn_fetches_nothing(build_desk: Callable[..., Any], library_folder: Path) -> None:
    desk = build_desk(library_folder, {"fetching.automatic": "on"})
    desk.window.leave_no_trace()
    assert not desk.fetcher.waits


def test_a_press_on_the_tray_brings_the_window_back(online: Any, qtbot: Any) -> None:
    online.window.showMinimized()
    online.window.bringing.tray.pressed.emit()
    qtbot.waitUntil(lambda: not online.window.isMinimized())
