# SPDX-License-Identifier: MIT
"""What a search index is given of papers, and which of them it is told to read again: all that differ, whatever was done."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.annotation import HighlightId
from paperdesk.domain.errors import Trouble
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.library.texts import PaperTexts
from paperdesk.library.view import View

Make = Callable[..., Record]

records = st.builds(
    Record,
    title=st.sampled_from(("Deep Residual Learning for Image Recognition", "Introduction")),
    sighting=st.builds(
        Sighting, source=st.sampled_from(("huggingface", "page")), day=st.sampled_from(("", "2025-01-01"))
    ),
    abstract=st.sampled_from(("", "What it is about.", "What it is about, and more.")),
    authors=st.lists(st.sampled_from(("Jie Wu", "Ada Lovelace")), max_size=2, unique=True).map(tuple),
    arxiv_id=st.sampled_from(("", "2404.18212", "1512.03385")),
    doi=st.sampled_from(("", "10.1000/one")),
    categories=st.sampled_from(((), ("cs.LG",))),
)
papers = st.lists(st.integers(1, 3).map(PaperId), min_size=1, max_size=2)
tags = st.sampled_from(("ml", "ml/vision", "ML", "later"))


def highlight(library: Library, paper: PaperId, colour: str, note: str) -> None:
    library.add_highlight(paper, 0, 4, colour=colour, note=note, summary="highlighted")


def change_first(library: Library, colour: str, note: str) -> None:
    library.change_highlight(HighlightId(1), colour=colour, note=note, tags=None, summary="changed")


verbs = st.one_of(
    st.tuples(st.just("add"), st.lists(records, min_size=1, max_size=3), st.just("added")),
    st.tuples(st.just("tag"), papers, st.lists(tags, min_size=1, max_size=2), st.just("tagged")),
    st.tuples(st.just("untag"), papers, st.lists(tags, min_size=1, max_size=2), st.just("untagged")),
    st.tuples(st.just("rename_tag"), tags, tags),
    st.tuples(st.just("delete_tag"), tags),
    st.tuples(st.just("hide"), papers, st.just("removed")),
    st.tuples(st.just("mark"), papers, st.just({"read": True}), st.just("read")),
    st.tuples(st.just("write_note"), papers.map(lambda ids: ids[0]), st.sampled_from(("", "a", "b")), st.just("noted")),
    st.tuples(st.just(highlight), papers.map(lambda ids: ids[0]), st.just("yellow"), st.sampled_from(("", "n"))),
    st.tuples(st.just(change_first), st.sampled_from(("green", "blue")), st.sampled_from(("", "n"))),
    st.tuples(st.just("delete_highlights"), st.just([HighlightId(1)]), st.just("deleted")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


BEGUN = [
    Record("Deep Residual Learning for Image Recognition", Sighting("page"), arxiv_id="1512.03385"),
    Record("Introduction", Sighting("page"), authors=("Jie Wu",), doi="10.1000/one"),
    Record("Introduction", Sighting("page"), authors=("Ada Lovelace",), arxiv_id="2404.18212"),
]


def texts(view: View) -> dict[int, PaperTexts]:
    """The texts of all papers there ever were, the values of each in an order that tells nothing."""
    found = list(view.texts([PaperId(n) for n in range(1, 40)]))
    return {
        t.id: PaperTexts(
            t.id, t.title, t.abstract, t.authors, t.categories,
            *(tuple(sorted(v)) for v in (t.tags, t.sources, t.keys)), t.note, tuple(sorted(t.highlights)),
        )
        for t in found
    }  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(verbs, min_size=1, max_size=8), st.integers(0, 3))
def test_all_that_differs_is_read_again(done: list[Any], start: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="paperdesk-test-"))
    try:
        with Library(folder) as library:
            library.add(BEGUN, "added")
            library.tag([PaperId(1), PaperId(2)], ["ml", "later"], "tagged")
            before, number = texts(library), library.last_change()
            for place, (verb, *arguments) in enumerate(done):
                if place == start:
                    before, number = texts(library), library.last_change()
                try:
                    getattr(library, verb)(*arguments) if isinstance(verb, str) else verb(library, *arguments)
                except Trouble:
                    continue
            after = texts(library)
            differing = {paper for paper in before | after if before.get(paper) != after.get(paper)}
            assert differing <= set(library.changed_texts(number, library.last_change()))
    finally:
        shutil.rmtree(folder)


def test_the_texts_of_a_paper(library: Library, record: Make) -> None:
    library.add(
        [record(abstract="All of $x$.", authors=("Jie Wu", "Ada Łukasz"), arxiv_id="1512.03385", doi="10.1000/one",
                categories=("cs.CV", "cs.LG"), source="arxiv:cs.CV")], "added")  # fmt: skip
    library.tag([PaperId(1)], ["ml/vision"], "tagged")
    (found,) = library.texts([PaperId(1), PaperId(2)])
    assert found.title == "Deep Residual Learning for Image Recognition"
    assert (found.abstract, found.authors) == ("All of $x$.", ("Jie Wu", "Ada Łukasz"))
    assert (found.categories, found.tags, found.sources) == (("cs.CV", "cs.LG"), ("ml/vision",), ("arxiv:cs.CV",))
    assert set(found.keys) == {"1512.03385", "10.1000/one"}


def test_the_order_is_the_one_asked_for_and_what_was_taken_out_is_left_out(library: Library, record: Make) -> None:
    library.add([record(f"Title {n}", arxiv_id=f"2401.{n:05}") for n in range(1, 1202)], "added")
    library.hide([PaperId(7)], "removed")
    wanted = [PaperId(n) for n in range(1201, 0, -1)]
    assert [found.id for found in library.texts(wanted)] == [paper for paper in wanted if paper != 7]


def test_marks_touch_no_text_and_a_renamed_tag_those_of_its_papers(library: Library, record: Make) -> None:
    library.add([record(f"Title {n}", arxiv_id=f"2401.{n:05}") for n in range(1, 6)], "added")
    library.tag([PaperId(2), PaperId(4)], ["ml"], "tagged")
    before = library.last_change()
    library.mark([PaperId(1)], {"read": True, "starred": True}, "marked")
    library.save_search("mine", "graph")
    assert library.changed_texts(before, library.last_change()) == []
    before = library.last_change()
    library.rename_tag("ml", "learning")
    assert sorted(library.changed_texts(before, library.last_change())) == [2, 4]


def test_a_range_of_new_papers_is_told_paper_by_paper(library: Library, record: Make) -> None:
    library.add([record(f"Title {n}", arxiv_id=f"2401.{n:05}") for n in range(1, 6)], "added")
    assert sorted(library.changed_texts(0, library.last_change())) == [1, 2, 3, 4, 5]
    assert library.changed_texts(library.last_change(), library.last_change()) == []
