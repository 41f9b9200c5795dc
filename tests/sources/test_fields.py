# SPDX-License-Identifier: MIT
"""Values as sources write them: what fits is kept, what does not becomes empty, nothing raises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.sources import fields

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(ANYTHING)
def test_anything_is_taken(value: Any) -> None:
    assert isinstance(fields.text(value), str)
    assert fields.line(value) == fields.line(fields.line(value))
    assert isinstance(fields.count(value), int | None)
    assert fields.address(value).startswith("http") or not fields.address(value)
    assert fields.title(value) == fields.line(value) or not fields.title(value)
    assert len(fields.published(value)) <= 40
    assert all(isinstance(name, str) and name for name in (*fields.names(value), *fields.words(value)))
    assert fields.arxiv_in(value) == fields.arxiv_in(fields.arxiv_in(value))
    assert fields.doi(value) == fields.doi(fields.doi(value))
    for found in (fields.text(value), fields.line(value), fields.own_id(value), *fields.names(value)):
        assert found.encode("utf-8").decode("utf-8") == found
        assert "\0" not in found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, 0), (7, 7), (-3, -3), ("12", 12), (" 1,234 ", 1234), ("1.2k", 1200), ("1.15K", 1150), ("11.3k", 11300), (7.0, 7),
        (True, None), (7.5, None), (float("nan"), None), (float("inf"), None), (1e300, None), (2**63, None), (2**63 - 1, 2**63 - 1),
        ("", None), ("many", None), ("²", None), ("-1", None), ("9" * 400, None), (None, None), ([1], None), ({}, None),
    ],
)  # fmt: skip
def test_counts(value: Any, expected: int | None) -> None:
    assert fields.count(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["Ann Lee", " Bo\n Wu "], ("Ann Lee", "Bo Wu")),
        ([{"name": "Ann Lee"}, {"fullname": "Bo Wu"}, {"fullName": "Cy Ng"}, {"author": "Di Xu"}], ("Ann Lee", "Bo Wu", "Cy Ng", "Di Xu")),
        ([{"name": ""}, {"hidden": True}, {"name": None}, None, 3, "", "  ", ["x"]], ()),
        (["Ann Lee", {"name": "Ann Lee"}, "Bo Wu", "Ann  Lee"], ("Ann Lee", "Bo Wu")),
        ("Ann Lee; Bo Wu", ("Ann Lee", "Bo Wu")),
        ("Wu, Bo and Lee, Ann", ("Wu, Bo", "Lee, Ann")),
        ("Ann Lee, Bo Wu and Cy Ng", ("Ann Lee", "Bo Wu", "Cy Ng")),
        ("Ann Lee, Bo Wu, and Cy Ng", ("Ann Lee", "Bo Wu", "Cy Ng")),
        ("Wu, Bo", ("Wu, Bo",)),
        ("Ann Lee", ("Ann Lee",)),
        ("", ()), (None, ()), (7, ()), ({"name": "Ann"}, ()),
        (["A\ud800b\0"], ("A\ufffdb\ufffd",)),
    ],
)  # fmt: skip
def test_names(value: Any, expected: tuple[str, ...]) -> None:
    assert fields.names(value) == expected


def test_many_long_names_are_not_kept_in_memory() -> None:
    before = fields._remembered_line.cache_info().currsize
    assert len(fields.names([f"{n} " + "x" * 300 for n in range(50)])) == 50
    assert fields._remembered_line.cache_info().currsize == before


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["2024-06-11T23:30:00.000Z"], "2024-06-11"), (["2024-02-29"], "2024-02-29"), (["2024-06"], "2024-06"), (["2024"], "2024"),
        ([2024], "2024"), ([" 2024-06-11 "], "2024-06-11"), (["yesterday"], "yesterday"), (["2023-02-29"], "2023-02-29"),
        (["0000"], "0000"), (["9999-99-99"], "9999-99-99"), ([1e20], "1e+20"), ([True], ""), ([None, ""], ""), ([["2024"]], ""),
        (["yesterday", "2024-06-11"], "2024-06-11"), ([None, "soon", "later"], "soon"), (["x" * 99], "x" * 40),
    ],
)  # fmt: skip
def test_days_of_publication_that_cannot_be_read_are_kept_as_they_are(values: list[Any], expected: str) -> None:
    assert fields.published(*values) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024-06-12.json", "2024-06-12"), ("refresh_2024-06-12_v2.json", "2024-06-12"), ("papers.json", ""),
        ("12024-06-12.json", ""), ("2024-13-45_2024-06-12.json", "2024-06-12"), ("٢٠٢٤-٠٦-١٢", ""),
    ],
)  # fmt: skip
def test_the_day_in_a_name(name: str, expected: str) -> None:
    assert fields.day_in_name(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" https://a.org/x ", "https://a.org/x"), ("https://a.org/x\ny", "https://a.org/x"), ("HTTP://A.org", "HTTP://A.org"),
        ("javascript:alert(1)", ""), ("file:///etc/passwd", ""), ("//a.org", ""), ('https://a.org/"onload=', "https://a.org/"),
        (None, ""), (["https://a.org"], ""),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_addresses(value: Any, expected: str) -> None:
    assert fields.address(value) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["\u200b", None, "\u202e\u2060", " Real  title "], "Real title"),
        (["", 7, [], "\n\t"], ""),
        (["\u202eevil\u202c"], "\u202eevil\u202c"),
    ],
    ids=["unseen before", "none", "overrides kept"],
)
def test_a_title_is_something_that_can_be_seen(values: list[Any], expected: str) -> None:
    assert fields.title(*values) == expected


def test_arxivs_own_doi_is_no_doi_beside_its_identifier() -> None:
    assert fields.doi("10.48550/arXiv.2406.00001", None, "https://doi.org/10.1000/ABC.") == "10.1000/abc"
    assert fields.arxiv_in(3, "10.48550/arXiv.2406.00001v2") == "2406.00001"


@pytest.mark.parametrize(
    ("value", "expected"), [("1", ""), ("00-12", ""), (12, ""), (None, ""), (" P19-1001 ", "P19-1001")]
)
def test_a_mere_number_names_no_paper(value: Any, expected: str) -> None:
    assert fields.own_id(value) == expected


def test_links_follow_from_the_identifier_and_are_overruled_by_what_is_told() -> None:
    links = fields.arxiv_links("2406.00001", pdf="https://a.org/x.pdf", code="")
    assert (links.arxiv, links.pdf, links.code) == ("https://arxiv.org/abs/2406.00001", "https://a.org/x.pdf", "")
    assert fields.arxiv_links("", project="https://a.org").project == "https://a.org"
    assert fields.arxiv_links("").arxiv == ""
