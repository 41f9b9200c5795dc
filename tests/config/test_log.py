# SPDX-License-Identifier: MIT
"""The loggers: quiet until they have a file, and then in that file alone."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from paperdesk.config import log


@pytest.fixture(autouse=True)
def no_file_afterwards() -> Iterator[None]:
    root = logging.getLogger("paperdesk")
    level = root.level
    yield
    root.setLevel(level)
    root.propagate = True
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


def test_it_is_quiet_without_a_file() -> None:
    code = "from paperdesk.config import log; log.logger('library').error('lost')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_file_has_what_was_said_and_by_whom(tmp_path: Path) -> None:
    path = tmp_path / "made" / "paperdesk.log"
    log.write_to(path)
    log.logger("library").info("opened %s", "it")
    log.logger("library").debug("too small")
    assert path.read_text("utf-8").endswith(" INFO paperdesk.library: opened it\n")


def test_a_second_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    log.write_to(tmp_path / "one.log")
    log.write_to(tmp_path / "two.log")
    logging.getLogger("paperdesk").propagate = False  # a test report cannot carry a lone surrogate
    log.logger("search").warning("\ud800 once")
    assert (tmp_path / "one.log").read_text("utf-8") == ""
    assert (tmp_path / "two.log").read_text("utf-8").count("once") == 1


def test_a_place_that_cannot_be_written_raises(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        log.write_to(tmp_path / "file" / "paperdesk.log")
    with pytest.raises(OSError, match=tmp_path.name):
        log.write_to(tmp_path)


def test_old_lines_are_rotated_away(tmp_path: Path) -> None:
    path = tmp_path / "paperdesk.log"
    log.write_to(path)
    for number in range(45):
        log.logger("sources").error("%d %s", number, "x" * 100_000)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) < 3_100_000
    assert " 44 x" in path.read_text("utf-8")
