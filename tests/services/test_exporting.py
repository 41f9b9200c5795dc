# SPDX-License-Identifier: MIT
"""Exports: scope to file, keys that stay, progress, a stop that leaves nothing half; and out and in again."""

import csv
import io
import json
from pathlib import Path

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services.annotating import add_highlight, write_note
from paperdesk.services.export_files import ExportTrouble
from paperdesk.services.exporting import MOST_PRINTED, Cancelled, Export, Order, is_folder
from paperdesk.services.importing import import_files
from paperdesk.services.triage import mark_papers, tag_papers


@pytest.fixture
def filled(library, write, abstract) -> Library:
    """A library of three papers, one of them annotated."""
    lines = [abstract(n, title=f"On the Depth of Nets {n}: $x_{n}$", categories=["cs.LG"]) for n in (1, 2, 3)]
    import_files(library, [write("papers.jsonl", lines)])
    first = library.find("2406.00001")
    add_highlight(library, first, 0, 8, note="why", tags=["idea"])
    write_note(library, first, "A *note*.")
    tag_papers(library, [first], ["rl/offline"])
    mark_papers(library, [first], {"starred": True})
    return library


def everything(view: View, name: str = "jsonl", **said) -> Order:
    return Order(name, view.page(Query(), -1), whole=True, **said)


def test_text_of_an_export_is_of_the_papers_in_their_order(filled) -> None:
    ids = [filled.find(f"2406.0000{n}") for n in (2, 1)]
    text = "".join(Export(filled, Order("csv", ids)).text())
    assert [row["key"] for row in csv.DictReader(io.StringIO(text))] == ["2406.00002", "2406.00001"]


def test_papers_taken_out_since_are_passed_over(filled) -> None:
    order = everything(filled, "bibtex")
    filled.hide([filled.find("2406.00002")], "Removed")
    export = Export(filled, order)
    assert "".join(export.text()).count("@misc{") == 2
    assert export.report.papers == 2


def test_citation_keys_are_made_once_and_kept(filled) -> None:
    first = "".join(Export(filled, everything(filled, "bibtex")).text())
    assert "@misc{lee2024depth," in first
    assert "@misc{lee2024deptha," in first
    again = "".join(Export(filled, everything(filled, "bibtex", key_pattern="{title}")).text())
    assert again == first
    assert filled.undo().summary.startswith("Undo: Starred")


def test_no_key_is_made_for_a_format_that_has_none(filled) -> None:
    order = everything(filled)
    "".join(Export(filled, order).text())
    assert filled.citation_keys(order.ids) == {}
    filled.set_citation_key(filled.find("2406.00003"), "mine")
    assert '"citation_key":"mine"' in "".join(Export(filled, order).text())


def test_a_library_that_is_only_read_lends_keys(filled) -> None:
    with View(filled.folder) as view:
        text = "".join(Export(view, everything(view, "biblatex")).text())
        assert sorted(row.split("{")[1] for row in text.split("\n") if row.startswith("@")) == [
            "lee2024depth,", "lee2024deptha,", "lee2024depthb,",
        ]  # fmt: skip
        assert view.citation_keys(view.page(Query(), -1)) == {}


def test_a_reference_manager_s_key_is_kept(library, write) -> None:
    entry = "@article{Mine:2020, title={On Nets}, author={Lee, Ann}, year={2020}, journal={J}}"
    import_files(library, [write("a.bib", entry)])
    assert "".join(Export(library, everything(library, "bibtex")).text()).startswith("@article{Mine:2020,\n")


def test_a_pattern_or_format_that_cannot_be_is_told(filled) -> None:
    for said, why in (
        ({"key_pattern": "{x}"}, "export.citation_key"),
        ({"file_name": "x"}, "export.file_name"),
        ({"name": "word"}, "no format"),
    ):
        with pytest.raises(BadInput, match=why):
            Export(filled, everything(filled, **said))


def test_progress_is_told_and_ends_at_all(filled) -> None:
    told = []
    export = Export(filled, everything(filled), on_progress=told.append)
    "".join(export.text())
    assert (told[-1].records, told[-1].fraction, told[-1].seconds_left) == (3, 1.0, 0.0)
    assert told[-1].name == "jsonl"


def test_a_stop_leaves_no_file(filled, tmp_path: Path) -> None:
    asked = iter([False, True, True])
    report = Export(filled, everything(filled), cancelled=lambda: next(asked)).to_file(tmp_path / "x.jsonl")
    assert report.cancelled
    assert report.files == []
    assert not (tmp_path / "x.jsonl").exists()
    with pytest.raises(Cancelled):
        "".join(Export(filled, everything(filled), cancelled=lambda: True).text())


