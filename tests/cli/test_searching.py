# SPDX-License-Identifier: MIT
"""Searching from a terminal: what is printed, what is said, and an index in whatever state it is found."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.cli import searching
from paperdesk.services.indexing import index_folder

Run = Callable[..., Any]

PAPERS = (
    {
        "title": "Graphs of words",
        "abstract": "We study \\emph{graphs} of $\\alpha$-words.",
        "authors": ["Ada Lovelace"],
    },
    {"title": "Words alone", "abstract": "No pictures here."},
    {"title": "A picture of sound", "abstract": "Pictures of graphs, and sound."},
)


@pytest.fixture
def filled(paperdesk: Run, papers_file: Callable[..., Path]) -> Run:
    """A library of three papers, without an index."""
    for number, paper in enumerate(PAPERS, 1):
        path = papers_file(1, f"{number}.jsonl", id=f"2401.{number:05}", **paper)
        assert paperdesk("import", str(path)).status == 0
    return paperdesk


# --- search --------------------------------------------------------------------------------------------


def test_search_prints_what_it_found(filled: Run) -> None:
    done = filled("search", "graph")
    first, text, second, other, last = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert first.split() == ["2401.00001", "2024-01-02", "Graphs", "of", "words"]
    assert text == "    We study graphs of α-words."
    assert second.endswith("A picture of sound")
    assert other == "    Pictures of graphs, and sound."
    assert last.startswith("2 found in ")


def test_search_as_json(filled: Run) -> None:
    done = filled("search", "--json", "graph", "--limit", "1")
    found = done.json
    assert list(found) == ["total", "results", "suggestion"]
    assert (found["total"], found["suggestion"]) == (2, "")
    (result,) = found["results"]
    assert list(result) == ["key", "title", "score", "snippet"]
    assert (result["key"], result["title"]) == ("2401.00001", "Graphs of words")
    assert result["score"] > 0
    assert result["snippet"] == "We study graphs of α-words."


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        (["graph", "words"], ["1"]),
        (["sort:title", "picture*"], ["3", "2"]),
        (["graph -alone"], ["1", "3"]),
        (["author:lovelace"], ["1"]),
        (["2401.00002"], ["2"]),
        (["arxiv.org/abs/2401.00003v1"], ["3"]),
        (["is:unread", "sort:title"], ["3", "1", "2"]),
        (["*", "--limit", "0"], []),
        (["graph", "--limit", "0"], []),
        (["nothing"], []),
    ],
    ids=" ".join,
)
def test_queries(filled: Run, query: list[str], keys: list[str]) -> None:
    found = filled("search", "--json", *query).json
    assert [result["key"][-1] for result in found["results"]] == keys


def test_a_slip_is_mended_and_all_else_kept(filled: Run) -> None:
    assert (
        filled("search", "--json", "title:wrods -sound sort:title").json["suggestion"]
        == "title:words -sound sort:title"
    )
    assert filled("search", "wrods").out.splitlines()[-1] == "Did you mean: words"


def test_hints_go_to_stderr(filled: Run) -> None:
    done = filled("search", "--json", "date:banana graph")
    assert (done.status, done.json["total"]) == (0, 2)
    assert done.err == 'paperdesk: "banana" is no date and was left out; write 2024, 2024-04 or 2024-04-28\n'


@pytest.mark.parametrize("query", ['"', "(((", "***", "\x00", "-", "title:", "x" * 10_000, "🧪 OR -(", ""], ids=ascii)
def test_no_query_fails(filled: Run, query: str) -> None:
    done = filled("search", "--json", "--", query)
    assert done.status == 0
    assert done.json["total"] in (0, 3)


def test_what_was_done_since_is_found(filled: Run, papers_file: Callable[..., Path]) -> None:
    assert filled("search", "--json", "zebra").json["total"] == 0
    filled("import", str(papers_file(1, "z.jsonl", id="2402.00001", title="A zebra")))
    filled("tag", "2401.00001", "stripes")
    assert filled("search", "--json", "zebra").json["results"][0]["title"] == "A zebra"
    assert filled("search", "--json", "stripes").json["total"] == 1
    filled("undo")
    filled("undo")
    assert filled("search", "--json", "zebra OR stripes").json["total"] == 0


# --- similar and rebuild-index -------------------------------------------------------------------------


def test_similar(filled: Run) -> None:
    done = filled("similar", "2401.00001")
    assert done.status == 0
    assert done.out.split()[0] == "2401.00003"
    found = filled("similar", "--json", "arxiv:2401.00001v2", "--limit", "1").json
    assert [list(result) for result in found] == [["key", "title", "score"]]
    assert filled("similar", "--json", "2401.00001", "--limit", "0").json == []
    assert filled("similar", "9999.99999").error == "no paper has the key '9999.99999'"


def test_an_unknown_key_is_told_before_anything_is_built(filled: Run, folder: Path) -> None:
    assert filled("similar", "9999.99999").status == 1
    assert not index_folder(folder).exists()


def test_rebuild_index(filled: Run, folder: Path) -> None:
    done = filled("rebuild-index")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Indexed 3 papers in ")
    before = set(index_folder(folder).iterdir())
    found = filled("rebuild-index", "--json").json
    assert (list(found), found["indexed"]) == (["indexed", "seconds"], 3)
    assert set(index_folder(folder).iterdir()) != before


# --- the state of things -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["search", "x"], ["similar", "x"], ["rebuild-index"], ["watch", "list"],
                                     ["watch", "add", "x"], ["watch", "remove", "x"]], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("json", [False, True])
def test_no_library_is_made_by_asking(paperdesk: Run, folder: Path, command: list[str], json: bool) -> None:
    done = paperdesk(*command, *(["--json"] if json else []))
    assert "there is no library here yet" in done.error
    assert done.out == ""
    assert not folder.exists()
    assert "no folder for a library" in paperdesk("--library", "~nobody-of-that-name/x", *command).error


def test_an_index_that_is_there_is_not_written_to(filled: Run, folder: Path) -> None:
    filled("search", "graph")
    before = {path.name: path.stat().st_mtime_ns for path in index_folder(folder).iterdir()}
    filled("mark", "2401.00001", "--read")
    assert filled("search", "--json", "graph is:unread").json["total"] == 1
    filled("similar", "2401.00001")
    assert {path.name: path.stat().st_mtime_ns for path in index_folder(folder).iterdir()} == before


@pytest.mark.parametrize("how", ["emptied", "cut", "overwritten", "a file"])
def test_a_damaged_index_is_mended_in_silence(filled: Run, folder: Path, how: str) -> None:
    filled("search", "graph")
    index = index_folder(folder)
    if how == "a file":
        shutil.rmtree(index)
        index.write_text("no folder")
        assert filled("search", "graph").error.startswith("the search index cannot be written")
        index.unlink()
    for path in index.iterdir() if index.exists() else ():
        if how == "overwritten":
            path.write_bytes(os.urandom(path.stat().st_size))
        else:
            os.truncate(path, path.stat().st_size // 2 if how == "cut" else 0)
    done = filled("search", "graph")
    assert (done.status, done.err, done.out.splitlines()[-1][:7]) == (0, "", "2 found")


def test_damage_that_shows_while_it_is_asked_is_mended(
    filled: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled("search", "graph")

    def after_opening(view: Any) -> Any:
        index = opened(view)
        for path in index_folder(folder).glob("*.pst"):
            os.truncate(path, 5_000)
        return index

    opened = searching._current
    monkeypatch.setattr(searching, "_current", after_opening)
    done = filled("search", "graph")
    assert (done.status, done.err, done.out.splitlines()[-1][:7]) == (0, "", "2 found")


@pytest.fixture
def at_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Hold the index as another process does that writes to it; nobody has much patience."""
    monkeypatch.setattr("paperdesk.search.store._PATIENCE", 0.1)
    monkeypatch.setattr(searching, "_PATIENCE", 0.0)

    def hold() -> Any:
        index_folder(folder).mkdir(exist_ok=True)
        held = (index_folder(folder) / "MAIN_WRITELOCK").open("w")
        fcntl.flock(held, fcntl.LOCK_EX)
        return held

    return hold


