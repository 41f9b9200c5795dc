# SPDX-License-Identifier: MIT
"""Colours of other programs, made one of ours."""

import pytest

from paperdesk.sources.colours import colour


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        ("#ffd400", "yellow"), ("#ff6666", "pink"), ("#5fb236", "green"), ("#2ea8e5", "blue"), ("#a28ae5", "blue"),
        ("#e56eee", "pink"), ("#f19837", "orange"), ("#aaaaaa", "yellow"), ("#ff0", "yellow"), ("#2EA8E5FF", "blue"),
        ("Green", "green"), ("purple", "pink"), ("sort of", ""), ("#12", ""), ("", ""), (None, ""), (3, ""),
    ],
)  # fmt: skip
def test_the_nearest_is_found(told: object, ours: str) -> None:
    assert colour(told) == ours
