# SPDX-License-Identifier: MIT
"""Text from outside becomes storable without losing its length, and comparable without losing its words."""

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.text import folded, one_line, storable, visible

any_text = st.text(st.characters(codec=None, exclude_categories=()))


@given(any_text)
@example("a\0b")
@example("\ud800")
@example("a\udfffé\0")
@example("\ufffe\uffff")
@settings(max_examples=200)
def test_storable_text_comes_back_from_sqlite_at_its_length(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert sqlite3.connect(":memory:").execute("SELECT ?, length(?)", (stored, stored)).fetchone() == (
        stored,
        len(text),
    )
    assert storable(stored) == stored


def test_only_what_cannot_be_stored_is_replaced() -> None:
    assert storable("é\0\ud800😀\u202e") == "é\ufffd\ufffd😀\u202e"
    assert storable("plain\0") == "plain\ufffd"


def test_one_line_has_no_break_and_no_blank_at_its_ends() -> None:
    assert one_line(" a\r\n\tb\u2028c\u00a0 d ") == "a b c d"


def test_visible_text_hides_nothing_and_keeps_joiners() -> None:
    assert visible("a\u202eb\u200bc\ufeff") == "abc"
    assert visible("👩\u200d🔬 می\u200cخواهم") == "👩\u200d🔬 می\u200cخواهم"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Gödel's  Theorem", "GODEL S THEOREM"),
        ("Straße", "STRASSE"),
        ("ﬁne", "fine"),
        ("a_b-c", "A B C"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_spellings_of_one_text_fold_to_one(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@given(any_text)
@settings(max_examples=200)
def test_folded_text_is_folded(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert once == once.strip()
    assert "  " not in once


@given(st.text(st.characters(max_codepoint=127)))
@settings(max_examples=100)
def test_plain_text_folds_as_any_other(text: str) -> None:
    assert folded(text) == folded(text + "é").removesuffix("e").strip()
