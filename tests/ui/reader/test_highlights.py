# SPDX-License-Identifier: MIT
"""Highlights as they are painted: over exactly what was selected, each to be seen, and the document untouched."""

import gzip
import itertools
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QTextCursor

from paperdesk.domain.annotation import Highlight, HighlightId, select
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.text import storable
from paperdesk.ui.reader.highlights import ReaderHighlights
from paperdesk.ui.reader.view import ReaderView
from paperdesk.ui.theme import DARK, LIGHT, Theme, blend

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "data" / "corpus"
RANGES = 12  # of each abstract
EVERY = 200  # abstract of the corpus is tried
TEXT = (
    "Graphs hold words. A graph of words holds $\\mathcal{O}(n)$ edges; see https://example.org/graph for all of them."
)
Shown = tuple[ReaderView, ReaderHighlights]


@pytest.fixture
def shown(qtbot: Any) -> Shown:
    """A reader in sight, with its highlights."""
    reader = ReaderView()
    qtbot.addWidget(reader)
    reader.resize(600, 400)
    reader.show()
    return reader, ReaderHighlights(reader)


def paper(abstract: str = TEXT, *highlights: Highlight, number: int = 1) -> Paper:
    return Paper(
        PaperId(number), "2404.00001", (), "A title", ("Ada Lovelace",), abstract, "", "", (), (),
        False, False, False, False, 0, Links(), (), "", highlights,
    )  # fmt: skip


def highlight(number: int, quote: str, colour: str = "yellow", note: str = "", text: str = TEXT) -> Highlight:
    start = text.index(quote)
    return Highlight(
        HighlightId(number), PaperId(1), select(text, start, start + len(quote)), colour, note, created="2026-01-01"
    )


def painted(reader: ReaderView) -> list[tuple[str, str]]:
    """The texts that have a ground of their own, each with it."""
    return [
        (QTextCursor(s.cursor).selectedText(), s.format.background().color().name())
        for s in reader.extraSelections()
        if s.format.hasProperty(s.format.Property.BackgroundBrush)
    ]


def ground(*names: str) -> str:
    return QColor(blend(Theme.colours, frozenset(names), len(names))).name()


def test_each_is_painted_in_its_colour_and_a_note_is_marked(shown: Shown) -> None:
    reader, _ = shown
    reader.show_paper(paper(TEXT, highlight(1, "Graphs"), highlight(2, "words", "blue", "why?")))
    assert painted(reader) == [("Graphs", ground("yellow")), ("words", ground("blue"))]
    first, second = (s.format.underlineStyle() for s in reader.extraSelections())
    assert first.name == "NoUnderline"
    assert second.name == "DotLine"
    assert reader.document().toPlainText().count("Graphs") == 1


def test_overlapping_ones_are_cut_and_mixed(shown: Shown) -> None:
    reader, _ = shown
    reader.show_paper(paper(TEXT, highlight(1, "Graphs hold"), highlight(2, "hold words", "blue")))
    assert painted(reader) == [
        ("Graphs ", ground("yellow")), ("hold", ground("yellow", "blue")), (" words", ground("blue")),
    ]  # fmt: skip


def test_touching_ones_of_one_colour_are_told_apart_by_lines(shown: Shown, qtbot: Any) -> None:
    reader, highlights = shown
    reader.show_paper(paper(TEXT, highlight(1, "Graphs "), highlight(2, "hold ")))
    image = grabbed(reader)
    inked = ink_columns(reader, image, "yellow")
    border = cursor_left(reader, highlights.spans[1].start)
    assert border - 8 in inked
    assert border + 8 in inked
    assert border not in inked


def grabbed(reader: ReaderView) -> QImage:
    return reader.viewport().grab().toImage()


def cursor_left(reader: ReaderView, place: int) -> int:
    cursor = QTextCursor(reader.document())
    cursor.setPosition(place)
    return reader.cursorRect(cursor).left()


