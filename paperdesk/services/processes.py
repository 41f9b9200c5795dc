# SPDX-License-Identifier: MIT
"""Starts processes of our own: Python that holds its interpreter lock against nobody else."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, BinaryIO

import paperdesk


def start(
    module: str, *arguments: str, stdin: int = subprocess.PIPE, stderr: int | None = None
) -> "subprocess.Popen[bytes]":
    """Start `module` as a program with its output in a pipe, its input too unless `stdin` says otherwise. Raises `OSError`.

    `stderr` says where its messages go, None: where ours do.
    """
    # Without -P the folder that the program was started in could put modules of its own in the place of others.
    command = [sys.executable, "-P", "-m", module, *arguments]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=_environment())


def _environment() -> dict[str, str]:
    """Return an environment in which this same PaperDesk is found, installed or not."""
    here = str(Path(paperdesk.__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}


def answers() -> BinaryIO:
    """Return where this process writes its messages; whatever else it prints goes to stderr from now on."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def write_message(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises `OSError`, or `ValueError` where the stream is closed."""
    stream.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    stream.flush()


def read_message(stream: IO[bytes]) -> object:
    """Read one message, None at the end. Both ends of the pipe are ours: nothing from outside comes this way."""
    try:
        return pickle.load(stream)
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return None
