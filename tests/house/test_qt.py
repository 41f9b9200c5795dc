# SPDX-License-Identifier: MIT
"""The Qt that is installed is one that does not take references from None (PySide6 6.12.0 below Python 3.12 does)."""

import sys
from typing import Any

import PySide6
import pytest
from PySide6.QtCore import QObject

from paperdesk.config.compatibility import refusal


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_void_calls_leave_none_alone(qapp: Any) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(1_000):
        thing.setObjectName(str(number))
    assert sys.getrefcount(None) > before - 100


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_painting_leaves_none_alone(desk: Any) -> None:
    desk.window.grab()
    before = sys.getrefcount(None)
    for _ in range(5):
        desk.window.grab()
    assert sys.getrefcount(None) > before - 200


def test_this_environment_is_not_refused() -> None:
    assert refusal(sys.version_info[:3], PySide6.__version__) is None
