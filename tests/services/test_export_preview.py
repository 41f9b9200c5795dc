# SPDX-License-Identifier: MIT
"""How an export begins, in bounded size."""

from pathlib import Path

import pytest

from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services.annotating import highlight_quote
from paperdesk.services.export_preview import LONGEST, preview
from paperdesk.services.export_scopes import EVERYTHING, TAG, Scope, ids_of
from paperdesk.services.exporting import Order


@pytest.fixture
def filled(library: Library) -> Library:
    records = [
        Record(f"Paper {n}", Sighting("huggingface", "2024-04-28"), abstract=f"Words {n}.", arxiv_id=f"2404.{n:05}")
        for n in range(1, 6)
    ]
    library.add(records, "Added")
    return library


def test_the_first_papers_are_shown_as_they_are_written(filled: Library) -> None:
    found = preview(filled, Order("bibtex", ()), Scope(EVERYTHING), "")
    assert (found.papers, found.total, found.is_page, found.trouble) == (3, 5, False, "")
    assert found.text.count("@misc{") == 3


def test_a_page_is_said_to_be_one(filled: Library) -> None:
    for name in ("html", "pdf"):
        found = preview(filled, Order(name, ()), Scope(EVERYTHING), "")
        assert found.is_page
        assert "Words 5" in found.text


def test_what_is_long_is_cut_and_a_long_page_is_not_shown(filled: Library) -> None:
    long = Record("Long", Sighting("file", "2024-05-01"), abstract="word " * 100_000, arxiv_id="2405.00001")
    filled.add([long], "Added")
    found = preview(filled, Order("markdown", ()), Scope(EVERYTHING), "")
    assert len(found.text) == LONGEST + 2
    found = preview(filled, Order("html", ()), Scope(EVERYTHING), "")
    assert (found.text, found.total) == ("", 6)
    assert "too long to be shown" in found.trouble


def test_what_stands_in_its_way_is_told_not_raised(filled: Library, tmp_path: Path) -> None:
    (tmp_path / "bad.j2").write_text("{% for %}")
    found = preview(filled, Order("markdown", (), template="bad", templates=tmp_path), Scope(EVERYTHING), "")
    assert found.trouble.startswith("template bad:")
    assert preview(filled, Order("csv", (), key_pattern="{x}"), Scope(EVERYTHING), "").trouble.startswith(
        "export.citation_key"
    )


def test_no_paper_is_no_trouble(filled: Library) -> None:
    found = preview(filled, Order("ris", ()), Scope(TAG, "nothing"), "")
    assert (found.text, found.total, found.trouble) == ("", 0, "")


@pytest.mark.parametrize("name", ["readwise", "w3c"])
def test_of_highlights_the_first_are_shown_wherever_they_are(filled: Library, name: str) -> None:
    last = ids_of(filled, Scope(EVERYTHING))[-1]
    highlight_quote(filled, last, "Words")
    found = preview(filled, Order(name, ()), Scope(EVERYTHING), "")
    assert (found.papers, found.total) == (1, 1)
    assert "Words" in found.text
