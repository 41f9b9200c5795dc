# SPDX-License-Identifier: MIT
"""Every option is read somewhere, and every option that is read is one."""

import re
from pathlib import Path

from paperdesk.config.options import OPTIONS

PACKAGE = Path(__file__).resolve().parents[2] / "paperdesk"
# Read by what is not built yet, each with what will read it; an entry that is read by now is an error.
NOT_YET: dict[str, str] = {}


def asked_for() -> set[str]:
    """The names of options that the code asks its settings for."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name != "options.py":
            found |= set(re.findall(r'ettings\[\s*f?"([a-z_.]+)"\s*\]|chosen\["([a-z_.]+)"\]', path.read_text("utf-8")))
    return {one or other for one, other in found}


def test_every_option_is_read() -> None:
    assert {option.name for option in OPTIONS} - asked_for() == set(NOT_YET) - asked_for()


def test_no_excuse_outlives_its_reason() -> None:
    assert set(NOT_YET) & asked_for() == set()


def test_nothing_else_is_asked_for() -> None:
    assert asked_for() - {option.name for option in OPTIONS} == set()
