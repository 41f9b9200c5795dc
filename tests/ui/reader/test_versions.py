# SPDX-License-Identifier: MIT
"""Two texts beside each other: what is gone is struck through, what is new underlined; nothing is interpreted."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from paperdesk.domain.annotation import TextId, TextVersion, text_hash
from paperdesk.ui.reader.versions import VersionLine, VersionsDialog


def version(number: int, text: str, met: str = "2026-01-02T10:00:00.000Z") -> TextVersion:
    return TextVersion(TextId(number), "arxiv", text, text_hash(text), met, number == 1)


@pytest.fixture
def window(qtbot: Any) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.hide()


def dialog(window: QWidget, versions: Sequence[TextVersion], *, original: bool = False) -> VersionsDialog:
    return VersionsDialog(versions, original=original, face="", pixels=16, parent=window)


def formed(made: VersionsDialog) -> dict[str, list[str]]:
    """What is struck through, underlined and plain, in pieces."""
    found: dict[str, list[str]] = {"gone": [], "new": [], "same": []}
    block = made.text.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            form = fragment.charFormat()
            kind = "gone" if form.fontStrikeOut() else "new" if form.fontUnderline() else "same"
            found[kind].append(fragment.text())
            pieces += 1
        block = block.next()
    return found


def test_what_is_gone_and_new_is_marked(window: QWidget) -> None:
    made = dialog(window, [version(1, "Graphs hold many words."), version(2, "Graphs hold few words.")])
    assert formed(made) == {"gone": ["few"], "new": ["many"], "same": ["Graphs hold ", " words."]}
    assert made.said.text() == "1 passage gone (struck through), 1 passage new (underlined)"


def test_texts_are_compared_as_they_are_shown_and_never_interpreted(window: QWidget) -> None:
    old, new = "Cost $\\mathcal{O}(n)$ <b>bold</b>.", "Cost $\\mathcal{O}(n)$ <b>bold</b> & <img src=x>."
    made = dialog(window, [version(1, new), version(2, old)])
    assert "".join(formed(made)["same"]).startswith("Cost 𝒪(n) <b>bold</b>")
    assert "& <img src=x>" in "".join(formed(made)["new"])


def test_the_earlier_text_alone(window: QWidget) -> None:
    made = dialog(window, [version(1, "New."), version(2, "Old. Two lines.")], original=True)
    assert made.text.toPlainText() == "Old. Two lines."
    made._kind.setCurrentIndex(0)
    assert formed(made)["new"] != []


def test_of_several_the_first_comes_first_and_each_can_be_chosen(window: QWidget) -> None:
    versions = [
        version(1, "Third.", "2026-03-01T00:00:00.000Z"),
        version(2, "Second.", "2026-02-01T00:00:00.000Z"),
        version(3, "First.", "2026-01-01T00:00:00.000Z"),
    ]
    made = dialog(window, versions, original=True)
    assert made.text.toPlainText() == "First."
    made._choice.setCurrentIndex(1)
    assert made.text.toPlainText() == "Second."


def test_the_page_reads_like_the_reader(window: QWidget) -> None:
    made = dialog(window, [version(1, "New."), version(2, "Old.")])
    cursor = QTextCursor(made.text.document())
    assert cursor.blockFormat().lineHeight() == 125
    assert made.text.document().defaultFont().pixelSize() == 16


def test_the_line_says_when_and_only_where_there_is_another_text(window: QWidget) -> None:
    line = VersionLine(window)
    line.show_versions([version(1, "New.", "2021-05-03T00:00:00.000Z"), version(2, "Old.")])
    assert line.text() == "This text changed on 3 May 2021"
    line.show_versions([version(1, "New.")])
    assert line.text() == ""
    line.show_versions([])
    assert line.text() == ""


def test_the_line_says_how_many_highlights_lost_their_place(window: QWidget) -> None:
    line = VersionLine(window)
    texts = [version(1, "b", "2021-05-03T10:00:00.000Z"), version(2, "a")]
    line.show_versions(texts, 1)
    assert line.text() == "1 highlight lost its place  ·  this text changed on 3 May 2021"
    line.show_versions(texts, 2)
    assert line.text() == "2 highlights lost their place  ·  this text changed on 3 May 2021"
