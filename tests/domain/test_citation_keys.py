# SPDX-License-Identifier: MIT
"""Citation keys from patterns: what each field gives, and that every paper gets a key that every tool takes."""

import re
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.citation_keys import DEFAULT_PATTERN, check_key, check_pattern, citation_key, suffixes
from paperdesk.domain.errors import BadInput

AUTHORS = ("Ashish Vaswani", "Łukasz Kaiser", "Aäron van den Oord", "Ann Lee")


def made(pattern: str = DEFAULT_PATTERN, **told: object) -> str:
    paper = {"title": "Attention Is All You Need", "authors": AUTHORS, "published": "2017-06-12", "key": "1706.03762"}
    return citation_key(pattern, **(paper | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        (DEFAULT_PATTERN, "vaswani2017attention"),
        ("{Auth}{yy}-{month}", "Vaswani17-06"),
        ("{authors}:{year}", "vaswaniKaiserVandenoordEtAl:2017"),
        ("{shorttitle}", "AttentionNeed"),
        ("{title}", "AttentionIsAllYouNeed"),
        ("p/{key}", "p/1706.03762"),
    ],
)
def test_fields(pattern: str, key: str) -> None:
    assert made(pattern) == key


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"title": "The α-VAE: $\\beta$", "authors": ["Jürgen Schmidhuber"]}, "schmidhuber2017avae"),
        ({"title": r"On \textbf{Big} Deals", "authors": ["Qwen Team"]}, "qwen2017big"),
        ({"title": "Of the", "authors": ["The Team"], "published": ""}, "teamof"),
        ({"title": "😀", "authors": ["李飞飞"], "published": ""}, "1706.03762"),
        ({"title": "😀", "authors": [], "published": "", "key": "10.1000/a_b(c)"}, "10.1000-a-b-c"),
        ({"title": "../../etc/passwd", "authors": [], "published": "x"}, "etc"),
        ({"title": "x" * 300, "authors": [], "published": ""}, "x" * 100),
    ],
)
def test_odd_papers(told: dict[str, object], key: str) -> None:
    assert made(**told) == key


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{nobody}", "no field"),
        ("plain", "has no field"),
        ("{auth} {year}", "no key may have"),
        ("{auth}{", "no key may"),
    ],
)
def test_a_pattern_that_cannot_be_is_told(pattern: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        check_pattern(pattern)


@pytest.mark.parametrize("key", ["", "a b", "a,b", "{a}", "ä", "#a", "a" * 101, "-a"])
def test_a_key_that_cannot_be_is_told(key: str) -> None:
    with pytest.raises(BadInput):
        check_key(key)


def test_equal_keys_are_told_apart_for_ever() -> None:
    assert list(islice(suffixes(), 4)) == ["", "a", "b", "c"]
    assert list(islice(suffixes(), 26, 29)) == ["z", "aa", "ab"]
    assert len(set(islice(suffixes(), 2000))) == 2000


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=5), st.text(max_size=12), st.text(max_size=30))
def test_every_paper_gets_a_key_that_every_tool_takes(title: str, authors: list[str], published: str, key: str) -> None:
    found = citation_key(DEFAULT_PATTERN, title=title, authors=authors, published=published, key=key)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,99}", found)
    assert check_key(found) == found
