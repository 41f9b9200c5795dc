# SPDX-License-Identifier: MIT
"""Each command as a script meets it: what it prints, with and without JSON, and how it ends."""

import gzip
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PAPER_KEYS = {
    "key", "aliases", "title", "authors", "abstract", "abstract_shown", "published", "listed", "categories", "tags", "read",
    "starred", "later", "archived", "upvotes", "links", "highlights", "note",
}  # fmt: skip


@pytest.fixture
def three(paperdesk: Run, papers_file: Callable[..., Path]) -> None:
    """Three papers in the library, 2401.00001 to 2401.00003."""
    assert paperdesk("import", str(papers_file())).status == 0


# --- import ---------------------------------------------------------------------------------------------


def test_import_counts(paperdesk: Run, papers_file: Callable[..., Path]) -> None:
    file = str(papers_file())
    assert paperdesk("import", file, "--json").json == {"new": 3, "updated": 0, "unchanged": 0, "rejected": []}
    done = paperdesk("import", file)
    assert (done.status, done.out, done.err) == (0, "Imported: 0 new, 0 updated, 3 unchanged\n", "")


def test_import_reads_standard_input(paperdesk: Run, papers_file: Callable[..., Path]) -> None:
    content = papers_file().read_bytes()
    assert paperdesk("import", "-", "--json", stdin=content).json["new"] == 3
    assert paperdesk("import", "-", "--json", stdin=gzip.compress(content)).json["unchanged"] == 3
    assert paperdesk("import", "-").error == "standard input: there is nothing in it"


