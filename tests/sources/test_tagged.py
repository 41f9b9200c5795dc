# SPDX-License-Identifier: MIT
"""RIS and its kin: every field, broken references told one by one, what other programs write."""

from collections.abc import Callable
from typing import Any

import pytest
import rispy

from paperdesk.domain.errors import BadInput

Parse = Callable[..., Any]
RIS = """TY  - JOUR
TI  - A title that
  goes on
AU  - Lee, Ann
AU  - King, Martin, Jr.
AU  - The Group
AB  - A first paragraph.

And a second one.
PY  - 2024/06/11/
JF  - A Journal
VL  - 3
IS  - 4
SP  - 10
EP  - 20
SN  - 1234-5678
PB  - A House
DO  - https://doi.org/10.1000/ABC
UR  - https://example.org/a
KW  - vision
KW  - reading list; second
N1  - A note of mine
L1  - https://example.org/a.pdf
ID  - lee2024
ER  -
"""
SHORT = "TY  - BOOK\nTI  - Another\nER  - \n"


def test_a_reference_is_read_whole(parse: Parse) -> None:
    record = parse(RIS, "ris").record
    assert record.title == "A title that goes on"
    assert record.authors == ("Ann Lee", "Martin King Jr.", "The Group")
    assert record.abstract == "A first paragraph.\n\nAnd a second one."
    assert (record.published, record.doi) == ("2024-06-11", "10.1000/abc")
    assert (record.links.project, record.links.pdf) == ("https://example.org/a", "https://example.org/a.pdf")
    assert (record.tags, record.note) == (("vision", "reading list", "second"), "A note of mine")
    assert record.sighting.source == "ris"
    assert record.sighting.extra["csl"] == {
        "type": "article-journal",
        "container-title": "A Journal",
        "volume": "3",
        "issue": "4",
        "page": "10-20",
        "ISSN": "1234-5678",
        "publisher": "A House",
        "citation-key": "lee2024",
        "URL": "https://example.org/a",
    }


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("PY  - 2001", "2001"),
        ("PY  - 2001/09//", "2001-09"),
        ("Y1  - 2001/09/01/spring", "2001-09-01"),
        ("DA  - 2001/9/1\nPY  - 2001", "2001-09-01"),
        ("PY  - 0000", "0000"),
        ("PY  - spring", "spring"),
        ("PY  - ", ""),
    ],
)
def test_dates(parse: Parse, lines: str, published: str) -> None:
    assert parse(f"TY  - JOUR\nTI  - T\n{lines}\nER  - ", "ris").record.published == published


@pytest.mark.parametrize(
    ("line", "arxiv", "doi"),
    [
        ("UR  - http://arxiv.org/abs/2404.18212v2", "2404.18212", ""),
        ("JO  - arXiv:2404.18212 [cs]", "2404.18212", ""),
        ("DO  - 10.48550/arXiv.2404.18212", "2404.18212", ""),
        ("N1  - doi: 10.1000/x", "", "10.1000/x"),
        ("M3  - doi:10.1000/x", "", "10.1000/x"),
    ],
)
def test_identifiers(parse: Parse, line: str, arxiv: str, doi: str) -> None:
    record = parse(f"TY  - JOUR\nTI  - T\n{line}\nER  - ", "ris").record
    assert (record.arxiv_id, record.doi, record.note) == (arxiv, doi, "")
    assert "genre" not in record.sighting.extra["csl"]


def test_a_reference_without_title_is_told_and_the_others_are_in(parse: Parse) -> None:
    found = parse("TY  - JOUR\nAU  - Lee, Ann\nER  - \n\n" + SHORT, "ris")
    assert found.titles == ["Another"]
    assert [(r.item, r.why) for r in found.rejected] == [("reference 1 (line 1)", "it has no title")]


def test_a_reference_that_does_not_end_is_read_and_a_file_that_ends_in_it_is_told(parse: Parse) -> None:
    found = parse("TY  - JOUR\nTI  - First\nTY  - JOUR\nTI  - Second\n", "ris")
    assert found.titles == ["First", "Second"]
    assert [r.item for r in found.rejected] == ["reference 2 (line 3)"]
    assert found.rejected[0].why.startswith("the file ends within it, before ER")


def test_one_that_lacks_its_first_line_is_read(parse: Parse) -> None:
    found = parse("JF  - J\nTI  - T\nER  -\n" + SHORT, "ris")
    assert (found.titles, found.rejected) == (["T", "Another"], [])


def test_a_file_without_references_is_told(parse: Parse) -> None:
    with pytest.raises(BadInput, match="there is no RIS reference in it"):
        parse("words", "ris")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems(parse: Parse, ending: str) -> None:
    assert parse((RIS + SHORT).replace("\n", ending), "ris").titles == ["A title that goes on", "Another"]


def test_what_a_library_for_it_writes_is_read(parse: Parse) -> None:
    written = rispy.dumps([{"type_of_reference": "JOUR", "title": f"T {n}", "authors": ["Lee, A."]} for n in range(50)])
    found = parse(written)
    assert (found.format, found.titles, found.rejected) == ("ris", [f"T {n}" for n in range(50)], [])


def test_endnotes_own(parse: Parse) -> None:
    text = "%0 Journal Article\n%T One\n%A Lee, Ann\n%D 2020\n%J J\n%K a\nb\n%R 10.1000/x\n\n%0 Book\n%T Two\n%0 Thesis\n%A No Title\n"
    found = parse(text)
    assert (found.format, found.titles) == ("endnote", ["One", "Two"])
    first = found.records[0]
    assert (first.authors, first.published, first.doi, first.tags) == (("Ann Lee",), "2020", "10.1000/x", ("a", "b"))
    assert [r.why for r in found.rejected] == ["it has no title"]


def test_pubmeds_own(parse: Parse) -> None:
    text = (
        "PMID- 1\nTI  - A title\n      goes on\nFAU - Lee, Ann\nAU  - Lee A\nDP  - 2014 Jan 15\nLID - 10.1000/x [doi]\n"
        "AB  - Text.\n\nPMID- 2\nTI  - B\n"
    )
    found = parse(text)
    assert (found.format, found.titles, found.rejected) == ("pubmed", ["A title goes on", "B"], [])
    first = found.records[0]
    assert (first.authors, first.published, first.doi) == (("Ann Lee",), "2014-01-15", "10.1000/x")


def test_the_web_of_science(parse: Parse) -> None:
    text = (
        "FN ISI Export Format\nVR 1.0\nPT J\nAU Lee, A\n   Wu, B\nTI A title\n   goes on\nSO A JOURNAL\nPY 2006\n"
        "PD MAY\nDE one; two\nDI 10.1000/x\nER\n\nPT J\nTI B\nER\n\nEF\n"
    )
    found = parse(text)
    assert (found.format, found.titles, found.rejected) == ("web-of-science", ["A title goes on", "B"], [])
    first = found.records[0]
    assert (first.authors, first.published, first.tags) == (("A Lee", "B Wu"), "2006-05", ("one", "two"))
