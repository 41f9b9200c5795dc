# SPDX-License-Identifier: MIT
"""Which versions are refused at the start."""

import sys
from importlib.metadata import version

import pytest

from paperdesk.config.compatibility import refusal


@pytest.mark.parametrize("python", [(3, 11, 0), (3, 11, 14), (3, 10, 0)])
def test_the_version_that_takes_references_from_none_is_refused_where_none_is_counted(python: tuple[int, ...]) -> None:
    why = refusal(python, "6.12.0")
    assert why is not None
    assert "6.12.0" in why
    assert "\n" not in why


@pytest.mark.parametrize(
    ("python", "pyside"),
    [
        ((3, 12, 0), "6.12.0"),
        ((3, 13, 1), "6.12.0"),
        ((3, 11, 7), "6.11.3"),
        ((3, 11, 7), "6.12.1"),
        ((3, 11, 7), "6.8.0"),
    ],
)
def test_others_are_not(python: tuple[int, ...], pyside: str) -> None:
    assert refusal(python, pyside) is None


def test_what_is_installed_here_is_not_refused() -> None:
    assert refusal(sys.version_info[:3], version("PySide6_Essentials")) is None
