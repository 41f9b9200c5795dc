# SPDX-License-Identifier: MIT
"""Quick add: whatever names a paper is asked for where it lives, and is one undoable step."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from paperdesk.config.options import Settings
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.services.quick_add import Added, can_be_added, names_in, quick_add
from paperdesk.sources.http_client import Client, Limits

CSL = {
    "title": ["A paper of a journal"], "author": [{"given": "Ann", "family": "Lee"}, {"literal": "The Group"}],
    "DOI": "10.1000/ABC", "issued": {"date-parts": [[2024, 3, 5]]}, "type": "article-journal",
    "abstract": "<jats:p>We look <jats:italic>closely</jats:italic>.</jats:p>", "container-title": "J. of Things",
}  # fmt: skip


@pytest.fixture
def add(library: Library, server: Any) -> Callable[..., Added]:
    names = ("sources.huggingface.base_url", "sources.arxiv.base_url", "sources.arxiv.rss_url", "sources.doi.base_url")

    async def at_once(seconds: float) -> None:
        return None

    def run(*texts: str, **how: Any) -> Added:
        settings = Settings(dict.fromkeys(names, server.url))
        return quick_add(library, texts, settings, make_client=lambda: Client(Limits(), sleep=at_once), **how)

    return run


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("2404.18212", True), ("https://arxiv.org/abs/2404.18212v2", True), ("doi:10.1000/x", True), ("https://e.org/x", True),
        ("", False), ("attention", False), ("2404.18212 2404.18213", False), ("file:///etc/passwd", False),
        ("javascript:x", False), ("https://" + "x" * 3_000, False),
    ],
)  # fmt: skip
def test_what_can_be_added(text: str, can: bool) -> None:
    assert can_be_added(text) == can


def test_names_are_told_apart() -> None:
    assert names_in(" 2404.18212,\n10.1000/x; 2404.18212 \thttps://e.org/a ") == [
        "2404.18212",
        "10.1000/x",
        "https://e.org/a",
    ]


def test_preprints_are_asked_of_arxiv_at_once(add: Any, library: Library, server: Any, paper_server: Any) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api(
        [("2404.18212", "2024-04-28"), ("hep-th/9901001", "1999-01-01")]
    )
    added = add("https://huggingface.co/papers/2404.18212", "arXiv:hep-th/9901001v2", "2404.99999")
    assert (added.new, added.keys) == (2, ["2404.18212", "hep-th/9901001"])
    assert added.failed == [("2404.99999", "arXiv has no paper 2404.99999; check the number")]
    assert len(server.requests) == 1
    assert library.undoable() == "Added 2 papers"
    library.undo()
    assert library.page(Query(), -1) == []


def test_a_doi_is_asked_for_by_what_is_registered(add: Any, library: Library, server: Any, paper_server: Any) -> None:
    server.answers["/10.1000/abc"] = paper_server.Reply(status=302, headers={"Location": "/registered"})
    server.answers["/registered"] = paper_server.Reply(json.dumps(CSL).encode())
    added = add("https://doi.org/10.1000/ABC")
    paper = library.paper(library.find("10.1000/abc"))
    assert (added.new, added.failed) == (1, [])
    assert (paper.title, paper.authors, paper.published) == (
        "A paper of a journal",
        ("Ann Lee", "The Group"),
        "2024-03-05",
    )
    assert paper.abstract == "We look closely."
    assert paper.sightings[0].source == "doi"
    assert "csl+json" in server.requests[0].headers["accept"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>", "does not say in data"),
        (b'{"DOI": "10.1000/abc"}', "has no title"),
        (b"[]", "does not say in data"),
        (b"{", "has no title"),
    ],
)
def test_a_doi_that_says_nothing_is_told(add: Any, server: Any, paper_server: Any, body: bytes, why: str) -> None:
    server.answers["/10.1000/abc"] = paper_server.Reply(body)
    ((name, told),) = add("10.1000/abc").failed
    assert name == "10.1000/abc"
    assert why in told


def test_a_page_tells_what_it_is_about(add: Any, library: Library, server: Any, paper_server: Any) -> None:
    page = (
        "<html><head><meta name='citation_title' content='A paper &amp; its page'><meta name='citation_author' content='Lee, Ann'>"
        "<meta name='citation_doi' content='10.1000/xyz'><meta name='citation_publication_date' content='2024/03/05'>"
        "<meta name='citation_pdf_url' content='/x.pdf'><meta name='description' content='We look.'></head></html>"
    )
    server.answers["/paper"] = paper_server.Reply(page.encode(), content_type="text/html")
    add(f"{server.url}/paper")
    paper = library.paper(library.find("10.1000/xyz"))
    assert (paper.title, paper.authors, paper.published, paper.abstract) == (
        "A paper & its page",
        ("Ann Lee",),
        "2024-03-05",
        "We look.",
    )
    assert (paper.links.pdf, paper.links.project) == (f"{server.url}/x.pdf", f"{server.url}/paper")


def test_an_address_of_papers_in_data_brings_them(add: Any, library: Library, server: Any, paper_server: Any) -> None:
    server.answers["/list.json"] = paper_server.json_reply([paper_server.hf_item(n) for n in range(3)])
    assert add(f"{server.url}/list.json").new == 3


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html><body>Hello</body></html>", "does not say which paper"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"\0\1\2", "does not say which paper"),
    ],
)
def test_a_page_that_says_nothing_is_told(add: Any, server: Any, paper_server: Any, body: bytes, why: str) -> None:
    server.answers["/x"] = paper_server.Reply(body, content_type="text/html")
    ((name, told),) = add(f"{server.url}/x").failed
    assert why in told
    assert name not in told  # it is said before


def test_trouble_with_one_keeps_no_other(add: Any, server: Any, paper_server: Any) -> None:
    server.answers["/api/query"] = paper_server.arxiv_api([("2404.18212", "2024-04-28")])
    added = add("nonsense", f"{server.url}/gone", "2404.18212", "10.1/none")
    assert (added.new, [name for name, _ in added.failed]) == (1, ["nonsense", f"{server.url}/gone", "10.1/none"])
    assert added.sentence() == "Added: 1 new, 0 updated, 0 unchanged, 3 not found"


def test_stopping_adds_nothing(add: Any, library: Library, server: Any, paper_server: Any) -> None:
    server.answers["/x"] = paper_server.Reply(hold=True)
    added = add(f"{server.url}/x", cancelled=lambda: bool(server.requests))
    assert (added.new, added.keys, library.page(Query(), -1)) == (0, [], [])
