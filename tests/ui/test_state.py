# SPDX-License-Identifier: MIT
"""What the window remembers; whatever stands in its file, the window opens."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray

from paperdesk.ui.state import FILE, WindowState


def test_values_come_back(tmp_path: Path) -> None:
    WindowState(tmp_path).keep(geometry=QByteArray(b"\x00\xff"), shelf="tag:a, b", paper=7, scroll=-1)
    state = WindowState(tmp_path)
    assert state.bytes("geometry") == b"\x00\xff"
    assert state.text("shelf") == "tag:a, b"
    assert (state.number("paper"), state.number("scroll")) == (7, -1)


def test_nothing_kept_gives_the_defaults(tmp_path: Path) -> None:
    state = WindowState(tmp_path / "none")
    assert (state.bytes("a"), state.text("b", "c"), state.number("d", 5)) == (b"", "c", 5)


@pytest.mark.parametrize("text", ["--5", "5.5", "²", "x", "", "9" * 400, "a, b", "@Invalid()", "@ByteArray(5)"])
def test_what_is_no_number_gives_the_default(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(f"[General]\npaper={text}\n", "utf-8")
    assert WindowState(tmp_path).number("paper", 3) == 3


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"[General]\npaper=1", b"no ini at all\n" * 50])
def test_a_window_opens_on_any_file(build_desk: Any, library_folder: Path, content: bytes) -> None:
    (library_folder / FILE).write_bytes(content)
    assert build_desk(library_folder).window.model.paper_count == 44


@pytest.mark.parametrize(
    "line",
    ["geometry=@ByteArray(x)", "geometry=5", "panes=a,b", "panes=1,2,3", "panes=99999,1", "shelf=days", "shelf=tag:gone",
     "sort=random", "paper=999999", "paper=-3", "scroll=99999999", "scroll=-7"],
)  # fmt: skip
def test_a_window_opens_with_any_value(build_desk: Any, library_folder: Path, line: str) -> None:
    (library_folder / FILE).write_text(f"[General]\n{line}\n", "utf-8")
    window = build_desk(library_folder).window
    assert window.model.paper_count == 44
    assert window.browsing.name == "inbox"
