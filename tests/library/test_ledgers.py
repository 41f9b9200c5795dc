# SPDX-License-Identifier: MIT
"""What exports need beyond papers: identifiers, times of meetings, lone tags, and how far an export has told."""

from paperdesk.domain.query import Query


def test_a_ledger_has_the_identifiers_and_when_each_meeting_was(library, record) -> None:
    library.add([record(arxiv_id="1512.03385", doi="10.1/x", day="2020-01-02")], "One")
    library.add([record(arxiv_id="1512.03385", other_id="own-1", source="hf", day="2020-01-01")], "Two")
    (paper,) = library.page(Query(), -1)
    ledger = library.ledger(paper)
    assert (ledger.arxiv_id, ledger.doi, ledger.other_id) == ("1512.03385", "10.1/x", "own-1")
    assert [s.day for s in library.paper(paper).sightings] == ["2020-01-01", "2020-01-02"]
    assert len(ledger.met) == 2
    assert ledger.met[0] >= ledger.met[1]


def test_lone_tags_are_those_that_no_paper_has(library, record) -> None:
    library.add([record()], "One")
    papers = library.page(Query(), -1)
    library.tag(papers, ["kept", "lone"], "Tagged")
    library.untag(papers, ["lone"], "Untagged")
    names = {tag.name for tag in library.tags()}
    assert set(library.lone_tags()) == names - {"kept"}


def test_how_far_an_export_has_told_is_kept_by_name(library) -> None:
    assert library.last_export("markdown") == 0
    library.keep_export("markdown", 7)
    library.keep_export("csv", 9)
    library.keep_export("markdown", 8)
    assert (library.last_export("markdown"), library.last_export("csv")) == (8, 9)
    assert not library.undoable()
