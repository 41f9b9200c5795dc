# SPDX-License-Identifier: MIT
"""The window as a whole: what it remembers, when a paper counts as read, drops, and the way of the Tab key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from paperdesk.library.library import Library
from paperdesk.ui.paper_list.delegate import ROW_HEIGHT


def close(desk: Any) -> None:
    desk.close()


# --- over a restart -------------------------------------------------------------------------------------


def test_size_panes_shelf_order_paper_and_scroll_come_back(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    settle: Callable[[Any], None],
    press: Callable[..., None],
) -> None:
    folder = make_library(*({"upvotes": n} for n in range(80)))
    desk = build_desk(folder, size=(1180, 720))
    press("Ctrl+5", "Ctrl+Shift+2")
    settle(desk)
    desk.window.panes.setSizes([250, 390, 540])
    desk.window.panes.splitterMoved.emit(0, 1)
    desk.window.paper_list.select_paper(desk.library.find("2404.00040"))
    desk.window.paper_list.verticalScrollBar().setValue(33 * ROW_HEIGHT + 17)
    before = _standing(desk)
    close(desk)
    again = build_desk(folder, size=(1180, 720))
    assert _standing(again) == before
    assert again.window.paper_list.verticalScrollBar().value() == 33 * ROW_HEIGHT + 17
    assert again.window.reader.paper.key == "2404.00040"


def _standing(desk: Any) -> tuple[Any, ...]:
    window = desk.window
    return (
        window.size().toTuple(),
        window.panes.sizes(),
        window.browsing.name,
        window.browsing.query.sort,
        window.paper_list.selected_papers(),
        window.paper_list.verticalScrollBar().value(),
    )


def test_the_size_comes_back_by_itself(build_desk: Callable[..., Any], library_folder: Path, qtbot: Any) -> None:
    from paperdesk import app

    close(build_desk(library_folder, size=(777, 555)))  # what the screen of the tests has room for
    desk = app.build(library_folder, {})
    desk.window.show()
    size = desk.window.size().toTuple()
    desk.close()
    assert size == (777, 555)


def test_a_paper_that_was_read_is_still_selected_in_the_inbox(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Callable[[Any], None], press: Callable[..., None],
    picture: Callable[[Any], list[str]],
) -> None:  # fmt: skip
    folder = make_library(*({"day": f"2024-04-{28 - n // 2}"} for n in range(6)))
    desk = build_desk(folder)
    press("j", "j", "j", "u")
    settle(desk)
    close(desk)
    again = build_desk(folder)
    assert again.window.reader.paper.key == "2404.00003"
    assert picture(again.window.model)[3:6] == ["== 2024-04-27, 1 of 1 unread", "  ☆ Paper 3", "● ☆ Paper 4"]


def test_a_tag_that_is_gone_gives_the_inbox(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Any
) -> None:
    folder = make_library({"tags": ["ml"]}, {})
    desk = build_desk(folder)
    desk.window.browsing.go("tag:ml")
    settle(desk)
    close(desk)
    with Library(folder) as library:
        library.delete_tag("ml")
    again = build_desk(folder)
    assert again.window.browsing.name == "inbox"
    assert again.window.model.paper_count == 2


def test_what_came_since_the_last_visit_is_new(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], picture: Callable[[Any], list[str]]
) -> None:
    from paperdesk.domain.record import Record, Sighting

    folder = make_library({})
    close(build_desk(folder))
    with Library(folder) as library:
        library.add([Record("A newcomer", Sighting("arxiv", "2024-05-01"), arxiv_id="2405.00001")], "Came")
    lines = picture(build_desk(folder).window.model)
    assert [line for line in lines if line.endswith(" new")] == ["● ☆ A newcomer new"]


def test_a_visit_without_trace_changes_nothing(
    build_desk: Callable[..., Any], library_folder: Path, press: Callable[..., None], qtbot: Any
) -> None:
    before = sorted((path.name, path.stat().st_size) for path in library_folder.iterdir() if path.suffix != ".db-wal")
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.01})
    desk.window.leave_no_trace()
    press("j")
    (timer,) = [timer for timer in desk.window.findChildren(QTimer) if timer.isSingleShot() and timer.interval() == 10]
    qtbot.waitUntil(lambda: not timer.isActive())
    close(desk)
    with Library(library_folder) as library:
        assert library.marks_counts()["inbox"].total == 44
        assert library.fact("last_visit") == ""
    assert sorted((p.name, p.stat().st_size) for p in library_folder.iterdir() if p.suffix != ".db-wal") == before


def test_a_window_may_be_closed_twice(build_desk: Callable[..., Any], library_folder: Path) -> None:
    desk = build_desk(library_folder)
    desk.window.close()
    desk.close()
    with Library(library_folder) as library:
        assert library.fact("last_visit"), "the visit was kept"


def test_a_library_that_cannot_be_written_to_still_closes(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    shutil.rmtree(desk.library.folder)
    process = desk.search.process_id
    desk.close()
    assert not desk.window.isVisible()
    assert desk.search.process_id is None, f"{process} is left running"


# --- reading --------------------------------------------------------------------------------------------


def test_reading_marks_as_read_after_the_set_moment_and_undo_leaves_it(
    build_desk: Callable[..., Any],
    library_folder: Path,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    qtbot: Any,
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.02})
    press("j")
    first = desk.window.reader.paper.id
    press("s")
    qtbot.waitUntil(lambda: desk.library.paper(first).read)
    settle(desk)
    assert desk.window.paper_list.current_paper() == first, "it stays in sight"
    assert desk.window.actions_by_name["read"].isChecked()
    assert desk.window.toast.text() == "Starred 1 paper", "that it was read is not worth a word"
    press("Ctrl+Z")
    settle(desk)
    assert (desk.library.paper(first).read, desk.library.paper(first).starred) == (True, False)


def test_a_paper_that_is_passed_over_stays_unread(
    build_desk: Callable[..., Any],
    library_folder: Path,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    qtbot: Any,
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.3})
    press("j")
    passed = desk.window.reader.paper.id
    press("j")
    read = desk.window.reader.paper.id
    qtbot.waitUntil(lambda: desk.library.paper(read).read)
    assert not desk.library.paper(passed).read


def test_one_marked_unread_by_hand_stays_so(
    build_desk: Callable[..., Any],
    library_folder: Path,
    press: Callable[..., None],
    settle: Callable[[Any], None],
    qtbot: Any,
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.02})
    press("j")
    paper = desk.window.reader.paper.id
    qtbot.waitUntil(lambda: desk.window.reader.paper.read)
    press("u")
    settle(desk)
    assert not desk.library.paper(paper).read
    assert not desk.window.read_timer.isActive()


def test_zero_seconds_mark_nothing(
    build_desk: Callable[..., Any], library_folder: Path, press: Callable[..., None]
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.0})
    press("j")
    assert not desk.window.read_timer.isActive()


def test_in_a_stack_only_what_stands_in_front_is_read(
    build_desk: Callable[..., Any], library_folder: Path, press: Callable[..., None], qtbot: Any
) -> None:
    desk = build_desk(library_folder, {"reading.mark_read_after": 0.02}, size=(640, 700))
    press("j")
    paper = desk.window.reader.paper.id
    assert not desk.window.read_timer.isActive()
    press("r")
    qtbot.waitUntil(lambda: desk.library.paper(paper).read)


# --- files ----------------------------------------------------------------------------------------------


def dropped(desk: Any, *addresses: QUrl) -> bool:
    """Drop addresses on the window; return whether it would take them."""
    mime = QMimeData()
    mime.setUrls(list(addresses))
    place = desk.window.rect().center()
    enter = QDragEnterEvent(
        place,
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(desk.window, enter)
    if not enter.isAccepted():
        return False
    drop = QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(desk.window, drop)
    assert drop.dropAction() == Qt.DropAction.CopyAction, "the file stays where it is"
    return True


def test_files_can_be_dropped(desk: Any, tmp_path: Path, settle: Callable[[Any], None]) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"id": "x1", "title": "Dropped", "abstract": "x"}', "utf-8")
    assert dropped(desk, QUrl.fromLocalFile(str(path)), QUrl("https://example.org/x.json"))
    settle(desk)
    assert desk.window.model.paper_count == 45


def test_addresses_of_the_web_are_not_taken(desk: Any) -> None:
    assert not dropped(desk, QUrl("https://example.org/x.json"))
    assert not dropped(desk)


def test_a_folder_is_refused_in_words(desk: Any, tmp_path: Path, settle: Callable[[Any], None]) -> None:
    assert dropped(desk, QUrl.fromLocalFile(str(tmp_path)))
    settle(desk)
    assert "1 rejected" in desk.window.toast.text()
    assert desk.window.model.paper_count == 44


def test_files_are_asked_for(desk: Any, press: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    press("Ctrl+O")
    (dialog,) = desk.window.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    assert "*.bib" in dialog.nameFilters()[0]
    started: list[list[str]] = []
    monkeypatch.setattr(desk.window.importer, "start", started.append)
    dialog.filesSelected.emit(["/tmp/a.json"])
    assert started == [[Path("/tmp/a.json")]]
    dialog.close()


# --- the keyboard ---------------------------------------------------------------------------------------


def test_tab_goes_as_the_eye_does(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    press: Callable[..., None],
    settle: Callable[[Any], None],
) -> None:
    desk = build_desk(make_library({"tags": ["ml"]}))
    press("j", "Ctrl+F")
    settle(desk)  # chips appear with the next round of events
    seen: list[str] = []
    while not seen or seen[0] not in seen[1:]:
        widget = QApplication.focusWidget()
        seen.append(widget.accessibleName())
        press("Tab")
    order = ["Search", "How to search", "Order of the list", "Papers", "Read or unread", "Star", "Read later", "Archive", "Tag…",
             "Open at its source", "Open the PDF", "Smaller text", "Larger text", "Show the margin", "Abstract",
             "Add a note",
             "Tag ml, press to take it off", "Add a tag", "Sidebar", "Keyboard shortcuts"]  # fmt: skip
    assert seen[:-1] == order


def test_shift_tab_goes_back(desk: Any, press: Callable[..., None]) -> None:
    press("j", "Ctrl+F", "Tab", "Tab", "Shift+Tab", "Shift+Tab")
    assert desk.window.list_pane.search.hasFocus()


def test_the_space_bar_presses_a_focused_button(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j")
    desk.window.reader_pane.bar_buttons[2].setFocus()
    press("Space")
    settle(desk)
    assert desk.window.reader.paper.starred


def test_quit_closes_the_window(
    build_desk: Callable[..., Any], library_folder: Path, press: Callable[..., None]
) -> None:
    desk = build_desk(library_folder)
    press("Ctrl+Q")
    assert not desk.window.isVisible()


@pytest.mark.parametrize(("key", "name"), [("Ctrl+K", "commandPalette"), ("?", "shortcuts")])
def test_keys_open_their_dialogs_and_escape_closes_them(
    desk: Any, press: Callable[..., None], key: str, name: str
) -> None:
    press("j", key)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert dialog.objectName() == name
    press("Esc")
    assert QApplication.activeModalWidget() is None
