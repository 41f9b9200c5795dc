# SPDX-License-Identifier: MIT
"""What goes out in the formats of reference managers comes in again with every field that they can hold."""

from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.citation import citation_of
from paperdesk.domain.paper import Paper
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services.exporting import Export, Order
from paperdesk.services.importing import import_files
from paperdesk.services.other_library import papers_of

SUFFIXES = {
    "bibtex": ".bib",
    "biblatex": ".bib",
    "csl-json": ".json",
    "ris": ".ris",
    "jsonl": ".jsonl",
    "w3c": ".jsonld",
    "readwise": ".csv",
}
CSL = {
    "type": "paper-conference",
    "container-title": "Proceedings of Ünïcode & more_1",
    "volume": "3",
    "page": "10-20",
    "publisher": "A {House} at 50%",
    "publisher-place": "Zürich",
    "citation-key": "lee:2024",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Any:
    """A library of papers that are hard on formats."""
    with Library(tmp_path / "from") as made:
        records = [
            Record(
                r"A title with $\alpha$ & 5% of {braces}_1, “quotes” and Łódź",
                Sighting("bibtex", extra={"csl": CSL}),
                "An abstract with 50% & more_1 and #2, ~ ^ { } \\ signs, --- dashes, < and >, $x^2 < y$ and \\input{x}.",
                ("Ann Lee", "Jan van der Berg", "Erdős Pál", "The Group & Friends"),
                doi="10.1000/a_b-c(1)2",
                published="2024-06-11",
            ),
            Record(
                "=cmd()", Sighting("file"), "", ("X. Y.",), "2406.00001", published="2024-06", categories=("cs.LG",)
            ),
            Record(
                "../../etc/passwd",
                Sighting("file"),
                "Two\n\nparagraphs.",
                ("Single",),
                published="2019",
                other_id="x-1",
            ),
            Record("CON 🎉 {{ config }} </script> %00", Sighting("file"), "<b>not</b> markup", ("Ann Lee",)),
        ]
        made.add(records, "Imported")
        first = papers_of(made)[0]
        made.tag([first], ["deep/vision", "to read"], "Tagged")
        made.write_note(first, "A **note** with 5% & {braces}.", "Noted")
        start = made.paper(first).abstract.index("more_1")
        made.add_highlight(first, start, start + 13, colour="green", note="why", tags=["key"], summary="H")
        yield made


def there_and_back(shelf: Library, target: Library, name: str, tmp_path: Path) -> dict[str, Paper]:
    ids = papers_of(shelf)
    file = tmp_path / f"out{SUFFIXES[name]}"
    Export(shelf, Order(name, ids)).to_file(file)
    report = import_files(target, [file])
    assert report.rejected == []
    assert (import_files(target, [file]).new, target.undoable()) == (0, f"Imported {file.name}")
    return {paper.title: paper for paper in target.papers(papers_of(target))}


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json", "ris"])
def test_references_come_back_with_all_that_the_format_holds(
    shelf: Library, library: Library, tmp_path: Path, name: str
) -> None:
    found = there_and_back(shelf, library, name, tmp_path)
    papers = list(shelf.papers(papers_of(shelf)))
    assert len(found) == len(papers)
    for paper in papers:
        title = paper.title if name in ("bibtex", "biblatex") else next(t for t in found if t[:5] == paper.title[:5])
        back = found[title]
        assert (back.authors, back.key) == (paper.authors, paper.key)
        assert (back.tags, back.note) == (paper.tags, paper.note)
        assert back.published == (paper.published[:7] if name == "bibtex" else paper.published)
        if name in ("bibtex", "biblatex"):
            assert back.abstract == paper.abstract
    told = citation_of(found[next(t for t in found if t.startswith("A title"))].sightings)
    assert {field: told.get(field) for field in CSL} == CSL


@pytest.mark.parametrize("name", ["w3c", "readwise"])
def test_highlights_come_back_to_their_paper(shelf: Library, tmp_path: Path, name: str) -> None:
    ids = papers_of(shelf)
    file = tmp_path / f"out{SUFFIXES[name]}"
    Export(shelf, Order(name, ids)).to_file(file)
    (before,) = shelf.paper(ids[0]).highlights
    shelf.delete_highlights([before.id], "Deleted")
    assert import_files(shelf, [file]).rejected == []
    (after,) = shelf.paper(ids[0]).highlights
    assert (after.selector, after.note) == (before.selector, before.note)
    assert set(before.tags) <= set(after.tags)
    assert len(papers_of(shelf)) == len(ids)


def test_a_library_that_comes_back_is_written_out_the_same_again(
    shelf: Library, library: Library, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    newest_first = list(shelf.page(Query(), -1))
    Export(shelf, Order("jsonl", newest_first, whole=True)).to_file(first)
    assert import_files(library, [first]).new == len(newest_first)
    Export(library, Order("jsonl", list(library.page(Query(), -1)), whole=True)).to_file(second)
    assert first.read_bytes() == second.read_bytes()
    assert [paper.title for paper in library.papers(library.page(Query(), -1))] == [
        paper.title for paper in shelf.papers(newest_first)
    ]
