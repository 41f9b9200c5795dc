# SPDX-License-Identifier: MIT
"""RIS for Zotero: notes as HTML on one line, tags that its importer does not cut in two."""

import rispy


def test_notes_and_highlights_come_as_notes(exported, paper, highlighted, write) -> None:
    mine = highlighted(paper(tags=("a; b", "c"), note="x < y"), colour="blue")
    (found,) = rispy.loads(write("zotero", [exported(mine)], colours=(("blue", "result"),)))
    assert found["type_of_reference"] == "JOUR"
    assert found["keywords"] == ["a, b", "c"]
    note, highlights = found["notes"]
    assert note == "<p>x &lt; y</p>"
    assert highlights == (
        "<h1>Highlights</h1><blockquote><p>We study</p></blockquote><p><i>result, #idea, #to do</i></p><p>Why?</p>"
    )


def test_a_paper_without_notes_has_none(exported, paper, write) -> None:
    assert "notes" not in rispy.loads(write("zotero", [exported(paper(note=""))]))[0]
