# SPDX-License-Identifier: MIT
"""Papers on the clipboard: by key, from list and reader, of one and of several."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QInputDialog

from paperdesk.domain.record import Links

Press = Callable[..., None]


@pytest.fixture
def desk(build_desk: Callable[..., Any], make_library: Callable[..., Path], highlight: Callable[..., None]) -> Any:
    links = Links(arxiv="https://arxiv.org/abs/2404.00001")
    folder = make_library({"title": "Nets of $x^2$", "links": links}, {"title": "Zebras"})
    highlight(folder, 1, "of a few")
    QGuiApplication.clipboard().clear()
    return build_desk(folder)


@pytest.fixture
def copied(desk: Any, press: Press, qtbot: Any) -> Callable[..., tuple[str, str]]:
    """Press keys, wait until the toast says what was copied; return the plain text and the HTML on the clipboard."""

    def run(*keys: str, said: str) -> tuple[str, str]:
        press(*keys)
        qtbot.waitUntil(lambda: desk.window.toast.text() == said)
        mime = QGuiApplication.clipboard().mimeData()
        return mime.text(), mime.html()

    return run


def test_a_citation_is_copied_plain_and_with_its_italics(copied: Any) -> None:
    plain, html = copied("j", "Shift+C", said="Copied the citation in APA, 7th edition")
    assert plain.startswith("Lovelace, A., & Turing, A. (2024). Nets of x²")
    assert "<i>Nets of x²</i>" in html


def test_the_citations_of_all_that_is_selected(copied: Any) -> None:
    plain, html = copied("j", "Ctrl+A", "Shift+C", said="Copied 2 citations in APA, 7th edition")
    assert len(plain.split("\n")) == 2
    assert html.count("<p>") == 2


def test_a_style_is_chosen_once_and_kept(desk: Any, press: Press, copied: Any, qtbot: Any) -> None:
    press("j", "Ctrl+Shift+A")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(QInputDialog)))
    dialog = next(d for d in desk.window.findChildren(QInputDialog) if d.isVisible())
    assert dialog.comboBoxItems()[0] == "APA, 7th edition"
    dialog.setTextValue("IEEE")
    plain, _ = copied("Return", said="Copied the citation in IEEE")
    assert plain.startswith("A. Lovelace and A. Turing, “Nets of x²,”")
    assert desk.window.settings["citing.style"] == "ieee"


def test_bibtex_keeps_the_keys_that_it_gives(desk: Any, copied: Any) -> None:
    plain, _ = copied("j", "b", said="Copied BibTeX")
    assert plain.startswith("@misc{lovelace2024nets,")
    assert desk.library.citation_keys([1]) == {1: "lovelace2024nets"}
    plain, _ = copied("Ctrl+A", "b", said="Copied 2 papers as BibTeX")
    assert plain.count("@misc{") == 2


def test_a_markdown_link(copied: Any) -> None:
    plain, html = copied("j", "Ctrl+Shift+K", said="Copied the Markdown link")
    assert plain == "[Nets of x²](https://arxiv.org/abs/2404.00001)"
    assert html == '<a href="https://arxiv.org/abs/2404.00001">Nets of x²</a>'


def test_the_quote_of_the_chosen_highlight_with_its_citation(copied: Any) -> None:
    plain, html = copied("j", ".", "Shift+Q", said="Copied the quote with its citation")
    assert plain.startswith("“of a few”\n— Lovelace, A.")
    assert html.startswith("<blockquote><p>of a few</p></blockquote>")


def test_what_is_selected_goes_before_a_highlight(desk: Any, press: Press, copied: Any) -> None:
    press("j", ".")
    reader = desk.window.reader
    cursor = QTextCursor(reader.document())
    cursor.setPosition(reader.abstract_start)
    cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor, 2)
    reader.setTextCursor(cursor)
    plain, _ = copied("Shift+Q", said="Copied the quote with its citation")
    assert plain.startswith("“An abstract”\n")


@pytest.mark.parametrize("key", ["Shift+C", "b", "Ctrl+Shift+K"])
def test_without_a_paper_it_says_so(desk: Any, press: Press, key: str) -> None:
    press(key)
    assert desk.window.toast.text() == "Choose a paper in the list first"
    press("Shift+Q")
    assert desk.window.toast.text() == "Select text in the abstract first, or click a highlight"
