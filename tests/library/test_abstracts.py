# SPDX-License-Identifier: MIT
"""Abstracts that differ: which is in force, that none is lost, that highlights follow, and that all of it can be undone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.annotation import Highlight, text_hash
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import Trouble, UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library

Meet = Callable[..., Outcome]
ID = "1512.03385"
PAPER = PaperId(1)
FIRST = "Deep networks are hard to train. We make it easy by learning residuals. It wins the contest."
SECOND = "It is known that deep networks are hard to train. We make that easy by learning residuals of all layers."
THIRD = "Something else altogether, of which nothing was said before."


@pytest.fixture
def meet(library: Library, record: Callable[..., Record]) -> Meet:
    """Let a source tell of the paper: `meet(FIRST, "arxiv")`."""

    def tell(abstract: str, source: str = "huggingface", **said: Any) -> Outcome:
        return library.add([record(abstract=abstract, source=source, arxiv_id=ID, **said)], f"met {source}").outcomes[0]

    return tell


def texts(library: Library) -> list[tuple[str, str]]:
    """The versions with their sources; the first is in force."""
    found = library.versions(PAPER)
    assert [version.in_force for version in found] == [True] + [False] * (len(found) - 1)
    assert all(version.text_hash == text_hash(version.text) for version in found)
    assert found[0].text == library.paper(PAPER).abstract
    return [(version.source, version.text) for version in found]


def mark(library: Library, quote: str, **said: Any) -> Changes:
    start = library.paper(PAPER).abstract.index(quote)
    return library.add_highlight(PAPER, start, start + len(quote), colour="yellow", summary="highlighted", **said)


def highlights(library: Library) -> list[tuple[str, bool]]:
    return [(highlight.selector.exact, highlight.detached) for highlight in library.paper(PAPER).highlights]


def test_one_text_is_its_only_version(library: Library, meet: Meet) -> None:
    meet(FIRST, "huggingface")
    assert texts(library) == [("huggingface", FIRST)]
    with pytest.raises(UnknownPaper):
        library.versions(PaperId(9))


def test_a_paper_without_an_abstract_has_no_version(library: Library, meet: Meet) -> None:
    meet("")
    assert library.versions(PAPER) == ()


def test_a_blank_that_another_source_fills_is_of_that_source(library: Library, meet: Meet) -> None:
    meet("", "huggingface")
    assert meet(FIRST, "arxiv") is Outcome.UPDATED
    assert texts(library) == [("arxiv", FIRST)]


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ([("huggingface", FIRST), ("arxiv", SECOND)], [("arxiv", SECOND), ("huggingface", FIRST)]),
        ([("arxiv", FIRST), ("huggingface", SECOND)], [("arxiv", FIRST), ("huggingface", SECOND)]),
        ([("arxiv:cs.LG", FIRST), ("arxiv:cs.LG", SECOND)], [("arxiv:cs.LG", SECOND), ("arxiv:cs.LG", FIRST)]),
        ([("huggingface", FIRST), ("huggingface", SECOND)], [("huggingface", SECOND), ("huggingface", FIRST)]),
        ([("huggingface", FIRST), ("file", SECOND)], [("huggingface", FIRST), ("file", SECOND)]),
        ([("sample", FIRST), ("file", SECOND)], [("file", SECOND), ("sample", FIRST)]),
        ([("file", FIRST), ("sample", SECOND)], [("file", FIRST), ("sample", SECOND)]),
        (
            [("file", FIRST), ("arxiv", SECOND), ("file", THIRD)],
            [("arxiv", SECOND), ("file", THIRD), ("file", FIRST)],
        ),
    ],
)  # fmt: skip
def test_the_rule_says_which_text_is_in_force(
    library: Library, meet: Meet, told: list[tuple[str, str]], due: list[tuple[str, str]]
) -> None:
    for source, text in told:
        meet(text, source)
    assert texts(library) == due


def test_what_is_told_again_changes_nothing(library: Library, meet: Meet) -> None:
    meet(FIRST)
    assert meet(SECOND) is Outcome.UPDATED
    number = library.last_change()
    for text in (FIRST, SECOND, FIRST, "  " + SECOND.replace(" ", "\n"), ""):
        assert meet(text) is Outcome.UNCHANGED
    assert library.last_change() == number
    assert library.paper(PAPER).abstract == SECOND


@pytest.mark.parametrize("other", [FIRST.replace(" are ", "\nare  "), f"  {FIRST}\n", FIRST.replace(". ", ".\n\n")])
def test_other_white_space_is_no_other_text(library: Library, meet: Meet, other: str) -> None:
    meet(FIRST, "huggingface")
    assert meet(other, "arxiv", day="2025-01-01") is Outcome.UPDATED  # for the day alone
    assert texts(library) == [("huggingface", FIRST)]


def test_a_text_that_breaks_off_gives_way_to_the_whole_one_and_never_the_other_way(
    library: Library, meet: Meet
) -> None:
    cut = FIRST[:40].rstrip() + "…"
    meet(cut, "arxiv")
    meet(FIRST, "file")
    assert texts(library)[0] == ("file", FIRST)
    assert meet(FIRST[:30] + "...", "file") is Outcome.UNCHANGED
    assert len(library.versions(PAPER)) == 2


def test_highlights_follow_into_another_text_and_come_back_with_undo(library: Library, meet: Meet) -> None:
    meet(FIRST)
    mark(library, "deep networks" if "deep networks" in FIRST else "networks are hard", note="n", tags=["t"])
    mark(library, "wins the contest")
    before = library.paper(PAPER).highlights
    meet(SECOND, "arxiv")
    assert highlights(library) == [("networks are hard", False), ("wins the contest", True)]
    moved, gone = library.paper(PAPER).highlights
    assert (moved.note, moved.tags, moved.selector.text_hash) == ("n", ("t",), text_hash(SECOND))
    assert gone.selector == before[1].selector  # it tells where it was
    assert library.undo().annotations
    assert (library.paper(PAPER).abstract, library.paper(PAPER).highlights) == (FIRST, before)
    assert texts(library) == [("huggingface", FIRST)]
    library.redo()
    assert library.paper(PAPER).highlights == (moved, gone)
    assert texts(library) == [("arxiv", SECOND), ("huggingface", FIRST)]


def test_a_detached_highlight_comes_back_by_itself_with_its_text(library: Library, meet: Meet) -> None:
    meet(FIRST)
    mark(library, "It wins the contest.")
    meet(SECOND)
    assert highlights(library) == [("It wins the contest.", True)]
    meet(SECOND + " It wins the contest.")
    assert highlights(library) == [("It wins the contest.", False)]


def test_a_text_that_its_source_tells_again_on_a_later_day_returns_with_its_highlights(
    library: Library, meet: Meet
) -> None:
    meet(FIRST, day="2024-05-01")
    mark(library, "It wins the contest.")
    meet(SECOND, day="2024-05-02")
    before = texts(library)
    assert meet(FIRST, day="2024-05-01") is Outcome.UNCHANGED  # the old list, read again
    assert highlights(library) == [("It wins the contest.", True)]
    assert meet(FIRST, day="2024-05-03") is Outcome.UPDATED
    assert texts(library) == before[::-1]
    assert highlights(library) == [("It wins the contest.", False)]
    library.undo()
    assert texts(library) == before
    assert highlights(library) == [("It wins the contest.", True)]


def test_a_text_without_a_day_returns_where_highlights_have_lost_their_place_since(
    library: Library, meet: Meet
) -> None:
    meet(FIRST, "file", day="")
    mark(library, "It wins the contest.")
    meet(SECOND, "file", day="")
    assert meet(FIRST, "file", day="") is Outcome.UPDATED
    assert highlights(library) == [("It wins the contest.", False)]
    for text in (SECOND, FIRST):
        assert meet(text, "file", day="") is Outcome.UNCHANGED  # nothing is lost in the one or the other
    assert texts(library)[0] == ("file", FIRST)


def test_a_text_does_not_return_over_one_of_a_better_source(library: Library, meet: Meet) -> None:
    meet(FIRST, day="2024-05-01")
    mark(library, "It wins the contest.")
    meet(SECOND, "arxiv", day="2024-05-02")
    meet(FIRST, day="2024-05-03")
    assert texts(library)[0] == ("arxiv", SECOND)


def test_a_detached_highlight_is_placed_by_hand(library: Library, meet: Meet) -> None:
    meet(FIRST)
    mark(library, "It wins the contest.", note="kept")
    meet(SECOND)
    (highlight,) = library.paper(PAPER).highlights
    start = SECOND.index("of all layers")
    library.move_highlight(highlight.id, start, start + 13, summary="moved")
    (moved,) = library.paper(PAPER).highlights
    assert (moved.selector.exact, moved.detached, moved.note) == ("of all layers", False, "kept")
    library.undo()
    assert library.paper(PAPER).highlights == (highlight,)


def test_what_the_reader_made_is_taken_back_after_a_text_came_that_undo_passes_over(
    library: Library, meet: Meet, record: Callable[..., Record]
) -> None:
    meet(FIRST)
    mark(library, "hard to train")
    (made,) = library.paper(PAPER).highlights
    library.add([record(abstract=SECOND, source="arxiv", arxiv_id=ID)], "fetched", undoable=False)
    assert library.undo().summary == "Undo: highlighted"
    assert highlights(library) == []
    library.redo()
    assert highlights(library) == [("hard to train", False)]
    assert library.paper(PAPER).highlights[0].id == made.id


def test_a_deleted_highlight_that_is_brought_back_stands_in_the_text_that_is_in_force_by_then(
    library: Library, meet: Meet, record: Callable[..., Record]
) -> None:
    meet(FIRST)
    mark(library, "hard to train")
    mark(library, "contest")
    library.delete_highlights([h.id for h in library.paper(PAPER).highlights], "deleted")
    library.add([record(abstract=SECOND, source="arxiv", arxiv_id=ID)], "fetched", undoable=False)
    library.undo()
    assert highlights(library) == [("hard to train", False), ("contest", True)]
    library.redo()
    assert highlights(library) == []


def test_a_selection_in_a_text_that_has_just_given_way_is_placed_in_the_new_one(library: Library, meet: Meet) -> None:
    meet(FIRST)
    meet(SECOND, "arxiv")
    for quote in ("hard to train", "It wins the contest."):
        start = FIRST.index(quote)
        said = {"colour": "blue", "summary": "highlighted", "text_hash": text_hash(FIRST)}
        if quote in SECOND:
            library.add_highlight(PAPER, start, start + len(quote), **said)  # type: ignore[arg-type]
        else:
            with pytest.raises(Trouble, match="the abstract has changed meanwhile"):
                library.add_highlight(PAPER, start, start + len(quote), **said)  # type: ignore[arg-type]
    (highlight,) = library.paper(PAPER).highlights
    assert highlight.selector.start == SECOND.index("hard to train")


# --- two papers made one ----------------------------------------------------------------------------------


@pytest.fixture
def two(library: Library, record: Callable[..., Record]) -> Callable[[str, str], tuple[PaperId, PaperId]]:
    """Make two papers of one title that nothing joins yet, with an abstract each, highlighted and noted."""

    def make(first: str, second: str) -> tuple[PaperId, PaperId]:
        for text, said in ((first, {"arxiv_id": ID}), (second, {"doi": "10.1000/a", "authors": ("Other One",)})):
            library.add([record(abstract=text, source=f"source of {next(iter(said))}", **said)], "added")
        papers = (library.find(ID), library.find("10.1000/a"))
        assert papers[0] != papers[1]
        for number, paper in enumerate(papers):
            text = library.paper(paper).abstract
            library.add_highlight(
                paper, 0, len(text.split(".")[0]), colour="pink", note=f"on {number}", tags=[f"t{number}"], summary="h"
            )
            library.write_note(paper, f"Note {number}, see [[{ID}]].", "noted")
        return papers

    return make


def merge(library: Library, record: Callable[..., Record]) -> Changes:
    return library.add([record(arxiv_id=ID, doi="10.1000/a", source="both")], "merged").changes


def test_merging_moves_highlights_notes_and_texts_along_and_undo_parts_them_again(
    library: Library,
    record: Callable[..., Record],
    two: Callable[[str, str], tuple[PaperId, PaperId]],
    read_all: Any,
    folder: Path,
) -> None:
    kept, lost = two(FIRST, SECOND)
    before = read_all(folder)
    assert merge(library, record).annotations
    paper = library.paper(kept)
    assert library.find("10.1000/a") == kept
    with pytest.raises(UnknownPaper):
        library.paper(lost)
    assert {highlight.note for highlight in paper.highlights} == {"on 0", "on 1"}
    assert {tag for highlight in paper.highlights for tag in highlight.tags} == {"t0", "t1"}
    assert paper.note == f"Note 0, see [[{ID}]].\n\n---\n\nNote 1, see [[{ID}]]."
    assert {version.text for version in library.versions(kept)} == {FIRST, SECOND}
    assert paper.abstract == FIRST
    after = read_all(folder)
    library.undo()
    assert read_all(folder) == before
    library.redo()
    assert read_all(folder) == after


def test_merging_two_of_one_text_keeps_both_highlights_and_one_text(
    library: Library, record: Callable[..., Record], two: Callable[[str, str], tuple[PaperId, PaperId]]
) -> None:
    kept, _ = two(FIRST, FIRST.replace(" ", "\n"))
    merge(library, record)
    first, second = library.paper(kept).highlights
    assert not first.detached
    assert not second.detached
    assert first.selector == second.selector
    assert [version.text for version in library.versions(kept)] == [FIRST]


def test_two_notes_that_say_the_same_are_one(library: Library, record: Callable[..., Record], two: Any) -> None:
    kept, lost = two(FIRST, SECOND)
    for paper in (kept, lost):
        library.write_note(paper, "The same.", "noted")
    merge(library, record)
    assert library.paper(kept).note == "The same."


def test_a_text_of_arxiv_stays_in_force_whichever_paper_it_came_with(
    library: Library, record: Callable[..., Record]
) -> None:
    library.add([record(abstract=FIRST, source="file", arxiv_id=ID)], "added")
    library.add([record(abstract=SECOND, source="arxiv", doi="10.1000/a", authors=("Other One",))], "added")
    mark(library, "hard to train")
    merge(library, record)
    assert library.paper(PAPER).abstract == SECOND
    assert highlights(library) == [("hard to train", False)]
    library.undo()
    assert library.paper(PAPER).abstract == FIRST


def test_a_text_that_a_merged_paper_brings_is_of_its_source(library: Library, record: Callable[..., Record]) -> None:
    library.add([record(source="file", arxiv_id=ID)], "added")
    library.add([record(abstract=FIRST, source="arxiv", doi="10.1000/a", authors=("Other One",))], "added")
    merge(library, record)
    assert texts(library) == [("arxiv", FIRST)]
    library.undo()
    assert library.versions(PAPER) == ()


def _ids(found: tuple[Highlight, ...]) -> list[int]:
    return [highlight.id for highlight in found]


def test_an_import_that_is_undone_takes_nothing_with_it_that_was_made_since(library: Library, meet: Meet) -> None:
    meet(FIRST)
    mark(library, "hard to train")
    library.write_note(PAPER, "mine", "noted")
    made = _ids(library.paper(PAPER).highlights)
    for _ in range(3):
        library.undo()
    with pytest.raises(UnknownPaper):
        library.paper(PAPER)
    for _ in range(3):
        library.redo()
    paper = library.paper(PAPER)
    assert (_ids(paper.highlights), paper.note) == (made, "mine")


def test_a_paper_that_was_taken_out_and_is_met_again_has_all_that_was_written_on_it(
    library: Library, meet: Meet
) -> None:
    meet(FIRST)
    mark(library, "hard to train")
    library.write_note(PAPER, "mine", "noted")
    library.hide([PAPER], "removed")
    assert meet(SECOND, "arxiv") is Outcome.NEW
    paper = library.paper(PAPER)
    assert (paper.note, paper.abstract, highlights(library)) == ("mine", SECOND, [("hard to train", False)])
    assert library.trash() == []
