# SPDX-License-Identifier: MIT
"""What is seen of a paper: rendered, highlights marked where they are shown, notes as HTML."""

from dataclasses import replace

from paperdesk.domain.query import Query
from paperdesk.domain.record import Record, Sighting
from paperdesk.services.annotating import add_highlight, write_note
from paperdesk.services.shown import shown, titles_in

TEXT = r"We study $x_2$ in \emph{deep} nets, see https://a.org/b. It works."


def seen(library):
    (paper,) = library.page(Query(), -1)
    return shown(library.paper(paper), titles_in(library))


def add(library, text=TEXT):
    library.add([Record(r"On $\alpha$ Nets", Sighting("x"), text, arxiv_id="2406.00001")], "One")
    return library.page(Query(), -1)[0]


def test_title_and_abstract_are_rendered(library) -> None:
    add(library)
    found = seen(library)
    assert found.title_text == "On α Nets"
    assert found.abstract_text == "We study x2 in deep nets, see https://a.org/b. It works."
    assert [piece.text for piece in found.abstract if piece.level < 0] == ["2"]
    assert [piece.text for piece in found.abstract if piece.italic and not piece.formula] == ["deep"]
    assert [piece.href for piece in found.abstract if piece.href] == ["https://a.org/b"]


def test_highlights_are_marked_over_the_borders_of_runs(library) -> None:
    paper = add(library)
    add_highlight(library, paper, TEXT.index("study"), TEXT.index(" nets"), colour="green")
    add_highlight(library, paper, TEXT.index("It"), TEXT.index("It") + 2, colour="blue", note="*why*")
    found = seen(library)
    colours = {}
    for piece in found.abstract:
        colours[piece.colour] = colours.get(piece.colour, "") + piece.text
    assert colours == {"": "We  nets, see https://a.org/b.  works.", "green": "study x2 in deep", "blue": "It"}
    assert list(found.quotes.values()) == ["study x2 in deep", "It"]
    assert list(found.notes_html.values()) == ["<p><em>why</em></p>"]


def test_where_highlights_overlap_the_later_gives_the_colour(library) -> None:
    paper = add(library, "one two three")
    add_highlight(library, paper, 0, 7, colour="green")
    add_highlight(library, paper, 4, 13, colour="pink")
    assert [(piece.text, piece.colour) for piece in seen(library).abstract] == [
        ("one ", "green"),
        ("two", "pink"),
        (" three", "pink"),
    ]


def test_a_detached_highlight_shows_its_own_text(library) -> None:
    paper = add(library)
    add_highlight(library, paper, TEXT.index("$x"), TEXT.index(" in"))
    whole = library.paper(paper)
    lost = replace(whole, highlights=(replace(whole.highlights[0], detached=True),), abstract="Another text.")
    found = shown(lost, titles_in(library))
    assert list(found.quotes.values()) == ["x2"]
    assert [piece.colour for piece in found.abstract] == [""]


def test_a_note_links_to_papers_by_their_titles(library) -> None:
    paper = add(library)
    write_note(library, paper, "see [[2406.00001]] and [[nobody]] <script>x</script>")
    html = seen(library).note_html
    assert '<a href="paperdesk:2406.00001">On α Nets</a>' in html
    assert "<script" not in html
