# SPDX-License-Identifier: MIT
"""Marks and removal: set on many as one change, told of exactly, and only where something changes."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.conditions import Tagged
from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import MARKS, PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

Make = Callable[..., Record]


@pytest.fixture
def ids(library: Library, record: Make) -> list[PaperId]:
    """Five hundred papers in the library."""
    library.add([record(f"Paper Number {n} of Many", arxiv_id=f"2404.{n:05}") for n in range(500)], "added")
    return library.page(Query(), -1)


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_set_and_taken_off(library: Library, ids: list[PaperId], mark: str) -> None:
    changes = library.mark(ids[:1], {mark: True}, "marked")
    assert (changes.papers, changes.marks, changes.lists, changes.tags) == (frozenset(ids[:1]), {mark}, False, False)
    paper = library.paper(ids[0])
    assert [name for name in MARKS if getattr(paper, name)] == [mark]
    assert not library.mark(ids[:1], {mark: True}, "marked again")
    library.mark(ids[:1], {mark: False}, "unmarked")
    assert not any(getattr(library.paper(ids[0]), name) for name in MARKS)


def test_five_hundred_are_one_undo(library: Library, ids: list[PaperId], read_all: Any) -> None:
    library.mark(ids[:3], {"read": True}, "three were read before")
    before = read_all(library.folder)
    changes = library.mark(ids, {"read": True, "later": False}, "marked all")
    assert changes.papers == frozenset(ids[3:])
    assert changes.marks == {"read"}
    assert library.marks_counts()["all"].unread == 0
    undone = library.undo()
    assert undone.papers == frozenset(ids[3:])
    assert (undone.marks, undone.summary, undone.undoable) == ({"read"}, "Undo: marked all", False)
    assert read_all(library.folder) == before
    library.redo()
    assert library.marks_counts()["all"].unread == 0


def test_a_mark_that_undo_is_not_to_take_back(library: Library, ids: list[PaperId]) -> None:
    changes = library.mark(ids[:1], {"read": True}, "opened", undoable=False)
    assert changes
    assert not changes.undoable
    assert library.undoable() == "added"


def test_no_marks_are_no_change(library: Library, ids: list[PaperId]) -> None:
    assert not library.mark(ids, {}, "nothing")
    assert not library.mark([], {"read": True}, "nobody")


def test_removed_papers_are_gone_and_come_back_with_everything(
    library: Library, ids: list[PaperId], read_all: Any
) -> None:
    library.tag(ids[:2], ["ml"], "tagged")
    before = read_all(library.folder)
    changes = library.hide(ids[:2], "removed")
    assert (changes.papers, changes.lists) == (frozenset(ids[:2]), True)
    assert library.page(Query(), -1) == ids[2:]
    assert library.page(Query(Tagged("ml")), -1) == []
    with pytest.raises(UnknownPaper):
        library.find("2404.00499")
    with pytest.raises(UnknownPaper):
        library.paper(ids[0])
    assert [paper.id for paper in library.papers(ids[:3])] == ids[2:3]
    assert not library.hide(ids[:2], "removed again")
    library.undo()
    assert read_all(library.folder) == before


@pytest.mark.parametrize("verb", ["mark", "hide"])
def test_a_paper_that_never_was_is_named(library: Library, ids: list[PaperId], verb: str) -> None:
    marks = ({"read": True},) if verb == "mark" else ()
    with pytest.raises(UnknownPaper, match="999"):
        getattr(library, verb)([*ids, PaperId(999)], *marks, "done")
    assert library.marks_counts()["all"].unread == 500
