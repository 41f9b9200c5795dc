# SPDX-License-Identifier: MIT
"""Papers go from the window to Zotero; how that ended is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Press = Callable[..., None]


@pytest.fixture
def items(server: Any, paper_server: Any) -> list[Any]:
    """What a Zotero that runs here has got."""
    got: list[Any] = []

    def save(asked: Any) -> Any:
        got.extend(json.loads(asked.body)["items"])
        return paper_server.Reply(b"", 201)

    server.answers["/connector/ping"] = paper_server.Reply(b"Zotero is running")
    server.answers["/connector/saveItems"] = save
    return got


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], server: Any) -> Any:
    return build_desk(make_library(*[{}] * 30), {"zotero.base_url": server.url})


def test_selected_papers_are_sent_and_not_twice(desk: Any, press: Press, items: list[Any], qtbot: Any) -> None:
    press("j", "z")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Sent 1 paper to Zotero")
    press("Ctrl+A", "z")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Sent 29 papers to Zotero; 1 is there already")
    assert len(items) == 30
    assert desk.window.progress.isHidden()


def test_where_zotero_does_not_run_the_reader_is_told_what_to_do(
    desk: Any, press: Press, server: Any, qtbot: Any
) -> None:
    server.close()
    press("j", "z")
    qtbot.waitUntil(lambda: desk.window.toast.text() == "Zotero is not running: start it and try again")
    assert not desk.window.outgoing.zotero.busy
    assert desk.window.progress.isHidden()


def test_it_can_be_stopped(desk: Any, press: Press, server: Any, paper_server: Any, qtbot: Any) -> None:
    server.answers["/connector/ping"] = paper_server.Reply(hold=True)
    press("j", "z")
    qtbot.waitUntil(lambda: bool(server.requests))
    assert desk.window.progress.isVisible()
    press("z")
    assert desk.window.toast.text() == "Papers are being sent; Ctrl+. stops it"
    press("Ctrl+.")
    qtbot.waitUntil(lambda: desk.window.toast.text().endswith("; stopped"))
    assert not desk.window.outgoing.zotero.busy


def test_without_a_paper_it_says_so(desk: Any, press: Press) -> None:
    press("z")
    assert desk.window.toast.text() == "Choose a paper in the list first"
