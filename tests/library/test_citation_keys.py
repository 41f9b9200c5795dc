# SPDX-License-Identifier: MIT
"""Citation keys in the library: made once, unique, kept; undo leaves them alone."""

import pytest

from paperdesk.domain.citation_keys import DEFAULT_PATTERN
from paperdesk.domain.errors import BadInput
from paperdesk.domain.query import Query


def add(library, *records):
    library.add(records, "Imported")
    return library.page(Query(), -1)


def test_a_key_is_made_once_and_kept(library, record) -> None:
    (paper,) = add(library, record("Attention Is All You Need", authors=("Ashish Vaswani",), published="2017"))
    assert library.citation_keys([paper]) == {}
    assert library.give_citation_keys([paper], DEFAULT_PATTERN)
    assert library.citation_keys([paper]) == {paper: "vaswani2017attention"}
    assert not library.give_citation_keys([paper], "{title}")
    assert library.citation_keys([paper]) == {paper: "vaswani2017attention"}


def test_equal_keys_are_told_apart_also_from_one_that_differs_in_case(library, record) -> None:
    said = {"authors": ("Ann Lee",), "published": "2020"}
    one = add(library, record("Deep Nets of One Kind", arxiv_id="2001.00001", **said))[0]
    library.set_citation_key(one, "Lee2020Deep")
    papers = add(library, *(record(f"Deep Nets {n}", arxiv_id=f"2001.0000{n}", **said) for n in (2, 3)))
    library.give_citation_keys(papers, DEFAULT_PATTERN)
    assert sorted(library.citation_keys(papers).values()) == ["Lee2020Deep", "lee2020deepa", "lee2020deepb"]


def test_undo_takes_back_what_the_reader_did_and_no_key_that_was_made(library, record) -> None:
    (paper,) = add(library, record("Deep Nets", authors=("Ann Lee",), published="2020"))
    library.mark([paper], {"starred": True}, "Starred 1 paper")
    library.give_citation_keys([paper], DEFAULT_PATTERN)
    assert library.undo().summary == "Undo: Starred 1 paper"
    assert library.citation_keys([paper]) == {paper: "lee2020deep"}
    library.undo()  # the import
    library.redo()
    assert library.citation_keys([paper]) == {paper: "lee2020deep"}


def test_the_reader_can_choose_a_key_and_take_that_back(library, record) -> None:
    one, other = add(library, record("Deep Nets", arxiv_id="2001.00001"), record("Wide Nets", arxiv_id="2001.00002"))
    assert library.set_citation_key(one, "mine:2020")
    assert library.citation_keys([one]) == {one: "mine:2020"}
    with pytest.raises(BadInput, match="another paper"):
        library.set_citation_key(other, "MINE:2020")
    with pytest.raises(BadInput, match="no citation key"):
        library.set_citation_key(other, "a b")
    assert library.undo()
    assert library.citation_keys([one]) == {}


def test_a_paper_that_swallows_another_keeps_its_key_or_takes_the_other(library, record, folder, assert_sound) -> None:
    title, authors = "Deep Residual Learning for Image Recognition", ("Kaiming He",)
    one, other = sorted(
        add(library, record(title, arxiv_id="1512.03385", authors=authors), record("Another", doi="10.1/x"))
    )
    library.set_citation_key(other, "theirs")
    library.add([record(title, arxiv_id="1512.03385", doi="10.1/x", authors=authors)], "Met again")
    (left,) = library.page(Query(), -1)
    assert left == one
    assert library.citation_keys([one, other]) == {one: "theirs"}
    library.undo()
    assert library.citation_keys([one, other]) == {other: "theirs"}
    assert_sound(folder)


def test_a_pattern_that_cannot_be_is_refused(library, record) -> None:
    papers = add(library, record())
    with pytest.raises(BadInput):
        library.give_citation_keys(papers, "{nothing}")
    assert library.citation_keys(papers) == {}
