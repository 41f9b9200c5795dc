# SPDX-License-Identifier: MIT
"""Whatever a record holds, and whatever a reader types, the library stores it, shows it and finds it."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperdesk.domain.conditions import Days, Phrase, Source, Tagged
from paperdesk.domain.errors import BadInput, UnknownPaper
from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query, Sort
from paperdesk.domain.record import Links, Record, Sighting
from paperdesk.domain.text import one_line, storable
from paperdesk.library.fitting import fit
from paperdesk.library.library import Library

Make = Callable[..., Record]
ODD = "a\0b\ud800c\udfffd\ufffe😀é\u202e\u200b"

any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


def _only(library: Library) -> Paper:
    (paper,) = library.papers(library.page(Query(), -1))
    return paper


def test_nothing_in_a_record_is_beyond_storing(library: Library) -> None:
    sighting = Sighting(ODD, ODD, 1, 2, 3, 4, ODD, {ODD: [ODD, {"deep": ODD}]})
    told = Record(f" {ODD}\n", sighting, ODD, (ODD, ODD), ODD, ODD, ODD, ODD, (ODD,), Links(*[ODD] * 5))
    library.add([told], "added")
    paper, fine = _only(library), storable(ODD)
    assert (paper.title, paper.abstract, paper.authors) == (one_line(ODD), fine, (fine, fine))
    assert (paper.published, paper.categories, paper.links) == (fine, (fine,), Links(*[fine] * 5))
    assert (paper.sightings[0].source, paper.sightings[0].submitter) == (fine, fine)
    assert library.add([told], "again").changes.number == 0
    assert library.undo()
    assert library.redo()
    assert _only(library) == paper


def test_a_record_that_fits_is_taken_as_it_is(record: Make) -> None:
    told = record("Ordinary Ü 😀 \u202e", abstract="Ω", authors=("É",))
    assert fit(told) is told


@pytest.mark.parametrize(
    "title", ["x" * 100_000, "ш" * 100_000, "\u202eevil\u202c title", "e" + "\u0301" * 1000, "🦙" * 5000],
    ids=["long", "long and not ascii", "turned round", "accents", "signs"],
)  # fmt: skip
def test_a_title_may_be_anything(library: Library, record: Make, title: str) -> None:
    library.add([record(title, source=s) for s in "ab"], "added")
    paper = _only(library)
    assert paper.title == title
    assert library.find(paper.key) == paper.id
    assert list(library.listing(Query(Phrase(title.casefold()[:60_000]))).ids) == [paper.id]
    assert library.rows([paper.id])[paper.id].title == title
    assert not library.add([record(title, source=s) for s in "ab"], "again").changes


def test_ten_thousand_authors_and_a_long_abstract(library: Library, record: Make) -> None:
    authors = tuple(f"Author {number}" for number in range(10_000))
    library.add([record(authors=authors, abstract="Ω" * 5_000_000)], "added")
    paper = _only(library)
    row = library.rows([paper.id])[paper.id]
    assert paper.authors == authors
    assert len(paper.abstract) == 5_000_000
    assert (row.authors, row.author_count) == (authors[:4], 10_000)


def test_the_same_author_twice_is_twice_an_author(library: Library, record: Make) -> None:
    library.add([record(authors=("Jie Wu", "Jie Wu"))], "added")
    assert _only(library).authors == ("Jie Wu", "Jie Wu")


@given(text=any_text)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_is_beyond_asking(library: Library, text: str) -> None:
    for sort in Sort:
        for query in (Query(Phrase(text), sort), Query(Source(text), sort), Query(Days(text, text), sort)):
            assert list(library.listing(query).ids) == library.page(query, -1)
    with pytest.raises(UnknownPaper):
        library.find(text + "x")
    with contextlib.suppress(BadInput):  # where it is no name of a tag
        assert library.page(Query(Tagged(text or "x")), -1) == []


def test_facts_are_kept_whatever_they_are(library: Library) -> None:
    library.keep_fact("place", ODD)
    library.keep_fact("place", ODD + "!")
    assert library.fact("place") == storable(ODD) + "!"
    assert library.fact("nowhere", "default") == "default"
    assert library.last_change() == 0


def test_a_tag_of_odd_signs_is_a_tag(library: Library, record: Make) -> None:
    library.add([record()], "added")
    library.tag([_only(library).id], [ODD], "tagged")
    (tag,) = library.tags()
    assert library.page(Query(Tagged(ODD)), -1) == [_only(library).id]
    library.rename_tag(ODD, "plain")
    assert _only(library).tags == ("plain",)
    library.undo()
    assert _only(library).tags == (tag.name,)


def test_a_summary_may_be_odd(library: Library, record: Make) -> None:
    changes: Any = library.add([record()], ODD).changes
    assert changes.summary == storable(ODD)
    assert library.undoable() == storable(ODD)
