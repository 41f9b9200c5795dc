# SPDX-License-Identifier: MIT
"""What a row looks like: one height, text cut at words, chips, and nothing that a title can do to it."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.query import Section
from paperdesk.ui.paper_list.delegate import ROW_HEIGHT, PaperDelegate, _tag_labels, _title_lines
from paperdesk.ui.paper_list.model import PaperRole
from paperdesk.ui.theme import LIGHT

LONG = (
    "Low Rank Matrix Completion via Robust Alternating Minimization in Nearly Linear Time and Other Tales of Matrices"
)


def row(**differing: Any) -> PaperRow:
    plain: dict[str, Any] = {
        "id": PaperId(1),
        "key": "2404.00001",
        "title": "A title",
        "authors": ("Ada Lovelace", "Alan Turing"),
        "author_count": 2,
        "day": "2024-04-28",
        "source": "huggingface",
        "upvotes": 12,
        "tags": (),
        "read": False,
        "starred": False,
        "later": False,
        "archived": False,
        "added": "2024-04-28T00:00:00.000Z",
    }
    return PaperRow(**{**plain, **differing})


class OneRow(QAbstractListModel):
    """A list of one row, or of one header."""

    def __init__(self, paper: PaperRow | None, section: Section | None = None, new: bool = False) -> None:
        super().__init__()
        self._answers = {PaperRole.ROW: paper, PaperRole.SECTION: section, PaperRole.NEW: new}
        self._answers[Qt.ItemDataRole.DisplayRole] = paper.title if paper else ""

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own signature
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        return self._answers.get(role)


def painted(model: OneRow, width: int = 400, state: QStyle.StateFlag = QStyle.StateFlag.State_None) -> QImage:
    """The row as it is painted on paper."""
    image = QImage(width, ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.paper))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, ROW_HEIGHT)
    option.state = state
    option.font = QFont("Inter")
    painter = QPainter(image)
    PaperDelegate().paint(painter, option, model.index(0))
    painter.end()
    return image


def has_colour(image: QImage, colour: str, place: QRect) -> bool:
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(place.left(), place.right() + 1)
        for y in range(place.top(), place.bottom() + 1)
    )


DOT = QRect(10, 10, 12, 40)


def test_every_row_has_one_height(desk: Any) -> None:
    view = desk.window.paper_list
    heights = {view.visualRect(view.model().index(number)).height() for number in range(view.model().rowCount())}
    assert heights == {ROW_HEIGHT}
    assert view.uniformItemSizes()


def test_unread_is_a_dot_and_weight(qapp: Any) -> None:
    unread, read = painted(OneRow(row())), painted(OneRow(row(read=True)))
    assert has_colour(unread, LIGHT.accent, DOT)
    assert not has_colour(read, LIGHT.accent, DOT)
    assert has_colour(unread, LIGHT.text, QRect(30, 9, 300, 30))
    assert not has_colour(read, LIGHT.text, QRect(30, 9, 300, 30))


def test_a_selected_row_has_a_bar_at_its_edge(qapp: Any) -> None:
    image = painted(OneRow(row()), state=QStyle.StateFlag.State_Selected)
    assert image.pixelColor(1, 40).name().upper() == LIGHT.accent
    assert image.pixelColor(200, 70).name().upper() == LIGHT.selected


def test_a_star_and_a_badge_change_the_line_of_facts(qapp: Any) -> None:
    foot = QRect(200, 45, 200, 25)
    assert has_colour(painted(OneRow(row(starred=True))), LIGHT.star, foot)
    assert has_colour(painted(OneRow(row(), new=True)), LIGHT.badge, foot)
    assert has_colour(painted(OneRow(row(tags=("ml",)))), LIGHT.chip, foot)
    plain = painted(OneRow(row()))
    assert painted(OneRow(row(noted=True))).copy(foot) != plain.copy(foot)
    assert not any(has_colour(plain, colour, foot) for colour in (LIGHT.star, LIGHT.badge, LIGHT.chip))


def test_a_long_title_is_cut_at_a_word(qapp: Any) -> None:
    first, second = _title_lines(QFont("Inter"), LONG, 330, read=False)
    assert LONG.startswith(f"{first} ")
    assert second.endswith(" …")
    kept = second.removesuffix(" …")
    assert kept
    assert f"{first} {kept} " in LONG


def test_a_word_without_end_is_cut_inside(qapp: Any) -> None:
    lines = _title_lines(QFont("Inter"), "W" * 5_000, 330, read=False)
    assert len(lines) == 2
    assert lines[1].endswith("W…")


def test_a_short_title_stays_whole(qapp: Any) -> None:
    assert _title_lines(QFont("Inter"), "Segment Anything", 330, read=True) == ["Segment Anything"]
    assert _title_lines(QFont("Inter"), "", 330, read=True) == [""]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.integers(20, 900))
def test_any_title_breaks_into_two_lines_that_fit(qapp: Any, title: str, width: int) -> None:
    lines = _title_lines(QFont("Inter"), title, width, read=True)
    assert len(lines) in (1, 2)


@pytest.mark.parametrize(
    "title",
    [
        "x" * 100_000,
        "word " * 20_000,
        "שלום עולם " * 30,
        "👩‍🔬🧪" * 50,
        "e" + "\u0301" * 5_000,
        "<h1>big</h1><img src=file:///etc/passwd>",
    ],
    ids=["100k letters", "100k in words", "hebrew", "emoji", "5000 accents", "html"],
)
@pytest.mark.parametrize("width", [60, 400, 2_000])
def test_no_title_breaks_the_painting(qapp: Any, title: str, width: int) -> None:
    image = painted(OneRow(row(title=title)), width)
    assert has_colour(image, LIGHT.hairline, QRect(31, ROW_HEIGHT - 2, 20, 2))


def test_markup_is_shown_as_it_is_written(qapp: Any) -> None:
    metrics = QFontMetrics(QFont("Inter"))
    assert _title_lines(QFont("Inter"), "<b>x</b>", 400, read=True) == ["<b>x</b>"]
    assert _tag_labels(metrics, ["<i>t"], 400) == ["#<i>t"]


@pytest.mark.parametrize(
    ("tags", "room", "labels"),
    [
        ((), 400, []),
        (("ml",), 400, ["#ml"]),
        (("a/b/ml", "rl", "cv"), 400, ["#ml", "#rl", "#cv"]),
        (("a", "b", "c", "d", "e"), 400, ["#a", "#b", "#c", "+2"]),
        (("a", "b", "c"), 80, ["#a", "#b", "+1"]),
        (("a", "b"), 0, ["+2"]),
    ],
    ids=["none", "one", "three", "five", "little room", "no room"],
)
def test_at_most_three_chips(qapp: Any, tags: Sequence[str], room: int, labels: list[str]) -> None:
    assert _tag_labels(QFontMetrics(QFont("Inter", 9)), tags, room) == labels


def test_a_chip_is_never_wide(qapp: Any) -> None:
    (label,) = _tag_labels(QFontMetrics(QFont("Inter", 9)), ["an-endless-name-of-a-tag-" * 8], 400)
    assert label.endswith("…")
    assert QFontMetrics(QFont("Inter", 9)).horizontalAdvance(label) < 120


def test_headers_are_painted_for_every_day_there_is(qapp: Any) -> None:
    blank = painted(OneRow(None))
    for day in ("2024-04-28", "2024-04", "2024", ""):
        assert painted(OneRow(None, Section(day, 0, 2, 1))) != blank
