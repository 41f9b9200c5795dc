# SPDX-License-Identifier: MIT
"""Mistyped words and what they were meant to be."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.search.documents import Document
from paperdesk.search.index import Index
from paperdesk.search.suggesting import distances


@pytest.fixture
def index(make_index: Callable[..., Index]) -> Index:
    return make_index(
        Document(1, "Attention is all you need", "the transformer architecture"),
        Document(2, "Diffusion models", "a generative model of images, by iterative refinement"),
        Document(3, "Residual networks", "deep networks are hard to train; trade and trace"),
        *(Document(n, "language model", "reasoning in several steps") for n in range(10, 60)),
        Document(60, "langauge modle", "a paper that is mistyped itself"),
        Document(61, "深度学习", "naïve Übersetzung"),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("transfomer", "transformer"),
        ("transfromer", "transformer"),
        ("trnsfrmer", "transformer"),
        ("Atention is all you need", "attention is all you need"),
        ("difusion modls", "diffusion models"),
        ("langauge", "language"),
        ("ubersetzng", "ubersetzung"),
        ("Übersetzng", "ubersetzung"),
        ("iteratve images", "iterative images"),
        ("deep netwroks are hrad", "deep networks are hard"),
    ],
)
def test_a_slip_is_mended(index: Index, typed: str, meant: str) -> None:
    assert index.suggest(typed.split()).lower() == meant


@pytest.mark.parametrize(
    "typed",
    ["transformer", "transf", "language model", "xqzzzw", "12345", "深度", "***", "", "network", "diffusion reasoning"],
)
def test_where_nothing_better_is_known_nothing_is_offered(index: Index, typed: str) -> None:
    assert index.suggest(typed.split()) == ""


def test_the_other_words_tell_which_one_was_meant(make_index: Callable[..., Index]) -> None:
    index = make_index(
        *(Document(n, "a trace of others") for n in range(1, 9)), Document(20, "free trade"), Document(21, "a tracer")
    )
    assert index.suggest(["free", "trase"]) == "free trade"
    assert index.suggest(["trase"]) == "trace"


def test_words_that_came_later_are_known(index: Index) -> None:
    assert index.suggest(["zeugmma"]) == ""
    index.update([Document(70, "a zeugma")], [], 1)
    assert index.suggest(["zeugmma"]) == "zeugma"


def test_words_of_deleted_papers_alone_are_not_offered(index: Index) -> None:
    index.update([], [2], 1)
    assert index.suggest(["difusion"]) == ""


def naive(one: str, other: str) -> int:
    """Optimal string alignment, cell by cell."""
    table = [[max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[len(one)][len(other)]


@given(st.text("abcä", min_size=1, max_size=7), st.integers(1, 7), st.data())
def test_distances(word: str, length: int, data: st.DataObject) -> None:
    others = data.draw(st.lists(st.text("abcä", min_size=length, max_size=length), min_size=1, max_size=5))
    letters = np.array(others, f"<U{length}").view(np.uint32).reshape(-1, length)
    found = distances(np.array([word]).view(np.uint32), letters)
    assert found.tolist() == [naive(word, other) for other in others]