def ink_columns(reader: ReaderView, image: QImage, colour: str) -> set[int]:
    ink = QColor(Theme.colours.ink(colour)).rgb()
    return {x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == ink}


def test_links_under_a_highlight_are_readable(shown: Shown) -> None:
    reader, _ = shown
    reader.show_paper(paper(TEXT, highlight(1, "see https://example", "pink")))
    (inked,) = [s for s in reader.extraSelections() if s.format.fontUnderline()]
    assert QTextCursor(inked.cursor).selectedText() == "https://example"
    assert inked.format.foreground().color().name() == QColor(Theme.colours.text).name()


def test_a_draft_is_there_at_once_and_goes_when_the_paper_comes(shown: Shown) -> None:
    reader, highlights = shown
    reader.show_paper(paper())
    highlights.draft(0, 6, "green")
    assert painted(reader) == [("Graphs", ground("green"))]
    reader.show_paper(paper(TEXT, highlight(1, "Graphs", "green")))
    assert [span.id for span in highlights.spans] == [1]
    highlights.draft(7, 11, "green")
    highlights.drop()
    assert painted(reader) == [("Graphs", ground("green"))]
    highlights.draft(7, 11, "green")
    reader.show_paper(paper("Another text.", number=2))
    assert painted(reader) == []


def test_new_highlights_do_not_set_the_text_anew(shown: Shown, qtbot: Any) -> None:
    reader, _ = shown
    reader.show_paper(paper())
    with qtbot.assertNotEmitted(reader.was_set):
        reader.show_paper(paper(TEXT, highlight(1, "Graphs")))
    assert painted(reader) == [("Graphs", ground("yellow"))]
    reader.show_paper(None)
    assert painted(reader) == []


def test_those_over_a_place_come_shortest_first(shown: Shown) -> None:
    reader, highlights = shown
    reader.show_paper(paper(TEXT, highlight(1, "Graphs hold words"), highlight(2, "hold", "blue")))
    at = highlights.spans[1].start
    assert highlights.at(at) == [2, 1]
    assert highlights.at(highlights.spans[0].end) == []
    assert [highlights.neighbour(1), highlights.neighbour(-1)] == [1, 2]
    highlights.reveal(HighlightId(2))
    assert (highlights.neighbour(1), highlights.neighbour(-1)) == (1, 1)
    assert highlights.chosen is not None
    assert highlights.chosen.colour == "blue"


def test_what_is_gone_is_chosen_no_more(shown: Shown, qtbot: Any) -> None:
    reader, highlights = shown
    reader.show_paper(paper(TEXT, highlight(1, "Graphs")))
    highlights.choose(HighlightId(1))
    assert highlights.edges() is not None
    with qtbot.waitSignal(highlights.chosen_changed):
        reader.show_paper(paper())
    assert highlights.chosen is None
    assert highlights.edges() is None


def test_a_detached_one_is_shown_nowhere_in_the_text(shown: Shown) -> None:
    reader, highlights = shown
    reader.show_paper(paper(TEXT, replace(highlight(1, "Graphs"), detached=True)))
    assert highlights.spans == []
    assert painted(reader) == []


def test_very_many_are_painted_under_the_text_in_the_same_colours(shown: Shown) -> None:
    reader, highlights = shown
    text = "word " * 120
    many = [
        Highlight(HighlightId(n), PaperId(1), select(text, 5 * n, 5 * n + 4), "blue", "n" if n % 2 else "")
        for n in range(100)
    ]
    reader.show_paper(paper(text, *many))
    image = grabbed(reader)
    place = (cursor_left(reader, highlights.spans[3].start) + 2, _middle(reader, highlights.spans[3].start))
    assert image.pixelColor(*place).name() == ground("blue")
    gap = highlights.spans[3].end
    assert image.pixelColor(cursor_left(reader, gap) + 1, _middle(reader, gap)).name() == Theme.colours.paper.lower()


