# SPDX-License-Identifier: MIT
"""What the reader does with searches: keeps and follows them, goes through what was found, sees similar papers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QComboBox, QInputDialog, QLineEdit, QMenu

from paperdesk.domain.text import visible
from paperdesk.library.library import Library
from paperdesk.services import following
from paperdesk.ui.dialogs import HelpPage
from paperdesk.ui.paper_list.model import PaperRole

PATIENCE = 20_000  # milliseconds
PAPERS = (
    {"title": "Graphs of words", "authors": ["Ada Lovelace"], "abstract": "Graphs hold words; a graph of words holds."},
    {"title": "Words alone", "authors": ["Bo Wu"], "abstract": "Nothing else.", "upvotes": 9},
    {"title": "Pictures of graphs", "authors": ["Bo Wu"], "abstract": "Pictures hold a graph.", "tags": ["art"]},
    {"title": "Sound", "authors": ["Bo Wu"], "abstract": "A violin concert.", "upvotes": 90, "day": "2024-04-27"},
)


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], qtbot: Any) -> Any:
    """A window on four papers, all of them shown, with an index."""
    made = build_desk(make_library(*PAPERS))
    ready(made, qtbot)
    made.window.browsing.go("all")
    qtbot.waitUntil(lambda: made.window.model.paper_count == 4)
    return made


def ready(desk: Any, qtbot: Any) -> None:
    desk.search.start()
    qtbot.waitUntil(lambda: desk.search.is_ready and not desk.search.state.building, timeout=PATIENCE)


def find(desk: Any, qtbot: Any, text: str, titles: list[str]) -> None:
    """Type a search, and wait for what it finds."""
    with qtbot.waitSignal(desk.window.browsing.listed, timeout=PATIENCE):
        desk.window.list_pane.search.setText(text)
    qtbot.waitUntil(lambda: shown(desk) == titles, timeout=PATIENCE)


def shown(desk: Any) -> list[str]:
    model = desk.window.model
    rows = [model.index(row) for row in range(model.rowCount())]
    return [str(index.data()) for index in rows if index.data(PaperRole.ROW) is not None]


def answer(desk: Any, press: Callable[..., None], qtbot: Any, text: str) -> None:
    """Answer the dialog that asks for a line."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    press("Ctrl+A", *text, "Return")
    qtbot.waitUntil(lambda: not desk.window.findChildren(QInputDialog))


def kept(desk: Any) -> list[tuple[str, str, str]]:
    return [(search.name, search.text, search.colour) for search in desk.library.searches()]


def entries(desk: Any, heading: str) -> list[str]:
    model = desk.window.sidebar_model
    top = model.index_named(heading)
    return [model.index(row, 0, top).data() for row in range(model.rowCount(top))] if top.isValid() else []


# --- keeping -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Ctrl+S", "Ctrl+Shift+F"])
def test_nothing_typed_is_nothing_to_keep(desk: Any, press: Callable[..., None], key: str) -> None:
    press(key)
    assert desk.window.toast.text() == "Type a search first"
    assert kept(desk) == []


@pytest.mark.parametrize("key", ["Ctrl+F2", "Ctrl+Shift+F2", "Shift+Del", "Alt+Up", "Alt+Down"])
def test_no_search_chosen_is_none_to_change(desk: Any, press: Callable[..., None], key: str) -> None:
    press(key)
    assert desk.window.toast.text() == "Choose a saved search in the sidebar first"


