# SPDX-License-Identifier: MIT
"""The line that stands for a closed note."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from paperdesk.ui.notes.strip import NoteStrip


@pytest.fixture
def strip(qtbot: Any) -> Iterator[NoteStrip]:
    write = QAction("Note")
    write.setShortcut("M")
    made = NoteStrip(write)
    made.asked = []
    write.triggered.connect(lambda: made.asked.append("write"))
    qtbot.addWidget(made)
    made.resize(300, 36)
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("", ""),
        (" \n\n", ""),
        ("# A head\ntext", "A head"),
        ("\n> - said", "said"),
        ("- [x] done", "done"),
        ("[a] b", "[a] b"),
        ("---\na & b", "a & b"),
        ("a\u202eb", "ab"),
    ],
)
def test_it_shows_how_the_note_begins(strip: NoteStrip, note: str, line: str) -> None:
    strip.show_note(note)
    assert strip.line() == line
    assert strip.button.text() == (line.replace("&", "&&") or "Add a note (M)")
    assert strip.button.accessibleName() == (f"Note: {line}" if line else "Add a note")


def test_a_long_line_gives_way(strip: NoteStrip) -> None:
    strip.show_note("word " * 50)
    assert strip.button.text().endswith("…")
    wide = strip.button.text()
    strip.resize(200, 36)
    assert len(strip.button.text()) < len(wide)


def test_a_press_opens_the_note(strip: NoteStrip) -> None:
    QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert strip.asked == ["write"]
