# SPDX-License-Identifier: MIT
"""Files of exports: whole or not at all, and nothing of the reader's in their place."""

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from paperdesk.domain.errors import LibraryTrouble
from paperdesk.services.export_files import MANIFEST, ExportTrouble, Folder, hash_of, write_whole


def test_a_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    digest = write_whole(path, ["one\r\n", b"two\xff", "ü"])
    assert path.read_bytes() == b"one\r\ntwo\xff\xc3\xbc"
    assert hash_of(path) == digest
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    assert os.listdir(tmp_path) == ["a.txt"]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("error", [LibraryTrouble("gone"), KeyError("a bug"), KeyboardInterrupt()])
def test_what_ends_in_the_middle_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    def pieces():
        yield "half"
        raise error

    path = tmp_path / "a.txt"
    path.write_text("before")
    with pytest.raises(type(error)):
        write_whole(path, pieces())
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "real" / "a.txt").write_text("before")
    write_whole(tmp_path / "link.txt", ["after"])
    assert (tmp_path / "real" / "a.txt").read_text() == "after"
    assert (tmp_path / "link.txt").is_symlink()


def test_the_permissions_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("")
    path.chmod(0o600)
    write_whole(path, ["x"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportTrouble, match=os.strerror(errno.ENOSPC)):
        write_whole(Path("/dev/full"), ["x" * 100_000])


@pytest.mark.parametrize(
    ("name", "why"), [("no/such/a.txt", "is not there"), (".", "this is a folder"), ("a\0b", "no name for a file")]
)
def test_a_place_that_cannot_be_is_told(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(ExportTrouble, match=why) as told:
        write_whole(tmp_path / name, ["x"])
    assert "\n" not in told.value.text


def put(folder: Folder, key: str, text: str, stem: str = "A Title") -> Path | None:
    name = folder.name_for(key, stem, ".md", key)
    folder.plan([(key, name, text)])
    return folder.path / name if folder.put(name, text) else None


def test_a_paper_keeps_its_file_when_its_title_changes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "vault")
    path = put(folder, "k1", "one")
    folder.close()
    again = Folder(tmp_path / "vault")
    assert put(again, "k1", "two", "Another Title") == path
    assert path.read_text() == "two"
    assert put(again, "k2", "x") == tmp_path / "vault" / "A Title (k2).md"


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "a title.MD").write_text("theirs")
    path = put(Folder(tmp_path), "k1", "ours")
    assert path == tmp_path / "A Title (k1).md"
    assert (tmp_path / "a title.MD").read_text() == "theirs"


def test_what_was_changed_since_stays(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    path = put(folder, "k1", "ours")
    folder.close()
    path.write_text("ours, and mine")
    again = Folder(tmp_path)
    assert put(again, "k1", "new") is None
    assert again.kept == [path]
    again.close()
    assert path.read_text() == "ours, and mine"
    assert put(Folder(tmp_path), "k1", "newer") is None


def test_what_was_moved_away_is_written_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    path = put(folder, "k1", "ours")
    path.rename(tmp_path / "elsewhere.md")
    folder.close()
    assert put(Folder(tmp_path), "k1", "new") == path
    assert (tmp_path / "elsewhere.md").read_text() == "ours"


def test_a_link_in_the_place_of_our_file_is_not_written_through(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "vault")
    path = put(folder, "k1", "ours")
    folder.close()
    path.unlink()
    (tmp_path / "secret").write_text("ours")
    path.symlink_to(tmp_path / "secret")
    assert put(Folder(tmp_path / "vault"), "k1", "new") is None
    assert (tmp_path / "secret").read_text() == "ours"


def test_a_death_between_plan_and_file_makes_no_stranger_of_it(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    path = put(folder, "k1", "one")
    folder.close()
    dying = Folder(tmp_path)
    dying.plan([("k1", path.name, "two"), ("k2", "Other.md", "x")])  # and no more
    again = Folder(tmp_path)
    assert put(again, "k1", "three") == path
    assert put(again, "k2", "x", "Changed") == tmp_path / "Other.md"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"files": 3}', '{"files": {"../x.md": {"key": "k1", "hashes": []}}}', '{"files": {"x.md": {}}}', "[" * 9999],
)  # fmt: skip
def test_a_manifest_that_cannot_be_read_makes_nothing_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    (tmp_path / "A Title.md").write_text("theirs")
    assert put(Folder(tmp_path), "k1", "ours") == tmp_path / "A Title (k1).md"
    assert json.loads((tmp_path / MANIFEST).read_text())["paperdesk"] == 1
    assert not (tmp_path.parent / "x.md").exists()


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name, why in (("file", "this is a file"), ("no/such", "is not there")):
        with pytest.raises(ExportTrouble, match=why):
            Folder(tmp_path / name)
