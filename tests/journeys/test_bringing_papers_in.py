# SPDX-License-Identifier: MIT
"""Papers come in by a drop on the window and by a command line, while somebody reads."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

DAILY = [
    {"paper": {"id": f"2604.0000{n}", "title": f"A daily paper, number {n}", "summary": "With $x^{2}$.", "upvotes": n}}
    for n in range(1, 4)
]


def drop(widget: Any, *paths: Path) -> None:
    """Drag files over a widget and let go, as the desktop does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = widget.rect().center()
    common = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(widget, kind(place, Qt.DropAction.CopyAction, *common))
    QApplication.sendEvent(widget, QDropEvent(place, Qt.DropAction.CopyAction, *common))


def test_files_with_a_broken_item_are_dropped(
    desk: Any, tmp_path: Path, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    daily = tmp_path / "2026-04-28.json"
    daily.write_text(
        json.dumps([*DAILY[:2], {"paper": {"id": "2604.00009", "summary": "no title"}}, DAILY[2]]), "utf-8"
    )
    lines = tmp_path / "abstracts.jsonl.gz"
    whole = gzip.compress(
        b"".join(
            json.dumps({"id": f"l{n}", "title": f"Line {n}", "abstract": "x"}).encode() + b"\n" for n in range(500)
        )
    )
    lines.write_bytes(whole[: len(whole) // 2])
    press("j", "j")
    reading = desk.window.reader.paper.key
    drop(desk.window, daily, lines, tmp_path)
    settle(desk)

    # What could be read is in; each thing that could not has its line; who was reading still is.
    assert desk.window.reader.paper.key == reading
    assert desk.window.paper_list.selected_papers() == [desk.window.reader.paper.id]
    said = desk.window.toast.text()
    assert "4 rejected" in said
    (details,) = [b for b in desk.window.toast.findChildren(QPushButton) if b.text() == "Details"]
    QTest.mouseClick(details, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    told = dialog.findChild(QPlainTextEdit).toPlainText().splitlines()
    named = dict.fromkeys(line.split(":")[0].rsplit("/", 1)[-1] for line in told)
    assert list(named) == [
        "2026-04-28.json",
        "abstracts.jsonl.gz",
        tmp_path.name,
    ]
    press("Esc")
    assert desk.library.find("2604.00003")
    assert desk.window.model.paper_count > 44 + 3

    # The same again changes nothing; one undo takes all of it out.
    drop(desk.window, daily)
    settle(desk)
    assert "0 new, 0 updated, 3 unchanged" in desk.window.toast.text()
    press("Ctrl+Z")
    settle(desk)
    assert desk.window.model.paper_count == 44


def test_a_command_line_brings_tags_and_takes_back_while_somebody_reads(
    desk: Any,
    tmp_path: Path,
    command_line: Callable[..., str],
    press: Callable[..., None],
    settle: Callable[[Any], None],
    qtbot: Any,
) -> None:
    folder = desk.library.folder
    daily = tmp_path / "2026-04-28.json"
    daily.write_text(json.dumps(DAILY), "utf-8")
    press(*"jjjjjjjjjjjj")
    view = desk.window.paper_list
    reading, place = desk.window.reader.paper.key, view.visualRect(view.currentIndex()).top()

    command_line(folder, "import", str(daily), "--date", "2026-04-28")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 47)
    settle(desk)
    assert (desk.window.reader.paper.key, view.visualRect(view.currentIndex()).top()) == (reading, place)
    assert desk.window.sidebar_model.index_named("day:2026-04-28").isValid()

    command_line(folder, "mark", reading, "--star")
    qtbot.waitUntil(lambda: desk.window.reader.paper.starred)
    command_line(folder, "tag", "2604.00002", "daily", "to read")
    qtbot.waitUntil(lambda: desk.window.sidebar_model.index_named("tag:to read").isValid())

    # The window takes back what the command line did, and the command line what the window did.
    press("Ctrl+Z")
    settle(desk)
    assert desk.library.tags() == []
    press("l")
    settle(desk)
    assert "Undo" not in desk.window.toast.text()
    command_line(folder, "undo")
    qtbot.waitUntil(lambda: not desk.window.reader.paper.later)
    assert desk.window.reader.paper.starred
