# SPDX-License-Identifier: MIT
"""The reader: comfortable at any width and size, keeps its place, opens only what may be opened, loads nothing."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QTextDocument, QTextLayout
from PySide6.QtTest import QTest

LONG = "In this work we study how a text is read on a screen, and what makes its lines easy to follow. " * 40
LOREM = {"abstract": LONG, "title": "A title"}


class Browser(QObject):
    """Stands in for the programs that open addresses outside."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        for scheme in ("http", "https", "mailto", "file", "javascript", "data", "smb", "ftp"):
            QDesktopServices.setUrlHandler(scheme, self, "take")

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        self.opened.append(address.toString())


@pytest.fixture
def browser(qapp: Any) -> Iterator[Browser]:
    """Takes every address that would be opened outside."""
    made = Browser()
    yield made
    for scheme in ("http", "https", "mailto", "file", "javascript", "data", "smb", "ftp"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def open_paper(build_desk: Callable[..., Any], make_library: Callable[..., Path]) -> Callable[..., Any]:
    """Open the window on one paper, shown in the reader; return its desk."""

    def shown(size: tuple[int, int] = (1280, 800), settings: Any = None, **paper: Any) -> Any:
        desk = build_desk(make_library(paper), settings, size=size)
        desk.window.paper_list.step(1)
        return desk

    return shown


def longest_lines(desk: Any) -> list[int]:
    """How many characters stand in each full line of the abstract, as it is laid out."""
    block = desk.window.reader.document().findBlock(desk.window.reader.abstract_start)
    layout: QTextLayout = block.layout()
    return [layout.lineAt(number).textLength() for number in range(layout.lineCount() - 1)]


@pytest.mark.parametrize("width", [1000, 1280, 1920, 3840])
@pytest.mark.parametrize("pixels", [12, 16, 22])
def test_lines_hold_60_to_75_characters_however_wide_the_window(
    open_paper: Callable[..., Any], width: int, pixels: int
) -> None:
    desk = open_paper((width, 700), {"appearance.text_size": pixels}, **LOREM)
    lines = longest_lines(desk)
    assert max(lines) <= 76, "75 and the blank at the end of the line"
    if desk.window.reader.viewport().width() > 45 * pixels:  # there is room
        assert sum(lines) / len(lines) >= 60


def test_text_grows_and_shrinks_within_bounds_and_the_size_is_kept(
    open_paper: Callable[..., Any], press: Callable[..., None]
) -> None:
    desk = open_paper(**LOREM)
    for _ in range(20):
        press("Ctrl++")
    assert desk.window.reader.document().find("In this work").charFormat().font().pixelSize() == 28
    for _ in range(30):
        press("Ctrl+-")
    assert desk.window.reader.document().find("In this work").charFormat().font().pixelSize() == 12
    press("Ctrl+=")
    assert desk.window.settings["appearance.text_size"] == 13


@pytest.mark.parametrize("change", ["larger", "smaller", "theme-dark"])
def test_what_is_read_stays_at_the_top_when_the_looks_change(open_paper: Callable[..., Any], change: str) -> None:
    desk = open_paper((1000, 500), **LOREM)
    reader = desk.window.reader
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum() // 2)
    before = reader.cursorForPosition(reader.viewport().rect().topLeft()).position()
    desk.window.actions_by_name[change].trigger()
    after = reader.cursorForPosition(reader.viewport().rect().topLeft()).position()
    assert abs(after - before) < 150, "two lines"
    assert reader.verticalScrollBar().value() > 0


def test_a_mark_moves_nothing_and_keeps_what_is_selected(
    open_paper: Callable[..., Any], press: Callable[..., None], settle: Callable[[Any], None]
) -> None:
    desk = open_paper((1000, 500), **LOREM)
    reader = desk.window.reader
    reader.verticalScrollBar().setValue(200)
    cursor = reader.document().find("easy to follow")
    reader.setTextCursor(cursor)
    place = reader.verticalScrollBar().value()
    press("s", "l")
    settle(desk)
    assert reader.paper.starred
    assert reader.textCursor().selectedText() == "easy to follow"
    assert reader.verticalScrollBar().value() == place


def test_similar_papers_come_without_a_jump(open_paper: Callable[..., Any]) -> None:
    desk = open_paper((1000, 500), **LOREM)
    reader = desk.window.reader
    bar = reader.verticalScrollBar()
    bar.setValue(120)
    reader.setTextCursor(reader.document().find("easy to follow"))
    bar.setValue(120)
    reader.show_similar(list(desk.library.rows([reader.paper.id]).values()))
    assert "SIMILAR PAPERS" in reader.toPlainText()
    assert bar.value() == 120
    assert reader.textCursor().selectedText() == "easy to follow"


def test_another_paper_begins_at_its_beginning(
    build_desk: Callable[..., Any], make_library: Callable[..., Path], press: Callable[..., None]
) -> None:
    desk = build_desk(make_library(LOREM, LOREM), size=(1000, 500))
    press("j")
    bar = desk.window.reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    press("j")
    assert bar.value() == 0


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://arxiv.org/abs/2404.18212", "https://arxiv.org/abs/2404.18212"),
        ("http://127.0.0.1:8000/x?y=1#z", "http://127.0.0.1:8000/x?y=1#z"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("mailto:ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_web_doi_and_mail_open_outside(
    open_paper: Callable[..., Any], browser: Browser, address: str, opened: str
) -> None:
    open_paper().window.reader.open_link(QUrl(address))
    assert browser.opened == [opened]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>alert(1)</script>",
        "smb://host/share",
        "ftp://host/file",
        "vbscript:x",
        "https://arxiv.org@evil.example/",
        "https://user:secret@evil.example/",
        "http:///etc/passwd",
        "mailto:",
        "relative/path",
        "",
    ],
)
def test_nothing_else_opens_and_the_window_says_so(
    open_paper: Callable[..., Any], browser: Browser, address: str
) -> None:
    desk = open_paper()
    desk.window.reader.open_link(QUrl(address))
    assert browser.opened == []
    assert desk.window.toast.isVisible()
    assert desk.window.toast.text().startswith("Not opened, since it is no web address")
    assert "secret" not in desk.window.toast.text()


