# SPDX-License-Identifier: MIT
"""What the window says of troubles, of bugs, and of how an import ended."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from paperdesk.domain.errors import Trouble
from paperdesk.library.library import Library


def press_on_toast(desk: Any, text: str) -> None:
    (button,) = [b for b in desk.window.toast.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def details() -> str:
    """The text of the details that are open; closes them."""
    dialog = QApplication.activeModalWidget()
    text = dialog.findChild(QPlainTextEdit).toPlainText()
    dialog.reject()
    return str(text)


def fail(error: BaseException) -> Callable[[Any], Any]:
    def work(library: Any) -> Any:
        raise error

    return work


def test_trouble_of_the_writing_thread_is_told_and_the_window_goes_on(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    desk.desk.write(fail(Trouble("the disk is full; nothing was changed")))
    settle(desk)
    assert desk.window.toast.text() == "The disk is full; nothing was changed"
    assert desk.window.statusBar().currentMessage() == "The disk is full; nothing was changed"
    press("j", "s")
    settle(desk)
    assert desk.window.reader.paper.starred


def test_a_bug_in_a_job_is_told_once_with_a_report(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], caplog: Any
) -> None:
    for _ in range(3):
        desk.desk.write(fail(RuntimeError("no such <b>thing</b>")))
    settle(desk)
    said = desk.window.toast.text()
    assert said == "Something in PaperDesk failed (RuntimeError: no such <b>thing</b>). Your library is safe."
    press_on_toast(desk, "Details")
    report = details()
    assert "Traceback (most recent call last)" in report
    assert "test_telling.py" in report
    assert len(caplog.records) == 3
    desk.window.toast.say("something else")
    desk.desk.write(fail(RuntimeError("no such <b>thing</b>")))
    settle(desk)
    assert desk.window.toast.text() == "something else"
    press("j", "s")
    settle(desk)
    assert desk.window.reader.paper.starred


def test_another_bug_is_told_too(desk: Any, settle: Callable[[Any], None]) -> None:
    desk.desk.write(fail(RuntimeError("one")))
    settle(desk)
    desk.desk.write(fail(ValueError("another")))
    settle(desk)
    assert "ValueError: another" in desk.window.toast.text()


def test_a_locked_library_is_trouble(
    desk: Any,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    from paperdesk.library import connection

    with Library(desk.library.folder) as other:
        other._connection.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(connection, "_BUSY_TIMEOUT", 0.05)
        desk.desk.jobs.write(lambda library: library._connection.execute("PRAGMA busy_timeout = 50"), lambda done: None)
        press("j", "s")
        qtbot.waitUntil(lambda: "another program is writing to the library" in desk.window.toast.text())
        other._connection.execute("ROLLBACK")
    press("s")
    settle(desk)
    assert desk.window.reader.paper.starred


@pytest.fixture
def mixed_file(tmp_path: Path) -> Path:
    """A file of two good papers and two broken items."""
    path = tmp_path / "mixed.jsonl"
    good = [json.dumps({"id": f"n{n}", "title": f"Number {n}", "abstract": "Text."}) for n in range(2)]
    path.write_text("\n".join([good[0], '{"id": "x", "abstract": "no title"}', "{broken", good[1]]), "utf-8")
    return path


def test_an_import_ends_with_its_numbers_and_every_item_that_could_not_be_read(
    desk: Any, mixed_file: Path, settle: Callable[[Any], None]
) -> None:
    desk.window.import_files([str(mixed_file), str(mixed_file.parent / "none.json")])
    assert desk.window.progress.isVisible()
    settle(desk)
    assert not desk.window.progress.isVisible()
    said = desk.window.toast.text()
    assert said.startswith("Imported: 2 new, 0 updated, 0 unchanged, 3 rejected. ")
    assert "mixed.jsonl: line 2: " in said
    assert desk.window.statusBar().currentMessage() == "Imported: 2 new, 0 updated, 0 unchanged, 3 rejected"
    press_on_toast(desk, "Details")
    lines = details().splitlines()
    assert len(lines) == 3
    assert [line.split(": ")[0].rsplit("/")[-1] for line in lines] == ["mixed.jsonl", "mixed.jsonl", "none.json"]


def test_an_import_is_undone_from_its_toast(desk: Any, mixed_file: Path, settle: Callable[[Any], None]) -> None:
    desk.window.import_files([str(mixed_file)])
    settle(desk)
    assert desk.window.model.paper_count == 46
    press_on_toast(desk, "Undo")
    settle(desk)
    assert desk.window.model.paper_count == 44


def test_an_import_of_nothing_new_has_nothing_to_undo(
    desk: Any, mixed_file: Path, settle: Callable[[Any], None]
) -> None:
    for _ in range(2):
        desk.window.import_files([str(mixed_file)])
        settle(desk)
    assert desk.window.toast.text().startswith("Imported: 0 new, 0 updated, 2 unchanged")
    with pytest.raises(ValueError):
        press_on_toast(desk, "Undo")


def test_an_import_is_stopped_from_the_window(
    desk: Any, tmp_path: Path, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    path = tmp_path / "many.jsonl"
    lines = (json.dumps({"id": f"n{n}", "title": f"Number {n}", "abstract": "Text."}) for n in range(30_000))
    path.write_text("\n".join(lines), "utf-8")
    desk.window.import_files([str(path)])
    press("Ctrl+.")
    settle(desk)
    assert desk.window.toast.text().startswith("Stopped: ")
    assert desk.window.model.paper_count < 30_044
    press("Ctrl+.")
    assert desk.window.toast.text() == "Nothing is under way"
