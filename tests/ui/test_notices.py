# SPDX-License-Identifier: MIT
"""The toast says what happened and offers Undo; the progress pane says how far long work is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from paperdesk.services.importing import Progress
from paperdesk.ui.notices import ProgressPane, Toast


@pytest.fixture
def window(qtbot: Any) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def toast(window: QWidget) -> Toast:
    return Toast(window)


def buttons(toast: Toast) -> list[str]:
    return [button.text() for button in toast.findChildren(QPushButton) if button.isVisible()]


def test_a_sentence_is_shown_in_the_middle_and_goes_by_itself(toast: Toast, window: QWidget, qtbot: Any) -> None:
    assert not toast.isVisible()
    toast.say("Starred 1 paper")
    assert (toast.text(), buttons(toast)) == ("Starred 1 paper", [])
    assert abs(toast.geometry().center().x() - window.width() // 2) <= 1
    assert window.rect().contains(toast.geometry())
    (timer,) = toast.findChildren(QTimer)
    assert timer.isActive()
    timer.timeout.emit()
    assert not toast.isVisible()
    assert not timer.isActive()


def test_undo_is_asked_for_once(toast: Toast) -> None:
    asked: list[bool] = []
    toast.undo_asked.connect(lambda: asked.append(True))
    toast.say("Starred 1 paper", undoable=True)
    assert buttons(toast) == ["Undo"]
    QTest.mouseClick(toast.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert asked == [True]
    assert not toast.isVisible()
    toast.say("Read")
    assert buttons(toast) == []


def test_a_click_leaves_the_keyboard_where_it_is_and_a_key_gives_it_back(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    toast = desk.window.toast
    press("j", "s")
    settle(desk)
    QTest.mouseClick(toast.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert desk.window.paper_list.hasFocus()
    settle(desk)
    press("s")
    settle(desk)
    toast.findChildren(QPushButton)[0].setFocus()
    press("Space")
    settle(desk)
    assert desk.window.paper_list.hasFocus()
    assert not desk.window.reader.paper.starred


def test_details_are_shown_on_request_and_belong_to_their_sentence(toast: Toast) -> None:
    shown: list[str] = []
    toast.say("2 rejected", details=lambda: shown.append("details"))
    assert buttons(toast) == ["Details"]
    QTest.mouseClick(toast.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    toast.say("Starred 1 paper")
    assert buttons(toast) == []
    assert shown == ["details"]


@pytest.mark.parametrize("width", [400, 640, 1920])
def test_a_long_sentence_is_whole_and_inside_the_window(toast: Toast, window: QWidget, width: int) -> None:
    window.resize(width, 500)
    sentence = "The library cannot be opened for writing; check the permissions of the folder. " * 3
    toast.say(sentence.strip(), undoable=True)
    label = toast.findChild(QLabel)
    assert label.text() == sentence.strip()
    assert label.height() >= label.heightForWidth(label.width())
    assert window.rect().contains(toast.geometry())
    window.resize(width - 60, 480)
    assert window.rect().contains(toast.geometry())


def test_a_sentence_without_end_is_cut(toast: Toast) -> None:
    toast.say("word " * 1_000)
    assert len(toast.text()) == 300
    assert toast.text().endswith("…")


def test_markup_is_shown_as_it_is(toast: Toast) -> None:
    toast.say("Tagged 1 paper #<img src='file:///etc/passwd'>")
    assert toast.findChild(QLabel).textFormat() == Qt.TextFormat.PlainText


def test_a_hidden_window_stops_its_clock(toast: Toast, window: QWidget) -> None:
    toast.say("Starred 1 paper")
    window.hide()
    assert not any(timer.isActive() for timer in toast.findChildren(QTimer))


def test_progress_says_what_how_much_how_fast_and_how_long(window: QWidget, desk: Any) -> None:
    pane = ProgressPane(desk.window.actions_by_name["cancel"], window)
    assert not pane.isVisible()
    pane.begin("Importing")
    assert (pane.isVisible(), pane.text()) == (True, "Importing")
    pane.show_progress(Progress("daily.json", 12_000, 4_000.4, 0.25, 9.2))
    assert pane.text() == "daily.json: 12,000 papers, 4,000 a second, 9 s left"
    pane.show_progress(Progress("daily.json", 12_000, 4_000.4, 0.25, None))
    assert pane.text() == "daily.json: 12,000 papers, 4,000 a second"
    assert desk.window.findChild(QWidget, "fetchProgress").accessibleName() == "Progress"
    pane.end()
    assert not pane.isVisible()


def test_a_file_with_a_name_without_end_leaves_room(window: QWidget, desk: Any) -> None:
    pane = ProgressPane(desk.window.actions_by_name["cancel"], window)
    pane.begin("Importing")
    pane.show_progress(Progress("x" * 250 + ".json", 1, 1.0, 0.1, 1.0))
    assert pane.minimumSizeHint().width() < 300


def test_the_toast_is_heard(desk: Any, monkeypatch: pytest.MonkeyPatch, press: Callable[..., None]) -> None:
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    heard: list[str] = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: heard.append(event.message()) if isinstance(event, QAccessibleAnnouncementEvent) else None,
    )
    desk.window.toast.say("Starred 1 paper")
    assert heard == ["Starred 1 paper"]
