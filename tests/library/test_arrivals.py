# SPDX-License-Identifier: MIT
"""What sources tell: a paper met again changes nothing, adds a sighting, or fills blanks; it never overwrites."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Links, Record
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library
from paperdesk.library.view import View

Make = Callable[..., Record]
NEW, UPDATED, UNCHANGED = Outcome.NEW, Outcome.UPDATED, Outcome.UNCHANGED


def _papers(library: View) -> list[Paper]:
    return sorted(library.papers(library.page(Query(), -1)), key=lambda paper: paper.id)


def _only(library: View) -> Paper:
    (paper,) = _papers(library)
    return paper


def _whole(record: Make, **other: Any) -> Record:
    said: dict[str, Any] = {
        "source": "huggingface", "day": "2025-01-02", "rank": 3, "upvotes": 7, "comments": 2, "stars": 11,
        "submitter": "someone", "extra": {"ai": ["a", 1, None, "ü"]},
        "abstract": "What it is about.", "authors": ("Kaiming He", "Jian Sun"), "arxiv_id": "1512.03385",
        "doi": "10.1109/cvpr.2016.90", "other_id": "Their-ID", "published": "2015-12-10", "categories": ("cs.CV", "cs.LG"),
        "links": Links("https://a", "https://b", "https://c", "https://d", "https://e"),
    }  # fmt: skip
    return record(**{**said, **other})


def test_a_new_paper_is_kept_as_it_was_told(library: Library, record: Make) -> None:
    told = _whole(record)
    arrivals = library.add([told], "added")
    paper = _only(library)
    assert arrivals.outcomes == (NEW,)
    assert arrivals.changes.papers == {paper.id}
    assert (paper.key, paper.aliases) == ("1512.03385", ("10.1109/cvpr.2016.90", "their-id"))
    names = ("title", "abstract", "authors", "published", "categories", "links")
    assert [getattr(paper, n) for n in names] == [getattr(told, n) for n in names]
    assert paper.sightings == (told.sighting,)
    assert (paper.day, paper.upvotes, paper.listed) == ("2025-01-02", 7, ("2025-01-02",))
    assert (paper.read, paper.starred, paper.later, paper.archived, paper.tags) == (False, False, False, False, ())


def test_a_paper_of_which_only_the_title_is_known(library: Library, record: Make) -> None:
    library.add([record("A Title and Nothing Else")], "added")
    paper = _only(library)
    assert paper.key.startswith("t-")
    assert (paper.day, paper.aliases, paper.authors, paper.upvotes) == ("", (), (), 0)


@pytest.mark.parametrize(
    "said",
    [
        {"arxiv_id": "1512.03385"},
        {"doi": "10.1/x"},
        {"other_id": "guid-1"},
        {"authors": ("Kaiming He",)},
        {},
        {"title": "Introduction"},
        {"title": "Introduction", "authors": ("Kaiming He",)},
        {"title": "🦙"},
    ],
    ids=["arxiv", "doi", "own id", "author", "title", "short title", "short title and author", "no letter"],
)
def test_the_same_again_changes_nothing(library: Library, record: Make, said: dict[str, Any], read_all: Any) -> None:
    batch = [record(**said), record("Another Paper of Another Title", source="page")]
    library.add(batch, "added")
    before, number = read_all(library.folder), library.last_change()
    for _ in range(2):
        again = library.add(batch, "added again")
        assert again.outcomes == (UNCHANGED, UNCHANGED)
        assert not again.changes
        assert again.step is None
    assert read_all(library.folder) == before
    assert library.last_change() == number


def test_the_same_again_in_one_batch_is_one_paper(library: Library, record: Make, read_all: Any) -> None:
    batch = [_whole(record), _whole(record, rank=9, extra={"ai": "other"}), _whole(record, rank=1, upvotes=9)]
    assert library.add(batch, "added").outcomes == (NEW, UNCHANGED, UNCHANGED)
    before = read_all(library.folder)
    assert not library.add(batch, "added again").changes
    assert read_all(library.folder) == before
    assert _only(library).sightings[0].rank == 3


def test_no_records_are_no_change(library: Library) -> None:
    arrivals = library.add([], "added")
    assert arrivals.outcomes == ()
    assert not arrivals.changes
    assert library.last_change() == 0


def test_a_second_source_adds_a_sighting_and_fills_blanks(library: Library, record: Make) -> None:
    library.add([record(source="page", day="2025-01-03", abstract="", published="2015")], "added")
    outcome = library.add([_whole(record)], "added")
    paper = _only(library)
    assert outcome.outcomes == (UPDATED,)
    assert [s.source for s in paper.sightings] == ["huggingface", "page"]
    assert (paper.abstract, paper.published, paper.authors) == (
        "What it is about.",
        "2015-12-10",
        ("Kaiming He", "Jian Sun"),
    )
    assert paper.links.project == "https://e"
    assert (paper.day, paper.upvotes) == ("2025-01-03", 7)


def test_what_is_known_is_not_overwritten(library: Library, record: Make) -> None:
    library.add([_whole(record)], "added")
    before = _only(library)
    other = record(
        "Another Title", source="page", arxiv_id="1512.03385", abstract="Other words.", authors=("Somebody Else",),
        published="2016-01-01", categories=("math.CO",), links=Links(*["https://other"] * 5), doi="10.1109/cvpr.2016.90",
    )  # fmt: skip
    assert library.add([other], "added").outcomes == (UPDATED,)
    paper = _only(library)
    names = ("key", "title", "abstract", "authors", "published", "categories", "links", "added")
    assert [getattr(paper, n) for n in names] == [getattr(before, n) for n in names]
    assert len(paper.sightings) == 2


def test_what_the_reader_made_stays(library: Library, record: Make) -> None:
    library.add([record()], "added")
    paper = _only(library)
    library.mark([paper.id], {"read": True, "starred": True, "later": True, "archived": True}, "marked")
    library.tag([paper.id], ["ml"], "tagged")
    library.add([_whole(record)], "added")
    paper = _only(library)
    assert (paper.read, paper.starred, paper.later, paper.archived, paper.tags) == (True, True, True, True, ("ml",))


def test_a_paper_of_the_saved_page_is_known_when_its_arxiv_id_comes(
    library: Library, record: Make, read_all: Any
) -> None:
    library.add([record(source="page", abstract="Read there.")], "the saved page")
    paper = _only(library)
    library.tag([paper.id], ["ml"], "tagged")
    before = read_all(library.folder)
    assert library.add([_whole(record)], "the day's list").outcomes == (UPDATED,)
    known = _only(library)
    assert known.id == paper.id
    assert known.key == "1512.03385"
    assert paper.key in known.aliases
    assert library.find(paper.key) == library.find("https://arxiv.org/abs/1512.03385v2") == paper.id
    assert (known.abstract, known.tags) == ("Read there.", ("ml",))
    library.undo()
    assert read_all(library.folder) == before
    assert library.find(paper.key) == paper.id
    library.redo()
    assert _only(library) == known


def test_a_paper_with_an_arxiv_id_is_known_when_only_its_title_comes(library: Library, record: Make) -> None:
    library.add([_whole(record)], "added")
    assert library.add([record("Deep residual learning for image recognition.", source="page")], "added").outcomes == (
        UPDATED,
    )
    assert len(_only(library).sightings) == 2


@pytest.mark.parametrize(
    "key",
    [
        "1512.03385v1",
        "ARXIV:1512.03385",
        "https://arxiv.org/pdf/1512.03385.pdf",
        "10.48550/arXiv.1512.03385",
        "https://doi.org/10.1109/CVPR.2016.90",
        "THEIR-ID",
    ],
)
def test_any_form_of_any_key_finds_the_paper(library: Library, record: Make, key: str) -> None:
    library.add([_whole(record)], "added")
    assert library.find(key) == _only(library).id


def test_the_doi_of_arxiv_is_its_identifier(library: Library, record: Make) -> None:
    library.add([record("One Title for the Paper", arxiv_id="1512.03385")], "added")
    assert library.add(
        [record("Another Title for It", doi="10.48550/arxiv.1512.03385", source="doi")], "x"
    ).outcomes == (UPDATED,)
    library.add([record("Quite Another Paper", doi="10.48550/arxiv.2404.18212")], "added")
    assert [paper.key for paper in _papers(library)] == ["1512.03385", "2404.18212"]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"arxiv_id": "1512.03385"}, {"arxiv_id": "2404.18212"}),
        ({"doi": "10.1/x"}, {"doi": "10.1/y"}),
        ({"other_id": "a"}, {"other_id": "b"}),
        ({"doi": "10.1/x", "other_id": "1"}, {"doi": "10.1/y", "other_id": "1"}),
        ({"doi": "10.1/x", "other_id": "https://a.org"}, {"doi": "10.1/y", "other_id": "https://a.org"}),
        ({"arxiv_id": "1512.03385", "doi": "10.1/x"}, {"arxiv_id": "2404.18212", "doi": "10.1/x"}),
        ({"arxiv_id": "1512.03385", "authors": ()}, {"doi": "10.1/x", "authors": ()}),
        ({"authors": ("Kaiming He",)}, {"authors": ("Jian Sun",)}),
    ],
    ids=[
        "arxiv",
        "doi",
        "own id",
        "doi with one own id",
        "doi with one address",
        "arxiv with one doi",
        "kinds that differ, no authors",
        "authors",
    ],
)
def test_two_papers_of_one_title_stay_two(
    library: Library, record: Make, one: dict[str, Any], other: dict[str, Any], together: bool
) -> None:
    batch = [record(**{"authors": ("Kaiming He",), **said}) for said in (one, other)]
    for some in [batch] if together else [[r] for r in batch]:
        assert set(library.add(some, "added").outcomes) == {NEW}
    assert len(_papers(library)) == 2
    assert len({paper.key for paper in _papers(library)}) == 2
    assert not library.add(batch, "again").changes


def test_a_title_that_got_an_id_in_this_batch_is_not_given_another(library: Library, record: Make) -> None:
    authors = ("Kaiming He",)
    library.add([record(authors=authors)], "added")
    batch = [record(arxiv_id=key, authors=authors, source="x") for key in ("1512.03385", "2404.18212")]
    assert library.add(batch, "added").outcomes == (UPDATED, NEW)
    assert [paper.key for paper in _papers(library)] == ["1512.03385", "2404.18212"]
    assert library.find("2404.18212") == _papers(library)[1].id


def test_short_titles_need_an_author_in_common(library: Library, record: Make) -> None:
    library.add([record("Introduction", arxiv_id="1512.03385", authors=("Kaiming He",))], "added")
    assert library.add([record("Introduction")], "added").outcomes == (NEW,)
    assert library.add([record("Introduction", authors=("He, K.",), source="x")], "added").outcomes == (UPDATED,)


def test_numbers_that_two_files_give_their_items_tie_nothing_together(library: Library, record: Make) -> None:
    library.add([record("The First Paper of One File", other_id="1")], "added")
    assert library.add([record("The First Paper of Another", other_id="1")], "added").outcomes == (NEW,)
    assert library.add([record("The First Paper of Another", other_id="1")], "again").outcomes == (UNCHANGED,)
    assert library.find("1") == _papers(library)[0].id


def test_an_address_as_identifier_holds_over_a_change_of_title(library: Library, record: Make) -> None:
    library.add([record("A Title", other_id="https://example.org/1")], "added")
    assert library.add([record("A Corrected Title", other_id="https://example.org/1")], "added").outcomes == (
        UNCHANGED,
    )


def test_a_doi_given_to_two_papers_does_not_make_them_one(library: Library, record: Make) -> None:
    library.add([record("The First Paper", arxiv_id="1512.03385", doi="10.1/proceedings")], "added")
    second = record("The Second Paper", arxiv_id="2404.18212", doi="10.1/proceedings")
    assert library.add([second], "added").outcomes == (NEW,)
    assert library.find("10.1/proceedings") == library.find("1512.03385")
    assert not library.add([second], "again").changes


def test_a_doi_of_a_paper_in_this_batch_stays_with_it(library: Library, record: Make, assert_sound: Any) -> None:
    library.add([record("The First Paper", arxiv_id="1512.03385")], "added")
    batch = [
        record("The Second Paper", arxiv_id="2404.18212", doi="10.1/proceedings"),
        record("The First Paper", arxiv_id="1512.03385", doi="10.1/proceedings", source="wrong"),
    ]
    assert library.add(batch, "added").outcomes == (NEW, UPDATED)
    assert library.find("10.1/proceedings") == library.find("2404.18212")
    assert_sound(library.folder)


def test_an_import_of_several_batches_is_one_undo(library: Library, record: Make, read_all: Any) -> None:
    empty = read_all(library.folder)
    step = None
    for number in range(5):
        step = library.add([record(f"Paper Number {number} of Them All")], f"file {number}", step=step).step
    full = read_all(library.folder)
    assert library.undoable() == "file 4"
    assert library.undo().summary == "Undo: file 4"
    assert read_all(library.folder) == empty
    assert library.undoable() == ""
    library.redo()
    assert read_all(library.folder) == full


def test_an_undone_import_is_as_if_it_had_never_been(library: Library, record: Make) -> None:
    wrong = [record(day="2025-01-01", abstract="Wrong.", doi="10.1/wrong"), record("Introduction", day="2025-01-01")]
    right = [record(day="2025-01-02", abstract="Right.", doi="10.1/right"), record("Introduction", day="2025-01-02")]
    library.add(wrong, "wrong")
    keys = [paper.key for paper in _papers(library)]
    library.undo()
    assert library.add(right, "right").outcomes == (NEW, NEW)
    papers = _papers(library)
    assert [paper.listed for paper in papers] == [("2025-01-02",)] * 2
    assert papers[0].abstract == "Right."
    assert papers[1].key == keys[1]
    assert "10.1/wrong" not in [papers[0].key, *papers[0].aliases]
    library.undo()
    assert _papers(library) == []
    library.redo()
    assert _papers(library) == papers
    assert library.redoable() == ""


def test_keys_of_titles_are_the_same_after_an_undone_import(library: Library, record: Make) -> None:
    batch = [record("Introduction", authors=(name,)) for name in ("Kaiming He", "Jian Sun")]
    library.add(batch, "added")
    keys = [paper.key for paper in _papers(library)]
    library.undo()
    library.add(batch, "added")
    assert [paper.key for paper in _papers(library)] == keys


def test_a_paper_that_came_otherwise_meanwhile_does_not_come_twice(library: Library, record: Make) -> None:
    told = record(arxiv_id="1512.03385", day="2025-01-01")
    library.add([told], "imported")
    library.undo()
    library.add([record(arxiv_id="1512.03385", day="2025-01-02")], "fetched", undoable=False)
    assert library.redoable() == "imported"
    library.redo()
    assert _only(library).listed == ("2025-01-02",)


def test_a_paper_that_the_reader_took_out_comes_back_with_all_that_was_its(
    library: Library, record: Make, read_all: Any
) -> None:
    library.add([record(arxiv_id="1512.03385")], "added")
    paper = _only(library)
    library.tag([paper.id], ["ml"], "tagged")
    library.hide([paper.id], "removed")
    hidden = read_all(library.folder)
    assert _papers(library) == []
    arrivals = library.add([record(arxiv_id="1512.03385", source="x")], "met again")
    assert arrivals.outcomes == (NEW,)
    assert arrivals.changes.lists
    assert _only(library).tags == ("ml",)
    library.undo()
    assert read_all(library.folder) == hidden


def test_ids_are_never_used_twice(library: Library, record: Make) -> None:
    library.add([record()], "added")
    first = _only(library).id
    library.undo()
    library.add([record("Another Paper Altogether")], "added")
    assert _only(library).id != first


def test_a_bulk_of_papers_comes_in_whole(folder: Path, record: Make, assert_sound: Any) -> None:
    batch = [
        record(f"Paper Number {n} of a Thousand", arxiv_id=f"2404.{n:05}" if n % 2 else "", authors=(f"Author {n}",))
        for n in range(2000)
    ]
    with Library(folder) as library:
        assert set(library.add(batch, "added").outcomes) == {NEW}
        assert set(library.add(batch, "again").outcomes) == {UNCHANGED}
        assert len(_papers(library)) == 2000
    assert_sound(folder)
