# SPDX-License-Identifier: MIT
"""The window as a screen reader meets it: everything has a name, and the list says what it holds."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

CONTRACT = {
    "searchField": "Search",
    "sidebar": "Sidebar",
    "paperList": "Papers",
    "reader": "Abstract",
    "notesEditor": "Note",
    "tagEditor": "Add a tag",
    "fetchProgress": "Progress",
}


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def focusable(window: QWidget) -> Iterator[QWidget]:
    """Every widget that the keyboard can come to now."""
    for widget in window.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(widget, (QMenu, QMenuBar))
        ):
            yield widget


def test_the_contracts_names_are_there(desk: Any, press: Callable[..., None]) -> None:
    for name, heard in CONTRACT.items():
        found = desk.window.findChildren(QWidget, name)
        assert len(found) == 1, name
        assert name_of(found[0]) == heard
    press("Ctrl+K")
    palette = QApplication.activeModalWidget()
    assert (palette.objectName(), palette.accessibleName()) == ("commandPalette", "All commands")
    press("Esc")


def test_whatever_has_the_keyboard_has_a_name(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j", "t", *"a, b", "Return", "Esc")
    settle(desk)
    assert [widget for widget in focusable(desk.window) if not name_of(widget).strip()] == []
    for key in ("Ctrl+K", "?", "Ctrl+R", "Ctrl+N", "Ctrl+Shift+N", "Ctrl+,"):
        press(key)
        dialog = QApplication.activeModalWidget()
        assert [widget for widget in focusable(dialog) if not name_of(widget).strip()] == []
        assert name_of(dialog)
        press("Esc")
    desk.window.list_pane.search.setText("nothing like it")
    settle(desk)
    desk.window.toast.say("x", undoable=True, details=lambda: None)
    assert [widget for widget in focusable(desk.window) if not name_of(widget).strip()] == []
    assert name_of(desk.window.toast) == "Message"


def test_the_list_is_a_list_of_what_it_shows(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j", "s")
    settle(desk)
    papers = QAccessible.queryAccessibleInterface(desk.window.paper_list)
    assert papers.role() == QAccessible.Role.List
    heard = [papers.child(n).text(QAccessible.Text.Name) for n in range(3)]
    assert heard == [
        "Wednesday 17 September 2025, 7 unread of 7",
        "Learning Transferable Visual Models From Natural Language Supervision, unread, starred",
        "Segment Anything, unread",
    ]
    assert {papers.child(n).role() for n in range(3)} == {QAccessible.Role.ListItem}
    assert papers.child(1).state().selected
    assert not papers.child(2).state().selected


def test_the_sidebar_is_a_tree_of_what_it_shows(desk: Any) -> None:
    tree = QAccessible.queryAccessibleInterface(desk.window.sidebar)
    assert tree.role() == QAccessible.Role.Tree
    heard = [tree.child(n).text(QAccessible.Text.Name) for n in range(tree.childCount())]
    assert "Inbox, 44 unread of 44" in heard
    assert "Sample library, 44 unread of 44" in heard


def test_the_readers_text_can_be_read_out(desk: Any, press: Callable[..., None]) -> None:
    press("j")
    reader = QAccessible.queryAccessibleInterface(desk.window.reader)
    text = reader.textInterface()
    assert text.text(0, text.characterCount()).startswith("Learning Transferable Visual Models")


def test_actions_are_heard_with_their_state(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j", "s")
    settle(desk)
    star = QAccessible.queryAccessibleInterface(desk.window.reader_pane.bar_buttons[2])
    assert star.text(QAccessible.Text.Name) == "Star"
    assert star.state().checkable
    assert star.state().checked
