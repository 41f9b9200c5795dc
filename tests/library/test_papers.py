# SPDX-License-Identifier: MIT
"""Papers are found by any key, read whole or as a row, in the order asked for."""

from collections.abc import Callable, Iterator

import pytest

from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import PaperId, PaperRow
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

Make = Callable[..., Record]


@pytest.fixture
def ids(library: Library, record: Make) -> list[PaperId]:
    """Three papers in the library."""
    library.add([record(f"Paper Number {n} of Three", arxiv_id=f"2404.0000{n}") for n in range(3)], "added")
    return [library.find(f"2404.0000{n}") for n in range(3)]


@pytest.mark.parametrize("key", ["", " ", "2404.99999", "10.1/none", "t-000000000000", "\udcff", "\0", "x" * 100_000, "'; --"],
                         ids=["nothing", "blank", "arxiv", "doi", "title", "surrogate", "nul", "long", "sql"])  # fmt: skip
def test_an_unknown_key_is_said_to_be_unknown(library: Library, ids: list[PaperId], key: str) -> None:
    with pytest.raises(UnknownPaper):
        library.find(key)


def test_an_unknown_id_is_said_to_be_unknown(library: Library) -> None:
    with pytest.raises(UnknownPaper, match="99"):
        library.paper(PaperId(99))


def test_a_row_shows_the_first_authors_and_counts_all(library: Library, record: Make) -> None:
    library.add(
        [record(arxiv_id="1512.03385", authors=tuple("ABCDEF"), source="hf", day="2025-01-01", upvotes=4)], "added"
    )
    (paper,) = library.page(Query(), 1)
    library.tag([paper], ["b", "a"], "tagged")
    library.mark([paper], {"later": True}, "marked")
    row = library.rows([paper])[paper]
    assert row == PaperRow(
        id=paper, key="1512.03385", title="Deep Residual Learning for Image Recognition", authors=tuple("ABCD"),
        author_count=6, day="2025-01-01", source="hf", upvotes=4, tags=("a", "b"), read=False, starred=False, later=True,
        archived=False, added=library.paper(paper).added,
    )  # fmt: skip


def test_rows_of_unknown_papers_are_left_out(library: Library, ids: list[PaperId]) -> None:
    assert list(library.rows([ids[1], PaperId(99), ids[0]])) == [ids[1], ids[0]]
    assert library.rows([]) == {}


def test_papers_come_one_by_one_in_the_order_asked_for(library: Library, ids: list[PaperId]) -> None:
    asked = []

    def ask() -> Iterator[PaperId]:
        for paper in reversed(ids):
            asked.append(paper)
            yield paper

    papers = library.papers(ask())
    assert next(iter(papers)).id == ids[2]
    assert asked == ids[2:]
    assert [paper.id for paper in papers] == [ids[1], ids[0]]


def test_the_library_can_be_written_while_papers_are_read(library: Library, ids: list[PaperId]) -> None:
    seen = []
    for paper in library.papers(ids):
        seen.append(paper.id)
        library.hide([ids[1]], "removed")
    assert seen == [ids[0], ids[2]]
