# SPDX-License-Identifier: MIT
"""Highlights by key, in the real window: made at once, changed, moved, deleted, gone through, and undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QInputDialog

from paperdesk.domain.searches import COLOURS

ABSTRACT = (
    "Graphs hold words. A graph costs $\\mathcal{O}(n)$ and a 👩‍👩‍👧 reads it at https://example.org/graph with care. "
    "The last sentence says little."
)
Settle = Callable[[Any], None]


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], press: Callable[..., None]) -> Any:
    """A window on two papers, the keyboard in the text of the first."""
    made = build_desk(make_library({"abstract": ABSTRACT}, {"abstract": "Another text."}))
    press("j", "r")
    return made


def select(desk: Any, text: str) -> None:
    """Select the first occurrence of `text`, as it is shown, in the abstract."""
    reader = desk.window.reader
    found = reader.document().find(text, reader.abstract_start)
    assert not found.isNull(), text
    reader.setTextCursor(found)


def kept(desk: Any) -> list[tuple[str, str]]:
    paper = desk.library.paper(desk.window.reader.paper.id)
    return [(h.selector.exact, h.colour) for h in paper.highlights]


def shown(desk: Any) -> list[str]:
    reader = desk.window.reader
    cursor = QTextCursor(reader.document())
    texts = []
    for span in desk.window.annotations.annotating.highlights.spans:
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        texts.append(cursor.selectedText())
    return texts


def chosen(desk: Any) -> str:
    highlight = desk.window.annotations.annotating.highlights.chosen
    return str(highlight.selector.exact) if highlight is not None else ""


# --- making --------------------------------------------------------------------------------------------


def test_h_highlights_what_is_selected_at_once(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "hold words")
    press("h")
    assert shown(desk) == ["hold words"]  # before anything is written
    assert not desk.window.reader.textCursor().hasSelection()
    settle(desk)
    assert kept(desk) == [("hold words", "yellow")]
    assert shown(desk) == ["hold words"]
    assert chosen(desk) == "hold words"
    assert desk.window.toast.text() == "Highlighted a passage"


@pytest.mark.parametrize(("key", "colour"), list(zip("12345", COLOURS, strict=True)))
def test_a_number_highlights_in_its_colour(
    desk: Any, press: Callable[..., None], settle: Settle, key: str, colour: str
) -> None:
    select(desk, "Graphs")
    press(key)
    settle(desk)
    assert kept(desk) == [("Graphs", colour)]


def test_a_token_and_a_character_are_taken_whole(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    reader = desk.window.reader
    select(desk, "𝒪")
    cursor = reader.textCursor()
    first = cursor.selectionStart()
    cursor.setPosition(first)
    cursor.setPosition(first + 1, QTextCursor.MoveMode.KeepAnchor)  # half of a pair
    reader.setTextCursor(cursor)
    press("h")
    settle(desk)
    select(desk, "👩")
    press("2")
    settle(desk)
    assert [quote.strip("$") for quote, _ in kept(desk)] == ["\\mathcal{O}", "👩‍👩‍👧"]
    assert shown(desk) == ["𝒪", "👩‍👩‍👧"]


def test_a_selection_beyond_the_abstract_is_cut_and_one_outside_refused(
    desk: Any, press: Callable[..., None], settle: Settle
) -> None:
    press("Ctrl+A", "h")
    settle(desk)
    assert kept(desk) == [(ABSTRACT, "yellow")]
    cursor = desk.window.reader.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    desk.window.reader.setTextCursor(cursor)
    press("h")
    settle(desk)
    assert desk.window.toast.text() == "Only the abstract can be highlighted; select a part of it"
    assert len(kept(desk)) == 1


def test_nothing_selected_and_nothing_chosen_is_said(desk: Any, press: Callable[..., None]) -> None:
    for key in ("h", "3", "n", "q", "Backspace", "c", "Shift+T", "Shift+P"):
        desk.window.toast.say("")
        press(key)
        assert desk.window.toast.text() == "Select text in the abstract first, or click a highlight", key
    for key in ("Alt+Shift+Left", "Alt+Shift+Up"):
        press(key)
        assert desk.window.toast.text() == "Choose a highlight first"
    press(".")
    assert desk.window.toast.text() == "Nothing is highlighted in this abstract"


def test_the_same_range_again_is_the_same_highlight(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    for key in ("h", "4"):
        select(desk, "Graphs")
        press(key)
        settle(desk)
    assert kept(desk) == [("Graphs", "pink")]


# --- changing ------------------------------------------------------------------------------------------


def test_a_chosen_one_changes_its_colour_and_goes_and_undo_brings_it_back(
    desk: Any, press: Callable[..., None], settle: Settle
) -> None:
    select(desk, "Graphs")
    press("h")
    settle(desk)
    press("5")
    settle(desk)
    assert kept(desk) == [("Graphs", "orange")]
    press("Del")
    settle(desk)
    assert kept(desk) == []
    assert desk.window.toast.text() == "Deleted a highlight"
    assert desk.window.model.paper_count == 2  # Delete has not meant the paper
    press("Ctrl+Z")
    settle(desk)
    assert kept(desk) == [("Graphs", "orange")]
    press("Ctrl+Z", "Ctrl+Z")
    settle(desk)
    assert kept(desk) == []
    press("Ctrl+Shift+Z")
    settle(desk)
    assert kept(desk) == [("Graphs", "yellow")]


def test_backspace_takes_the_one_under_the_cursor(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "Graphs")
    press("h")
    settle(desk)
    press("Esc")
    assert chosen(desk) == ""
    select(desk, "raph")
    cursor = desk.window.reader.textCursor()
    cursor.clearSelection()
    desk.window.reader.setTextCursor(cursor)
    press("Backspace")
    settle(desk)
    assert kept(desk) == []


def test_n_writes_a_note_that_is_saved_as_it_is_typed(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any
) -> None:
    select(desk, "Graphs")
    press("n")
    field = desk.window.annotations.annotating.carding.card.findChild(object, "highlightNote")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    press(*"why h 1")
    paper = desk.window.reader.paper.id
    qtbot.waitUntil(lambda: [h.note for h in desk.library.paper(paper).highlights] == ["why h 1"])
    press("Esc")
    settle(desk)
    assert desk.window.reader.hasFocus()
    assert not desk.window.annotations.annotating.carding.is_open
    press("Ctrl+Z")
    settle(desk)
    assert [h.note for h in desk.library.paper(paper).highlights] == [""]


def test_a_note_half_typed_is_kept_when_the_window_closes(
    desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any, library_folder: Path
) -> None:
    select(desk, "Graphs")
    press("n")
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "highlightNote")
    press(*"in a hurry")
    folder, paper = desk.library.folder, desk.window.reader.paper.id
    desk.close()
    from paperdesk.library.view import View

    with View(folder) as view:
        assert [h.note for h in view.paper(paper).highlights] == ["in a hurry"]


def test_edges_are_moved_by_words(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "hold words")
    press("h")
    settle(desk)
    for key, quote in (
        ("Alt+Shift+Up", "Graphs hold words"),
        ("Alt+Shift+Down", "hold words"),
        ("Alt+Shift+Left", "hold"),
        ("Alt+Shift+Right", "hold words"),
    ):
        press(key)
        settle(desk)
        assert kept(desk) == [(quote, "yellow")], key


def test_edges_are_dragged(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "hold")
    press("h")
    settle(desk)
    reader, highlights = desk.window.reader, desk.window.annotations.annotating.highlights
    end = highlights.edges()[1].toPoint()
    cursor = QTextCursor(reader.document().find("words", reader.abstract_start))
    cursor.setPosition(cursor.selectionEnd())
    there = reader.cursorRect(cursor).center()
    for kind, place in (
        (QEvent.Type.MouseButtonPress, end),
        (QEvent.Type.MouseMove, QPoint(there.x() - 6, there.y())),
        (QEvent.Type.MouseMove, there),
        (QEvent.Type.MouseButtonRelease, there),
    ):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        where = QPointF(reader.viewport().mapToGlobal(place))
        event = QMouseEvent(kind, QPointF(place), where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(reader.viewport(), event)
    assert shown(desk) == ["hold words"]
    settle(desk)
    assert kept(desk) == [("hold words", "yellow")]
    assert not reader.textCursor().hasSelection()


def test_what_cannot_be_written_is_not_shown(desk: Any, press: Callable[..., None], settle: Settle, qtbot: Any) -> None:
    select(desk, "Graphs")
    press("h")
    settle(desk)
    one = desk.window.annotations.annotating.highlights.spans[0].id
    from paperdesk.library.library import Library
    from paperdesk.services.annotating import delete_highlights

    with Library(desk.library.folder) as library:  # another window
        delete_highlights(library, [one])
    with qtbot.waitSignal(desk.desk.jobs.troubled):
        desk.window.annotations.annotating.recolour(one, "blue")
    assert "gone" in desk.window.toast.text()
    qtbot.waitUntil(lambda: shown(desk) == [])


# --- going and copying ---------------------------------------------------------------------------------


def test_keys_go_from_one_to_the_next_and_round(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    for text in ("words", "Graphs", "sentence"):
        select(desk, text)
        press("h")
        settle(desk)
    press("Esc")
    steps = []
    for key in (".", ".", ".", ".", ","):
        press(key)
        steps.append(chosen(desk))
    assert steps == ["Graphs", "words", "sentence", "Graphs", "sentence"]


def test_the_quote_is_copied_as_it_is_shown(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "costs 𝒪(n)")
    press("h")
    settle(desk)
    press("q")
    assert QApplication.clipboard().text() == "costs 𝒪(n)"


def test_a_link_under_a_highlight_still_leads_out(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "reads it at https://example")
    press("h")
    settle(desk)
    reader = desk.window.reader
    cursor = reader.document().find("example.org", reader.abstract_start)
    cursor.setPosition(cursor.selectionStart() + 3)
    assert reader.anchorAt(reader.cursorRect(cursor).center()) == "https://example.org/graph"


def test_a_colour_is_called_something_else(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("Shift+F2")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    press("Return")
    qtbot.waitUntil(lambda: [d.labelText() for d in desk.window.findChildren(QInputDialog)] == [
        "<span>What yellow stands for</span>"
    ])  # fmt: skip
    press("Ctrl+A", *"gold", "Return")
    qtbot.waitUntil(lambda: desk.window.annotations.annotating.names["yellow"] == "Gold")


def test_another_paper_has_none_of_them(desk: Any, press: Callable[..., None], settle: Settle) -> None:
    select(desk, "Graphs")
    press("h")
    settle(desk)
    press("j")
    assert (shown(desk), chosen(desk)) == ([], "")
    press("k")
    assert shown(desk) == ["Graphs"]


def test_everything_is_shown_again_in_another_window(
    desk: Any, press: Callable[..., None], settle: Settle, build_desk: Callable[..., Any]
) -> None:
    for text, key in (("Graphs hold", "1"), ("hold words", "3")):
        select(desk, text)
        press(key)
        settle(desk)
    other = build_desk(desk.library.folder, {"appearance.text_size": 24})
    other.window.open_key("2404.00001")
    settle(other)
    assert shown(other) == ["Graphs hold", "hold words"]
