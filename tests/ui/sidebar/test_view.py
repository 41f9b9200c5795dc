# SPDX-License-Identifier: MIT
"""The sidebar in use: what is chosen, opened and scrolled outlives a refresh; tags are dropped on and managed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog

from paperdesk.library.library import Library
from paperdesk.ui.sidebar.model import SidebarRole

TAGGED = ({"tags": ["ml/vision"]}, {"tags": ["ml/nets", "optim"]}, {"day": "2023-05-01"})


@pytest.fixture
def tagged(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> Any:
    """A window on three papers with three tags."""
    return build_desk(make_library(*TAGGED))


def shown(desk: Any) -> list[str]:
    """The labels in sight, with the number beside them."""
    view, lines = desk.window.sidebar, []
    index = view.model().index(0, 0)
    while index.isValid():
        unread = index.data(SidebarRole.COUNT).unread
        lines.append(f"{index.data()} {unread}" if unread else index.data())
        index = view.indexBelow(index)
    return lines


def tag_names(desk: Any) -> list[str]:
    return [tag.name for tag in desk.library.tags()]


def test_months_are_closed_and_groups_open(tagged: Any) -> None:
    assert shown(tagged) == [
        "Inbox 3", "Today", "Starred", "Read later", "Rising", "All papers 3", "Highlights", "Archive",
        "Days", "April 2024 2", "2023 1", "Sources", "Hugging Face 3", "Tags", "ml 2", "optim 1",
    ]  # fmt: skip


def test_the_keyboard_goes_everywhere_and_shows_what_it_meets(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("Ctrl+L", "End")
    settle(tagged)
    assert tagged.window.browsing.label == "optim"
    press("Up", "Right", "Down")
    settle(tagged)
    assert tagged.window.browsing.label == "nets"
    assert tagged.window.model.paper_count == 1
    press("Home")
    settle(tagged)
    assert tagged.window.browsing.label == "Inbox"


def test_a_heading_shows_nothing_new_and_is_not_remembered(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    tagged.window.sidebar.setCurrentIndex(tagged.window.sidebar_model.index_named("days"))
    settle(tagged)
    assert tagged.window.browsing.name == "inbox"
    assert tagged.window.model.paper_count == 3


def test_what_is_open_and_chosen_outlives_new_entries(tagged: Any, settle: Callable[[Any], None], qtbot: Any) -> None:
    view = tagged.window.sidebar
    view.setExpanded(tagged.window.sidebar_model.index_named("month:2024-04"), True)
    view.setExpanded(tagged.window.sidebar_model.index_named("sources"), False)
    view.choose("day:2024-04-28")
    settle(tagged)
    with Library(tagged.library.folder) as library:
        library.tag([library.find("2404.00001")], ["brand-new"], "Tagged")
    qtbot.waitUntil(lambda: tagged.window.sidebar_model.index_named("tag:brand-new").isValid())
    assert "Sunday 28 April 2" in shown(tagged)
    assert "Hugging Face 3" not in shown(tagged)
    assert view.currentIndex().data() == "Sunday 28 April"
    assert tagged.window.browsing.label == "Sunday 28 April"


def test_the_place_it_is_scrolled_to_outlives_new_entries(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], settle: Callable[[Any], None], qtbot: Any
) -> None:
    desk = build_desk(make_library(*({"tags": [f"t{n}"]} for n in range(60))), size=(1280, 500))
    bar = desk.window.sidebar.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    with Library(desk.library.folder) as library:
        library.tag([library.find("2404.00001")], ["zz"], "Tagged")
    qtbot.waitUntil(lambda: desk.window.sidebar_model.index_named("tag:zz").isValid())
    assert bar.value() == place


def drop(desk: Any, name: str, mime: QMimeData) -> None:
    """Drag over an entry and let go."""
    view = desk.window.sidebar
    view.scrollTo(desk.window.sidebar_model.index_named(name))
    place = view.visualRect(desk.window.sidebar_model.index_named(name)).center()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(
            view.viewport(),
            kind(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier),
        )
    event = QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def test_papers_dropped_on_a_tag_get_it(tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    press("j", "Shift+Down")
    view = tagged.window.paper_list
    drop(tagged, "tag:optim", tagged.window.model.mimeData(view.selectedIndexes()))
    settle(tagged)
    assert {tag.name: tag.count for tag in tagged.library.tags()}["optim"] == 2
    assert tagged.window.toast.text() == "Tagged 2 papers #optim"


def test_papers_dropped_on_a_shelf_stay_as_they_are(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j")
    before = tagged.library.last_change()
    drop(tagged, "starred", tagged.window.model.mimeData(tagged.window.paper_list.selectedIndexes()))
    settle(tagged)
    assert tagged.library.last_change() == before


def test_only_tags_have_a_menu(tagged: Any) -> None:
    view, model = tagged.window.sidebar, tagged.window.sidebar_model
    for name in ("inbox", "days", "source:huggingface"):
        assert view.tag_menu(model.index_named(name)) is None
    menu = view.tag_menu(model.index_named("tag:ml/nets"))
    assert [action.text() for action in menu.actions()] == ["Rename…", "Merge into…", "Delete"]
    menu.deleteLater()


def answer(text: str) -> None:
    """Answer the question that is open."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(text)
    dialog.accept()


