# SPDX-License-Identifier: MIT
"""RIS: rispy reads back what was written."""

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.names import split_name
from paperdesk.domain.record import Links, Sighting
from paperdesk.export.plain import line
from paperdesk.export.ris import day, laid_out, reference

WORDS = st.text(max_size=40)


def test_a_reference(exported, paper, write) -> None:
    (found,) = rispy.loads(write("ris", [exported(paper(aliases=()))]))
    assert found == {
        "type_of_reference": "UNPB",
        "id": "lee2024deep",
        "title": "Deep Nets of One Kind",
        "authors": ["Lee, Ann", "van der Wu, Bo", "Qwen Team"],
        "year": "2024",
        "date": "2024/06/11/",
        "publisher": "arXiv",
        "name_of_database": "arXiv",
        "accession_number": "arXiv:2406.00001",
        "urls": ["https://arxiv.org/abs/2406.00001"],
        "file_attachments1": "https://arxiv.org/pdf/2406.00001",
        "keywords": ["rl/offline", "to read"],
        "abstract": "We study nets. They are deep. And wide.",
        "notes": ["A *note*."],
    }


def test_what_a_reference_manager_told_is_given_back(exported, paper) -> None:
    told = {
        "type": "article-journal",
        "container-title": "J",
        "volume": 3,
        "issue": "4",
        "page": "10–20",
        "ISSN": "1-2",
    }
    mine = paper(aliases=(), key="t-1", links=Links(), sightings=(Sighting("x", extra={"csl": told}),))
    (found,) = rispy.loads(laid_out(reference(exported(mine))))
    assert found["type_of_reference"] == "JOUR"
    names = ("secondary_title", "volume", "number", "start_page", "end_page", "issn")
    assert [found[name] for name in names] == ["J", "3", "4", "10", "20", "1-2"]


@given(title=WORDS, abstract=WORDS, authors=st.lists(WORDS, max_size=3), tags=st.lists(WORDS, max_size=3), note=WORDS)
def test_everything_is_read_back(exported, paper, title, abstract, authors, tags, note) -> None:
    mine = paper(title=title, abstract=abstract, authors=tuple(authors), tags=tuple(tags), note=note)
    (found,) = rispy.loads(laid_out(reference(exported(mine))))
    assert found.get("title", "") == line(title)
    assert found.get("abstract", "") == line(abstract)
    assert found.get("authors", []) == list(filter(None, (line(split_name(author).sorted_form) for author in authors)))
    assert found.get("keywords", []) == list(filter(None, map(line, tags)))
    assert found.get("notes", []) == list(filter(None, [line(note)]))


def test_several_references_stand_apart(exported, write) -> None:
    text = write("ris", [exported(citation_key="a"), exported(citation_key="b")])
    assert text.startswith("TY  - ")
    assert [one["id"] for one in rispy.loads(text)] == ["a", "b"]


@pytest.mark.parametrize(
    ("published", "date"), [("2024", "2024///"), ("2024-06", "2024/06//"), ("in press", "///in press"), ("", "")]
)
def test_dates(published: str, date: str) -> None:
    assert day(published) == date
