# SPDX-License-Identifier: MIT
"""A whole library comes in again: from JSON Lines and from its folder, identical into an empty one, added to another."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.annotation import text_hash
from paperdesk.domain.exported import Exported
from paperdesk.domain.paper import Paper
from paperdesk.domain.record import Quoted, Record, Sighting
from paperdesk.export import jsonl
from paperdesk.library import connection
from paperdesk.library.connection import DATABASE
from paperdesk.library.library import Library
from paperdesk.library.schema import STEPS
from paperdesk.library.view import View
from paperdesk.services.importing import ImportReport, import_files
from paperdesk.services.other_library import papers_of

Papers = Callable[[View], dict[str, Paper]]
TEXT = "We show that attention is enough. Attention, we say again, is enough for all."


def exported(view: View) -> str:
    """Return the whole library as JSON Lines, papers in the order in which they came in."""
    ids = papers_of(view)
    keys = view.citation_keys(ids)
    papers = [
        Exported(p, keys.get(p.id, ""), versions=view.versions(p.id), ledger=view.ledger(p.id))
        for p in view.papers(ids)
    ]
    return "".join(jsonl.lines(papers, view.searches(), view.lone_tags()))


def told(view: View) -> list[dict[str, Any]]:
    """Return what a reader would call the library: everything of every paper but numbers that are only the database's own."""
    found = []
    for paper in view.papers(papers_of(view)):
        highlights = [
            (h.selector, h.colour, h.note, h.tags, h.detached, h.created, h.changed) for h in paper.highlights
        ]
        values = {name: getattr(paper, name) for name in Paper.__dataclass_fields__ if name not in ("id", "highlights")}
        versions = [(v.source, v.text, v.met, v.in_force) for v in view.versions(paper.id)]
        found.append({**values, "marked": highlights, "versions": versions, "curve": view.curve(paper.id)})
    return found


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Library]:
    """A library with all that there can be in one."""
    with Library(tmp_path / "full") as made:
        fill(made)
        yield made


def fill(library: Library) -> None:
    def seen(source: str, day: str, **numbers: Any) -> Sighting:
        return Sighting(source, day, extra={"more": [1, {"a": "b"}]}, **numbers)

    first = Record(
        "One title of it all", seen("huggingface", "2024-06-11", upvotes=3, rank=2), TEXT, ("Ann Lee",), "2406.00001"
    )
    library.add([first], "Imported")
    again = Record(
        "One title of it all", seen("huggingface", "2024-06-12", upvotes=9), TEXT, ("Ann Lee",), "2406.00001"
    )
    library.add([again], "Imported", seen="2024-06-12T08:00:00.000Z")
    revised = Record("One title of it all", seen("arxiv", "2024-07-01"), TEXT + " More.", ("Ann Lee",), "2406.00001")
    library.add([revised], "Imported")
    library.add(
        [Record("Two papers of one title", seen("file", ""), "", ("Bo Wu",), doi="10.1000/a", published="spring")],
        "Imported",
    )
    library.add([Record("Two papers of one title", seen("file", ""), "", ("Zoe Quist",), other_id="own-1")], "Imported")
    library.add([Record("Two papers of one title", Sighting("bib"), "x", ("Carl Odd",), other_id="own-2")], "Imported")
    one, two, *_ = papers_of(library)
    library.tag([one, two], ["Vision/deep", "to read"], "Tagged")
    library.mark([one], {"starred": True, "read": True}, "Marked")
    library.mark([two], {"later": True, "archived": True}, "Marked")
    library.write_note(one, "A **note**\n\nof [[10.1000/a]].", "Noted")
    library.add_highlight(one, 8, 26, colour="green", note="why", tags=["key", "Vision/deep"], summary="H")
    library.add_highlight(one, 0, 7, colour="pink", summary="H")
    library.add(
        [Record("One title of it all", Sighting("w3c"), arxiv_id="2406.00001", quotes=(Quoted("nowhere at all"),))],
        "Imported",
    )
    library.save_search("For me", "author:lee", "")
    library.save_search("Watched", "attention", "blue")
    library.give_citation_keys([two], "{auth}{year}")


