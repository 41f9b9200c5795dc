# SPDX-License-Identifier: MIT
"""Papers added by what is written or copied."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton


@pytest.fixture
def online(build_desk: Callable[..., Any], library_folder: Any, server: Any, paper_server: Any) -> Any:
    """A window whose arXiv is the server, which has two papers."""
    server.answers["/api/query"] = paper_server.arxiv_api([("2601.00007", "2026-01-02"), ("2601.00008", "2026-01-02")])
    return build_desk(library_folder, {"sources.arxiv.base_url": server.url, "sources.doi.base_url": server.url})


def test_what_is_copied_stands_in_the_dialog_where_it_may_be_a_paper(desk: Any, press: Callable[..., None]) -> None:
    for copied, shown in (("2404.18212", "2404.18212"), ("two words", ""), ("word", "")):
        QGuiApplication.clipboard().setText(copied)
        press("Ctrl+N")
        field = desk.window.findChildren(QPlainTextEdit, "addField")[-1]
        assert field.toPlainText() == shown
        assert field.window().add.isEnabled() is bool(shown)
        field.window().reject()


def test_several_are_added_at_once_and_the_first_is_opened(online: Any, press: Callable[..., None], qtbot: Any) -> None:
    QGuiApplication.clipboard().clear()
    press("Ctrl+N")
    field = online.window.findChild(QPlainTextEdit, "addField")
    field.setPlainText("2601.00008\narXiv:2601.00007")
    press("Ctrl+Return")
    reader = online.window.reader
    qtbot.waitUntil(lambda: reader.paper is not None and reader.paper.key == "2601.00008", timeout=20_000)
    assert online.window.toast.text() == "Added 2 papers"
    assert online.library.marks_counts()["all"].total == 46


def test_what_cannot_be_found_is_told(online: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(online.window.bringing.said, timeout=20_000) as said:
        online.window.bringing.quick_adding.add("2601.99999")
    assert said.args[0].startswith("arXiv has no paper 2601.99999")
    assert online.window.progress.isHidden()


def test_what_is_there_already_is_opened(online: Any, qtbot: Any) -> None:
    adding = online.window.bringing.quick_adding
    with qtbot.waitSignal(adding.ended, timeout=20_000):
        adding.add("2601.00007")
    with qtbot.waitSignal(adding.said, timeout=20_000) as said:
        adding.add("2601.00007")
    assert said.args == ["It is in your library already"]
    qtbot.waitUntil(lambda: online.window.reader.paper is not None, timeout=20_000)
    assert online.window.reader.paper.key == "2601.00007"


def test_in_a_field_of_text_pasting_pastes(desk: Any, press: Callable[..., None]) -> None:
    QGuiApplication.clipboard().setText("2404.18212")
    press("Ctrl+F", "Ctrl+V")
    assert desk.window.list_pane.search.text() == "2404.18212"
    assert not desk.window.bringing.errands.busy


def test_it_can_be_stopped(online: Any, server: Any, paper_server: Any, press: Callable[..., None], qtbot: Any) -> None:
    server.answers["/api/query"] = paper_server.Reply(hold=True)
    online.window.bringing.quick_adding.add("2601.00007")
    assert online.window.progress.text() == "Adding"
    qtbot.waitUntil(lambda: bool(server.requests), timeout=20_000)
    press("Ctrl+.")
    assert online.window.progress.isHidden()
    assert not online.window.bringing.errands.busy


def test_the_dialog_has_one_button_that_adds(desk: Any, press: Callable[..., None]) -> None:
    QGuiApplication.clipboard().setText("2404.18212")
    press("Ctrl+N")
    dialog = desk.window.findChild(QPlainTextEdit, "addField").window()
    assert [b.text() for b in dialog.findChildren(QPushButton) if b.isDefault()] == ["Add"]
    press("Esc")
