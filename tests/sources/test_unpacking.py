# SPDX-License-Identifier: MIT
"""Bodies in whatever chunks they come, packed or not, whole or not, large or not."""

import contextlib
import gzip
import itertools
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.domain.errors import BadAnswer
from paperdesk.sources.unpacking import Body

PACKED = {
    "": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw": lambda data: zlib.compress(data, wbits=-15),
}


def unpacked(data: bytes, encoding: str, cuts: list[int], largest: int = 1 << 20) -> bytes:
    body = Body("host", encoding, largest)
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in itertools.pairwise(places):
        body.take(data[start:end])
    return body.whole()


@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=2_000), st.lists(st.integers(0, 5_000), max_size=8))
@settings(max_examples=150)
def test_what_was_packed_comes_back_in_whatever_chunks(how: str, data: bytes, cuts: list[int]) -> None:
    told = b"<feed>" + data  # as all that is fetched, it begins with what tells it from packed bytes
    assert unpacked(PACKED[how](told), "deflate" if how == "raw" else how, cuts) == told


@given(
    st.binary(max_size=400),
    st.sampled_from(["gzip", "deflate", "x-gzip", "identity"]),
    st.lists(st.integers(0, 500), max_size=5),
)
@settings(max_examples=150)
def test_no_bytes_are_more_than_a_bad_answer(data: bytes, encoding: str, cuts: list[int]) -> None:
    with contextlib.suppress(BadAnswer):
        assert len(unpacked(data, encoding, cuts)) <= 1 << 20


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_takes_no_more_memory_than_the_bound(encoding: str) -> None:
    packed = PACKED[encoding](b" " * (256 << 20))
    tracemalloc.start()
    with pytest.raises(BadAnswer, match="larger than 2 MB"):
        unpacked(packed, encoding, [], largest=2 << 20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20


def test_bombs_one_after_the_other_are_bounded_together() -> None:
    one = gzip.compress(b" " * (1 << 20))
    with pytest.raises(BadAnswer, match="larger than 2 MB"):
        unpacked(one * 50, "gzip", [], largest=2 << 20)


def test_nothing_is_nothing() -> None:
    assert unpacked(b"", "gzip", []) == b""
