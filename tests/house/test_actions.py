# SPDX-License-Identifier: MIT
"""The table of actions is whole: unique names and keys, each told and bound; and what the README says of keys holds."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QKeySequence

from paperdesk.config.paths import resource
from paperdesk.ui.actions import ACTIONS, MENUS

ROOT = Path(__file__).resolve().parents[2]
BY_NAME = {spec.name: spec for spec in ACTIONS}
# What the README says a key does, and the action that does it.
CLAIMS = {
    "Ctrl+O": "import", "J": "next", "K": "previous", "S": "star", "L": "later", "E": "archive", "T": "tag", "U": "read",
    "Space": "read-on", "Ctrl+Z": "undo", "Ctrl+F": "search", "/": "search", "?": "shortcuts", "Ctrl+K": "palette",
    "M": "note", "Ctrl+E": "note-preview", "F1": "search-help", "F3": "next-match", "Ctrl+S": "save-search", "Ctrl+Shift+F": "follow",
    "H": "highlight", "N": "highlight-note", "Ctrl+Shift+B": "toggle-margin", "Ctrl+8": "go-highlights",
    "F5": "fetch-now", "Ctrl+R": "sources", "Ctrl+N": "add-paper", "Ctrl+V": "paste-paper", "Ctrl+0": "go-rising",
    "Ctrl+Shift+E": "export", "Shift+C": "copy-citation", "Ctrl+Shift+A": "copy-citation-as", "B": "copy-bibtex",
    "Ctrl+Shift+K": "copy-markdown", "Shift+Q": "copy-quote-cited", "Z": "send-zotero", "Ctrl+Shift+U": "sync-notes", "G": "open-digest",
}  # fmt: skip


def test_names_are_unique_and_written_alike() -> None:
    names = [spec.name for spec in ACTIONS]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


def test_no_key_is_given_twice_and_each_is_a_key() -> None:
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert "" not in keys
    assert all(spec.keys for spec in ACTIONS)


def test_no_key_writes_a_letter_where_altgr_does() -> None:
    assert [spec.name for spec in ACTIONS if any("Ctrl+Alt" in key for key in spec.keys)] == []


def test_every_action_has_a_text_a_help_a_menu_and_an_icon_that_is_there() -> None:
    for spec in ACTIONS:
        assert spec.text
        assert spec.help
        assert not spec.help.endswith("."), spec.name
        assert spec.menu in MENUS
        assert not spec.icon or resource("icons", "lucide", f"{spec.icon}.svg").exists()


def test_every_action_does_something(desk: Any) -> None:
    for spec in ACTIONS:
        action = desk.window.findChild(QAction, f"action-{spec.name}")
        assert action is desk.window.actions_by_name[spec.name]
        assert action.isEnabled()
        assert action.receivers("2triggered(bool)") > 0
    assert set(desk.window.actions_by_name) == set(BY_NAME)


@pytest.mark.parametrize("key", CLAIMS)
def test_the_readme_is_right_about_keys(key: str) -> None:
    assert key in {QKeySequence(k).toString() for k in BY_NAME[CLAIMS[key]].keys}


def test_the_readme_names_no_other_keys() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"Ctrl\+(?:Shift\+)?[A-Za-z0-9.]+", text))
    named |= set(re.findall(r"\bF[0-9]+\b", text))
    named |= set(re.findall(r"\b([A-Z]) (?:stars|keeps|archives|tags|turns|and K)", text))
    assert named - set(CLAIMS) - {"Ctrl+C"} == set()
    daily = text[text.index("## The daily flow") : text.index("## Where your data lives")]
    for key in CLAIMS:
        assert re.search(rf"(?<!\w){re.escape(key)}(?!\w)", daily, re.IGNORECASE), f"the README no longer names {key}"
