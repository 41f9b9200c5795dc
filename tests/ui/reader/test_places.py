# SPDX-License-Identifier: MIT
"""The bridge between document and stored text: whole tokens, whole characters, nothing beyond the abstract."""

import pytest
from PySide6.QtGui import QTextDocument

from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links
from paperdesk.ui.reader.document import set_paper
from paperdesk.ui.reader.places import Places, units


def places(abstract: str) -> tuple[Places, QTextDocument]:
    paper = Paper(
        PaperId(1), "2404.00001", (), "A title", ("Ada Lovelace",), abstract, "", "", (), (),
        False, False, False, False, 0, Links(), (), "",
    )  # fmt: skip
    document = QTextDocument()
    made = set_paper(document, paper, face="", pixels=16)
    return Places(made.rendering, made.abstract_start), document


def find(document: QTextDocument, text: str) -> tuple[int, int]:
    found = document.find(text)
    assert not found.isNull(), text
    return found.selectionStart(), found.selectionEnd()


def shown_text(document: QTextDocument, first: int, last: int) -> str:
    return document.toRawText().encode("utf-16-le")[2 * first : 2 * last].decode("utf-16-le")


@pytest.mark.parametrize(
    ("abstract", "selected", "stored"),
    [
        ("Plain words here.", "words", "words"),
        (r"Cost $x\mathcal{O}(n^2)$ here.", "𝒪", r"\mathcal{O}"),
        ("A family 👩‍👩‍👧 of three.", "👩‍👩‍👧", "👩‍👩‍👧"),
        ("See https://example.org/a_b for more.", "example", "example"),
        ("数学と物理", "学と", "学と"),
    ],
)
def test_what_is_selected_is_what_is_stored(qapp: object, abstract: str, selected: str, stored: str) -> None:
    bridge, document = places(abstract)
    first, last = find(document, selected)
    found = bridge.stored(first, last)
    assert found is not None
    assert abstract[slice(*found)] == stored
    assert shown_text(document, *bridge.shown(*found)) == selected


def test_part_of_a_token_or_of_a_character_takes_all_of_it(qapp: object) -> None:
    text = "A 👩‍👩‍👧 with cafe\N{COMBINING ACUTE ACCENT} and $x\\mathcal{O}y$."
    bridge, document = places(text)
    start = bridge.first
    emoji = start + 2
    for first, last in ((emoji, emoji + 1), (emoji + 1, emoji + 2), (emoji + 3, emoji + 6)):
        found = bridge.stored(first, last)
        assert found is not None
        assert text[slice(*found)] == "👩‍👩‍👧"
    accent = find(document, "cafe")[1]
    found = bridge.stored(accent, accent + 1)
    assert found is not None
    assert text[slice(*found)] == "e\N{COMBINING ACUTE ACCENT}"
    curly = find(document, "𝒪")[0]
    assert bridge.stored(curly, curly + 1) == bridge.stored(curly + 1, curly + 2) is not None
    assert text[slice(*bridge.stored(curly, curly + 1) or (0, 0))] == r"\mathcal{O}"


def test_a_selection_is_cut_to_the_abstract(qapp: object) -> None:
    bridge, document = places("The abstract.")
    end = document.characterCount() - 1
    assert bridge.stored(0, end) == (0, len("The abstract."))
    assert bridge.stored(0, bridge.first) is None
    assert bridge.stored(bridge.last, end) is None
    assert bridge.stored(bridge.first, bridge.first) is None
    nothing, _ = places("")
    assert nothing.stored(0, 1_000) is None


def test_what_is_not_shown_has_an_empty_place(qapp: object) -> None:
    bridge, _ = places("Short.")
    first, last = bridge.shown(100, 120)
    assert first == last == bridge.last


def test_units_are_those_of_qt() -> None:
    assert list(units("a𝔸é")) == [0, 1, 3, 4]
    assert list(units("ab")) == [0, 1, 2]
