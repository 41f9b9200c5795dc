# SPDX-License-Identifier: MIT
"""The small curve of a rise: its points, how it is read, where it is painted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record, Sighting
from paperdesk.domain.trend import Meeting
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.ui.paper_list.model import PaperRole
from paperdesk.ui.paper_list.spark import Curves, paint_spark, points_of


def meetings(*votes: tuple[str, int | None]) -> list[Meeting]:
    return [Meeting(at, "huggingface", at[:10], upvotes=count) for at, count in votes]


@pytest.fixture
def risen(make_library: Callable[..., Path]) -> Path:
    """Three papers; the first rose over four days, the second was met twice."""
    folder = make_library({}, {}, {})
    with Library(folder) as library:
        for day, first, second in (("01", 3, 1), ("02", 10, 2), ("03", 40, None), ("04", 55, None)):
            for number, count in ((1, first), (2, second)):
                if count is not None:
                    sighting = Sighting("huggingface", f"2024-05-{day}", 1, count)
                    record = Record(title=f"Paper {number}", sighting=sighting, arxiv_id=f"2404.{number:05}")
                    library.add([record], "Met again")
    return folder


def test_a_curve_goes_from_its_first_count_to_its_last() -> None:
    told = meetings(("2026-03-01", 10), ("2026-03-02", 20), ("2026-03-05", 50))
    assert points_of(told) == ((0, 0), (0.25, 0.25), (1, 1))


def test_what_fell_counts_for_nothing_and_the_greater_of_two_holds() -> None:
    told = meetings(("2026-03-01", 10), ("2026-03-02", 30), ("2026-03-02", 12), ("2026-03-03", 25))
    assert points_of(told) == ((0, 0), (0.5, 1), (1, 1))


def test_of_a_paper_met_long_ago_the_last_two_weeks_are_shown() -> None:
    late = [("2026-03-01", 10), ("2026-03-02", 20), ("2026-03-05", 50)]
    assert points_of(meetings(("2024-01-01", 1), *late)) == points_of(meetings(*late))
    assert len(points_of(meetings(("2024-01-01", 1), *late[1:]))) == 3


@pytest.mark.parametrize(
    "votes",
    [
        [],
        [("2026-03-01", 1), ("2026-03-02", 2)],
        [("2026-03-01", 5), ("2026-03-02", 5), ("2026-03-03", 5)],
        [("2026-03-01", 5), ("2026-03-01", 6), ("2026-03-01", 7)],
        [("2026-03-01", 1), ("once", 2), ("2026-03-02", None)],
    ],
)
def test_what_is_no_curve_is_not_shown(votes: list[Any]) -> None:
    assert points_of(meetings(*votes)) == ()


def test_a_screen_of_papers_is_read_at_once_and_kept(risen: Path) -> None:
    with View(risen) as view:
        asked: list[int] = []
        read = view.curves
        view.curves = lambda ids: asked.append(len(ids)) or read(ids)  # type: ignore[method-assign, func-returns-value]
        curves = Curves(view)
        assert len(curves.points(1, [-1, 1, 2, 3])) == 4
        assert curves.points(2, [2, 3]) == curves.points(3, [3]) == ()
        assert asked == [3]
        curves.forget([1])
        assert len(curves.points(1, [1, 2, 3])) == 4
        assert asked == [3, 1]


def test_the_list_and_the_reader_show_it(build_desk: Callable[..., Any], risen: Path) -> None:
    desk = build_desk(risen)
    model, window = desk.window.model, desk.window
    row = model.row_of(PaperId(1))
    assert len(model.index(row).data(PaperRole.CURVE)) == 4
    assert model.index(model.row_of(PaperId(3))).data(PaperRole.CURVE) == ()
    window.paper_list.select_paper(PaperId(1))
    assert "\ufffc" in window.reader.document().begin().next().next().text()
    start = window.reader.abstract_start
    assert window.reader.document().toPlainText()[start:].startswith("An abstract of a few words.")
    window.paper_list.select_paper(PaperId(3))
    assert "\ufffc" not in window.reader.document().toPlainText()


def test_new_votes_are_shown(build_desk: Callable[..., Any], risen: Path, qtbot: Any) -> None:
    desk = build_desk(risen)
    model = desk.window.model
    before = model.index(model.row_of(PaperId(1))).data(PaperRole.CURVE)
    with qtbot.waitSignal(desk.desk.changed), Library(risen) as library:
        sighting = Sighting("huggingface", "2024-05-09", 1, 200)
        library.add([Record(title="Paper 1", sighting=sighting, arxiv_id="2404.00001")], "Met again")
    assert len(model.index(model.row_of(PaperId(1))).data(PaperRole.CURVE)) == len(before) + 1


def test_it_is_painted_within_its_place(qapp: Any) -> None:
    image = QImage(60, 30, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_spark(painter, QRectF(10, 10, 40, 13), ((0, 0), (0.5, 0.2), (1, 1)), "#000000")
    painter.end()
    inked = [(x, y) for x in range(60) for y in range(30) if image.pixelColor(x, y).alpha()]
    assert inked
    assert all(10 <= x < 50 and 10 <= y < 23 for x, y in inked)
