# SPDX-License-Identifier: MIT
"""Conditions as SQL: facts as they are, text as far as titles, authors and categories tell; whatever the query."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any as TypingAny

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.conditions import (
    EVERYTHING,
    All,
    Any,
    Condition,
    Days,
    Has,
    Identified,
    Marked,
    Not,
    Phrase,
    Since,
    Source,
    Tagged,
    Votes,
    Word,
)
from paperdesk.domain.query_text import parse
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library

TODAY = date(2025, 1, 10)


def record(title: str, source: str = "page", day: str = "", upvotes: int | None = None, **said: TypingAny) -> Record:
    return Record(title, Sighting(source, day, upvotes=upvotes), **said)


RECORDS = [
    record("Straße des 100% Glücks", arxiv_id="2501.00001", source="arxiv:cs.LG", day="2025-01-09", upvotes=5,
           authors=("Ada Lovelace", "Jürgen Müller"), categories=("cs.LG", "stat.ML")),
    record("Words_and graphs", arxiv_id="2501.00002", source="Über den Blog", day="2025-01-01",
           authors=("Bo Wu",), categories=("cs.CV",), abstract="Strasse"),
    record("A graph of words", doi="10.1000/One", source="huggingface", published="2024-06"),
    record("Back\\slash", arxiv_id="2501.00004", source="arxiv:cs.CV"),
    record("Gone graph", arxiv_id="2501.00005", source="huggingface", authors=("Ada Lovelace",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Five papers, the last one taken out; no test writes to it."""
    with Library(tmp_path_factory.mktemp("shelf") / "library") as library:
        library.add(RECORDS, "added")
        library.hide([library.find("2501.00005")], "removed")
        library.mark([library.find("2501.00002")], {"read": True}, "read")
        yield library


def found(library: Library, condition: Condition) -> list[int]:
    return library.ids(condition, TODAY).tolist()


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        (EVERYTHING, [1, 2, 3, 4]),
        (Not(EVERYTHING), []),
        (Any(()), []),
        (Word("GRAPH"), [2, 3]),
        (Word("glücks"), [1]),
        (Word("STRASSE"), [1]),
        (Word("100%"), [1]),
        (Word("%"), [1]),
        (Word("s_a"), [2]),
        (Word("\\"), [4]),
        (Not(Word("graph")), [1, 4]),
        (Phrase("of words"), [3]),
        (Word("lovelace", "author"), [1]),
        (Word("MÜLLER", "author"), [1]),
        (Word("lovelace"), []),
        (Word("cs.lg", "category"), [1]),
        (Word("graph", "note"), []),
        (Not(Word("graph", "highlight")), [1, 2, 3, 4]),
        (Source("huggingface"), [3]),
        (Source("arxiv:cs.LG"), [1]),
        (Source("arxiv"), [1, 4]),
        (Source("cs.LG"), [1]),
        (Source("CS"), [1, 4]),
        (Source("c"), []),
        (Source("ÜBER DEN"), [2]),
        (Source("uber"), [2]),
        (Source("%"), []),
        (Since(2), [1]),
        (Since(10), [1, 2]),
        (Since(99_999), [1, 2, 3]),
        (Days("2024", "2024"), [3]),
        (Days("2025-01-01", ""), [1, 2]),
        (Identified("10.1000/ONE"), [3]),
        (Votes(">=", 0), [1, 2, 3, 4]),
        (Votes(">", 4), [1]),
        (Marked("unread"), [1, 3, 4]),
        (Marked("highlighted"), []),
        (Has("note"), []),
        (Tagged("none"), []),
        (All((Word("graph"), Marked("read"))), [2]),
    ],
    ids=repr,
)
def test_what_a_condition_finds(filled: Library, condition: Condition, ids: list[int]) -> None:
    assert found(filled, condition) == ids


@given(text=st.text(max_size=80))
def test_no_text_is_too_odd(filled: Library, text: str) -> None:
    everything = set(found(filled, EVERYTHING))
    for condition in (parse(text).condition, Word(text), Phrase(text, "author"), Source(text), Identified(text)):
        ids = set(found(filled, condition))
        assert ids <= everything
        assert set(found(filled, Not(condition))) == everything - ids


@pytest.mark.parametrize(
    "text",
    [
        "is:read " * 4_000,
        "a OR " * 2_000,
        "-(is:read OR is:unread) " * 900,
        "(" * 39 + "is:unread OR " * 300 + ")" * 39,
        "(is:unread OR (is:read is:starred) OR " * 600,
        "tag:x OR source:y OR date:2024 OR " * 500,
        '"' + "w" * 20_000,
        "é" * 20_000,
    ],
    ids=["facts", "words", "brackets", "deep", "deeper", "kinds", "long", "accents"],
)
def test_no_query_is_too_long_or_too_deep(filled: Library, text: str) -> None:
    assert set(found(filled, parse(text).condition)) <= {1, 2, 3, 4}


def test_nothing_is_said_of_a_source_before_any_is_there(folder: Path) -> None:
    with Library(folder) as library:
        assert found(library, Source("arxiv")) == []
