# SPDX-License-Identifier: MIT
"""The ways out of the window, as one."""

from typing import Any

from paperdesk.ui.outgoing import OUTGOING_ACTIONS


def test_each_of_its_actions_has_a_handler(desk: Any) -> None:
    assert set(desk.window.outgoing.handlers()) == set(OUTGOING_ACTIONS)


def test_where_nothing_is_under_way_stopping_says_so(desk: Any, press: Any) -> None:
    press("Ctrl+.")
    assert desk.window.toast.text() == "Nothing is under way"
