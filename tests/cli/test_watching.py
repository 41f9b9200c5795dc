# SPDX-License-Identifier: MIT
"""Following words, phrases and authors from a terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def filled(paperdesk: Run, papers_file: Callable[..., Path]) -> Run:
    """A library with a paper in it."""
    assert paperdesk("import", str(papers_file(1))).status == 0
    return paperdesk


def test_what_is_followed_is_listed_with_its_colour(filled: Run) -> None:
    assert filled("watch", "list").out == ""
    assert filled("watch", "list", "--json").json == []
    done = filled("watch", "add", "graph", "OR", "net", "--name", "Nets", "--colour", "pink")
    assert (done.status, done.out, done.err) == (0, "Followed Nets\n", "")
    assert filled("watch", "add", "--json", '"chain of thought"').json == {"summary": 'Followed "chain of thought"'}
    assert filled("watch", "list").out == 'pink     Nets   graph OR net\nyellow   "chain of thought"\n'
    assert filled("watch", "--json", "list").json == [
        {"name": "Nets", "query": "graph OR net", "colour": "pink"},
        {"name": '"chain of thought"', "query": '"chain of thought"', "colour": "yellow"},
    ]


def test_following_twice_is_following_once(filled: Run) -> None:
    filled("watch", "add", "graph", "--colour", "blue")
    done = filled("watch", "add", "graph")
    assert (done.status, done.out) == (0, "It is followed already\n")
    assert filled("watch", "list").out == "blue     graph\n"


def test_what_is_no_longer_followed_and_undo(filled: Run) -> None:
    filled("watch", "add", "author:lee", "--name", "Ann")
    filled("watch", "add", "graph")
    assert filled("watch", "remove", "ann").out == "Deleted Ann\n"
    assert filled("watch", "remove", "--json", "graph").json == {"summary": "Deleted graph"}
    assert filled("watch", "list").out == ""
    filled("undo")
    assert filled("watch", "list").out.split() == ["green", "graph"]
    assert filled("watch", "remove", "Ann").error == "no watch word is called 'Ann'; `paperdesk watch list` names them"


def test_what_cannot_be_followed(filled: Run) -> None:
    assert "asks for nothing" in filled("watch", "add", "sort:title").error
    assert "a query of 1 to 4,000 characters" in filled("watch", "add", "graph " * 1_000).error
    assert "is no name for a search" in filled("watch", "add", "x", "--name", "n" * 121).error
    done = filled("watch", "add", "x", "--colour", "mauve")
    assert (done.status, "invalid choice: 'mauve'" in done.err) == (2, True)
    assert filled("watch", "add").status == 2
    assert filled("watch", "list").out == ""


def test_watch_alone_lists(filled: Run) -> None:
    filled("watch", "add", "graph")
    assert filled("watch").out == filled("watch", "list").out == "yellow   graph\n"
