# SPDX-License-Identifier: MIT
"""The field for Markdown under real keys."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from paperdesk.ui.notes import field as module
from paperdesk.ui.notes.field import LONGEST, NoteField


@pytest.fixture
def form(qtbot: Any) -> Iterator[QWidget]:
    """A window with a field, another field, and commands on keys that the field has uses for."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    made.field, made.other = NoteField(made), QLineEdit(made)
    made.commands = []
    for key in ("Ctrl+B", "Ctrl+I", "Ctrl+K", "Esc", "J", "Ctrl+Z"):
        action = QAction(key, made)
        action.setShortcut(key)
        action.triggered.connect(lambda checked=False, k=key: made.commands.append(k))
        made.addAction(action)
    for widget in (made.field, made.other):
        column.addWidget(widget)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    made.close()


@pytest.fixture
def field(form: Any) -> NoteField:
    return form.field


def select(field: NoteField, start: int, end: int) -> None:
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def test_keys_write_and_are_no_commands_of_the_window(form: Any, press: Callable[..., None]) -> None:
    left: list[str] = []
    form.field.left.connect(lambda: left.append("left"))
    press(*"j bold", "Ctrl+B", "Ctrl+I", "Ctrl+Z", "Ctrl+Z", "Esc")
    assert form.field.text() == "j bold"
    assert form.commands == []
    assert left == ["left"]


def test_what_is_selected_becomes_bold_italic_and_a_link(field: NoteField, press: Callable[..., None]) -> None:
    field.show_text("𝒪 one two three")
    select(field, 3, 6)
    press("Ctrl+B")
    assert field.text() == "𝒪 **one** two three"
    press("Ctrl+B")
    select(field, 7, 10)
    press("Ctrl+I")
    assert field.text() == "𝒪 one *two* three"
    QGuiApplication.clipboard().setText("https://a.org")
    select(field, 13, 18)
    press("Ctrl+K")
    assert field.text() == "𝒪 one *two* [three](https://a.org)"
    press("Ctrl+Z", "Ctrl+Z")
    assert field.text() == "𝒪 one two three"


def test_a_list_goes_on_and_ends(field: NoteField, press: Callable[..., None]) -> None:
    press(*"- a", "Return", *"b", "Return", "Return", *"c", "Return", *"1. d", "Return", *"e")
    assert field.text() == "- a\n- b\nc\n1. d\n2. e"


def test_tab_shifts_an_entry_and_else_leaves(form: Any, press: Callable[..., None]) -> None:
    press(*"- a", "Return", "Tab", *"b", "Shift+Tab", *"c")
    assert form.field.text() == "- a\n- bc"
    press("Return", "Return", "Tab")
    assert form.other.hasFocus()


def test_only_what_the_reader_does_counts_as_edited(form: Any, press: Callable[..., None]) -> None:
    seen: list[str] = []
    form.field.edited.connect(lambda: seen.append(form.field.text()))
    form.field.show_text("a")
    form.field.follow_text("ab")
    assert seen == []
    press("x")
    assert seen == ["xab"]


def test_it_rests_when_the_keyboard_leaves(form: Any, press: Callable[..., None]) -> None:
    rested: list[str] = []
    form.field.rested.connect(lambda: rested.append(form.field.text()))
    press(*"ab", "Tab")
    assert rested == ["ab"]


def test_the_cursor_stays_where_others_write_elsewhere(field: NoteField, press: Callable[..., None]) -> None:
    field.show_text("one\ntwo")
    select(field, 7, 7)
    field.follow_text("one\ntwo\n\n---\n\nthree")
    press("!")
    field.follow_text("zero\none\ntwo!\n\n---\n\nthree")
    press("?")
    assert field.text() == "zero\none\ntwo!?\n\n---\n\nthree"


@given(st.text(alphabet="ab😀😁\n", max_size=8), st.text(alphabet="ab😀😁\n", max_size=8))
def test_what_differs_is_replaced_and_no_more(before: str, after: str) -> None:
    start, old, new = module._difference(before, after)
    units = before.encode("utf-16-le")
    made = units[: 2 * start] + new.encode("utf-16-le") + units[2 * (start + old) :]
    assert made.decode("utf-16-le") == after


def test_pasted_text_is_plain_and_has_its_limit(field: NoteField) -> None:
    mime = QMimeData()
    mime.setHtml("<b>a</b><img src='file:///etc/passwd'>")
    mime.setText("a\u2029b\x00")
    field.insertFromMimeData(mime)
    assert field.text() == "a\nb\ufffd"
    mime.setText("x" * (LONGEST + 10))
    field.insertFromMimeData(mime)
    assert LONGEST - 5 < len(field.text()) <= LONGEST


def test_a_link_is_begun_and_finished(field: NoteField, press: Callable[..., None]) -> None:
    begun: list[str] = []
    ended: list[str] = []
    field.link_begun.connect(begun.append)
    field.link_ended.connect(lambda: ended.append("ended"))
    field.show_text("😀 ")
    select(field, 3, 3)
    press(*"[[at")
    assert begun == ["", "a", "at"]
    field.finish_link("1706.03762", "Attention")
    assert field.text() == "😀 [[1706.03762|Attention]]"
    assert ended == ["ended"]
    press(*" x")
    assert field.text() == "😀 [[1706.03762|Attention]] x"


def test_brackets_that_close_already_are_not_doubled(field: NoteField, press: Callable[..., None]) -> None:
    field.show_text("[[]] end")
    select(field, 2, 2)
    press("a")
    field.finish_link("1706.03762", "")
    assert field.text() == "[[1706.03762]] end"


def test_a_link_that_is_no_more_is_not_finished(field: NoteField, press: Callable[..., None]) -> None:
    press(*"[[a")
    field.show_text("b")
    field.finish_link("1706.03762", "Attention")
    assert field.text() == "b"
