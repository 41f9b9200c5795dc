# SPDX-License-Identifier: MIT
"""Adding a source: looked at first, subscribed to then."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from paperdesk.domain.record import Record, Sighting
from paperdesk.services.feeds import Preview
from paperdesk.sources.opml import Outline
from paperdesk.ui.subscriptions.adding import AddSourceDialog, meant


@pytest.fixture
def dialog(qtbot: Any) -> Iterator[AddSourceDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = AddSourceDialog(parent)
    made.show()
    yield made
    parent.close()


def record(title: str) -> Record:
    return Record(title=title, sighting=Sighting("feed", "2026-03-02", 1, None))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("cs.LG", "arxiv:cs.LG"),
        (" arxiv:cs.LG ", "arxiv:cs.LG"),
        ("example.org/feed.xml", "https://example.org/feed.xml"),
        ("http://example.org", "http://example.org"),
        ("./papers.json", "./papers.json"),
        ("/home/x/papers.d", "/home/x/papers.d"),
        ("huggingface", "huggingface"),
    ],
)
def test_what_goes_without_saying_may_be_left_out(text: str, source: str) -> None:
    assert meant(text) == source


def test_what_a_source_brings_is_shown_before_it_is_subscribed_to(dialog: AddSourceDialog, qtbot: Any) -> None:
    assert not dialog.subscribe.isEnabled()
    with qtbot.waitSignal(dialog.look_asked) as asked:
        dialog.field.setText("example.org")
        dialog.look.click()
    assert asked.args == ["https://example.org"]
    others = (Outline("Lab", "https://example.org/a"), Outline("Talks", "https://example.org/b"))
    preview = Preview("https://example.org/a", "Lab", (record("One"), record("Two $x^2$")), others)
    dialog.show_preview("https://example.org", preview)
    assert [dialog.papers.item(row).text() for row in range(2)] == ["One   2026-03-02", "Two x2   2026-03-02"]
    assert dialog.said.text() == "It brings 2 papers now"
    assert dialog.others.isVisible()
    with qtbot.waitSignal(dialog.look_asked) as asked:
        dialog.others.activated.emit(1)
    assert asked.args == ["https://example.org/b"]
    dialog.show_preview("https://example.org/b", Preview("https://example.org/b", "Talks"))
    with qtbot.waitSignal(dialog.subscribe_asked) as subscribed:
        dialog.subscribe.click()
    assert subscribed.args == ["https://example.org/b", "Talks", "every 6h"]


def test_an_answer_to_what_was_typed_before_is_passed_over(dialog: AddSourceDialog) -> None:
    dialog.field.setText("cs.LG")
    dialog.look.click()
    dialog.field.setText("cs.CL")
    dialog.show_preview("arxiv:cs.LG", Preview("arxiv:cs.LG", "arXiv cs.LG", (record("One"),)))
    assert dialog.papers.count() == 0
    assert not dialog.subscribe.isEnabled()


def test_what_cannot_be_looked_at_now_can_be_subscribed_to(dialog: AddSourceDialog, qtbot: Any) -> None:
    dialog.field.setText("cs.LG")
    dialog.look.click()
    dialog.refuse("arxiv:cs.LG", "export.arxiv.org cannot be reached")
    assert dialog.said.text() == "Export.arxiv.org cannot be reached"
    with qtbot.waitSignal(dialog.subscribe_asked) as subscribed:
        dialog.subscribe.click()
    assert subscribed.args == ["arxiv:cs.LG", "", "every 6h"]


def test_a_source_that_is_ready_is_looked_at_with_one_press(dialog: AddSourceDialog, qtbot: Any) -> None:
    ready = {button.text(): button for button in dialog.findChildren(QPushButton)}
    with qtbot.waitSignal(dialog.look_asked) as asked:
        ready["Hugging Face daily"].click()
    assert asked.args == ["huggingface"]
    with qtbot.assertNotEmitted(dialog.look_asked):
        ready["arXiv category"].click()
    assert (dialog.field.text(), dialog.field.selectedText()) == ("arxiv:cs.LG", "cs.LG")
