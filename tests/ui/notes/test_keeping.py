# SPDX-License-Identifier: MIT
"""Notes are kept as they are typed, and no text is lost to another process, another paper, or a disk that is full."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.note_links import RULE
from paperdesk.domain.paper import PaperId
from paperdesk.library.connection import DATABASE
from paperdesk.library.library import Library
from paperdesk.services import annotating
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.notes import keeping as module
from paperdesk.ui.notes.keeping import JOINED, NoteKeeping

ONE, TWO = PaperId(1), PaperId(2)


class Bench:
    """A keeper of notes on a library, and what it tells."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = LibraryDesk(folder)
        self.keeping = NoteKeeping(self.desk, self.desk)
        self.states: list[tuple[int, str, bool]] = []
        self.became: list[tuple[int, str]] = []
        self.said: list[str] = []
        self.keeping.stated.connect(lambda *state: self.states.append(state))
        self.keeping.became.connect(lambda *grown: self.became.append(grown))
        self.keeping.said.connect(self.said.append)

    def note(self, paper: PaperId = ONE) -> str:
        return self.desk.view.paper(paper).note

    def state(self) -> str:
        return self.states[-1][1]

    def elsewhere(self, text: str, paper: PaperId = ONE) -> None:
        """Let another process write a note."""
        with Library(self.folder) as library:
            annotating.write_note(library, paper, text)


@pytest.fixture
def bench(qapp: Any, library_folder: Path) -> Iterator[Bench]:
    made = Bench(library_folder)
    yield made
    made.keeping.stop()
    made.desk.close()
    made.desk.deleteLater()


@pytest.fixture
def locked(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Let another process hold the library, so that no write succeeds, for as long as it is entered."""
    monkeypatch.setattr("paperdesk.library.connection._BUSY_TIMEOUT", 0.01)

    @contextlib.contextmanager
    def hold() -> Iterator[None]:
        with contextlib.closing(sqlite3.connect(library_folder / DATABASE, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    return hold


def test_what_is_typed_is_in_the_library_soon(bench: Bench, qtbot: Any) -> None:
    assert bench.keeping.open(ONE, "") == ""
    bench.keeping.typed("a")
    bench.keeping.typed("ab")
    assert bench.state() == ""
    qtbot.waitUntil(lambda: bench.state() == "Saved")
    assert bench.note() == "ab"
    assert bench.became == []


def test_the_timer_is_not_begun_anew_by_each_key(bench: Bench) -> None:
    bench.keeping.open(ONE, "")
    bench.keeping.typed("a")
    timer = bench.keeping._timer
    timer.setInterval(60_000)
    timer.start(200)
    bench.keeping.typed("ab")
    assert timer.isActive()
    assert timer.interval() == 200
    assert module.KEEP_AFTER <= 700


def test_leaving_a_paper_keeps_its_note(bench: Bench, qtbot: Any) -> None:
    bench.keeping.open(ONE, "")
    bench.keeping.typed("one")
    assert bench.keeping.open(TWO, "") == ""
    bench.keeping.typed("two")
    bench.keeping.open(None, "")
    qtbot.waitUntil(lambda: (bench.note(ONE), bench.note(TWO)) == ("one", "two"))


def test_coming_back_before_it_is_kept_shows_what_was_typed(bench: Bench) -> None:
    bench.keeping.open(ONE, "")
    bench.keeping.typed("one")
    bench.keeping.open(TWO, "")
    assert bench.keeping.open(ONE, "") == "one"


def test_the_end_waits_for_the_last_word(bench: Bench) -> None:
    bench.keeping.open(ONE, "")
    bench.keeping.typed("a")
    bench.keeping.keep()
    bench.keeping.typed("ab")
    assert bench.keeping.stop() == 0
    assert bench.note() == "ab"


def test_a_note_that_is_taken_back_is_none(bench: Bench) -> None:
    bench.elsewhere("a")
    bench.keeping.open(ONE, "a")
    bench.keeping.typed(" \n")
    assert bench.keeping.stop() == 0
    assert bench.note() == ""


def test_what_others_write_is_shown_where_nothing_is_typed(bench: Bench) -> None:
    bench.keeping.open(ONE, "")
    bench.elsewhere("theirs")
    bench.keeping.met(ONE, "theirs")
    assert (bench.became, bench.said) == ([(ONE, "theirs")], [])
    bench.keeping.met(ONE, "theirs")
    assert len(bench.became) == 1


def test_what_others_write_meanwhile_is_joined(bench: Bench, qtbot: Any) -> None:
    bench.keeping.open(ONE, "")
    bench.keeping.typed("mine")
    bench.elsewhere("theirs")
    bench.keeping.met(ONE, "theirs")
    both = f"mine{RULE}theirs"
    assert bench.became == [(ONE, both)]
    assert bench.said == [JOINED]
    qtbot.waitUntil(lambda: bench.state() == "Saved")
    assert bench.note() == both


def test_what_others_wrote_unseen_is_joined_in_the_library(bench: Bench, qtbot: Any) -> None:
    bench.keeping.open(ONE, "")
    bench.elsewhere("theirs")
    bench.keeping.typed("mine")
    bench.keeping.keep()
    bench.keeping.typed("mine, longer")
    qtbot.waitUntil(lambda: bench.note() == f"mine, longer{RULE}theirs")
    qtbot.waitUntil(lambda: bench.state() == "Saved")
    assert bench.became[-1] == (ONE, f"mine, longer{RULE}theirs")
    assert bench.said == [JOINED]


def test_undo_elsewhere_is_followed_and_not_joined(bench: Bench, qtbot: Any) -> None:
    bench.keeping.open(ONE, "")
    bench.keeping.typed("ab")
    qtbot.waitUntil(lambda: bench.state() == "Saved")
    with Library(bench.folder) as library:
        library.undo()
    bench.keeping.met(ONE, "")
    assert bench.became == [(ONE, "")]
    bench.keeping.typed("c")
    bench.keeping.stop()
    assert (bench.note(), bench.said) == ("c", [])


def test_a_write_that_fails_is_told_once_tried_again_and_loses_nothing(
    bench: Bench, locked: Callable[[], Any], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_AFTER", 20)
    failures: list[bool] = []
    bench.keeping.stated.connect(lambda paper, state, is_trouble: failures.append(is_trouble))
    with locked():
        bench.keeping.open(ONE, "")
        bench.keeping.typed("a")
        bench.keeping.keep()
        qtbot.waitUntil(lambda: sum(failures) >= 3)
        bench.keeping.typed("ab")
        assert bench.states[-1] == (ONE, "Not saved yet", True)
        assert bench.keeping.open(TWO, "") == ""
        assert bench.keeping.open(ONE, "") == "ab"
        assert bench.keeping.unkept == 1
        (told,) = bench.said
        assert told.startswith("The note is not saved yet: ")
    qtbot.waitUntil(lambda: bench.state() == "Saved")
    assert bench.note() == "ab"
    assert bench.keeping.unkept == 0


def test_the_end_says_what_could_not_be_kept(bench: Bench, locked: Callable[[], Any]) -> None:
    with locked():
        bench.keeping.open(ONE, "")
        bench.keeping.typed("a")
        assert bench.keeping.stop() == 1


def test_a_long_write_is_not_waited_for(bench: Bench, qtbot: Any) -> None:
    import threading

    go_on = threading.Event()
    bench.desk.jobs.write(lambda library: go_on.wait(20), lambda done: None)
    bench.keeping.open(ONE, "")
    bench.keeping.typed("a")
    qtbot.waitUntil(lambda: bench.state() == "Saved")
    assert bench.note() == "a"
    go_on.set()
