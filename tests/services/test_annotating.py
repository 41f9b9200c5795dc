# SPDX-License-Identifier: MIT
"""The reader's verbs: one change each, said in a sentence, and found by the index and in JSON at once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.annotation import HighlightId
from paperdesk.domain.errors import BadInput
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.query_text import parse
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services import annotating
from paperdesk.services.finding import Finder
from paperdesk.services.indexing import Follower, build_index
from paperdesk.services.paper_json import paper_json

TEXT = "We study graphs of $\\alpha$-words. Zebras are striped."
PAPER, OTHER = PaperId(1), PaperId(2)


@pytest.fixture
def kept(library: Library) -> Library:
    """A library of two papers."""
    records = [
        Record(f"Title of number {n}", Sighting("page"), abstract=text, arxiv_id=f"2401.0000{n}")
        for n, text in ((1, TEXT), (2, "Nothing but horses."))
    ]
    library.add(records, "added")
    return library


@pytest.fixture
def find(kept: Library) -> Iterator[Callable[[str], list[int]]]:
    """Answer queries with an index that follows the library."""
    index = build_index(kept)
    follower = Follower(kept, index)

    def run(query: str) -> list[int]:
        assert follower.catch_up()
        condition = parse(query, complete=True).condition
        found = sorted(Finder(kept, index).ids(condition))
        if ":" in query:  # facts and fields are answered without an index too
            assert sorted(kept.listing(Query(condition)).ids) == found, query
        return found

    yield run
    index.close()


def test_each_verb_says_what_it_did_and_goes_back(kept: Library) -> None:
    said = [
        annotating.add_highlight(kept, PAPER, 3, 8, tags=["t"]),
        annotating.highlight_quote(kept, PAPER, "Zebras", colour="blue"),
        annotating.change_highlight(kept, HighlightId(1), colour="green", note="n"),
        annotating.change_highlight(kept, HighlightId(1), tags=[]),
        annotating.move_highlight(kept, HighlightId(1), 3, 15),
        annotating.write_note(kept, PAPER, "mine"),
        annotating.write_note(kept, PAPER, ""),
        annotating.delete_highlights(kept, [HighlightId(1)]),
        annotating.delete_highlights(kept, [HighlightId(2)]),
        annotating.remove_papers(kept, [PAPER]),
        annotating.restore_papers(kept, [PAPER]),
    ]
    sentences = [changes.summary for changes in said]
    assert sentences == [
        "Highlighted a passage", "Highlighted a passage", "Changed the colour and note of a highlight",
        "Changed the tags of a highlight", "Moved a highlight", "Wrote a note", "Deleted a note", "Deleted a highlight",
        "Deleted a highlight", "Removed 1 paper", "Restored 1 paper",
    ]  # fmt: skip
    assert all(changes.undoable for changes in said)
    assert [kept.undo().summary for _ in said] == [f"Undo: {sentence}" for sentence in reversed(sentences)]
    assert kept.paper(PAPER).highlights == ()
    assert annotating.purge_trash(kept) == 0


def test_what_is_written_is_found_and_what_is_taken_back_is_not(
    kept: Library, find: Callable[[str], list[int]]
) -> None:
    assert find("is:highlighted") == find("has:note") == find("note:okapi") == find("highlight:zebras") == []
    annotating.highlight_quote(kept, PAPER, "Zebras are", note="like okapis, *nearly*")
    annotating.write_note(kept, OTHER, "Why horses? See [[2401.00001]].")
    assert find("is:highlighted") == find("has:highlight") == find("highlight:zebras") == [PAPER]
    assert find("highlight:okapi") == find("okapis") == find("highlight:nearly") == [PAPER]
    assert find("has:note") == find("note:horses") == [OTHER]
    assert find("-is:highlighted") == find("-has:highlight") == [OTHER]
    assert find("note:okapi") == find("highlight:horses") == []
    kept.undo()
    assert find("has:note") == find("note:horses") == []
    annotating.change_highlight(kept, HighlightId(1), note="gnus")
    assert find("highlight:okapi") == []
    assert find("highlight:gnus") == [PAPER]
    annotating.delete_highlights(kept, [HighlightId(1)])
    assert find("is:highlighted") == find("highlight:gnus") == find("highlight:zebras") == []


def test_a_quote_with_mathematics_is_found_as_it_is_seen(kept: Library, find: Callable[[str], list[int]]) -> None:
    annotating.highlight_quote(kept, PAPER, "graphs of α-words")
    assert find('"α words"') == [PAPER]


def test_colour_and_place_write_nothing_to_the_index(kept: Library) -> None:
    annotating.add_highlight(kept, PAPER, 3, 8)
    before = kept.last_change()
    annotating.change_highlight(kept, HighlightId(1), colour="pink")
    assert kept.changed_texts(before, kept.last_change()) == []
    annotating.move_highlight(kept, HighlightId(1), 3, 12)
    assert kept.changed_texts(before, kept.last_change()) == [PAPER]


def test_json_has_the_selectors_and_none_of_a_place_that_is_gone(kept: Library) -> None:
    annotating.highlight_quote(kept, PAPER, "Zebras", colour="orange", note="n", tags=["b", "a"])
    annotating.write_note(kept, PAPER, "# Mine")
    value = paper_json(kept.paper(PAPER))
    (highlight,) = value["highlights"]
    start = TEXT.index("Zebras")
    assert (highlight["start"], highlight["end"], highlight["color"], highlight["tags"]) == (
        start,
        start + 6,
        "orange",
        ["a", "b"],
    )
    assert value["abstract"][highlight["start"] : highlight["end"]] == highlight["quote"]
    assert value["note"] == "# Mine"
    told = Record("Title of number 1", Sighting("arxiv"), abstract="Of graphs alone.", arxiv_id="2401.00001")
    kept.add([told], "another text")
    (highlight,) = paper_json(kept.paper(PAPER))["highlights"]
    assert (highlight["start"], highlight["end"], highlight["detached"], highlight["quote"]) == (
        None,
        None,
        True,
        "Zebras",
    )


def test_many_occurrences_are_counted(kept: Library, write: Callable[..., Path]) -> None:
    text = "the cat " * 200
    kept.add([Record("Title of many cats", Sighting("page"), abstract=text, arxiv_id="2401.00009")], "added")
    paper = kept.find("2401.00009")
    with pytest.raises(BadInput, match="'cat' occurs 200 times"):
        annotating.highlight_quote(kept, paper, "cat")
    annotating.highlight_quote(kept, paper, "cat", nth=150)
    (highlight,) = kept.paper(paper).highlights
    assert highlight.selector.start == 149 * 8 + 4
    with pytest.raises(BadInput, match="'cat' after 'the' occurs 200 times"):
        annotating.highlight_quote(kept, paper, "cat", prefix="the")


def test_a_hostile_quote_takes_no_time(kept: Library) -> None:
    for quote in ("a " * 50_000, "((((" * 10_000, "\\" * 1_000, "(a+)+$"):
        with pytest.raises(BadInput):
            annotating.highlight_quote(kept, PAPER, quote)
    assert kept.paper(PAPER).highlights == ()


def test_a_window_that_follows_is_told_of_marks_that_lists_may_ask_for(kept: Library) -> None:
    said: dict[str, Any] = {"is:highlighted": "highlighted", "has:highlight": "highlighted", "has:note": "note"}
    from paperdesk.domain.query_text import marks_in

    for query, mark in said.items():
        assert marks_in(parse(query, complete=True).condition) == {mark}
    number = kept.last_change()
    annotating.add_highlight(kept, PAPER, 3, 8)
    annotating.write_note(kept, PAPER, "x")
    told = kept.changes_since(number)
    assert (told.marks, told.annotations, told.lists) == ({"highlighted", "note"}, True, False)
