# SPDX-License-Identifier: MIT
"""What the reader does with searches: keeps and follows them, goes through what was found, sees similar papers."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QInputDialog


def name_it(desk: Any, press: Callable[..., None], qtbot: Any, name: str) -> None:
    """Answer the dialog that asks for a name."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    press(*name, "Return")


def kept(desk: Any) -> list[tuple[str, str, str]]:
    return [(search.name, search.text, search.colour) for search in desk.library.searches()]


@pytest.mark.parametrize("key", ["Ctrl+S", "Ctrl+Shift+F"])
def test_nothing_typed_is_nothing_to_keep(desk: Any, press: Callable[..., None], key: str) -> None:
    press(key)
    assert desk.window.toast.text() == "Type a search first"
    assert kept(desk) == []


def test_a_search_is_saved_under_a_name_and_undone(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    press("/", *"attention", "Ctrl+S")
    name_it(desk, press, qtbot, "Mine")
    settle(desk)
    assert kept(desk) == [("Mine", "attention", "")]
    press("Esc", "Ctrl+Z")
    settle(desk)
    assert kept(desk) == []
