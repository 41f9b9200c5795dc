# SPDX-License-Identifier: MIT
"""Marks in the reader: on exactly the words that were searched and followed, one after the other."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QTextCursor

from paperdesk.domain.conditions import EVERYTHING
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query_text import parse
from paperdesk.domain.record import Links
from paperdesk.domain.searches import SavedSearch, SearchId
from paperdesk.domain.text import storable
from paperdesk.reading.abstract import render, render_line
from paperdesk.search.marking import Marker
from paperdesk.ui.marking import Marking
from paperdesk.ui.reader.marks import ReaderMarks
from paperdesk.ui.reader.view import ReaderView
from paperdesk.ui.theme import Theme


@pytest.fixture(scope="module")
def shown(qapp: Any) -> Iterator[tuple[ReaderView, ReaderMarks]]:
    """A reader, in sight, with its marks."""
    reader = ReaderView()
    reader.resize(500, 300)
    yield reader, ReaderMarks(reader)
    reader.deleteLater()


def paper(
    title: str = "A title", abstract: str = "", authors: tuple[str, ...] = ("Ada Lovelace",), number: int = 1
) -> Paper:
    return Paper(
        PaperId(number), "2404.00001", (), title, authors, abstract, "", "", (), (),
        False, False, False, False, 0, Links(), (), "",
    )  # fmt: skip


def sought(text: str, *watched: tuple[str, str]) -> Marking:
    searches = [SavedSearch(SearchId(n), query, query, colour) for n, (query, colour) in enumerate(watched, 1)]
    return Marking(parse(text, complete=True).condition, searches)


def marked(reader: ReaderView) -> list[str]:
    """The texts that are marked, in the order in which they are painted."""
    return [QTextCursor(selection.cursor).selectedText() for selection in reader.extraSelections()]


def grounds(reader: ReaderView) -> list[str]:
    return [selection.format.background().color().name() for selection in reader.extraSelections()]


def colour(name: str) -> str:
    return QColor(Theme.colours.mark(name)).name()


def test_words_beyond_the_first_plane_and_accents_are_marked_where_they_stand(
    shown: tuple[ReaderView, ReaderMarks],
) -> None:
    reader, marks = shown
    abstract = "𝔸𝔹 a Naïve café, 🧪 naive; the cafe\N{COMBINING ACUTE ACCENT}s of $\\alpha$-naïveté."
    reader.show_paper(paper("🧪 Naïve cafés", abstract, ("🧪 𝔸 Café", "Naive Lee")))
    marks.set_marking(sought("naive cafe"))
    assert marked(reader) == [
        "Naïve", "cafés", "Café", "Naive", "Naïve", "café", "naive", "cafe\N{COMBINING ACUTE ACCENT}s",
    ]  # fmt: skip
    assert marks.count() == 4


def test_rendered_mathematics_moves_no_mark(shown: tuple[ReaderView, ReaderMarks]) -> None:
    reader, marks = shown
    abstract = (
        "\\textbf{Graphs} with $\\mathcal{O}(n^2)$ edges.\n\nA $\\mathbb{R}^{d}$ graph \\emph{of graphs}; $H_2O$ graph."
    )
    reader.show_paper(paper("On $x^2$ graphs", abstract))
    marks.set_marking(sought("graph h2o"))
    assert marked(reader) == ["graphs", "Graphs", "graph", "graphs", "H2O", "graph"]


def test_followed_words_have_their_colour_and_lie_below_the_found_ones(
    shown: tuple[ReaderView, ReaderMarks],
) -> None:
    reader, marks = shown
    reader.show_paper(paper("Graph words", "A graph.", ("Ada Lovelace", "Bo Wu")))
    marks.set_marking(sought("graph", ("author:wu", "blue"), ('"graph words"', "green"), ("title:words", "pink")))
    assert list(zip(marked(reader), grounds(reader), strict=True)) == [
        ("Graph words", colour("green")), ("words", colour("pink")), ("Graph", colour("")),
        ("Wu", colour("blue")), ("graph", colour("")),
    ]  # fmt: skip


def test_a_name_is_not_marked_across_two_authors_and_those_not_named_are_left_out(
    shown: tuple[ReaderView, ReaderMarks],
) -> None:
    reader, marks = shown
    names = ("Bo Ann", "Lee Wu", *(f"Author {n}" for n in range(60)), "Last Lee")
    reader.show_paper(paper("T", "", names))
    marks.set_marking(sought("", ('author:"ann lee"', "blue"), ("lee", "pink"), ("author:bo", "green")))
    assert marked(reader) == ["Bo", "Lee"]


def test_nothing_is_marked_where_there_is_nothing(shown: tuple[ReaderView, ReaderMarks]) -> None:
    reader, marks = shown
    reader.show_paper(paper("Graph", ""))
    marks.set_marking(sought("graph"))
    assert marked(reader) == ["Graph"]
    assert (marks.count(), marks.step(1)) == (0, 0)
    reader.show_paper(None)
    assert marked(reader) == []
    reader.show_paper(paper("Graph", "graph", authors=()))
    assert marked(reader) == ["Graph", "graph"]
    marks.set_marking(None)
    assert marked(reader) == []
    marks.set_marking(Marking(EVERYTHING))
    assert marked(reader) == []


def test_going_from_one_to_the_next_and_round(shown: tuple[ReaderView, ReaderMarks]) -> None:
    reader, marks = shown
    reader.show_paper(
        paper("graph", "A graph, " + "and on. " * 400 + "a Graph " + "and on. " * 400 + "graphs.", number=2)
    )
    reader.show()
    marks.set_marking(sought("graph"))
    places = [marks.step(1) for _ in range(4)]
    assert places == [1, 2, 3, 1]
    assert [marks.step(-1), marks.step(-1)] == [3, 2]
    *others, current = reader.extraSelections()
    assert QTextCursor(current.cursor).selectedText() == "Graph"
    assert current.format.foreground().color().name() == QColor(Theme.colours.paper).name()
    assert len(others) == 4
    view = reader.viewport().rect()
    assert view.contains(reader.cursorRect(QTextCursor(current.cursor)).center())
    reader.refresh()  # another type, or theme
    assert marks.step(1) == 1
    reader.show_paper(paper("graph", "graph and graph", number=3))
    assert marks.step(-1) == 2
    reader.hide()


def test_marks_stay_when_similar_papers_come_and_the_theme_changes(shown: tuple[ReaderView, ReaderMarks]) -> None:
    reader, marks = shown
    reader.show_paper(paper("T", "a graph", number=4))
    marks.set_marking(sought("graph"))
    before = marked(reader)
    reader.set_type("", 24)
    assert marked(reader) == before == ["graph"]


ALPHABET = st.sampled_from(
    [
        *"ab é\n",
        "a\u0301",
        "𝔸",
        "🧪",
        "\u200b",
        "$x^2$",
        "\\alpha",
        "\\emph{",
        "}",
        "ß",
        "\u2028",
        "\r",
        "\t",
        "graph",
        "ﬁ",
    ]
)


@settings(max_examples=120)
@example(["graph"])
@given(st.lists(ALPHABET, max_size=30))
def test_what_is_marked_is_what_the_search_finds(shown: tuple[ReaderView, ReaderMarks], parts: list[str]) -> None:
    reader, marks = shown
    text = storable("".join(parts))
    one_line = " ".join(text.split())
    reader.show_paper(None)
    reader.show_paper(paper(one_line, text, (one_line,) if one_line else ()))
    condition = parse("a OR e OR graph OR x OR α OR ß OR fi OR 🧪", complete=True).condition
    marks.set_marking(Marking(condition))
    marker = Marker(condition)
    expected = []
    for shape, field in ((render_line(one_line).plain, "title"), (render(text).plain, "abstract")):
        expected.append([shape[a:b] for a, b in marker.find(shape, field)])
    found = [mark.replace("\u2029", "\n") for mark in marked(reader)]
    head, tail = expected
    assert found[: len(head)] == head
    assert found[len(found) - len(tail) :] == tail if tail else True
    assert marks.count() == len(tail)


def test_very_many_marks_are_bearable(shown: tuple[ReaderView, ReaderMarks], press: Callable[..., None]) -> None:
    reader, marks = shown
    reader.show_paper(paper("T", "graph word " * 1_700, number=5))
    marks.set_marking(sought("graph", ("word", "blue")))
    assert marks.count() == 1_700
    assert marks.step(-1) == 1_700
