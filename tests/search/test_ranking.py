# SPDX-License-Identifier: MIT
"""What is relevant comes first."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.conditions import EVERYTHING, All, Any, Condition, Marked, Not, Phrase, Word
from paperdesk.search.documents import Document
from paperdesk.search.index import Index
from paperdesk.search.ranking import best

FILLER = "something else is told here of other things "


def ranked(index: Index, condition: Condition, count: int = 10, facts: Sequence[int] = ()) -> list[int]:
    answer = index.matches(condition, lambda fact: np.array(facts, np.int64)).ranked(count)
    assert answer.scores.tolist() == sorted(answer.scores.tolist(), reverse=True)
    return answer.papers.tolist()


def test_a_word_in_the_title_counts_more_than_in_the_abstract_and_one_in_a_source_less(
    make_index: Callable[..., Index],
) -> None:
    index = make_index(
        Document(1, "one title", FILLER + "diffusion"),
        Document(2, "on diffusion", FILLER),
        Document(3, "one title", FILLER, sources=("diffusion",)),
        Document(4, "one title", FILLER, tags=("diffusion",)),
    )
    assert ranked(index, Word("diffusion")) == [2, 4, 1, 3]


def test_more_of_a_word_counts_more_and_a_long_text_less(make_index: Callable[..., Index]) -> None:
    index = make_index(
        Document(1, abstract=FILLER * 40 + "diffusion"),
        Document(2, abstract=FILLER + "diffusion"),
        Document(3, abstract=FILLER + "diffusion and diffusing and diffused"),
    )
    assert ranked(index, Word("diffusion")) == [3, 2, 1]


def test_a_rare_word_counts_more_than_a_common_one(make_index: Callable[..., Index]) -> None:
    index = make_index(
        *(Document(n, "model") for n in range(10, 30)), Document(1, "zeugma"), Document(2, "model"), Document(3, "none")
    )
    assert ranked(index, Any((Word("model"), Word("zeugma"))), 1) == [1]


def test_a_phrase_counts_where_it_stands(make_index: Callable[..., Index]) -> None:
    index = make_index(
        Document(1, "x", "large language model"),
        Document(2, "large language model"),
        Document(3, "x", "large language model and large language models"),
        Document(4, "large model of a language"),
    )
    assert ranked(index, Phrase("large language model")) == [2, 3, 1]


def test_a_prefix_counts_by_all_words_that_begin_so(make_index: Callable[..., Index]) -> None:
    index = make_index(
        Document(1, "x", "transfer"), Document(2, "x", "transfer transform transforms"), Document(3, "tra")
    )
    assert ranked(index, Word("trans", prefix=True)) == [2, 1]


def test_what_is_excluded_does_not_count(make_index: Callable[..., Index]) -> None:
    index = make_index(Document(1, "a b"), Document(2, "a"), Document(3, "a c c"))
    assert ranked(index, All((Word("a"), Not(Word("b"))))) == [2, 3]
    assert ranked(index, Any((Word("a"), Not(Word("b"))))) == [2, 1, 3]
    assert ranked(index, Any((Word("a"), Not(Not(Word("b")))))) == [1, 2, 3]


def test_equally_relevant_ones_and_those_without_words_come_with_the_latest_first(
    make_index: Callable[..., Index],
) -> None:
    index = make_index(*(Document(n, "same words") for n in range(1, 8)))
    assert ranked(index, Word("same"), 3) == [7, 6, 5]
    assert ranked(index, Marked("read"), 2, facts=[2, 3, 5]) == [5, 3]
    assert ranked(index, EVERYTHING, 0) == []


def test_deleted_papers_are_not_ranked(make_index: Callable[..., Index]) -> None:
    index = make_index(*(Document(n, "word") for n in range(1, 6)))
    index.update([Document(2, "other")], [5], 1)
    assert ranked(index, Word("word")) == [4, 3, 1]


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.booleans()), max_size=30),
    st.integers(0, 35),
)
def test_the_best_are_those_that_sorting_all_would_give(items: list[tuple[float, bool]], count: int) -> None:
    total = np.array([score for score, _ in items], np.float32)
    documents = np.array([held for _, held in items], np.bool_)
    expected = sorted((n for n, (_, held) in enumerate(items) if held), key=lambda n: (-items[n][0], -n))
    assert best(total, documents, count).tolist() == expected[:count]


@pytest.mark.parametrize("title", ["The of and", "Attention Is All You Need", "A Model of Models"])
def test_the_words_of_a_title_find_the_paper_first(make_index: Callable[..., Index], title: str) -> None:
    others = [Document(n, f"{FILLER} {n}", f"{title} " * 3 + FILLER * 10) for n in range(2, 20)]
    index = make_index(Document(1, title, FILLER * 20), *others)
    assert ranked(index, All(tuple(map(Word, title.split()))), 1) == [1]
