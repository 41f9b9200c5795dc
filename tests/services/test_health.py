# SPDX-License-Identifier: MIT
"""What is wrong with a library is found, and mended where it can be made anew."""

from pathlib import Path

from paperdesk.library.backup import restore
from paperdesk.library.view import View
from paperdesk.services.health import examine
from paperdesk.services.indexing import Follower, build_index, index_folder, open_index


def test_a_sound_library_is_said_to_be_so(library_folder: Path) -> None:
    with View(library_folder) as view:
        build_index(view).close()
        health = examine(view)
    assert (health.papers, health.wrong, health.mended) == (44, (), ())


def test_a_missing_index_and_leftovers_are_told_and_mended(library_folder: Path) -> None:
    (library_folder / "backups").mkdir(exist_ok=True)
    (library_folder / "backups" / "x.db.partial").touch()
    with View(library_folder) as view:
        assert len(examine(view).wrong) == 2
        told: list[tuple[int, int]] = []
        health = examine(view, repair=True, on_progress=lambda done, total: told.append((done, total)))
        assert (health.wrong, len(health.mended)) == ((), 2)
        assert told[-1] == (44, 44)
        assert examine(view).wrong == ()


def test_a_damaged_index_is_built_anew(library_folder: Path) -> None:
    with View(library_folder) as view:
        build_index(view).close()
        for path in index_folder(library_folder).glob("*.trm"):
            path.write_bytes(path.read_bytes()[:-20])
        assert any("index/" in said for said in examine(view).wrong)
        assert examine(view, repair=True).mended == ("index/: built anew",)


def test_the_index_follows_a_restored_backup(library_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with View(library_folder) as view:
        view.back_up(copy)
        build_index(view).close()
        restore(copy, library_folder)
        index = open_index(library_folder)
        assert index is not None
        follower = Follower(view, index)
        assert follower.catch_up()
        assert follower.holds_all()
        index.close()
