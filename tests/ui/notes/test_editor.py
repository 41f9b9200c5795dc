# SPDX-License-Identifier: MIT
"""The pane of a note: both sides where there is room, one where there is not, and who mentions the paper."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QAction

from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.ui.notes.editor import NoteEditor

ROW = PaperRow(PaperId(1), "1706.03762", "Attention", (), 0, "", "", 0, (), False, False, False, False, "")


@pytest.fixture
def editor(qtbot: Any) -> Iterator[NoteEditor]:
    toggle, close = QAction("Preview"), QAction("Close")
    toggle.setCheckable(True)
    made = NoteEditor(toggle, close)
    made.toggle = toggle
    made.asked = []
    made.preview_asked.connect(made.asked.append)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.stop()
    made.close()


def seen(editor: NoteEditor) -> str:
    """What is in sight: the text, how it reads, or both."""
    return " ".join(name for name, part in (("text", editor.field), ("preview", editor.preview)) if not part.isHidden())


def test_where_there_is_room_both_are_seen(editor: NoteEditor) -> None:
    editor.show_note("a")
    assert (seen(editor), editor.shows_both(), editor.toggle.isChecked()) == ("text preview", True, True)
    editor.toggle_preview()
    assert (seen(editor), editor.toggle.isChecked()) == ("text", False)


def test_where_there_is_none_they_take_turns(editor: NoteEditor, qtbot: Any) -> None:
    editor.field.clearFocus()
    editor.resize(400, 300)
    editor.show_note("a")
    assert seen(editor) == "preview"
    editor.begin()
    assert seen(editor) == "text"
    qtbot.waitUntil(editor.field.hasFocus)
    editor.toggle_preview()
    assert seen(editor) == "preview"
    editor.toggle_preview()
    assert seen(editor) == "text"
    editor.resize(700, 300)
    assert seen(editor) == "text preview"


def test_an_empty_note_is_there_to_be_written(editor: NoteEditor) -> None:
    editor.resize(400, 300)
    editor.show_note(" ")
    assert seen(editor) == "text"


def test_the_preview_is_asked_for_when_typing_pauses(
    editor: NoteEditor, press: Callable[..., None], qtbot: Any
) -> None:
    editor.show_note("a")
    assert editor.asked == ["a"]
    editor.begin()
    press(*"bcd")
    assert editor.asked == ["a"]
    qtbot.waitUntil(lambda: len(editor.asked) == 2)
    assert editor.asked[1] == "bcda"


def test_no_preview_is_asked_for_that_nobody_sees(editor: NoteEditor) -> None:
    editor.toggle_preview()
    editor.asked.clear()
    editor.show_note("b")
    assert editor.asked == []
    editor.toggle_preview()
    assert editor.asked[-1] == "b"


def test_a_text_that_grew_elsewhere_is_followed(editor: NoteEditor) -> None:
    edited: list[str] = []
    editor.edited.connect(lambda: edited.append("edited"))
    editor.show_note("a")
    editor.follow_note("ab")
    assert (editor.text(), editor.asked[-1], edited) == ("ab", "ab", [])


def test_the_state_is_said_and_trouble_stands_out(editor: NoteEditor) -> None:
    editor.say("Saved")
    assert (editor.state(), editor._state.objectName()) == ("Saved", "hint")
    editor.say("Not saved yet", is_trouble=True)
    assert (editor.state(), editor._state.objectName()) == ("Not saved yet", "trouble")


def test_papers_that_mention_it_are_named_and_lead_there(editor: NoteEditor) -> None:
    chosen: list[int] = []
    editor.paper_chosen.connect(chosen.append)
    editor.show_mentions([replace(ROW, title="A <b> & C"), replace(ROW, id=PaperId(7), title="long " * 30)])
    assert "A &lt;b&gt; &amp; C" in editor.mentions()
    assert "…" in editor.mentions()
    assert not editor._mentions.isHidden()
    editor._mentions.linkActivated.emit("7")
    assert chosen == [7]
    editor.show_mentions([replace(ROW, id=PaperId(n)) for n in range(1, 9)])
    assert editor.mentions().endswith("and 5 more")
    editor.show_mentions(())
    assert editor._mentions.isHidden()
