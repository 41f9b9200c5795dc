# SPDX-License-Identifier: MIT
"""Notes become HTML that shows what was written and can do nothing."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.reading.notes import ATTRIBUTES, SHOWN, TAGS, note_html, target_of

COMMONMARK = Path(__file__).resolve().parents[3] / "shared" / "data" / "interop" / "commonmark" / "spec.json"
TITLES = {"2404.18212": "Low-rank $O(n^2)$ Models", "Segment Anything": "Segment Anything", "t-<b>": "<b>Bold</b> & Co"}
PIECES = (
    "[[", "]]", "|", "[", "](", ")", "![", "<", ">", "</", "<script>", "<img src=", "<b>", "</b>", "<a href=", "javascript:", "data:",
    "file:///etc/passwd", "https://a.org", "http://127.0.0.1/x", '"', "'", "`", "```\n", "~~", "*", "**", "_", "$", "$$", "\\", "&",
    "&#106;", "&lt;", "#", "- ", "1. ", "> ", "- [ ] ", "    ", "\n", "\n\n", "|-|", "a|b\n-|-\n", "---", "===\n", "[x]: ", "\x02", "\x03",
    "\x00", "\ud800", "\u202e", "klzzwxh:0000", "wzxhzdk:0", "é", "𝒪", "2404.18212", "on", "onclick=x", "style=", "<!--", "-->",
    "<?", "<![CDATA[",
)  # fmt: skip


class Safe(HTMLParser):
    """Reads HTML and holds every tag and attribute against the list; keeps what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, ())
            if name == "href":
                assert re.match(r"(https?://[^/]|mailto:|doi:|paperdesk:)", value or "", re.IGNORECASE), value
                self.links.append(value or "")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_data(self, data: str) -> None:
        self.words += data


def safe(text: str) -> Safe:
    made = note_html(text, TITLES.get)
    reader = Safe()
    reader.feed(made)
    reader.close()
    return reader


def html(text: str) -> str:
    return note_html(text, TITLES.get).replace("\n", "")


@pytest.fixture
def commonmark() -> list[str]:
    """The Markdown of every example of the CommonMark specification."""
    if not COMMONMARK.exists():
        pytest.skip("the examples of CommonMark are not here")
    return [example["markdown"] for example in json.loads(COMMONMARK.read_text("utf-8"))]


SHOWN_AS = {
    "emphasis": ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"),
    "headings": ("# A\nb", "<h1>A</h1><p>b</p>"),
    "line breaks stay": ("a\nb", "<p>a<br>b</p>"),
    "low lines in words": ("batch_norm_1", "<p>batch_norm_1</p>"),
    "fence": ("```py\nx = [[a]] < $y$\n```", "<pre><code>x = [[a]] &lt; $y$</code></pre>"),
    "table": (
        "|a|b|\n|:-|-:|\n|c|`d|e`|",
        '<table><thead><tr><th align="left">a</th><th align="right">b</th></tr></thead>'
        '<tbody><tr><td align="left">c</td><td align="right"><code>d|e</code></td></tr></tbody></table>',
    ),
    "tasks": ("- [ ] a\n- [x] b\n- [y] c", '<ul class="tasks"><li>☐ a</li><li>☑ b</li><li>[y] c</li></ul>'),
    "tasks apart": ("- [X] a\n\n- b", '<ul class="tasks"><li><p>☑ a</p></li><li><p>b</p></li></ul>'),
    "mathematics": ("$x_i$", "<p><span><i>x</i><sub><i>i</i></sub></span></p>"),
    "stars in mathematics": ("$a*b*c$", "<p><span><i>a</i><span> ∗ </span><i>b</i><span> ∗ </span><i>c</i></span></p>"),
    "prices": ("$5 and $10", "<p>$5 and $10</p>"),
    "escaped dollars": (r"\$x\$", "<p>\\$x\\$</p>"),
    "plain tags": ("H<sub>2</sub>O<br>x", "<p>H<sub>2</sub>O<br>x</p>"),
    "other tags": ("<div onclick=x>a</div>", "<p>&lt;div onclick=x&gt;a&lt;/div&gt;</p>"),
    "script": ("<script>alert(1)</script>b", "<p>&lt;script&gt;alert(1)&lt;/script&gt;b</p>"),
    "link": ("[a](https://a.org/b)", '<p><a href="https://a.org/b">a</a></p>'),
    "bare address": ("see https://a.org/b_c.", '<p>see <a href="https://a.org/b_c">https://a.org/b_c</a>.</p>'),
    "doi": ("doi:10.1145/1.2", '<p><a href="https://doi.org/10.1145/1.2">doi:10.1145/1.2</a></p>'),
    "mail": ("<a@b.org>", '<p><a href="mailto:a@b.org">a@b.org</a></p>'),
    "image": ("![a plot](https://a.org/p.png)", '<p><a href="https://a.org/p.png">a plot</a></p>'),
    "image of a file": ("![a plot](file:///p.png)", "<p><span>a plot</span></p>"),
    "image in a link": ("[![p](https://a.org/p)](https://b.org)", '<p><a href="https://b.org"><span>p</span></a></p>'),
    "script in a link": ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
    "file in a link": ("[a](/etc/passwd) [b](//b.org/c) [d](file:///d)", "<p><a>a</a> <a>b</a> <a>d</a></p>"),
    "directions": ("a\u202eb\u200bc", "<p>abc</p>"),
}


