# SPDX-License-Identifier: MIT
"""Real LaTeX between dollars, as it is set on one line."""

from collections.abc import Callable

import pytest

from paperdesk.reading.abstract import render
from paperdesk.reading.rendering import Style

FORMULAS = {
    # letters and fonts
    r"\tilde{O}(\sqrt{dT})": "Õ(√(dT))",
    r"\mathcal{O}(n^2)": "𝒪(n^{2})",
    r"x \in \mathbb{R}^{n \times d}": "x ∈ ℝ^{n×d}",
    r"\varepsilon, \epsilon, \varphi, \phi": "ε, ϵ, φ, ϕ",
    r"\mathfrak{g} \subset \mathscr{L}": "𝔤 ⊂ ℒ",
    r"{\cal F}": "ℱ",
    r"\hat{x}, \bar x, \vec{v}, \dot{q}": "x̂, x̄, v⃗, q̇",
    r"\mathrm{softmax}(z)": "softmax(z)",
    r"\operatorname{rank} A": "rank A",
    # scripts
    r"x_i^2": "x_{i}^{2}",
    r"e^{-x^2}": "e^{−x}^^{2}",
    r"a_{n_k}": "a_{n}__{k}",
    r"f'(x)": "f′(x)",
    r"90^\circ": "90°",
    r"n_{\text{max}}": "n_{max}",
    r"^{7}\mathrm{Li}": "^{7}Li",
    # signs and their spacing
    r"a+b=c": "a + b = c",
    r"-1": "−1",
    r"(-1)": "(−1)",
    r"a<b\le c\neq d": "a < b ≤ c ≠ d",
    r"2\times 3": "2 × 3",
    r"256{\times}256": "256×256",
    r"10{,}000": "10,000",
    r"1,000": "1,000",
    r"f(x,y)": "f(x, y)",
    r"\{a,b\}": "{a, b}",
    r"\|x\|": "‖x‖",
    r"\left(\frac{a}{b}\right)": "(a/b)",
    r"\left.x\right|": "x|",
    r"50\%": "50%",
    r"a\,b\quad c": "a b c",
    r"x_1,\ldots,x_n": "x_{1}, …, x_{n}",
    # functions and big signs
    r"n\log n": "n log n",
    r"\sum_{i=1}^n x_i": "∑_{i=1}^{n} x_{i}",
    r"\min_x f(x)": "min_{x} f(x)",
    # fractions and roots
    r"\frac12": "1/2",
    r"\frac{a+b}{2c}": "(a + b)/(2c)",
    r"\tfrac{\partial f}{\partial x}": "∂f/(∂x)",
    r"\binom{n}{k}": "(n choose k)",
    r"\sqrt{2}": "√2",
    r"\sqrt[3]{x+1}": "^{3}√(x + 1)",
    # other constructs
    r"a \xrightarrow{f} b": "a → fb",
    r"A \overset{d}{=} B": "A =^{d} B",
    r"\begin{pmatrix}a & b\\c & d\end{pmatrix}": "(a b; c d)",
    r"x\label{eq}\tag{1}": "x",
    r"\textcolor{red}{x}": "x",
    r"\unicode{x2013}": "–",
    r"\unknown x": "unknown x",
    r"\text{if } x": "if x",
}


@pytest.mark.parametrize(("source", "due"), FORMULAS.items(), ids=FORMULAS.keys())
def test_a_formula_is_set_on_a_line(source: str, due: str, shown: Callable[[str], str]) -> None:
    assert shown(f"${source}$") == due


@pytest.mark.parametrize(
    "around", [("$", "$"), ("$$", "$$"), (r"\(", r"\)"), (r"\[", r"\]"), (r"\begin{align*}", r"\end{align*}")]
)
def test_every_delimiter_encloses_a_formula(around: tuple[str, str], shown: Callable[[str], str]) -> None:
    assert shown(f"a {around[0]}x^2{around[1]} b") == "a x^{2} b"


def test_letters_are_italic_and_signs_are_upright() -> None:
    styles = {run.text: run.style for run in render(r"$x2\Gamma\gamma\sin$").runs}
    assert styles["x"] == styles["γ"] == Style.MATH | Style.ITALIC
    assert all(style == Style.MATH for text, style in styles.items() if text not in "xγ")


def test_a_link_in_a_formula_leads_where_it_says() -> None:
    (run,) = render(r"$\href{https://a.org/x_y-z}{\texttt{the code}}$").runs
    assert (run.text, run.href) == ("the code", "https://a.org/x_y-z")
    assert [run.href for run in render(r"$\href{javascript:alert(1)}{the code}$").runs] == [""]


def test_groups_nested_without_end_are_still_legible() -> None:
    assert "x" in render("$" + "{" * 200 + "x" + "}" * 200 + "$").plain


def test_what_shows_nothing_is_shown_as_it_is_stored() -> None:
    assert render(r"a $\!$ b").plain == r"a $\!$ b"
