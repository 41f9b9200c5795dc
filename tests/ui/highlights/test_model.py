# SPDX-License-Identifier: MIT
"""The model of all highlights: ids at once, rows some at a time and only when they are looked at."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import HighlightId, HighlightRow
from paperdesk.domain.paper import PaperId
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.highlights.model import HighlightListModel, HighlightRole


class Rows:
    """A library of very many highlights, four a paper, that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()

    def highlight_rows(self, ids: Sequence[HighlightId]) -> dict[HighlightId, HighlightRow]:
        self.asked += ids
        return {h: self._row(h) for h in ids if h not in self.gone}

    def _row(self, h: HighlightId) -> HighlightRow:
        return HighlightRow(
            h, PaperId(h // 4), "k", f"Paper ${h // 4}$", f"quote $x^{h % 10}$", "green", "*n*", ("t",), h % 2 > 0, ""
        )


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def model(qapp: Any, rows: Rows) -> Iterator[HighlightListModel]:
    parent = QObject()
    yield HighlightListModel(rows, ColourNames(Settings(), parent), parent)  # type: ignore[arg-type]
    parent.deleteLater()


def test_fifty_thousand_cost_no_row_until_one_is_looked_at(model: HighlightListModel, rows: Rows) -> None:
    model.show(array("q", range(50_000)))
    assert model.rowCount() == 50_000
    assert rows.asked == []
    model.index(30_000).data()
    assert 0 < len(rows.asked) < 100


def test_each_paper_is_named_once(model: HighlightListModel) -> None:
    model.show(array("q", range(2, 10)))
    firsts = [model.index(n).data(HighlightRole.FIRST) for n in range(8)]
    assert firsts == [True, False, True, False, False, False, True, False]


def test_what_a_row_says(model: HighlightListModel) -> None:
    model.show(array("q", [12, 13]))
    index = model.index(1)
    assert (index.data(HighlightRole.QUOTE), index.data(HighlightRole.TITLE)) == ("quote x3", "Paper 3")
    assert index.data(HighlightRole.COLOUR_NAME) == "Method"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Method, quote x3, note: *n*, tag t, has lost its place, in Paper 3"
    )


def test_one_that_is_gone_is_none(model: HighlightListModel, rows: Rows) -> None:
    rows.gone = {5}
    model.show(array("q", [4, 5, 6]))
    assert model.highlight_at(model.index(1)) is None
    assert model.index(1).data() is None
    assert model.index(2).data(HighlightRole.FIRST)
    assert (model.row_of(HighlightId(6)), model.row_of(HighlightId(7))) == (2, -1)


def test_rows_are_fetched_anew_when_asked(model: HighlightListModel, rows: Rows, qtbot: Any) -> None:
    model.show(array("q", [1]))
    model.index(0).data()
    before = len(rows.asked)
    model.index(0).data()
    assert len(rows.asked) == before
    with qtbot.waitSignal(model.dataChanged):
        model.forget()
    model.index(0).data()
    assert len(rows.asked) > before
