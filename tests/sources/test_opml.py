# SPDX-License-Identifier: MIT
"""Lists of subscriptions: what is written is read again, what others write too, hostile files never."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.domain.errors import BadInput
from paperdesk.domain.text import one_line
from paperdesk.sources.opml import Outline, read, write

titles = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=60
).filter(lambda text: one_line(text) != "")


@given(st.lists(titles, min_size=1, max_size=5))
def test_what_is_written_is_read_again(names: list[str]) -> None:
    outlines = [Outline(one_line(name), f"http://e.org/{n}?a=1&b='\"<x>") for n, name in enumerate(names)]
    outlines = [Outline(o.title, o.address.split("'")[0], "") for o in outlines]
    assert read(write(outlines).encode(), "x") == outlines


def test_sources_that_are_no_feeds_keep_their_names() -> None:
    outlines = [Outline("Daily", "", "huggingface"), Outline("ML", "http://e.org/rss/cs.LG", "arxiv:cs.LG")]
    assert read(write(outlines).encode(), "x") == outlines


def test_each_is_named_once_wherever_it_stands() -> None:
    text = (
        "<opml><body><outline text='F'><outline><outline text='A' xmlUrl='http://a.org/'/></outline></outline>"
        "<outline title='B' xmlUrl='http://a.org/'/><outline text='C'/><outline text='D' xmlUrl='file:///etc'/></body></opml>"
    )
    assert read(text.encode(), "x") == [Outline("A", "http://a.org/")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<opml>", b"[]", b"<opml><body/></opml>", b"\0" * 50,
        b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="http://e.org/&a;"/></opml>',
        b"x" * ((8 << 20) + 1),
    ],
    ids=["empty", "cut", "json", "none in it", "zeros", "entity", "large"],
)  # fmt: skip
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^list: "):
        read(data, "list")


def test_real_lists_are_read(data: Path) -> None:
    found = 0
    for file in sorted((data / "interop" / "opml").rglob("*")):
        if file.is_file():
            with contextlib.suppress(BadInput):
                found += len(read(file.read_bytes(), file.name))
    assert found > 20
