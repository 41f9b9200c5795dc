# SPDX-License-Identifier: MIT
"""Records found to be one paper become one, with everything that either held; undo makes them two again."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.domain.errors import UnknownPaper
from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Links, Record
from paperdesk.library.arrivals import Outcome
from paperdesk.library.library import Library

Make = Callable[..., Record]
X, D = "1512.03385", "10.1109/cvpr.2016.90"


def _papers(library: Library) -> list[Paper]:
    return sorted(library.papers(library.page(Query(), -1)), key=lambda paper: paper.id)


def _two(library: Library, record: Make) -> tuple[Paper, Paper]:
    """Two papers that nobody knows to be one yet: one by its arXiv id, one by its DOI, both with things of the reader's."""
    library.add(
        [
            record("The Preprint", arxiv_id=X, source="hf", day="2025-01-01", upvotes=3, links=Links(code="https://code")),
            record("The Published Paper", doi=D, source="page", day="2025-01-02", abstract="Text.", authors=("Kaiming He",),
                   other_id="guid", published="2016", categories=("cs.CV",)),
        ],
        "added",
    )  # fmt: skip
    preprint, published = _papers(library)
    library.tag([preprint.id], ["ml", "both"], "tagged")
    library.tag([published.id], ["vision", "both"], "tagged")
    library.mark([preprint.id], {"starred": True}, "marked")
    library.mark([published.id], {"read": True, "later": True}, "marked")
    return preprint, published


def _known_to_be_one(record: Make) -> Record:
    return record("The Preprint", arxiv_id=X, doi=D, source="arxiv", published="2015-12")


def test_two_that_are_one_keep_everything(library: Library, record: Make, read_all: Any, assert_sound: Any) -> None:
    preprint, published = _two(library, record)
    before = read_all(library.folder)
    arrivals = library.add([_known_to_be_one(record)], "known to be one")
    assert arrivals.outcomes == (Outcome.UPDATED,)
    assert arrivals.changes.papers == {preprint.id, published.id}
    assert arrivals.changes.lists
    (paper,) = _papers(library)
    assert (paper.key, paper.aliases) == (X, (D, "guid"))
    assert paper.tags == ("both", "ml", "vision")
    assert (paper.read, paper.starred, paper.later, paper.archived) == (True, True, True, False)
    assert [(s.source, s.day) for s in paper.sightings] == [("arxiv", ""), ("hf", "2025-01-01"), ("page", "2025-01-02")]
    assert (paper.title, paper.abstract, paper.authors) == ("The Preprint", "Text.", ("Kaiming He",))
    assert (paper.published, paper.categories, paper.links.code) == ("2016", ("cs.CV",), "https://code")
    assert (paper.day, paper.upvotes) == ("2025-01-02", 3)
    assert {library.find(key) for key in (X, D, "guid")} == {paper.id}
    assert_sound(library.folder)
    library.undo()
    assert read_all(library.folder) == before
    assert library.find(D) == published.id
    library.redo()
    assert _papers(library) == [paper]


def test_what_is_held_by_its_old_id_goes_to_the_paper_that_it_became(library: Library, record: Make) -> None:
    preprint, published = _two(library, record)
    library.add([_known_to_be_one(record)], "known to be one")
    library.mark([published.id, preprint.id], {"archived": True}, "archived")
    library.tag([published.id], ["late"], "tagged")
    library.untag([published.id], ["both"], "untagged")
    (paper,) = _papers(library)
    assert paper.archived
    assert paper.tags == ("late", "ml", "vision")
    with pytest.raises(UnknownPaper):
        library.paper(published.id)
    library.hide([published.id], "removed")
    assert _papers(library) == []


def test_the_earlier_coming_counts(library: Library, record: Make) -> None:
    library.add([record("The Published Paper", doi=D)], "added")
    (first,) = _papers(library)
    library.add([record("The Preprint", arxiv_id=X)], "added")
    library.add([_known_to_be_one(record)], "known to be one")
    (paper,) = _papers(library)
    assert paper.id != first.id
    assert paper.added == first.added


def test_the_latest_listing_of_either_says_where_it_stands(library: Library, record: Make) -> None:
    _two(library, record)
    library.add(
        [record("The Preprint", arxiv_id=X, doi=D, source="hf", day="2025-01-01", upvotes=3)], "no new sighting"
    )
    (paper,) = _papers(library)
    row = library.rows([paper.id])[paper.id]
    assert (row.day, row.source, row.upvotes) == ("2025-01-02", "page", 3)


