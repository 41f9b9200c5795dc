# SPDX-License-Identifier: MIT
"""Undo and redo: in order, across restarts and connections, and never over what came later."""

from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.conditions import Tagged
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

Make = Callable[..., Record]
X = "1512.03385"


@pytest.fixture
def paper(library: Library, record: Make) -> PaperId:
    """One paper in the library."""
    library.add([record(source="page", day="2025-01-01", rank=1, upvotes=1)], "added")
    return library.page(Query(), 1)[0]


def _only(library: Library) -> Paper:
    (paper,) = library.papers(library.page(Query(), -1))
    return paper


def test_there_is_nothing_to_undo_in_a_new_library(library: Library) -> None:
    assert (library.undoable(), library.redoable()) == ("", "")
    assert not library.undo()
    assert not library.redo()
    assert library.last_change() == 0


def test_steps_are_taken_back_and_done_again_in_order(library: Library, paper: PaperId) -> None:
    for name in ("one", "two", "three"):
        library.tag([paper], [name], name)
    for name, rest in (("three", "two"), ("two", "one"), ("one", "added")):
        assert library.undoable() == name
        assert library.undo().summary == f"Undo: {name}"
        assert (library.undoable(), library.redoable()) == (rest, name)
    for name in ("one", "two", "three"):
        assert library.redo().summary == f"Redo: {name}"
    assert _only(library).tags == ("one", "three", "two")
    assert library.redoable() == ""


def test_a_new_step_ends_what_could_be_done_again_for_good(library: Library, paper: PaperId) -> None:
    library.tag([paper], ["old"], "old")
    library.undo()
    library.tag([paper], ["new"], "new")
    assert library.redoable() == ""
    assert not library.redo()
    library.undo()
    assert library.redoable() == "new"
    library.redo()
    assert _only(library).tags == ("new",)
    assert not library.redo()
    assert _only(library).tags == ("new",)


def test_a_change_that_undo_passes_over_ends_nothing(library: Library, paper: PaperId) -> None:
    library.tag([paper], ["ml"], "tagged")
    library.undo()
    library.mark([paper], {"read": True}, "opened", undoable=False)
    assert library.redoable() == "tagged"
    library.redo()
    assert (_only(library).tags, _only(library).read) == (("ml",), True)


def test_undo_goes_on_after_a_restart_and_from_elsewhere(library: Library, paper: PaperId, read_all: Any) -> None:
    before = read_all(library.folder)
    library.tag([paper], ["ml"], "tagged")
    after = read_all(library.folder)
    with Library(library.folder) as other:
        assert other.undoable() == "tagged"
        assert other.undo()
        assert read_all(library.folder) == before
    assert library.redoable() == "tagged"
    library.redo()
    assert read_all(library.folder) == after
    library.close()
    with Library(library.folder) as again:
        assert again.undo().summary == "Undo: tagged"
        assert read_all(library.folder) == before


def test_two_who_undo_at_once_take_back_one_step_each(library: Library, paper: PaperId) -> None:
    library.tag([paper], ["one"], "one")
    library.tag([paper], ["two"], "two")
    with Library(library.folder) as other:
        assert (library.undo().summary, other.undo().summary) == ("Undo: two", "Undo: one")
        assert (other.redo().summary, library.redo().summary) == ("Redo: one", "Redo: two")


def test_a_mark_that_was_set_again_since_stands(library: Library, paper: PaperId) -> None:
    library.mark([paper], {"read": True}, "read", undoable=False)
    library.mark([paper], {"read": False, "later": True}, "unread, later")
    library.mark([paper], {"read": True}, "opened", undoable=False)
    library.undo()
    assert (_only(library).read, _only(library).later) == (True, False)
    library.redo()
    assert (_only(library).read, _only(library).later) == (True, True)


def test_undo_of_what_was_all_changed_since_says_so_and_goes_one_step(library: Library, paper: PaperId) -> None:
    library.tag([paper], ["ml"], "tagged")
    library.mark([paper], {"starred": True}, "starred")
    library.mark([paper], {"starred": False}, "not any more", undoable=False)
    undone = library.undo()
    assert undone
    assert undone.summary == "Undo: starred"
    assert undone.papers == frozenset()
    assert library.undoable() == "tagged"
    assert _only(library).tags == ("ml",)
    assert library.redo().summary == "Redo: starred"
    assert not _only(library).starred


