# SPDX-License-Identifier: MIT
"""The search field: what it offers while one types, and what taking an offer does."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from paperdesk.ui.search_field import SearchField


@pytest.fixture
def field(qtbot: Any) -> Iterator[SearchField]:
    made = SearchField()
    qtbot.addWidget(made)
    made.offer(["vision", "vision/3d", "to read"], ["Ada Lovelace", "Alan Turing"])
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    made.close()


def is_offering() -> bool:
    """Whether the list of offers is in sight."""
    return QApplication.activePopupWidget() is not None


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("au", ["author:"]),
        ("a", []),
        ("graph", []),
        ("tag:", ["vision", "vision/3d", '"to read"']),
        ("tag:v", ["vision", "vision/3d"]),
        ("tag:rea", ['"to read"']),
        ("author:tur", ['"Alan Turing"']),
        ("is:un", ["unread"]),
        ("is:unread", []),
        ("graphs -ta", ["tag:"]),
    ],
)
def test_what_is_offered(field: SearchField, press: Callable[..., None], typed: str, offered: list[str]) -> None:
    press(*typed)
    assert [text.split("    ")[0] for text in field.offers()] == offered
    assert is_offering() == bool(offered)


def test_an_offer_is_taken_by_key_and_the_next_one_follows(field: SearchField, press: Callable[..., None]) -> None:
    press(*"graph ta", "Down", "Return")
    assert field.text() == "graph tag:"
    assert is_offering()
    press("Down", "Down", "Return")
    assert field.text() == "graph tag:vision/3d"
    assert not is_offering()
