# SPDX-License-Identifier: MIT
"""What changed in a watched place since the last look."""

import os
from pathlib import Path

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.services.watching import changed_files


def names(place: Path, cursor: str) -> list[str]:
    return [path.name for path in changed_files(place, cursor)[0]]


def test_new_and_changed_files_are_named_oldest_first(tmp_path: Path) -> None:
    for n, name in enumerate(("b.json", "a.json")):
        (tmp_path / name).write_text("1")
        os.utime(tmp_path / name, (1_000 + n, 1_000 + n))
    (tmp_path / ".part").write_text("1")
    (tmp_path / "below").mkdir()
    found, cursor = changed_files(tmp_path, "")
    assert [path.name for path in found] == ["b.json", "a.json"]
    assert names(tmp_path, cursor) == []
    (tmp_path / "a.json").write_text("12")
    assert names(tmp_path, cursor) == ["a.json"]


def test_one_file_can_be_watched(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("1")
    found, cursor = changed_files(file, "")
    assert (found, names(file, cursor)) == ([file], [])


@pytest.mark.parametrize("cursor", ["", "[]", "{", "7"])
def test_a_cursor_that_cannot_be_read_counts_as_none(tmp_path: Path, cursor: str) -> None:
    (tmp_path / "a.json").write_text("1")
    assert names(tmp_path, cursor) == ["a.json"]


def test_what_is_not_there_or_too_much_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="no such file or folder"):
        changed_files(tmp_path / "none", "")
    monkeypatch.setattr("paperdesk.services.watching._MOST_FILES", 1)
    for name in ("a", "b"):
        (tmp_path / name).write_text("1")
    with pytest.raises(BadInput, match="more than 1 files"):
        changed_files(tmp_path, "")