def test_a_sighting_that_grew_since_stays(library: Library, paper: PaperId, record: Make, assert_sound: Any) -> None:
    library.add([record(source="hf", day="2025-01-02", rank=1, upvotes=5)], "met again")
    library.add([record(source="hf", day="2025-01-02", rank=3, upvotes=9)], "fetched", undoable=False)
    library.undo()
    assert [(s.source, s.upvotes) for s in _only(library).sightings] == [("page", 1), ("hf", 9)]
    assert (_only(library).day, _only(library).upvotes) == ("2025-01-02", 9)
    assert_sound(library.folder)
    library.redo()
    assert_sound(library.folder)


def test_votes_that_grew_since_stay(library: Library, paper: PaperId, record: Make, assert_sound: Any) -> None:
    for votes, undoable in ((7, True), (9, False)):
        library.add([record(source="page", day="2025-01-01", rank=votes, upvotes=votes)], "told", undoable=undoable)
    library.undo()
    assert [(s.upvotes, s.rank) for s in _only(library).sightings] == [(9, 9)]
    assert_sound(library.folder)
    library.redo()
    assert _only(library).upvotes == 9


def test_a_tag_never_gets_the_number_of_another(library: Library, paper: PaperId) -> None:
    """What is logged of a deleted tag may not be taken for one that came later."""
    library.tag([paper], ["old"], "tagged")
    (old,) = library.tags()
    library.delete_tag("old")
    library.tag([paper], ["new"], "tagged")
    (new,) = library.tags()
    assert old.id != new.id


def test_a_search_never_gets_the_number_of_another(library: Library) -> None:
    library.save_search("old", "old")
    (old,) = library.searches()
    library.delete_search(old.id)
    library.save_search("new", "new")
    (new,) = library.searches()
    assert old.id != new.id


def test_the_order_follows_what_is_left_after_undo(
    library: Library, paper: PaperId, record: Make, assert_sound: Any
) -> None:
    """Between what is taken back and what it had put aside, something else has come."""
    library.add([record(source="hf", day="2025-01-03", rank=1, upvotes=9)], "met again")
    library.add([record(source="x", day="2025-01-02", rank=1, upvotes=5)], "fetched", undoable=False)
    library.undo()
    assert (_only(library).day, _only(library).upvotes) == ("2025-01-02", 5)
    assert_sound(library.folder)
    library.redo()
    assert (_only(library).day, _only(library).upvotes) == ("2025-01-03", 9)
    assert_sound(library.folder)


def test_an_id_that_is_told_again_since_stays(
    library: Library, paper: PaperId, record: Make, assert_sound: Any
) -> None:
    plain = _only(library).key
    library.add([record(arxiv_id=X, source="hf")], "met again")
    library.add([record(arxiv_id=X, doi="10.1/x", source="x")], "fetched", undoable=False)
    library.undo()
    assert _only(library).key == plain
    assert "10.1/x" in _only(library).aliases
    assert library.find("10.1/x") == paper
    library.redo()
    assert _only(library).key == X
    assert_sound(library.folder)


def test_a_tag_that_another_paper_has_got_since_stays(
    library: Library, paper: PaperId, record: Make, assert_sound: Any
) -> None:
    """The paper was found to be another one since, and took its tag along."""
    library.add([record("Quite Another Title", arxiv_id=X)], "added")
    library.tag([paper], ["ml"], "tagged")
    library.add([record(arxiv_id=X, source="hf")], "fetched", undoable=False)
    assert _only(library).tags == ("ml",)
    assert library.undo()
    assert _only(library).tags == ("ml",)
    assert [tag.name for tag in library.tags()] == ["ml"]
    assert_sound(library.folder)
    assert library.redo()
    assert_sound(library.folder)


def test_a_tag_whose_name_is_taken_since_does_not_come_back(library: Library, paper: PaperId, record: Make) -> None:
    library.add([record("Quite Another Title", arxiv_id=X)], "added")
    library.tag([paper], ["ml"], "tagged")
    library.delete_tag("ml")
    with Library(library.folder) as other:
        other._connection.execute("INSERT INTO tags (id, name, folded) VALUES (99, 'ML', 'ml')")
    assert library.undo()
    assert [(tag.name, tag.count) for tag in library.tags()] == [("ML", 0)]
    assert library.redo()
    assert [(tag.name, tag.count) for tag in library.tags()] == [("ML", 0)]


