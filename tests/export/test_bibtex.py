# SPDX-License-Identifier: MIT
"""BibTeX: what an entry holds, and that pybtex and bibtexparser read back what was written."""

import re

import bibtexparser
import pytest
from bibtexparser.bparser import BibTexParser
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from paperdesk.domain.names import split_name
from paperdesk.domain.record import Links, Sighting
from paperdesk.export.bibtex import entry, names, pages
from paperdesk.export.plain import line
from paperdesk.sources.latex import plain

WORDS = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="$\u2028\u2029"), max_size=40
).map(line)  # fmt: skip


def with_csl(paper, **fields):
    return paper(aliases=(), key="t-1", links=Links(), sightings=(Sighting("bibtex", extra={"csl": fields}),))


def test_an_entry_of_a_preprint(exported, paper) -> None:
    assert entry(exported(paper(aliases=()))) == (
        "@misc{lee2024deep,\n"
        "  title = {Deep Nets of One Kind},\n"
        "  author = {Lee, Ann and van der Wu, Bo and {Qwen Team}},\n"
        "  year = {2024},\n"
        "  month = jun,\n"
        "  eprint = {2406.00001},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.LG},\n"
        "  url = {https://arxiv.org/abs/2406.00001},\n"
        "  keywords = {rl/offline, to read},\n"
        "  abstract = {We study nets. They are deep.\n\nAnd wide.},\n"
        "  annote = {A *note*.}\n"
        "}\n"
    )


def test_what_a_reference_manager_told_is_given_back(exported, paper) -> None:
    fields = {
        "type": "article-journal",
        "container-title": "J. of Nets & Co",
        "volume": "3",
        "issue": 4,
        "page": "10–20",
        "publisher": "P",
        "ISSN": "1234",
        "editor": [{"family": "Roe", "given": "Al", "non-dropping-particle": "de"}, {"literal": "A Board"}],
    }
    text = entry(exported(with_csl(paper, **fields)))
    assert text.startswith("@article{")
    for told in (
        r"journal = {J. of Nets \& Co}", "volume = {3}", "number = {4}", "pages = {10--20}", "publisher = {P}",
        "issn = {1234}", "editor = {de Roe, Al and {A Board}}",
    ):  # fmt: skip
        assert told in text


@pytest.mark.parametrize(
    ("kind", "name", "container"),
    [
        ("paper-conference", "inproceedings", "booktitle"),
        ("chapter", "incollection", "booktitle"),
        ("book", "book", ""),
    ],
)
def test_types(exported, paper, kind: str, name: str, container: str) -> None:
    text = entry(exported(with_csl(paper, **{"type": kind, "container-title": "C"})))
    assert text.startswith(f"@{name}{{")
    assert not container or f"{container} = {{C}}" in text


def test_a_date_that_is_none_stays_in_its_own_words(exported, paper) -> None:
    assert "year = {in press\\_}" in entry(exported(paper(published="in press_")))


KNOWN = st.sampled_from(["Ann Lee", "Wu, Jie", "Ludwig van Beethoven", "King, Jr., Martin", "Qwen Team"])


@given(authors=st.lists(WORDS | KNOWN, max_size=4), title=WORDS, abstract=WORDS)
def test_both_parsers_read_the_same_back(exported, paper, authors: list[str], title: str, abstract: str) -> None:
    mine = paper(title=title or "T", authors=tuple(authors), abstract=abstract, note="")
    text = entry(exported(mine, "key1"))
    told = [split_name(author) for author in authors if line(author).strip(" ,")]
    one = parse_string(text, "bibtex").entries["key1"]
    assert same(plain(one.fields["title"]), title or "T")
    assert same(plain(one.fields.get("abstract", "")), abstract)
    persons = one.persons.get("author", [])
    assert [plain(" ".join(p.last_names)) for p in persons] == [line(n.literal or n.family) for n in told]
    parser = BibTexParser(common_strings=True)
    (other,) = bibtexparser.loads(text, parser).entries
    assert other["ID"] == "key1"
    assert same(plain(other["title"]), title or "T")
    assert same(plain(other.get("abstract", "")), abstract)
    assert other["month"].startswith("Jun")


def same(found: str, wanted: str) -> bool:
    return re.sub(r"\s+", " ", found).strip() == re.sub(r"\s+", " ", wanted).strip()


def test_names_that_could_be_taken_for_two_are_in_braces() -> None:
    assert names(map(split_name, ["Simon and Garfunkel Band", "Lee", "Ann  Lee"])) == (
        "{Simon and Garfunkel Band} and {Lee} and Lee, Ann"
    )
    assert names(map(split_name, ["A, B, C"])) == "{A, B, C}"


def test_ranges_of_pages() -> None:
    assert [pages(text) for text in ("1-2", "1–2", "1--2", "e12")] == ["1--2", "1--2", "1--2", "e12"]
