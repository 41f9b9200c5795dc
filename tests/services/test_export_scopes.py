# SPDX-License-Identifier: MIT
"""Which papers an export is of."""

from datetime import date
from pathlib import Path

import pytest

from paperdesk.domain.paper import PaperId
from paperdesk.domain.record import Record, Sighting
from paperdesk.library.library import Library
from paperdesk.services import annotating, triage
from paperdesk.services.export_scopes import DAYS, EVERYTHING, LISTED, SINCE, TAG, Scope, export_name, ids_of, week_of


@pytest.fixture
def ids(library: Library) -> list[PaperId]:
    days = ("2024-04-28", "2024-04-29", "2024-05-05")
    records = [
        Record(f"Paper {n}", Sighting("huggingface", day), abstract="Some words.", arxiv_id=f"2404.{n:05}")
        for n, day in enumerate(days, 1)
    ]
    library.add(records, "Added")
    return [library.find(f"2404.{n:05}") for n in (1, 2, 3)]


def test_a_list_stays_as_it_was_given(library: Library, ids: list[PaperId]) -> None:
    assert ids_of(library, Scope(LISTED, ids=ids[::-1])) == ids[::-1]


def test_a_tag_holds_those_below_it_and_days_their_bounds(library: Library, ids: list[PaperId]) -> None:
    triage.tag_papers(library, ids[:1], ["rl/offline"])
    assert ids_of(library, Scope(TAG, "rl")) == ids[:1]
    assert ids_of(library, Scope(DAYS, "2024-04-29..2024-05-05")) == [ids[2], ids[1]]
    assert ids_of(library, Scope(DAYS, "2024-04-28..2024-04-28")) == ids[:1]
    assert ids_of(library, Scope(EVERYTHING)) == ids[::-1]


def test_since_the_last_export_is_by_format_and_place(library: Library, ids: list[PaperId]) -> None:
    there, elsewhere = (export_name("bibtex", Path(place)) for place in ("/a/x.bib", "/b/x.bib"))
    annotating.write_note(library, ids[0], "One")
    assert ids_of(library, Scope(SINCE), there) == ids[:1]
    library.keep_export(there, library.last_change())
    assert ids_of(library, Scope(SINCE), there) == []
    annotating.write_note(library, ids[1], "Two")
    assert ids_of(library, Scope(SINCE), there) == [ids[1]]
    assert ids_of(library, Scope(SINCE), elsewhere) == [ids[1], ids[0]]


def test_a_week_is_from_monday_to_sunday() -> None:
    assert week_of(date(2024, 4, 28)) == "2024-04-22..2024-04-28"
    assert week_of(date(2024, 4, 29)) == "2024-04-29..2024-05-05"


def test_an_export_is_headed_with_what_it_is_of() -> None:
    assert Scope(TAG, "rl").heading == "PaperDesk: #rl"
    assert Scope(LISTED, label="Inbox").heading == "PaperDesk: Inbox"
    assert Scope(DAYS, "2024-04-22..2024-04-28").heading == "PaperDesk: 2024-04-22 to 2024-04-28"
    assert Scope(EVERYTHING).heading == "PaperDesk: all papers"
