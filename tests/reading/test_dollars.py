# SPDX-License-Identifier: MIT
"""Dollars enclose formulas, and name prices."""

import pytest

from paperdesk.reading.abstract import render
from paperdesk.reading.dollars import formulas


def enclosed(text: str) -> list[str]:
    """What the dollars of a text enclose, with them."""
    return [text[start:end] for start, end in formulas(text).items()]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("a $x$ b $y^2$", ["$x$", "$y^2$"]),
        ("$$x$$ and $y$", ["$$x$$", "$y$"]),
        ("$t \\sim 10^{-6} $ s", ["$t \\sim 10^{-6} $"]),
        ("$a \\text{ if it is so and not else} b$", ["$a \\text{ if it is so and not else} b$"]),
        ("costs \\$5 and $x$", ["$x$"]),
        ("$k$-means", ["$k$"]),
        ("$1,000$", ["$1,000$"]),
    ],
)
def test_formulas_are_found(text: str, due: list[str]) -> None:
    assert enclosed(text) == due


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10",
        "from $0.398 to $0.228 per run",
        "only $5",
        "$",
        "$$",
        "$ $",
        "$HOME and $PATH are variables",
        "a $x\n\ny$ b",
        "$" + "x" * 3001 + "$",
    ],
)
def test_prices_and_lone_dollars_are_shown(text: str) -> None:
    assert enclosed(text) == []
    assert render(text).plain.count("$") == text.count("$")


def test_a_lone_dollar_does_not_swallow_the_next_formula() -> None:
    assert enclosed("for $5 we show\n\n$x^2$") == ["$x^2$"]
