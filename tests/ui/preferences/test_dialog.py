# SPDX-License-Identifier: MIT
"""The dialog of preferences."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from paperdesk.config.options import Settings
from paperdesk.ui.preferences.dialog import PreferencesDialog
from paperdesk.ui.preferences.pages import PAGES


def test_every_page_has_the_widgets_of_its_settings(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(Settings({"appearance.theme": "dark"}), parent)
    for page in PAGES:
        for setting in page.settings:
            assert dialog.findChild(QWidget, f"option-{setting.option}") is not None
    theme = dialog.findChild(QComboBox, "option-appearance.theme")
    assert theme.currentText() == "Dark"
    with qtbot.waitSignal(dialog.chosen) as chosen:
        theme.activated.emit(1)
    assert chosen.args == ["appearance.theme", "light"]


def test_it_opens_at_a_page(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(Settings(), parent)
    dialog.open_at("Fetching")
    assert dialog.pages.currentItem().text() == "Fetching"
    assert dialog.findChild(QWidget, "option-fetching.automatic").isVisible()
    assert not dialog.findChild(QWidget, "option-appearance.theme").isVisible()
    dialog.reject()