def test_a_search_is_saved_chosen_changed_and_deleted(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    find(desk, qtbot, "graph", ["Graphs of words", "Pictures of graphs"])
    press("/", "Ctrl+S")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    assert desk.window.findChild(QInputDialog).findChild(QLineEdit).text() == "graph"
    answer(desk, press, qtbot, "Mine")
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["Mine"])
    press("Esc")
    desk.window.browsing.go("search:1")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Pictures of graphs"])
    assert desk.window.browsing.label == "Mine"
    press("Ctrl+F2")
    answer(desk, press, qtbot, "Yours")
    qtbot.waitUntil(lambda: desk.window.browsing.label == "Yours" and entries(desk, "searches") == ["Yours"])
    press("Ctrl+Shift+F2")
    answer(desk, press, qtbot, "words sort:title")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Words alone"])
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Pictures of graphs"])
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: desk.window.browsing.label == "Mine")
    press("Shift+Del")
    qtbot.waitUntil(lambda: desk.window.browsing.name == "inbox" and entries(desk, "searches") == [])
    assert desk.window.toast.text() == "Deleted Mine"
    press("Ctrl+Z")
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["Mine"])
    assert kept(desk) == [("Mine", "graph", "")]


def test_what_cannot_be_is_said_and_changes_nothing(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    desk.desk.write(lambda library: following.save_search(library, "graph"))
    desk.desk.write(lambda library: following.save_search(library, "words"))
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["graph", "words"])
    desk.window.browsing.go("search:1")
    for key, text, said in (
        ("Ctrl+Shift+F2", "sort:title", "asks for nothing"),
        ("Ctrl+F2", " ", "is no name for a search"),
        ("Ctrl+F2", "Words", "Another search is called 'Words'"),
    ):
        press(key)
        answer(desk, press, qtbot, text)
        qtbot.waitUntil(lambda said=said: said in desk.window.toast.text())
    assert kept(desk) == [("graph", "graph", ""), ("words", "words", "")]
    find(desk, qtbot, "date:banana", ["Graphs of words", "Pictures of graphs"])
    press("Ctrl+S")
    answer(desk, press, qtbot, "x")
    qtbot.waitUntil(lambda: "asks for nothing" in desk.window.toast.text())


def test_searches_are_moved(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    for text in ("one", "two", "three"):
        desk.desk.write(lambda library, text=text: following.save_search(library, text))
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["one", "two", "three"])
    desk.window.browsing.go("search:3")
    for keys, order in (
        (["Alt+Up"], ["one", "three", "two"]),
        (["Alt+Up"], ["three", "one", "two"]),
        (["Alt+Down"], ["one", "three", "two"]),
        (["Ctrl+Z"], ["three", "one", "two"]),
    ):
        press(*keys)
        qtbot.waitUntil(lambda order=order: entries(desk, "searches") == order)
        assert desk.window.browsing.name == "search:3"
        assert desk.window.sidebar.chosen_search().name == "three"


