# SPDX-License-Identifier: MIT
"""What patterns come to, said while they are typed."""

import pytest

from paperdesk.domain.errors import BadInput
from paperdesk.ui.preferences.examples import file_example, key_example, time_example


def test_a_pattern_of_keys_shows_what_it_makes() -> None:
    assert key_example("{auth}{year}{veryshorttitle}").startswith("For example vaswani2017attention. Fields: auth, ")
    assert key_example("{Auth}{yy}").startswith("For example Vaswani17.")
    with pytest.raises(BadInput, match="is no field"):
        key_example("{nothing}")


def test_a_pattern_of_names_shows_what_it_makes() -> None:
    assert file_example("{title}").startswith("For example Attention Is All You Need.md.")
    assert file_example("{year} {citekey}").startswith("For example 2017 vaswani2017attention.md.")
    with pytest.raises(BadInput, match="is no pattern"):
        file_example("x")


def test_a_time_says_of_which_day_the_digest_tells() -> None:
    assert time_example("7:30").startswith("At 07:30 it tells of the day before.")
    assert time_example("12:00").startswith("At 12:00 it tells of the day itself.")
    with pytest.raises(BadInput, match="is no time of day"):
        time_example("25:00")
