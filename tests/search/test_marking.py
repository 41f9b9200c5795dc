# SPDX-License-Identifier: MIT
"""What is marked in a text."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.conditions import EVERYTHING, All, Any, Condition, Marked, Not, Phrase, Word
from paperdesk.search.documents import Document
from paperdesk.search.index import Index
from paperdesk.search.marking import Marker, find_matches, texts_of
from paperdesk.search.stems import stem
from paperdesk.search.tokens import words


@pytest.mark.parametrize(
    ("text", "condition", "marked"),
    [
        ("Models of a model; modelling", Word("model"), ["Models", "model", "modelling"]),
        ("transfer, Transformers", Word("transf", prefix=True), ["transfer", "Transformers"]),
        ("transfer, Transformers", Word("transf"), []),
        ("Large  language\nmodels are large", Phrase("large language model"), ["Large  language\nmodels"]),
        ("large language mod", Phrase("large language model"), []),
        ("a large language", Phrase("large language model"), []),
        ("visual question answering", Phrase("question ans", prefix=True), ["question answering"]),
        ("deep deep deep nets", Phrase("deep deep"), ["deep deep deep"]),
        ("both words", All((Word("both"), Any((Word("words"), Not(Word("none")))))), ["both", "words"]),
        ("not this", All((Not(Word("this")), Marked("read"))), []),
        ("yet this", Not(Not(Word("this"))), ["this"]),
        ("anything", EVERYTHING, []),
        ("Caf\u00e9, cafe\u0301 and ca\u00adfe", Word("cafe"), ["Caf\u00e9", "cafe\u0301", "ca\u00adfe"]),
        ("İstanbul ISTANBUL", Word("istanbul"), ["İstanbul", "ISTANBUL"]),
        ("深度学习模型", Word("学习"), ["学习"]),
        ("see 🤗 here", Word("🤗"), ["🤗"]),
        ("GPT-4 and GPT 5", Word("gpt-4"), ["GPT-4"]),
        ("", Word("x"), []),
        ("x", Word("***"), []),
    ],
    ids=str,
)
def test_marked(text: str, condition: Condition, marked: list[str]) -> None:
    assert [text[start:end] for start, end in find_matches(text, condition)] == marked


def test_what_was_asked_of_one_field_is_marked_there_alone() -> None:
    marker = Marker(All((Word("model", "title"), Word("large"), Word("mod", "abstract", prefix=True))))
    text = "large models"
    assert marker.find(text, "title") == marker.find(text, "abstract") == marker.find(text) == [(0, 5), (6, 12)]
    assert marker.find(text, "note") == [(0, 5)]


def test_a_marker_of_nothing_is_false() -> None:
    assert not Marker(All((Marked("read"), Not(Word("x")))))
    assert Marker(Word("x"))


def test_the_texts_of_a_condition_come_in_its_order_each_once() -> None:
    condition: Condition = All((Word("b"), Any((Phrase("a c"), Word("b"))), Not(Word("d"))))
    assert [text.words for text in texts_of(condition)] == [("b",), ("a", "c")]
    for _ in range(3000):
        condition = Any((condition, Word("e")))
    assert [text.words for text in texts_of(condition)] == [("b",), ("a", "c"), ("e",)]


TEXT = st.text("abAB éÉ\u0301한ﬁ-学\U0001f917\n", max_size=40)
CONDITION = st.one_of(
    st.builds(Word, st.text("abé한学", min_size=1, max_size=2), st.just(""), st.booleans()),
    st.builds(Phrase, st.text("ab é学", min_size=1, max_size=4), st.just(""), st.booleans()),
)


@given(TEXT, CONDITION)
def test_what_is_marked_is_what_was_asked_for_and_nothing_is_left_out(text: str, condition: Word | Phrase) -> None:
    ranges = find_matches(text, condition)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    wanted, there = words(condition.text), words(text)
    places = [n for n in range(len(there) - len(wanted) + 1) if fits(condition, wanted, there[n : n + len(wanted)])]
    assert bool(ranges) == bool(wanted and places)
    assert all(set(map(stem, wanted[:-1])) <= set(map(stem, words(text[start:end]))) for start, end in ranges)
    if len(wanted) == 1:
        assert len(ranges) == len(places) or any(len(words(text[a:b])) > 1 for a, b in ranges)


def fits(condition: Word | Phrase, wanted: list[str], there: list[str]) -> bool:
    if not wanted:
        return False
    same = stem(there[-1]) == stem(wanted[-1])
    last = same or (condition.prefix and there[-1].startswith(wanted[-1]))
    return last and list(map(stem, wanted[:-1])) == list(map(stem, there[:-1]))


@given(TEXT)
def test_marking_agrees_with_the_index(text: str) -> None:
    for word in words(text):
        assert find_matches(text, Word(word))


def test_marking_finds_what_the_index_finds(make_index: Callable[..., Index], found: Callable[..., set[int]]) -> None:
    text = "Natural-language inférence with GPT-4, 深度学习"
    index = make_index(Document(1, text))
    for asked in ("natural language", "infer", "Inferences", "gpt 4", "度学", "gpt 深"):
        for condition in (Word(asked), Word(asked, prefix=True), Phrase(asked)):
            assert bool(found(index, condition)) == bool(find_matches(text, condition)), condition
