# SPDX-License-Identifier: MIT
"""Notes: written as they are typed, in steps that undo takes back, and the links between them."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paperdesk.domain.errors import BadInput, UnknownPaper
from paperdesk.domain.note_links import LinkTarget
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

ONE, TWO, THREE = PaperId(1), PaperId(2), PaperId(3)


@pytest.fixture
def library(library: Library, record: Callable[..., Record]) -> Library:
    """A library of three papers."""
    library.add(
        [
            record("Deep Residual Learning for Image Recognition", arxiv_id="1512.03385", day="2025-01-03"),
            record("Attention Is All You Need", arxiv_id="1706.03762", day="2025-01-02"),
            record("Über Netze: 100% of_them", doi="10.1000/a", day="2025-01-01"),
        ],
        "added",
    )
    return library


def later(library: Library, seconds: float) -> None:
    """Let all that was written be older."""
    ago = (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    library._connection.execute("UPDATE changes SET at = ?", (ago,))


def note(library: Library, paper: PaperId = ONE) -> str:
    return library.paper(paper).note


def items(library: Library) -> int:
    sql = "SELECT count(*) FROM change_items WHERE relation = 'notes'"
    return int(library._connection.execute(sql).fetchone()[0])


def test_a_note_is_kept_as_it_stands(library: Library) -> None:
    changes = library.write_note(ONE, "  # Mine\n\n\t*x* \n", "noted")
    assert (changes.papers, changes.annotations, changes.marks) == ({ONE}, True, {"note"})
    assert note(library) == "  # Mine\n\n\t*x* \n"
    assert not library.write_note(ONE, "  # Mine\n\n\t*x* \n", "noted")
    assert library.write_note(ONE, " \n ", "deleted").marks == {"note"}
    assert note(library) == ""
    assert not library.write_note(ONE, "", "deleted")


def test_what_cannot_be_a_note_is_refused(library: Library) -> None:
    with pytest.raises(BadInput, match="is too long"):
        library.write_note(ONE, "x" * 1_000_001, "noted")
    with pytest.raises(UnknownPaper):
        library.write_note(PaperId(9), "x", "noted")
    library.write_note(ONE, "a\ud800b", "noted")
    assert note(library) == "a\ufffdb"


def test_typing_is_one_step_and_one_item_in_the_log(library: Library) -> None:
    numbers = [library.write_note(ONE, "A note"[:length], "noted").number for length in range(1, 7)]
    assert numbers == sorted(set(numbers))
    assert items(library) == 1
    assert library.changes_since(numbers[2]).papers == {ONE}
    assert library.changed_texts(numbers[2], numbers[-1]) == [ONE]
    library.undo()
    assert note(library) == ""
    library.redo()
    assert note(library) == "A note"
    library.undo()
    assert library.undoable() == "added"


def test_what_is_typed_on_an_older_note_goes_back_to_that(library: Library) -> None:
    library.write_note(ONE, "old", "noted")
    later(library, 61)
    for text in ("old n", "old ne", "old new"):
        library.write_note(ONE, text, "noted")
    assert items(library) == 2
    library.undo()
    assert note(library) == "old"
    library.undo()
    assert note(library) == ""
    library.redo()
    library.redo()
    assert note(library) == "old new"


def test_a_step_lasts_ten_minutes_at_most(library: Library) -> None:
    library.write_note(ONE, "a", "noted")
    first = library.last_change()
    for n in range(3):
        library.write_note(ONE, "a" * (n + 2), "noted")
    library._connection.execute(
        "UPDATE changes SET at = ? WHERE id = ?",
        ((datetime.now(UTC) - timedelta(seconds=601)).isoformat().replace("+00:00", "Z"), first),
    )
    library.write_note(ONE, "another", "noted")
    library.undo()
    assert note(library) == "aaaa"


@pytest.mark.parametrize("between", ["another note", "a mark", "undo", "a deleted note"])
def test_anything_else_in_between_ends_the_step(library: Library, between: str) -> None:
    library.write_note(ONE, "a", "noted")
    before = "a"
    if between == "another note":
        library.write_note(TWO, "b", "noted")
    elif between == "a mark":
        library.mark([ONE], {"starred": True}, "starred")
    elif between == "undo":
        library.mark([ONE], {"starred": True}, "starred")
        library.undo()
    else:
        library.write_note(ONE, "", "deleted")
        before = ""
    library.write_note(ONE, "abc", "noted")
    library.undo()
    assert note(library) == before


def test_a_mark_that_undo_passes_over_does_not_part_what_is_typed(library: Library) -> None:
    library.write_note(ONE, "a", "noted")
    library.mark([ONE], {"read": True}, "read", undoable=False)
    library.write_note(ONE, "ab", "noted")
    library.undo()
    assert note(library) == ""
    assert library.paper(ONE).read


def test_a_step_that_was_typed_on_undoes_whole_with_undo_of_what_came_before(library: Library) -> None:
    for text in ("a", "ab", "abc"):
        library.write_note(ONE, text, "noted")
    assert library.undo()
    assert library.undo().summary == "Undo: added"
    assert library.redo()
    assert library.redo()
    assert note(library) == "abc"


# --- links ----------------------------------------------------------------------------------------------


def test_links_lead_to_papers_by_key_address_and_title(library: Library) -> None:
    for target in ("1706.03762", "arXiv:1706.03762v3", "attention is all you need", "https://arxiv.org/abs/1706.03762"):
        assert library.linked(target) == TWO
    assert library.linked("10.1000/A") == THREE
    assert library.linked("UBER netze 100 of them") == THREE
    assert library.linked("nothing of the kind") is None


def test_back_links_follow_every_change(library: Library) -> None:
    assert library.backlinks(TWO) == []
    library.write_note(ONE, "See [[attention is all you NEED]].", "noted")
    library.write_note(THREE, "See [[1706.03762]] and [[1706.03762v2]].", "noted")
    library.write_note(TWO, "Myself: [[1706.03762]].", "noted")
    assert library.backlinks(TWO) == [ONE, THREE]
    library.undo()
    library.undo()
    assert library.backlinks(TWO) == [ONE]
    library.redo()
    assert library.backlinks(TWO) == [ONE, THREE]
    library.write_note(ONE, "No more.", "noted")
    assert library.backlinks(TWO) == [THREE]
    library.hide([THREE], "removed")
    assert library.backlinks(TWO) == []


def test_notes_on_highlights_link_too(library: Library, record: Callable[..., Record]) -> None:
    library.add(
        [record("Deep Residual Learning for Image Recognition", arxiv_id="1512.03385", abstract="Some text.")], "a"
    )
    library.add_highlight(ONE, 0, 4, colour="yellow", note="[[1706.03762]]", summary="highlighted")
    assert library.backlinks(TWO) == [ONE]
    (highlight,) = library.paper(ONE).highlights
    library.change_highlight(highlight.id, colour=None, note="", tags=None, summary="changed")
    assert library.backlinks(TWO) == []
    library.undo()
    assert library.backlinks(TWO) == [ONE]
    library.delete_highlights([highlight.id], "deleted")
    assert library.backlinks(TWO) == []


def test_a_link_to_a_paper_that_comes_later_leads_there_then(library: Library, record: Callable[..., Record]) -> None:
    library.write_note(ONE, "[[2401.00001]]", "noted")
    library.add([record("A Title That Is New Here", arxiv_id="2401.00001")], "added")
    paper = library.find("2401.00001")
    assert library.backlinks(paper) == [ONE]


def test_completion_offers_keys_and_titles_best_first(library: Library) -> None:
    def offered(prefix: str, limit: int = 5) -> list[PaperId]:
        return [target.paper for target in library.link_targets(prefix, limit)]

    assert library.link_targets("attention is", 5) == [LinkTarget(TWO, "1706.03762", "Attention Is All You Need")]
    assert offered("1512") == [ONE]
    assert offered("is") == [TWO]
    assert offered("") == [ONE, TWO, THREE]
    assert offered("", 2) == [ONE, TWO]
    assert offered("100%") == offered("of_t") == [THREE]
    assert offered("%") == [THREE]
    assert offered("no such") == offered("\\") == []
    assert offered("i") == [TWO, ONE] or offered("i") == [ONE, TWO]
    assert offered("x" * 5_000) == []


def test_links_of_a_library_are_those_of_its_notes_also_for_other_readers(library: Library, folder: Path) -> None:
    library.write_note(ONE, "[[a]] [[B]] [[b]]", "noted")
    with sqlite3.connect(folder / "library.db") as db:
        found = db.execute("SELECT paper_id, key FROM note_links ORDER BY key").fetchall()
    db.close()
    assert found == [(1, "a"), (1, "b")]
