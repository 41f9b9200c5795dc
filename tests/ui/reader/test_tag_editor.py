# SPDX-License-Identifier: MIT
"""The line of tags: chips that come off, a field that completes, and room for as many as there are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget

from paperdesk.ui.reader.tag_editor import TagEditor


@pytest.fixture
def editor(qtbot: Any) -> Iterator[TagEditor]:
    """A line of tags in a shown window."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    made = TagEditor(window)
    column.addWidget(made)
    window.resize(600, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    window.hide()


def chips(editor: TagEditor) -> list[QToolButton]:
    found = [chip for chip in editor.findChildren(QToolButton, "chip") if chip.isVisible()]
    return sorted(found, key=lambda chip: (chip.y(), chip.x()))


@pytest.fixture
def show(editor: TagEditor, qtbot: Any) -> Callable[..., None]:
    """Show tags, and wait until as many chips are in sight."""

    def shown(*tags: str) -> None:
        editor.show_tags(tags)
        qtbot.waitUntil(lambda: len(chips(editor)) == min(len(tags), 13))

    return shown


def write(editor: TagEditor, text: str, *keys: Qt.Key) -> None:
    editor.begin()
    QTest.keyClicks(editor.field, text)
    for key in keys:
        popup = editor.field.completer().popup()
        QTest.keyClick(popup if popup.isVisible() else editor.field, key)


def added(editor: TagEditor) -> list[Any]:
    got: list[Any] = []
    editor.added.connect(got.append)
    return got


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("vision", ["vision"]),
        ("  to read ", ["to read"]),
        ("optim, theory/convex,ml", ["optim", "theory/convex", "ml"]),
        ("#vision", ["#vision"]),
        ("R&D", ["R&D"]),
    ],
)
def test_return_asks_for_the_tags_that_were_written(editor: TagEditor, text: str, tags: list[str]) -> None:
    got = added(editor)
    write(editor, text, Qt.Key.Key_Return)
    assert got == [tags]
    assert editor.field.text() == ""


@pytest.mark.parametrize("text", ["", "   ", ",", "#", " / ,#"])
def test_nothing_written_asks_for_nothing(editor: TagEditor, text: str) -> None:
    got = added(editor)
    write(editor, text, Qt.Key.Key_Return)
    assert got == []


def test_a_part_of_a_name_is_completed(editor: TagEditor, qtbot: Any) -> None:
    editor.offer(["ml/vision", "theory", "to read"])
    got = added(editor)
    write(editor, "VIS")
    popup = editor.field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [["ml/vision"]]
    assert not popup.isVisible()
    assert editor.field.text() == "", "the completion must not come back after it was taken"


def test_a_tag_of_two_words_is_completed_whole(editor: TagEditor, qtbot: Any) -> None:
    editor.offer(["to read"])
    got = added(editor)
    write(editor, "rea", Qt.Key.Key_Down, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [["to read"]]


def test_escape_empties_and_leaves(editor: TagEditor, qtbot: Any) -> None:
    write(editor, "half a ta")
    with qtbot.waitSignal(editor.left):
        QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    assert editor.field.text() == ""


def test_escape_closes_what_is_offered_first(editor: TagEditor, qtbot: Any) -> None:
    editor.offer(["vision"])
    got = added(editor)
    write(editor, "vis")
    popup = editor.field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert editor.field.text() == "vis"
    with qtbot.waitSignal(editor.left):
        QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    assert (editor.field.text(), got) == ("", [])


def test_a_click_takes_a_completion(editor: TagEditor, qtbot: Any) -> None:
    editor.offer(["vision", "video"])
    got = added(editor)
    write(editor, "vi")
    popup = editor.field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    place = popup.visualRect(popup.model().index(1, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [["video"]]
    assert editor.field.text() == ""


def test_chips_stand_in_order_before_the_field(editor: TagEditor, show: Callable[..., None]) -> None:
    show("a", "b/c", "R&D")
    assert [chip.text() for chip in chips(editor)] == ["#a  ×", "#b/c  ×", "#R&&D  ×"]
    assert editor.field.x() > chips(editor)[-1].x()
    show("b/c")
    assert [chip.text() for chip in chips(editor)] == ["#b/c  ×"]


def test_a_chip_takes_its_tag_off_by_mouse_and_by_keyboard(editor: TagEditor, show: Callable[..., None]) -> None:
    taken: list[str] = []
    editor.removed.connect(taken.append)
    show("a", "b")
    QTest.mouseClick(chips(editor)[1], Qt.MouseButton.LeftButton)
    chips(editor)[0].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert taken == ["b", "a"]


def test_tab_goes_over_the_chips_to_the_field(editor: TagEditor, show: Callable[..., None]) -> None:
    show("a", "b")
    show("a", "b", "c")
    chips(editor)[0].setFocus()
    names = []
    for _ in range(4):
        names.append(QApplication.focusWidget().accessibleName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert names == [*(f"Tag {tag}, press to take it off" for tag in "abc"), "Add a tag"]


def test_many_and_long_tags_need_height_never_width(editor: TagEditor, show: Callable[..., None]) -> None:
    narrow = editor.minimumSizeHint().width()
    show(*[f"a rather long tag with number {n} " * 5 for n in range(9)])
    assert editor.minimumSizeHint().width() < 330
    assert editor.heightForWidth(500) > editor.heightForWidth(2_000)
    assert all(chip.geometry().right() <= editor.width() for chip in chips(editor))
    assert narrow < 330


def test_more_than_a_dozen_are_behind_one_button(editor: TagEditor, show: Callable[..., None]) -> None:
    taken: list[str] = []
    editor.removed.connect(taken.append)
    show(*[f"t{n:02}" for n in range(30)])
    assert len(chips(editor)) == 13
    rest = chips(editor)[-1]
    assert (rest.text(), rest.accessibleName()) == ("+18", "18 more tags")
    rest.menu().actions()[0].trigger()
    assert taken == ["t12"]


def test_names_are_text(editor: TagEditor, show: Callable[..., None]) -> None:
    show("<img src='file:///etc/passwd'>")
    assert "&lt;img" in chips(editor)[0].toolTip()


def test_the_same_tags_again_move_nothing(editor: TagEditor, show: Callable[..., None]) -> None:
    show("a", "b")
    before = chips(editor)
    before[0].setFocus()
    show("a", "b")
    assert chips(editor) == before
    assert before[0].hasFocus()
