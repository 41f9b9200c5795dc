# SPDX-License-Identifier: MIT
"""What a reader made elsewhere comes in with the record, joins what is there, and goes with the import's undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library

Bring = Callable[..., Outcome]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as made:
        yield made


def record(title: str = "Attention is a title", **fields: object) -> Record:
    return Record(title=title, sighting=Sighting("file"), **fields)  # type: ignore[arg-type]


def only(library: Library) -> Paper:
    (paper,) = library.papers(library.page(Query(), -1))
    return paper


def bring(library: Library, **fields: object) -> Outcome:
    (outcome,) = library.add([record(arxiv_id="2406.00001", **fields)], "Imported a file").outcomes
    return outcome


def test_tags_and_marks_come_with_a_new_paper_and_leave_with_its_undo(library: Library) -> None:
    assert bring(library, tags=("Vision", "to read"), marks=frozenset({"read", "starred"})) is Outcome.NEW
    paper = only(library)
    assert (paper.tags, paper.read, paper.starred, paper.later) == (("to read", "Vision"), True, True, False)
    library.undo()
    assert library.page(Query(), -1) == []
    assert library.tags() == []
    library.redo()
    assert only(library).tags == ("to read", "Vision")


def test_tags_join_those_that_are_there_and_marks_are_never_taken_off(library: Library) -> None:
    bring(library)
    paper = only(library)
    library.tag([paper.id], ["vision"], "Tagged")
    library.mark([paper.id], {"later": True}, "Kept")
    assert bring(library, tags=("VISION", "new"), marks=frozenset({"read"})) is Outcome.UPDATED
    found = only(library)
    assert (found.tags, found.later, found.read) == (("new", "vision"), True, True)
    library.undo()
    found = only(library)
    assert (found.tags, found.later, found.read) == (("vision",), True, False)


def test_what_is_brought_a_second_time_changes_nothing(library: Library) -> None:
    bring(library, tags=("a", "b"), marks=frozenset({"starred"}))
    number = library.last_change()
    assert bring(library, tags=("b", "A"), marks=frozenset({"starred"})) is Outcome.UNCHANGED
    assert library.last_change() == number


def test_what_is_no_name_for_a_tag_is_left_out(library: Library) -> None:
    bring(library, tags=("", " / ", "x" * 500, "good\0one", "two\nlines"))
    assert only(library).tags == ("good\ufffdone", "two lines")


def test_what_comes_to_a_record_that_was_merged_away_in_the_batch_goes_to_what_it_became(library: Library) -> None:
    first = record("One title of it all", arxiv_id="2406.00001", tags=("first",))
    second = record("Another title of it", doi="10.1000/a", tags=("second",), marks=frozenset({"later"}))
    library.add([first, second, record("One title of it all", arxiv_id="2406.00001", doi="10.1000/a")], "Imported")
    assert (only(library).tags, only(library).later) == (("first", "second"), True)
