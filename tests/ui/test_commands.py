# SPDX-License-Identifier: MIT
"""What the reader does to papers, by key, in the list and in the reader, to one and to many; and what is said of it."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from paperdesk.domain.paper import MARKS
from paperdesk.domain.query import Sort
from paperdesk.domain.record import Links, Record, Sighting
from paperdesk.library.library import Library


@pytest.fixture
def three(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> Any:
    return build_desk(make_library({"title": "One"}, {"title": "Two"}, {"title": "Three"}))


def marks(desk: Any) -> dict[str, str]:
    """The marks of each paper, by title."""
    found = {}
    for number in (1, 2, 3):
        paper = desk.library.paper(number)
        found[paper.title] = " ".join(name for name in MARKS if getattr(paper, name))
    return found


@pytest.mark.parametrize("place", ["list", "reader", "sidebar"])
@pytest.mark.parametrize(
    ("key", "mark", "said"),
    [
        ("u", "read", "Marked 1 paper read"),
        ("s", "starred", "Starred 1 paper"),
        ("l", "later", "Kept 1 paper for later"),
        ("e", "read archived", "Archived 1 paper"),
    ],
)
def test_one_key_marks_wherever_the_keyboard_is(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None], place: str, key: str, mark: str, said: str
) -> None:
    press("j", *{"list": [], "reader": ["r"], "sidebar": ["Ctrl+L"]}[place], key)
    settle(three)
    assert marks(three) == {"One": mark, "Two": "", "Three": ""}
    assert three.window.toast.text() == said
    press("Ctrl+Z")
    settle(three)
    assert marks(three) == {"One": "", "Two": "", "Three": ""}
    assert three.window.toast.text() == f"Undo: {said}"
    press("Ctrl+Shift+Z")
    settle(three)
    assert marks(three)["One"] == mark


@pytest.mark.parametrize("place", ["list", "reader", "sidebar"])
def test_keys_move_open_and_find_wherever_the_keyboard_is(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None], place: str
) -> None:
    def go() -> None:
        press(*{"list": ["Esc"], "reader": ["r"], "sidebar": ["Ctrl+L"]}[place])

    press("j")
    seen = []
    for key in ("j", "j", "k", "Space"):
        go()
        press(key)
        seen.append(three.window.reader.paper.title)
    assert seen == ["Two", "Three", "Two", "Three"]
    for key, name in (("/", "searchField"), ("Ctrl+F", "searchField"), ("t", "tagEditor")):
        go()
        press(key)
        assert QApplication.focusWidget().objectName() == name
        press("Esc")
    for key, name in (("?", "shortcuts"), ("Ctrl+K", "commandPalette")):
        go()
        press(key)
        assert QApplication.activeModalWidget().objectName() == name
        press("Esc")


def test_arrows_move_in_the_list(three: Any, press: Callable[..., None]) -> None:
    seen = []
    for key in ("Down", "Down", "Down", "Up", "End", "Home"):
        press(key)
        seen.append(three.window.reader.paper.title)
    assert seen == ["One", "Two", "Three", "Two", "Three", "One"]


def test_taking_out_of_the_archive_goes_on_there_and_stays_elsewhere(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    press: Callable[..., None],
    settle: Callable[[Any], None],
) -> None:
    desk = build_desk(make_library({"archived": True}, {"archived": True}))
    press("Ctrl+6")
    settle(desk)
    press("j", "e")
    settle(desk)
    assert (desk.window.reader.paper.key, desk.window.model.paper_count) == ("2404.00002", 1)
    press("Ctrl+5")
    settle(desk)
    press("j", "j", "e")
    settle(desk)
    assert (desk.window.reader.paper.key, desk.window.reader.paper.archived) == ("2404.00002", False)


@pytest.mark.parametrize("key", ["u", "s", "l"])
def test_the_same_key_takes_a_mark_off_again(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None], key: str
) -> None:
    for _ in range(2):
        press(*(["j"] if three.window.reader.paper is None else []), key)
        settle(three)
    assert marks(three)["One"] == ""


def test_the_first_of_many_decides_for_all(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j", "j", "s")
    settle(three)
    press("k", "Shift+Down", "Shift+Down", "s")
    settle(three)
    assert marks(three) == {"One": "starred", "Two": "starred", "Three": "starred"}
    assert three.window.toast.text() == "Starred 3 papers"
    press("s")
    settle(three)
    assert marks(three) == {"One": "", "Two": "", "Three": ""}


@pytest.mark.parametrize("key", ["u", "s", "l", "e", "Del", "t", "o", "p", "Ctrl+Shift+C"])
def test_without_a_paper_the_window_says_what_to_do(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None], key: str
) -> None:
    before = three.library.last_change()
    press(key)
    settle(three)
    assert three.window.toast.text() == "Choose a paper in the list first"
    assert three.library.last_change() == before
    assert three.window.paper_list.hasFocus()


def test_undo_and_redo_say_when_there_is_nothing(
    build_desk: Callable[..., Any], tmp_path: Path, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    desk = build_desk(tmp_path / "new")
    press("Ctrl+Z")
    settle(desk)
    assert desk.window.toast.text() == "There is nothing to undo"
    press("Ctrl+Y")
    settle(desk)
    assert desk.window.toast.text() == "There is nothing to do again"


def test_t_writes_a_tag(three: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    press("j", "t", *"vision", "Return")
    settle(three)
    assert three.window.reader.paper.tags == ("vision",)
    assert three.window.reader_pane.tags.field.hasFocus(), "another one may follow"
    press(*"a b, c", "Return", "Esc")
    settle(three)
    assert three.window.reader.paper.tags == ("a b", "c", "vision")
    assert three.window.paper_list.hasFocus()


def test_letters_that_are_commands_are_letters_in_a_field(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    before = three.library.last_change()
    press("j", "/", *"jkslutero?/p ")
    assert three.window.list_pane.search.text() == "jkslutero?/p "
    press("Esc")
    three.window.paper_list.step(1)
    press("t", *"jkslutero?/p ")
    settle(three)
    assert three.window.reader_pane.tags.field.text() == "jkslutero?/p "
    assert three.library.last_change() == before


def test_undo_in_a_field_undoes_the_writing(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("j", "s")
    settle(three)
    press("t", *"abc", "Ctrl+Z")
    settle(three)
    assert three.window.reader_pane.tags.field.text() != "abc"
    assert marks(three)["One"] == "starred"


def test_a_name_that_is_no_tag_is_told(three: Any, press: Callable[..., None], settle: Callable[[Any], None]) -> None:
    press("j")
    three.window.commands.tag(["x" * 300])
    settle(three)
    assert "longer than 200 characters" in three.window.toast.text()


LONG = {"abstract": "A sentence of several words to fill the page. " * 80}


def test_space_reads_on_and_goes_to_the_next_unread(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    press: Callable[..., None],
    settle: Callable[[Any], None],
) -> None:
    desk = build_desk(make_library(LONG, {**LONG, "read": True}, LONG), size=(1000, 500))
    press("Ctrl+5")
    settle(desk)
    press("Space")
    assert desk.window.reader.paper.key == "2404.00001"
    bar = desk.window.reader.verticalScrollBar()
    places = [bar.value()]
    while desk.window.reader.paper.key == "2404.00001":
        press("Space")
        places.append(bar.value())
    assert places[-1] == 0, "the next paper begins at its beginning"
    assert places[:-1] == sorted(set(places[:-1])), "each time a little further"
    assert max(b - a for a, b in itertools.pairwise(places)) < desk.window.reader.viewport().height()
    assert desk.window.reader.paper.key == "2404.00003", "one that is read is passed over"
    press(*["Space"] * 20)
    assert desk.window.reader.paper.key == "2404.00003"
    assert desk.window.toast.text() == "No unread paper below this one"


class Browser(QObject):
    """Takes web addresses in place of a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("https", self, "take")

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.opened.append(address.toString())


