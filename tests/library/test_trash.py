# SPDX-License-Identifier: MIT
"""The trash: what is taken out stays whole for 30 days, then goes for good, and its id is never given again."""

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import Trouble, UnknownPaper
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library import schema
from paperdesk.library.library import Library
from paperdesk.library.view import View

ONE, TWO, THREE = PaperId(1), PaperId(2), PaperId(3)
Sound = Callable[[Path], None]


@pytest.fixture
def library(library: Library, record: Callable[..., Record]) -> Library:
    """A library of three papers; the last one has all that a paper can have, with words that nothing else has."""
    library.add(
        [
            record(f"A Title of Number {n}", arxiv_id=f"2401.0000{n}", abstract=f"Text {n}.", authors=(f"Ann {n}",))
            for n in (1, 2)
        ],
        "added",
    )
    library.add(
        [
            record(
                "Zebra Title of Its Own",
                arxiv_id="2401.00003",
                abstract="Zebra text.",
                authors=("Ann Zebra",),
                day="2025-01-01",
            )
        ],
        "added zebra",
    )
    library.add_highlight(
        THREE, 0, 5, colour="blue", note="zebra note", tags=["zebra/h", "both"], summary="highlighted"
    )
    library.write_note(THREE, "Zebra note on [[2401.00001]].", "noted")
    library.tag([THREE], ["zebra", "both"], "tagged")
    library.tag([ONE], ["both"], "tagged")
    return library


def after(days: float) -> str:
    moment = datetime.now(UTC) + timedelta(days=days)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_what_is_taken_out_is_whole_when_it_comes_back(library: Library) -> None:
    before = library.paper(THREE)
    library.hide([THREE, ONE], "removed")
    with pytest.raises(UnknownPaper):
        library.paper(THREE)
    assert library.trash() == [THREE, ONE]
    assert library.rows(library.trash())[THREE].title == "Zebra Title of Its Own"
    assert library.find_in_trash("2401.00003v1") == THREE
    assert next(iter(library.removals().values())).endswith("Z")
    changes = library.restore([THREE, THREE, TWO], "restored")
    assert (changes.papers, changes.lists) == ({THREE}, True)
    assert library.paper(THREE) == before
    assert library.trash() == [ONE]
    library.undo()
    assert library.trash() == [THREE, ONE]
    library.redo()
    library.redo()
    assert library.paper(THREE) == before
    assert not library.restore([THREE], "restored")
    with pytest.raises(Trouble, match="no paper in the trash has the key"):
        library.find_in_trash("2401.00003")


def test_nothing_younger_than_thirty_days_is_ever_purged(library: Library) -> None:
    library.hide([THREE], "removed")
    assert library.purge() == 0
    assert library.purge(after(29.99)) == 0
    assert library.trash() == [THREE]
    library.undo()
    assert library.purge(after(365)) == 0  # it is not in the trash
    assert library.paper(THREE).note


def test_the_time_begins_anew_with_each_removal_also_by_redo(library: Library) -> None:
    library.hide([THREE], "removed")
    library._connection.execute("UPDATE removals SET at = '2020-01-01T00:00:00.000Z'")
    library.undo()
    library.redo()
    assert library.trash() == [THREE]
    assert library.purge() == 0


def test_what_was_there_for_thirty_days_leaves_nothing_behind(
    library: Library, folder: Path, assert_sound: Sound
) -> None:
    library.hide([THREE], "removed")
    assert library.purge(after(30.01)) == 1
    assert library.trash() == []
    assert_sound(folder)
    library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = [row for row in db.execute(f"SELECT * FROM {table}") if "zebra" in repr(row).casefold()]
            rows = [
                row for row in rows if table != "changes" and not (table == "change_items" and "'tags'" in repr(row))
            ]
            assert not rows, (table, rows)
    assert [tag.name for tag in library.tags()] == ["both"]
    assert library.purge(after(60)) == 0


def test_undo_passes_over_what_is_gone_and_takes_back_the_rest(
    library: Library, folder: Path, assert_sound: Sound
) -> None:
    library.mark([ONE, THREE], {"starred": True}, "starred both")
    library.hide([THREE], "removed")
    library.purge(after(31))
    assert library.undoable() == "starred both"
    undone = []
    while changes := library.undo():
        undone.append(changes.summary)
        assert_sound(folder)
    assert undone == ["Undo: starred both", "Undo: tagged", "Undo: added"]
    while library.redo():
        assert_sound(folder)
    assert sorted(library.listing(Query()).ids) == [ONE, TWO]
    assert library.paper(ONE).starred


def test_an_id_is_never_given_again_and_the_paper_can_come_again_as_a_new_one(
    library: Library, record: Callable[..., Record]
) -> None:
    library.hide([THREE], "removed")
    library.purge(after(31))
    library.add([record("Zebra Title of Its Own", arxiv_id="2401.00003")], "added again")
    again = library.find("2401.00003")
    assert again > THREE
    paper = library.paper(again)
    assert (paper.note, paper.highlights, paper.tags, paper.starred) == ("", (), (), False)


def test_what_was_merged_into_a_purged_paper_goes_with_it(
    library: Library, record: Callable[..., Record], folder: Path
) -> None:
    library.add(
        [record("Zebra Title of Its Own", doi="10.1000/z", authors=("Other",), abstract="Another zebra text.")], "a"
    )
    library.add([record("Zebra Title of Its Own", arxiv_id="2401.00003", doi="10.1000/z")], "merged")
    library.hide([THREE], "removed")
    assert library.purge(after(31)) == 1
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as db:
        assert [a for (a,) in db.execute("SELECT abstract FROM papers") if "zebra" in a.casefold()] == []


def test_another_process_that_follows_is_told_of_nothing_that_shows(library: Library, folder: Path) -> None:
    library.hide([THREE], "removed")
    with View(folder) as view:
        known = view.last_change()
        library.purge(after(31))
        assert not view.changes_since(known).lists
        assert sorted(view.listing(Query()).ids) == [ONE, TWO]


def test_papers_that_an_older_version_took_out_begin_their_time_with_the_new_one(
    folder: Path, record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder.parent / "older"
    with monkeypatch.context() as former:
        steps = {name: schema.STEPS[name] for name in ("m001_papers", "m002_searches")}
        for module in ("schema", "connection", "migrations"):
            former.setattr(f"paperdesk.library.{module}.STEPS", steps)
        from paperdesk.library.connection import open_connection

        connection = open_connection(folder)
        insert = "INSERT INTO papers (id, key, title, title_hash, added, hidden) VALUES (?, ?, 'T', 1, '2020', ?)"
        connection.executemany(insert, [(1, "a", 1), (2, "b", 0)])
        connection.close()
    with Library(folder) as library:
        assert library.trash() == [1]
        assert library.purge() == 0
        assert library.purge(after(31)) == 1


def test_many_are_purged_at_once(
    library: Library, record: Callable[..., Any], assert_sound: Sound, folder: Path
) -> None:
    library.add([record(f"Paper {n} of Very Many", arxiv_id=f"2402.{n:05}") for n in range(300)], "many")
    ids = [library.find(f"2402.{n:05}") for n in range(300)]
    library.hide(ids, "removed")
    assert library.purge(after(31)) == 300
    assert sorted(library.listing(Query()).ids) == [ONE, TWO, THREE]
    assert_sound(folder)
