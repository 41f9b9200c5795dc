# SPDX-License-Identifier: MIT
"""Highlights of one text: made, changed, moved, deleted, each step taken back and done again, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.annotation import Highlight, HighlightId, text_hash
from paperdesk.domain.changes import Changes
from paperdesk.domain.errors import BadInput, Trouble, UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.library import anchors
from paperdesk.library.highlights import insert
from paperdesk.library.library import Library
from paperdesk.library.transaction import Transaction
from paperdesk.library.view import View

TEXT = "Cafe\u0301s of $\\alpha$-words, 👩\u200d🔬 and 🇫🇷🇩🇪 in 漢字 text; the end."
PAPER = PaperId(1)


@pytest.fixture
def kept(library: Library, record: Callable[..., Record]) -> Library:
    """A library of one paper with `TEXT`."""
    library.add([record(abstract=TEXT, arxiv_id="1512.03385")], "added")
    return library


def mark(library: Library, start: int, end: int, **said: Any) -> Changes:
    given = {"colour": "yellow", "summary": "highlighted", **said}
    return library.add_highlight(PAPER, start, end, **given)


def only(view: View) -> Highlight:
    (highlight,) = view.paper(PAPER).highlights
    return highlight


def quotes(view: View) -> list[str]:
    return [highlight.selector.exact for highlight in view.paper(PAPER).highlights]


def test_a_highlight_is_there_for_who_reads_with_all_that_was_said_of_it(kept: Library, folder: Path) -> None:
    start = TEXT.index("words")
    changes = mark(kept, start, start + 5, colour="pink", note="*Why*?", tags=["b", "A/c"])
    assert (changes.papers, changes.annotations, changes.marks) == ({PAPER}, True, {"highlighted"})
    assert changes.undoable
    with View(folder) as view:
        highlight = only(view)
        assert highlight == view.highlight(highlight.id)
    assert (highlight.paper, highlight.colour, highlight.note, highlight.detached) == (PAPER, "pink", "*Why*?", False)
    assert highlight.tags == ("A/c", "b")
    assert highlight.created == highlight.changed
    selector = highlight.selector
    assert (selector.start, selector.end, selector.exact) == (start, start + 5, "words")
    assert (selector.prefix, selector.suffix) == (TEXT[:start][-32:], TEXT[start + 5 :][:32])
    assert selector.text_hash == text_hash(TEXT)


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (5, 5), (9, 8), (-1, 3), (0, len(TEXT) + 1), (len(TEXT), len(TEXT)), (6, 7), (900, 901)]
)
def test_what_is_no_passage_is_refused_in_one_line(kept: Library, start: int, end: int) -> None:
    with pytest.raises(BadInput) as refused:
        mark(kept, start, end)
    assert "\n" not in refused.value.text
    assert quotes(kept) == []
    assert kept.undoable() == "added"


@pytest.mark.parametrize(
    ("within", "whole"),
    [
        ("e", "e\u0301"),
        ("\u0301", "e\u0301"),
        ("\u200d", "👩\u200d🔬"),
        ("👩", "👩\u200d🔬"),
        ("🔬", "👩\u200d🔬"),
        ("🇫", "🇫🇷"),
        ("🇩", "🇩🇪"),
        ("漢", "漢"),
    ],
)
def test_a_passage_is_widened_to_whole_characters(kept: Library, within: str, whole: str) -> None:
    start = TEXT.index(within)
    mark(kept, start, start + 1)
    assert quotes(kept) == [whole]


def test_the_whole_text_and_its_ends_can_be_highlighted(kept: Library) -> None:
    for start, end in ((0, len(TEXT)), (0, 1), (len(TEXT) - 1, len(TEXT))):
        mark(kept, start, end)
    assert quotes(kept) == ["C", TEXT, "."]


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_range_of_any_text_is_selected_or_refused(text: str, start: int, end: int) -> None:
    try:
        selector = anchors.selected(text, start, end)
    except BadInput:
        assert end > len(text) or start > end or not text[start:end].strip()
        return
    assert selector.start <= start < end <= selector.end
    assert text[selector.start : selector.end] == selector.exact
    assert anchors.selected(text, selector.start, selector.end) == selector


@pytest.mark.parametrize(
    "said",
    [{"colour": "mauve"}, {"colour": ""}, {"tags": ["/"]}, {"note": "x" * 1_000_001}],
    ids=lambda said: next(iter(said)),
)
def test_what_a_highlight_cannot_have_is_refused_and_nothing_is_half_there(kept: Library, said: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        mark(kept, 0, 4, **said)
    assert (quotes(kept), kept.tags()) == ([], [])
    mark(kept, 0, 4)
    changed = {"colour": None, "note": None, "tags": None, **said}
    with pytest.raises(BadInput):
        kept.change_highlight(only(kept).id, summary="changed", **changed)
    assert only(kept).colour == "yellow"


def test_a_paper_that_never_was_has_no_highlights(kept: Library) -> None:
    with pytest.raises(UnknownPaper):
        kept.add_highlight(PaperId(9), 0, 1, colour="yellow", summary="highlighted")


def test_surrogates_in_a_note_are_stored_as_what_can_be(kept: Library) -> None:
    mark(kept, 0, 4, note="a\ud800\0")
    assert only(kept).note == "a\ufffd\ufffd"


def test_every_step_is_taken_back_and_done_again_by_whoever_opens_the_library_next(kept: Library, folder: Path) -> None:
    seen = [kept.paper(PAPER).highlights]

    def did(changes: Changes) -> None:
        assert changes.annotations
        seen.append(kept.paper(PAPER).highlights)

    did(mark(kept, 0, 5, note="one", tags=["a"]))
    did(mark(kept, 3, 12))
    first, second = (highlight.id for highlight in kept.paper(PAPER).highlights)
    did(kept.change_highlight(first, colour="blue", note=None, tags=None, summary="changed"))
    did(kept.change_highlight(first, colour=None, note="two", tags=["b", "A"], summary="changed"))
    did(kept.move_highlight(second, 20, 30, summary="moved"))
    did(kept.delete_highlights([first, second], "deleted"))
    assert seen[-1] == ()
    for step in range(len(seen) - 2, -1, -1):
        with Library(folder) as other:
            assert other.undo().annotations
            assert other.paper(PAPER).highlights == seen[step]
    assert kept.tags() == []
    for step in range(1, len(seen)):
        with Library(folder) as other:
            assert other.redo().annotations
            assert other.paper(PAPER).highlights == seen[step]


def test_what_is_as_it_was_is_no_change(kept: Library) -> None:
    mark(kept, 0, 5, note="n", tags=["a"])
    highlight = only(kept)
    assert not kept.change_highlight(highlight.id, colour="yellow", note="n", tags=["A"], summary="changed")
    assert not kept.change_highlight(highlight.id, colour=None, note=None, tags=None, summary="changed")
    assert not kept.move_highlight(highlight.id, 0, 5, summary="moved")
    assert not kept.delete_highlights([HighlightId(99)], "deleted")
    assert only(kept) == highlight


def test_a_highlight_that_is_gone_is_told_of_in_one_line(kept: Library) -> None:
    for verb in (
        lambda: kept.change_highlight(HighlightId(9), colour="blue", note=None, tags=None, summary="changed"),
        lambda: kept.move_highlight(HighlightId(9), 0, 4, summary="moved"),
        lambda: kept.highlight(HighlightId(9)),
    ):
        with pytest.raises(Trouble, match="this highlight is gone"):
            verb()


def test_a_note_that_is_typed_on_is_one_step(kept: Library) -> None:
    mark(kept, 0, 5)
    highlight = only(kept).id
    for text in ("W", "Wh", "Why", "Why?"):
        assert kept.change_highlight(highlight, colour=None, note=text, tags=None, summary="noted")
    assert only(kept).note == "Why?"
    kept.undo()
    assert only(kept).note == ""
    kept.redo()
    assert only(kept).note == "Why?"


def test_tags_of_highlights_are_renamed_merged_and_deleted_with_the_others(kept: Library) -> None:
    mark(kept, 0, 5, tags=["a", "b"])
    kept.tag([PAPER], ["c"], "tagged")
    kept.rename_tag("a", "x/a")
    assert only(kept).tags == ("b", "x/a")
    assert kept.rename_tag("b", "x/A").annotations
    assert only(kept).tags == ("x/a",)
    kept.untag([PAPER], ["c"], "untagged")
    assert [tag.name for tag in kept.tags()] == ["x/a"]
    assert kept.delete_tag("x").annotations if kept.tags()[0].name == "x" else kept.delete_tag("x/a").annotations
    assert (only(kept).tags, kept.tags()) == ((), [])
    for _ in range(4):
        kept.undo()
    assert only(kept).tags == ("a", "b")


def test_the_last_highlight_takes_its_tags_with_it_unless_others_have_them(kept: Library) -> None:
    kept.tag([PAPER], ["both"], "tagged")
    mark(kept, 0, 5, tags=["both", "own"])
    assert kept.delete_highlights([only(kept).id], "deleted").tags
    assert [tag.name for tag in kept.tags()] == ["both"]
    kept.undo()
    assert kept.untag([PAPER], ["both"], "untagged")
    assert [tag.name for tag in kept.tags()] == ["both", "own"]


def test_undo_of_a_tag_leaves_it_where_a_highlight_has_it_since(kept: Library, folder: Path) -> None:
    kept.tag([PAPER], ["t"], "tagged")
    mark(kept, 0, 5, tags=["t"])
    kept._connection.execute("UPDATE changes SET undoable = 0 WHERE verb = 'highlight'")
    kept.undo()
    assert (kept.paper(PAPER).tags, only(kept).tags) == ((), ("t",))


def test_five_thousand_on_one_text_and_all_in_the_order_of_the_text(kept: Library) -> None:
    long = "word " * 1_000
    kept.add(
        [Record("Another Title of Its Own", kept.paper(PAPER).sightings[0], abstract=long, arxiv_id="2401.00002")], "a"
    )
    paper = kept.find("2401.00002")
    with Transaction(kept._connection, "highlight", "highlighted") as transaction:
        for number in range(5_000):
            start = number * 7 % 4_000 // 5 * 5
            insert(transaction, paper, anchors.selected(long, start, start + 4 + 5 * (number % 3)), colour="green")
    found = [(h.selector.start, h.selector.end, h.id) for h in kept.paper(paper).highlights]
    assert len(found) == 5_000
    assert found == sorted(found)
    assert kept.delete_highlights([HighlightId(i) for _, _, i in found], "deleted")
    assert kept.paper(paper).highlights == ()
    kept.undo()
    assert [(h.selector.start, h.selector.end, h.id) for h in kept.paper(paper).highlights] == found
