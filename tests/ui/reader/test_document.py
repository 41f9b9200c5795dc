# SPDX-License-Identifier: MIT
"""A paper as a document: what stands in it, where the abstract is, and that no text is taken for markup."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.record import Links, Sighting
from paperdesk.reading.abstract import render
from paperdesk.ui.reader.document import LONG_ABSTRACT, SetPaper, set_paper

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "data" / "corpus" / "abstracts.jsonl.gz"


def paper(**differing: Any) -> Paper:
    plain: dict[str, Any] = {
        "id": PaperId(1),
        "key": "2404.18212",
        "aliases": (),
        "title": "Paint by Inpaint",
        "authors": ("Navve Wasserman", "Noam Rotstein"),
        "abstract": "Image editing has advanced.",
        "published": "2024-04-28",
        "day": "2024-04-29",
        "categories": ("cs.CV", "cs.AI"),
        "tags": (),
        "read": False,
        "starred": False,
        "later": False,
        "archived": False,
        "upvotes": 28,
        "links": Links(arxiv="https://arxiv.org/abs/2404.18212", pdf="https://arxiv.org/pdf/2404.18212"),
        "sightings": (Sighting("huggingface", "2024-04-29", 3, 28),),
        "added": "2024-04-29T00:00:00.000Z",
    }
    return Paper(**{**plain, **differing})


def written(what: Paper) -> tuple[QTextDocument, SetPaper]:
    document = QTextDocument()
    return document, set_paper(document, what, face="", pixels=16)


def lines(document: QTextDocument) -> list[str]:
    return document.toPlainText().split("\n")


def formats(document: QTextDocument, text: str) -> QTextCharFormat:
    """The format of the first place where `text` stands."""
    return document.find(text).charFormat()


def test_title_authors_facts_links_abstract_in_this_order(qapp: Any) -> None:
    document, _ = written(paper())
    assert lines(document) == [
        "Paint by Inpaint",
        "Navve Wasserman, Noam Rotstein",
        "Published 28 Apr 2024  ·  Hugging Face, 29 Apr 2024  ·  cs.CV cs.AI  ·  28 upvotes",
        "arXiv   PDF",
        "Image editing has advanced.",
    ]


def test_what_is_not_known_leaves_no_line(qapp: Any) -> None:
    bare = paper(authors=(), published="", categories=(), upvotes=0, links=Links(), sightings=(), abstract="")
    document, _ = written(bare)
    assert lines(document) == ["Paint by Inpaint", "", "No abstract is known for this paper yet."]


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([("huggingface", f"2024-11-{n}") for n in (23, 24, 25)], "Hugging Face, 23–25 Nov 2024"),
        ([("huggingface", "2024-11-20"), ("huggingface", "2024-11-23")], "Hugging Face, 20 Nov 2024, 23 Nov 2024"),
        ([("huggingface", "2024-11-30"), ("huggingface", "2024-12-01")], "Hugging Face, 30 Nov 2024 – 1 Dec 2024"),
        ([("arxiv", f"2024-11-{n}") for n in (11, 13, 15, 17, 18)], "arXiv, 11–18 Nov 2024 (5 days)"),
        (
            [("huggingface", "2024-11-23"), ("arxiv", "2024-11-23"), ("huggingface", "2024-11-24")],
            "arXiv, 23 Nov 2024  ·  Hugging Face, 23–24 Nov 2024",
        ),
        ([("file", ""), ("file", "")], "Files"),
        ([("file", ""), ("file", "soon"), ("file", "2024-11")], "Files, Nov 2024, soon"),
        ([(f"s{n}", "") for n in range(5)], "s2  ·  s3  ·  s4"),
    ],
)
def test_days_of_one_source_are_said_together(qapp: Any, listed: list[tuple[str, str]], said: str) -> None:
    sightings = tuple(Sighting(source, day) for source, day in listed)
    document, _ = written(paper(published="", categories=(), upvotes=0, sightings=sightings))
    assert lines(document)[2] == said


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2024-04-28", "28 Apr 2024"),
        ("2024-04", "Apr 2024"),
        ("2024", "2024"),
        ("0000-00-00", "0000-00-00"),
        ("9999-99-99", "9999-99-99"),
        ("2024-13-45", "2024-13-45"),
        ("²-²", "²-²"),
        ("last spring", "last spring"),
    ],
)
def test_a_date_that_cannot_be_stays_as_it_came(qapp: Any, published: str, said: str) -> None:
    document, _ = written(paper(published=published))
    assert lines(document)[2].startswith(f"Published {said}  ·")


@pytest.mark.parametrize(
    "abstract",
    [
        "A bound of $\\tilde{O}(\\sqrt{dT})$ for all $x \\in \\mathbb{R}^{m \\times n}$, and 𝒪(n).",
        "Code: https://github.com/a/b and doi:10.1000/xyz, see {\\it there}.",
        "One paragraph.\n\nAnother one, with 👩‍🔬 and é.",
        "<b>bold</b> & <script>alert(1)</script>",
    ],
    ids=["math", "links", "paragraphs", "markup"],
)
def test_the_document_is_the_rendering_position_by_position(qapp: Any, abstract: str) -> None:
    document, placed = written(paper(abstract=abstract))
    _assert_mapped(document, placed)
    assert placed.rendering == render(abstract)


def _assert_mapped(document: QTextDocument, placed: SetPaper) -> None:
    """Every shown code point stands where the map says: Qt counts in UTF-16 units."""
    place = placed.abstract_start
    for shown in placed.rendering.plain:
        units = len(shown.encode("utf-16-le", "surrogatepass")) // 2
        cursor = QTextCursor(document)
        cursor.setPosition(place)
        cursor.setPosition(place + units, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().replace("\u2029", "\n") == shown
        place += units
    assert place == document.characterCount() - 1


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_real_abstracts_are_mapped_too(qapp: Any) -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        for number, line in zip(range(4_000), file, strict=False):
            abstract = json.loads(line)["abstract"]
            if number % 100 == 0 or (number % 10 == 0 and "$" in abstract):
                _assert_mapped(*written(paper(abstract=abstract)))


def test_formulas_are_set_not_spelt(qapp: Any) -> None:
    document, _ = written(paper(abstract="so that $x^{2}$ holds"))
    cursor = document.find("that x2 holds")
    looks = []
    for place in range(cursor.selectionStart(), cursor.selectionEnd()):
        cursor.setPosition(place + 1)  # a cursor tells of the character before it
        style = cursor.charFormat()
        raised = style.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSuperScript
        looks.append("2" if raised else "i" if style.fontItalic() else ".")
    assert "".join(looks) == ".....i2......"


def test_links_are_live_and_show_where_they_lead(qapp: Any) -> None:
    document, _ = written(paper(abstract="See https://example.org/a?b=<c>&d=1 now"))
    assert formats(document, "arXiv").anchorHref() == "https://arxiv.org/abs/2404.18212"
    assert formats(document, "https").anchorHref() == "https://example.org/a?b="
    assert formats(document, "https").toolTip() == "<span>https://example.org/a?b=</span>"
    assert not formats(document, "now").isAnchor()


@pytest.mark.parametrize("markup", ["<img src='file:///etc/passwd'>", "<a href='http://x.y'>click</a>", "<h1>x</h1>"])
def test_markup_from_outside_is_text_everywhere(qapp: Any, markup: str) -> None:
    hostile = paper(
        title=f"T {markup}", authors=(markup,), categories=(markup,), abstract=markup, published=markup,
        sightings=(Sighting(markup, "2024-04-29"),),
    )  # fmt: skip
    document, _ = written(hostile)
    text = document.toPlainText()
    assert text.count(markup) == 6
    assert "\ufffc" not in text, "an object stands in the text"


def test_directions_cannot_be_turned(qapp: Any) -> None:
    document, _ = written(paper(title="A\u202egnp.exe", authors=("E\u202evil",), categories=("c\u202es",)))
    assert "\u202e" not in document.toPlainText()


def test_ten_thousand_authors_are_counted_not_listed(qapp: Any) -> None:
    document, _ = written(paper(authors=tuple(f"Author {n}" for n in range(10_000))))
    assert lines(document)[1].endswith("Author 39 and 9,960 more")


def test_a_text_of_five_megabytes_is_cut_and_says_so(qapp: Any) -> None:
    document, placed = written(paper(abstract="word " * 1_000_000))
    assert len(placed.rendering.plain) <= LONG_ABSTRACT
    assert "paperdesk show 2404.18212" in lines(document)[-1]
    assert document.characterCount() < LONG_ABSTRACT + 1_000


def test_no_face_is_smaller_than_asked_for(qapp: Any) -> None:
    document = QTextDocument()
    set_paper(document, paper(), face="DejaVu Sans", pixels=22)
    abstract = formats(document, "Image editing").font()
    assert (abstract.pixelSize(), abstract.families()[0]) == (22, "DejaVu Sans")
    assert formats(document, "Paint by").font().pixelSize() == 33
