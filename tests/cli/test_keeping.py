# SPDX-License-Identifier: MIT
"""Backups and health, from the command line."""

import json
from pathlib import Path

from paperdesk.cli import run


def _json(capsys: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)  # type: ignore[attr-defined]
    return found


def test_a_library_is_copied_and_comes_back(library_folder: Path, tmp_path: Path, capsys: object) -> None:
    on = ["--library", str(library_folder), "--json"]
    assert run([*on, "backup", str(tmp_path)]) == 0
    copy = Path(str(_json(capsys)["path"]))
    assert copy.parent == tmp_path
    assert run([*on, "mark", "2304.02643", "--star"]) == 0
    capsys.readouterr()  # type: ignore[attr-defined]
    assert run([*on, "restore", str(copy)]) == 0
    assert "before-restore" in str(_json(capsys)["kept"])
    assert run([*on, "show", "2304.02643"]) == 0
    assert _json(capsys)["starred"] is False


def test_without_a_path_it_is_kept_with_the_library(library_folder: Path, capsys: object) -> None:
    assert run(["--library", str(library_folder), "--json", "backup"]) == 0
    assert Path(str(_json(capsys)["path"])).parent == library_folder / "backups"


def test_the_doctor_tells_and_repairs(library_folder: Path, capsys: object) -> None:
    on = ["--library", str(library_folder), "--json", "doctor"]
    assert run(on) == 1
    assert "--repair" in str(_json(capsys)["wrong"])
    assert run([*on, "--repair"]) == 0
    assert _json(capsys)["mended"] == ["index/: built anew"]
    assert run(on) == 0


def test_what_is_no_backup_is_one_line(library_folder: Path, tmp_path: Path, capsys: object) -> None:
    assert run(["--library", str(library_folder), "restore", str(tmp_path / "none.db")]) == 1
    error: str = capsys.readouterr().err  # type: ignore[attr-defined]
    assert error.startswith("paperdesk: error: ")
    assert error.count("\n") == 1
