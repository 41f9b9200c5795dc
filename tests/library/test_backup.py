# SPDX-License-Identifier: MIT
"""A library is copied while it is written to, and put back as a whole; what was there is kept."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.query import Query
from paperdesk.domain.record import Record
from paperdesk.library.backup import backup_path, restore
from paperdesk.library.connection import DATABASE
from paperdesk.library.library import Library
from paperdesk.library.view import View

Make = Callable[..., Record]


def _titles(folder: Path) -> set[str]:
    with View(folder) as view:
        return {paper.title for paper in view.papers(view.page(Query(), -1))}


@pytest.fixture
def saved(tmp_path: Path, record: Make) -> tuple[Path, Path]:
    """A library of two papers that has grown by one since its backup; its folder, and the backup."""
    folder, copy = tmp_path / "library", tmp_path / "copy.db"
    with Library(folder) as library:
        library.add([record("One Thing"), record("Another Thing")], "added")
        library.back_up(copy)
        library.add([record("A Later Thing")], "added")
    return folder, copy


def test_a_backup_comes_back_and_what_was_there_is_kept(saved: tuple[Path, Path]) -> None:
    folder, copy = saved
    kept = restore(copy, folder)
    assert _titles(folder) == {"One Thing", "Another Thing"}
    assert kept is not None
    assert kept.parent == folder / "backups"
    restore(kept, folder)
    assert _titles(folder) == {"One Thing", "Another Thing", "A Later Thing"}


def test_whoever_has_it_open_sees_what_was_restored_and_is_told(saved: tuple[Path, Path]) -> None:
    folder, copy = saved
    with View(folder) as view:
        known, version = view.last_change(), view.data_version()
        restore(copy, folder)
        assert view.data_version() != version
        changes = view.changes_since(known)
        assert (changes.number > known, changes.lists, changes.undoable) == (True, True, False)
        assert all(changes.touches(paper) for paper in view.page(Query(), -1))
        assert len(view.page(Query(), -1)) == 2


def test_the_work_goes_on_after_it(saved: tuple[Path, Path], record: Make) -> None:
    folder, copy = saved
    with Library(folder) as library:
        restore(copy, folder)
        library.add([record("A New Thing")], "added")
        assert len(library.page(Query(), -1)) == 3
        library.undo()
        assert len(library.page(Query(), -1)) == 2
        assert library.damage() == []


def test_into_an_empty_place(saved: tuple[Path, Path], tmp_path: Path) -> None:
    _, copy = saved
    assert restore(copy, tmp_path / "new") is None
    assert _titles(tmp_path / "new") == {"One Thing", "Another Thing"}


def test_in_the_place_of_one_that_cannot_be_opened(saved: tuple[Path, Path]) -> None:
    folder, copy = saved
    (folder / DATABASE).write_bytes(b"no database at all" * 1_000)
    kept = restore(copy, folder)
    assert kept is not None
    assert kept.read_bytes().startswith(b"no database at all")
    assert _titles(folder) == {"One Thing", "Another Thing"}


def test_what_is_no_backup_changes_nothing(saved: tuple[Path, Path], tmp_path: Path) -> None:
    folder, copy = saved
    other = tmp_path / "other.db"
    sqlite3.connect(other).execute("CREATE TABLE x (y)")
    cut = tmp_path / "cut.db"
    cut.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    before = _titles(folder)
    for source in (tmp_path / "nothing.db", tmp_path, other, cut):
        with pytest.raises(LibraryTrouble, match=source.name):
            restore(source, folder)
    assert _titles(folder) == before


def test_a_backup_is_whole_or_not_there(saved: tuple[Path, Path], tmp_path: Path) -> None:
    folder, _ = saved
    (tmp_path / "file").touch()
    with View(folder) as view, pytest.raises(LibraryTrouble):
        view.back_up(tmp_path / "file" / "copy.db")
    assert list(tmp_path.glob("*.partial")) == []


def test_damage_is_named(saved: tuple[Path, Path]) -> None:
    folder, _ = saved
    with View(folder) as view:
        assert view.damage() == []
    connection = sqlite3.connect(folder / DATABASE)
    connection.execute("INSERT INTO aliases (key, paper_id) VALUES ('lost', 999)")
    connection.commit()
    connection.close()
    with View(folder) as view:
        assert view.damage() == ["1 rows of aliases belong to nothing"]


def test_backups_have_names_of_their_own(tmp_path: Path) -> None:
    path = backup_path(tmp_path, "before-x")
    assert path.parent == tmp_path / "backups"
    assert path.name.startswith("before-x-2")