@pytest.mark.parametrize("votes", [(3, 5), (5, 3)], ids=["lost is later", "kept is later"])
def test_of_one_listing_the_later_state_stays(library: Library, record: Make, votes: tuple[int, int]) -> None:
    kept, lost = (
        record(title, source="hf", day="2025-01-01", upvotes=v, rank=v, extra={str(v): v}, **key)
        for title, v, key in zip(("The Preprint", "The Paper"), votes, ({"arxiv_id": X}, {"doi": D}), strict=True)
    )
    library.add([kept, lost], "added")
    library.add([_known_to_be_one(record)], "known to be one")
    (paper,) = _papers(library)
    listing = next(s for s in paper.sightings if s.source == "hf")
    assert (listing.upvotes, listing.rank, paper.upvotes) == (5, 5, 5)
    assert listing.extra == {"3": 3, "5": 5}


CHAIN = [
    {"title": "The First of Three Titles", "arxiv_id": X, "source": "a"},
    {"title": "The Second of Three Titles", "doi": D, "source": "b"},
    {"title": "The Third of Three Titles", "other_id": "https://c.org/1", "source": "c"},
]
LINKS = [
    {"title": "The First of Three Titles", "arxiv_id": X, "doi": D, "source": "ab"},
    {"title": "The Second of Three Titles", "doi": D, "other_id": "https://c.org/1", "source": "bc"},
]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
@pytest.mark.parametrize("order", list(itertools.permutations(range(2))), ids=["a=b b=c", "b=c a=b"])
def test_a_chain_ends_in_one_record_with_everything(
    library: Library, record: Make, order: tuple[int, ...], together: bool, read_all: Any, assert_sound: Any
) -> None:
    for number, said in enumerate(CHAIN):
        library.add([record(**said)], "added")
        paper = _papers(library)[-1]
        library.tag([paper.id], [f"tag{number}"], "tagged")
        library.mark([paper.id], {("read", "starred", "later")[number]: True}, "marked")
    before = read_all(library.folder)
    batch = [record(**LINKS[n]) for n in order]
    step = None
    for some in [batch] if together else [[r] for r in batch]:
        step = library.add(some, "links", step=step).step
    (paper,) = _papers(library)
    assert paper.tags == ("tag0", "tag1", "tag2")
    assert (paper.read, paper.starred, paper.later) == (True, True, True)
    assert {s.source for s in paper.sightings} == {"a", "b", "c", "ab", "bc"}
    assert {library.find(key) for key in (X, D, "https://c.org/1")} == {paper.id}
    assert paper.key == X
    assert_sound(library.folder)
    assert not library.add(batch, "again").changes
    library.undo()
    assert read_all(library.folder) == before


def test_a_chain_that_comes_in_one_batch_with_its_links_is_one_record(
    library: Library, record: Make, assert_sound: Any
) -> None:
    batch = [record(**said) for said in (*CHAIN, *LINKS, *CHAIN)]
    library.add(batch, "all of it")
    (paper,) = _papers(library)
    assert len(paper.sightings) == 5
    assert_sound(library.folder)
    assert not library.add(batch, "again").changes
    library.undo()
    assert _papers(library) == []


def test_a_paper_of_this_batch_is_one_with_a_paper_of_the_library(library: Library, record: Make) -> None:
    library.add([record("The Preprint", arxiv_id=X)], "added")
    batch = [record("The Published Paper", doi=D, source="b"), _known_to_be_one(record)]
    assert library.add(batch, "added").outcomes == (Outcome.NEW, Outcome.UPDATED)
    (paper,) = _papers(library)
    assert {s.source for s in paper.sightings} == {"page", "b", "arxiv"}


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ({"arxiv_id": X}, {"arxiv_id": "2404.18212", "doi": D}, {"arxiv_id": X, "doi": D}),
        ({"arxiv_id": X, "doi": "10.1/x"}, {"doi": D}, {"arxiv_id": X, "doi": D}),
    ],
    ids=["arxiv", "doi"],
)
def test_ids_that_conflict_keep_papers_apart(
    library: Library, record: Make, one: dict[str, Any], other: dict[str, Any], both: dict[str, Any]
) -> None:
    library.add([record("The One Paper", **one), record("The Other Paper", **other)], "added")
    library.add([record("The One Paper", source="wrong", **both)], "added")
    first, second = _papers(library)
    assert library.find(D) == second.id
    assert library.find(X) == first.id
    assert [s.source for s in first.sightings] == ["page", "wrong"]
    assert [s.source for s in second.sightings] == ["page"]


