# SPDX-License-Identifier: MIT
"""The panes: empty states that say what to do, the notice of the sample, the bar over the reader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from paperdesk.library.library import Library


def empty(desk: Any) -> str:
    pane = desk.window.list_pane.empty
    return f"{pane.said()} [{pane.button.text()}]" if pane.isVisible() else ""


def test_an_empty_library_offers_the_sample(
    build_desk: Callable[..., Any], tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    desk = build_desk(tmp_path / "new")
    assert empty(desk) == (
        "The desk is clear Bring in a saved page or a file of papers, or begin with the sample library."
        " [Add the sample library]"
    )
    invitation = desk.window.reader_pane.empty
    assert invitation.said() == "New papers, by themselves Let the day's papers of Hugging Face come to your desk"
    assert invitation.button.text() == "Subscribe"
    QTest.mouseClick(desk.window.list_pane.empty.button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.window.model.paper_count == 44
    assert empty(desk) == ""


def test_all_read_says_so_and_shows_the_rest(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Callable[[Any], None]
) -> None:
    desk = build_desk(make_library({"read": True}, {"read": True}))
    assert empty(desk) == "All read New papers will show up here. [Show all papers]"
    QTest.mouseClick(desk.window.list_pane.empty.button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.window.browsing.label == "All papers"
    assert desk.window.model.paper_count == 2


def test_a_search_without_an_answer_can_be_cleared(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("/", *"zebra <b>x")
    qtbot.waitUntil(lambda: bool(empty(desk)))
    assert empty(desk) == "Nothing found No paper in Inbox answers “zebra <b>x”. [Search all papers]"
    QTest.mouseClick(desk.window.list_pane.empty.button, Qt.MouseButton.LeftButton)
    wanted = "Nothing found No paper answers “zebra <b>x”. [Clear the search]"
    qtbot.waitUntil(lambda: empty(desk) == wanted)
    QTest.mouseClick(desk.window.list_pane.empty.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 44)
    assert empty(desk) == ""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Ctrl+2", "Nothing today yet No paper is listed under today. [Import files…]"),
        ("Ctrl+3", "Nothing here yet Starred holds no papers. [Show all papers]"),
        ("Ctrl+4", "Nothing here yet Read later holds no papers. [Show all papers]"),
        ("Ctrl+6", "Nothing here yet Archive holds no papers. [Show all papers]"),
    ],
)
def test_every_empty_shelf_says_what_to_do(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], key: str, said: str
) -> None:
    press(key)
    settle(desk)
    assert empty(desk) == said


def test_what_empties_while_it_is_shown_says_so_too(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    desk.window.actions_by_name["remove-sample"].trigger()
    settle(desk)
    assert empty(desk).startswith("The desk is clear")
    press("Ctrl+Z")
    settle(desk)
    assert desk.window.model.paper_count == 44
    assert empty(desk) == ""


def test_the_sample_is_announced_and_goes_at_one_click(desk: Any, settle: Callable[[Any], None]) -> None:
    notice = desk.window.list_pane.sample
    assert notice.isVisible()
    QTest.mouseClick(notice.button, Qt.MouseButton.LeftButton)
    settle(desk)
    assert desk.window.model.paper_count == 0
    assert not notice.isVisible()
    assert desk.window.toast.text() == "Removed the sample library (44 papers)"


def test_without_a_sample_there_is_no_notice(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> None:
    assert not build_desk(make_library({})).window.list_pane.sample.isVisible()


def test_the_header_names_and_counts_what_is_shown(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    def header() -> list[str]:
        return [desk.window.findChild(QLabel, name).text() for name in ("listTitle", "listCount")]

    assert header() == ["Inbox", "44"]
    press("Ctrl+3")
    settle(desk)
    assert header() == ["Starred", ""]


def test_a_tag_with_a_name_without_end_leaves_the_window_narrow(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Callable[[Any], None]
) -> None:
    name = "an endless name of a tag " * 7
    desk = build_desk(make_library({"tags": [name.strip()]}))
    desk.window.sidebar.choose(f"tag:{name.strip()}")
    settle(desk)
    assert desk.window.browsing.label == name.strip()
    assert desk.window.minimumSizeHint().width() < 700


def test_the_bar_has_a_button_with_a_tip_and_a_name_for_each_deed(desk: Any, press: Callable[..., None]) -> None:
    press("j")
    shown = [button for button in desk.window.reader_pane.bar_buttons if button.isVisible()]
    assert [button.accessibleName() for button in shown] == [
        "Read or unread", "Star", "Read later", "Archive", "Tag…", "Open at its source", "Open the PDF",
        "Smaller text", "Larger text", "Show the margin",
    ]  # fmt: skip
    assert all("(" in button.toolTip() for button in shown), "each names its shortcut"
    assert all(isinstance(button, QToolButton) and not button.icon().isNull() for button in shown)


def test_the_bar_shows_the_marks_of_the_paper(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j")
    star = desk.window.reader_pane.bar_buttons[2]
    QTest.mouseClick(star, Qt.MouseButton.LeftButton)
    settle(desk)
    assert (star.isChecked(), desk.window.reader.paper.starred) == (True, True)
    with Library(desk.library.folder) as library:
        library.mark([desk.window.reader.paper.id], {"starred": False}, "Elsewhere")
    settle(desk)
    desk.desk.follow()
    settle(desk)
    assert not star.isChecked()


def test_a_button_pressed_without_a_paper_stays_as_it_was(desk: Any) -> None:
    star = desk.window.actions_by_name["star"]
    star.trigger()
    assert not star.isChecked()
    assert desk.window.toast.text() == "Choose a paper in the list first"


def test_the_way_back_is_shown_only_where_panes_take_turns(desk: Any, press: Callable[..., None]) -> None:
    press("j")
    back = desk.window.reader_pane.bar_buttons[0]
    assert not back.isVisible()
    desk.window.resize(640, 700)
    press("r")
    assert back.isVisible()


def test_a_suggestion_is_shown_as_it_is_and_leaves_room(desk: Any) -> None:
    status = desk.window.list_pane.status
    asked: list[str] = []
    status.suggested.connect(asked.append)
    status.say(0, 0.01, ["<b>x</b> is no field"])
    status.suggest("R&D " * 30)
    assert status.suggestion.text().startswith("Did you mean “R&&D R&&D")
    assert status.suggestion.text().endswith("…”?")
    assert "&lt;b&gt;" in status.findChild(QLabel).toolTip()
    assert desk.window.minimumSizeHint().width() < 1_000
    status.suggestion.click()
    assert asked == ["R&D " * 30]
