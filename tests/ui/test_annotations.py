# SPDX-License-Identifier: MIT
"""The parts together: every action has its handler, and what the window asks of them goes to the one that is in front."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from paperdesk.ui.annotations import ANNOTATION_ACTIONS

Settle = Callable[[Any], None]


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], highlight: Callable[..., None]) -> Any:
    folder = make_library({"abstract": "Graphs hold words."}, {"abstract": "Others hold none."})
    highlight(folder, 1, "hold", tags=["method"])
    return build_desk(folder)


def test_every_action_has_a_handler_and_none_is_left_over(desk: Any) -> None:
    assert set(desk.window.annotations.handlers()) == set(ANNOTATION_ACTIONS)


def test_the_keyboard_goes_to_what_is_listed(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    parts = desk.window.annotations
    parts.take_list_focus()
    assert QApplication.focusWidget() is desk.window.paper_list
    parts.begin_search()
    assert QApplication.focusWidget() is desk.window.list_pane.search
    press("Esc", "Ctrl+8")
    settle(desk)
    parts.begin_search()
    assert QApplication.focusWidget() is parts.shelving.pane.search
    parts.take_list_focus()
    assert QApplication.focusWidget() is parts.shelving.pane.list


def test_tags_are_offered_wherever_one_can_be_written(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    press("Ctrl+8")
    settle(desk)
    assert desk.window.annotations.shelving.pane.tag.findData("method") > 0
    press("j", "Shift+T")
    completer = desk.window.annotations.annotating.carding.card.tags.field.completer()
    assert completer.model().stringList() == ["method"]


def test_the_dark_theme_is_followed(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    press("j", "r", ".", "c")
    before = desk.window.reader.viewport().grab().toImage()
    press("Ctrl+Shift+D")
    assert desk.window.reader.viewport().grab().toImage() != before
    press("Ctrl+Shift+L")
