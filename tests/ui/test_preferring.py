# SPDX-License-Identifier: MIT
"""What is chosen in the preferences is in force at once, and kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QSpinBox

from paperdesk.config.options import Settings, load
from paperdesk.ui.preferring import Preferring
from paperdesk.ui.theme import is_dark


def test_the_theme_and_the_size_of_the_text_change_at_once(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("Ctrl+,")
    dialog = desk.window.findChild(QComboBox, "option-appearance.theme").window()
    theme = dialog.findChild(QComboBox, "option-appearance.theme")
    theme.activated.emit(theme.findData("dark"))
    assert is_dark()
    with qtbot.waitSignal(desk.window.looks.type_changed) as changed:
        dialog.findChild(QSpinBox, "option-appearance.text_size").setValue(20)
    assert changed.args == ["", 20]
    theme.activated.emit(theme.findData("light"))
    dialog.reject()


def test_it_is_kept_in_the_file(desk: Any, tmp_path: Path) -> None:
    settings = Settings(path=tmp_path / "settings.toml")
    Preferring(settings, desk.window).choose("notifications.quiet_from", "23:00")
    assert load(tmp_path / "settings.toml")[0]["notifications.quiet_from"] == "23:00"


def test_what_cannot_be_written_is_told_and_holds(desk: Any, tmp_path: Path, qtbot: Any) -> None:
    (tmp_path / "settings.toml").write_text("this is = = no TOML")
    settings = Settings(path=tmp_path / "settings.toml")
    preferring = Preferring(settings, desk.window)
    with qtbot.waitSignals([preferring.said, preferring.changed]):
        preferring.choose("fetching.automatic", "off")
    assert settings["fetching.automatic"] == "off"
    with qtbot.assertNotEmitted(preferring.changed):
        preferring.choose("fetching.automatic", "off")
