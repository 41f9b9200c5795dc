# SPDX-License-Identifier: MIT
"""Runs commands of PaperDesk's own in a process beside the window: what searches and lays out holds nobody up."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paperdesk.domain.errors import Trouble
from paperdesk.services import processes

_LOOK_EVERY = 0.1  # seconds
_ERROR = "paperdesk: error: "


class CommandFailed(Trouble):
    """A command that ended with a failure, which says why."""


def run_command(folder: Path, *arguments: str, cancelled: Callable[[], bool] = lambda: False) -> Any:
    """Run a command on the library in `folder`; return what it prints as JSON, None where it was stopped.

    Raises `CommandFailed` with what it says.
    """
    if cancelled():
        return None
    try:
        process = processes.start(
            "paperdesk", "--library", str(folder), "--json", *arguments,
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
    except OSError as error:
        raise CommandFailed(f"PaperDesk cannot start itself: {error.strerror or error}") from error
    with process:
        out, err = _outcome(process, cancelled)
    if out is None:
        return None
    told = [
        line.removeprefix(_ERROR) for line in err.decode("utf-8", "replace").splitlines() if line.startswith(_ERROR)
    ]
    if process.returncode or not out:
        raise CommandFailed(told[-1] if told else f"paperdesk {arguments[0]} ended with status {process.returncode}")
    return json.loads(out)


def _outcome(process: "subprocess.Popen[bytes]", cancelled: Callable[[], bool]) -> tuple[bytes | None, bytes]:
    while True:
        try:
            return process.communicate(timeout=_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if cancelled():
                process.kill()
                process.communicate()
                return None, b""
