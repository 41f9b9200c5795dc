# SPDX-License-Identifier: MIT
"""`highlight`, `note` and `trash`: what they write, what they print, and what they refuse."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

TEXT = (
    "Networks of graphs learn $\\alpha$-words well. Networks\nof sets learn {\\em nothing} at all; "
    "see https://example.org/code for networks."
)
KEY = "2401.00001"


@pytest.fixture
def paperdesk(paperdesk: Run, papers_file: Callable[..., Path]) -> Run:
    """The program, on a library of three papers; the first has `TEXT`."""
    assert paperdesk("import", str(papers_file(3))).status == 0
    assert paperdesk("import", str(papers_file(1, "text.jsonl", id=KEY, abstract=TEXT))).status == 0
    return paperdesk


def shown(paperdesk: Run, key: str = KEY) -> Any:
    return paperdesk("show", key, "--json").json


def test_a_highlight_is_shown_with_its_selectors(paperdesk: Run) -> None:
    done = paperdesk(
        "highlight", KEY, "--quote", "of sets learn", "--color", "green", "--note", "*Why?*", "--tag", "a/b"
    )
    assert (done.status, done.err) == (0, "")
    assert done.out == "Highlighted a passage in green: “of sets learn”\n"
    (highlight,) = shown(paperdesk)["highlights"]
    start = TEXT.index("of sets")
    assert {k: v for k, v in highlight.items() if k not in ("id", "created")} == {
        "quote": "of sets learn", "prefix": TEXT[start - 32 : start], "suffix": TEXT[start + 13 : start + 45],
        "start": start, "end": start + 13, "color": "green", "note": "*Why?*", "tags": ["a/b"], "detached": False,
    }  # fmt: skip
    assert highlight["created"].endswith("Z")
    assert list(highlight) == [
        "id", "quote", "prefix", "suffix", "start", "end", "color", "note", "tags", "detached", "created",
    ]  # fmt: skip
    text = paperdesk("show", KEY).out
    assert "green: “of sets learn” #a/b\n*Why?*\n" in text


def test_json_tells_what_was_made(paperdesk: Run) -> None:
    done = paperdesk("highlight", KEY, "--quote", "well", "--json").json
    assert (done["changed"], done["summary"]) == (True, "Highlighted a passage")
    assert done["highlight"] == shown(paperdesk)["highlights"][0]


@pytest.mark.parametrize(
    ("quote", "stored"),
    [
        ("Networks of\tsets", "Networks\nof sets"),
        ("α-words well", "$\\alpha$-words well"),
        ("$\\alpha$-words", "$\\alpha$-words"),
        ("learn nothing at all", "learn {\\em nothing} at all"),
        ("https://example.org/code", "https://example.org/code"),
        ("  graphs\n learn ", "graphs learn"),
    ],
)
def test_a_quote_is_found_as_it_is_stored_and_as_it_is_shown(paperdesk: Run, quote: str, stored: str) -> None:
    assert paperdesk("highlight", KEY, "--quote", quote).status == 0
    (highlight,) = shown(paperdesk)["highlights"]
    assert highlight["quote"] == stored
    assert TEXT[highlight["start"] : highlight["end"]] == stored


def test_a_quote_that_occurs_more_than_once_wants_a_prefix_or_a_number(paperdesk: Run) -> None:
    assert paperdesk("highlight", KEY, "--quote", "learn").error == (
        "'learn' occurs 2 times in the abstract; say which with --prefix TEXT or --nth N"
    )
    assert shown(paperdesk)["highlights"] == []
    assert paperdesk("highlight", KEY, "--quote", "learn", "--prefix", "of  sets ").status == 0
    assert paperdesk("highlight", KEY, "--quote", "learn", "--nth", "1").status == 0
    starts = [highlight["start"] for highlight in shown(paperdesk)["highlights"]]
    assert starts == [TEXT.index("learn"), TEXT.rindex("learn")]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--quote", "nowhere"], "the abstract does not hold 'nowhere'; `paperdesk show` prints it"),
        (["--quote", "networks of"], "the abstract does not hold 'networks of'; `paperdesk show` prints it"),
        (
            ["--quote", "learn", "--prefix", "cats"],
            "the abstract does not hold 'learn' after 'cats'; `paperdesk show` prints it",
        ),
        (["--quote", "learn", "--nth", "3"], "'learn' occurs 2 times in the abstract; there is no number 3"),
        (["--quote", "well", "--nth", "2"], "'well' occurs once in the abstract; there is no number 2"),
        (["--quote", " \n"], "the quote is empty; write the passage that is to be highlighted"),
    ],
)
def test_what_cannot_be_highlighted_is_one_clear_line(paperdesk: Run, options: list[str], why: str) -> None:
    assert paperdesk("highlight", KEY, *options).error == why
    assert shown(paperdesk)["highlights"] == []


@pytest.mark.parametrize(
    "options",
    [[], ["--quote", "well", "--color", "mauve"], ["--quote", "well", "--nth", "0"], ["--quote", "well", "--tag", "/"]],
)
def test_wrong_usage(paperdesk: Run, options: list[str]) -> None:
    assert paperdesk("highlight", KEY, *options).status == 2


def test_a_note_is_written_printed_and_taken_back(paperdesk: Run) -> None:
    assert paperdesk("note", KEY).out == ""
    assert paperdesk("note", KEY, "--text", "# Mine\n\nSee [[2401.00002]].").out == "Wrote a note\n"
    assert paperdesk("note", KEY).out == "# Mine\n\nSee [[2401.00002]].\n"
    assert paperdesk("note", KEY, "--json").json == {"key": KEY, "note": "# Mine\n\nSee [[2401.00002]]."}
    assert shown(paperdesk)["note"] == "# Mine\n\nSee [[2401.00002]]."
    assert paperdesk("show", KEY).out.endswith("note:\n# Mine\n\nSee [[2401.00002]].\n")
    assert paperdesk("note", KEY, "--text", "").out == "Deleted a note\n"
    assert paperdesk("note", KEY, "--text", " ").out == "Nothing to change\n"
    assert paperdesk("undo").out == "Undo: Deleted a note\n"
    assert shown(paperdesk)["note"].startswith("# Mine")


def test_a_note_comes_from_a_file_and_from_standard_input(paperdesk: Run, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes("\ufeffÜber\r\nalles\n".encode())
    assert paperdesk("note", KEY, "--file", str(path)).status == 0
    assert shown(paperdesk)["note"] == "Über\nalles\n"
    assert paperdesk("note", KEY, "--file", "-", stdin=b"from a pipe").status == 0
    assert shown(paperdesk)["note"] == "from a pipe"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "this is no UTF-8 text; save it as UTF-8"),
        (b"x" * 8_000_001, "this is too long for a note; 8 MB is the most"),
        (None, "No such file or directory"),
    ],
)
def test_a_file_that_is_no_note_is_one_clear_line(
    paperdesk: Run, tmp_path: Path, content: bytes | None, why: str
) -> None:
    path = tmp_path / "note.md"
    if content is not None:
        path.write_bytes(content)
    assert paperdesk("note", KEY, "--file", str(path)).error == f"{path}: {why}"
    assert shown(paperdesk)["note"] == ""


def test_text_and_file_together_are_wrong_usage(paperdesk: Run) -> None:
    assert paperdesk("note", KEY, "--text", "a", "--file", "b").status == 2


@pytest.mark.parametrize("command", [["highlight", "1", "--quote", "x"], ["note", "1"], ["note", "1", "--text", "x"]])
def test_a_key_that_names_no_paper(paperdesk: Run, command: list[str]) -> None:
    assert paperdesk(*command).error == "no paper has the key '1'"


def test_what_is_taken_out_is_listed_and_comes_back_with_what_was_written_on_it(paperdesk: Run) -> None:
    paperdesk("highlight", KEY, "--quote", "well")
    paperdesk("note", KEY, "--text", "mine")
    before = shown(paperdesk)
    assert paperdesk("trash").out == ""
    assert paperdesk("trash", "add", KEY, "2401.00002").out == "Removed 2 papers\n"
    assert paperdesk("show", KEY).error == f"no paper has the key '{KEY}'"
    first, second = paperdesk("trash", "list").out.splitlines()
    assert {first.split()[0], second.split()[0]} == {KEY, "2401.00002"}
    assert first.split()[1] == "until"
    told = paperdesk("trash", "list", "--json").json
    assert [sorted(one) for one in told] == [["key", "removed", "title", "until"]] * 2
    assert paperdesk("trash", "restore", KEY).out == "Restored 1 paper\n"
    assert shown(paperdesk) == before
    assert [one["key"] for one in paperdesk("trash", "--json").json] == ["2401.00002"]
    assert paperdesk("undo").out == "Undo: Restored 1 paper\n"
    assert len(paperdesk("trash", "--json").json) == 2
    assert paperdesk("trash", "restore", "2401.00003").error == (
        "no paper in the trash has the key '2401.00003'; `paperdesk trash list` names them"
    )


def test_stats_count_highlights_and_notes(paperdesk: Run) -> None:
    paperdesk("highlight", KEY, "--quote", "well")
    paperdesk("highlight", KEY, "--quote", "nothing")
    paperdesk("note", "2401.00002", "--text", "mine")
    numbers = json.loads(paperdesk("stats", "--json").out)
    assert (numbers["highlights"], numbers["detached"], numbers["notes"]) == (2, 0, 1)


def test_what_is_written_is_found(paperdesk: Run) -> None:
    paperdesk("highlight", KEY, "--quote", "nothing at all", "--note", "zebras")
    paperdesk("note", "2401.00002", "--text", "Some *okapis*.")

    def found(query: str) -> list[str]:
        return [one["key"] for one in paperdesk("search", query, "--json").json["results"]]

    assert found("highlight:nothing") == found("highlight:zebra") == found("zebras") == found("is:highlighted") == [KEY]
    assert found("note:okapi") == found("okapis") == found("has:note") == ["2401.00002"]
    assert found("has:highlight -note:okapi") == [KEY]
    assert found("note:zebras") == []
    paperdesk("undo")
    paperdesk("undo")
    assert found("okapis") == found("zebras") == found("is:highlighted") == found("has:note") == []