def _middle(reader: ReaderView, place: int) -> int:
    cursor = QTextCursor(reader.document())
    cursor.setPosition(place)
    return reader.cursorRect(cursor).top() + 1


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_every_mixture(colours: Any) -> None:
    for count in range(1, len(COLOURS) + 1):
        for names in itertools.combinations(COLOURS, count):
            for depth in range(count, count + 4):
                assert contrast(blend(colours, frozenset(names), depth), colours.text) >= 5.3
    for name in COLOURS:
        assert contrast(colours.ink(name), colours.paper) >= 3
        assert contrast(colours.ink(name), colours.window) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- the real abstracts --------------------------------------------------------------------------------


def real_abstracts() -> list[str]:
    hard = (CORPUS / "hardcases.jsonl").read_text("utf-8").splitlines()
    with gzip.open(CORPUS / "abstracts.jsonl.gz", "rt", encoding="utf-8") as file:
        plain = list(itertools.islice(file, 0, 40_000, EVERY))
    made = [
        "Tests 👩‍👩‍👧‍👦, 🇸🇪 and 👍🏽 of cafe\N{COMBINING ACUTE ACCENT}s; $\\mathcal{O}(n)$ 👩🏽‍🚀 at https://example.org/👍.",
        "数学の $x_1^2$ を \\emph{強調} する。नमस्ते दुनिया। שלום $\\alpha$ עולם.",
    ]
    return made + [storable(str(json.loads(line).get("abstract") or "")) for line in hard + plain]


@pytest.mark.skipif(not CORPUS.exists(), reason="the real abstracts are not here")
def test_every_selectable_range_is_painted_again_over_the_same_characters(qtbot: Any) -> None:
    """Select, store, load into another reader in another type: the same characters are painted there."""
    rng = random.Random(4)
    made, loaded = ReaderView(), ReaderView()
    for reader in (made, loaded):
        qtbot.addWidget(reader)
    loaded.set_type("", 22)
    selecting, painting = ReaderHighlights(made), ReaderHighlights(loaded)
    tried = 0
    for abstract in real_abstracts():
        made.show_paper(None)
        made.show_paper(paper(abstract))
        places = selecting.places
        assert places is not None
        for _ in range(RANGES):
            first, last = sorted(selectable(made, rng, places.first, places.last) for _ in range(2))
            stored = places.stored(first, last)
            if stored is None:
                assert first == last
                continue
            quote = Highlight(HighlightId(1), PaperId(1), select(abstract, *stored), "yellow")
            loaded.show_paper(None)
            loaded.show_paper(paper(abstract, quote))
            (span,) = painting.spans
            assert (span.start, span.end) == places.shown(*stored)
            assert_only_tokens_are_wider(places, (first, last), (span.start, span.end))
            assert painting.places is not None
            assert painting.places.stored(span.start, span.end) == stored
            assert text_between(loaded, span.start, span.end) == "".join(t for t, _ in painted(loaded))
            tried += 1
    assert tried > 4_000


def selectable(reader: ReaderView, rng: random.Random, first: int, last: int) -> int:
    """A place where Qt lets a cursor stand."""
    place = rng.randint(first, last)
    block = reader.document().findBlock(place)
    while not block.layout().isValidCursorPosition(place - block.position()):
        place += 1
    return min(place, last)


def text_between(reader: ReaderView, first: int, last: int) -> str:
    cursor = QTextCursor(reader.document())
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def assert_only_tokens_are_wider(places: Any, selected: tuple[int, int], shown: tuple[int, int]) -> None:
    """What is shown beyond the selection belongs to a character or token of which a part was selected."""
    assert shown[0] <= selected[0] < selected[1] <= shown[1]
    for beyond, within in (
        (range(shown[0], selected[0]), selected[0]),
        (range(selected[1], shown[1]), selected[1] - 1),
    ):
        edge = places.stored(within, within + 1)
        for place in beyond:
            one = places.stored(place, place + 1)
            assert one is not None
            assert edge is not None
            assert one[0] < edge[1]
            assert edge[0] < one[1]
