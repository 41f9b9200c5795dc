# SPDX-License-Identifier: MIT
"""Small indexes, and the same questions answered by plain Python over plain lists."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest
from whoosh.lang.porter2 import stem

from paperdesk.domain.conditions import All, Any, Condition, Fact, Not, Phrase, Word
from paperdesk.search.documents import Document
from paperdesk.search.index import Index

Found = Callable[..., set[int]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def make_index(folder: Path) -> Callable[..., Index]:
    """Return a function that builds an index of the documents it is given."""
    return lambda *documents, upto=0: Index.build(folder, documents, upto)


def no_facts(fact: Fact) -> np.ndarray:
    raise AssertionError(f"nobody asked for {fact}")


@pytest.fixture(scope="session")
def found() -> Found:
    """Return a function that gives the papers for which a condition is true, by the index."""

    def ask(index: Index, condition: Condition, facts: Mapping[Fact, Iterable[int]] | None = None) -> set[int]:
        known = {fact: np.array(sorted(ids), np.int64) for fact, ids in (facts or {}).items()}
        ids = index.matches(condition, known.__getitem__ if facts else no_facts).ids.tolist()
        assert len(ids) == len(set(ids)), "a paper was found twice"
        return set(ids)

    return ask


@pytest.fixture(scope="session")
def plainly() -> Callable[..., bool]:
    """Return a function that says whether a condition is true of one document, word by word.

    It knows words parted by blanks, in small letters without accents, only; and every text has a word.
    """
    return is_true


def is_true(condition: Condition, document: Document, facts: Mapping[Fact, Iterable[int]]) -> bool:
    if isinstance(condition, All):
        return all(is_true(c, document, facts) for c in condition.conditions)
    if isinstance(condition, Any):
        return any(is_true(c, document, facts) for c in condition.conditions)
    if isinstance(condition, Not):
        return not is_true(condition.condition, document, facts)
    if isinstance(condition, Word | Phrase):
        return any(_stands_in(condition, value.split()) for value in _values(document, condition.field))
    return document.paper in facts[condition]


def _values(document: Document, field: str) -> Iterable[str]:
    fields = {
        "title": [document.title],
        "abstract": [document.abstract],
        "author": document.authors,
        "category": document.categories,
        "note": [document.note],
        "highlight": document.highlights,
    }
    others = (*document.tags, *document.sources, *document.keys)
    return fields[field] if field else [*others, *(value for values in fields.values() for value in values)]


def _stands_in(text: Word | Phrase, words: list[str]) -> bool:
    wanted = text.text.split()
    starts = range(len(words) - len(wanted) + 1)
    return any(_fits(text, wanted, words[start : start + len(wanted)]) for start in starts)


def _fits(text: Word | Phrase, wanted: list[str], words: list[str]) -> bool:
    def same(one: str, other: str) -> bool:
        return stem(one) == stem(other)

    *whole, last = zip(wanted, words, strict=True)
    ends = same(*last) or (text.prefix and last[1].startswith(last[0]))
    return ends and all(same(*pair) for pair in whole)
