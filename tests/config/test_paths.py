# SPDX-License-Identifier: MIT
"""Where things lie: the argument over the variable over the user's folder, and no folder made."""

import subprocess
import sys
from pathlib import Path

import pytest

from paperdesk.config import paths


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("PAPERDESK_LIBRARY", "PAPERDESK_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_resource_is_found() -> None:
    assert paths.resource("icons", "paperdesk.svg").read_text("utf-8").startswith("<svg")
    assert paths.resource("sample").is_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/icons/none\.svg"):
        paths.resource("icons", "none.svg")


def test_the_argument_goes_before_the_variable(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERDESK_LIBRARY", "/from/the/variable")
    assert paths.library_dir("~/mine") == empty_home / "mine"
    assert paths.library_dir() == Path("/from/the/variable")


def test_an_empty_variable_is_none(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    default = paths.library_dir()
    monkeypatch.setenv("PAPERDESK_LIBRARY", "")
    assert paths.library_dir() == default


@pytest.mark.skipif(sys.platform != "linux", reason="the names of the folders are Linux's")
def test_the_defaults_are_in_the_users_folders_and_nothing_is_made(empty_home: Path) -> None:
    assert paths.library_dir() == empty_home / ".local" / "share" / "paperdesk"
    assert paths.settings_file() == empty_home / ".config" / "paperdesk" / "settings.toml"
    assert paths.log_file().is_relative_to(empty_home / ".local" / "state" / "paperdesk")
    assert list(empty_home.iterdir()) == []


def test_the_settings_file_can_be_named(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERDESK_CONFIG", "~/my settings.toml")
    assert paths.settings_file() == empty_home / "my settings.toml"


def test_a_named_library_does_not_load_platformdirs() -> None:
    code = (
        "import sys; from paperdesk.config import paths; paths.library_dir('x'); print('platformdirs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