def test_an_index_that_is_written_to_answers_as_it_stands(filled: Run, at_it: Callable[[], Any]) -> None:
    filled("search", "graph")
    filled("tag", "2401.00002", "graph")
    with at_it():
        done = filled("search", "--json", "graph")
        assert (done.status, done.json["total"]) == (0, 2)
        assert done.err.startswith("paperdesk: what was added last may be missing: another PaperDesk writes")
        assert done.err.count("\n") == 1
    assert filled("search", "--json", "graph").json["total"] == 3


def test_an_index_that_another_builds_first_is_waited_for_and_then_told_of(
    filled: Run, at_it: Callable[[], Any]
) -> None:
    with at_it():
        assert filled("search", "graph").error.startswith("another PaperDesk writes to the search index")
        assert filled("rebuild-index").error.startswith("another PaperDesk writes to the search index")
    assert filled("search", "graph").status == 0


def test_what_another_builds_meanwhile_is_used(
    filled: Run, process: Run, folder: Path, papers_file: Callable[..., Path]
) -> None:
    """Two commands at once on a library without an index: both answer."""
    filled("import", str(papers_file(2_000, "many.jsonl", length=20)))
    command = [sys.executable, "-m", "paperdesk", "--library", str(folder), "rebuild-index"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        done = process("search", "--json", "graph")
        assert (done.status, done.json["total"], done.err) == (0, 1, "")  # the file tells other abstracts
        assert other.communicate()[0].startswith(b"Indexed 2,000 papers")


def test_ctrl_c_while_it_builds_is_one_line(filled: Run, folder: Path, papers_file: Callable[..., Path]) -> None:
    filled("import", str(papers_file(6_000, "many.jsonl", length=30)))
    command = [sys.executable, "-m", "paperdesk", "--library", str(folder), "rebuild-index"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, bufsize=1) as building:
        while not (folder / "index" / "MAIN_WRITELOCK").exists() and building.poll() is None:
            os.sched_yield()
        building.send_signal(signal.SIGINT)
        _, err = building.communicate(timeout=60)
        assert (building.returncode, err) == (1, "paperdesk: error: interrupted; what was done before stays\n")
    assert filled("search", "--json", "graph").json["total"] == 1  # the file tells other abstracts


@pytest.mark.parametrize("command", ["list", "show 2401.00001", "stats", "tag 2401.00001 x", "watch list"])
def test_light_commands_load_no_arrays(filled: Run, folder: Path, command: str) -> None:
    script = (
        "import sys; from paperdesk.cli import run; assert run(sys.argv[1:]) == 0;"
        "sys.exit(','.join(m for m in ('numpy', 'whoosh', 'PySide6') if m in sys.modules) or 0)"
    )
    arguments = [sys.executable, "-c", script, "--library", str(folder), *command.split()]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_tells_the_language(paperdesk: Run) -> None:
    done = paperdesk("search", "--help")
    assert done.status == 0
    for word in ("title:", "since:7d", "upvotes:>50", "sort:relevance", "is:starred"):
        assert word in done.out