def test_an_import_that_another_interrupts_is_still_one_step(
    library: Library, paper: PaperId, record: Make, read_all: Any
) -> None:
    before = read_all(library.folder)
    step = library.add([record("The First Paper of the File", arxiv_id="2404.00001")], "file").step
    with Library(library.folder) as other:
        other.tag([other.find("2404.00001"), paper], ["ml"], "tagged")
    library.add([record("The Second Paper of the File", arxiv_id="2404.00002")], "file", step=step)
    assert library.undo().summary == "Undo: tagged"
    assert library.undo().summary == "Undo: file"
    assert read_all(library.folder) == before
    library.redo()
    library.redo()
    assert len(library.page(Query(Tagged("ml")), -1)) == 2
    assert len(library.page(Query(), -1)) == 3


def test_an_import_that_goes_on_after_its_undo_can_be_undone_again(
    library: Library, record: Make, read_all: Any
) -> None:
    empty = read_all(library.folder)
    step = library.add([record("The First Paper of the File")], "file").step
    with Library(library.folder) as other:
        other.undo()
    assert library.add([record("The First Paper of the File")], "file", step=step).changes
    library.add([record("The Second Paper of the File")], "file", step=step)
    full = read_all(library.folder)
    assert library.redoable() == ""
    assert library.undo()
    assert read_all(library.folder) == empty
    assert not library.undo()
    library.redo()
    assert read_all(library.folder) == full
    assert not library.redo()


def test_a_bulk_comes_and_goes_as_a_whole(library: Library, record: Make, read_all: Any) -> None:
    step = None
    for start in range(0, 3000, 1000):
        batch = [record(f"Paper Number {n} of Many", arxiv_id=f"2404.{n:05}") for n in range(start, start + 1000)]
        step = library.add(batch, "file", step=step).step
    library.hide([library.find("2404.00500")], "removed")
    ids = library.page(Query(), -1)
    library.mark(ids, {"archived": True}, "marked")
    states = [read_all(library.folder)]
    for _ in range(3):
        library.undo()
        states.append(read_all(library.folder))
    assert library.page(Query(), -1) == []
    for state in reversed(states[:-1]):
        library.redo()
        assert read_all(library.folder) == state
    assert library.page(Query(), -1) == ids


def test_a_paper_of_which_more_was_told_since_stays(
    library: Library, paper: PaperId, record: Make, read_all: Any
) -> None:
    titles = ("The First Paper of the File", "The Second Paper of the File", "The Third Paper of the File")
    batch = [record(title, arxiv_id=f"2404.0000{n}") for n, title in enumerate(titles)]
    library.add(batch, "file")
    library.add([record(titles[1], arxiv_id="2404.00001", source="hf")], "fetched", undoable=False)
    before = read_all(library.folder)
    library.undo()
    assert library.page(Query(), -1) == [paper, library.find("2404.00001")]
    library.redo()
    assert read_all(library.folder) == before


def test_a_paper_that_became_one_with_an_undone_one_stays(
    library: Library, paper: PaperId, record: Make, assert_sound: Any
) -> None:
    library.tag([paper], ["ml"], "tagged")
    library.add([record("The Title at arXiv", arxiv_id=X)], "file")
    library.add([record(arxiv_id=X, source="hf")], "fetched", undoable=False)
    assert library.undo().summary == "Undo: file"
    assert _only(library).tags == ("ml",)
    assert_sound(library.folder)
    assert not library.add([record(arxiv_id=X, source="hf")], "again").changes
    library.redo()
    assert _only(library).key == X
    assert_sound(library.folder)


def test_a_paper_of_an_undone_import_takes_no_marks(library: Library, paper: PaperId) -> None:
    """A window may still show it when someone else has undone the import."""
    library.undo()
    assert not library.mark([paper], {"starred": True}, "starred")
    assert not library.tag([paper], ["ml"], "tagged")
    assert library.redoable() == "added"
