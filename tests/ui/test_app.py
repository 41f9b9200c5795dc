# SPDX-License-Identifier: MIT
"""The program as it is started: drawn into a file, opened at a paper, refused in one line, ended by a signal."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from paperdesk import app
from paperdesk.domain.errors import LibraryTrouble
from paperdesk.domain.query import Query
from paperdesk.library.library import Library
from paperdesk.ui.theme import DARK, LIGHT

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run() -> Run:
    """Run `paperdesk ARGUMENTS` as a process of its own, without a display."""

    def start(*arguments: str, environment: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        plain = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
        command = [sys.executable, "-m", "paperdesk", *arguments]
        return subprocess.run(command, env={**plain, **(environment or {})}, capture_output=True, text=True, timeout=60)

    return start


def colours(picture: Path) -> set[str]:
    """Some of the colours of a picture."""
    image = QImage(str(picture))
    return {
        image.pixelColor(x, y).name().upper() for x in range(5, image.width(), 7) for y in range(5, image.height(), 7)
    }


def test_the_window_is_drawn_without_a_display_and_leaves_no_trace(
    run: Run, library_folder: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "window.png"
    done = run("--library", str(library_folder), "--screenshot", str(picture), "--size", "1000x640", "--theme", "dark")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert QImage(str(picture)).size().toTuple() == (1000, 640)
    assert DARK.paper in colours(picture)
    assert not (library_folder / "window.ini").exists()
    with Library(library_folder) as library:
        assert library.fact("last_visit") == ""
        assert library.marks_counts()["inbox"].total == 44


def test_a_first_start_brings_the_sample(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run("--library", str(folder), "--screenshot", str(tmp_path / "x.png")).returncode == 0
    with Library(folder) as library:
        assert library.marks_counts()["all"].total == 44
        assert set(library.source_counts()) == {"sample"}


def test_a_chosen_theme_leaves_the_other_settings(run: Run, library_folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text('[appearance]\ntheme = "dark"\ntext_size = 28\n', "utf-8")
    pictures = []
    for name, environment in (("large", {"PAPERDESK_CONFIG": str(config)}), ("plain", {})):
        pictures.append(tmp_path / f"{name}.png")
        arguments = ["--library", str(library_folder), "--theme", "light", "--screenshot", str(pictures[-1])]
        assert run(*arguments, environment=environment).returncode == 0
    assert LIGHT.paper in colours(pictures[0])
    assert DARK.paper not in colours(pictures[0])
    assert pictures[0].read_bytes() != pictures[1].read_bytes()
    assert 'theme = "dark"' in config.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["open", "no-such-paper"], "no paper has the key 'no-such-paper'"),
        (["--screenshot", "/none/x.png"], "/none/x.png: the picture could not be written; check the folder"),
    ],
)
def test_what_cannot_be_is_one_line(run: Run, library_folder: Path, arguments: list[str], said: str) -> None:
    done = run("--library", str(library_folder), *arguments, environment={"QT_QPA_PLATFORM": "offscreen"})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == f"paperdesk: error: {said}"
    assert "Traceback" not in done.stderr


def test_a_broken_settings_file_is_told_and_the_window_is_drawn(run: Run, library_folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text("broken = [", "utf-8")
    picture = tmp_path / "x.png"
    done = run(
        "--library", str(library_folder), "--screenshot", str(picture), environment={"PAPERDESK_CONFIG": str(config)}
    )
    assert done.returncode == 0
    assert done.stderr.startswith("paperdesk: warning: ")
    assert picture.exists()


def test_a_signal_closes_the_window_in_order(library_folder: Path) -> None:
    command = [sys.executable, "-m", "paperdesk", "--library", str(library_folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    # The window is open once its log is: it is made just before.
    log = Path(os.environ["HOME"]) / "log"
    process = subprocess.Popen(
        command, env={**environment, "XDG_STATE_HOME": str(log)}, stderr=subprocess.PIPE, text=True
    )
    try:
        while not list(log.rglob("paperdesk.log")) and process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, said) == (0, "")
    assert (library_folder / "window.ini").exists()


def test_a_desk_is_built_and_closed_without_being_shown(qtbot: Any, tmp_path: Path) -> None:
    desk = app.build(tmp_path / "new")
    assert desk.fetcher.running == frozenset()
    assert desk.library.marks_counts()["all"].total == 0
    assert desk.window.windowTitle() == "PaperDesk"
    desk.close()
    desk.close()


def test_a_library_that_cannot_be_used_is_trouble(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"not a database at all, but long enough to be taken for one" * 20)
    with pytest.raises(LibraryTrouble):
        app.build(tmp_path)


def test_what_was_long_in_the_trash_is_deleted_by_a_window_and_nothing_else(
    build_desk: Callable[..., Any], library_folder: Path, settle: Callable[[Any], None]
) -> None:
    with Library(library_folder) as library:
        first, second, *_ = library.page(Query(), -1)
        library.hide([first, second], "removed")
        library._connection.execute("UPDATE removals SET at = '2020-01-01T00:00:00.000Z' WHERE paper_id = ?", (first,))
    desk = build_desk(library_folder)
    app._purge_trash(desk)
    settle(desk)
    assert desk.library.trash() == [second]
    assert desk.library.marks_counts()["all"].total == 42
