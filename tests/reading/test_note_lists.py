# SPDX-License-Identifier: MIT
"""Lists are lists however their blanks were typed."""

import pytest

from paperdesk.reading.notes import note_html

LISTS = {
    "after text": ("a\n- b\n- c", "<p>a</p><ul><li>b</li><li>c</li></ul>"),
    "two blanks a level": (
        "- a\n  - b\n    - c\n- d",
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
    ),
    "four blanks a level": ("- a\n    - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "below a number": ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "brackets after numbers": ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
    "from five on": ("5. a\n6. b", '<ol start="5"><li>a</li><li>b</li></ol>'),
    "another kind": ("1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
    "a paragraph of an entry": (
        "- a\n\n  b\n- c",
        "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>",
    ),
    "code of an entry": ("- a\n\n      b", "<ul><li>a<pre><code>b</code></pre></li></ul>"),
    "text after": ("- a\n\nb", "<ul><li>a</li></ul><p>b</p>"),
    "going on": ("- a\nb", "<ul><li>a<br>    b</li></ul>"),
    "a heading after": ("- a\n# b", "<ul><li>a</li></ul><h1>b</h1>"),
    "a quote after": ("- a\n> b", "<ul><li>a</li></ul><blockquote><p>b</p></blockquote>"),
    "a rule after": ("- a\n***\nb", "<ul><li>a</li></ul><hr><p>b</p>"),
    "a rule is no entry": ("- - -", "<hr>"),
    "code is no list": ("    - a\n    - b", "<pre><code>- a- b</code></pre>"),
    "a fence is left alone": ("```\na\n- b\n  - c\n```", "<pre><code>a- b  - c</code></pre>"),
    "a dash is no entry": ("a\n-b", "<p>a<br>-b</p>"),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS.keys())
def test_a_list(text: str, expected: str) -> None:
    assert note_html(text, lambda target: None).replace("\n", "") == expected