def test_a_library_comes_back_from_json_lines_as_it_was(full: Library, library: Library, tmp_path: Path) -> None:
    text = exported(full)
    file = tmp_path / "library.jsonl"
    file.write_text(text, "utf-8")
    report = import_files(library, [file])
    assert (report.new, report.updated, report.rejected) == (4, 0, [])
    assert told(library) == told(full)
    assert [(s.name, s.text, s.colour) for s in library.searches()] == [
        (s.name, s.text, s.colour) for s in full.searches()
    ]
    assert [(t.name, t.count) for t in library.tags()] == [(t.name, t.count) for t in full.tags()]
    assert exported(library) == text
    number = library.last_change()
    assert import_files(library, [file]).unchanged == 4
    assert (library.last_change(), exported(library)) == (number, text)
    library.undo()
    assert (papers_of(library), library.tags(), library.searches()) == ([], [], [])
    library.redo()
    assert exported(library) == text


def test_a_library_comes_back_from_its_folder_which_is_left_untouched(full: Library, library: Library) -> None:
    full.close()
    before = {path.name: path.read_bytes() for path in full.folder.iterdir() if path.is_file()}
    report = import_files(library, [full.folder])
    assert (report.new, report.rejected) == (4, [])
    assert {path.name: path.read_bytes() for path in full.folder.iterdir() if path.is_file()} == before
    with View(full.folder) as view:
        assert told(library) == told(view)
        assert exported(library) == exported(view)
    assert import_files(library, [full.folder / DATABASE]).unchanged == 4


def test_a_library_that_is_open_elsewhere_is_read_with_its_latest_changes(full: Library, library: Library) -> None:
    assert import_files(library, [full.folder]).new == 4
    assert exported(library) == exported(full)


def test_it_is_added_to_what_is_there_and_takes_nothing_away(full: Library, library: Library, papers: Papers) -> None:
    library.add(
        [Record("One title of it all", Sighting("mine", "2024-01-01"), TEXT, ("Ann Lee",), "2406.00001")], "Mine"
    )
    (mine,) = papers_of(library)
    library.add_highlight(mine, 8, 26, colour="blue", note="mine", summary="H")
    library.write_note(mine, "My own.", "Noted")
    library.save_search("for ME", "other", "")
    report = import_files(library, [full.folder])
    assert (report.new, report.updated) == (3, 1)
    paper = papers(library)["2406.00001"]
    assert {s.source for s in paper.sightings} == {"mine", "huggingface", "arxiv", "w3c"}
    assert paper.note == "My own.\n\n---\n\nA **note**\n\nof [[10.1000/a]]."
    assert paper.starred
    marked = {h.selector.exact: (h.colour, h.note) for h in paper.highlights}
    assert marked["that attention is "] == ("blue", "mine\n\n---\n\nwhy")
    assert len(marked) == 3
    assert [s.text for s in library.searches()] == ["other", "attention"]
    assert import_files(library, [full.folder]).unchanged == 4
    library.undo()
    assert [h.note for h in papers(library)["2406.00001"].highlights] == ["mine"]


def test_two_highlights_of_one_moment_stay_two(library: Library, tmp_path: Path) -> None:
    moment = "2026-01-01T00:00:00.000Z"
    lines = [
        {
            "id": n,
            "start": n,
            "end": n + 2,
            "quote": TEXT[n : n + 2],
            "text_hash": text_hash(TEXT),
            "color": "blue",
            "created": moment,
        }
        for n in (3, 9, 30)
    ]
    paper = {
        "kind": "paper",
        "key": "2406.00001",
        "arxiv_id": "2406.00001",
        "title": "T",
        "abstract": TEXT,
        "highlights": lines,
    }
    file = tmp_path / "a.jsonl"
    head, end = {"paperdesk": 1, "kind": "library"}, {"kind": "end", "papers": 1}
    file.write_text("".join(json.dumps(line) + "\n" for line in (head, paper, end)))
    assert import_files(library, [file]).new == 1
    assert import_files(library, [file]).unchanged == 1
    (found,) = library.papers(papers_of(library))
    assert [h.selector.start for h in found.highlights] == [3, 9, 30]


