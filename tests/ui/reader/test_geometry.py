# SPDX-License-Identifier: MIT
"""Where text stands on the page is where Qt itself says that a cursor stands."""

from typing import Any

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

from paperdesk.ui import theme
from paperdesk.ui.reader.geometry import Page


def reader(qtbot: Any, text: str) -> QTextBrowser:
    made = QTextBrowser()
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.setPlainText(text)
    made.show()
    return made


def cursor_left(browser: QTextBrowser, place: int) -> float:
    cursor = QTextCursor(browser.document())
    cursor.setPosition(place)
    return browser.cursorRect(cursor).left()


def test_pieces_begin_and_end_where_the_cursor_does(qtbot: Any) -> None:
    browser = reader(qtbot, "Some words that are many enough to fill more lines than one.\nAnother 𝔸 paragraph.")
    page = Page(browser.document(), 0, browser.document().characterCount())
    (piece,) = page.pieces(5, 10)
    assert abs(piece.rect.left() - cursor_left(browser, 5)) <= 1
    assert abs(piece.rect.right() - cursor_left(browser, 10)) <= 1
    assert piece.rect.top() < piece.baseline < piece.rect.bottom()


def test_a_range_over_lines_and_paragraphs_has_a_piece_for_each_line(qtbot: Any) -> None:
    browser = reader(qtbot, "Some words that are many enough to fill more lines than one.\nAnother paragraph.")
    document = browser.document()
    page = Page(document, 0, document.characterCount())
    lines = sum(block.layout().lineCount() for block in (document.firstBlock(), document.lastBlock()))
    pieces = page.pieces(0, document.characterCount())
    assert len(pieces) == lines >= 3
    tops = [piece.rect.top() for piece in pieces]
    assert tops == sorted(tops)
    assert page.pieces(7, 7) == []


@pytest.mark.parametrize("own", [False, True], ids=["faces of the system", "faces of PaperDesk"])
def test_a_range_over_scripts_of_both_directions_has_a_piece_for_each_stretch(qtbot: Any, own: bool) -> None:
    if own:
        theme.load_chrome_font()
        theme.load_fonts()
    browser = reader(qtbot, "אבג abc דהו")
    pieces = Page(browser.document(), 0, browser.document().characterCount()).pieces(0, 11)
    assert [piece.leftward for piece in pieces] == [True, False, True]
    hebrew, latin, last = pieces
    assert hebrew.begins == hebrew.rect.right() > hebrew.ends > latin.rect.right() - 1
    assert latin.begins == latin.rect.left() > last.rect.right() - 1
    assert last.ends == last.rect.left()


def test_a_range_that_ends_within_the_other_direction_leaves_the_rest_of_it_out(qtbot: Any) -> None:
    browser = reader(qtbot, "אבג abc דהו")
    page = Page(browser.document(), 0, browser.document().characterCount())
    (whole,) = page.pieces(4, 7)
    first, part = page.pieces(0, 5)  # up to and with the a
    assert part.rect.left() == whole.rect.left()
    assert part.rect.right() < whole.rect.right()
    assert first.rect.left() >= whole.rect.right() - 1
