# SPDX-License-Identifier: MIT
"""The search field: what it offers while one types, and what taking an offer does."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

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


def write(field: SearchField, press: Callable[..., None], text: str) -> None:
    """Type; what no key types is put in as from the clipboard."""
    for character in text:
        if character.isascii():
            press(character)
        else:
            field.insert(character)


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
        ("by:ad", ['"Ada Lovelace"']),
        ("is:un", ["unread"]),
        ("is:unread", []),
        ("graphs -ta", ["tag:"]),
        ("🧪𝔸 ta", ["tag:"]),
        ("🧪 tag:vision/3", ["vision/3d"]),
        ("(is:st", ["starred"]),
        ('"is:st', []),
    ],
)
def test_what_is_offered(field: SearchField, press: Callable[..., None], typed: str, offered: list[str]) -> None:
    write(field, press, typed)
    assert [text.split("    ")[0] for text in field.offers()] == offered
    assert is_offering() == bool(offered)


def test_an_offer_is_taken_by_key_and_the_next_one_follows(field: SearchField, press: Callable[..., None]) -> None:
    press(*"graph ta", "Down", "Return")
    assert field.text() == "graph tag:"
    assert is_offering()
    press("Down", "Down", "Return")
    assert field.text() == "graph tag:vision/3d"
    assert not is_offering()


def test_an_offer_is_taken_by_the_mouse(field: SearchField, press: Callable[..., None]) -> None:
    press(*"tag:v")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    QTest.mouseClick(
        popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(popup.model().index(1, 0)).center()
    )
    assert field.text() == "tag:vision/3d"


def test_an_offer_goes_where_the_cursor_is(field: SearchField, press: Callable[..., None]) -> None:
    write(field, press, "🧪 ta 𝔸 graph")
    press(*["Left"] * len(" 𝔸 graph"))
    press("g")
    assert field.offers()
    press("Down", "Return")
    assert field.text() == "🧪 tag: 𝔸 graph"
    press("v")
    assert field.text() == "🧪 tag:v 𝔸 graph"


def test_return_without_a_choice_searches(field: SearchField, press: Callable[..., None], qtbot: Any) -> None:
    press(*"ta")
    assert is_offering()
    with qtbot.waitSignal(field.returnPressed):
        press("Return")
    assert field.text() == "ta"
    assert not is_offering()


def test_taking_an_offer_is_no_search(field: SearchField, press: Callable[..., None]) -> None:
    pressed: list[int] = []
    field.returnPressed.connect(lambda: pressed.append(1))
    press(*"ta", "Down", "Return")
    assert field.text() == "tag:"
    assert pressed == []
    assert field.hasFocus()


def test_tab_takes_the_first_offer_or_the_chosen_one(field: SearchField, press: Callable[..., None]) -> None:
    press(*"ta", "Tab")
    assert field.text() == "tag:"
    press("Down", "Down", "Tab")
    assert field.text() == "tag:vision/3d"
    assert field.hasFocus()
    assert not is_offering()


def test_escape_closes_what_is_offered_first(field: SearchField, press: Callable[..., None]) -> None:
    left: list[int] = []
    field.left.connect(lambda: left.append(1))
    press(*"ta", "Esc")
    assert (field.text(), is_offering(), left) == ("ta", False, [])
    press("Esc")
    assert (field.text(), left) == ("", [1])


def test_what_is_typed_goes_on_while_something_is_offered(field: SearchField, press: Callable[..., None]) -> None:
    press(*"tag:vision/3d graph", "Backspace")
    assert field.text() == "tag:vision/3d grap"
    assert not is_offering()


def test_text_set_by_the_program_offers_nothing(field: SearchField) -> None:
    field.setText("ta")
    assert not is_offering()


def test_tags_that_come_later_leave_the_authors(field: SearchField, press: Callable[..., None]) -> None:
    field.offer(["new"], ())
    press(*"author:tur")
    assert field.offers() == ['"Alan Turing"    Alan Turing']
    field.clear()
    field.offer_authors(["Turing, A."])
    press(*"author:tur")
    assert field.offers() == ['"Turing, A."    Turing, A.']
    field.clear()
    press(*"tag:ne")
    assert field.offers() == ["new    new"] or field.offers() == ["new"]


def test_the_keyboard_is_told_of(qtbot: Any, field: SearchField) -> None:
    field.clearFocus()
    with qtbot.waitSignal(field.entered):
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        field.setFocus()


def test_very_many_names_are_looked_through_at_once(field: SearchField, press: Callable[..., None]) -> None:
    field.offer_authors([f"Author Number{n}" for n in range(2_000)])
    press(*"author:number19")
    assert [text.split("    ")[0] for text in field.offers()][:2] == ['"Author Number19"', '"Author Number190"']
    assert len(field.offers()) == 20
