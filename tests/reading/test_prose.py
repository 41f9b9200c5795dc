# SPDX-License-Identifier: MIT
"""TeX's text around formulas: emphasis, accents, quotation marks, escaped signs; HTML that stays text."""

from collections.abc import Callable

import pytest

from paperdesk.reading.abstract import render, render_line
from paperdesk.reading.rendering import Style

TEXTS = {
    "accents": (
        r"Schr\"odinger, Erd\H{o}s, {\'E}mile, na\"{\i}ve, \c{c}a, Ho\v{r}",
        "Schrödinger, Erdős, Émile, naïve, ça, Hoř",
    ),
    "letters": (r"stra{\ss}e, \O re, \AA ngstr\"om, \ae{}on", "straße, Øre, Ångström, æon"),
    "escaped": (r"50\% of \$5 \& \#1 \_x\_ \{a\}", "50% of $5 & #1 _x_ {a}"),
    "quotes": ("the ``right'' one", "the “right” one"),
    "single quotes": ("it's ''odd''", "it's ''odd''"),
    "dashes": (r"\emph{a}--b---c", "a–b—c"),
    "dashes without TeX": ("use --force", "use --force"),
    "ties": (r"Fig.~3 of Sanghavi~\cite{jns13}", "Fig.\u00a03 of Sanghavi\u00a0[jns13]"),
    "number and unit": ("at 5~GeV, ~10 of 3~4", "at 5\u00a0GeV, ~10 of 3~4"),
    "links in the text": (r"see \ref{fig} \footnote{a note}", "see [fig]  (a note)"),
    "line breaks": (r"one\\two\newline three", "one two three"),
    "entities": ("A&amp;B &lt;T&gt; &#955; AT&T &nosuch;", "A&B <T> λ AT&T &nosuch;"),
    "HTML": ("<b>bold</b> <img src=x onerror=y> a<b", "<b>bold</b> <img src=x onerror=y> a<b"),
    "unclosed": (r"a {\em b \textbf{c", r"a {\em b \textbf{c"),
    "unknown macro": (r"our \dataset, and \ours", r"our \dataset, and \ours"),
    "CJK": ("数学 $x$ 数学", "数学 x 数学"),
    "emoji": ("👩‍👩‍👧 and e\u0301", "👩‍👩‍👧 and e\u0301"),
    "unseen": ("a\u200bb\u202ec\ufeff", "abc"),
    "unfit": ("a\x00b\ud800c\ufffc", "a\ufffdb\ufffdc\ufffd"),
}


@pytest.mark.parametrize(("text", "due"), TEXTS.values(), ids=TEXTS.keys())
def test_text_is_shown_as_tex_would_set_it(text: str, due: str, shown: Callable[[str], str]) -> None:
    assert shown(text) == due


EMPHASIS = {
    r"a {\em b} c": Style.ITALIC,
    r"a {\it b} c": Style.ITALIC,
    r"a {\bf b} c": Style.BOLD,
    r"a {\tt b} c": Style.MONO,
    r"a \emph{b} c": Style.ITALIC,
    r"a \textbf{b} c": Style.BOLD,
    r"a \texttt{b} c": Style.MONO,
    r"a \textbf{\emph{b}} c": Style.BOLD | Style.ITALIC,
    r"a \textsc{b} c": Style.PLAIN,
}


@pytest.mark.parametrize(("text", "style"), EMPHASIS.items(), ids=EMPHASIS.keys())
def test_emphasis_is_a_style(text: str, style: Style) -> None:
    rendering = render(text)
    assert rendering.plain == "a b c"
    assert next(run.style for run in rendering.runs if "b" in run.text) == style


def test_emphasis_holds_over_formulas_and_links() -> None:
    runs = render(r"{\em see $\mathrm{x}$ at https://a.org} then").runs
    assert all(run.style & Style.ITALIC for run in runs[:-1])
    assert runs[-1].style == Style.PLAIN
    assert [run.href for run in runs if run.href] == ["https://a.org"]


def test_emphasis_around_a_word_is_marked_with_it() -> None:
    text = r"a {\em b} c"
    rendering = render(text)
    assert rendering.to_source(2, 3) == (2, text.index("} c") + 1)


def test_a_title_may_hold_mathematics_and_line_breaks(shown: Callable[[str], str]) -> None:
    assert render_line("On\n  $O(n^2)$ {\\em bounds}\n").plain == "On O(n2) bounds"
    assert render_line("One\n\nTwo").plain == "One Two"
