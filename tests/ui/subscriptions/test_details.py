# SPDX-License-Identifier: MIT
"""One subscription, and what can be changed of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paperdesk.domain.feeds import Feed, FeedId, FeedState, LogEntry
from paperdesk.ui.sidebar.feeds import FeedLine
from paperdesk.ui.subscriptions.details import SourceDetails, log_line

FEED = Feed(FeedId(1), "feed", "Lab", "https://example.org/feed", "every 6h", "pink")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def details(qtbot: Any) -> SourceDetails:
    made = SourceDetails()
    qtbot.addWidget(made)
    made.show_line(FeedLine(FEED, FeedState(FEED.source)), [], running=False)
    made.show()
    return made


def test_it_shows_what_is_known(details: SourceDetails) -> None:
    assert (details.title.text(), details.address.text()) == ("Lab", "https://example.org/feed")
    assert (details.schedule.text(), details.colour.currentText()) == ("every 6h", "Pink")
    assert details.said.text() == "Not fetched yet"
    assert details.log.item(0).text() == "Nothing has been fetched yet"
    details.show_line(FeedLine(FEED, FeedState(FEED.source)), [], running=True)
    assert not details.fetch.isEnabled()


def test_only_what_differs_is_told(details: SourceDetails, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(details.changed):
        details.title.editingFinished.emit()
    with qtbot.waitSignal(details.changed) as changed:
        details.title.setText(" Other ")
        details.title.editingFinished.emit()
    assert changed.args == [FEED, {"title": "Other"}]
    details.title.setText("Lab")
    with qtbot.waitSignal(details.changed) as changed:
        QTest.mouseClick(details.paused, Qt.MouseButton.LeftButton, pos=details.paused.rect().center() / 4)
    assert changed.args == [FEED, {"paused": True}]
    with qtbot.waitSignal(details.changed) as changed:
        details.schedule.kind.setCurrentIndex(3)
    assert changed.args == [FEED, {"schedule": "never"}]
    with qtbot.waitSignal(details.fetch_asked) as asked:
        details.fetch.click()
    assert asked.args == [FEED.source]


def test_a_fetch_is_told_in_one_line() -> None:
    entry = LogEntry("x", "2026-03-02T07:29:00Z", "2026-03-02T07:30:00Z", new=12, updated=3)
    assert log_line(entry, NOW) == "Today at 07:30:  12 new, 3 updated"
    assert log_line(LogEntry("x", "", "2026-03-01T07:30:00Z"), NOW) == "Yesterday at 07:30:  nothing new"
    failed = LogEntry("x", "", "2026-01-01T07:30:00Z", error="it answers 500")
    assert log_line(failed, NOW) == "On 1 Jan:  it answers 500"
