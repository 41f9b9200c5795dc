# SPDX-License-Identifier: MIT
"""BibLaTeX: its own names, whole dates, Unicode."""

from pybtex.database import parse_string

from paperdesk.domain.record import Links, Sighting
from paperdesk.export.biblatex import entry


def test_an_entry_of_a_preprint(exported, paper) -> None:
    text = entry(exported(paper(aliases=(), title="Über Nets of Σ", note="")))
    found = parse_string(text, "bibtex").entries["lee2024deep"]
    assert found.type == "online"
    fields = dict(found.fields)
    assert fields["title"] == "Über Nets of {Σ}"
    assert fields["date"] == "2024-06-11"
    assert (fields["eprint"], fields["eprinttype"], fields["eprintclass"]) == ("2406.00001", "arxiv", "cs.LG")
    assert "annotation" not in fields


def test_what_a_reference_manager_told_is_given_back(exported, paper) -> None:
    told = {"type": "thesis", "publisher": "U of X", "publisher-place": "Y", "URL": "https://u.org/a_b"}
    mine = paper(
        aliases=(), key="t-1", links=Links(), published="2019", sightings=(Sighting("x", extra={"csl": told}),)
    )
    text = entry(exported(mine))
    assert text.startswith("@thesis{")
    for field in (
        "institution = {U of X}",
        "location = {Y}",
        "type = {phdthesis}",
        "url = {https://u.org/a_b}",
        "date = {2019}",
    ):
        assert field in text
