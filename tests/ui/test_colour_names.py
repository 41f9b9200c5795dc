# SPDX-License-Identifier: MIT
"""The names of colours: those of the settings, changed and kept."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from paperdesk.config.options import Settings, load
from paperdesk.ui.colour_names import ColourNames


@pytest.fixture
def parent(qapp: Any) -> QObject:
    return QObject()


def test_names_are_those_of_the_settings_with_a_capital(parent: QObject) -> None:
    names = ColourNames(Settings({"highlights.name_blue": "outcome"}), parent)
    assert [names[colour] for colour in ("yellow", "blue")] == ["Key idea", "Outcome"]


def test_another_name_is_told_and_kept(parent: QObject, tmp_path: Path, qtbot: Any) -> None:
    path = tmp_path / "settings.toml"
    names = ColourNames(Settings(path=path), parent)
    with qtbot.waitSignal(names.changed):
        names.rename("pink", "  to\nask  ")
    assert names["pink"] == "To ask"
    assert load(path)[0]["highlights.name_pink"] == "to ask"


def test_an_empty_name_gives_the_colour_its_own(parent: QObject) -> None:
    names = ColourNames(Settings(), parent)
    names.rename("green", "")
    assert names["green"] == "Green"
    names.rename("green", "x" * 400)
    assert len(names["green"]) == 40


def test_what_cannot_be_kept_is_said_and_holds(parent: QObject, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "file").write_text("")
    names = ColourNames(Settings(path=tmp_path / "file" / "settings.toml"), parent)
    with qtbot.waitSignal(names.refused) as said:
        names.rename("green", "way")
    assert said.args[0].startswith("The name holds until you quit")
    assert names["green"] == "Way"
