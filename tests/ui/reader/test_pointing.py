# SPDX-License-Identifier: MIT
"""The mouse over highlights: exactly over their text, and nowhere beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.ui.reader.highlights import ReaderHighlights
from paperdesk.ui.reader.pointing import Pointing
from paperdesk.ui.reader.view import ReaderView

TEXT = "Graphs hold words. " * 6 + "\n\nAnother paragraph of them."
Parts = tuple[ReaderView, ReaderHighlights, Pointing]


@pytest.fixture
def parts(qtbot: Any) -> Iterator[Parts]:
    reader = ReaderView()
    qtbot.addWidget(reader)
    reader.resize(500, 400)
    reader.show()
    highlights = ReaderHighlights(reader)
    pointing = Pointing(reader, highlights)
    quotes = (highlight(1, 7, 18), highlight(2, 12, 17))
    reader.show_paper(
        Paper(
            PaperId(1), "2404.00001", (), "A title", ("Ada",), TEXT, "", "", (), (),
            False, False, False, False, 0, Links(), (), "", quotes,
        )
    )  # fmt: skip
    yield reader, highlights, pointing
    pointing.stop()


def highlight(number: int, start: int, end: int) -> Highlight:
    return Highlight(HighlightId(number), PaperId(1), select(TEXT, start, end), "yellow")


def over(reader: ReaderView, place: int, across: int = 2) -> QPoint:
    """A point in the letter that stands at `place` in the abstract."""
    cursor = QTextCursor(reader.document())
    cursor.setPosition(reader.abstract_start + place)
    rect = reader.cursorRect(cursor)
    return QPoint(rect.left() + across, rect.center().y())


def move(reader: ReaderView, place: QPoint) -> None:
    where = QPointF(reader.viewport().mapToGlobal(place))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(reader.viewport(), event)


def test_a_click_brings_all_that_lie_there_the_shortest_first(parts: Parts, qtbot: Any) -> None:
    reader, _, pointing = parts
    for place, ids in ((12, [2, 1]), (8, [1])):
        with qtbot.waitSignal(pointing.clicked) as clicked:
            QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=over(reader, place))
        assert clicked.args[0] == ids


@pytest.mark.parametrize("place", [5, 18, 40])
def test_a_click_beside_them_is_one_away(parts: Parts, qtbot: Any, place: int) -> None:
    reader, _, pointing = parts
    with qtbot.waitSignal(pointing.clicked_away), qtbot.assertNotEmitted(pointing.clicked):
        QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=over(reader, place))


def test_the_right_half_of_a_letter_is_still_that_letter(parts: Parts, qtbot: Any) -> None:
    reader, highlights, _ = parts
    first, last = over(reader, 7, 0), over(reader, 18, 0)
    for point, found in ((first - QPoint(2, 0), []), (first + QPoint(1, 0), [1]), (last - QPoint(1, 0), [1])):
        assert highlights.at_point(QPointF(point)) == found
    assert highlights.at_point(QPointF(first.x(), reader.viewport().height() - 5)) == []


def test_selecting_is_no_click(parts: Parts, qtbot: Any) -> None:
    reader, _, pointing = parts
    with qtbot.assertNotEmitted(pointing.clicked), qtbot.assertNotEmitted(pointing.clicked_away):
        QTest.mousePress(reader.viewport(), Qt.MouseButton.LeftButton, pos=over(reader, 8))
        QTest.mouseRelease(reader.viewport(), Qt.MouseButton.LeftButton, pos=over(reader, 14))


def test_resting_on_one_is_told_after_a_moment_and_leaving_it_too(parts: Parts, qtbot: Any) -> None:
    reader, _, pointing = parts
    with qtbot.waitSignal(pointing.rested) as rested:
        move(reader, over(reader, 8))
    assert rested.args[0] == [1]
    with qtbot.waitSignal(pointing.left):
        move(reader, over(reader, 40))
    with qtbot.assertNotEmitted(pointing.rested):
        move(reader, over(reader, 41))


def test_handles_are_those_of_the_chosen_one_alone(parts: Parts, qtbot: Any) -> None:
    reader, highlights, pointing = parts
    move(reader, over(reader, 7, 0) - QPoint(0, 8))
    assert reader.viewport().cursor().shape() is not Qt.CursorShape.SizeHorCursor
    highlights.choose(HighlightId(1))
    edges = highlights.edges()
    assert edges is not None
    move(reader, edges[0].toPoint())
    assert reader.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor
    move(reader, over(reader, 40))
    assert reader.viewport().cursor().shape() is not Qt.CursorShape.SizeHorCursor
    assert pointing.step_edge(1, 1) is not None
    highlights.choose(None)
    assert pointing.step_edge(1, 1) is None


def test_an_edge_passes_neither_the_other_one_nor_the_abstract(parts: Parts) -> None:
    reader, highlights, pointing = parts
    highlights.choose(HighlightId(2))
    assert pointing.step_edge(0, 1) is None  # it would leave nothing
    start = pointing.step_edge(0, -1)
    assert start is not None
    assert start[0] == reader.abstract_start + 7
