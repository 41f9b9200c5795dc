# SPDX-License-Identifier: MIT
"""Marks and tags: what is set, what is said, and that one undo takes it back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import MARKS, Paper, PaperId
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services import triage
from paperdesk.services.importing import import_files

Papers = Callable[[View], dict[str, Paper]]


@pytest.fixture
def three(library: Library, papers: Papers, write: Callable[..., Path], abstract: Callable[..., Any]) -> list[PaperId]:
    import_files(library, [write("a.jsonl", [abstract(n) for n in (1, 2, 3)])])
    return [paper.id for paper in papers(library).values()]


@pytest.mark.parametrize(
    ("marks", "expected", "said"),
    [
        ({"read": True}, {"read"}, "Marked 3 papers read"),
        ({"read": False}, set(), "Marked 3 papers unread"),
        ({"starred": True, "later": True}, {"starred", "later"}, "Starred 3 papers; kept 3 papers for later"),
        ({"archived": True}, {"archived", "read"}, "Archived 3 papers"),
        ({"archived": True, "read": False}, {"archived"}, "Archived 3 papers; marked 3 papers unread"),
    ],
)
def test_marks(
    library: Library, three: list[PaperId], papers: Papers, marks: Mapping[str, bool], expected: set[str], said: str
) -> None:
    changes = triage.mark_papers(library, three, marks)
    for paper in papers(library).values():
        assert {name for name in MARKS if getattr(paper, name)} == expected
    assert changes.summary == (said if changes else "")
    assert bool(changes) == bool(expected)
    if changes:
        library.undo()
        assert not any(getattr(paper, name) for paper in papers(library).values() for name in MARKS)


def test_marks_taken_off_say_so(library: Library, three: list[PaperId]) -> None:
    on = dict.fromkeys(MARKS, True)
    assert triage.mark_papers(library, three[:1], on).summary.startswith(
        "Marked 1 paper read; starred 1 paper; kept 1 paper"
    )
    said = triage.mark_papers(library, three[:1], dict.fromkeys(MARKS, False)).summary
    assert (
        said
        == "Marked 1 paper unread; took the star off 1 paper; took 1 paper off Read later; took 1 paper out of the archive"
    )


def test_a_paper_that_was_opened_is_read_and_undo_does_not_turn_it_back(
    library: Library, three: list[PaperId], papers: Papers
) -> None:
    triage.mark_papers(library, three[1:2], {"starred": True})
    triage.mark_opened(library, three[0])
    library.undo()
    found = {paper.id: paper for paper in papers(library).values()}
    assert (found[three[0]].read, found[three[1]].starred) == (True, False)


def test_tags_are_put_on_and_taken_off(library: Library, three: list[PaperId], papers: Papers) -> None:
    changes = triage.tag_papers(library, three, ["#ml/nlp", "to  read"])
    assert changes.summary == "Tagged 3 papers #ml/nlp #to read"
    assert {paper.tags for paper in papers(library).values()} == {("ml/nlp", "to read")}
    changes = triage.untag_papers(library, three[:1], ["ML/NLP"])
    assert changes.summary == "Took #ML/NLP off 1 paper"
    assert sorted(paper.tags for paper in papers(library).values()) == [
        ("ml/nlp", "to read"),
        ("ml/nlp", "to read"),
        ("to read",),
    ]
    library.undo()
    library.undo()
    assert {paper.tags for paper in papers(library).values()} == {()}


@pytest.mark.parametrize("name", ["", " / ", "#", "x" * 300], ids=["empty", "strokes", "hash", "long"])
def test_a_name_that_is_none_is_refused_and_nothing_is_tagged(
    library: Library, three: list[PaperId], papers: Papers, name: str
) -> None:
    for verb in (triage.tag_papers, triage.untag_papers):
        with pytest.raises(BadInput):
            verb(library, three, ["good", name])
    assert {paper.tags for paper in papers(library).values()} == {()}


def test_a_name_of_any_bytes_is_stored_and_said(library: Library, three: list[PaperId], papers: Papers) -> None:
    changes = triage.tag_papers(library, three, ["a\udcffb"])
    assert changes.summary == "Tagged 3 papers #a\ufffdb"
    assert {paper.tags for paper in papers(library).values()} == {("a\ufffdb",)}


def test_papers_that_were_removed_come_back_with_undo(library: Library, three: list[PaperId], papers: Papers) -> None:
    before = papers(library)
    assert triage.remove_papers(library, three[:2]).summary == "Removed 2 papers"
    assert len(papers(library)) == 1
    library.undo()
    assert papers(library) == before


@pytest.mark.parametrize(("count", "said"), [(0, "0 papers"), (1, "1 paper"), (1234, "1,234 papers")])
def test_papers_are_counted_as_they_are_said(count: int, said: str) -> None:
    assert triage.papers_said(count) == said
