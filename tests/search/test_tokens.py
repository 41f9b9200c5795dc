# SPDX-License-Identifier: MIT
"""How texts are cut into words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.search.tokens import LONGEST, marked_words, spans, words

TEXTS = st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("State-of-the-art GPT-4, x_1!", ["state", "of", "the", "art", "gpt", "4", "x", "1"]),
        ("10.48550/arXiv.2404.18212", ["10", "48550", "arxiv", "2404", "18212"]),
        ("深度学习 model", ["深", "度", "学", "习", "model"]),
        ("모델을", ["모", "델", "을"]),
        ("🤗Transformers", ["🤗", "transformers"]),
        ("हिन्दी भाषा", ["हिनदी", "भाषा"]),
        ("… — *** ", []),
        ("l’été", ["l", "ete"]),
        ("$\\alpha^{2}$", ["alpha", "2"]),
    ],
    ids=["joined", "identifier", "han", "hangul", "emoji", "devanagari", "nothing", "french", "tex"],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_is_compared_up_to_a_length() -> None:
    assert words("a" * 1000) == ["a" * LONGEST] == words("a" * 65)


@given(TEXTS)
def test_spans_are_the_words_with_their_places(text: str) -> None:
    found = spans(text)
    assert [span.word for span in found] == words(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(found))


@given(TEXTS)
def test_a_span_holds_its_word(text: str) -> None:
    for span in spans(text):
        assert span.word in words(text[span.start : span.end])


@given(TEXTS, TEXTS)
def test_a_line_break_parts_words(one: str, other: str) -> None:
    assert words(f"{one}\n{other}") == words(one) + words(other)


@given(st.text("ab\x0e\x10\x1f\x15 ", max_size=20))
def test_no_text_forges_the_marks_between_fields(text: str) -> None:
    assert not set(words(text)) & set("\x0e\x10\x1f\x15")


def test_marks_stay_where_they_are_wanted() -> None:
    assert marked_words("\x0eA b\x1fc\x0f") == ["\x0e", "a", "b", "\x1f", "c", "\x0f"]
    assert marked_words("\x0eÄ\x1f学\x0f") == ["\x0e", "a", "\x1f", "学", "\x0f"]
