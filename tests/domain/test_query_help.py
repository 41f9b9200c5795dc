# SPDX-License-Identifier: MIT
"""The help page on searching says what the parser does: all of it, and nothing else."""

import re

import pytest

from paperdesk.config.paths import resource
from paperdesk.domain.conditions import EVERYTHING, MARKS, POSSESSIONS
from paperdesk.domain.query_text import parse
from paperdesk.domain.query_tokens import FIELDS, OPERATORS, SYNONYMS
from paperdesk.domain.query_values import DAYS_IN, SIGNS, SORTS

PAGE = resource("help", "search.md").read_text("utf-8")
CODE = re.findall(r"`([^`]+)`", PAGE)
EXAMPLES = [code for line in re.findall(r"^- (`.*?) –", PAGE, re.MULTILINE) for code in re.findall(r"`([^`]+)`", line)]


def test_every_field_has_its_heading_in_order() -> None:
    assert re.findall(r"^### (\w+):$", PAGE, re.MULTILINE) == list(FIELDS)


@pytest.mark.parametrize("word", [*OPERATORS, *(f"{name}:" for name in (*FIELDS, *SYNONYMS))])
def test_every_operator_and_name_is_in_an_example(word: str) -> None:
    assert re.search(rf"(?<!\w){re.escape(word)}", "\n".join(CODE))


@pytest.mark.parametrize(
    "example",
    [*(f"is:{mark}" for mark in MARKS), *(f"has:{what}" for what in POSSESSIONS), *(f"sort:{sort}" for sort in SORTS)],
)
def test_every_value_has_its_own_line(example: str) -> None:
    assert example in EXAMPLES


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_is_shown(sign: str) -> None:
    assert f"upvotes:{sign}50" in CODE


@pytest.mark.parametrize("unit", DAYS_IN)
def test_every_unit_is_shown_with_its_days(unit: str) -> None:
    line = re.search(rf"^- `since:\d{unit}` – (.*)$", PAGE, re.MULTILINE)
    assert line
    assert DAYS_IN[unit] == 1 or f"of {DAYS_IN[unit]} days" in line[1]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_understood(example: str) -> None:
    parsed = parse(example, complete=True)
    if example != "*":
        assert parsed.hints == ()
        assert parsed.condition != EVERYTHING or parsed.sort


def test_no_field_is_named_that_is_none() -> None:
    names = {name.casefold() for code in CODE for name in re.findall(r"([A-Za-z]+):(?!//)", code)}
    assert names <= {*FIELDS, *SYNONYMS}


def test_the_order_of_the_operators_is_as_the_page_says() -> None:
    assert "`graph network OR transformer` asks for papers with both" in PAGE
    assert parse("graph network OR transformer") == parse("(graph network) OR transformer")


@pytest.mark.parametrize(("first", "second"), [("since:7", "since:7d"), ("upvotes:50", "upvotes:>=50"),
                                               ("-survey", "NOT survey"), ("since:2024-05", "date:2024-05..")])  # fmt: skip
def test_what_the_page_calls_the_same_is_the_same(first: str, second: str) -> None:
    assert first in CODE
    assert second in CODE
    assert parse(first, complete=True) == parse(second, complete=True)
