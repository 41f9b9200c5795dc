# SPDX-License-Identifier: MIT
"""Imports: counted, reported, stopped, undone; one paper one record, whatever brings it and in whichever order."""

import gzip
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput, LibraryTrouble
from paperdesk.domain.paper import Paper
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.services import importing
from paperdesk.services.importing import ImportReport, Progress, import_files

Write = Callable[..., Path]
Make = Callable[..., dict[str, Any]]
Papers = Callable[[View], dict[str, Paper]]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.updated, report.unchanged, report.turned_away


def test_a_second_import_changes_nothing(library: Library, write: Write, abstract: Make) -> None:
    file = write("a.jsonl", [abstract(n) for n in range(1, 6)])
    assert counts(import_files(library, [file])) == (5, 0, 0, 0)
    before = library.last_change()
    again = import_files(library, [file])
    assert counts(again) == (0, 0, 5, 0)
    assert again.failed == 0
    assert not again.changes
    assert library.last_change() == before
    assert again.sentence() == "Imported: 0 new, 0 updated, 5 unchanged"


def test_an_import_is_one_step_of_undo_however_long(
    library: Library, write: Write, abstract: Make, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdesk.services.batches.BATCH", 3)
    import_files(library, [write("z.jsonl", [abstract(99)])])
    files = [write(f"{name}.jsonl", [abstract(10 * n + i) for i in range(7)]) for n, name in enumerate("abc", 1)]
    report = import_files(library, files)
    assert counts(report) == (21, 0, 0, 0)
    assert library.undoable() == "Imported 3 files"
    assert len(papers(library)) == 22
    library.undo()
    assert list(papers(library)) == ["2406.00099"]
    assert library.undoable() == "Imported z.jsonl"
    library.redo()
    assert len(papers(library)) == 22


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(
    library: Library, write: Write, abstract: Make, tmp_path: Path
) -> None:
    good, empty = write("good.jsonl", [abstract(1)]), write("empty.json", "")
    some = write("some.jsonl", json.dumps(abstract(2)) + "\nnonsense\n" + json.dumps(abstract(3)))
    bad = write("bad.jsonl", "nonsense\nmore\n")
    report = import_files(library, [empty, good, tmp_path, some, tmp_path / "gone", bad])
    assert counts(report) == (3, 0, 0, 6)
    assert report.failed == 4
    assert [(r.item, r.why) for r in report.rejected][:4] == [
        (str(empty), "there is nothing in it"),
        (str(tmp_path), "this is a folder; name the files in it"),
        (f"{some}: line 2", "this is not JSON: Expecting value: line 1 column 1 (char 0)"),
        (str(tmp_path / "gone"), "there is no such file"),
    ]
    assert [r.item for r in report.rejected][4:] == [f"{bad}: line 1", f"{bad}: line 2"]
    assert report.sentence() == "Imported: 3 new, 0 updated, 0 unchanged, 6 rejected"


def test_records_before_trouble_are_taken_in(library: Library, write: Write, abstract: Make, papers: Papers) -> None:
    lines = "".join(json.dumps(abstract(n)) + "\n" for n in range(1, 6)).encode()
    bomb = write("bomb.jsonl.gz", gzip.compress(lines + b" " * (40 << 20), 9))
    report = import_files(library, [bomb])
    assert counts(report) == (5, 0, 0, 1)
    assert (report.rejected[0].item, report.failed) == (str(bomb), 0)
    assert "far more than a file of papers" in report.rejected[0].why
    assert len(papers(library)) == 5


def test_a_cut_packing_is_told_beside_what_it_held(library: Library, write: Write, abstract: Make) -> None:
    packed = gzip.compress(
        "".join(json.dumps(abstract(n, note=os.urandom(60).hex())) + "\n" for n in range(1, 400)).encode()
    )
    file = write("cut.jsonl.gz", packed[: len(packed) // 2])
    report = import_files(library, [file])
    assert report.new > 150
    assert [r.item for r in report.rejected] == [f"{file}: line {report.new + 1}", str(file)]
    assert "cut off or damaged" in report.rejected[1].why


def test_memory_that_is_short_is_told(
    library: Library, write: Write, abstract: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where memory ends while a document is read, the next file is read all the same."""
    files = [write("large.json", "[" * 10), write("good.jsonl", [abstract(1)])]
    monkeypatch.setattr("paperdesk.sources.stream.Stream.read_text", _out_of_memory)
    report = import_files(library, files)
    assert counts(report) == (1, 0, 0, 1)
    assert report.rejected[0].why == "it is too large to be read at once; split it, or make JSON Lines of it"


def _out_of_memory(stream: object) -> str:
    raise MemoryError


def test_a_file_of_rubbish_is_told_up_to_a_bound(library: Library, write: Write, abstract: Make) -> None:
    lines = "x\n" * (importing.MOST_TOLD + 500) + json.dumps(abstract(1))
    report = import_files(library, [write("rubbish.jsonl", lines)])
    assert (report.new, len(report.rejected), report.untold) == (1, importing.MOST_TOLD, 500)
    assert report.sentence().endswith("10500 rejected")


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_a_file_may_be_called_anything(library: Library, tmp_path: Path, abstract: Make) -> None:
    for number, name in enumerate(
        [b"\xff\xfe.jsonl", b"two\nlines.jsonl", b"caf\xe9 \xf0\x9f\x98\x80 'x'.jsonl", b"-.jsonl"], 1
    ):
        path = os.fsencode(tmp_path) + b"/" + name
        with open(path, "wb") as file:
            file.write(json.dumps(abstract(number)).encode() + b"\nnonsense")
        report = import_files(library, [Path(os.fsdecode(path))])
        assert counts(report) == (1, 0, 0, 1)
        assert report.rejected[0].item.encode()
        assert "\n" not in report.rejected[0].item
        assert library.undoable().startswith("Imported ")
        assert "\n" not in library.undoable()


def test_standard_input_is_read(library: Library, abstract: Make) -> None:
    given = io.BytesIO(json.dumps(abstract(1)).encode() + b"\nnonsense")
    report = import_files(library, [given, given])
    assert counts(report) == (1, 0, 0, 2)
    assert [(r.item, r.why[:16]) for r in report.rejected] == [
        ("standard input: line 2", "this is not JSON"),
        ("standard input", "there is nothing"),
    ]
    assert library.undoable() == "Imported 2 files"


def test_the_format_and_the_day_may_be_told(library: Library, write: Write, papers: Papers) -> None:
    file = write("text", "A title\n\nA short abstract.")
    assert import_files(library, [file]).failed == 1
    assert import_files(library, [file], format_name="page", day="2024-04-28").new == 1
    assert [paper.listed for paper in papers(library).values()] == [("2024-04-28",)]
    with pytest.raises(BadInput, match="there is no format 'odd'"):
        import_files(library, [file], format_name="odd")


def test_a_source_may_be_told(library: Library, write: Write, abstract: Make, papers: Papers) -> None:
    import_files(library, [write("a.jsonl", [abstract(1)])], source="mine")
    assert [s.source for paper in papers(library).values() for s in paper.sightings] == ["mine"]


# --- progress and stopping ------------------------------------------------------------------------------


def test_progress_is_told_over_all_files(
    library: Library, write: Write, abstract: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdesk.services.batches.BATCH", 10)
    files = [write(f"{name}.jsonl", [abstract(100 * n + i) for i in range(40)]) for n, name in enumerate("ab", 1)]
    told: list[Progress] = []
    import_files(library, files, on_progress=told.append)
    assert [p.records for p in told] == list(range(10, 81, 10))
    fractions = [p.fraction for p in told]
    assert fractions == sorted(fractions)
    assert fractions[3] == pytest.approx(0.5, abs=0.02)
    assert fractions[-1] == 1.0
    assert all(p.rate > 0 and p.seconds_left is not None and p.seconds_left >= 0 for p in told)
    assert {p.name for p in told} == {"a.jsonl", "b.jsonl"}
    unknown: list[Progress] = []
    import_files(library, [files[0], io.BytesIO(b"")], on_progress=unknown.append)
    assert {(p.fraction, p.seconds_left) for p in unknown} == {(0.0, None)}


def test_stopping_keeps_what_was_done_and_can_be_undone(
    library: Library, write: Write, abstract: Make, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdesk.services.batches.BATCH", 10)
    files = [write("a.jsonl", [abstract(i) for i in range(1, 41)]), write("b.jsonl", [abstract(99)])]
    report = import_files(library, files, cancelled=lambda: len(papers(library)) >= 20)
    assert (counts(report), report.cancelled) == ((20, 0, 0, 0), True)
    assert report.sentence() == "Stopped: 20 new, 0 updated, 0 unchanged"
    library.undo()
    assert papers(library) == {}
    assert import_files(library, files).new == 41


def test_trouble_with_the_library_says_what_stays(
    library: Library, write: Write, abstract: Make, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdesk.services.batches.BATCH", 10)
    other = Library(library.folder)
    pages = other._connection.execute("PRAGMA page_count").fetchone()[0]
    other.close()
    library._connection.execute(f"PRAGMA max_page_count = {pages + 12}")  # a disk that fills
    file = write("a.jsonl", [abstract(i, abstract="long " * 800) for i in range(1, 100)])
    with pytest.raises(LibraryTrouble, match=r"disk is full.*what was taken in before stays: [0-9]+ papers"):
        import_files(library, [file])
    assert 0 < len(papers(library)) < 99


# --- one paper, one record ------------------------------------------------------------------------------


def day(make: Make, *numbers: int, votes: int = 7) -> list[dict[str, Any]]:
    items = []
    for number in numbers:
        line = make(number)
        paper = {"id": line["id"], "title": line["title"], "summary": line["abstract"], "upvotes": votes, "authors": []}
        items.append({"paper": paper, "numComments": 1})
    return items


def test_a_paper_met_on_several_days_is_one_with_several_sightings(
    library: Library, write: Write, abstract: Make, papers: Papers
) -> None:
    for name in ("2024-06-12", "2024-06-14", "2024-07-01"):
        import_files(library, [write(f"{name}.json", json.dumps(day(abstract, 1)))])
    import_files(library, [write("a.jsonl", [abstract(1)])])
    (paper,) = papers(library).values()
    assert paper.listed == ("2024-06-12", "2024-06-14", "2024-07-01")
    assert [(s.source, s.day) for s in paper.sightings if s.source == "file"] == [("file", "")]
    assert paper.authors == ("Ann Lee", "Bo Wu 1")


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0)], ids=["as it was", "turned round", "again"])
def test_a_day_that_was_refreshed_ends_the_same_in_any_order(
    library: Library, write: Write, abstract: Make, papers: Papers, order: tuple[int, ...]
) -> None:
    versions = [json.dumps(day(abstract, 1, 2, votes=3)), json.dumps(day(abstract, 3, 1, 2, votes=9))]
    for place, version in enumerate(order):
        import_files(library, [write(f"{place}_2024-06-12.json", versions[version])])
    found = papers(library)
    assert sorted(found) == ["2406.00001", "2406.00002", "2406.00003"]
    assert {key: paper.upvotes for key, paper in found.items()} == dict.fromkeys(found, 9)
    assert {key: [(s.day, s.rank) for s in paper.sightings] for key, paper in found.items()} == {
        "2406.00001": [("2024-06-12", 2)],
        "2406.00002": [("2024-06-12", 3)],
        "2406.00003": [("2024-06-12", 1)],
    }


def test_the_same_number_in_two_files_is_two_papers(
    library: Library, write: Write, abstract: Make, papers: Papers
) -> None:
    for name, title in (("a.jsonl", "On the first of two subjects"), ("b.jsonl", "Something else altogether")):
        assert import_files(library, [write(name, [abstract(1, id="1", title=title)])]).new == 1
    assert len(papers(library)) == 2


@pytest.mark.parametrize(
    "spelling",
    ["2406.00001v3", "arXiv:2406.00001", "https://arxiv.org/pdf/2406.00001v1.pdf", "10.48550/arXiv.2406.00001", "http://arxiv.org/abs/2406.00001"],
)  # fmt: skip
def test_however_an_identifier_is_written_it_is_one_paper(
    library: Library, write: Write, abstract: Make, papers: Papers, spelling: str
) -> None:
    import_files(
        library, [write("a.jsonl", [abstract(1), abstract(2, id=spelling, title="Another title of it", authors=[])])]
    )
    assert list(papers(library)) == ["2406.00001"]


def test_two_papers_of_one_title_stay_two_where_their_identifiers_differ(
    library: Library, write: Write, abstract: Make, papers: Papers
) -> None:
    lines = [
        abstract(1),
        abstract(1, id="2406.00002"),
        abstract(1, id="10.1000/a", doi="10.1000/A.", authors=["Zoe Quist"]),
    ]
    import_files(library, [write("a.jsonl", lines)])
    assert sorted(papers(library)) == ["10.1000/a", "2406.00001", "2406.00002"]


def test_a_chain_of_identifiers_ends_in_one_record(
    library: Library, write: Write, abstract: Make, papers: Papers
) -> None:
    lines = [
        abstract(1, title="First spelling of it"),
        abstract(2, id="10.1000/a", title="Second spelling of it", authors=["Zoe Quist"]),
    ]
    import_files(library, [write("a.jsonl", lines)])
    assert len(papers(library)) == 2
    import_files(library, [write("b.jsonl", [abstract(1, doi="10.1000/A")])])
    (paper,) = papers(library).values()
    assert (paper.key, "10.1000/a" in paper.aliases) == ("2406.00001", True)


# --- the real data --------------------------------------------------------------------------------------


def test_the_saved_page_comes_in_whole(library: Library, data: Path, papers: Papers) -> None:
    file = data / "seed-page.txt"
    report = import_files(library, [file], day="2024-04-28")
    assert counts(report) == (58, 0, 0, 0)
    assert counts(import_files(library, [file], day="2024-04-28")) == (0, 0, 58, 0)
    text = file.read_text("utf-8")
    pieces = [piece.strip() for piece in text.split("\n\n")][5:]
    assert {paper.title: paper.abstract for paper in papers(library).values()} == dict(
        zip(pieces[::2], pieces[1::2], strict=True)
    )
    assert {paper.listed for paper in papers(library).values()} == {("2024-04-28",)}


def test_all_real_days_come_in_and_nothing_is_turned_away(library: Library, data: Path, papers: Papers) -> None:
    folders = ("daily", "daily_restored", "scraped_atharva", "scraped_binchang", "pagetext")
    files = [file for folder in folders for file in sorted((data / "hf" / folder).iterdir())]
    report = import_files(library, files)
    assert (report.rejected, report.failed) == ([], 0)
    found = papers(library)
    days: dict[str, set[str]] = {}
    for file in files:
        if file.parent.name.startswith("daily"):
            for item in json.loads(file.read_text("utf-8")):
                days.setdefault(item["paper"]["id"], set()).add(file.stem)
    assert set(days) <= set(found)
    for key, listed in days.items():
        assert listed <= set(found[key].listed)
        assert {s.day for s in found[key].sightings if s.source == "huggingface"} >= listed
    assert sum(len(paper.listed) > 1 for paper in found.values()) > 10
    assert report.new == len(found)
    again = import_files(library, files)
    assert again.new == 0


@pytest.mark.parametrize("turned", [False, True], ids=["as it was", "turned round"])
def test_the_real_refreshed_day_ends_with_all_papers_and_the_most_votes(
    library: Library, data: Path, papers: Papers, turned: bool
) -> None:
    files = sorted((data / "hf" / "odd").glob("refresh_*"), reverse=turned)
    for file in files:
        assert import_files(library, [file]).rejected == []
    votes: dict[str, int] = {}
    for file in files:
        for item in json.loads(file.read_text("utf-8")):
            paper = item["paper"]
            votes[paper["id"]] = max(votes.get(paper["id"], 0), paper["upvotes"])
    assert {key: paper.upvotes for key, paper in papers(library).items()} == votes
    assert {len(paper.sightings) for paper in papers(library).values()} == {1}
    assert len(votes) == 16


def test_hard_cases_come_in_whole(library: Library, data: Path, papers: Papers) -> None:
    file = data / "corpus" / "hardcases.jsonl"
    report = import_files(library, [file])
    told = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    assert (report.records, report.rejected) == (len(told), [])
    abstracts = {paper.abstract for paper in papers(library).values()}
    assert {value["abstract"] for value in told} == abstracts
