# SPDX-License-Identifier: MIT
"""The whole program is killed at any moment while it imports and indexes; started again, the index holds the library."""

import os
import random
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from paperdesk.domain.conditions import EVERYTHING
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.query_text import parse
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.index import Index
from paperdesk.services.finding import Finder
from paperdesk.services.indexing import Follower, build_index, index_folder, open_index

KILLS = 50

# Imports for ever, 10 papers a commit, while the search process follows; says a word after each commit.
PROGRAM = """
import subprocess, sys, threading
from pathlib import Path
from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library

folder, number = Path(sys.argv[1]), int(sys.argv[2])
searcher = subprocess.Popen(
    [sys.executable, "-m", "paperdesk.services.search_process", str(folder)],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE,
)
searcher.stdout.read(1)  # it is at work
threading.Thread(target=searcher.stdout.read, daemon=True).start()
with Library(folder) as library:
    while True:
        some = range(number, number + 10)
        library.add(
            [Record(f"Title word{n}", Sighting("page"), abstract="Words. " * 60, arxiv_id=f"25{n // 90_000:02}.{n % 90_000:05}")
             for n in some], "added")
        library.tag([PaperId(1 + number % 9)], [f"tag{number}"], "tagged")
        library.hide([PaperId(2 + number % 7)], "removed")
        number += 10
        print(number, flush=True)
"""


def start(folder: Path, number: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(folder), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def kill(program: "subprocess.Popen[str]") -> None:
    """Kill the program with its search process."""
    os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    assert program.stdout is not None
    program.stdout.close()


def brought_up(view: View) -> Index:
    """Return the index as the next start of the program makes it."""
    index = open_index(view.folder)
    try:
        if index is not None and Follower(view, index).catch_up():
            return index
    except IndexUnusable:
        pass
    return build_index(view)


def check(folder: Path) -> list[int]:
    """Assert that the index holds exactly the papers of the library, each by the words of its title; return them."""
    with View(folder) as view:
        index = brought_up(view)
        finder = Finder(view, index)
        papers = sorted(view.listing(Query()).ids)
        assert Follower(view, index).holds_all()
        assert sorted(finder.ids(EVERYTHING)) == papers
        for paper in random.Random(len(papers)).sample(papers, min(3, len(papers))):
            title = view.paper(PaperId(paper)).title
            assert paper in finder.ids(parse(title, complete=True).condition)
        index.verify()
        index.close()
        return papers


def test_killed_at_any_moment(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    Library(folder).close()
    rng = random.Random(2026)
    number = 1
    for attempt in range(KILLS):
        if attempt % 8 == 7:
            shutil.rmtree(index_folder(folder))  # so that it is killed while it builds
        program = start(folder, number)
        assert program.stdout is not None
        for _ in range(rng.randrange(1, 60)):
            number = int(program.stdout.readline())
        sum(range(rng.randrange(1, 2_000_000)))  # work of our own, so that it is anywhere in its own
        kill(program)
        number += 100  # beyond what it may have committed without saying so
        papers = check(folder)
    assert len(papers) > 10 * KILLS


@pytest.mark.parametrize("attempt", range(3))
def test_a_window_that_is_killed_leaves_no_process_and_an_index(
    library_folder: Path, attempt: int, tmp_path: Path
) -> None:
    """The window itself, killed alone: its search process ends by itself."""
    script = """
import sys
from paperdesk import app
desk = app.build(sys.argv[1])
desk.window.show()
desk.search.start()
desk.search.state_changed.connect(lambda state: print(desk.search.process_id, flush=True))
from PySide6.QtWidgets import QApplication
QApplication.exec()
"""
    command = [sys.executable, "-c", script, str(library_folder)]
    window = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    number = int(window.stdout.readline())
    for _ in range(attempt):
        window.stdout.readline()
    handle = os.pidfd_open(number)
    window.kill()
    window.wait()
    window.stdout.close()
    ended = select.select([handle], [], [], 30)[0]
    os.close(handle)
    assert ended
    assert len(check(library_folder)) == 44
