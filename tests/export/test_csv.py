# SPDX-License-Identifier: MIT
"""CSV: read back it is the same, and no spreadsheet reckons anything of it."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperdesk.domain.text import guarded, unguarded
from paperdesk.export.csv import COLUMNS, row
from paperdesk.export.plain import clean


def test_a_row_has_every_column(exported, write) -> None:
    (found,) = csv.DictReader(io.StringIO(write("csv", [exported()]), newline=""))
    assert tuple(found) == COLUMNS
    assert (found["key"], found["citation_key"], found["doi"]) == ("2406.00001", "lee2024deep", "10.1000/deep.nets_1")
    assert (found["authors"], found["tags"]) == ("Ann Lee; Bo van der Wu; Qwen Team", "rl/offline; to read")
    assert (found["read"], found["starred"], found["upvotes"]) == ("yes", "", "7")
    assert (found["abstract"], found["highlights"]) == ("We study nets. They are deep.\n\nAnd wide.", "We study")


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", " =1", "\t=1", "|x", "%x", "'=1", "''=1", "＝1", "\n=1"])
def test_what_looks_like_a_formula_is_none(value: str) -> None:
    assert guarded(value) == "'" + value


@pytest.mark.parametrize("value", ["", "a=1", "'quoted'", "1", "(x)"])
def test_the_rest_stays(value: str) -> None:
    assert guarded(value) == value


@example(["'\n"])
@given(st.lists(st.text(max_size=20) | st.text(alphabet="='+-@ \t\n\"',a", max_size=8), min_size=1, max_size=5))
def test_read_back_it_is_the_same(values: list[str]) -> None:
    (found,) = csv.reader(io.StringIO(row(["x", *values]), newline=""))
    assert [unguarded(value) for value in found[1:]] == [clean(value) for value in values]
    assert not [value for value in found if re.match(r"\s*[=+\-@]", value)]
