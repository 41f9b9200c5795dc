# SPDX-License-Identifier: MIT
"""What the log tells of changes, to whoever asks later: that much, and not everything."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.changes import MANY, Changes
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.library import Library
from paperdesk.library.view import View

Make = Callable[..., Record]


@pytest.fixture
def ids(library: Library, record: Make) -> list[PaperId]:
    """Three papers in the library."""
    library.add([record(f"Paper Number {n} of Three", arxiv_id=f"2404.0000{n}") for n in range(3)], "added")
    return [library.find(f"2404.0000{n}") for n in range(3)]


def test_an_empty_log_tells_nothing(library: Library) -> None:
    assert library.last_change() == 0
    assert library.changes_since(0) == Changes()


VERBS: dict[str, tuple[Callable[[Library, list[PaperId], Make], Changes], dict[str, Any]]] = {
    "mark": (
        lambda library, ids, record: library.mark(ids[:1], {"starred": True}, "done"),
        {"papers": {0}, "marks": {"starred"}},
    ),
    "tag": (lambda library, ids, record: library.tag(ids[:2], ["new"], "done"), {"papers": {0, 1}, "tags": True, "lists": True}),
    "hide": (lambda library, ids, record: library.hide(ids[2:], "done"), {"papers": {2}, "lists": True}),
    "add": (
        lambda library, ids, record: library.add([record("A New Paper Altogether")], "done").changes,
        {"papers": {3}, "lists": True},
    ),
    "alias": (
        lambda library, ids, record: library.add(
            [record("Paper Number 0 of Three", arxiv_id="2404.00000", doi="10.1/x")], "done"
        ).changes,
        {"papers": {0}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_tells_what_it_changed_and_nothing_else(
    library: Library, ids: list[PaperId], record: Make, name: str
) -> None:
    verb, told = VERBS[name]
    number = library.last_change()
    changes = verb(library, ids, record)
    everyone = [*ids, PaperId(max(ids) + 1)]
    papers = frozenset(everyone[place] for place in told["papers"])
    due = Changes(
        number + 1,
        "done",
        papers,
        told.get("lists", False),
        frozenset(told.get("marks", ())),
        told.get("tags", False),
        True,
    )
    assert changes == due
    assert library.changes_since(number) == due
    with View(library.folder) as view:
        assert view.changes_since(number) == due
    for turned, word in ((library.undo(), "Undo"), (library.redo(), "Redo")):
        assert (turned.papers, turned.lists, turned.marks, turned.tags) == (due.papers, due.lists, due.marks, due.tags)
        assert (turned.summary, turned.undoable) == (f"{word}: done", False)


def test_a_second_doi_of_a_paper_is_told_of(library: Library, ids: list[PaperId], record: Make) -> None:
    """Only the table of aliases changes, but the paper shows them."""
    for doi in ("10.1/x", "10.1/y"):
        told = record("Paper Number 0 of Three", arxiv_id="2404.00000", doi=doi)
        assert library.add([told], "done").changes.papers == {ids[0]}
    assert library.paper(ids[0]).aliases == ("10.1/x", "10.1/y")
    assert library.undo().papers == {ids[0]}


def test_several_changes_are_told_as_one(library: Library, ids: list[PaperId]) -> None:
    number = library.last_change()
    library.mark(ids[:1], {"read": True}, "first")
    library.mark(ids[1:2], {"later": True}, "second")
    last = library.tag(ids[2:], ["new"], "third")
    assert library.changes_since(number) == Changes(
        last.number, "third", frozenset(ids), True, frozenset({"read", "later"}), True, True
    )
    assert library.changes_since(last.number - 1) == last
    assert library.changes_since(last.number) == Changes()


def test_more_papers_than_are_worth_naming_are_all(library: Library, record: Make) -> None:
    batch = [record(f"Paper Number {n} of Many", arxiv_id=f"2404.{n:05}") for n in range(MANY + 2)]
    assert library.add(batch, "added").changes.papers is None
    ids = library.page(Query(), -1)
    some = library.mark(ids[:MANY], {"read": True}, "marked")
    assert some.papers == frozenset(ids[:MANY])
    assert library.mark(ids, {"later": True}, "marked").papers is None
    assert library.changes_since(some.number - 1).papers is None