@pytest.mark.parametrize(("text", "expected"), SHOWN_AS.values(), ids=SHOWN_AS.keys())
def test_a_note_is_shown(text: str, expected: str) -> None:
    assert html(text) == expected


LINKS = {
    "by key": ("[[2404.18212]]", '<a href="paperdesk:2404.18212">Low-rank O(n2) Models</a>'),
    "by title": ("[[ Segment Anything ]]", '<a href="paperdesk:Segment%20Anything">Segment Anything</a>'),
    "in other words": ("[[2404.18212|the *old* one]]", '<a href="paperdesk:2404.18212">the *old* one</a>'),
    "to no paper": ("[[nobody]]", '<span class="missing">[[nobody]]</span>'),
    "title with markup": ("[[t-<b>]]", '<a href="paperdesk:t-%3Cb%3E">&lt;b&gt;Bold&lt;/b&gt; &amp; Co</a>'),
    "escaped": (r"\[[2404.18212]]", "[[2404.18212]]"),
    "empty": ("[[ ]] [[]]", "[[ ]] [[]]"),
    "in code": ("`[[2404.18212]]`", "<code>[[2404.18212]]</code>"),
}


@pytest.mark.parametrize(("text", "expected"), LINKS.values(), ids=LINKS.keys())
def test_a_link_to_a_paper(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


def test_a_link_in_a_table_has_its_bar_escaped() -> None:
    assert '<a href="paperdesk:2404.18212">old</a>' in html("|a|\n|-|\n|[[2404.18212\\|old]]|")


def test_an_address_leads_back_to_what_was_named() -> None:
    for target in ("2404.18212", "10.1145/1.2", "A title: 100% <b>é", "a%20b"):
        (link,) = re.findall('href="([^"]*)"', note_html(f"[[{target}]]", lambda named: named))
        assert target_of(link) == target
    assert target_of("https://a.org") == ""


def test_a_title_is_asked_for_once() -> None:
    asked: list[str] = []

    def title_of(target: str) -> None:
        asked.append(target)

    note_html("[[a]] [[a]] [[b]]", title_of)
    assert asked == ["a", "b"]


def test_the_end_of_a_very_long_note_is_announced() -> None:
    made = note_html("word " * 20_000, TITLES.get)
    assert "its last 50,000 characters are not shown here" in made
    assert len(made) < SHOWN + 500


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join))
def test_no_text_raises_or_gets_past_the_list(text: str) -> None:
    safe(text)


@given(st.text(alphabet="abc déß中😀.,;:!?()'\"\n", max_size=200))
def test_plain_words_are_all_shown(text: str) -> None:
    assert "".join(safe(text).words.split()) == "".join(text.split())


N = 10_000
HOSTILE: dict[str, Callable[[], str]] = {
    "quotes": lambda: ">" * N + "x",
    "quotes and lists": lambda: "> - 1. " * N + "x",
    "quotes line by line": lambda: "\n".join(">" * n + "x" for n in range(300)),
    "lists line by line": lambda: "\n".join("  " * n + "- x" for n in range(300)),
    "brackets": lambda: "[" * N,
    "closed brackets": lambda: "[" * N + "]" * N,
    "brackets in paragraphs": lambda: ("[" * 700 + "\n\n") * 70,
    "links begun": lambda: "[a](" * N,
    "images begun": lambda: "![a](<" * N,
    "papers begun": lambda: "[[a|" * N,
    "stars": lambda: "***a*b" * N,
    "stars in paragraphs": lambda: ("***a*b" * 120 + "\n\n") * 70,
    "low lines": lambda: "_a __b" * N,
    "ticks": lambda: " ".join("`" * n for n in range(300)),
    "dollars": lambda: "$a" * N,
    "waves": lambda: "~~a " * N,
    "hashes": lambda: "# " + "#" * 50_000 + "x",
    "rules": lambda: "***\n" * N,
    "underlined headings": lambda: "a\n=\n" * N,
    "fences": lambda: "```\n" * N,
    "columns": lambda: "\n".join("|".join(cell * 1000) for cell in "a-b"),
    "rows": lambda: "|a|b|\n|-|-|\n" + "|c|d|\n" * N,
    "references": lambda: "[a]: https://a.org/" + "x" * 19_000 + "\n\n" + "[a] [a] [a]\n\n" * 1_500,
    "tags": lambda: "<b>" * N,
    "less than": lambda: "<" * 50_000,
    "5 MB": lambda: "a [[b]] *c*\n\n" * 420_000,
    "5 MB on a line": lambda: ">[" * 2_500_000,
    "to itself": lambda: "[[2404.18212]] " * 3_000,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_note_comes_to_an_end(make: Callable[[], str]) -> None:
    # Unrestrained, most of these take minutes, and the rest a stack that is deeper than there is.
    assert safe(make()).words


def test_the_examples_of_commonmark_are_safe(commonmark: list[str]) -> None:
    assert len(commonmark) > 600
    for text in commonmark:
        safe(text)
        safe("\n".join("> " + line for line in text.split("\n")))
    safe("\n\n".join(commonmark))