def test_one_paper_under_two_titles(library: Library, record: Make) -> None:
    """The saved page has the title of the day's list, which arXiv does not; the list ties both together."""
    library.add([record("The Title of the List and the Page", source="page")], "added")
    library.add([record("The Title at arXiv, Longer", arxiv_id=X, source="arxiv")], "added")
    assert len(_papers(library)) == 2
    listed = record("The Title of the List and the Page", arxiv_id=X, source="hf")
    library.add([listed], "added")
    (paper,) = _papers(library)
    assert {s.source for s in paper.sightings} == {"page", "arxiv", "hf"}
    assert any(alias.startswith("t-") for alias in paper.aliases)
    assert not library.add([record("The Title of the List and the Page", source="page")], "again").changes


def test_a_title_alone_makes_no_two_papers_one(library: Library, record: Make) -> None:
    """They have it in common with what comes, and nothing with each other."""
    title = "Proceedings of the Workshop on Workshops"
    library.add([record(title, authors=(name,)) for name in ("Ada Lovelace", "Kaiming He")], "by authors")
    library.add([record("Minutes of the Workshop on Workshops", other_id=i, source=i) for i in "ab"], "by ids")
    for number, said in enumerate((title, "Minutes of the Workshop on Workshops")):
        library.add([record(said, source="title")], "no more than a title")
        library.add([record(said, source="id", arxiv_id=f"2404.0000{number}")], "a title and an id")
    assert len(_papers(library)) == 4


def test_authors_that_came_in_this_batch_tell_papers_apart(library: Library, record: Make) -> None:
    title = "Proceedings of the Workshop on Workshops"
    library.add([record(title)], "no more than a title")
    batch = [record(title, authors=(name,), source=name) for name in ("Ada Lovelace", "Kaiming He")]
    assert library.add(batch, "by authors").outcomes == (Outcome.UPDATED, Outcome.NEW)


def test_a_paper_that_is_shown_is_known_before_one_that_was_taken_out(library: Library, record: Make) -> None:
    library.add([record(arxiv_id=key, authors=("Kaiming He",)) for key in (X, "2404.18212")], "added")
    library.hide([library.find(X)], "removed")
    library.add([record(authors=("Kaiming He",), source="page")], "met again")
    assert [paper.key for paper in _papers(library)] == ["2404.18212"]


def test_a_merged_paper_is_still_known_by_its_authors(library: Library, record: Make) -> None:
    """What told the one that was merged away tells the paper that it became."""
    saved = record("A Title That Is Told Twice", authors=("Ada Lovelace",), source="page")
    library.add([saved, record("Another Title", arxiv_id=X, authors=("Kaiming He",))], "added")
    library.add([record("A Title That Is Told Twice", arxiv_id=X, authors=("Lovelace, A.",), source="hf")], "tied")
    assert len(_papers(library)) == 1
    assert library.add([saved], "again").outcomes == (Outcome.UNCHANGED,)


def test_a_merged_paper_is_still_known_by_the_number_that_its_source_gave_it(library: Library, record: Make) -> None:
    listed = record("A Title of the File That Tells", other_id="1", source="file")
    library.add([record("Another Title", arxiv_id=X, other_id="https://example.org/1"), listed], "added")
    library.add([record("A Title of the File That Tells", arxiv_id=X, other_id="1")], "tied")
    assert len(_papers(library)) == 1
    assert library.add([listed], "again").outcomes == (Outcome.UNCHANGED,)
    assert library.find("1") == _papers(library)[0].id


def test_a_paper_taken_out_comes_back_with_the_one_that_it_is(library: Library, record: Make) -> None:
    preprint, published = _two(library, record)
    library.hide([preprint.id, published.id], "removed")
    assert library.add([_known_to_be_one(record)], "known to be one").outcomes == (Outcome.NEW,)
    (paper,) = _papers(library)
    assert paper.tags == ("both", "ml", "vision")
