# SPDX-License-Identifier: MIT
"""Every text is rendered, and every shown sign knows what it stands for."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.reading.abstract import render, render_line
from paperdesk.reading.rendering import Rendering, Style

HARD_CASES = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpus" / "hardcases.jsonl"

FRAGMENTS = """
$ $$ \\ { } ^ _ \\frac \\sqrt \\hat \\mathcal \\mathbb{R} \\alpha \\left( \\right) \\( \\) \\begin{align} \\end{align} \\textbf{
{\\em {\\it \\'e \\"o \\href{https://a.org}{b} \\text{ \\times \\% \\cite{ \\unicode{x2013} & &amp; &#x41; `` '' -- --- ~
mathcal{ varepsilon alphabeta times 2times sim in to R^n x_1 _{ ^{ n{2} {sim} {rm muP ,GeV 10^{-3},eV pin (0,1] τto
left( right) bar dots sqrt frac 10^-6 1e-7 e^+e^- 5-10 http:// https://a.org/b(c). doi:10.1/x arXiv:2404.00001 www.a.b/c
é 数 👩‍👩‍👧 a\u0301 \u200b \u202e \ud800 \x00 \ufffc word of the ( ) [ ] | , ; . ! ' - + = <
""".split(" ")


def texts() -> st.SearchStrategy[str]:
    """Texts of any signs, and texts full of what the reading room looks for."""
    pieces = st.lists(st.sampled_from([*FRAGMENTS, " ", "\n\n"]), max_size=25).map("".join)
    anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
    return pieces | anything | st.tuples(pieces, anything, pieces).map("".join)


def check(text: str, rendering: Rendering) -> None:
    """Hold a rendering to what `Rendering` promises."""
    plain, starts, ends = rendering.plain, rendering.starts, rendering.ends
    assert "".join(run.text for run in rendering.runs) == plain
    assert all(run.text for run in rendering.runs)
    assert len(starts) == len(ends) == len(plain)
    for bounds in (starts, ends):
        assert all(one <= other for one, other in itertools.pairwise(bounds))
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert not any(char in "\x00\ufffc\u202e\u200b" or "\ud800" <= char <= "\udfff" for char in plain)


def check_round_trip(rendering: Rendering, first: int, last: int) -> None:
    """Hold to: back from the stored range comes the shown one, wider only where one stored stretch is shown as many signs."""
    start, end = rendering.to_source(first, last)
    again, beyond = rendering.to_shown(start, end)
    assert again <= first <= last <= beyond
    if again < first:
        assert rendering.ends[first - 1] > rendering.starts[first]
    if beyond > last:
        assert rendering.starts[last] < rendering.ends[last - 1]


@settings(max_examples=250)
@given(texts(), st.data())
def test_the_map_is_sound_for_every_text(text: str, data: st.DataObject) -> None:
    for rendering in (render(text), render_line(text)):
        check(text, rendering)
        if rendering.plain:
            first = data.draw(st.integers(0, len(rendering.plain) - 1))
            last = data.draw(st.integers(first + 1, len(rendering.plain)))
            check_round_trip(rendering, first, last)


@settings(max_examples=100)
@given(texts())
def test_a_title_is_one_line(text: str) -> None:
    assert not set(render_line(text).plain) & set("\n\r\t\x0b\x0c\x85\u2028\u2029")


@settings(max_examples=100)
@given(texts())
def test_only_the_web_is_linked_to(text: str) -> None:
    for run in render(text).runs:
        assert run.href == "" or run.href.startswith(("https://", "http://"))


@pytest.mark.skipif(not HARD_CASES.exists(), reason="the real data is not here")
def test_the_map_is_sound_for_real_hard_cases() -> None:
    for line in HARD_CASES.read_text("utf-8").splitlines():
        paper = json.loads(line)
        for text, rendering in (
            (paper["abstract"], render(paper["abstract"])),
            (paper["title"], render_line(paper["title"])),
        ):
            check(text, rendering)
            middle = len(rendering.plain) // 2
            for first in (0, middle // 2, middle):
                if first < len(rendering.plain):
                    check_round_trip(rendering, first, min(first + 7, len(rendering.plain)))


def test_paragraphs_are_kept_and_lines_are_folded() -> None:
    assert render("one\ntwo\n\nthree\n  four  five").plain == "one two\nthree four five"
    assert render_line("A title\n  of two\tlines").plain == "A title of two lines"


def test_a_word_in_a_formula_is_found_where_it_is_stored() -> None:
    text = "We show $\\mathcal{O}(n^2)$ time."
    rendering = render(text)
    assert rendering.plain == "We show 𝒪(n2) time."
    place = rendering.plain.index("2")
    start, end = rendering.to_source(place, place + 1)
    assert "2" in text[start:end]
    assert rendering.to_source(8, 13) == (8, text.index("$ time") + 1)


def test_formulas_are_marked_as_such() -> None:
    runs = {run.text: run.style for run in render("a $x$ b \\textbf{c} {\\em d} \\texttt{e} $\\mathbf{f}$").runs}
    assert runs["x"] == Style.MATH | Style.ITALIC
    assert runs["c"] == Style.BOLD
    assert runs["d"] == Style.ITALIC
    assert runs["e"] == Style.MONO
    assert runs["f"] == Style.MATH | Style.BOLD


HOSTILE = {
    "braces": "{" * 10_000 + "}" * 10_000,
    "open braces": "{" * 10_000,
    "dollars": "$" * 10_000,
    "carets": "^" * 100_000,
    "open indices": "_{" * 50_000,
    "nested macros": "$" + "\\hat{" * 500 + "}" * 500 + "$",
    "nested fractions": "$" + "\\frac{" * 450 + "$",
    "nested emphasis": "\\textbf{" * 5_000 + "}" * 5_000,
    "stripped wrappers": "mathcal{" * 3_000 + "}" * 3_000,
    "stripped fractions": "1{2}" * 5_000,
    "open displays": "\\(" * 50_000,
    "brackets in an address": "https://a.org/" + ")" * 50_000,
    "accents": "\\'" * 20_000,
    "marks on one letter": "a" + "\u0301" * 20_000,
    "blanks": " " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_shown_soundly(text: str) -> None:
    check(text, render(text))


def test_a_text_of_megabytes_is_shown_whole() -> None:
    text = "A sentence with $x^2$ and 2times more of it.\n\n" * 30_000
    rendering = render(text)
    assert rendering.plain.count("A sentence") == 30_000
    assert rendering.ends[-1] >= len(text) - 2
