# SPDX-License-Identifier: MIT
"""Addresses become links: to the web, a DOI or arXiv, and to nothing else."""

import pytest

from paperdesk.reading.abstract import render

LINKS = {
    "https": ("at https://a.org/x_y^z.", "https://a.org/x_y", "https://a.org/x_y"),
    "http": ("(http://a.org/b(c))", "http://a.org/b(c)", "http://a.org/b(c)"),
    "query": ("https://a.org/?q=1&r=2#s, and", "https://a.org/?q=1&r=2#s", "https://a.org/?q=1&r=2#s"),
    "escaped": (r"https://a.org/x\_y\%20", r"https://a.org/x\_y\%20", "https://a.org/x_y%20"),
    "bare host": ("github.com/a/b.", "github.com/a/b", "https://github.com/a/b"),
    "www": ("see www.a.org/b;", "www.a.org/b", "https://www.a.org/b"),
    "doi": ("doi:10.1145/3292500.3330701.", "doi:10.1145/3292500.3330701", "https://doi.org/10.1145/3292500.3330701"),
    "arXiv": ("(arXiv:2404.18212v2)", "arXiv:2404.18212v2", "https://arxiv.org/abs/2404.18212v2"),
    "url": (r"\url{https://a.org/b}", "https://a.org/b", "https://a.org/b"),
    "href": (r"\href{https://a.org/b}{the code}", "the code", "https://a.org/b"),
    "stripped href": ("https://a.org/b{here}.", "here", "https://a.org/b"),
    "stripped href to an address": ("https://a.org/b{https://c.org}", "https://c.org", "https://c.org"),
    "CJK": ("见https://a.org/b。", "https://a.org/b", "https://a.org/b"),
}


@pytest.mark.parametrize(("text", "words", "href"), LINKS.values(), ids=LINKS.keys())
def test_an_address_is_a_link(text: str, words: str, href: str) -> None:
    assert [(run.text, run.href) for run in render(text).runs if run.href] == [(words, href)]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        r"\href{javascript:alert(1)}{here}",
        r"\url{file:///etc/passwd}",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x smb://host/share ftp://a.org",
        "https://",
        "mail to a@github.com/x",
        "version 10.1234 of it",
        '<a href="javascript:x">y</a>',
    ],
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert [run.href for run in render(text).runs if run.href] == []


def test_an_address_is_shown_as_it_is_written() -> None:
    assert render("https://a.org/x^2_i--b").runs[0].text == "https://a.org/x"
    assert render("https://a.org/~x_1--b_times").plain == "https://a.org/~x_1--b_times"


def test_a_link_stands_for_all_that_made_it() -> None:
    text = r"see \href{https://a.org}{the code} now"
    rendering = render(text)
    assert rendering.plain == "see the code now"
    assert rendering.to_source(4, 12) == (4, text.index(" now"))
