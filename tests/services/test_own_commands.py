# SPDX-License-Identifier: MIT
"""Commands of PaperDesk's own, run beside the window."""

import subprocess
import sys
from pathlib import Path

import pytest

from paperdesk.services.own_commands import CommandFailed, run_command


def test_what_a_command_prints_comes_back(library_folder: Path) -> None:
    assert run_command(library_folder, "show", "1706.03762")["title"] == "Attention Is All You Need"


def test_why_it_failed_is_said(library_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match=r"^no paper has the key '2401\.99999'$"):
        run_command(library_folder, "show", "2401.99999")
    with pytest.raises(CommandFailed, match="status 2"):
        run_command(library_folder, "show")


def test_it_can_be_stopped(library_folder: Path) -> None:
    assert run_command(library_folder, "stats", cancelled=lambda: True) is None


def test_one_that_is_under_way_is_ended(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def endless(*arguments: str, **pipes: int) -> subprocess.Popen[bytes]:
        code = "import threading; threading.Event().wait()"
        started.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, **pipes))
        return started[0]

    monkeypatch.setattr("paperdesk.services.processes.start", endless)
    answers = iter([False, True])
    assert run_command(library_folder, "stats", cancelled=lambda: next(answers)) is None
    assert started[0].returncode is not None