def test_the_menu_of_a_watch_word_gives_it_another_colour(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    desk.desk.write(lambda library: following.follow(library, "graph"))
    qtbot.waitUntil(lambda: entries(desk, "following") == ["graph"])
    (word,) = desk.library.searches()
    menu = desk.window.searching.menu(word)
    actions = {action.text(): action for action in menu.actions()}
    assert list(actions) == ["Rename…", "Change…", "Colour…", "Move up", "Move down", "Delete"]
    actions["Colour…"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    box = desk.window.findChild(QInputDialog).findChild(QComboBox)
    assert box.currentText() == "yellow"
    press("Down", "Down", "Return")
    qtbot.waitUntil(lambda: kept(desk) == [("graph", "graph", "blue")])
    actions["Delete"].trigger()
    qtbot.waitUntil(lambda: kept(desk) == [])
    menu.deleteLater()


def test_the_menu_of_a_saved_search_has_no_colour(desk: Any, qtbot: Any) -> None:
    desk.desk.write(lambda library: following.save_search(library, "graph"))
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["graph"])
    index = desk.window.sidebar_model.index_named("search:1")
    search = desk.window.sidebar.search_at(index)
    desk.window.sidebar.search_menu_asked.emit(search, desk.window.sidebar.visualRect(index).center())
    menu = next(menu for menu in desk.window.findChildren(QMenu) if menu.isVisible())
    assert "Colour…" not in [action.text() for action in menu.actions()]
    menu.close()


# --- following -----------------------------------------------------------------------------------------


def test_a_watch_word_is_marked_counted_and_has_its_shelf(
    desk: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    press("Ctrl+7")
    assert "follow it with Ctrl+Shift+F" in desk.window.toast.text()
    find(desk, qtbot, "graph", ["Graphs of words", "Pictures of graphs"])
    press("/", "Ctrl+Shift+F")
    answer(desk, press, qtbot, "Nets")
    qtbot.waitUntil(lambda: entries(desk, "following") == ["Nets"])
    press("Esc")
    qtbot.waitUntil(lambda: desk.window.model.paper_count == 4)
    model = desk.window.model

    def for_me() -> list[str]:
        rows = [model.index(row) for row in range(model.rowCount())]
        return [str(index.data()) for index in rows if index.data(PaperRole.FOR_ME)]

    qtbot.waitUntil(lambda: for_me() == ["Graphs of words", "Pictures of graphs"])
    marks = [model.index(row).data(PaperRole.TITLE_MARKS) for row in range(model.rowCount())]
    assert [m for m in marks if m] == [((0, 6, "yellow"),), ((12, 18, "yellow"),)]
    press("Ctrl+7")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Pictures of graphs"])
    assert desk.window.browsing.label == "For me"
    find(desk, qtbot, "words", ["Graphs of words"])  # a search within the shelf
    press("/", "Esc")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Pictures of graphs"])
    desk.desk.write(lambda library: following.follow(library, "violin"))
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Pictures of graphs", "Sound"])
    for word in desk.library.searches():
        desk.window.searching.delete(word)
    qtbot.waitUntil(lambda: desk.window.browsing.name == "inbox")
    qtbot.waitUntil(lambda: for_me() == [])
    assert not any(model.index(row).data(PaperRole.TITLE_MARKS) for row in range(model.rowCount()))


# --- what was found ------------------------------------------------------------------------------------


def test_the_line_of_results(desk: Any, press: Callable[..., None], qtbot: Any, settle: Callable[[Any], None]) -> None:
    status = desk.window.list_pane.status
    assert status.text() == ""
    find(desk, qtbot, "graph", ["Graphs of words", "Pictures of graphs"])
    assert status.text().startswith("2 papers, ")
    find(desk, qtbot, "sound", ["Sound"])
    assert status.text().startswith("1 paper, ")
    find(desk, qtbot, "is:unread tag:art", ["Pictures of graphs"])  # answered by the library alone
    assert status.text().startswith("1 paper, ")
    find(desk, qtbot, "date:banana violin ", ["Sound"])
    assert '"banana" is no date and was left out' in status.text()
    desk.window.list_pane.search.setText("colour:red ")
    qtbot.waitUntil(lambda: '"colour:" is no field; it was searched as a word' in status.text())
    desk.window.list_pane.search.setText("upvotes:many ")
    qtbot.waitUntil(lambda: "upvotes:" in status.text() and len(shown(desk)) == 4)
    press("/", "Esc")
    qtbot.waitUntil(lambda: status.text() == "" and len(shown(desk)) == 4)


def test_did_you_mean_mends_the_word_and_keeps_the_rest(desk: Any, qtbot: Any) -> None:
    status = desk.window.list_pane.status
    find(desk, qtbot, "wrods -alone sort:title", [])
    qtbot.waitUntil(status.suggestion.isVisible)
    assert status.suggestion.text() == "Did you mean “words -alone sort:title”?"
    status.suggestion.click()
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words"])
    assert desk.window.list_pane.search.text() == "words -alone sort:title"
    assert not status.suggestion.isVisible()


def test_a_suggestion_is_made_of_what_was_typed_alone(desk: Any, qtbot: Any) -> None:
    desk.desk.write(lambda library: following.save_search(library, "graph"))
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["graph"])
    desk.window.browsing.go("search:1")
    qtbot.waitUntil(lambda: len(shown(desk)) == 2)
    find(desk, qtbot, "pitcures", [])
    qtbot.waitUntil(desk.window.list_pane.status.suggestion.isVisible)
    assert desk.window.list_pane.status.suggestion.text() == "Did you mean “pictures”?"


def test_found_words_are_marked_in_list_and_reader_and_gone_through(
    desk: Any, press: Callable[..., None], qtbot: Any
) -> None:
    find(desk, qtbot, "graph", ["Graphs of words", "Pictures of graphs"])
    model = desk.window.model
    title, snippet = (model.index(1).data(role) for role in (PaperRole.TITLE_MARKS, PaperRole.SNIPPET))
    assert title == ((0, 6, ""),)
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["Graphs", "graph"]
    desk.window.paper_list.step(1)
    for key, said in (("F3", "1 of 2"), ("F3", "2 of 2"), ("F3", "1 of 2"), ("Shift+F3", "2 of 2")):
        press(key)
        assert desk.window.toast.text() == f"Match {said}"
    find(desk, qtbot, "title:graph", ["Graphs of words", "Pictures of graphs"])
    press("Esc")
    press("F3")
    assert desk.window.toast.text() == "No word that was searched is in this abstract"


def test_marks_in_the_list_stand_on_the_words_as_they_are_shown(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], qtbot: Any
) -> None:
    desk = build_desk(
        make_library(
            {
                "title": "🧪 $\\alpha$-Graphs of\u200b Café𝔸",
                "abstract": "𝔸 $H_2O$ \\emph{graph}, naïve: \\textbf{cafe\u0301s}.",
            }
        )
    )
    ready(desk, qtbot)
    with qtbot.waitSignal(desk.window.browsing.listed, timeout=PATIENCE):
        desk.window.list_pane.search.setText("graph caf")
    qtbot.waitUntil(lambda: desk.window.model.shows_snippets)
    index = desk.window.model.index(1)
    title = visible(index.data())
    assert [title[a:b] for a, b, _ in index.data(PaperRole.TITLE_MARKS)] == ["Graphs", "Café𝔸"]
    snippet = index.data(PaperRole.SNIPPET)
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["graph", "cafe\u0301s"]