def test_an_address_that_no_program_opens_is_told(
    open_paper: Callable[..., Any], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda address: False)
    desk = open_paper()
    desk.window.reader.open_link(QUrl("https://example.org"))
    assert desk.window.toast.text() == "No program here opens https://example.org"


def test_a_link_is_followed_by_mouse_and_by_keyboard(
    open_paper: Callable[..., Any], browser: Browser, press: Callable[..., None], qtbot: Any
) -> None:
    desk = open_paper(abstract="Code is at https://example.org/code and that is all.")
    reader = desk.window.reader
    press("r", "Tab", "Return")
    assert browser.opened == ["https://example.org/code"]
    cursor = reader.document().find("example.org")
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=reader.cursorRect(cursor).center())
    assert browser.opened == ["https://example.org/code"] * 2


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            return

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}", asked
    made.shutdown()
    thread.join()
    made.server_close()


def test_nothing_in_a_text_is_loaded(
    open_paper: Callable[..., Any], server: tuple[str, list[str]], tmp_path: Path, settle: Callable[[Any], None]
) -> None:
    base, asked = server
    picture = tmp_path / "picture.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    markup = f'<img src="{base}/a.png"><img src="{picture.as_uri()}"><link rel="stylesheet" href="{base}/b.css">'
    desk = open_paper(title=markup, abstract=markup + f' <style>@import url("{base}/c.css")</style>')
    desk.window.reader.grab()
    settle(desk)
    assert asked == []
    assert desk.window.reader.toPlainText().count(markup) == 2


def test_even_a_document_that_asks_gets_nothing(
    open_paper: Callable[..., Any], server: tuple[str, list[str]], tmp_path: Path
) -> None:
    base, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    reader = open_paper().window.reader
    for kind in QTextDocument.ResourceType:
        for address in (
            f"{base}/x",
            secret.as_uri(),
            str(secret),
            "data:text/plain,x",
            ":/qt-project.org/logos/pysidelogo.png",
        ):
            found = reader.document().resource(kind.value, QUrl(address))
            assert found == b"" or (found.width(), found.pixelColor(0, 0).alpha()) == (1, 0)
    assert asked == []


def test_a_shown_paper_that_is_removed_leaves_an_invitation(
    open_paper: Callable[..., Any], settle: Callable[[Any], None], press: Callable[..., None]
) -> None:
    desk = open_paper()
    press("Del")
    settle(desk)
    assert desk.window.reader.paper is None
    assert not desk.window.reader.isVisible()


def test_five_megabytes_and_ten_thousand_authors_are_shown(open_paper: Callable[..., Any]) -> None:
    desk = open_paper(abstract="word " * 1_000_000, authors=[f"Author {n}" for n in range(10_000)])
    text = desk.window.reader.toPlainText()
    assert "9,960 more" in text
    assert "only its beginning is shown here" in text


def test_the_keyboard_selects_text(open_paper: Callable[..., Any], press: Callable[..., None]) -> None:
    desk = open_paper(title="Alpha beta")
    press("r", "Shift+Right", "Shift+Right", "Shift+Right", "Shift+Right", "Shift+Right")
    assert desk.window.reader.textCursor().selectedText() == "Alpha"
