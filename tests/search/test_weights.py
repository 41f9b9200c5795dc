# SPDX-License-Identifier: MIT
"""Weights in one byte."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.search.documents import Field
from paperdesk.search.weights import WEIGHTS, bits_of, field_weights, payloads


@given(st.floats(0.016, 130), st.integers(0, 255))
def test_a_weight_comes_back_within_two_percent_and_its_fields_exactly(weight: float, bits: int) -> None:
    (payload,) = payloads(np.array([bits << 8], np.uint16), np.array([weight], np.float32))
    assert payload >> 8 == bits
    assert WEIGHTS[payload & 255] == pytest.approx(weight, rel=0.02)


@pytest.mark.parametrize("weight", [0.0, 1e-9, 1e9], ids=str)
def test_a_weight_out_of_bounds_is_at_the_bound(weight: float) -> None:
    (payload,) = payloads(np.array([256], np.uint16), np.array([weight], np.float32))
    assert payload == (256 if weight < 1 else 511)


def test_each_field_has_its_bit_but_the_keys() -> None:
    bits = [bits_of(field) for field in Field]
    assert sorted(bits) == [0, *(1 << n for n in range(8, 16))]


def test_a_word_weighs_less_in_a_long_field_and_more_in_a_title() -> None:
    lengths = np.array([[10, 100, 0, 0, 0, 0, 0, 0, 0], [20, 200, 0, 0, 0, 0, 0, 0, 0]]).ravel()
    weights = field_weights(lengths)
    assert weights[0, Field.TITLE] > weights[1, Field.TITLE] > weights[0, Field.ABSTRACT] > weights[1, Field.ABSTRACT]