def test_the_chosen_search_is_marked_too(desk: Any, qtbot: Any) -> None:
    desk.desk.write(lambda library: following.save_search(library, "graph"))
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["graph"])
    desk.window.browsing.go("search:1")
    qtbot.waitUntil(lambda: len(shown(desk)) == 2)
    assert desk.window.model.index(1).data(PaperRole.TITLE_MARKS) == ((0, 6, ""),)


def test_the_orders_of_a_search(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    find(desk, qtbot, "words OR sound", ["Graphs of words", "Words alone", "Sound"])
    press("Esc", "Ctrl+Shift+2")
    desk.window.list_pane.search.setText("words OR sound")
    qtbot.waitUntil(lambda: shown(desk) == ["Sound", "Words alone", "Graphs of words"])
    press("Ctrl+Shift+4")
    qtbot.waitUntil(lambda: shown(desk)[0] == "Sound" and desk.window.model.section_of(0) is None)
    find(desk, qtbot, "words OR sound sort:newest", ["Graphs of words", "Words alone", "Sound"])
    assert desk.window.model.section_of(1)[1].count == 2


def test_a_saved_search_has_its_own_order_until_another_is_chosen(
    desk: Any, press: Callable[..., None], qtbot: Any
) -> None:
    desk.desk.write(lambda library: following.save_search(library, "words OR sound sort:trending", "Loud"))
    qtbot.waitUntil(lambda: entries(desk, "searches") == ["Loud"])
    desk.window.browsing.go("search:1")
    qtbot.waitUntil(lambda: shown(desk) == ["Sound", "Words alone", "Graphs of words"])
    press("Ctrl+Shift+3")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words", "Sound", "Words alone"])
    desk.window.browsing.go("all")
    qtbot.waitUntil(lambda: len(shown(desk)) == 4)
    desk.window.browsing.go("search:1")
    qtbot.waitUntil(lambda: shown(desk) == ["Sound", "Words alone", "Graphs of words"])
    assert desk.window.browsing.order.value == "title"


# --- similar papers, authors, help ---------------------------------------------------------------------


def test_similar_papers_stand_in_the_readers_foot_and_are_opened_there(desk: Any, qtbot: Any) -> None:
    find(desk, qtbot, "lovelace", ["Graphs of words"])
    desk.window.paper_list.step(1)
    reader = desk.window.reader
    qtbot.waitUntil(lambda: "SIMILAR PAPERS" in reader.toPlainText(), timeout=PATIENCE)
    foot = reader.toPlainText().partition("SIMILAR PAPERS")[2].split("\n")
    assert foot[1] == "Pictures of graphs"
    reader.open_link(QUrl("paperdesk:3"))
    qtbot.waitUntil(lambda: reader.paper is not None and reader.paper.title == "Pictures of graphs")
    qtbot.waitUntil(lambda: len(shown(desk)) == 4)
    assert desk.window.list_pane.search.text() == ""
    assert desk.window.paper_list.current_paper() == 3
    qtbot.waitUntil(lambda: "Graphs of words" in reader.toPlainText(), timeout=PATIENCE)


def test_similar_papers_come_when_the_index_is_ready(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], qtbot: Any
) -> None:
    desk = build_desk(make_library(*PAPERS))
    desk.window.paper_list.step(1)
    qtbot.waitUntil(lambda: "SIMILAR PAPERS" in desk.window.reader.toPlainText(), timeout=PATIENCE)


