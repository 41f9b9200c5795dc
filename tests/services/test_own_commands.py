# SPDX-License-Identifier: MIT
"""Commands of PaperDesk's own, run beside the window."""

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
