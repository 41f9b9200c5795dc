# SPDX-License-Identifier: MIT
"""Every action of the window is reachable in four ways: menu, palette, shortcut, and the list of shortcuts."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QListView, QMenu, QMenuBar, QWidget

from paperdesk.ui import actions
from paperdesk.ui.actions import ACTIONS, MENUS


def test_every_menu_holds_its_actions_in_order(desk: Any) -> None:
    menus = {action.text(): action.menu() for action in desk.window.findChild(QMenuBar).actions()}
    assert list(menus) == [title for title in MENUS if "/" not in title]
    for title in MENUS:
        around, _, inner = title.partition("/")
        menu = next((one.menu() for one in menus[around].actions() if inner and one.text() == inner), menus[around])
        inside = [one.text() for one in menu.actions() if not (one.isSeparator() or one.menu())]
        assert inside == [spec.text for spec in ACTIONS if spec.menu == title]


def test_every_action_is_named_told_and_bound(desk: Any) -> None:
    for spec in ACTIONS:
        action = desk.window.findChild(QAction, f"action-{spec.name}")
        assert [key.toString() for key in action.shortcuts()] == [QKeySequence(key).toString() for key in spec.keys]
        assert action.statusTip() == spec.help
        assert action.toolTip().startswith(spec.help)
        assert action.icon().isNull() != bool(spec.icon)


def test_a_missing_handler_is_noticed_at_once(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    handlers = {spec.name: lambda: None for spec in ACTIONS[1:]}
    with pytest.raises(KeyError):
        actions.build_actions(window, handlers)


def test_the_menu_bar_opens_by_keyboard(desk: Any, press: Callable[..., None], qtbot: Any) -> None:
    press("Alt+F")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Import files…"
    menu.close()


def test_the_palette_and_the_list_of_shortcuts_hold_them_all(desk: Any, press: Callable[..., None]) -> None:
    press("Ctrl+K")
    shown = QApplication.activeModalWidget().findChild(QListView, "commandList").model()
    named = [shown.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(shown.rowCount())]
    assert named == [spec.name for spec in ACTIONS if spec.name != "palette"]
    press("Esc", "?")
    labels = {label.text() for label in QApplication.activeModalWidget().findChildren(QLabel)}
    assert {spec.help for spec in ACTIONS} <= labels
    press("Esc")
