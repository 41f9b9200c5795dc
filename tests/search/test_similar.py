# SPDX-License-Identifier: MIT
"""Papers like a paper."""

from collections.abc import Callable

import pytest

from paperdesk.search.documents import Document
from paperdesk.search.index import Index


@pytest.fixture
def index(make_index: Callable[..., Index]) -> Index:
    subjects = ("protein folding with graph networks", "robots that learn to walk", "speech of children")
    return make_index(
        *(
            Document(10 * number + n, subject, f"we study {subject} in many ways, paper {n}", authors=("Same Author",))
            for number, subject in enumerate(subjects)
            for n in range(1, 5)
        ),
        Document(99, "walking robots", "a robot learns its walk"),
    )


def test_papers_of_the_same_subject_are_similar(index: Index) -> None:
    assert set(index.similar(11, 4).papers.tolist()) == {12, 13, 14, 99}
    assert index.similar(99, 1).papers.tolist()[0] in (11, 12, 13, 14)


def test_neither_the_paper_itself_nor_deleted_ones_are_named(index: Index) -> None:
    index.update([Document(12, "speech of children")], [13], 1)
    found = index.similar(11, 50).papers.tolist()
    assert {11, 13} & set(found) == set()
    assert found[:2] in ([14, 99], [99, 14])
    assert index.similar(13, 5).papers.tolist() == []


def test_authors_do_not_make_papers_similar(make_index: Callable[..., Index]) -> None:
    index = make_index(
        *(Document(n, f"subject{n} alone", "", authors=("Rare Name",)) for n in range(1, 3)),
        *(Document(n, "others entirely") for n in range(3, 12)),
    )
    assert index.similar(1, 5).papers.tolist() in ([2], [])
    assert index.similar(4, 3).scores.tolist() == sorted(index.similar(4, 3).scores.tolist(), reverse=True)


def test_it_works_over_several_segments(make_index: Callable[..., Index]) -> None:
    index = make_index()
    for number in range(1, 20):
        index.update([Document(number, "even robots walk" if number % 2 == 0 else "odd speech heard")], [], number)
    assert set(index.similar(2, 8).papers.tolist()) == set(range(4, 20, 2))
