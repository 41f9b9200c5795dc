# SPDX-License-Identifier: MIT
"""What is on the disk is an index of Whoosh's: its own searcher reads it, and finds the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh import query
from whoosh.searching import Searcher

from paperdesk.domain.conditions import All, Any, Condition, Not, Word
from paperdesk.search.documents import Document
from paperdesk.search.index import Index
from paperdesk.search.store import Store

WORDS = ["alpha", "beta", "gamma", "delta"]


@pytest.fixture
def index(folder: Path) -> Index:
    index = Index.create(folder)
    for commit in range(4):
        papers = range(commit * 10, commit * 10 + 12)
        index.update(
            [Document(n, " ".join(WORDS[: n % 5]), " ".join(WORDS[n % 3 :] * (n % 4))) for n in papers], [], commit
        )
    return index


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (query.Term("words", "alpha"), Word("alpha")),
        (query.Prefix("words", "ga"), Word("ga", prefix=True)),
        (query.And([query.Term("words", "beta"), query.Term("words", "delta")]), All((Word("beta"), Word("delta")))),
        (query.Or([query.Term("words", "alpha"), query.Term("words", "delta")]), Any((Word("alpha"), Word("delta")))),
        # An inverse alone would do, but Whoosh shows deleted documents behind the last one that it excludes.
        (query.And([query.Every(), query.Not(query.Term("words", "delta"))]), Not(Word("delta"))),
        (query.Term("words", "nothing"), Word("nothing")),
    ],
    ids=["term", "prefix", "and", "or", "not", "nothing"],
)
def test_whoosh_finds_the_same(
    index: Index, folder: Path, found: Callable[..., set[int]], theirs: query.Query, ours: Condition
) -> None:
    searcher: Searcher = Store(folder).searcher()
    with searcher:
        hits = {hit["words"] for hit in searcher.search(theirs, limit=None)}
    assert hits == found(index, ours)


def test_whoosh_counts_the_same(index: Index, folder: Path) -> None:
    reader = Store(folder).reader()
    assert reader.doc_count() == index.count == 42
    assert set(reader.lexicon("words")) == {word.encode() for word in WORDS}
    assert sum(1 for _ in reader.all_stored_fields()) == index.count
    assert reader.doc_frequency("words", "alpha") >= reader.doc_count_all() // 2
    reader.close()
