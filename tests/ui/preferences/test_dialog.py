# SPDX-License-Identifier: MIT
"""The dialog of preferences."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from paperdesk.config.options import Settings
from paperdesk.ui.preferences.dialog import PreferencesDialog
from paperdesk.ui.preferences.fields import FolderField
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


def test_a_pattern_that_cannot_be_is_told_while_it_is_typed_and_not_kept(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(Settings(), parent)
    field = dialog.findChild(QLineEdit, "option-export.citation_key")
    chosen: list[Any] = []
    dialog.chosen.connect(lambda *what: chosen.append(what))

    def told() -> list[str]:
        return [label.text() for label in dialog.findChildren(QLabel, "hint")]

    field.setText("{Auth}{yy}")
    assert any(text.startswith("For example Vaswani17.") for text in told())
    field.editingFinished.emit()
    assert chosen == [("export.citation_key", "{Auth}{yy}")]
    field.setText("{nothing}")
    assert any(text.startswith("{nothing} is no field of a citation key") for text in told())
    field.editingFinished.emit()
    assert len(chosen) == 1


def test_what_can_be_done_from_a_page_is_asked_for(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(Settings(), parent)
    asked: list[Any] = []
    dialog.asked.connect(lambda *what: asked.append(what))
    dialog.findChild(QComboBox, "of-copy-template").setCurrentIndex(2)
    for button in dialog.asking.values():
        button.click()
    assert asked[:4] == [("copy-template", "logseq"), ("open-templates", ""), ("template-help", ""), ("sync-notes", "")]


def test_a_folder_can_be_typed(qtbot: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PreferencesDialog(Settings({"notes_folder.path": "/notes"}), parent)
    folder = dialog.findChild(FolderField, "option-notes_folder.path")
    assert folder.field.text() == "/notes"
    folder.field.setText(" /vault ")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        folder.field.editingFinished.emit()
    assert chosen.args == ["notes_folder.path", "/vault"]
