# SPDX-License-Identifier: MIT
"""Wrong usage ends with 2 and a sentence, right usage says the same thing in every order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk import __version__
from paperdesk.cli import WindowRequest, run
from paperdesk.cli.grammar import parser

Run = Callable[..., Any]

WRONG = {
    "no such command": (["frobnicate"], "invalid choice: 'frobnicate'"),
    "no path": (["import"], "required: PATH"),
    "no key": (["show"], "required: KEY"),
    "no tag": (["tag", "x"], "required: TAG"),
    "two keys": (["show", "x", "y"], "unrecognized arguments: y"),
    "no such option": (["list", "--frobnicate"], "unrecognized arguments: --frobnicate"),
    "no such mark": (["mark", "x", "--loved"], "unrecognized arguments: --loved"),
    "no day": (["import", "x", "--date", "yesterday"], "'yesterday' is no day; write YYYY-MM-DD"),
    "no day of a month": (["import", "x", "--date", "2023-02-29"], "'2023-02-29' is no day"),
    "a month where a day is due": (["import", "x", "--date", "2024-06"], "'2024-06' is no day"),
    "a day that goes on": (["import", "x", "--date", "2024-06-11T00:00"], "is no day"),
    "no period": (["list", "--date", "June"], "'June' is no day; write YYYY-MM-DD, YYYY-MM or YYYY"),
    "an empty period": (["list", "--date", ""], "'' is no day"),
    "no format": (["import", "x", "--format", "odd"], "there is no format 'odd'; there are: "),
    "no number": (["list", "--limit", "-1"], "no number; write 0 or more"),
    "no whole number": (["list", "--limit", "1.5"], "'1.5' is no number; write 0 or more"),
    "digits of another script": (["list", "--offset", "٣"], "is no number"),
    "no order": (["list", "--sort", "random"], "invalid choice: 'random'"),
    "no name of a tag": (["list", "--tag", " / "], "is no name for a tag"),
    "an empty tag": (["tag", "x", ""], "is no name for a tag"),
    "no size": (["--size", "big"], "'big' is no size; write for example 1280x800"),
    "a size beyond bounds": (["--size", "10x10"], "'10x10' is no size"),
    "a size of odd digits": (["--size", "²00x300"], "--size"),
    "no theme": (["--theme", "pink"], "invalid choice: 'pink'"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "why"), WRONG.values(), ids=WRONG)
def test_wrong_usage(paperdesk: Run, folder: Path, arguments: list[str], why: str) -> None:
    done = paperdesk(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: paperdesk")
    assert why in done.err.splitlines()[-1]
    assert not folder.exists()


@pytest.mark.parametrize(
    "command", [[], *([name] for name in ("import", "list", "show", "tag", "untag", "mark", "undo", "stats", "open"))]
)
def test_help_names_the_options_that_every_command_has(paperdesk: Run, command: list[str]) -> None:
    done = paperdesk(*command, "--help")
    assert (done.status, done.err) == (0, "")
    assert "--library DIR" in done.out
    assert "--json" in done.out


def test_the_version_is_printed(paperdesk: Run) -> None:
    assert paperdesk("--version").out == f"paperdesk {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "library", "as_json"),
    [
        (["list"], None, False),
        (["--library", "a", "list"], "a", False),
        (["list", "--library", "a"], "a", False),
        (["--library", "a", "--json", "list"], "a", True),
        (["--json", "list", "--library", "a"], "a", True),
        (["--library", "a", "list", "--library", "b", "--json"], "b", True),
    ],
)
def test_common_options_stand_before_or_after_the_command(
    arguments: list[str], library: str | None, as_json: bool
) -> None:
    options = parser().parse_args(arguments)
    assert (options.library, options.json) == (library, as_json)


@pytest.mark.parametrize(
    "arguments",
    [["x", "y", "--star", "--unread", "--later"], ["--star", "--unread", "--later", "x", "y"]],
    ids=" ".join,
)
def test_marks_are_gathered_in_order(arguments: list[str]) -> None:
    options = parser().parse_args(["mark", *arguments])
    assert options.keys == ["x", "y"]
    assert options.marks == [("starred", True), ("read", False), ("later", True)]


def test_huge_numbers_are_numbers_that_sqlite_takes() -> None:
    assert parser().parse_args(["list", "--limit", "9" * 30]).limit == 2**31


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {}),
        (["open"], {}),
        (["open", "2401.00001"], {"select": "2401.00001"}),
        (["--select", "2401.00001"], {"select": "2401.00001"}),
        (
            ["--screenshot", "a.png", "--size", "1280X800", "--theme", "dark"],
            {"screenshot": "a.png", "size": (1280, 800), "theme": "dark"},
        ),
    ],
)
def test_without_a_command_the_window_is_asked_for(
    tmp_path: Path, arguments: list[str], expected: dict[str, Any]
) -> None:
    assert run([*arguments, "--library", str(tmp_path)]) == WindowRequest(tmp_path, **expected)
