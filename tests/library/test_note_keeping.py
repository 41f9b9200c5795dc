# SPDX-License-Identifier: MIT
"""A note that is saved as it is typed overwrites no other that its writer has not seen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from paperdesk.domain.errors import Trouble
from paperdesk.domain.note_links import RULE
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record
from paperdesk.library.library import Library
from paperdesk.services import annotating


@pytest.fixture
def paper(library: Library, record: Callable[..., Record]) -> PaperId:
    library.add([record(arxiv_id="1512.03385")], "added")
    return library.find("1512.03385")


def test_what_is_typed_takes_the_place_of_what_was_seen(library: Library, paper: PaperId) -> None:
    assert annotating.keep_note(library, paper, "a", known=("",)) == ("a", "")
    assert annotating.keep_note(library, paper, "ab", known=("a",)) == ("ab", "")
    assert annotating.keep_note(library, paper, "", known=("ab",)) == ("", "")
    assert library.paper(paper).note == ""


def test_what_was_not_seen_is_joined(library: Library, paper: PaperId, folder: Path) -> None:
    annotating.keep_note(library, paper, "mine", known=("",))
    with Library(folder) as other:
        annotating.write_note(other, paper, "theirs")
    both = f"mine, longer{RULE}theirs"
    assert annotating.keep_note(library, paper, "mine, longer", known=("mine",)) == (both, "theirs")
    assert library.paper(paper).note == both


def test_a_note_that_was_taken_away_elsewhere_is_written_again(library: Library, paper: PaperId) -> None:
    annotating.keep_note(library, paper, "mine", known=("",))
    annotating.write_note(library, paper, "")
    assert annotating.keep_note(library, paper, "mine, longer", known=("mine",)) == ("mine, longer", "")


def test_what_is_typed_at_one_go_is_one_step(library: Library, paper: PaperId) -> None:
    annotating.write_note(library, paper, "before")
    library.mark([paper], {"starred": True}, "Starred")
    text = "before"
    for letter in " and after":
        known, text = text, text + letter
        annotating.keep_note(library, paper, text, known=(known,))
    library.undo()
    assert library.paper(paper).note == "before"
    library.redo()
    assert library.paper(paper).note == "before and after"


def test_a_note_on_a_paper_in_the_trash_is_kept_there(library: Library, paper: PaperId) -> None:
    annotating.remove_papers(library, [paper])
    annotating.keep_note(library, paper, "a", known=("",))
    annotating.restore_papers(library, [paper])
    assert library.paper(paper).note == "a"


def test_a_note_on_a_paper_that_was_never_there_is_refused(library: Library, record: Callable[..., Record]) -> None:
    library.add([record(arxiv_id="1512.03385")], "added")
    paper = library.find("1512.03385")
    library.undo()
    with pytest.raises(Trouble, match="not in the library any more"):
        annotating.keep_note(library, paper, "a", known=("",))


def test_a_note_on_a_paper_that_was_merged_goes_to_the_other(
    library: Library, paper: PaperId, record: Callable[..., Record]
) -> None:
    library.add([record("Another", doi="10.1/x")], "added")
    other = library.find("10.1/x")
    annotating.write_note(library, paper, "of the one")
    annotating.write_note(library, other, "of the other")
    library.add([record(arxiv_id="1512.03385", doi="10.1/x")], "they are one")
    gone = other if library.find("10.1/x") == paper else paper
    known = "of the other" if gone == other else "of the one"
    annotating.keep_note(library, gone, f"{known}, longer", known=(known,))
    assert sorted(library.paper(library.find("10.1/x")).note.split(RULE)) == sorted(
        [f"{known}, longer", "of the one" if gone == other else "of the other"]
    )


def test_a_row_says_whether_there_is_a_note(library: Library, paper: PaperId) -> None:
    assert not library.rows([paper])[paper].noted
    annotating.write_note(library, paper, "a")
    assert library.rows([paper])[paper].noted
