# SPDX-License-Identifier: MIT
"""Files that papers are dragged out as."""

from pathlib import Path

import pytest

from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services.dragged_files import DraggedFiles
from paperdesk.services.exporting import Order

TITLES = ("Nets of $x^2$", "../../etc/passwd", "CON", "😀")


@pytest.fixture
def ids(library: Library) -> list[PaperId]:
    records = [
        Record(title, Sighting("file", "2024-04-28"), abstract="Words.", arxiv_id=f"2404.{n:05}")
        for n, title in enumerate(TITLES, 1)
    ]
    library.add(records, "Added")
    return [library.find(f"2404.{n:05}") for n in range(1, len(TITLES) + 1)]


def test_a_file_is_called_by_its_paper_and_goes_at_the_end(library: Library, ids: list[PaperId]) -> None:
    files = DraggedFiles()
    path = files.make(library, ids[:1], Order("bibtex", ()))
    assert path.name == "Nets of x2.bib"
    assert "@misc{" in path.read_text("utf-8")
    assert files.make(library, ids, Order("ris", ())).name == "4 papers.ris"
    again = files.make(library, ids[:1], Order("markdown", ()))
    assert (again.name, again.read_text("utf-8").count("# Nets")) == ("Nets of x2.md", 1)
    files.close()
    assert not path.parents[1].exists()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_title_names_a_file_that_is_not_safe(library: Library, ids: list[PaperId], number: int) -> None:
    files = DraggedFiles()
    path = files.make(library, [ids[number]], Order("bibtex", ()))
    assert path.is_file()
    assert path.resolve().parents[1].name.startswith("paperdesk-")
    assert Path(path.name).stem.casefold() not in ("con", "")
    files.close()
