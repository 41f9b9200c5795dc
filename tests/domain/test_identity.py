# SPDX-License-Identifier: MIT
"""Identifiers have one canonical form, whichever way they are written, and nothing else is taken for one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperdesk.domain.identity import arxiv_id, author_key, canonical_key, doi, title_hash, title_key

NEW_FORMS = """
2404.18212
 2404.18212
2404.18212v1
2404.18212v12
arXiv:2404.18212
arxiv: 2404.18212v3
ARXIV:2404.18212
arXiv:2404.18212.
arXiv:2404.18212v1 [cs.LG]
arXiv:2404.18212v1 [cs.LG] 28 Apr 2024
oai:arXiv.org:2404.18212
http://arxiv.org/abs/2404.18212v1
https://arxiv.org/abs/2404.18212/
https://arxiv.org/pdf/2404.18212v2.pdf
https://arxiv.org/pdf/2404.18212v2.pdf#page=3
https://www.arxiv.org/abs/2404.18212?context=cs
https://export.arxiv.org/abs/2404.18212
https://arxiv.org/html/2404.18212v1
https://arxiv.org/e-print/2404.18212
arxiv.org/abs/2404.18212
https://huggingface.co/papers/2404.18212
https://hf.co/papers/2404.18212
https://ar5iv.labs.arxiv.org/html/2404.18212
https://www.alphaxiv.org/abs/2404.18212
10.48550/arXiv.2404.18212
10.48550/ARXIV.2404.18212v2
doi:10.48550/arXiv.2404.18212
doi: 10.48550/arXiv.2404.18212
doi.org/10.48550/arXiv.2404.18212
https://doi.org/10.48550/arXiv.2404.18212
https://www.doi.org/10.48550/arXiv.2404.18212
http://dx.doi.org/10.48550/arXiv.2404.18212.
"""
OLD_FORMS = """
hep-th/9901001
HEP-TH/9901001
hep-th/9901001v2
arXiv:hep-th/9901001v2
https://arxiv.org/abs/hep-th/9901001
https://arxiv.org/abs/hep-th%2F9901001v1
https://arxiv.org/pdf/hep-th/9901001v1.pdf
10.48550/arXiv.hep-th/9901001
"""
DOI_FORMS = """
10.1145/3292500.3330919
10.1145/3292500.3330919.
 10.1145/3292500.3330919
doi:10.1145/3292500.3330919
DOI: 10.1145/3292500.3330919
doi 10.1145/3292500.3330919
https://doi.org/10.1145/3292500.3330919
http://dx.doi.org/10.1145/3292500.3330919
HTTPS://DOI.ORG/10.1145/3292500.3330919
doi.org/10.1145/3292500.3330919
https://doi.org/10.1145/3292500.3330919?casa_token=x#top
10.1145/3292500.3330919),
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("text", _lines(NEW_FORMS))
def test_a_new_arxiv_identifier_in_any_form(text: str) -> None:
    assert arxiv_id(text) == "2404.18212"
    assert canonical_key(text) == "2404.18212"


@pytest.mark.parametrize("text", _lines(OLD_FORMS))
def test_an_old_arxiv_identifier_in_any_form(text: str) -> None:
    assert arxiv_id(text) == "hep-th/9901001"
    assert canonical_key(text) == "hep-th/9901001"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("math.GT/0309136", "math/0309136"),
        ("cond-mat.mes-hall/9901001", "cond-mat/9901001"),
        ("0704.0001", "0704.0001"),
    ],
)
def test_the_class_of_a_subject_is_no_part_of_it(text: str, canonical: str) -> None:
    assert arxiv_id(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2404", "2404.182", "2404.1821234", "2413.12345", "2400.12345", "2404.18212v", "x2404.18212", "2404.18212x",
        "２４０４.18212", "240418212", "arXiv:", "mix/9901001", "user/repo/2404.18212", "batch/2301005",
        "https://arxiv.org/list/cs.LG/2404", "https://example.org/arxiv.org/abs/2404.18212", "notarxiv.org/abs/2404.18212",
        "https://arxiv.org.example.org/abs/2404.18212", "10.1145/2404.18212", "10.48550/other.2404.18212",
    ],
)  # fmt: skip
def test_what_is_no_arxiv_identifier(text: str) -> None:
    assert arxiv_id(text) == ""


