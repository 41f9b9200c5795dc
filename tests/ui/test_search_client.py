# SPDX-License-Identifier: MIT
"""The searching process as the window knows it: what it answers, how it comes back, how it ends."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.conditions import Word
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.query_text import parse
from paperdesk.library.library import Library
from paperdesk.services.indexing import build_index, index_folder, open_index
from paperdesk.services.search_messages import Answer, State
from paperdesk.ui.search_client import SearchClient, SearchFailure

PATIENCE = 20_000  # milliseconds


@pytest.fixture
def client(qapp: Any, library_folder: Path) -> Iterator[SearchClient]:
    """A client on the sample library, its process not started."""
    made = SearchClient(library_folder)
    yield made
    made.close()


@pytest.fixture
def ready(client: SearchClient, qtbot: Any) -> SearchClient:
    """A client that can answer."""
    client.start()
    qtbot.waitUntil(lambda: client.is_ready and not client.state.building, timeout=PATIENCE)
    return client


def asked(text: str) -> Query:
    return Query(parse(text, complete=True).condition)


def kill(client: SearchClient) -> int:
    number = client.process_id
    assert number is not None
    os.kill(number, signal.SIGKILL)
    return number


def gone(number: int) -> bool:
    """Whether the process of this number ends soon; one that nobody has seen off yet counts as there."""
    return not Path(f"/proc/{number}").exists()


def test_it_starts_when_it_is_first_asked_and_answers(client: SearchClient, qtbot: Any) -> None:
    assert (client.process_id, client.is_ready) == (None, False)
    with qtbot.waitSignal(client.state_changed, timeout=PATIENCE, check_params_cb=lambda state: state.ready):
        client.ask(asked("attention"), 200)
    with qtbot.waitSignal(client.answered, timeout=PATIENCE) as answered:
        serial = client.ask(asked("attention"), 200)
    (answer,) = answered.args
    assert answer.serial == serial
    assert answer.found.total == len(answer.found.listing.ids) > 0


def test_counts_similar_papers_and_authors(ready: SearchClient, qtbot: Any) -> None:
    with qtbot.waitSignal(ready.counted, timeout=PATIENCE) as counted:
        serial = ready.ask_counts([Word("attention"), Word("zzz")], Word("attention"))
    assert counted.args[0].serial == serial
    assert [count.total for count in counted.args[0].counts] == [len(counted.args[0].mine), 0]
    with qtbot.waitSignal(ready.likened, timeout=PATIENCE) as likened:
        serial = ready.ask_similar(PaperId(1), 3)
    assert likened.args[0].serial == serial
    assert len(likened.args[0].papers) == 3
    with qtbot.waitSignal(ready.authors_came, timeout=PATIENCE) as came:
        ready.ask_authors(5)
    assert len(came.args[0].names) == 5


def test_it_comes_back_and_answers_what_was_open(ready: SearchClient, qtbot: Any) -> None:
    answers: list[Answer] = []
    counted: list[int] = []
    ready.answered.connect(answers.append)
    ready.counted.connect(lambda answer: counted.append(answer.serial))
    before = ready.process_id
    assert before is not None
    os.kill(before, signal.SIGSTOP)  # it answers nothing of what follows
    first = ready.ask(asked("model"))
    last = ready.ask(asked("attention"))
    counts = ready.ask_counts([Word("attention")], None)
    os.kill(before, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(answers) and bool(counted), timeout=PATIENCE)
    assert first < last
    assert [answer.serial for answer in answers] == [last]  # nobody waits for the first any more
    assert answers[0].found is not None
    assert counted == [counts]
    assert ready.process_id not in (None, before)
    assert gone(before)


@pytest.mark.parametrize("moment", ["at once", "while it builds"])
def test_it_comes_back_whenever_it_dies(client: SearchClient, qtbot: Any, moment: str) -> None:
    for _ in range(2):
        client.start()
        if moment == "while it builds":
            with qtbot.waitSignal(client.state_changed, timeout=PATIENCE):
                pass
        number = kill(client)
        qtbot.waitUntil(lambda number=number: client.process_id not in (None, number), timeout=PATIENCE)
    with qtbot.waitSignal(client.answered, timeout=PATIENCE, check_params_cb=lambda answer: answer.found is not None):
        qtbot.waitUntil(lambda: client.is_ready, timeout=PATIENCE)
        client.ask(asked("attention"))


def test_a_rebuild_is_asked_for_again(ready: SearchClient, qtbot: Any, library_folder: Path) -> None:
    before = {path.name for path in index_folder(library_folder).glob("*.pst")}
    assert ready.process_id is not None
    os.kill(ready.process_id, signal.SIGSTOP)
    ready.rebuild()
    kill(ready)
    with qtbot.waitSignal(ready.state_changed, timeout=PATIENCE, check_params_cb=lambda state: state.building):
        pass
    qtbot.waitUntil(lambda: not ready.state.building, timeout=PATIENCE)
    assert not {path.name for path in index_folder(library_folder).glob("*.pst")} & before


def test_what_dies_again_and_again_stays_dead_and_says_so_once(client: SearchClient, qtbot: Any) -> None:
    told: list[State] = []
    answers: list[Answer] = []
    client.state_changed.connect(told.append)
    client.answered.connect(answers.append)
    for death in range(4):
        serial = client.ask(asked("attention"))
        number = kill(client)
        qtbot.waitUntil(lambda number=number: client.process_id != number, timeout=PATIENCE)
        assert (client.process_id is None) == (death == 3)
    troubles = [state.trouble for state in told if state.trouble]
    assert troubles == ["the search process ends again and again; until it runs, titles alone are searched"]
    assert [(answer.serial, answer.found) for answer in answers] == [(serial, None)]
    assert not client.start()
    client.ask(asked("attention"))
    assert not client.is_ready
    assert len([state for state in told if state.trouble]) == 1
    client.rebuild()  # whoever asks for it is told again
    assert len([state for state in told if state.trouble]) == 2


def test_the_window_never_waits_for_a_process_that_does_not_read(ready: SearchClient, qtbot: Any) -> None:
    number = ready.process_id
    assert number is not None
    os.kill(number, signal.SIGSTOP)
    late = threading.Timer(20, os.kill, (number, signal.SIGCONT))
    late.start()
    query = asked("word " * 2_000)
    for _ in range(200):  # far more than a pipe holds
        ready.ask(query)
    last = ready.ask(asked("attention"))
    assert late.is_alive(), "the window waited"
    late.cancel()
    late.join()
    with qtbot.waitSignal(ready.answered, timeout=PATIENCE, check_params_cb=lambda answer: answer.serial == last):
        os.kill(number, signal.SIGCONT)


@pytest.mark.parametrize("moment", ["not started", "starting", "ready", "building", "stopped", "dead"])
def test_closing_ends_it_whatever_it_is_doing(
    client: SearchClient, qtbot: Any, library_folder: Path, moment: str, tmp_path: Path
) -> None:
    before = set(threading.enumerate())
    if moment != "not started":
        client.start()
    number = client.process_id
    if moment in ("ready", "building"):
        with qtbot.waitSignal(
            client.state_changed, timeout=PATIENCE, check_params_cb=lambda s: s.building or moment == "ready"
        ):
            pass
    if number is not None and moment in ("stopped", "dead"):
        os.kill(number, signal.SIGSTOP if moment == "stopped" else signal.SIGKILL)
    client.close()
    assert client.process_id is None
    assert number is None or gone(number)
    assert set(threading.enumerate()) <= before
    client.start()
    client.ask(asked("attention"))
    client.rebuild()
    assert client.process_id is None


def test_what_came_before_the_end_is_not_delivered_after_it(ready: SearchClient, qtbot: Any) -> None:
    delivered: list[object] = []
    ready.answered.connect(delivered.append)
    ready.state_changed.connect(delivered.append)
    ready.ask(asked("attention"))
    assert ready._process is not None
    ready._process.end(5)  # so that the answer is there, undelivered
    ready.close()
    with qtbot.waitSignal(ready.destroyed):
        ready.deleteLater()
    assert delivered == []


def test_a_bug_in_the_process_is_told_with_its_trace(ready: SearchClient, qtbot: Any) -> None:
    with qtbot.waitSignal(ready.failed, timeout=PATIENCE) as failed:
        ready.ask_similar("no number", 2)  # type: ignore[arg-type]
    (error,) = failed.args
    assert isinstance(error, SearchFailure)
    assert "Traceback" in str(error)
    with qtbot.waitSignal(ready.answered, timeout=PATIENCE):
        ready.ask(asked("attention"))


def test_what_is_committed_is_told_of(ready: SearchClient, qtbot: Any, command_line: Callable[..., str]) -> None:
    with Library(ready._library) as library:
        paper = library.paper(PaperId(1))
    with qtbot.waitSignal(ready.state_changed, timeout=PATIENCE, check_params_cb=lambda state: state.ready):
        command_line(ready._library, "tag", paper.key, "zebra")
    with qtbot.waitSignal(ready.answered, timeout=PATIENCE) as answered:
        ready.ask(asked("zebra"))
    assert list(answered.args[0].found.listing.ids) == [1]


def test_a_process_that_cannot_be_started_is_told(
    client: SearchClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[State] = []
    client.state_changed.connect(told.append)
    monkeypatch.setattr("sys.executable", str(tmp_path / "nowhere"))
    assert not client.start()
    assert told[0].trouble.startswith("the search process cannot be started: No such file")
    assert not client.is_ready


def test_nothing_of_the_folder_one_stands_in_is_run(
    client: SearchClient, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "paperdesk", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run from where one stands')", "utf-8")
    monkeypatch.chdir(tmp_path)
    client.start()
    qtbot.waitUntil(lambda: client.is_ready, timeout=PATIENCE)


def test_an_index_made_by_the_command_line_is_used_as_it_is(
    client: SearchClient, qtbot: Any, library_folder: Path
) -> None:
    with Library(library_folder) as library:
        build_index(library).close()
    before = {path.name: path.stat().st_mtime_ns for path in index_folder(library_folder).iterdir()}
    client.start()
    qtbot.waitUntil(lambda: client.is_ready, timeout=PATIENCE)
    with qtbot.waitSignal(client.answered, timeout=PATIENCE):
        client.ask(asked("attention"))
    after = {path.name: path.stat().st_mtime_ns for path in index_folder(library_folder).iterdir()}
    assert after == before
    index = open_index(library_folder)
    assert index is not None
    index.close()
