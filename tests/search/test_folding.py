# SPDX-License-Identifier: MIT
"""What counts as the same when texts are compared, and the way back."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperdesk.search.folding import folded, folded_with_places

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İSTANBUL", "istanbul"),
        ("Diyarbakır", "DIYARBAKIR"),
        ("naïve", "NAI\u0308VE"),
        ("Straße", "STRASSE"),
        ("Łukasz Søren Đorđe", "lukasz soren dorde"),
        ("ﬁne Ægir œuvre", "fine aegir oeuvre"),
        ("ap\u00adproach", "approach"),
        ("می\u200cخواهم", "میخواهم"),
        ("ＧＰＴ４", "gpt4"),
        ("𝛼-helix", "α-helix"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("データ", "テ\u3099ータ"),
    ],
    ids=["dotted-i", "dotless-i", "decomposed", "sharp-s", "strokes", "ligatures", "soft-hyphen", "joiner", "wide",
         "mathematical", "jamo", "kana"],
)  # fmt: skip
def test_these_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_a_voiced_kana_is_another_letter() -> None:
    assert folded("が") != folded("か")


@given(TEXTS)
def test_case_does_not_matter_where_python_can_take_it_back(text: str) -> None:
    if text.upper().lower() == text.lower():
        assert folded(text.lower()) == folded(folded(text.lower()))


@given(TEXTS)
def test_precomposed_and_decomposed_are_the_same(text: str) -> None:
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))


@given(TEXTS)
@example("\u0301\u0301e\u0301\u00ad")
@example("\u1100\u1161\u11a8가\u3099")
@example("ΐﬃ\u0345Ω")
def test_every_folded_character_has_its_place(text: str) -> None:
    shape, starts, ends = folded_with_places(text)
    assert shape == folded(text)
    assert len(shape) == len(starts) == len(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)
    assert ends == sorted(ends)


@given(st.text("abcXYZ éÉß한ﬁ\u0301", max_size=30))
def test_the_original_of_a_folded_character_folds_to_it(text: str) -> None:
    shape, starts, ends = folded_with_places(text)
    for place, character in enumerate(shape):
        assert character in folded(text[starts[place] : ends[place]])
