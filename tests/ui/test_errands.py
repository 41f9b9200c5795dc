# SPDX-License-Identifier: MIT
"""Errands: work in threads of its own, whose outcome arrives on the window's."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.ui.errands import Errands


@pytest.fixture
def errands(qapp: Any) -> Iterator[Errands]:
    """Errands that are closed at the end."""
    made = Errands()
    yield made
    made.close()


def test_an_outcome_arrives_on_the_windows_thread(errands: Errands, qtbot: Any) -> None:
    came: list[Any] = []
    errands.run(
        lambda stopped: threading.current_thread(), lambda t: came.extend((t, threading.current_thread())), came.append
    )
    assert errands.busy
    qtbot.waitUntil(lambda: bool(came))
    assert came[0] is not came[1]
    assert came[1] is threading.main_thread()
    assert not errands.busy


def test_trouble_is_told_as_its_sentence(errands: Errands, qtbot: Any) -> None:
    def work(stopped: Any) -> None:
        raise BadInput("there is nothing there; look elsewhere")

    refused: list[str] = []
    errands.run(work, refused.append, refused.append)
    qtbot.waitUntil(lambda: refused == ["there is nothing there; look elsewhere"])


def test_a_bug_is_told_as_one(errands: Errands, qtbot: Any) -> None:
    refused: list[str] = []
    with qtbot.waitSignal(errands.broken) as broken:
        errands.run(lambda stopped: 1 / 0, refused.append, refused.append)
    assert isinstance(broken.args[0], ZeroDivisionError)
    assert refused == [""]


def test_of_what_was_cancelled_nothing_is_heard(errands: Errands, qtbot: Any) -> None:
    came: list[Any] = []
    first = errands.run(lambda stopped: "first", came.append, came.append)
    first.cancel()
    errands.run(lambda stopped: "second", came.append, came.append)
    qtbot.waitUntil(lambda: came == ["second"])
    assert not errands.busy


def test_closing_stops_what_runs(errands: Errands) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(stopped: Any) -> None:
        begun.set()
        while not stopped():
            begun.wait(0.01)
        ended.set()

    errands.run(work, lambda _: None, lambda _: None)
    begun.wait(5)
    errands.close()
    assert ended.is_set()
    errand = errands.run(lambda stopped: None, lambda _: None, lambda _: None)
    assert errand.thread is None
