# SPDX-License-Identifier: MIT
"""Messages pass a pipe whole, or not at all."""

import io
from array import array

import pytest

from paperdesk.domain.conditions import All, Not, Word
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Count, Listing, Query, Section, Sort
from paperdesk.domain.query_text import parse
from paperdesk.services.processes import read_message, write_message
from paperdesk.services.search_messages import (
    Answer,
    Ask,
    AskAuthors,
    AskCounts,
    AskSimilar,
    AuthorsAnswer,
    CountsAnswer,
    Failed,
    Found,
    Rebuild,
    SimilarAnswer,
    State,
    Stop,
    Suggestion,
)

QUERY = Query(All((Word("graph"), Not(Word("video", "title", True)))), Sort.RELEVANCE)
MESSAGES = [
    Ask(1, QUERY, 200, Word("graph")),
    AskCounts(2, (QUERY.condition,), Word("x")),
    AskSimilar(3, PaperId(7), 5),
    AskAuthors(4, 10),
    Rebuild(),
    Answer(1, Found(Listing(QUERY, array("q", range(5)), (Section("2025-01-01", 0, 5, 2),)), 5, 0.01, (1.0,), ("a hint",))),
    Answer(1, None),
    Suggestion(1, Word("graph")),
    CountsAnswer(2, (Count(3, 1),), array("q", [1])),
    SimilarAnswer(3, ((PaperId(1), 0.5),)),
    AuthorsAnswer(4, ("Ann Lee",)),
    State(True, True, 1, 2, 3, "trouble"),
    Failed("trace"),
    Stop(),
]  # fmt: skip


def test_what_is_written_is_read() -> None:
    stream = io.BytesIO()
    for message in MESSAGES:
        write_message(stream, message)
    stream.seek(0)
    assert [read_message(stream) for _ in MESSAGES] == MESSAGES
    assert read_message(stream) is None


def test_what_is_cut_off_is_the_end() -> None:
    stream = io.BytesIO()
    for message in MESSAGES[:2]:
        write_message(stream, message)
    whole = stream.getvalue()
    for length in range(len(whole)):
        read = []
        cut = io.BytesIO(whole[:length])
        while (message := read_message(cut)) is not None:
            read.append(message)
        assert read == MESSAGES[: len(read)]
        assert len(read) < 2


@pytest.mark.parametrize("text", ["((((" * 2_000, "a OR (b -(" * 500, "x " * 16_000], ids=["open", "deep", "long"])
def test_every_query_fits_into_a_message(text: str) -> None:
    stream = io.BytesIO()
    ask = Ask(1, Query(parse(text).condition))
    write_message(stream, ask)
    stream.seek(0)
    assert read_message(stream) == ask
