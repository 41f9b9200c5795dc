# SPDX-License-Identifier: MIT
"""The theme and the size of the text are kept where the reader keeps settings, and hold where that fails."""

from pathlib import Path
from typing import Any

from paperdesk import app
from paperdesk.config.options import OPTIONS, Settings, load
from paperdesk.ui.looks import LARGEST, SMALLEST


def test_what_is_chosen_in_the_window_is_kept_in_the_settings(qtbot: Any, library_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    desk = app.build(library_folder, load(path)[0])
    for name in ("theme-dark", "larger", "larger"):
        desk.window.actions_by_name[name].trigger()
    desk.window.actions_by_name["theme-light"].trigger()
    desk.close()
    settings, warnings = load(path)
    assert warnings == []
    assert (settings["appearance.theme"], settings["appearance.text_size"]) == ("light", 18)


def test_a_setting_that_cannot_be_written_holds_and_is_told(qtbot: Any, library_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("broken = [", "utf-8")
    desk = app.build(library_folder, Settings(path=path))
    desk.window.show()
    desk.window.actions_by_name["larger"].trigger()
    said = desk.window.toast.text()
    size = desk.window.settings["appearance.text_size"]
    desk.close()
    assert (
        said == "The setting holds until you quit; it could not be written: the settings file is broken; mend it first"
    )
    assert size == 17
    assert path.read_text("utf-8") == "broken = ["


def test_the_bounds_are_those_of_the_option() -> None:
    (option,) = [option for option in OPTIONS if option.name == "appearance.text_size"]
    assert (option.minimum, option.maximum) == (SMALLEST, LARGEST)
