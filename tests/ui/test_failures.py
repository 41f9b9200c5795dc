# SPDX-License-Identifier: MIT
"""An exception on the window's own thread is logged and told, and the window goes on."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal

from paperdesk.domain.errors import Trouble
from paperdesk.ui.failures import Failures


class Source(QObject):
    """Something that a slot can be connected to."""

    fired = Signal()


@pytest.mark.qt_no_exception_capture
def test_what_a_slot_raises_is_told_and_logged(desk: Any, caplog: Any, press: Callable[..., None], settle: Any) -> None:
    source = Source()

    def broken() -> None:
        raise LookupError("a bug in a slot")

    source.fired.connect(broken)
    before = sys.excepthook
    with Failures(desk.window.telling.failure):
        source.fired.emit()
        source.fired.emit()
    assert sys.excepthook is before
    assert "LookupError: a bug in a slot" in desk.window.toast.text()
    assert [record.name for record in caplog.records] == ["paperdesk.window"] * 2
    assert "in broken" in caplog.text
    press("j", "s")
    settle(desk)
    assert desk.window.reader.paper.starred


def test_trouble_of_the_world_is_told_as_it_is(desk: Any) -> None:
    failures = Failures(desk.window.telling.failure)
    failures.tell(Trouble, Trouble("the disk is gone"), None)
    assert desk.window.toast.text() == "The disk is gone"


def test_ctrl_c_in_the_terminal_ends_the_program(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr(QCoreApplication, "quit", lambda: ended.append("quit"))
    Failures(desk.window.telling).tell(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == ["quit"]
    assert not desk.window.toast.isVisible()
