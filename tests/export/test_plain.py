# SPDX-License-Identifier: MIT
"""What formats share: text without control characters, addresses, identifiers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.record import Links
from paperdesk.export.plain import address, arxiv_of, clean, doi_of, json_text, line, url_of, year_of


@given(st.text())
def test_clean_text_has_no_control_character_and_one_kind_of_line_end(text: str) -> None:
    found = clean(text)
    assert not any((ord(sign) < 32 and sign not in "\n\t") or 127 <= ord(sign) < 160 for sign in found)
    assert "\r" not in found
    assert "\n" not in line(text)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_json_says_the_same_and_holds_no_tag(value: object) -> None:
    for indent in (None, 1):
        text = json_text(value, indent)
        assert json.loads(text) == value
        assert "<" not in text
        assert "\x9b" not in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.org/b_c?d=e&f#g", "https://a.org/b_c?d=e&f#g"),
        ("HTTP://a.org/ü x", "HTTP://a.org/%C3%BC%20x"),
        ('https://a.org/"><script>', "https://a.org/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", ""),
        ("ftp://a.org", ""),
        ("", ""),
    ],
)
def test_an_address_leads_to_the_web_and_breaks_nothing(text: str, found: str) -> None:
    assert address(text) == found


def test_identifiers_are_found_among_keys(paper) -> None:
    assert (arxiv_of(paper()), doi_of(paper())) == ("2406.00001", "10.1000/deep.nets_1")
    own = paper(key="t-0123456789ab", aliases=("10.48550/arxiv.2406.00001",), links=Links())
    assert (arxiv_of(own), doi_of(own)) == ("2406.00001", "")
    assert (arxiv_of(paper(key="x", aliases=())), doi_of(paper(key="x", aliases=()))) == ("", "")


def test_the_best_address_comes_first(paper) -> None:
    assert url_of(paper()) == "https://arxiv.org/abs/2406.00001"
    assert url_of(paper(links=Links(code="https://c.org"))) == "https://doi.org/10.1000/deep.nets_1"
    assert url_of(paper(links=Links(code="https://c.org"), aliases=())) == "https://c.org"
    assert url_of(paper(links=Links(project="javascript:x"), aliases=())) == ""


@pytest.mark.parametrize(("published", "year"), [("2024-06", "2024"), ("20245", ""), ("x", ""), ("", "")])
def test_the_year(paper, published: str, year: str) -> None:
    assert year_of(paper(published=published)) == year
