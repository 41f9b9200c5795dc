# SPDX-License-Identifier: MIT
"""Steps are applied once, each wholly or not at all, with a backup before; two processes take turns."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paperdesk.domain.errors import LibraryTooNew, LibraryTrouble
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library import connection, schema
from paperdesk.library.library import Library
from paperdesk.library.view import View

Steps = Callable[..., None]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Add steps to those of this version, as a later one would: `steps(m901_more="CREATE TABLE …;")`."""

    def add(**more: str) -> None:
        for name, sql in more.items():
            monkeypatch.setitem(schema.STEPS, name, sql)

    return add


@pytest.fixture
def made(folder: Path, record: Callable[..., Record]) -> Path:
    """The folder of a library of this version with one paper in it."""
    with Library(folder) as library:
        library.add([record()], "added")
    return folder


def _schema_and_papers(file: Path) -> tuple[Any, ...]:
    with contextlib.closing(sqlite3.connect(file)) as db:
        names = db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        applied = db.execute("SELECT name FROM _sqlite_migrations").fetchall()
        return names, applied, db.execute("SELECT * FROM papers").fetchall()


def _applied(folder: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as db:
        return [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]


def test_a_new_library_has_every_step_and_is_ours(made: Path) -> None:
    assert _applied(made) == list(schema.STEPS)
    with contextlib.closing(sqlite3.connect(made / "library.db")) as db:
        assert db.execute("PRAGMA application_id").fetchone()[0].to_bytes(4) == b"PDSK"


def test_a_pending_step_is_applied_once_with_a_backup_before(made: Path, steps: Steps) -> None:
    before = _schema_and_papers(made / "library.db")
    steps(m901_more="CREATE TABLE more (x); CREATE INDEX more_x ON more (x);\nINSERT INTO more VALUES (1);")
    for _ in range(2):
        with Library(made) as library:
            assert library._connection.execute("SELECT x FROM more").fetchall() == [(1,)]
            assert len(library.page(Query(), 10)) == 1
    assert _applied(made)[-1] == "m901_more"
    (backup,) = (made / "backups").iterdir()
    assert backup.name.startswith("before-m901_more-2")
    assert backup.suffix == ".db"
    assert _schema_and_papers(backup) == before


def test_each_step_has_its_backup(made: Path, steps: Steps) -> None:
    steps(m901_more="CREATE TABLE more (x);", m902_most="CREATE TABLE most (x);")
    Library(made).close()
    names = sorted(backup.name.split("-")[1] for backup in (made / "backups").iterdir())
    assert names == ["m901_more", "m902_most"]
    second = next((made / "backups").glob("before-m902_most*"))
    assert ("more", "CREATE TABLE more (x)") in _schema_and_papers(second)[0]


def test_a_backup_can_be_put_in_the_place_of_the_library(made: Path, steps: Steps) -> None:
    steps(m901_more="CREATE TABLE more (x); DELETE FROM papers;")
    Library(made).close()
    (backup,) = (made / "backups").iterdir()
    backup.replace(made / "library.db")
    schema.STEPS.pop("m901_more")
    with View(made) as view:
        assert len(view.page(Query(), 10)) == 1


def test_a_step_that_fails_leaves_nothing_and_stays_pending(made: Path, steps: Steps) -> None:
    before = _schema_and_papers(made / "library.db")
    steps(
        m901_more="CREATE TABLE more (x);",
        m902_bad="CREATE TABLE bad (x);\nDELETE FROM papers;\nINSERT INTO nowhere VALUES (1);",
    )
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Library(made)
    names, applied, papers = _schema_and_papers(made / "library.db")
    assert ("more", "CREATE TABLE more (x)") in names
    assert "bad" not in dict(names)
    assert applied[-1] == ("m901_more",)
    assert papers == before[2]
    steps(m902_bad="CREATE TABLE good (x);")
    Library(made).close()
    assert _applied(made)[-1] == "m902_bad"


def test_a_first_step_that_fails_leaves_a_place_to_begin_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(schema.STEPS, "m001_papers", schema.M001_PAPERS + "\nINSERT INTO nowhere VALUES (1);")
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            Library(folder)
    with pytest.raises(LibraryTrouble, match="no library here yet"):
        View(folder)
    with Library(folder) as library:
        assert library.page(Query(), 10) == []
    assert not (folder / "backups").exists()


def test_a_statement_cut_off_is_an_error_and_not_left_out(made: Path, steps: Steps) -> None:
    steps(m002_cut="CREATE TABLE more (x);\nCREATE TABLE cut (")
    with pytest.raises(sqlite3.OperationalError, match="incomplete"):
        Library(made)
    assert "more" not in dict(_schema_and_papers(made / "library.db")[0])


def test_a_step_that_finds_the_disk_full_is_told_and_leaves_nothing(made: Path, steps: Steps) -> None:
    steps(m002_big="CREATE TABLE big (x);\nPRAGMA max_page_count = 1;\nINSERT INTO big VALUES (zeroblob(9999999));")
    with pytest.raises(LibraryTrouble, match="disk is full"):
        Library(made)
    assert "big" not in dict(_schema_and_papers(made / "library.db")[0])


def test_no_backup_no_step(made: Path, steps: Steps) -> None:
    steps(m901_more="CREATE TABLE more (x);")
    (made / "backups").write_text("a file in the way")
    with pytest.raises(LibraryTrouble, match="File exists"):
        Library(made)
    assert "more" not in dict(_schema_and_papers(made / "library.db")[0])


def test_a_reader_brings_an_older_library_up_to_date(made: Path, steps: Steps) -> None:
    steps(m901_more="CREATE TABLE more (x);")
    with View(made) as view:
        assert len(view.page(Query(), 10)) == 1
    assert _applied(made)[-1] == "m901_more"
    assert len(list((made / "backups").iterdir())) == 1


def test_a_library_that_this_version_migrated_is_too_new_for_the_last(made: Path, steps: Steps) -> None:
    steps(m901_more="CREATE TABLE more (x);")
    Library(made).close()
    schema.STEPS.pop("m901_more")
    before = (made / "library.db").read_bytes()
    for opener in (Library, View):
        with pytest.raises(LibraryTooNew, match="m901_more"):
            opener(made)
    assert (made / "library.db").read_bytes() == before


def test_one_who_comes_late_finds_the_work_done(made: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two look, both see a step pending, and the second migrates when the first has done so."""
    steps(m901_more="CREATE TABLE more (x);")
    look = connection._pending

    def overtaken(db: sqlite3.Connection) -> list[str]:
        pending = look(db)
        monkeypatch.setattr(connection, "_pending", look)
        Library(made).close()
        return pending

    monkeypatch.setattr(connection, "_pending", overtaken)
    Library(made).close()
    assert _applied(made) == [*list(schema.STEPS)[:-1], "m901_more"]
    assert len(list((made / "backups").iterdir())) == 1
