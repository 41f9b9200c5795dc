# SPDX-License-Identifier: MIT
"""The dialog of exports: what it offers, what its preview shows, and what it can be done with from the keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from paperdesk.ui.exporting.dialog import ExportDialog

Open = Callable[[Any], ExportDialog]
Choose = Callable[..., None]


def test_it_offers_every_format_and_the_choices_of_papers_there_are(desk: Any, open_dialog: Open, press: Any) -> None:
    desk.window.paper_list.step(1)
    dialog = open_dialog(desk)
    assert dialog.format.count() >= 14
    assert [dialog.scope.itemText(n) for n in range(dialog.scope.count())] == [
        "The selected paper",
        "What is listed: Inbox (3)",
        "A tag",
        "A day or a week",
        "Marked since the last export",
        "The whole library",
    ]
    assert dialog.scope.currentText() == "The selected paper"
    press("Esc")
    assert not dialog.isVisible()


def test_the_preview_follows_what_is_chosen(desk: Any, open_dialog: Open, choose: Choose, press: Any) -> None:
    dialog = open_dialog(desk)
    choose(dialog, "bibtex", "listed")
    assert dialog.preview.text.toPlainText().count("@misc{") == 3
    assert dialog.preview.said() == "All of it"
    choose(dialog, "ris", "tag")
    assert dialog.which.currentText() == "#rl"
    assert "TI  - One" in dialog.preview.text.toPlainText()
    assert "TI  - Two" not in dialog.preview.text.toPlainText()
    choose(dialog, "csv", "days")
    assert [dialog.which.itemText(n) for n in range(2)] == ["Week of 29 April 2024", "Week of 22 April 2024"]
    assert "Three" in dialog.preview.text.toPlainText()
    choose(dialog, "readwise", "since")
    assert "of a few" in dialog.preview.text.toPlainText()
    choose(dialog, "html", "everything")
    assert dialog.preview.page.isVisible()
    assert "Two" in dialog.preview.page.toPlainText()
    press("Esc")


def test_only_what_matters_to_a_format_is_asked(desk: Any, open_dialog: Open, choose: Choose, press: Any) -> None:
    dialog = open_dialog(desk)
    choose(dialog, "bibtex", "listed")
    for hidden in (dialog.template, dialog.copy, dialog.split, dialog.which):
        assert not hidden.isVisible()
    assert dialog.target.text().endswith("Inbox.bib")
    choose(dialog, "obsidian", "tag")
    assert dialog.template.isVisible()
    assert dialog.copy.isVisible()
    assert dialog.split.currentText() == "A file a paper, in a folder"
    assert dialog.target.text().endswith("/rl")
    dialog.split.setCurrentIndex(0)
    assert dialog.target.text().endswith("/rl.md")
    press("Esc")


def test_a_place_that_the_reader_named_stays(desk: Any, open_dialog: Open, choose: Choose, press: Any) -> None:
    dialog = open_dialog(desk)
    dialog.target.setFocus()
    dialog.target.selectAll()
    press("/", "x")
    choose(dialog, "csv", "listed")
    assert dialog.target.text() == "/x"
    dialog.target.selectAll()
    press("Backspace")
    assert not dialog.export.isEnabled()
    press("Esc")


def test_what_would_be_empty_cannot_be_exported(
    build_desk: Callable[..., Any],
    make_library: Callable[..., Path],
    open_dialog: Open,
    choose: Choose,
    press: Any,
) -> None:
    dialog = open_dialog(build_desk(make_library({})))
    choose(dialog, "csv", "since")
    assert dialog.preview.said() == "No paper is in this choice."
    assert not dialog.export.isEnabled()
    press("Esc")


def test_every_field_has_a_name_and_a_key(desk: Any, open_dialog: Open, press: Any) -> None:
    dialog = open_dialog(desk)
    for widget in (dialog.format, dialog.scope, dialog.which, dialog.split, dialog.template, dialog.target):
        assert widget.accessibleName()
    press("Alt+P")
    assert dialog.scope.hasFocus()
    press("Alt+T")
    assert dialog.template.hasFocus() or dialog.target.hasFocus()
    press("Tab", "Esc")
    assert not dialog.isVisible()
