# SPDX-License-Identifier: MIT
"""Text as Markdown and HTML: read by a parser of CommonMark it says what it said, whatever signs are in it."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from paperdesk.domain.exported import Piece
from paperdesk.export.markup import (
    markdown,
    markdown_paragraphs,
    note_as_markdown,
    pieces_as_html,
    pieces_as_markdown,
    pieces_as_text,
    quoted,
)
from paperdesk.export.plain import line

PARSER = MarkdownIt("commonmark")
SIGNS = st.text(alphabet="ab1 \\`*_[]<>#+-.!|~=^:&;(){}$%@\"'/\n\té", max_size=40)


def shown(text: str) -> str:
    """The text of rendered Markdown."""
    html = PARSER.render(text)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@given(st.one_of(SIGNS, st.text(max_size=60)))
@example("1. one")
@example("12345678901. many")
@example("---")
@example("===\n")
@example("&amp; &#35; &x")
@example("a\\")
@example("    code")
@example("![x](y) <b>&lt;")
@example("#tag # heading ##")
def test_a_line_says_what_it_said(text: str) -> None:
    made = markdown(text)
    assert "\n" not in made
    html = PARSER.render(made)
    assert html == "" or re.fullmatch(r"<p>[^<]*</p>\n", html)
    assert shown(made) == line(text)


@given(SIGNS)
def test_a_line_says_it_in_a_quote_and_in_an_item_too(text: str) -> None:
    assert shown(quoted(markdown(text))) == line(text)
    assert shown("- " + markdown(text)) == line(text)


@given(st.lists(SIGNS.map(line).filter(bool), min_size=1, max_size=4))
def test_paragraphs_stay_paragraphs(paragraphs: list[str]) -> None:
    html = PARSER.render(markdown_paragraphs("\n\n".join(paragraphs)))
    assert [" ".join(unescape(one).split()) for one in re.findall(r"<p>([^<]*)</p>", html)] == paragraphs


def test_what_others_read_beyond_commonmark_is_escaped() -> None:
    assert markdown("{{x}} ((y)) a:: b ==m== %%c%% $x$ ~~z~~ #t |") == (
        r"{\{x}} (\(y)) a:\: b =\=m=\= %\%c%\% \$x\$ \~\~z\~\~ \#t \|"
    )
    assert "[\\[" not in markdown("[[x]]").replace("\\[\\[", "")


def test_pieces_keep_scripts_links_and_paragraphs() -> None:
    pieces = [Piece("x"), Piece("2", level=-1), Piece(" a*b\n\nmore "), Piece("here", href="https://a.org/(b)")]
    assert pieces_as_markdown(pieces) == "x<sub>2</sub> a\\*b\n\nmore [here](https://a.org/%28b%29)"
    assert pieces_as_markdown([Piece("1. no list")]) == r"1\. no list"
    assert pieces_as_html([Piece("<b>", bold=True, colour="green")]) == '<mark class="green"><b>&lt;b&gt;</b></mark>'
    assert pieces_as_html([Piece("x", href="javascript:y")]) == "x"
    assert (
        pieces_as_html([Piece("i", italic=True, level=2), Piece("c", mono=True)]) == "<sup><i>i</i></sup><code>c</code>"
    )


def test_pieces_as_text_say_where_scripts_stand() -> None:
    pieces = [
        Piece("x"),
        Piece("1", level=-1),
        Piece("0", level=-1),
        Piece("y"),
        Piece("ab", level=1),
        Piece("q", level=-1),
    ]
    assert pieces_as_text(pieces) == "x₁₀y^(ab)_q"


@pytest.mark.parametrize(
    ("note", "made"),
    [
        ("a <b>x</b> <script>", r"a \<b>x\</b> \<script>"),
        ("<https://a.org> <!-- c --> <?x", r"<https://a.org> \<!-- c --> \<?x"),
        ("`<b>` ``<i> ` `` <b>", r"`<b>` ``<i> ` `` \<b>"),
        ("```html\n<b>\n```\n<b>", "```html\n<b>\n```\n\\<b>"),
        ("~~~\n<b>", "~~~\n<b>\n~~~"),
        (r"\<b> \\<b>", r"\<b> \\\<b>"),
        ("open `\n<script> `", "open `\n\\<script> `"),
        ("1 < 2 <- x", "1 < 2 <- x"),
        ("   ```\n<b>", "   ```\n\\<b>"),
    ],
)
def test_tags_in_a_note_are_shown_and_code_stays(note: str, made: str) -> None:
    assert note_as_markdown(note) == made


PARTS = (
    "` `` ``` ~~~ <script> </b> <!-- --> \\ x <? <![CDATA[ ]]> [y](z) <http://a.b>".split(),
    ["- ", "> ", "1. ", "   ", "    ", "\n", "\n\n", " ", "<a href='x", "'>", "<\n"],
)
NOTES = st.lists(st.sampled_from([part for several in PARTS for part in several]), max_size=25).map("".join)


@given(NOTES)
@example("- ```\n<script>")
@example("> ```\n<script>")
@example("1. x\n\n   ```\n<script>\n   ```\n<script>")
@example("`x\n- <script>`")
def test_no_tag_of_a_note_is_alive(note: str) -> None:
    tokens = PARSER.parse(note_as_markdown(note))
    inline = [child for token in tokens for child in token.children or ()]
    assert [token.content for token in (*tokens, *inline) if token.type in ("html_block", "html_inline")] == []
