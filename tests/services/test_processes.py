# SPDX-License-Identifier: MIT
"""Processes of our own run this same PaperDesk, whatever lies in the folder that the program was started in."""

import io
import subprocess
from pathlib import Path

import pytest

from paperdesk.services.processes import read_message, start, write_message


def test_nothing_of_the_folder_one_is_in_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "paperdesk").mkdir()
    (tmp_path / "paperdesk" / "__init__.py").write_text("raise SystemExit(7)", "utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(8)", "utf-8")
    monkeypatch.chdir(tmp_path)
    process = start("paperdesk", "--version", stdin=subprocess.DEVNULL)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output.startswith(b"paperdesk ")


def test_messages_come_whole_or_not_at_all() -> None:
    stream = io.BytesIO()
    write_message(stream, ("a", 1))
    write_message(stream, [None])
    whole = stream.getvalue()
    stream.seek(0)
    assert [read_message(stream) for _ in range(3)] == [("a", 1), [None], None]
    assert read_message(io.BytesIO(whole[:5])) is None
