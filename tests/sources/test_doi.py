# SPDX-License-Identifier: MIT
"""What a DOI names; the whole way is seen in the tests of quick add."""

import json

import pytest

from paperdesk.domain.errors import BadAnswer
from paperdesk.sources import doi
from paperdesk.sources.http_client import Answer


def answer(value: object) -> Answer:
    return Answer("http://doi.test/10.1/x", 200, value if isinstance(value, bytes) else json.dumps(value).encode())


def test_an_address_keeps_what_a_doi_may_hold() -> None:
    assert doi.address("http://doi.test/", "10.1000/a(b);2-c<d>?#") == "http://doi.test/10.1000/a(b);2-c%3Cd%3E%3F%23"


def test_the_doi_that_was_asked_for_stands_where_none_is_told() -> None:
    assert doi.read(answer({"title": "A"}), "10.1000/x").doi == "10.1000/x"
    arxiv = doi.read(answer({"title": "A", "DOI": "10.48550/arXiv.2404.18212"}), "10.48550/arxiv.2404.18212")
    assert (arxiv.arxiv_id, arxiv.doi) == ("2404.18212", "")


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>"])
def test_what_is_no_object_is_no_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        doi.check(answer(body))


def test_what_breaks_off_is_told() -> None:
    assert doi.check(answer(b'{"title": "A')) == "the answer breaks off"
    assert doi.check(answer({"title": "A"})) == ""


@pytest.mark.parametrize("value", [{}, {"title": []}, {"title": 7}, b"{"])
def test_what_says_nothing_is_told(value: object) -> None:
    with pytest.raises(BadAnswer, match="has no title"):
        doi.read(answer(value), "10.1/x")
