# SPDX-License-Identifier: MIT
"""New papers get keys of their own, public and the same at every import."""

from collections.abc import Callable

from paperdesk.domain.identity import title_key
from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.library import Library

Make = Callable[..., Record]


def _papers(library: Library) -> list[Paper]:
    return sorted(library.papers(library.page(Query(), -1)), key=lambda paper: paper.id)


def test_the_strongest_identifier_is_the_key(library: Library, record: Make) -> None:
    batch = [
        record("The First Paper", arxiv_id="1512.03385", doi="10.1/a", other_id="A"),
        record("The Second Paper", doi="10.1/b", other_id="B"),
        record("The Third Paper", other_id="C"),
        record("The Fourth Paper"),
    ]
    library.add(batch, "added")
    assert [(paper.key, paper.aliases) for paper in _papers(library)] == [
        ("1512.03385", ("10.1/a", "a")),
        ("10.1/b", ("b",)),
        (title_key("The Third Paper"), ("c",)),
        (title_key("The Fourth Paper"), ()),
    ]


def test_papers_of_one_title_have_keys_apart(library: Library, record: Make) -> None:
    batch = [record("Introduction", authors=(name,)) for name in ("Ada Lovelace", "Kaiming He", "Jian Sun")]
    batch += [record("Introduction", other_id="x"), record("Introduction", other_id="y")]
    library.add(batch[:2], "added")
    library.add(batch[2:], "added")
    keys = [paper.key for paper in _papers(library)]
    assert keys == [
        title_key("Introduction"),
        title_key("Introduction", apart="he"),
        title_key("Introduction", apart="sun"),
        title_key("Introduction", apart="x"),
        title_key("Introduction", apart="y"),
    ]
    assert not library.add(batch, "again").changes
    assert [library.find(key) for key in keys] == [paper.id for paper in _papers(library)]


def test_an_identifier_of_a_source_that_is_the_key_of_another_paper_is_no_alias(library: Library, record: Make) -> None:
    plain = title_key("Introduction")
    batch = [
        record("Introduction", other_id=title_key("Introduction", apart="he"), authors=("Ada Lovelace",)),
        record("Introduction", other_id=plain, authors=("Kaiming He",)),
        record("Another Title", other_id=plain),
    ]
    library.add(batch, "added")
    keys = [key for paper in _papers(library) for key in (paper.key, *paper.aliases)]
    assert len(_papers(library)) == 3
    assert len(keys) == len(set(keys))
    assert not library.add(batch, "again").changes
