# SPDX-License-Identifier: MIT
"""Several write and read one library at once: nothing is lost, nothing is refused, no half of a change is seen."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.query import Query, Sort
from paperdesk.domain.record import Record
from paperdesk.library.library import Library
from paperdesk.library.view import View

Make = Callable[..., Record]

_WRITER = """
import sys
from pathlib import Path
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library

who = sys.argv[2]
with Library(Path(sys.argv[1])) as library:
    for number in range(15):
        own = [Record(f"Paper {number}.{n} of Writer {who}", Sighting(who)) for n in range(3)]
        shared = Record("A Paper That Everyone Tells Of", Sighting(who, f"2025-01-{number + 1:02}"), arxiv_id="2404.18212")
        library.add([*own, shared], f"{who} added")
        paper = library.find("2404.18212")
        library.tag([paper], [f"{who}/{number}"], "tagged")
        library.mark([library.find(library.paper(paper).key)], {"starred": number % 2 == 0}, "marked")
"""


def _run_at_once(script: str, arguments: list[list[str]]) -> None:
    commands = [[sys.executable, "-c", script, *own] for own in arguments]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    assert [process.communicate(timeout=120)[1] for process in running] == [""] * len(commands)


def test_four_processes_that_write_at_once_lose_nothing(folder: Path, assert_sound: Any) -> None:
    """They also make the library at once: there is none before."""
    _run_at_once(_WRITER, [[str(folder), who] for who in "abcd"])
    with View(folder) as view:
        shared = view.paper(view.find("2404.18212"))
        assert len(view.page(Query(), -1)) == 4 * 15 * 3 + 1
        assert {(s.source, s.day) for s in shared.sightings} == {
            (w, f"2025-01-{n:02}") for w in "abcd" for n in range(1, 16)
        }
        assert set(shared.tags) == {f"{who}/{n}" for who in "abcd" for n in range(15)}
    assert_sound(folder)


_MAKER = """
import sys
from pathlib import Path
from paperdesk.library.library import Library
for number in range(5):
    Library(Path(sys.argv[1]) / str(number)).close()
"""


def test_a_library_can_be_made_by_many_at_once(tmp_path: Path, assert_sound: Any) -> None:
    _run_at_once(_MAKER, [[str(tmp_path)]] * 4)
    for number in range(5):
        assert_sound(tmp_path / str(number))
        assert not (tmp_path / str(number) / "backups").exists()


def _in_threads(*works: Callable[[], None]) -> None:
    """Run all at once; raise what any of them raised."""
    errors: list[BaseException] = []
    together = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        try:
            together.wait()
            work()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test has to fail with it
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_threads_that_write_at_once_lose_nothing(folder: Path, record: Make, assert_sound: Any) -> None:
    Library(folder).close()

    def work(mark: str) -> None:
        with Library(folder) as library:
            for number in range(20):
                library.add([record(f"Paper {number} of {mark}", arxiv_id="")], "added")
                library.add([record(arxiv_id="1512.03385")], "added")
                library.mark([library.find("1512.03385")], {mark: True}, "marked")

    _in_threads(*(lambda mark=mark: work(mark) for mark in ("read", "starred", "later", "archived")))
    with View(folder) as view:
        paper = view.paper(view.find("1512.03385"))
        assert (paper.read, paper.starred, paper.later, paper.archived) == (True, True, True, True)
        assert len(view.page(Query(), -1)) == 81
    assert_sound(folder)


@pytest.mark.parametrize("reader", [View, Library], ids=["reading only", "that could write"])
def test_a_reader_sees_whole_changes_only(folder: Path, record: Make, reader: type[View]) -> None:
    """Ten papers come, get a tag and a mark, and go again by undo, always together; so they are seen."""
    Library(folder).close()
    done = threading.Event()

    def write() -> None:
        try:
            with Library(folder) as library:
                for number in range(25):
                    own = [
                        record(
                            f"Paper {n} of Batch {number}",
                            day="2025-01-01",
                            arxiv_id=f"24{number % 10 + 1:02}.{number * 100 + n:05}",
                        )
                        for n in range(10)
                    ]
                    library.add(own, "added")
                    ids = [library.find(r.arxiv_id) for r in own]
                    library.tag(ids, ["whole"], "tagged")
                    library.mark(ids, {"read": True}, "marked")
                    if number % 3 == 0:
                        for _ in range(3):
                            library.undo()
        finally:
            done.set()

    def read() -> None:
        with reader(folder) as view:
            known = view.last_change()
            while not done.is_set():
                listing = view.listing(Query(sort=Sort.NEWEST))
                assert len(listing.ids) % 10 == 0
                assert sum(section.count for section in listing.sections) == len(listing.ids)
                assert sum(section.unread for section in listing.sections) % 10 == 0
                assert all(tag.count % 10 == tag.unread % 10 == 0 for tag in view.tags())
                changes = view.changes_since(known)
                assert changes.papers is None or len(changes.papers) % 10 == 0
                known = changes.number or known
                for paper in view.papers(view.page(Query(), 10)):
                    assert paper.listed == ("2025-01-01",)
                    assert not paper.read or paper.tags == ("whole",)

    _in_threads(write, read, read)


def test_what_another_wrote_is_noticed_for_next_to_nothing(library: Library, record: Make) -> None:
    with View(library.folder) as view:
        version = view.data_version()
        assert view.data_version() == version
        library.add([record()], "added")
        assert view.data_version() != version


def test_a_statement_can_be_stopped_from_elsewhere(library: Library, record: Make) -> None:
    """It may end with or without trouble; what follows works as ever."""
    library.add([record(f"Paper Number {n} of Many") for n in range(500)], "added")
    stop = threading.Event()

    def interrupt() -> None:
        while not stop.is_set():
            library.interrupt()

    thread = threading.Thread(target=interrupt)
    thread.start()
    troubles = []
    for number in range(20):
        try:
            library.add([record(f"Late Paper Number {number}.{n}") for n in range(50)], "added")
        except Exception as error:  # noqa: BLE001 - which one it is, is what is asserted
            troubles.append(error)
    stop.set()
    thread.join()
    assert {str(error).rpartition(": ")[2] for error in troubles} <= {"interrupted"}
    assert len(library.page(Query(), -1)) == 500 + 50 * (20 - len(troubles))
