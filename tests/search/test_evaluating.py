# SPDX-License-Identifier: MIT
"""Answers of the index compared with the same questions asked of every document in plain Python."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.conditions import EVERYTHING, All, Any, Condition, Marked, Not, Phrase, Tagged, Word
from paperdesk.search import evaluating
from paperdesk.search.documents import Document
from paperdesk.search.evaluating import Cancelled
from paperdesk.search.index import Index

VOCABULARY = ["run", "running", "runs", "ran", "rune", "model", "models", "modeling", "mode", "a", "ab", "abc", "learn"]
FIELDS = ["", "title", "abstract", "author", "category", "note", "highlight"]
FACTS = [Marked("read"), Tagged("x")]
TEXT = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
SEVERAL = st.lists(TEXT, max_size=3).map(tuple)
DOCUMENT = st.builds(
    Document, st.integers(1, 9), TEXT, TEXT, SEVERAL, SEVERAL, SEVERAL, TEXT, SEVERAL, SEVERAL, SEVERAL
)
LEAF = st.one_of(
    st.builds(Word, st.sampled_from(VOCABULARY), st.sampled_from(FIELDS), st.booleans()),
    st.builds(
        Phrase,
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join),
        st.sampled_from(FIELDS),
        st.booleans(),
    ),
    st.sampled_from(FACTS),
)
CONDITION = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
COMMIT = st.tuples(st.lists(DOCUMENT, max_size=4), st.sets(st.integers(1, 9), max_size=2), st.booleans())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(COMMIT, min_size=1, max_size=9),
    st.lists(CONDITION, min_size=8, max_size=8),
    st.sets(st.integers(1, 9)),
    st.sets(st.integers(1, 9)),
)
def test_every_answer_is_that_of_plain_python(
    found: Callable[..., set[int]],
    plainly: Callable[..., bool],
    commits: list[tuple[list[Document], set[int], bool]],
    conditions: list[Condition],
    read: set[int],
    tagged: set[int],
) -> None:
    facts = dict(zip(FACTS, (read, tagged), strict=True))
    held: dict[int, Document] = {}
    with TemporaryDirectory() as place:
        index = Index.create(Path(place))
        for number, (documents, removed, merged) in enumerate(commits, 1):
            index.update(documents, removed, number)
            held = {p: d for p, d in held.items() if p not in removed} | {d.paper: d for d in documents}
            if merged and index.merge_is_due:
                index.merge()
            assert index.upto == number
        for asked in (index, Index.open(Path(place))):
            assert found(asked, EVERYTHING) == held.keys()
            for condition in conditions:
                expected = {paper for paper, document in held.items() if plainly(condition, document, facts)}
                assert found(asked, condition, facts) == expected, condition


@pytest.fixture
def index(make_index: Callable[..., Index]) -> Index:
    return make_index(
        Document(1, "İstanbul’da derin öğrenme", "Naïve café models", ("Łukasz Kaiser", "Noam Shazeer")),
        Document(2, "深度学习模型的研究", "データ分析", ("王小明",), note="the Turkish word sıcak"),
        Document(3, "🤗 Transformers", "cafe\u0301 and state-of-the-art GPT-4", ("Noam Kaiser",), keys=("2404.18212",)),
        Document(
            4, "الذكاء الاصطناعي", "한국어 언어 모델을 위한", tags=("nlp/llm",), highlights=("a quote", "my thought")
        ),
    )


@pytest.mark.parametrize(
    ("condition", "papers"),
    [
        (Word("istanbul"), {1}),
        (Word("ISTANBUL"), {1}),
        (Word("öğrenmek", prefix=True), set()),
        (Word("ogrenme"), {1}),
        (Word("sicak"), {2}),
        (Word("SICAK"), {2}),
        (Word("cafe"), {1, 3}),
        (Word("CAFÉ"), {1, 3}),
        (Word("lukasz", "author"), {1}),
        (Phrase("noam kaiser", "author"), {3}),
        (Word("学习"), {2}),
        (Word("习学"), set()),
        (Word("模型", prefix=True), {2}),
        (Word("テ\u3099ータ"), {2}),
        (Word("모델"), {4}),
        (Word("🤗"), {3}),
        (Word("الذكاء"), {4}),
        (Word("state-of-the-art"), {3}),
        (Word("GPT-4"), {3}),
        (Word("2404.18212"), {3}),
        (Word("2404.18", prefix=True), {3}),
        (Word("nlp/llm"), {4}),
        (Word("llm"), {4}),
        (Phrase("quote my"), set()),
        (Word("thought", "highlight"), {4}),
        (Word("thought", "note"), set()),
        (Word("<script>alert(1)</script>"), set()),
        (Word("'; DROP TABLE papers; --"), set()),
    ],
    ids=str,
)
def test_what_a_person_expects(
    index: Index, found: Callable[..., set[int]], condition: Condition, papers: set[int]
) -> None:
    assert found(index, condition) == papers


WORDLESS = Word("*** …")


@pytest.mark.parametrize(
    ("condition", "papers"),
    [
        (WORDLESS, set()),
        (Not(WORDLESS), set()),
        (Any((WORDLESS,)), set()),
        (All((WORDLESS, Word("cafe"))), {1, 3}),
        (Any((WORDLESS, Word("cafe"))), {1, 3}),
        (All((Not(WORDLESS), Not(Word("cafe")))), {2, 4}),
        (All((WORDLESS, All())), {1, 2, 3, 4}),
        (Any(()), set()),
    ],
    ids=str,
)
def test_a_text_without_a_word_asks_for_nothing(
    index: Index, found: Callable[..., set[int]], condition: Condition, papers: set[int]
) -> None:
    assert found(index, condition) == papers
    expected = () if condition == Any(()) else (WORDLESS.text,)
    assert index.matches(condition, lambda fact: np.empty(0, np.int64)).wordless == expected


def test_a_fact_is_asked_for_once_and_may_name_papers_that_are_not_indexed(index: Index) -> None:
    asked = []

    def facts(fact: object) -> np.ndarray:
        asked.append(fact)
        return np.array([-5, 2, 3, 77, 10**15])

    read = Marked("read")
    assert set(index.matches(All((read, Any((read, Word("cafe"))))), facts).ids.tolist()) == {2, 3}
    assert asked == [read]


def test_paper_ids_may_be_far_apart(make_index: Callable[..., Index], found: Callable[..., set[int]]) -> None:
    index = make_index(Document(10**12, "one"), Document(3, "two"), Document(2**62, "one two"))
    facts = {Marked("read"): [3, 4, 2**62]}
    assert found(index, Marked("read"), facts) == {3, 2**62}
    assert found(index, All((Marked("read"), Word("one"))), facts) == {2**62}


def nested(depth: int) -> Condition:
    condition: Condition = Word("cafe")
    for level in range(depth):
        condition = (Not(condition), All((condition,)), Any((condition, Word("nothing"))))[level % 3]
    return condition


@pytest.mark.parametrize(
    ("condition", "papers", "cut"),
    [
        (nested(3000), {1, 3}, False),
        (All((Word("a", prefix=True), Word("t", prefix=True), Word("c", prefix=True))), {3}, False),
        (Any(tuple(Word(f"word{n}") for n in range(5000))), set(), True),
        (Any((*(Word("again") for n in range(50_000)), Word("cafe"))), {1, 3}, False),
        (Word("x" * 10_000), set(), False),
        (Phrase("cafe " * 2_000), set(), True),
        (Phrase("naive cafe models " + "models " * 5_000), set(), True),
        (Word("(" * 10_000), set(), False),
        (Word("cafe\0\ud800"), {1, 3}, False),
    ],
    ids=["deep", "short-prefixes", "5000-words", "repeated", "10000-letters", "phrase", "begun", "brackets", "nul"],
)  # fmt: skip
def test_no_query_is_too_much(
    index: Index, found: Callable[..., set[int]], condition: Condition, papers: set[int], cut: bool
) -> None:
    assert found(index, condition) == papers
    assert index.matches(condition, lambda fact: np.empty(0, np.int64)).cut == cut


def test_what_is_beyond_the_bound_is_left_out(
    index: Index, found: Callable[..., set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluating, "MOST_WORDS", 2)
    assert found(index, All((Word("naive"), Word("cafe"), Word("nothing")))) == {1}
    monkeypatch.setattr(evaluating, "MOST_WORDS", 10)
    monkeypatch.setattr(evaluating, "MOST_EFFORT", 1)
    # Of a word that one paper holds and one that two hold the third text is not looked up any more.
    condition = All((Word("naive"), Phrase("naive cafe"), Word("nothing")))
    assert found(index, condition) == {1}
    assert index.matches(condition, lambda fact: np.empty(0, np.int64)).cut


def test_a_caller_who_wants_no_answer_any_more_gets_none(index: Index) -> None:
    with pytest.raises(Cancelled):
        index.matches(Word("cafe"), lambda fact: np.empty(0, np.int64), lambda: True)


def test_the_words_of_the_index_that_a_word_stands_for(make_index: Callable[..., Index]) -> None:
    index = make_index(Document(1, "run runs running rune"), Document(2, "running model models"))
    matches = index.matches(All((Word("running"), Word("mod", prefix=True))), lambda fact: np.empty(0, np.int64))
    assert matches.words() == {"running": ("running", "run", "runs"), "mod": ("model", "models")}
    assert matches.words(1) == {"running": ("running",), "mod": ("model",)}