def test_a_file_is_replaced_only_if_it_is_as_we_left_it(filled, tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    for _ in range(2):
        assert Export(filled, everything(filled, "bibtex")).to_file(path).files == [path]
    path.write_text("mine")
    with pytest.raises(ExportTrouble, match="not as PaperDesk wrote it"):
        Export(filled, everything(filled, "bibtex")).to_file(path)
    assert path.read_text() == "mine"
    path.write_text("")
    assert Export(filled, everything(filled, "bibtex")).to_file(path).papers == 3


def test_a_folder_keeps_names_and_what_was_changed(filled, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    report = Export(filled, everything(filled, "obsidian")).to_folder(vault)
    names = sorted(path.name for path in report.files)
    assert names == [f"On the Depth of Nets {n} x{n}.md" for n in (1, 2, 3)]
    (vault / names[1]).write_text("mine")
    again = Export(filled, everything(filled, "obsidian", file_name="{citekey}")).to_folder(vault)
    assert sorted(path.name for path in again.files) == [names[0], names[2]]
    assert again.kept == [vault / names[1]]
    assert (vault / names[1]).read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("obsidian", "see [[On the Depth of Nets 1 x1|On the Depth of Nets 1: x1]], [[On the Depth of Nets 2 x2|two]]"),
        (
            "logseq",
            "see [On the Depth of Nets 1: x1]([[On the Depth of Nets 1 x1]]), [two]([[On the Depth of Nets 2 x2]])",
        ),
        ("markdown", "see [On the Depth of Nets 1: x1](On%20the%20Depth%20of%20Nets%201%20x1.md), [two](On%20"),
    ],
)
def test_links_of_notes_lead_to_the_files(filled, tmp_path: Path, name: str, link: str) -> None:
    write_note(
        filled, filled.find("2406.00003"), "see [[2406.00001]], [[2406.00002|two]], [[nobody]] and `[[2406.00001]]`"
    )
    Export(filled, everything(filled, name)).to_folder(tmp_path / "out")
    text = (tmp_path / "out" / "On the Depth of Nets 3 x3.md").read_text("utf-8")
    assert link in text
    assert "[[nobody]] and `[[2406.00001]]`" in text
    only = Order(name, [filled.find("2406.00003")])
    Export(filled, only).to_folder(tmp_path / "one")
    assert "see [[2406.00001]]" in (tmp_path / "one" / "On the Depth of Nets 3 x3.md").read_text("utf-8")


def test_titles_that_differ_in_case_alone_get_files_of_their_own(library, write, abstract, tmp_path: Path) -> None:
    lines = [abstract(1, title="Deep Nets"), abstract(2, title="DEEP NETS", authors=["X Y"]), abstract(3, title="CON")]
    import_files(library, [write("papers.jsonl", lines)])
    report = Export(library, everything(library, "markdown")).to_folder(tmp_path / "out")
    assert len({path.name.casefold() for path in report.files}) == 3
    assert not {"con.md"} & {path.name.casefold() for path in report.files}


def test_pages_need_somebody_who_lays_them_out(filled, tmp_path: Path) -> None:
    with pytest.raises(ExportTrouble, match="Qt"):
        Export(filled, everything(filled, "pdf")).to_file(tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
    report = Export(filled, everything(filled, "pdf")).to_file(tmp_path / "x.pdf", lambda html: html.encode()[:6])
    assert (tmp_path / "x.pdf").read_bytes() == b"<html>"
    assert report.papers == 3


def test_more_pages_than_can_be_held_are_refused(filled) -> None:
    with pytest.raises(ExportTrouble, match="too many to be laid out at once"):
        Export(filled, Order("pdf", range(1, MOST_PRINTED + 2))).text()


def test_whether_a_name_means_a_folder(filled, tmp_path: Path) -> None:
    markdown, bibtex = (Export(filled, everything(filled, name)).exporter for name in ("markdown", "bibtex"))
    assert is_folder(markdown, tmp_path)
    assert is_folder(markdown, tmp_path / "new")
    assert not is_folder(markdown, tmp_path / "all.MD")
    assert not is_folder(bibtex, tmp_path / "new")


def test_everything_goes_out_as_json_lines(filled) -> None:
    filled.save_search("RL", "tag:rl")
    filled.tag([filled.find("2406.00002")], ["lone"], "Tagged")
    filled.untag([filled.find("2406.00002")], ["lone"], "Untagged")
    values = [json.loads(line) for line in Export(filled, everything(filled)).text()]
    kinds = [value["kind"] for value in values]
    assert kinds == ["library", "paper", "paper", "paper", *["tag"] * kinds.count("tag"), "search", "end"]
    (paper,) = [value for value in values if value.get("key") == "2406.00001"]
    assert (paper["note"], paper["tags"], paper["starred"]) == ("A *note*.", ["rl/offline"], True)
    assert paper["sightings"][0]["met"]
    assert [(one["quote"], one["tags"]) for one in paper["highlights"]] == [("Abstract", ["idea"])]


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json", "ris"])
def test_out_and_in_again_every_field_a_format_holds_is_kept(filled, name: str, tmp_path: Path, papers) -> None:
    path = tmp_path / "out"
    Export(filled, everything(filled, name)).to_file(path)
    with Library(tmp_path / "other") as other:
        report = import_files(other, [path])
        assert (report.new, report.rejected) == (3, [])
        mine, theirs = papers(filled), papers(other)
    assert theirs.keys() == mine.keys()
    for key, paper in mine.items():
        found = theirs[key]
        assert (found.title, found.authors, found.abstract) == (paper.title, paper.authors, paper.abstract)
        assert found.tags == paper.tags
        assert found.links.arxiv == paper.links.arxiv
        assert paper.published.startswith(found.published)


def test_what_is_annotated_since(filled) -> None:
    upto = filled.last_change()
    assert filled.annotated_since(0) == [filled.find("2406.00001")]
    assert filled.annotated_since(upto) == []
    filled.mark([filled.find("2406.00002")], {"read": True}, "Read")
    add_highlight(filled, filled.find("2406.00003"), 0, 3)
    write_note(filled, filled.find("2406.00002"), "new")
    assert filled.annotated_since(upto) == [filled.find("2406.00002"), filled.find("2406.00003")]
