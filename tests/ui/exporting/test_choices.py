# SPDX-License-Identifier: MIT
"""What of the dialog of exports is remembered."""

from pathlib import Path

import pytest

from paperdesk.export.formats import exporter
from paperdesk.services.export_scopes import LISTED, Scope
from paperdesk.ui.exporting.choices import Remembered, Wanted


def test_where_an_export_goes_is_remembered_for_each_format_and_form() -> None:
    remembered = Remembered()
    remembered.keep(Wanted(exporter("markdown"), Scope(LISTED), True, "my markdown", Path("/notes/vault")))
    remembered.keep(Wanted(exporter("ris"), Scope(LISTED), False, "", Path("/refs/all.ris")))
    again = Remembered(remembered.text())
    assert again.target(exporter("markdown"), True, "Inbox") == "/notes/vault"
    assert again.target(exporter("markdown"), False, "Inbox") == str(Path("/refs/Inbox.md"))
    assert again.target(exporter("ris"), False, "Inbox") == "/refs/all.ris"
    assert again.value("format") == "ris"
    assert again.value("markdown template") == "my markdown"


@pytest.mark.parametrize("text", ["", "x", "[1]", "{}", '{"format": 3, "place": null}', "[" * 100_000])
def test_what_cannot_be_read_counts_as_nothing(text: str) -> None:
    assert Remembered(text).value("format", "markdown") == "markdown"


def test_a_label_names_a_safe_file() -> None:
    assert Path(Remembered().target(exporter("bibtex"), False, "../../etc: x")).name == "etc x.bib"
    assert Path(Remembered().target(exporter("bibtex"), False, "…")).name == "papers.bib"