@pytest.mark.parametrize("text", _lines(DOI_FORMS))
def test_a_doi_in_any_form(text: str) -> None:
    assert doi(text) == "10.1145/3292500.3330919"
    assert canonical_key(text) == "10.1145/3292500.3330919"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("10.1002/(SICI)1097-0258(19980815)17:15", "10.1002/(sici)1097-0258(19980815)17:15"),
        ("(10.1016/S0735-1097(98)00347-7)"[1:], "10.1016/s0735-1097(98)00347-7"),
        ("10.1016/S0735-1097(98)", "10.1016/s0735-1097(98)"),
        ("https://doi.org/10.1002/%28SICI%291097", "10.1002/(sici)1097"),
        ("10.1000.10/123456", "10.1000.10/123456"),
    ],
)
def test_brackets_of_a_doi_stay_and_those_around_it_go(text: str, canonical: str) -> None:
    assert doi(text) == canonical


@pytest.mark.parametrize("text", ["", "10.", "10.1145", "10.1145/", "10.12/x", "9.1145/x", "10.1145/a b", "x10.1145/a"])
def test_what_is_no_doi(text: str) -> None:
    assert doi(text) == ""


def test_a_text_of_brackets_is_told_from_a_doi_at_once() -> None:
    assert doi("10.1145/" + ")" * 1_000_000) == ""


@given(
    st.text()
    | st.from_regex(r"(doi:|https://doi\.org/|arXiv:| )?(10\.\d{4}/\S+|\d{4}\.\d{5}(v\d)?)[.)]?", fullmatch=True)
)
@example("doi:10.48550/arXiv.2404.18212")
@example("doi:https://doi.org/10.1145/x")
@settings(max_examples=200)
def test_a_canonical_key_stays_as_it_is(text: str) -> None:
    key = canonical_key(text)
    assert canonical_key(key) == key


@pytest.mark.parametrize(
    "other",
    [
        "Deep Residual Learning!",
        "deep  residual-learning",
        "DEEP RESIDUAL LEARNING",
        "Déep Residual Lèarning",
        "Deep\nResidual_Learning",
        "Deep Res\u200bidual Learning",
    ],
    ids=["mark", "hyphen", "capitals", "accents", "line break", "zero width"],
)
def test_spellings_of_one_title_have_one_key(other: str) -> None:
    assert title_key(other) == title_key("Deep Residual Learning")


def test_the_key_of_a_title_is_public_and_never_changes() -> None:
    assert title_key("Deep Residual Learning for Image Recognition") == "t-697404a43beb"
    assert title_key("Deep Residual Learning for Image Recognition", apart="he") == "t-79629311f044"


def test_titles_without_a_letter_are_told_apart() -> None:
    assert len({title_hash(title) for title in ("🦙", "🚀", "!!!", "…", "???")}) == 5


@given(st.text(), st.text())
@settings(max_examples=50)
def test_a_key_is_the_hash_in_hexadecimal(title: str, apart: str) -> None:
    key = title_key(title, apart=apart)
    assert key[:2] == "t-"
    assert len(key) == 14
    assert int(key[2:], 16) == title_hash(title, apart=apart)


def test_an_author_without_a_first_letter_has_no_key() -> None:
    assert author_key("🦙") == ""
    assert author_key("") == ""


@pytest.mark.parametrize("name", ["Jie Wu", "Wu, Jie", "J. Wu", "WU, J.", " wu ", "Jie  Wu"])
def test_forms_of_one_author_have_one_family_name(name: str) -> None:
    assert author_key(name) == "wu"


def test_accents_in_a_family_name_do_not_matter() -> None:
    assert author_key("Fédéric Gödel") == author_key("Godel, F.")
