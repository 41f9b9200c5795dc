# SPDX-License-Identifier: MIT
"""What a reader made elsewhere comes in with the record, joins what is there, and goes with the import's undo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Quoted, Record, Sighting
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


# --- notes and highlights -------------------------------------------------------------------------------

TEXT = "We show that attention is enough. Attention, we say again, is enough for all."


def test_a_note_comes_in_and_a_second_one_is_added_below_a_rule(library: Library) -> None:
    bring(library, note="From elsewhere.")
    assert only(library).note == "From elsewhere."
    assert bring(library, note=" From elsewhere.\n") is Outcome.UNCHANGED
    library.write_note(only(library).id, "My own.", "Noted")
    assert bring(library, note="From elsewhere.") is Outcome.UPDATED
    assert only(library).note == "My own.\n\n---\n\nFrom elsewhere."
    assert bring(library, note="elsewhere") is Outcome.UNCHANGED
    library.undo()
    assert only(library).note == "My own."


def test_a_quote_that_stands_in_the_text_is_a_highlight(library: Library) -> None:
    quote = Quoted("Attention, we say again", "enough. ", ", is enough", colour="green", note="why", tags=("key", ""))
    assert bring(library, abstract=TEXT, quotes=(quote,)) is Outcome.NEW
    (found,) = only(library).highlights
    assert TEXT[found.selector.start : found.selector.end] == found.selector.exact == "Attention, we say again"
    assert (found.colour, found.note, found.tags, found.detached) == ("green", "why", ("key",), False)
    number = library.last_change()
    assert bring(library, quotes=(quote,)) is Outcome.UNCHANGED
    assert library.last_change() == number


def test_what_a_quote_says_more_joins_the_highlight_that_is_there(library: Library) -> None:
    bring(library, abstract=TEXT)
    start = TEXT.index("is enough for")
    library.add_highlight(only(library).id, start, start + 9, colour="blue", note="mine", tags=["a"], summary="H")
    assert (
        bring(library, quotes=(Quoted("is enough", start=start, colour="pink", note="theirs", tags=("b",)),))
        is Outcome.UPDATED
    )
    (found,) = only(library).highlights
    assert (found.colour, found.note, found.tags) == ("blue", "mine\n\n---\n\ntheirs", ("a", "b"))


def test_a_quote_that_stands_nowhere_is_kept_and_finds_its_place_when_the_text_comes(library: Library) -> None:
    quotes = (Quoted("Attention, we say again", note="n", colour="odd", created="2024-06-12T10:00:00Z"), Quoted(" "))
    bring(library, quotes=quotes)
    (found,) = only(library).highlights
    assert (found.detached, found.selector.exact, found.colour) == (True, "Attention, we say again", "yellow")
    assert found.created == "2024-06-12T10:00:00Z"
    assert bring(library, quotes=quotes) is Outcome.UNCHANGED
    bring(library, abstract=TEXT)
    (found,) = only(library).highlights
    assert (found.detached, found.selector.start) == (False, TEXT.index("Attention,"))


def test_anything_in_a_quote_can_be_stored(library: Library) -> None:
    quote = Quoted("\ud800\0x", "\ud800" * 99, "\0", 10**30, "c", "\ud800", ("\ud800", "x" * 900))
    bring(library, abstract=TEXT, note="\ud800", quotes=(quote,))
    assert only(library).highlights[0].selector.exact == "\ufffd\ufffdx"


def test_a_title_that_only_stands_in_gives_way_to_the_real_one(library: Library) -> None:
    library.add([record("arXiv:2406.00001", arxiv_id="2406.00001", quotes=(Quoted("x"),))], "Imported")
    assert bring(library) is Outcome.UPDATED
    assert only(library).title == "Attention is a title"
    bring_again = library.add([record("Another title", arxiv_id="2406.00001")], "Imported").outcomes
    assert (bring_again, only(library).title) == ((Outcome.UNCHANGED,), "Attention is a title")
