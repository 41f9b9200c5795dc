# SPDX-License-Identifier: MIT
"""A smoke alarm, not a style: functions of 60 lines, files of 400; what is longer says why here."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION, LONGEST_FILE = 60, 400
# Path or path::function → why it is longer. An entry that is no longer needed is an error.
REASONS: dict[str, str] = {}


def longer() -> set[str]:
    """Everything that is longer than it may be without a reason."""
    found = set()
    for path in sorted((ROOT / "paperdesk").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text("utf-8")
        if len(text.splitlines()) > LONGEST_FILE:
            found.add(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.add(f"{name}::{node.name}")
    return found


def test_what_is_long_has_a_reason() -> None:
    assert longer() - set(REASONS) == set()


def test_no_reason_outlives_its_cause() -> None:
    assert set(REASONS) - longer() == set()


def test_every_module_says_what_it_is_under_its_licence() -> None:
    wrong = []
    for path in sorted((ROOT / "paperdesk").rglob("*.py")):
        text = path.read_text("utf-8")
        first = text.split("\n", 1)[0]
        if first != "# SPDX-License-Identifier: MIT" or not ast.get_docstring(ast.parse(text)):
            wrong.append(path.relative_to(ROOT).as_posix())
    assert wrong == ["paperdesk/__init__.py"] or wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "helpers", "manager", "misc", "common", "util", "helper"}
    assert [path for path in (ROOT / "paperdesk").rglob("*") if path.stem in nothing] == []