def choose(desk: Any, name: str, settle: Callable[[Any], None]) -> None:
    desk.window.sidebar.choose(name)
    settle(desk)


@pytest.mark.parametrize("way", ["menu", "key", "palette"])
def test_a_tag_is_renamed_with_all_below_it(
    tagged: Any, way: str, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    choose(tagged, "tag:ml", settle)
    if way == "menu":
        menu = tagged.window.sidebar.tag_menu(tagged.window.sidebar.currentIndex())
        menu.actions()[0].trigger()
        menu.deleteLater()
    elif way == "key":
        press("F2")
    else:
        press("Ctrl+K", *"rename tag", "Return")
    answer("learning")
    settle(tagged)
    assert tag_names(tagged) == ["learning/nets", "learning/vision", "optim"]
    assert tagged.window.browsing.label == "learning", "what is shown goes along"
    assert tagged.window.model.paper_count == 2
    assert tagged.window.sidebar.currentIndex().data() == "learning"
    press("Ctrl+Z")
    settle(tagged)
    assert tag_names(tagged) == ["ml/nets", "ml/vision", "optim"]


@pytest.mark.parametrize("name", ["  Learning ", "#Learning", "/Learning/", "ML"])
def test_what_is_shown_goes_along_however_the_new_name_is_written(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None], name: str
) -> None:
    choose(tagged, "tag:ml", settle)
    press("F2")
    answer(name)
    settle(tagged)
    assert tagged.window.browsing.label == name.strip(" #/")
    assert tagged.window.browsing.name == f"tag:{name.strip(' #/').lower()}"
    assert tagged.window.model.paper_count == 2


def test_a_tag_is_merged_into_another(tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    choose(tagged, "tag:ml/nets", settle)
    press("Ctrl+Shift+M")
    dialog = QApplication.activeModalWidget()
    assert dialog.comboBoxItems() == ["ml/vision", "optim"]
    answer("optim")
    settle(tagged)
    assert tag_names(tagged) == ["ml/vision", "optim"]
    assert tagged.window.browsing.label == "optim"


def test_the_only_tag_has_nothing_to_be_merged_into(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    press: Callable[..., None],
    settle: Callable[[Any], None],
) -> None:
    desk = build_desk(make_library({"tags": ["ml", "ml/nets"]}))
    choose(desk, "tag:ml", settle)
    press("Ctrl+Shift+M")
    assert QApplication.activeModalWidget() is None
    assert desk.window.toast.text() == "There is no other tag to merge it into"


def test_a_tag_is_deleted_and_comes_back(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    choose(tagged, "tag:ml", settle)
    press("Ctrl+Shift+Backspace")
    settle(tagged)
    assert tag_names(tagged) == ["optim"]
    assert "No paper has this tag" in tagged.window.list_pane.empty.said()
    press("Ctrl+Z")
    settle(tagged)
    assert tag_names(tagged) == ["ml/nets", "ml/vision", "optim"]
    assert tagged.window.model.paper_count == 2


@pytest.mark.parametrize("key", ["F2", "Ctrl+Shift+M", "Ctrl+Shift+Backspace"])
def test_without_a_chosen_tag_the_window_says_what_to_do(tagged: Any, press: Callable[..., None], key: str) -> None:
    press(key)
    assert tagged.window.toast.text() == "Choose a tag in the sidebar first"
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("name", ["", "   ", "ml", "/"])
def test_a_name_that_is_none_changes_nothing(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None], name: str
) -> None:
    choose(tagged, "tag:ml", settle)
    press("F2")
    answer(name)
    settle(tagged)
    assert tag_names(tagged) == ["ml/nets", "ml/vision", "optim"]
    assert tagged.window.browsing.label == "ml"


def test_a_tag_moved_below_itself_is_refused_in_words(
    tagged: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    choose(tagged, "tag:ml", settle)
    press("F2")
    answer("ml/deeper")
    settle(tagged)
    assert tagged.window.toast.text() == "The tag 'ml' cannot be moved below itself"


def test_the_context_menu_opens_where_it_is_asked_for(tagged: Any, qtbot: Any) -> None:
    view = tagged.window.sidebar
    view.customContextMenuRequested.emit(view.visualRect(tagged.window.sidebar_model.index_named("tag:optim")).center())
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    view.customContextMenuRequested.emit(QPoint(5, 5))
    assert QApplication.activePopupWidget() is None


def test_folded_it_shows_the_shelves_alone(tagged: Any) -> None:
    tagged.window.resize(900, 600)
    shelves = ["Inbox 3", "Today", "Starred", "Read later", "Rising", "All papers 3", "Highlights", "Archive"]
    assert shown(tagged)[:8] == shelves
    assert tagged.window.sidebar.width() < 60
    view, model = tagged.window.sidebar, tagged.window.sidebar_model
    assert not view.visualRect(model.index_named("tags")).isValid()
    tagged.window.resize(1280, 800)
    assert view.visualRect(model.index_named("tags")).isValid()
