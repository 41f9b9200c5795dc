# SPDX-License-Identifier: MIT
"""Work in the background: in order, answered on the window's thread, told once where it fails, finished at the end."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from paperdesk.domain.errors import Trouble
from paperdesk.library.library import Library
from paperdesk.library.view import View
from paperdesk.ui.jobs import Jobs


class Told(QObject):
    """Collects what jobs tell, and on which thread."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.troubles: list[str] = []
        self.bugs: list[BaseException] = []
        self.threads: set[int] = set()
        jobs.troubled.connect(self.trouble)
        jobs.broken.connect(self.bug)

    def result(self, value: Any) -> None:
        self.results.append(value)
        self.threads.add(threading.get_ident())

    def trouble(self, text: str) -> None:
        self.troubles.append(text)

    def bug(self, error: BaseException) -> None:
        self.bugs.append(error)


@pytest.fixture
def jobs(qapp: Any, library_folder: Path) -> Iterator[Jobs]:
    made = Jobs(library_folder)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def told(jobs: Jobs) -> Told:
    return Told(jobs)


def fails(error: BaseException) -> Callable[[Any], Any]:
    def work(library: Any) -> Any:
        raise error

    return work


def test_work_is_done_in_order_elsewhere_and_answered_here(jobs: Jobs, told: Told, qtbot: Any) -> None:
    elsewhere: list[int] = []
    for number in range(20):
        jobs.write(lambda library, n=number: (elsewhere.append(threading.get_ident()), n)[1], told.result)
    qtbot.waitUntil(lambda: len(told.results) == 20)
    assert told.results == list(range(20))
    assert told.threads == {threading.get_ident()}
    assert len(set(elsewhere)) == 1
    assert elsewhere[0] != threading.get_ident()


def test_each_worker_has_one_connection_of_its_own(jobs: Jobs, told: Told, qtbot: Any) -> None:
    for _ in range(2):
        jobs.write(lambda library: library, told.result)
        jobs.read(lambda view: view, told.result)
    qtbot.waitUntil(lambda: len(told.results) == 4)
    writers = [found for found in told.results if isinstance(found, Library)]
    readers = [found for found in told.results if not isinstance(found, Library)]
    assert (len(writers), len(set(map(id, writers)))) == (2, 1)
    assert isinstance(readers[0], View)
    assert readers[0] is readers[1]


def test_trouble_and_bugs_are_told_once_and_the_work_goes_on(jobs: Jobs, told: Told, qtbot: Any, caplog: Any) -> None:
    gave_up: list[str] = []
    bug = ZeroDivisionError("by zero")
    jobs.write(fails(Trouble("the disk is full")), told.result, lambda: gave_up.append("first"))
    jobs.write(fails(bug), told.result, lambda: gave_up.append("second"))
    jobs.write(lambda library: "went on", told.result, lambda: gave_up.append("third"))
    qtbot.waitUntil(lambda: told.results == ["went on"])
    assert told.troubles == ["the disk is full"]
    assert told.bugs == [bug]
    assert gave_up == ["first", "second"]
    assert [record.message for record in caplog.records] == ["a job failed"]


def test_a_library_that_cannot_be_opened_is_trouble(qapp: Any, tmp_path: Path, qtbot: Any) -> None:
    jobs = Jobs(tmp_path / "none")
    told = Told(jobs)
    jobs.read(lambda view: "no", told.result)
    qtbot.waitUntil(lambda: bool(told.troubles))
    assert "there is no library here yet" in told.troubles[0]
    assert told.results == []
    jobs.close()


def test_at_the_end_everything_is_finished_and_nothing_delivered(qapp: Any, library_folder: Path) -> None:
    jobs = Jobs(library_folder)
    told = Told(jobs)
    gate, done = threading.Event(), []
    jobs.write(lambda library: gate.wait(10), told.result)
    jobs.write(lambda library: done.append("second"), told.result)
    threading.Timer(0.05, gate.set).start()
    jobs.close()
    assert done == ["second"]
    jobs.write(lambda library: done.append("too late"), told.result)
    assert (done, told.results) == (["second"], [])
