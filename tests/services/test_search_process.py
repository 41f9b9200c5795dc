# SPDX-License-Identifier: MIT
"""The process that searches, as whoever started it sees it: through its pipes, in its folder, by its number."""

import contextlib
import fcntl
import json
import os
import queue
import resource
import select
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from paperdesk.domain.conditions import EVERYTHING, Word
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.query_text import parse
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services.indexing import build_index, index_folder, open_index
from paperdesk.services.processes import read_message, write_message
from paperdesk.services.search_messages import (
    Answer,
    Ask,
    AskAuthors,
    AskCounts,
    AskSimilar,
    AuthorsAnswer,
    CountsAnswer,
    Failed,
    Rebuild,
    SimilarAnswer,
    State,
    Stop,
    Suggestion,
)

M = TypeVar("M")
PATIENCE = 30.0  # seconds; nobody waits so long where all is well


class Searcher:
    """A process on the library in `folder`, and everything that it says, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "paperdesk.services.search_process", str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.serial = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        while (message := read_message(self.process.stdout)) is not None:
            self.said.put(message)
        self.said.put(None)

    def say(self, message: object) -> None:
        assert self.process.stdin is not None
        write_message(self.process.stdin, message)

    def hear(self, kind: type[M], wanted: Callable[[M], bool] = lambda message: True) -> M:
        """Wait for a message of this kind that is wanted; others are dropped."""
        while True:
            message = self.said.get(timeout=PATIENCE)
            assert message is not None, "the process ended"
            if isinstance(message, kind) and wanted(message):
                return message

    def until_ready(self) -> State:
        return self.hear(State, lambda state: state.ready and not state.building)

    def ask(self, text: str, page: int = 200) -> int:
        self.serial += 1
        parsed = parse(text, complete=True)
        self.say(Ask(self.serial, Query(parsed.condition), page, parsed.condition))
        return self.serial

    def find(self, text: str) -> set[int] | None:
        """Ask, and wait for the whole answer; None where there is no index."""
        serial = self.ask(text, 2**31)
        answer = self.hear(Answer, lambda answer: answer.serial == serial)
        return set(answer.found.listing.ids) if answer.found else None

    def until_found(self, text: str, papers: set[int]) -> None:
        """Ask again whenever the process says that the index stands otherwise, until exactly `papers` are found."""
        while self.find(text) != papers:
            self.hear(State)

    def end(self) -> int:
        """Tell it to stop; return its status."""
        with contextlib.suppress(OSError):
            self.say(Stop())
        return self.seen_off()

    def seen_off(self) -> int:
        status = self.process.wait(PATIENCE)
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        return status


@pytest.fixture
def folder(library: Library) -> Path:
    """A library of five papers."""
    library.add([record(n) for n in range(1, 6)], "added")
    return library.folder


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Searcher]]:
    """Start processes on it; each is ended at the end."""
    started: list[Searcher] = []

    def run() -> Searcher:
        started.append(Searcher(folder))
        return started[-1]

    yield run
    for searcher in started:
        if searcher.process.poll() is None:
            searcher.process.kill()
        searcher.seen_off()


@pytest.fixture
def searcher(folder: Path, library: Library, start: Callable[[], Searcher]) -> Searcher:
    """A process that is ready."""
    build_index(library).close()
    made = start()
    made.until_ready()
    return made


def record(number: int, title: str = "", **said: Any) -> Record:
    return Record(
        title or f"Title number{number}", Sighting("page", "2025-01-01"), arxiv_id=f"2501.{number:05}", **said
    )


def gone(number: int) -> bool:
    """Whether the process of this number ends soon."""
    try:
        handle = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], PATIENCE)[0])
    finally:
        os.close(handle)


# --- answers -------------------------------------------------------------------------------------------


def test_it_builds_what_is_missing_and_answers_none_until_then(start: Callable[[], Searcher]) -> None:
    searcher = start()
    assert searcher.find("title") in (None, {1, 2, 3, 4, 5})
    searcher.until_found("title", {1, 2, 3, 4, 5})
    assert searcher.find("number3") == {3}
    assert searcher.end() == 0


def test_every_kind_of_question_is_answered(searcher: Searcher, library: Library) -> None:
    searcher.say(AskCounts(7, (Word("title"), Word("number1"), EVERYTHING), Word("number2")))
    counts = searcher.hear(CountsAnswer)
    assert (counts.serial, [c.total for c in counts.counts], list(counts.mine)) == (7, [5, 1, 5], [2])
    searcher.say(AskSimilar(8, PaperId(1), 2))
    assert searcher.hear(SimilarAnswer).serial == 8
    library.add([record(9, authors=("Ann Lee", "Bo Wu")), record(10, authors=("Bo Wu",))], "added")
    searcher.say(AskAuthors(9, 1))
    assert searcher.hear(AuthorsAnswer) == AuthorsAnswer(9, ("Bo Wu",))
    serial = searcher.ask("titel")
    assert searcher.hear(Answer).serial == serial
    assert searcher.hear(Suggestion) == Suggestion(serial, Word("title"))


def test_the_first_page_comes_before_the_whole(searcher: Searcher) -> None:
    serial = searcher.ask("title", 2)
    first, whole = searcher.hear(Answer), searcher.hear(Answer)
    assert first.found is not None
    assert whole.found is not None
    assert (first.serial, whole.serial) == (serial, serial)
    assert (len(first.found.listing.ids), first.found.listing.whole, first.found.total) == (2, False, 5)
    assert (len(whole.found.listing.ids), whole.found.listing.whole) == (5, True)


def test_a_newer_question_overtakes_older_ones_and_hinders_no_other_kind(searcher: Searcher) -> None:
    searcher.process.send_signal(signal.SIGSTOP)  # as if it were busy
    for _ in range(100):
        searcher.ask("number2")
    searcher.say(AskCounts(7, (Word("title"),) * 3))
    last = searcher.ask("number3")
    searcher.process.send_signal(signal.SIGCONT)
    heard: list[Any] = []
    while not {Answer, CountsAnswer} <= {type(message) for message in heard if message.serial in (7, last)}:
        heard.append(searcher.hear((Answer, CountsAnswer)))  # type: ignore[arg-type]
    answered = [message.serial for message in heard if isinstance(message, Answer)]
    assert answered == sorted(answered)
    assert len(answered) < 50
    assert searcher.find("number4") == {4}


def test_a_bug_met_by_one_question_is_told_and_ends_no_other(searcher: Searcher) -> None:
    searcher.say(AskSimilar(7, "no number", 2))  # type: ignore[arg-type]
    assert "Traceback" in searcher.hear(Failed).report
    assert searcher.hear(SimilarAnswer) == SimilarAnswer(7)
    searcher.say("what nobody knows")
    assert searcher.find("number4") == {4}


@pytest.mark.parametrize(
    "text", ['"', "((((", "***", "\x00", "🧪", "title:", "a" * 5_000, "-(", "\ud800", "x OR " * 900]
)
def test_no_half_typed_query_raises(searcher: Searcher, text: str) -> None:
    searcher.serial += 1
    searcher.say(Ask(searcher.serial, Query(parse(text).condition), 200, parse(text).condition))
    answer = searcher.hear(Answer)
    assert answer.serial == searcher.serial
    assert answer.found is not None


# --- the library changes -------------------------------------------------------------------------------


def test_what_another_process_commits_is_found(
    searcher: Searcher, folder: Path, tmp_path: Path, abstract: Callable[..., dict[str, Any]]
) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(abstract(7, title="A zebra")) + "\n", "utf-8")
    for arguments in (("import", str(path)), ("tag", "2501.00002", "stripes"), ("mark", "2501.00001", "--read")):
        subprocess.run([sys.executable, "-m", "paperdesk", "--library", str(folder), *arguments], check=True)
    searcher.until_found("zebra", {6})
    searcher.until_found("stripes", {2})
    assert searcher.find("title is:read") == {1}


def test_what_is_taken_out_and_brought_back_leaves_and_enters(searcher: Searcher, library: Library) -> None:
    library.hide([PaperId(2)], "removed")
    searcher.until_found("title", {1, 3, 4, 5})
    library.undo()
    searcher.until_found("title", {1, 2, 3, 4, 5})
    library.undo()
    searcher.until_found("title", set())


def test_marks_are_answered_at_once_and_tell_of_no_other_index(searcher: Searcher, library: Library) -> None:
    for n in range(1, 6):
        library.mark([PaperId(n)], {"read": True}, "read")
        assert searcher.find("title is:read") == set(range(1, n + 1))
    library.tag([PaperId(1)], ["x"], "tagged")
    tagged = searcher.hear(State)
    assert tagged.upto == library.last_change()  # the first word since it was ready


def test_thousands_at_once_are_built_anew_while_questions_are_answered(searcher: Searcher, library: Library) -> None:
    library.add([record(n, f"Newcomer {n}") for n in range(100, 4_200)], "added")
    building = searcher.hear(State, lambda state: state.building)
    assert building.ready
    assert searcher.find("number3") == {3}
    state = searcher.until_ready()
    assert state.upto == library.last_change()
    assert len(searcher.find("newcomer") or ()) == 4_100


def test_many_small_changes_do_not_leave_many_files(searcher: Searcher, library: Library) -> None:
    for n in range(1, 15):
        library.add([record(100 + n, f"Newcomer{n}")], "added")
        searcher.until_found(f"newcomer{n}", {5 + n})
    assert len(list(index_folder(library.folder).iterdir())) < 3 * 10


# --- damage --------------------------------------------------------------------------------------------


def damage(path: Path, kind: str) -> None:
    if kind == "deleted":
        path.unlink()
    elif kind == "emptied":
        os.truncate(path, 0)
    elif kind == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        path.write_bytes(os.urandom(path.stat().st_size))


@pytest.mark.parametrize("kind", ["deleted", "emptied", "cut", "overwritten"])
@pytest.mark.parametrize("suffix", [".toc", ".doc", ".trm", ".pst", "LOCK"])
def test_a_file_that_is_damaged_between_runs(
    folder: Path, library: Library, start: Callable[[], Searcher], suffix: str, kind: str
) -> None:
    build_index(library).close()
    for path in [path for path in index_folder(folder).iterdir() if path.name.endswith(suffix)]:
        damage(path, kind)
    searcher = start()
    searcher.until_found("title", {1, 2, 3, 4, 5})
    searcher.until_found("number3", {3})
    assert searcher.end() == 0


@pytest.mark.parametrize("kind", ["deleted", "emptied", "cut", "folder"])
def test_files_that_are_damaged_while_it_runs(searcher: Searcher, library: Library, kind: str) -> None:
    searcher.find("title")
    if kind == "folder":
        shutil.rmtree(index_folder(library.folder), ignore_errors=True)  # it may be built anew meanwhile
    else:
        for path in index_folder(library.folder).iterdir():
            with contextlib.suppress(FileNotFoundError):
                damage(path, kind)
    library.add([record(6)], "added")
    heard: list[object] = []
    while searcher.find("title") != {1, 2, 3, 4, 5, 6}:
        heard.append(searcher.hear(State))
    assert not any(state.trouble for state in heard if isinstance(state, State))
    assert searcher.find("number3") == {3}
    index = open_index(library.folder)
    assert index is not None
    index.verify()
    index.close()


def test_the_index_of_another_library_is_built_anew(
    folder: Path, library: Library, start: Callable[[], Searcher]
) -> None:
    with Library(folder.parent / "other") as other:
        other.add([record(n, "Stranger") for n in range(1, 3)], "added")
        build_index(other).close()
        for n in range(3):
            library.tag([PaperId(1)], [f"t{n}"], "tagged")  # so that the log is longer than the other one
        shutil.copytree(index_folder(other.folder), index_folder(folder))
    searcher = start()
    searcher.until_found("title", {1, 2, 3, 4, 5})
    assert searcher.find("stranger") == set()


def test_a_rebuild_that_is_asked_for(searcher: Searcher, folder: Path) -> None:
    before = {path.name for path in index_folder(folder).iterdir()}
    searcher.say(Rebuild())
    assert searcher.hear(State, lambda state: state.building).ready
    searcher.until_ready()
    assert {path.name for path in index_folder(folder).iterdir()} & before <= {"MAIN_WRITELOCK"}
    assert searcher.find("number3") == {3}


def test_a_place_that_cannot_be_written_is_told_once(folder: Path, start: Callable[[], Searcher]) -> None:
    index_folder(folder).write_text("a file where a folder is due")
    searcher = start()
    assert searcher.hear(State, lambda state: bool(state.trouble)).trouble.startswith(
        "the search index cannot be written"
    )
    assert searcher.find("title") is None
    searcher.say(Rebuild())
    assert searcher.find("title") is None
    index_folder(folder).unlink()
    searcher.say(Rebuild())
    searcher.until_found("title", {1, 2, 3, 4, 5})


def test_a_library_that_is_gone_is_told_and_found_when_it_is_back(
    folder: Path, library: Library, start: Callable[[], Searcher]
) -> None:
    library.close()
    folder.rename(folder.with_name("elsewhere"))
    searcher = start()
    assert "there is no library here yet" in searcher.hear(State, lambda state: bool(state.trouble)).trouble
    assert searcher.find("title") is None
    folder.with_name("elsewhere").rename(folder)
    searcher.say(Rebuild())
    searcher.until_found("title", {1, 2, 3, 4, 5})


def test_an_index_that_cannot_be_built_anew_is_gone_on_with(searcher: Searcher, folder: Path, library: Library) -> None:
    """A disk that refuses a new index leaves the one that is there, unless that is the damaged one."""
    index = index_folder(folder)
    limit = max(path.stat().st_size for path in index.iterdir())
    resource.prlimit(searcher.process.pid, resource.RLIMIT_FSIZE, (limit - 1, resource.RLIM_INFINITY))
    searcher.say(Rebuild())
    trouble = searcher.hear(State, lambda state: bool(state.trouble))
    assert trouble.ready
    assert "cannot be written" in trouble.trouble
    assert searcher.find("number3") == {3}
    for path in index.glob("*.pst"):
        damage(path, "cut")
    while searcher.find("title number2") is not None:
        searcher.say(Rebuild())
    resource.prlimit(searcher.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    searcher.until_found("title", {1, 2, 3, 4, 5})


# --- others at the same index --------------------------------------------------------------------------


def test_whoever_holds_the_index_keeps_no_question_waiting(searcher: Searcher, library: Library) -> None:
    with (index_folder(library.folder) / "MAIN_WRITELOCK").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        library.add([record(6)], "added")
        for _ in range(20):
            assert searcher.find("title") == {1, 2, 3, 4, 5}
    searcher.until_found("title", {1, 2, 3, 4, 5, 6})


def test_an_index_that_another_process_builds_is_used(searcher: Searcher, folder: Path, library: Library) -> None:
    library.add([record(6)], "added")
    build_index(library).close()
    searcher.until_found("title", {1, 2, 3, 4, 5, 6})


def test_two_processes_keep_one_index(searcher: Searcher, library: Library, start: Callable[[], Searcher]) -> None:
    other = start()
    other.until_ready()
    for n in range(6, 16):
        library.add([record(n)], "added")
        library.tag([PaperId(n - 5)], [f"tag{n}"], "tagged")
    for one in (searcher, other):
        one.until_found("title", set(range(1, 16)))
        one.until_found("tag15", {10})


# --- the end -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["stop", "end of input", "stop while it builds", "interrupted"])
def test_it_ends_with_its_input_whatever_it_is_doing(
    folder: Path, library: Library, start: Callable[[], Searcher], how: str
) -> None:
    if how == "stop while it builds":
        library.add([record(n, abstract="Words of an abstract. " * 20) for n in range(100, 3_100)], "added")
    searcher = start()
    if how == "stop while it builds":
        searcher.hear(State, lambda state: state.building)
    else:
        searcher.until_ready()
    if how == "interrupted":  # Ctrl+C in the terminal is for the window
        searcher.process.send_signal(signal.SIGINT)
        assert searcher.find("number3") == {3}
    if how == "end of input":
        assert searcher.process.stdin is not None
        searcher.process.stdin.close()
        assert searcher.seen_off() == 0
    else:
        assert searcher.end() == 0


PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "paperdesk.services.search_process", sys.argv[1]],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.read(1)
print(child.pid, flush=True)
child.wait()
"""


def test_it_does_not_outlive_who_started_it(folder: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(folder)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone(number)


def test_killed_at_any_moment_it_leaves_an_index_that_is_caught_up(
    folder: Path, library: Library, start: Callable[[], Searcher]
) -> None:
    for n in range(6, 14):
        searcher = start()
        library.add([record(n)], "added")
        if n % 2:
            searcher.hear(State)
        searcher.process.kill()
        assert searcher.seen_off() == -signal.SIGKILL
    searcher = start()
    searcher.until_found("title", set(range(1, 14)))