def test_an_older_library_is_read_in_a_copy_and_stays_as_it_is(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old"
    with monkeypatch.context() as then:
        for name in list(STEPS)[2:]:
            then.delitem(STEPS, name)
        then.setattr(connection, "TABLES", connection.TABLES[:10])
        made = connection.open_connection(old)
        made.execute(
            "INSERT INTO papers (key, title, title_hash, added) VALUES ('t-1', 'Old', 1, '2020-01-01T00:00:00.000Z')"
        )
        made.execute("INSERT INTO aliases VALUES ('t-1', 1)")
        made.close()
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    assert import_files(library, [old]).new == 1
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before
    (paper,) = library.papers(papers_of(library))
    assert (paper.title, paper.key, paper.added) == ("Old", "t-1", "2020-01-01T00:00:00.000Z")


# --- what is no library, or not a whole one -------------------------------------------------------------


def refused(library: Library, path: Path) -> str:
    report: ImportReport = import_files(library, [path])
    assert (report.records, report.failed, len(report.rejected)) == (0, 1, 1)
    assert report.rejected[0].item == str(path)
    assert "paperdesk-import-" not in report.rejected[0].why
    return report.rejected[0].why


def test_what_is_no_library_is_refused_with_a_sentence(full: Library, library: Library, tmp_path: Path) -> None:
    full.close()
    whole = (full.folder / DATABASE).read_bytes()
    cut, other = tmp_path / "cut.db", tmp_path / "other.db"
    cut.write_bytes(whole[: len(whole) - 100])
    assert "damaged" in refused(library, cut)
    cut.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert "not a PaperDesk library, or it is damaged" in refused(library, cut)
    opened = sqlite3.connect(other)
    opened.execute("CREATE TABLE t (x)")
    opened.close()
    assert "belongs to another program" in refused(library, other)
    newer = tmp_path / "newer.db"
    shutil.copy(full.folder / DATABASE, newer)
    opened = sqlite3.connect(newer)
    opened.execute("UPDATE _sqlite_migrations SET name = 'm999_future' WHERE name = 'm001_papers'")
    opened.commit()
    opened.close()
    assert "made by a newer PaperDesk" in refused(library, newer)
    planted = tmp_path / "planted.db"
    shutil.copy(full.folder / DATABASE, planted)
    opened = sqlite3.connect(planted)
    opened.execute("CREATE TRIGGER t AFTER INSERT ON papers BEGIN SELECT 1; END")
    opened.commit()
    opened.close()
    assert "a trigger or a view" in refused(library, planted)
    assert "this is the library itself" in refused(library, library.folder)
    assert "this is a folder; name the files in it" in refused(library, tmp_path)


def test_a_file_that_was_cut_gives_its_whole_papers_and_says_so(
    full: Library, library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "cut.jsonl"
    lines = exported(full).splitlines(keepends=True)
    file.write_text("".join(lines[:3]) + lines[3][:50], "utf-8")
    report = import_files(library, [file])
    assert report.new == 2
    assert [r.item for r in report.rejected] == [f"{file}: line 4", f"{file}: the end"]
    assert "2 papers were read" in report.rejected[1].why


def test_lines_of_a_later_form_and_of_rubbish(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "later.jsonl"
    file.write_text('{"paperdesk": 2, "kind": "library"}\n{"kind": "paper", "title": "T"}\n')
    assert "a newer PaperDesk wrote this file" in refused(library, file)
    odd = {
        "kind": "paper",
        "title": "T",
        "sightings": 3,
        "highlights": [{}, 3, {"quote": "q", "start": 5, "end": 2}],
        "tags": [3],
        "texts": [{}],
        "aliases": [None],
        "meetings": [{"at": "x"}],
        "links": [],
        "authors": [1],
    }
    lines = [
        {"paperdesk": 1, "kind": "library"},
        odd,
        {"kind": "paper"},
        {"kind": "new"},
        {"kind": "search", "name": 1},
        3,
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + "\n{")
    report = import_files(library, [file])
    assert report.new == 1
    assert [r.item.rpartition(": ")[2] for r in report.rejected] == ["line 3", "line 6", "line 8", "the end"]
