# SPDX-License-Identifier: MIT
"""The commonest command lines open the window by a short way that says what the grammar says."""

from pathlib import Path

import pytest

from paperdesk.cli.grammar import parser
from paperdesk.cli.window import window_at_once


@pytest.mark.parametrize("arguments", [[], ["--library", "some where"], ["--library", "ü"]])
def test_the_short_way_says_what_the_grammar_says(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PAPERDESK_LIBRARY", str(tmp_path))
    options = parser().parse_args(arguments)
    assert window_at_once(arguments) == options.command(options)


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["--library"], ["--library", "--json"], ["--library", "x", "list"], ["--help"], ["open", "x"]],
)
def test_everything_else_is_for_the_grammar(arguments: list[str]) -> None:
    assert window_at_once(arguments) is None
