# SPDX-License-Identifier: MIT
"""Tests wait for what they wait for, never for time; and they mirror the source."""

import ast
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PACKAGE = TESTS.parent / "paperdesk"
BANNED = ("qtbot.wait", "time.sleep", "sleep", "asyncio.sleep", "QTest.qWait", "QTest.qSleep")


def calls() -> list[tuple[str, str]]:
    """Every call in every test, with its place."""
    found = []
    for path in sorted(TESTS.rglob("*.py")):
        if "bench" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found.append((ast.unparse(node.func), f"{path.relative_to(TESTS)}:{node.lineno}"))
    return found


def test_no_test_waits_for_time_or_turns_the_loop_by_hand() -> None:
    assert [place for name, place in calls() if name in BANNED or name.endswith("processEvents")] == []


def test_no_test_stands_in_for_our_own_code() -> None:
    assert [
        place for name, place in calls() if name.split(".")[-1] in ("Mock", "MagicMock", "AsyncMock", "patch")
    ] == []


def test_every_module_of_the_window_has_its_tests() -> None:
    missing = []
    for path in sorted((PACKAGE / "ui").rglob("*.py")):
        place = path.relative_to(PACKAGE).parent
        if path.name != "__init__.py" and not (TESTS / place / f"test_{path.name}").exists():
            missing.append(path.relative_to(PACKAGE).as_posix())
    assert missing == []


def test_no_test_of_the_window_outlives_its_module() -> None:
    strangers = [
        path.name
        for path in sorted((TESTS / "ui").rglob("test_*.py"))
        if not (PACKAGE / path.relative_to(TESTS).parent / path.name.removeprefix("test_")).exists()
    ]
    assert strangers == ["test_app.py"]
