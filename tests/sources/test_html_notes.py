# SPDX-License-Identifier: MIT
"""Notes in HTML made Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.sources.html_notes import markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain text", "plain text"),
        ("<p>One &amp; two</p><p>three<br>four</p>", "One & two\n\nthree\nfour"),
        ("<div><b>bold</b> and <em>leaning</em> <code>x</code></div>", "**bold** and *leaning* `x`"),
        ("<h2>Head</h2><ul><li>a</li><li>b</li></ul>", "## Head\n\n- a\n- b"),
        (
            '<a href="https://example.org/x">here</a> <a href="javascript:x">not</a>',
            "[here](https://example.org/x) not",
        ),
        ("<blockquote>said</blockquote>", "> said"),
        ("<script>alert(1)</script><style>x</style>text<img src=file:///etc/passwd>", "text"),
        ("a < b", "a < b"),
        ("", ""),
    ],
)
def test_what_a_note_says_is_kept(html: str, expected: str) -> None:
    assert markdown(html) == expected


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b", ">", "</a>", "<a href=", '"', "&#0;", "&x", "<!--", "<![", "x\n"])
    ).map("".join)
)
def test_anything_is_read(html: str) -> None:
    assert isinstance(markdown(html), str)
