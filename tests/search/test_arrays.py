# SPDX-License-Identifier: MIT
"""Files of arrays: whole, or refused."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperdesk.search.arrays import ArrayFile, ArrayWriter
from paperdesk.search.errors import IndexUnusable

HEADER = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.file"
    with ArrayWriter(path, "segment", "kind", {"one": ("<u4", 5), "none": ("<u2", 0), "two": ("<i8", 100)}) as writer:
        writer.append("one", np.arange(2))
        writer.append("two", np.arange(60))
        writer.append("one", np.arange(2, 5))
        writer.append("two", np.arange(60, 100))
    return path


def test_what_was_written_in_turns_is_read_as_one(path: Path) -> None:
    with ArrayFile(path, "segment", "kind") as file:
        assert file.load("one").tolist() == [0, 1, 2, 3, 4]
        assert file.load("none").tolist() == []
        assert file.load("two").tolist() == list(range(100))
        assert file.read("two", 58, 63).tolist() == [58, 59, 60, 61, 62]
        file.verify()


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (2, 1), (4, 6)])
def test_there_is_nothing_outside_of_an_array(path: Path, start: int, stop: int) -> None:
    with ArrayFile(path, "segment", "kind") as file, pytest.raises(IndexUnusable):
        file.read("one", start, stop)


def test_the_file_of_another_segment_or_kind_is_refused(path: Path) -> None:
    for segment, kind in (("another", "kind"), ("segment", "another")):
        with pytest.raises(IndexUnusable):
            ArrayFile(path, segment, kind)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:HEADER],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: bytes(len(data)),
        lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:],
        lambda data: b"SQLite format 3\0" + data[16:],
    ],
    ids=[
        "empty",
        "ten-bytes",
        "header-alone",
        "a-byte-short",
        "a-byte-long",
        "zeros",
        "a-bit-of-the-header",
        "foreign",
    ],
)
def test_a_damaged_file_is_refused(path: Path, damage: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexUnusable):
        ArrayFile(path, "segment", "kind")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no-such"):
        with pytest.raises(IndexUnusable):
            ArrayFile(path, "segment", "kind")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 4 * 5 - 1), bit=st.integers(0, 7))
def test_a_changed_bit_in_an_array_is_noticed_when_it_is_loaded(path: Path, place: int, bit: int) -> None:
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[HEADER + place] ^= 1 << bit
    path.write_bytes(changed)
    try:
        with ArrayFile(path, "segment", "kind") as file:
            assert file.load("two").tolist() == list(range(100))
            with pytest.raises(IndexUnusable):
                file.load("one")
            with pytest.raises(IndexUnusable):
                file.verify()
    finally:
        path.write_bytes(whole)


def test_a_file_cut_off_while_it_is_open_is_noticed(path: Path) -> None:
    with ArrayFile(path, "segment", "kind") as file:
        path.write_bytes(path.read_bytes()[: HEADER + 64])
        with pytest.raises(IndexUnusable):
            file.read("two", 0, 100)