def test_what_was_turned_away_is_told_and_the_rest_is_in(
    paperdesk: Run, tmp_path: Path, papers_file: Callable[..., Path]
) -> None:
    file = papers_file()
    file.write_text(file.read_text() + "nonsense\n")
    gone = str(tmp_path / "gone.json")
    done = paperdesk("import", str(file), gone, "--json")
    assert done.status == 1
    assert done.json["new"] == 3
    assert done.json["rejected"] == [
        {"item": f"{file}: line 4", "why": "this is not JSON: Expecting value: line 1 column 1 (char 0)"},
        {"item": gone, "why": "there is no such file"},
    ]
    assert done.err.splitlines() == [
        f"paperdesk: rejected: {file}: line 4: this is not JSON: Expecting value: line 1 column 1 (char 0)",
        f"paperdesk: rejected: {gone}: there is no such file",
        "paperdesk: error: 1 of 2 files could not be read; the lines above say why",
    ]
    again = paperdesk("import", str(file))
    assert (again.status, again.out) == (0, "Imported: 0 new, 0 updated, 3 unchanged, 1 rejected\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "there is nothing in it"),
        (b"\xef\xbb\xbf \n", "there is nothing in it"),
        (b"1", "it holds only 1"),
        (b'"text"', 'it holds only "text"'),
        (b"[]", "no papers that day"),
        (b"{}", "the answer holds no papers"),
        (b'{"error": "gone"}', "it says: gone"),
        (b"SQLite format 3\0", "not a PaperDesk library, or it is damaged"),
        (b"\x1f\x8b\x08", "cut off or damaged"),
        (gzip.compress(gzip.compress(b"[]", mtime=0), mtime=0), "packed twice"),
        (b"<rss/>", "the feed holds nothing now"),
        (b'<!DOCTYPE f [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>', "declares entities"),
        (b"<html><body>Log in</body></html>", "this page holds no papers"),
        ("Обучение".encode("cp1251"), "the format was not recognised"),
        (b'[{"title": "' + "Обучение".encode("cp1251") + b'"}]', "save the file as UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=lambda value: value[:16].decode("latin-1") if isinstance(value, bytes) else "",
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_line(paperdesk: Run, tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "input"
    file.write_bytes(content)
    done = paperdesk("import", str(file), "--json")
    assert done.error.startswith(f"{file}: ")
    assert why in done.error
    assert done.json["new"] == 0
    assert [r["item"] for r in done.json["rejected"]] == [str(file)]
    assert paperdesk("list", "--json").json == []


def test_the_library_is_sound_after_hostile_files(paperdesk: Run, folder: Path, tmp_path: Path) -> None:
    dates = ["0000", "9999-99-99", "yesterday", 1e20, "2023-02-29", None]
    items = [
        {
            "title": "T\ud800\0\ufffee" + "\u0301" * 100,
            "summary": "\u202e <b> \x1b[2J",
            "authors": ["A\0", {"name": 3}],
            "upvotes": 1e300,
        },
        {"title": "x" * 100_000, "summary": "y" * 5_000_000, "authors": [f"Author {n}" for n in range(10_000)]},
        *({"title": f"Dates {n}", "publishedAt": date} for n, date in enumerate(dates)),
        *({"title": bad} for bad in (None, "", 7, ["T"], "\u200b")),
    ]
    file = tmp_path / "hostile.json"
    file.write_text(json.dumps(items))
    done = paperdesk("import", str(file), "--json")
    assert (done.status, done.json["new"], len(done.json["rejected"])) == (0, 8, 5)
    connection = sqlite3.connect(folder / "library.db")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    for sort in ("newest", "trending", "title"):
        assert len(paperdesk("list", "--sort", sort).out.splitlines()) == 8


@pytest.fixture(scope="session")
def blanks() -> bytes:
    """A gigabyte of blanks, packed."""
    return gzip.compress(b" " * (16 << 20), 9) * 64


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("bomb.json.gz", b"["),
        ("bomb.jsonl.gz", b'{"title": "T"}\n'),
        ("bomb.html.gz", b"<html>"),
        ("bomb.xml", b"<feed xmlns='http://www.w3.org/2005/Atom'>"),
        ("bomb.txt.gz", b"new\n\nApr 28\n\nby AK and the research community\n\n"),
    ],
    ids=["list", "lines", "page", "feed", "text"],
)
def test_memory_stays_flat_for_a_bomb(process: Run, blanks: bytes, tmp_path: Path, name: str, head: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(head) + blanks)
    done = process("import", str(file), "--json", memory=400 << 20)
    whys = [rejected["why"] for rejected in done.json["rejected"]]
    assert len(whys) == 1
    assert "far more than a file of papers" in whys[0]
    assert done.json["new"] == (1 if "jsonl" in name else 0)


def test_a_large_file_that_fits_no_memory_is_told(process: Run, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    file.write_bytes(b"[" + b"{}," * 8_000_000 + b"{}]")
    done = process("import", str(file), memory=400 << 20)
    assert done.error == f"{file}: it is too large to be read at once; split it, or make JSON Lines of it"


def test_the_saved_page_comes_in_by_the_contract(paperdesk: Run, data: Path) -> None:
    file = str(data / "seed-page.txt")
    assert paperdesk("import", file, "--date", "2024-04-28", "--json").json == {
        "new": 58,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
    }
    assert paperdesk("import", file, "--date", "2024-04-28", "--json").json == {
        "new": 0,
        "updated": 0,
        "unchanged": 58,
        "rejected": [],
    }
    pieces = [piece.strip() for piece in (data / "seed-page.txt").read_text("utf-8").split("\n\n")][5:]
    listed = paperdesk("list", "--date", "2024-04-28", "--limit", "100", "--json").json
    assert [(paper["title"], paper["abstract"]) for paper in listed] == list(
        zip(pieces[::2], pieces[1::2], strict=True)
    )


def test_without_a_date_the_day_of_the_file_gives_the_year(paperdesk: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(
        "new\n\nbyAK and the research community\n\nApr 28\n\nA Title\n\n" + "A sentence of an abstract. " * 12
    )
    os.utime(file, (1_730_000_000, 1_730_000_000))  # 2024-10-27
    paperdesk("import", str(file))
    os.utime(file, (1_740_000_000, 1_740_000_000))  # 2025-02-19
    paperdesk("import", str(file))
    assert [paper["listed"] for paper in paperdesk("list", "--json").json] == [["2024-04-28"]]


# --- list and show --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
def test_list_prints_papers(paperdesk: Run) -> None:
    done = paperdesk("list")
    assert (done.status, done.err) == (0, "")
    assert [line.split()[1] for line in done.out.splitlines()] == ["2401.00003", "2401.00002", "2401.00001"]
    papers = paperdesk("list", "--json").json
    assert [set(paper) - {"sightings"} for paper in papers] == [PAPER_KEYS] * 3
    assert (papers[0]["abstract"], papers[0]["abstract_shown"].strip()) == ("Abstract number 3. ", "Abstract number 3.")


@pytest.mark.usefixtures("three")
def test_list_picks_and_parts(paperdesk: Run) -> None:
    paperdesk("tag", "2401.00001", "a/b")
    paperdesk("tag", "2401.00002", "A")
    paperdesk("mark", "2401.00001", "--star")
    paperdesk("mark", "2401.00003")

    def keys(*options: str) -> list[str]:
        return [paper["key"][-1] for paper in paperdesk("list", "--json", *options).json]

    assert keys() == ["3", "2", "1"]
    assert keys("--tag", "a") == ["2", "1"]
    assert keys("--tag", "A/B") == ["1"]
    assert keys("--tag", "none") == []
    assert keys("--unread") == ["2", "1"]
    assert keys("--starred") == ["1"]
    assert keys("--unread", "--starred", "--tag", "a") == ["1"]
    assert keys("--date", "2024-01-03") == ["2"]
    assert keys("--date", "2024-01") == ["3", "2", "1"]
    assert keys("--date", "1999") == []
    assert keys("--limit", "2") == ["3", "2"]
    assert keys("--limit", "1", "--offset", "1") == ["2"]
    assert keys("--offset", "9") == []
    assert keys("--limit", "0") == []
    assert keys("--sort", "title") == ["1", "2", "3"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "key",
    ["2401.00002", "2401.00002v4", "arXiv:2401.00002", "https://arxiv.org/abs/2401.00002", "https://arxiv.org/pdf/2401.00002v1.pdf",
     "https://huggingface.co/papers/2401.00002", "10.48550/arXiv.2401.00002", " 2401.00002 "],
)  # fmt: skip
def test_a_paper_is_found_by_any_of_its_names(paperdesk: Run, key: str) -> None:
    shown = paperdesk("show", key, "--json").json
    assert (shown["key"], set(shown) - {"sightings"}) == ("2401.00002", PAPER_KEYS)


def test_a_paper_is_found_by_doi_alias_and_title_key(paperdesk: Run, tmp_path: Path) -> None:
    lines = [{"id": "2401.00009", "title": "First", "doi": "10.1000/AbC"}, {"id": "P19-1001", "title": "Second"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    paperdesk("import", "a.jsonl")
    for key in ("10.1000/abc", "https://doi.org/10.1000/ABC", "doi:10.1000/abc"):
        assert paperdesk("show", key, "--json").json["key"] == "2401.00009"
    second = paperdesk("show", "p19-1001", "--json").json
    assert second["key"].startswith("t-")
    assert paperdesk("show", second["key"], "--json").json == second
    assert "p19-1001" in second["aliases"]


@pytest.mark.usefixtures("three")
def test_show_prints_a_paper(paperdesk: Run) -> None:
    out = paperdesk("show", "2401.00002").out
    assert out.splitlines()[:2] == ["Title number 2", "Ann Lee 2, Bo Wu"]
    for part in (
        "2401.00002",
        "2024-01-03",
        "cs.LG",
        "unread",
        "https://arxiv.org/abs/2401.00002",
        "Abstract number 2.",
    ):
        assert part in out


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("key", ["9999.99999", "nothing", "", "\udcff\udcfe", "'; DROP TABLE papers; --", "x" * 10_000])
@pytest.mark.parametrize(
    "command", [["show"], ["show", "--json"], ["tag", "--json"], ["untag"], ["mark"]], ids=" ".join
)
def test_an_unknown_key_is_one_line(paperdesk: Run, command: list[str], key: str) -> None:
    done = paperdesk(*command, key, *(["x"] if "tag" in command[0] else []))
    assert done.error.startswith("no paper has the key ")
    assert done.out == ""


# --- changes --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("three")
def test_tags_and_marks_are_set_and_undone(paperdesk: Run) -> None:
    def state() -> tuple[Any, ...]:
        paper = paperdesk("show", "2401.00001", "--json").json
        return paper["tags"], paper["read"], paper["starred"], paper["later"], paper["archived"]

    assert paperdesk("tag", "2401.00001", "ml/nlp", "To Read").out == "Tagged 1 paper #ml/nlp #To Read\n"
    assert paperdesk("tag", "2401.00001", "x", "--json").json == {"changed": True, "summary": "Tagged 1 paper #x"}
    assert paperdesk("untag", "2401.00001", "X").status == 0
    assert paperdesk("mark", "2401.00001", "2401.00001v2", "--star", "--later", "--archive").status == 0
    assert state() == (["ml/nlp", "To Read"], True, True, True, True)
    assert (
        paperdesk("mark", "2401.00001", "--unread", "--unstar", "--unlater", "--unarchive", "--json").json["changed"]
        is True
    )
    assert state() == (["ml/nlp", "To Read"], False, False, False, False)
    said = [paperdesk("undo").out for _ in range(2)]
    assert all(line.startswith("Undo: ") for line in said)
    assert state() == (["ml/nlp", "To Read"], False, False, False, False)
    assert paperdesk("untag", "2401.00001", "none").out == "Nothing to change\n"
    assert paperdesk("untag", "2401.00001", "none", "--json").json == {"changed": False, "summary": "Nothing to change"}


@pytest.mark.usefixtures("three")
def test_undo_ends_where_there_is_nothing_more(paperdesk: Run) -> None:
    assert paperdesk("undo", "--json").json == {"changed": True, "summary": "Undo: Imported papers.jsonl"}
    assert paperdesk("list", "--json").json == []
    assert paperdesk("undo").error == "there is nothing to undo"
    assert paperdesk("undo", "--json").error == "there is nothing to undo"


@pytest.mark.usefixtures("three")
def test_stats_counts(paperdesk: Run) -> None:
    assert paperdesk("stats", "--json").json == {
        "papers": 3, "unread": 3, "starred": 0, "later": 0, "archived": 0, "tags": 0,
        "highlights": 0, "detached": 0, "notes": 0, "days": 3, "sources": {"file": 3},
    }  # fmt: skip
    assert paperdesk("stats").out.split()[:2] == ["papers", "3"]


# --- libraries ------------------------------------------------------------------------------------------

NO_IMPORT = [["list"], ["show", "x"], ["tag", "x", "y"], ["untag", "x", "y"], ["mark", "x"], ["undo"], ["stats"]]


@pytest.mark.parametrize("command", NO_IMPORT, ids=lambda command: command[0])
@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
def test_no_command_but_import_makes_a_library(
    paperdesk: Run, folder: Path, command: list[str], as_json: list[str]
) -> None:
    done = paperdesk(*command, *as_json)
    assert done.error == f"{folder}/library.db: there is no library here yet; import some papers first"
    assert not folder.exists()


PLANTED = {
    "trigger": ("CREATE TRIGGER planted AFTER INSERT ON papers BEGIN DELETE FROM papers; END", "a trigger or a view"),
    "view": ("CREATE VIEW planted AS SELECT load_extension('x')", "a trigger or a view"),
    "newer": (
        "INSERT INTO _sqlite_migrations VALUES (NULL, 'paperdesk', 'm999_later', '')",
        "made by a newer PaperDesk",
    ),
}
SOME_COMMANDS = [["list"], ["import", "papers.jsonl"], ["undo"]]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(("sql", "why"), PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("command", SOME_COMMANDS, ids=lambda command: command[0])
def test_a_library_that_was_tampered_with_is_refused_and_left_alone(
    paperdesk: Run, folder: Path, command: list[str], sql: str, why: str
) -> None:
    connection = sqlite3.connect(folder / "library.db", isolation_level=None)
    connection.execute(sql)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = (folder / "library.db").read_bytes()
    done = paperdesk(*command)
    assert why in done.error
    assert str(folder / "library.db") in done.error
    assert (folder / "library.db").read_bytes() == before


@pytest.mark.parametrize("content", ["text", "half", "other"])
@pytest.mark.parametrize("command", SOME_COMMANDS, ids=lambda command: command[0])
def test_a_file_that_is_no_library_is_refused_and_left_alone(
    paperdesk: Run, folder: Path, tmp_path: Path, papers_file: Callable[..., Path], command: list[str], content: str
) -> None:
    file = folder / "library.db"
    if content == "half":
        paperdesk("import", str(papers_file()))
        file.write_bytes(file.read_bytes()[:5_000])
    else:
        papers_file()
        folder.mkdir()
        file.write_bytes(b"this is no database at all " * 100)
    if content == "other":
        file.unlink()
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE notes (text)")
        connection.close()
    before = file.read_bytes()
    assert str(file) in paperdesk(*command).error
    assert file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(paperdesk: Run, tmp_path: Path, papers_file: Callable[..., Path]) -> None:
    (tmp_path / "file").write_text("")
    done = paperdesk("import", str(papers_file()), "--library", str(tmp_path / "file"))
    assert str(tmp_path / "file") in done.error
    assert "no folder for a library" in paperdesk("list", "--library", "~no-such-user/x").error


@pytest.mark.usefixtures("three")
def test_the_library_may_be_named_before_or_after_the_command(paperdesk: Run, folder: Path, tmp_path: Path) -> None:
    nowhere = {"PAPERDESK_LIBRARY": str(tmp_path / "nowhere")}
    for command in (
        ["--library", str(folder), "list"],
        ["list", "--library", str(folder)],
        ["--library", "x", "list", f"--library={folder}"],
    ):
        assert len(paperdesk(*command, env=nowhere).out.splitlines()) == 3
    assert len(paperdesk("--json", "--library", str(folder), "list", env=nowhere).json) == 3
    assert paperdesk("list", env=nowhere).error.startswith(str(tmp_path / "nowhere"))


def test_a_library_may_lie_in_a_folder_of_any_name(
    paperdesk: Run, tmp_path: Path, papers_file: Callable[..., Path]
) -> None:
    names = ["with blanks and 'quotes\"", "?a#b%20&c", "café 😀", "x" * 200, os.fsdecode(b"\xff\xfe")]
    for name in names:
        file = str(papers_file())
        assert paperdesk("import", file, "--library", str(tmp_path / name), "--json").json["new"] == 3
        assert len(paperdesk("list", "--library", str(tmp_path / name)).out.splitlines()) == 3
