# SPDX-License-Identifier: MIT
"""Choosing a schedule."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLineEdit

from paperdesk.services.schedule import read_schedule
from paperdesk.ui.subscriptions.schedule_field import ScheduleField


@pytest.fixture
def field(qtbot: Any) -> Iterator[ScheduleField]:
    made = ScheduleField()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("text", ["every 6h", "every 15m", "every 90m", "every 48h", "at 07:30", "start", "never"])
def test_every_schedule_can_be_shown_and_read_back(field: ScheduleField, qtbot: Any, text: str) -> None:
    with qtbot.assertNotEmitted(field.chosen):
        field.set_text(text)
    assert field.text() == text == read_schedule(text).text()


def test_a_schedule_that_is_no_choice_is_said_in_words(field: ScheduleField) -> None:
    field.set_text("every 90m")
    assert field.every.currentText() == "90 minutes"


def test_every_choice_is_a_schedule(field: ScheduleField, qtbot: Any) -> None:
    told: list[str] = []
    field.chosen.connect(told.append)
    for row in range(field.every.count()):
        field.every.setCurrentIndex(row)
    for row in range(field.kind.count()):
        field.kind.setCurrentIndex(row)
    assert len(told) > 8
    assert [read_schedule(text).text() for text in told] == told


def test_whatever_has_the_keyboard_has_a_name(field: ScheduleField) -> None:
    assert {inner.accessibleName() for inner in field.at.findChildren(QLineEdit)} == {"The time at which it is fetched"}


def test_a_time_is_told_when_it_is_whole(field: ScheduleField, qtbot: Any) -> None:
    field.set_text("at 07:30")
    with qtbot.waitSignal(field.chosen) as chosen:
        field.at.setTime(QTime(18, 5))
        field.at.editingFinished.emit()
    assert chosen.args == ["at 18:05"]
