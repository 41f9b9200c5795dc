# SPDX-License-Identifier: MIT
"""The margin's rows: note, highlights in the order of the text, those that lost their place; filtered by colour and tag."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.margin.model import Entry, Kind, MarginModel, MarginRole

TEXT = "Graphs hold words, and words hold graphs."


def highlight(number: int, quote: str, colour: str = "yellow", tags: tuple[str, ...] = ()) -> Highlight:
    start = TEXT.index(quote)
    return Highlight(HighlightId(number), PaperId(1), select(TEXT, start, start + len(quote)), colour, "", tags)


PAPER = Paper(
    PaperId(1), "2404.00001", (), "A title", ("Ada",), TEXT, "", "", (), (), False, False, False, False, 0, Links(), (), "",
    (
        highlight(1, "Graphs", tags=("method/graphs",)),
        highlight(2, "hold words", "blue", ("cite",)),
        replace(highlight(3, "and words", "pink"), detached=True, note="gone"),
    ),
    "The note.",
)  # fmt: skip


@pytest.fixture
def model(qapp: Any) -> Iterator[MarginModel]:
    parent = QObject()
    made = MarginModel(ColourNames(Settings(), parent), lambda h: h.selector.exact, parent)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_paper(PAPER)
    yield made
    tester.deleteLater()


def rows(model: MarginModel) -> list[tuple[str, str]]:
    entries = [model.index(n).data(MarginRole.ENTRY) for n in range(model.rowCount())]
    return [(entry.kind.value, entry.text) for entry in entries if isinstance(entry, Entry)]


def test_note_then_highlights_then_those_without_a_place(model: MarginModel) -> None:
    assert rows(model) == [
        ("note", "The note."), ("highlight", "Graphs"), ("highlight", "hold words"),
        ("heading", "Lost their place when the text changed"), ("highlight", "and words"),
    ]  # fmt: skip
    assert model.count == 3
    assert model.index(3).flags() == Qt.ItemFlag.NoItemFlags


@pytest.mark.parametrize(
    ("colours", "tag", "shown"),
    [
        (("blue",), "", ["hold words"]),
        (("blue", "yellow"), "", ["Graphs", "hold words"]),
        ((), "Method", ["Graphs"]),
        ((), "method/graphs", ["Graphs"]),
        ((), "meth", []),
        (("blue",), "method", []),
    ],
)
def test_colours_and_tags_are_asked_for(
    model: MarginModel, colours: tuple[str, ...], tag: str, shown: list[str]
) -> None:
    model.filter(colours, tag)
    assert [text for kind, text in rows(model) if kind == Kind.HIGHLIGHT] == shown
    assert model.is_filtered
    assert ("note", "The note.") not in rows(model)


def test_what_is_said_of_a_row(model: MarginModel) -> None:
    spoken = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in (0, 1, 4)]
    assert spoken == [
        "Note on the paper: The note.",
        "Key idea, Graphs, tag method/graphs",
        "Question, and words, note: gone, has lost its place",
    ]
    assert model.index(2).data(MarginRole.COLOUR_NAME) == "Result"
    assert model.tags() == ["cite", "method/graphs"]


def test_a_change_of_a_row_resets_nothing(model: MarginModel, qtbot: Any) -> None:
    changed = replace(PAPER, highlights=(replace(PAPER.highlights[0], colour="green"), *PAPER.highlights[1:]))
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show_paper(changed)
    with qtbot.waitSignal(model.modelReset):
        model.show_paper(replace(PAPER, highlights=PAPER.highlights[:1]))
    assert model.row_of(HighlightId(1)) == 1
    assert model.row_of(HighlightId(2)) == -1
    model.show_paper(None)
    assert (model.rowCount(), model.count, model.tags()) == (0, 0, [])
