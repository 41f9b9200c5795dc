# SPDX-License-Identifier: MIT
"""A note as it reads loads nothing, keeps its place, and gives links to others to follow."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextListFormat
from PySide6.QtTest import QTest

from paperdesk.ui.notes.preview import NotePreview


@pytest.fixture
def preview(qtbot: Any) -> Iterator[NotePreview]:
    made = NotePreview()
    qtbot.addWidget(made)
    made.set_type("", 14)
    made.resize(300, 200)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def test_a_link_is_told_and_not_followed(preview: NotePreview) -> None:
    seen: list[QUrl] = []
    preview.link_chosen.connect(seen.append)
    preview.show_html('<p><a href="paperdesk:A%20title">Here it is</a></p>')
    place = next(
        QPoint(x, y)
        for y in range(0, 60, 4)
        for x in range(0, 100, 4)
        if preview.anchorAt(QPoint(x, y)) == "paperdesk:A%20title"
    )
    QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [url.toEncoded().toStdString() for url in seen] == ["paperdesk:A%20title"]
    assert preview.toPlainText() == "Here it is"


def test_nothing_is_loaded(preview: NotePreview, tmp_path: Any) -> None:
    path = tmp_path / "a.txt"
    path.write_text("secret")
    for name in (QUrl.fromLocalFile(str(path)), QUrl("http://127.0.0.1:9/x")):
        assert preview.loadResource(2, name).isEmpty()


def test_the_same_note_again_keeps_its_place(preview: NotePreview) -> None:
    html = "<p>line</p>" * 60
    preview.show_html(html)
    preview.verticalScrollBar().setValue(300)
    preview.show_html(html + "<p>more</p>")
    assert preview.verticalScrollBar().value() == 300
    preview.scroll_to(1)
    assert preview.verticalScrollBar().value() == preview.verticalScrollBar().maximum()
    preview.scroll_to(0)
    assert preview.verticalScrollBar().value() == 0


def test_tasks_have_their_box_and_no_other_sign(preview: NotePreview) -> None:
    preview.show_html('<ul class="tasks"><li>☐ a</li></ul><ul><li>b</li></ul>')
    lists = [block.textList() for block in _blocks(preview) if block.text()]
    style = QTextListFormat.Style.ListDisc
    assert [found.format().style() == style for found in lists] == [False, True]


def _blocks(preview: NotePreview) -> Iterator[Any]:
    block = preview.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def test_a_heading_is_little_larger_than_the_text(preview: NotePreview) -> None:
    preview.show_html("<h1>Why</h1><p>because</p>")
    heading = preview.document().begin()
    assert preview.document().documentLayout().blockBoundingRect(heading).height() < 2 * 14 * 1.3
