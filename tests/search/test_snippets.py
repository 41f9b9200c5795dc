# SPDX-License-Identifier: MIT
"""The piece of a text that shows why it was found."""

from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.conditions import All, Any, Not, Phrase, Word
from paperdesk.search.marking import Marker
from paperdesk.search.snippets import ELLIPSIS, snippet

LONG = "one two three four five six seven eight nine ten " * 20


def shown(text: str, *asked: str, width: int = 60) -> tuple[str, list[str]]:
    piece = snippet(text, Marker(Any(tuple(map(Word, asked)))), width)
    return piece.text, [piece.text[start:end] for start, end in piece.marks]


def test_a_short_text_is_shown_whole() -> None:
    assert shown("A model\nof models", "model") == ("A model of models", ["model", "models"])


def test_without_a_place_it_is_the_beginning() -> None:
    text, marks = shown(LONG, "nothing")
    assert (text.startswith("one two three"), text.endswith(ELLIPSIS), marks) == (True, True, [])


def test_the_piece_has_as_many_different_words_as_can_be() -> None:
    text = f"{LONG} alpha alpha alpha {LONG} alpha and beta {LONG} beta beta"
    piece, marks = shown(text, "alpha", "beta")
    assert marks == ["alpha", "beta"]
    assert piece.startswith(ELLIPSIS)
    assert piece.endswith(ELLIPSIS)


def test_of_pieces_with_as_many_words_the_one_with_more_places_is_shown_and_else_the_first() -> None:
    assert shown(f"alpha {LONG} alpha alpha {LONG} alpha", "alpha")[1] == ["alpha", "alpha"]
    assert shown(f"1 alpha {LONG} 2 alpha", "alpha")[0].startswith("1 alpha")


def test_it_is_cut_between_words() -> None:
    text, _ = shown(f"{LONG} alpha {LONG}", "alpha")
    assert set(text.strip(ELLIPSIS).split()) <= {*LONG.split(), "alpha"}


def test_of_a_place_that_is_wider_than_the_piece_the_beginning_is_shown() -> None:
    phrase = " ".join(f"word{n}" for n in range(20))
    piece = snippet(f"{LONG} {phrase} {LONG}", Marker(Phrase(phrase)), 40)
    assert [piece.text[start:end] for start, end in piece.marks] == [phrase[:40]]


@given(
    st.text("ab c\n한é\u0301.", max_size=200),
    st.lists(st.text("abcé한", min_size=1, max_size=3), max_size=3),
    st.integers(1, 50),
)
def test_it_is_a_piece_of_the_text_with_marks_on_what_was_found(text: str, asked: list[str], width: int) -> None:
    marker = Marker(All((*map(Word, asked), Not(Word("b")))))
    piece = snippet(text, marker, width)
    assert "\n" not in piece.text
    inner = piece.text.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
    assert len(inner) <= width
    assert inner in text.replace("\n", " ")
    whole = {text[start:end].replace("\n", " ") for start, end in marker.find(text)}
    assert all(0 <= start < end <= len(piece.text) for start, end in piece.marks)
    assert all(any(piece.text[start:end] in place for place in whole) for start, end in piece.marks)
    assert bool(piece.marks) == bool(whole)
