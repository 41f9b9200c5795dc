# SPDX-License-Identifier: MIT
"""How the tests of the reading room write down what is shown."""

import itertools
from collections.abc import Callable

import pytest

from paperdesk.reading.abstract import render
from paperdesk.reading.rendering import Rendering

Shown = Callable[[str], str]


def marked(rendering: Rendering) -> str:
    """Return the shown text with `^{…}` and `_{…}` around scripts, as many as they are deep."""
    parts = []
    for level, runs in itertools.groupby(rendering.runs, key=lambda run: run.level):
        text = "".join(run.text for run in runs)
        sign = "^" if level > 0 else "_"
        parts.append(f"{sign * abs(level)}{{{text}}}" if level else text)
    return "".join(parts)


@pytest.fixture(scope="session")
def shown() -> Shown:
    """What an abstract shows, with its scripts marked."""
    return lambda text: marked(render(text))