def test_authors_are_offered_once_the_field_is_entered(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    field = desk.window.list_pane.search
    press("/")
    qtbot.waitUntil(lambda: bool(field._authors), timeout=PATIENCE)
    press(*"author:lov")
    assert [text.split("    ")[0] for text in field.offers()] == ['"Ada Lovelace"']
    press("Down", "Return", " ")
    qtbot.waitUntil(lambda: shown(desk) == ["Graphs of words"], timeout=PATIENCE)
    assert field.hasFocus()
    assert field.text() == 'author:"Ada Lovelace" '
    with Library(desk.library.folder) as library:
        library.hide([library.find("2404.00001")], "removed")
    desk.desk.follow()
    qtbot.waitUntil(lambda: desk.window.browsing.counted.marks["all"].total == 3)
    press("Esc", "/")
    qtbot.waitUntil(lambda: list(field._authors) == ["Bo Wu"], timeout=PATIENCE)


@pytest.mark.parametrize("how", ["F1", "button"])
def test_the_help_on_searching(desk: Any, press: Callable[..., None], qtbot: Any, how: str) -> None:
    if how == "F1":
        press("F1")
    else:
        desk.window.list_pane.help.click()
    (page,) = [page for page in desk.window.findChildren(HelpPage) if page.isVisible()]
    assert page.windowTitle() == "How to search"
    press("Esc")
    qtbot.waitUntil(lambda: not page.isVisible())


# --- the index -----------------------------------------------------------------------------------------


def test_the_index_is_built_anew_on_demand_with_progress(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    seen: list[str] = []
    desk.search.state_changed.connect(lambda state: seen.append(desk.window.searching.progress.text()))
    press("Ctrl+Shift+F5")
    qtbot.waitUntil(lambda: "Building the search index: 4 of 4 papers (100%)" in seen, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.window.searching.progress.isHidden(), timeout=PATIENCE)
    find(desk, qtbot, "violin", ["Sound"])


def test_a_bug_in_the_process_is_told_with_its_details(desk: Any, qtbot: Any) -> None:
    desk.search.ask_similar("no number", 2)
    qtbot.waitUntil(lambda: "Something in PaperDesk failed" in desk.window.toast.text(), timeout=PATIENCE)
    find(desk, qtbot, "violin", ["Sound"])