@pytest.fixture
def browser(qapp: Any) -> Iterator[Browser]:
    yield Browser()
    QDesktopServices.unsetUrlHandler("https")


ALL_LINKS = Links("https://a.org/abs", "https://a.org/pdf", "https://hf.co/p", "https://git.org/c", "https://p.org")


@pytest.mark.parametrize(
    ("links", "source", "pdf"),
    [
        (ALL_LINKS, "https://a.org/abs", "https://a.org/pdf"),
        (Links(huggingface="https://hf.co/p", code="https://git.org/c"), "https://hf.co/p", None),
        (Links(arxiv="https://a.org/abs"), "https://a.org/abs", "https://a.org/abs"),
    ],
    ids=["all", "no pdf", "arxiv alone"],
)
def test_o_and_p_open_the_source_and_the_pdf(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], press: Callable[..., None], browser: Browser,
    links: Links, source: str, pdf: str | None,
) -> None:  # fmt: skip
    desk = build_desk(make_library({"links": links}))
    press("j", "o")
    assert browser.opened == [source]
    press("p")
    assert browser.opened == [source, *([pdf] if pdf else [])]
    if pdf is None:
        assert desk.window.toast.text() == "No address of that kind is known for this paper"


def test_title_and_address_are_copied(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], press: Callable[..., None]
) -> None:
    desk = build_desk(make_library({"links": ALL_LINKS}))
    press("j", "Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == "Paper 1\nhttps://a.org/abs"
    assert desk.window.toast.text() == "Copied title and address"


def test_a_paper_with_a_doi_alone_has_an_address(
    build_desk: Callable[..., Any], tmp_path: Path, press: Callable[..., None], browser: Browser
) -> None:
    with Library(tmp_path / "made") as library:
        library.add([Record("Paper 1", Sighting("huggingface", "2024-04-28"), doi="10.1000/a.b")], "Added")
    build_desk(tmp_path / "made")
    press("j", "Ctrl+Shift+C")
    assert QGuiApplication.clipboard().text() == "Paper 1\nhttps://doi.org/10.1000/a.b"
    press("o")
    assert browser.opened == ["https://doi.org/10.1000/a.b"]


def test_a_whole_selection_goes_and_comes_back(
    three: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    press("Ctrl+A", "Del")
    settle(three)
    assert three.window.toast.text() == "Removed 3 papers"
    assert three.window.model.rowCount() == 0
    press("Ctrl+Z")
    settle(three)
    assert three.window.model.paper_count == 3


# --- papers that something was written on --------------------------------------------------------------


@pytest.fixture
def annotated(build_desk: Callable[..., Any], make_library: Callable[..., Path], highlight: Callable[..., None]) -> Any:
    folder = make_library({"title": "One"}, {"title": "Two"}, {"title": "Three"})
    highlight(folder, 1, "of a few")
    desk = build_desk(folder)
    desk.window.browsing.sort_by(Sort.TITLE)
    return desk


def question(desk: Any) -> str:
    boxes = [box for box in desk.window.findChildren(QMessageBox) if box.isVisible()]
    return boxes[0].text() if boxes else ""


def test_a_paper_that_something_was_written_on_goes_after_one_question(
    annotated: Any, press: Callable[..., None], settle: Callable[[Any], None], qtbot: Any
) -> None:
    settle(annotated)
    annotated.window.open_key("2404.00001")
    press("Del")
    assert question(annotated) == "This paper has highlights or notes. They go to the trash with it, for 30 days."
    press("Esc")
    qtbot.waitUntil(lambda: not question(annotated))
    settle(annotated)
    assert annotated.window.model.paper_count == 3
    press("Del", "Return")
    settle(annotated)
    assert list(annotated.library.trash()) == [1]
    press("Ctrl+Z")
    settle(annotated)
    assert annotated.library.trash() == []


def test_of_several_it_is_said_how_many(
    annotated: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    settle(annotated)
    press("j", "Ctrl+A", "Del")
    assert question(annotated).startswith("1 of these 3 papers has highlights or notes.")
    press("Esc")


def test_where_nothing_was_written_nothing_is_asked(
    annotated: Any, press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    settle(annotated)
    annotated.window.open_key("2404.00002")
    press("Del")
    settle(annotated)
    assert question(annotated) == ""
    assert list(annotated.library.trash()) == [2]
