# SPDX-License-Identifier: MIT
"""The card of a highlight: what it says, what it asks for, and that every highlight in a place can be reached."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.paper import PaperId
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.reader.card import HighlightCard

TEXT = "Graphs hold words."


def highlight(number: int, colour: str = "yellow", note: str = "", tags: tuple[str, ...] = ()) -> Highlight:
    return Highlight(HighlightId(number), PaperId(1), select(TEXT, number, number + 5), colour, note, tags)


@pytest.fixture
def card(qtbot: Any) -> Iterator[HighlightCard]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = HighlightCard(window, ColourNames(Settings(), window), lambda text: f"<p>{text}</p>")
    yield made
    made.stop()
    window.hide()


def show(card: HighlightCard, *highlights: Highlight, pinned: bool = True) -> None:
    card.show_at(highlights, QRect(100, 50, 60, 20), pinned=pinned)


def note(card: HighlightCard) -> str:
    label = card.findChild(QLabel, "cardNote")
    return label.text() if label is not None and label.isVisible() else ""


def test_it_says_colour_note_and_tags(card: HighlightCard) -> None:
    show(card, highlight(1, "blue", "because", ("graphs", "to read")))
    assert card.isVisible()
    assert card._name.text() == "Result"
    assert note(card) == "<p>because</p>"
    assert card.colours.checked() == ("blue",)
    chips = [chip.text() for chip in card.tags._chips]
    assert chips == ["#graphs  ×", "#to read  ×"]
    show(card, highlight(2))
    assert note(card) == ""


def test_it_stands_below_or_above_and_covers_nothing(card: HighlightCard) -> None:
    show(card, highlight(1))
    assert card.geometry().top() > 70
    card.show_at([highlight(1)], QRect(450, 340, 40, 20), pinned=True)
    assert card.geometry().bottom() < 340
    assert card.parentWidget().rect().contains(card.geometry())


def test_each_of_several_is_a_step_away(card: HighlightCard, qtbot: Any) -> None:
    show(card, highlight(1), highlight(2, "green"), highlight(3, "pink"))
    assert card._count.text() == "1 of 3"
    seen = []
    for _ in range(3):
        with qtbot.waitSignal(card.turned) as turned:
            qtbot.mouseClick(card._after, Qt.MouseButton.LeftButton)
        seen.append((turned.args[0], card._name.text()))
    assert seen == [(2, "Method"), (3, "Question"), (1, "Key idea")]
    show(card, highlight(1))
    assert not card._after.isVisible()


def test_it_asks_for_what_is_pressed(card: HighlightCard, qtbot: Any) -> None:
    show(card, highlight(7, tags=("old",)))
    for button, signal, args in (
        (card.colours.swatches[1], card.recoloured, [7, "green"]),
        (card.copy_button, card.copy_asked, [7]),
        (card.delete_button, card.delete_asked, [7]),
        (card._name, card.rename_asked, ["yellow"]),
        (card.tags._chips[0], card.untagged, [7, "old"]),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == args
    qtbot.mouseClick(card.tag_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.tags.field, "new, other")
    with qtbot.waitSignal(card.tagged) as tagged:
        qtbot.keyClick(card.tags.field, Qt.Key.Key_Return)
    assert tagged.args == [7, ["new", "other"]]


def test_a_note_is_written_for_the_highlight_it_was_begun_on(card: HighlightCard, qtbot: Any) -> None:
    show(card, highlight(1), highlight(2))
    card.begin_note()
    qtbot.keyClicks(card._field, "why")
    with qtbot.waitSignal(card.noted) as noted:
        card.turn(1)
    assert noted.args == [1, "why"]
    card.begin_note()
    assert card._field.toPlainText() == ""


def test_it_follows_what_changes_and_goes_with_what_is_gone(card: HighlightCard) -> None:
    one, two = highlight(1), highlight(2, "green")
    show(card, one, two)
    card.turn(1)
    card.refresh([one, replace(two, colour="pink", note="new")])
    assert (card._name.text(), note(card)) == ("Question", "<p>new</p>")
    card.refresh([one])
    assert card._name.text() == "Key idea"
    card.refresh([])
    assert not card.isVisible()


def test_one_that_was_only_rested_on_goes_by_itself(card: HighlightCard, qtbot: Any) -> None:
    show(card, highlight(1), pinned=False)
    assert not card.pinned
    card.leave()
    qtbot.waitUntil(lambda: not card.isVisible())
    show(card, highlight(1))
    card.leave()
    assert not card._goes.isActive()


def test_escape_closes_it_and_gives_the_keyboard_back(card: HighlightCard, qtbot: Any) -> None:
    show(card, highlight(1, "green"))
    card.take_focus()
    assert QApplication.focusWidget() is card.colours.swatches[1]
    qtbot.keyClick(card.colours.swatches[1], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is card.colours.swatches[2]
    with qtbot.waitSignal(card.left):
        qtbot.keyClick(card.colours.swatches[2], Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_a_very_long_note_is_cut_and_fits(card: HighlightCard) -> None:
    show(card, highlight(1, note="word " * 5_000))
    assert len(note(card)) < 700
    assert card.parentWidget().rect().contains(card.geometry())


def test_everything_in_it_has_a_name(card: HighlightCard) -> None:
    show(card, highlight(1), highlight(2))
    card.dress()
    wanted = [card._name, card._before, card._after, card.note_button, card.tag_button, card.copy_button]
    assert all(widget.accessibleName() for widget in [*wanted, card.delete_button, card.tags.field, card._field])
