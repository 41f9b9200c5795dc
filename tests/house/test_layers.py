# SPDX-License-Identifier: MIT
"""Who may import whom, read from the code itself; and that the command line answers without Qt."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "paperdesk"
# What each room may import of the others; it may always import itself.
MAY = {
    "config": set(),
    "domain": {"config"},
    "library": {"domain", "config"},
    "search": {"domain", "config"},
    "sources": {"domain", "config"},
    "reading": {"domain", "config"},
    "export": {"domain", "config"},
    "services": {"library", "search", "sources", "reading", "export", "domain", "config"},
}
MAY["ui"] = MAY["cli"] = MAY["services"] | {"services"}
MAY["app"] = MAY["ui"] | {"ui", "cli"}
MAY["__main__"] = MAY["app"] | {"app"}
# Outside things that one room alone masters.
OWNERS = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "sqlite3": {"library"},
    "sqlite_utils": {"library"},
    "whoosh": {"search"},
    "httpx": {"sources"},
    "requests": {"sources"},
    "urllib.request": {"sources"},
    "http.client": {"sources"},
    "smtplib": {"services"},
    "socket": {"sources"},
}
DOMAIN_KNOWS = {
    "array", "bisect", "calendar", "collections", "dataclasses", "datetime", "difflib", "enum", "functools", "hashlib",
    "html", "itertools", "math", "rapidfuzz", "re", "string", "typing", "unicodedata", "urllib",
}  # fmt: skip


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Every module of PaperDesk: its room, its path and its code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        yield name, str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module that is imported anywhere in the code, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import in line {node.lineno}"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def test_imports_point_one_way() -> None:
    wrong = []
    for room, path, tree in modules():
        for name, line in imports(tree):
            parts = name.split(".")
            other = parts[1] if parts[0] == "paperdesk" and len(parts) > 1 else room
            if other not in (room, "__version__") and room != "__init__" and other not in MAY[room]:
                wrong.append(f"{path}:{line} imports {name}")
    assert wrong == []


def test_every_outside_thing_has_one_master() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for room, path, tree in modules()
        for name, line in imports(tree)
        for thing, owners in OWNERS.items()
        if (name + ".").startswith(thing + ".") and room not in owners
    ]
    assert wrong == []


def test_domain_is_pure() -> None:
    """It knows words and numbers: no files, no clock, no environment, no network."""
    wrong = []
    for room, path, tree in modules():
        if room != "domain":
            continue
        wrong += [
            f"{path}:{line} imports {name}"
            for name, line in imports(tree)
            if name.split(".")[0] not in DOMAIN_KNOWS | {"paperdesk"}
        ]
        for node in ast.walk(tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in ("open", "print", "input") or called.endswith((".now", ".today", ".utcnow")):
                wrong.append(f"{path}:{node.lineno} calls {called}")
    assert wrong == []


def test_the_sidebars_values_know_no_qt() -> None:
    tree = ast.parse((PACKAGE / "ui" / "sidebar" / "items.py").read_text("utf-8"))
    assert [name for name, _ in imports(tree) if name.startswith("PySide6")] == []


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json", "--limit", "3"], ["stats"], ["undo"], ["--help"]], ids=" ".join
)
def test_commands_answer_without_qt(library_folder: Path, arguments: list[str]) -> None:
    program = (
        "import sys; from paperdesk.__main__ import main; status = main(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sorted(m for m in sys.modules if m.startswith(('PySide6', 'shiboken6')))));"
        "sys.exit(status)"
    )
    command = [sys.executable, "-c", program, "--library", str(library_folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_the_window_brings_no_network_in(library_folder: Path) -> None:
    program = (
        "import sys; from paperdesk import app; desk = app.build(sys.argv[1]); desk.window.show(); desk.close();"
        "print(*(m for m in sys.modules if m in ('PySide6.QtNetwork', 'httpx', 'requests', 'http.client')))"
    )
    command = [sys.executable, "-c", program, str(library_folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, "")
