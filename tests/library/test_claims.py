# SPDX-License-Identifier: MIT
"""One at a time does what only one may do, whichever process it is; a dead one holds nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from paperdesk.library.library import Library

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from paperdesk.library.claims import claim
with claim(Path(sys.argv[1]), "fetch x") as free:
    print(free, flush=True)
    sys.stdin.read()
"""


def test_it_is_held_by_one_and_free_for_other_names(library: Library) -> None:
    with (
        Library(library.folder) as other,
        library.claim("fetch x") as first,
        other.claim("fetch x") as second,
        other.claim("fetch y") as third,
    ):
        assert (first, second, third) == (True, False, True)
    with library.claim("fetch x") as again:
        assert again


def test_a_process_that_was_killed_holds_nothing(library: Library) -> None:
    command = [sys.executable, "-c", HOLD, str(library.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        with library.claim("fetch x") as free:
            assert not free
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with library.claim("fetch x") as free:
        assert free


def test_an_error_inside_gives_it_back(library: Library) -> None:
    with pytest.raises(TimeoutError, match="inside"), library.claim("x"):
        raise TimeoutError("inside")
    with library.claim("x") as free:
        assert free
