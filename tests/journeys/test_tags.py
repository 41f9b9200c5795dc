# SPDX-License-Identifier: MIT
"""A tag's life: written, dropped on, completed, renamed, merged, deleted, and every step taken back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog


def tags(desk: Any) -> dict[str, int]:
    return {tag.name: tag.count for tag in desk.library.tags()}


def drop_selection_on(desk: Any, name: str) -> None:
    side, view = desk.window.sidebar, desk.window.paper_list
    index = desk.window.sidebar_model.index_named(name)
    side.scrollTo(index)
    place = side.visualRect(index).center()
    mime = desk.window.model.mimeData(view.selectedIndexes())
    common = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(place, Qt.DropAction.CopyAction, *common)
        QApplication.sendEvent(side.viewport(), event)
        assert event.isAccepted()
    QApplication.sendEvent(side.viewport(), QDropEvent(place, Qt.DropAction.CopyAction, *common))


def answer(text: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(text)
    dialog.accept()


def test_a_tags_life(desk: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any) -> None:
    # Written for one paper, dropped on by three more, completed for another.
    press("j", "t", *"ml/vision, to read", "Return", "Esc")
    settle(desk)
    press("j", "Shift+Down", "Shift+Down")
    drop_selection_on(desk, "tag:ml/vision")
    settle(desk)
    assert tags(desk) == {"ml/vision": 4, "to read": 1}
    press("Down", "t", *"VISI")
    popup = desk.window.reader_pane.tags.field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    press("Down", "Return")
    settle(desk)
    assert tags(desk) == {"ml/vision": 5, "to read": 1}

    # Seen in the sidebar, under its parent; shown with all its papers.
    desk.window.sidebar.choose("tag:ml")
    settle(desk)
    assert desk.window.model.paper_count == 5
    assert desk.window.browsing.label == "ml"

    # Renamed from where it is chosen, merged into another, deleted.
    press("Esc", "F2")
    answer("Learning")
    settle(desk)
    assert tags(desk) == {"Learning/vision": 5, "to read": 1}
    desk.window.sidebar.choose("tag:learning/vision")
    settle(desk)
    press("Ctrl+Shift+M")
    answer("to read")
    settle(desk)
    assert tags(desk) == {"to read": 5}
    assert desk.window.browsing.label == "to read"
    assert desk.window.model.paper_count == 5
    press("Ctrl+Shift+Backspace")
    settle(desk)
    assert tags(desk) == {}

    # And back again, step by step.
    seen = []
    for _ in range(5):
        press("Ctrl+Z")
        settle(desk)
        seen.append(tags(desk))
    assert seen == [
        {"to read": 5},
        {"Learning/vision": 5, "to read": 1},
        {"ml/vision": 5, "to read": 1},
        {"ml/vision": 4, "to read": 1},
        {"ml/vision": 1, "to read": 1},
    ]


def test_chips_come_off_by_keyboard(desk: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    press("j", "t", *"a, b, c", "Return")
    settle(desk)
    settle(desk)
    press("Shift+Tab", "Shift+Tab")
    assert QApplication.focusWidget().accessibleName() == "Tag b, press to take it off"
    press("Space")
    settle(desk)
    assert desk.window.reader.paper.tags == ("a", "c")
