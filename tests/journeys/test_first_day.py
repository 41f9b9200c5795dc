# SPDX-License-Identifier: MIT
"""A first day: the sample is there, the inbox is worked through by keyboard, and the next morning all of it is still so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from paperdesk.app import ensure_library


def test_triage_by_keyboard_over_a_restart(
    build_desk: Callable[..., Any],
    tmp_path: Path,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    picture: Callable[[Any], list[str]],
) -> None:
    folder = tmp_path / "library"
    ensure_library(folder, with_sample=True)
    desk = build_desk(folder)
    window = desk.window
    assert window.browsing.label == "Inbox"
    assert window.list_pane.sample.isVisible()
    assert window.reader_pane.empty.said() == "No paper selected Choose one in the list, or press J for the next."

    # The first paper gets a star and a tag, the second waits for later, the third is put away, the fourth is read.
    press("j")
    first = window.reader.paper.title
    press("s", "t", *"foundations/vision", "Return", "Esc")
    press("j", "l")
    second = window.reader.paper.title
    press("j")
    third = window.reader.paper.title
    press("e")
    settle(desk)
    fourth = window.reader.paper.title
    assert len({first, second, third, fourth}) == 4
    press("u")
    settle(desk)
    assert picture(window.model)[1:4] == [
        f"● ★ {first} #foundations/vision",
        f"● ☆ {second} later",
        f"  ☆ {fourth}",
    ]

    # The fifth was archived by mistake; undo brings it back, and it can be found and read again.
    press("j")
    fifth = window.reader.paper.title
    press("e")
    settle(desk)
    assert window.toast.text() == "Archived 1 paper"
    press("Ctrl+Z")
    settle(desk)
    assert f"● ☆ {fifth}" in picture(window.model)
    sixth = window.reader.paper.title
    desk.close()

    # The next morning.
    again = build_desk(folder)
    window = again.window
    assert window.reader.paper.title == sixth
    marks = again.library.marks_counts()
    assert (marks["starred"].total, marks["later"].total, marks["archived"].total) == (1, 1, 1)
    assert [(tag.name, tag.count) for tag in again.library.tags()] == [("foundations/vision", 1)]
    press("Ctrl+3")
    settle(again)
    assert picture(window.model)[1:] == [f"● ★ {first} #foundations/vision"]
    press("Ctrl+6")
    settle(again)
    assert picture(window.model)[1:] == [f"  ☆ {third}"]
    press("Ctrl+Z")  # the latest step of yesterday that still stands: the fourth was marked read
    settle(again)
    assert window.toast.text() == "Undo: Marked 1 paper read"
    press("Ctrl+1")
    settle(again)
    assert f"● ☆ {fourth}" in picture(window.model)


def test_a_whole_inbox_is_read_with_the_space_bar(
    build_desk: Callable[..., Any],
    library_folder: Path,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    qtbot: Any,
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.01}, size=(1000, 500))
    seen: list[str] = []
    while desk.window.toast.text() != "No unread paper below this one":
        press("Space")
        paper = desk.window.reader.paper
        if paper.key not in seen:
            seen.append(paper.key)
            qtbot.waitUntil(lambda: desk.window.reader.paper.read)
    assert len(seen) == 44
    settle(desk)
    assert desk.library.marks_counts()["inbox"].total == 0
    press("Ctrl+5", "Ctrl+1")
    settle(desk)
    assert desk.window.list_pane.empty.said() == "All read New papers will show up here."


def test_the_sample_goes_and_comes_back(
    build_desk: Callable[..., Any], tmp_path: Path, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    folder = tmp_path / "library"
    ensure_library(folder, with_sample=True)
    desk = build_desk(folder)
    press("j", "s", "j", "t", *"mine", "Return", "Esc")
    settle(desk)
    QTest.mouseClick(desk.window.list_pane.sample.button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.window.list_pane.empty.said().startswith("The desk is clear")
    assert desk.window.reader.paper is None
    press("Space")  # the one button has the keyboard
    settle(desk)
    assert desk.window.model.paper_count == 44
    assert desk.library.marks_counts()["starred"].total == 1, "what the reader made was not lost"
    assert [(tag.name, tag.count) for tag in desk.library.tags()] == [("mine", 1)]
    desk.close()
    # A library that was emptied on purpose stays empty at the next start.
    again = build_desk(folder)
    press("Ctrl+Shift+Del")
    settle(again)
    again.close()
    ensure_library(folder, with_sample=True)
    assert build_desk(folder).window.model.paper_count == 0
