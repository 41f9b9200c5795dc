# SPDX-License-Identifier: MIT
"""What other packages add is loaded once, and left out with a sentence where it is broken."""

from importlib.metadata import EntryPoint

import pytest

from paperdesk.config.plugins import Plugins

GROUP = "paperdesk.tests"


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> Plugins[int]:
    """Plug-ins that are whole numbers: one that is, one that is not, one that is not there."""
    points = [
        EntryPoint("good", "sys:maxsize", GROUP),
        EntryPoint("other", "sys:executable", GROUP),
        EntryPoint("gone", "no_such_module_at_all:x", GROUP),
    ]
    monkeypatch.setattr("paperdesk.config.plugins.entry_points", lambda group: points if group == GROUP else [])
    return Plugins(GROUP, int, lambda number: number - 1)


def test_what_can_be_used_is_guarded_and_the_rest_is_told(plugins: Plugins[int]) -> None:
    import sys

    assert plugins.left_out() == ()
    assert plugins.found() == (sys.maxsize - 1,)
    other, gone = plugins.left_out()
    assert other == "the plug-in other is left out: it is no int"
    assert gone.startswith("the plug-in gone is left out: ModuleNotFoundError: ")


def test_they_are_loaded_anew_when_they_were_forgotten(plugins: Plugins[int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(plugins.found()) == 1
    monkeypatch.setattr("paperdesk.config.plugins.entry_points", lambda group: [])
    assert len(plugins.found()) == 1
    plugins.forget()
    assert plugins.found() == ()
