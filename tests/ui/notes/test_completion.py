# SPDX-License-Identifier: MIT
"""Papers are offered where a link is begun; taking one writes the link."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from paperdesk.domain.note_links import LinkTarget
from paperdesk.domain.paper import PaperId
from paperdesk.ui.notes.completion import LinkCompletion
from paperdesk.ui.notes.field import NoteField

FOUND = [
    LinkTarget(PaperId(1), "1706.03762", "Attention"),
    LinkTarget(PaperId(2), "1710.10903", "Graph\u202e Attention"),
]


@pytest.fixture
def completion(qtbot: Any) -> Iterator[LinkCompletion]:
    field = NoteField()
    qtbot.addWidget(field)
    made = LinkCompletion(field)
    field.link_begun.connect(lambda typed: made.offer([t for t in FOUND if typed.casefold() in t.title.casefold()]))
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    yield made
    field.close()


def text(completion: LinkCompletion) -> str:
    return completion.parent().text()


def is_offering() -> bool:
    return QApplication.activePopupWidget() is not None


def test_what_is_found_is_offered_and_return_takes_the_first(
    completion: LinkCompletion, press: Callable[..., None]
) -> None:
    press(*"[[att")
    assert completion.offers() == ["Attention   1706.03762", "Graph Attention   1710.10903"]
    press("Return")
    assert text(completion) == "[[1706.03762|Attention]]"
    assert not is_offering()


def test_arrows_choose_and_tab_takes(completion: LinkCompletion, press: Callable[..., None]) -> None:
    press(*"[[att", "Down", "Tab")
    assert text(completion).startswith("[[1710.10903|")


def test_escape_puts_the_offers_away_and_stays(completion: LinkCompletion, press: Callable[..., None]) -> None:
    left: list[str] = []
    completion.parent().left.connect(lambda: left.append("left"))
    press(*"[[att", "Esc")
    assert not is_offering()
    assert (text(completion), left) == ("[[att", [])
    press("Esc")
    assert left == ["left"]


def test_nothing_found_offers_nothing(completion: LinkCompletion, press: Callable[..., None]) -> None:
    press(*"[[attz")
    assert not is_offering()
    press("Return", "x")
    assert text(completion) == "[[attz\nx"


def test_closing_brackets_end_it(completion: LinkCompletion, press: Callable[..., None]) -> None:
    press(*"[[att]]")
    assert not is_offering()
    assert text(completion) == "[[att]]"
