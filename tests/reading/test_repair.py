# SPDX-License-Identifier: MIT
"""LaTeX whose backslashes and dollars were stripped is set as mathematics; words that look like it are left alone."""

from collections.abc import Callable

import pytest

from paperdesk.reading.abstract import render
from paperdesk.reading.repair import islands

# With what tells that the text lost its TeX (a name that is no word), so that what is a word too can be a sign.
LOST = "Let varepsilon be small: "

TELLING = {
    # what Hugging Face made of real abstracts
    "complexity": ("is mathcal{O}( n + nLvarepsilon^{-1}), which", "is 𝒪(n + nLε^{−1}), which"),
    "membership": ("for Uin R^{mtimes k} and", "for U ∈ ℝ^{m×k} and"),
    "accent": ("in time widetilde O(|Omega| k), nearly", "in time Õ(|Ω|k), nearly"),
    "sums": (
        "by mathcal O_i(u) = sigmaleft( sum_j mathcal W_{ij} u + mathcal B_{ij}right). Here",
        "by 𝒪_{i}(u) = σ(∑_{j} 𝒲_{ij}u + ℬ_{ij}). Here",
    ),
    "glued pair": ("entries Omegasubseteq [m]times [n]. In", "entries Ω ⊆ [m] × [n]. In"),
    "index of an index": ("g_{theta_{GRPO}} varies", "g_{θ}__{GRPO} varies"),
    "difference": ("v_{reason} = theta_{GRPO} - theta_{SFT} of", "v_{reason} = θ_{GRPO} − θ_{SFT} of"),
    # signs' names beside numbers
    "times": ("up to 2.42times faster", "up to 2.42× faster"),
    "sizes": ("at 256times256 pixels", "at 256 × 256 pixels"),
    "about": ("between 15timessim50times more", "between 15× ∼ 50× more"),
    "per cent": ("leq 11% of", "≤ 11% of"),
    "a power": ("speeds of O(N^2 cdot T) or", "speeds of O(N^{2} ⋅ T) or"),
    # what more than a backslash was taken from
    "fraction": ("of at most 1{2} of leq", "of at most 1/2 of ≤"),
    "fraction below a sum": ("a rate q+1{2}+1 leq 5", "a rate (q + 1)/2 + 1 ≤ 5"),
    "thin space": ("10^{5},GeV", "10^{5} GeV"),
    "switches": ("with {rm BR} and {cal P}_{cal R} of", "with BR and 𝒫_{ℛ} of"),
    "code": ("contextx2013which leq", "context–which ≤"),
    "arrow in a word": ("an imagerightarrowcondition task", "an image → condition task"),
    "brackets in a word": ("states langle JJJrangle of", "states ⟨JJJ⟩ of"),
    "greek letters kept": ("decays τto ell ν_τbarν_ell of", "decays τ → ℓν_{τ}ν̄_{ℓ} of"),
}

ANYWHERE = {
    "power": ("costs O(n^2) time", "costs O(n^{2}) time"),
    "negative power": ("p < 10^-6 and 2^16", "p < 10^{−6} and 2^{16}"),
    "index": ("the F_1 score and n_max", "the F_{1} score and n_{max}"),
    "name with a power": ("R^2=0.85 per km^2", "R^{2} = 0.85 per km^{2}"),
    "charges": ("e^+e^- beams", "e^{+}e^{−} beams"),
    "greek with an index": ("where alpha_0 is", "where α_{0} is"),
    "micro": ("a muP scheme", "a μP scheme"),
    "about a number": ("(sim50%) of it", "(∼ 50%) of it"),
    "product of numbers": ("images of 512 times 512", "images of 512 × 512"),
    "spaced by braces": ("{sim}1K of 256{times}256", "∼1K of 256×256"),
    "comparing": ("where T ll hwd.", "where T ≪ hwd."),
}

IN_LOST_TEXT = {
    "greek": ("the parameter alpha of", "the parameter α of"),
    "member": ("x in (0,1] and pin [0,1)", "x ∈ (0,1] and p ∈ [0,1)"),
    "arrow": ("Z to μ^+μ^- decays", "Z → μ^{+}μ^{−} decays"),
    "relation": ("for m_U ge 2m_x", "for m_{U} ≥ 2m_{x}"),
    "tolerance": ("25 pm 9 s", "25 ± 9 s"),
    "accent": ("a Dbar D state", "a DD̄ state"),
    "root": ("of sqrt T steps", "of √T steps"),
    "list": ("codes C_1,dotsc,C_t here", "codes C_{1}, …, C_{t} here"),
    "word below": ("the g_{bar} of φ_{top}", "the g_{bar} of φ_{top}"),
    "capitals below": ("for T_RH and AdS_5", "for T_{RH} and AdS_{5}"),
}


@pytest.mark.parametrize(("text", "due"), TELLING.values(), ids=TELLING.keys())
def test_lost_tex_is_set(text: str, due: str, shown: Callable[[str], str]) -> None:
    assert shown(text) == due


@pytest.mark.parametrize(("text", "due"), ANYWHERE.values(), ids=ANYWHERE.keys())
def test_mathematics_as_it_is_typed_is_set(text: str, due: str, shown: Callable[[str], str]) -> None:
    assert shown(text) == due


@pytest.mark.parametrize(("text", "due"), IN_LOST_TEXT.values(), ids=IN_LOST_TEXT.keys())
def test_words_are_signs_where_tex_was_lost(text: str, due: str, shown: Callable[[str], str]) -> None:
    assert shown(LOST + text) == "Let ε be small: " + due


WORDS = [
    "a fraction in total of epsilon-greedy runs",
    "three times as many, 38 times faster, at times 3 of them",
    "The Six Sigma standard; Delta Airlines; a Raspberry Pi 4; Phi-2 and Phi-3",
    "gamma rays, the alpha and beta of it, tau-bench, PixArt-alpha, Krippendorff's alpha = 0.8",
    "from 5 to 10, in 3 of 4 cases, at 5 pm 3 of us",
    "all 16 languages, at age 11, in all 3 datasets",
    "unless a checkpoint is determined, strangled, quadrangle, Stella, Yellow, Winter",
    "modèle dès le départ; à le 5",
    "image_to_text, max_tokens=5, snake_case_name, Text_to_Text, __init__",
    "wav/mp3 files, Phoenix2014T, sim2real, at 1e-7 and 24.1-27.6%",
    "an _emphasis_ in *Markdown*, a ^_^ face, user@in.to, #max",
    "k-means, x-ray, O(n)-time, log-likelihood, zero-sum",
    "left (or right), the top (bar), a big (hat)",
    "ChatGPT, FastBERT, BigGAN, PointNet, MetaCLIP, LambdaMART, alphaXiv, AlphaGo",
    "see {this} and [12], [13] in [14]; f(x) = y (in part)",
    "a->b <= c, x != y, a || b, i.e. (i) in [20]",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_left_alone(text: str) -> None:
    runs = render(text).runs
    assert [(run.text, run.level) for run in runs] == [(text, 0)]


STILL_WORDS = [
    "from 22 MHz to 1.4 GHz",
    "10 ms to 50 ms",
    "0.5B to 7B parameters",
    "gamma-ray bursts",
    "the Six Sigma standard",
    "improved by 4.8% in F1-score",
    "a zero-sum game",
    "Qwen2.5 models (7B)",
    "the Phi-4 family",
    "Q4_K_M weights resum into",
]


@pytest.mark.parametrize("text", STILL_WORDS)
def test_words_stay_words_where_tex_was_lost(text: str) -> None:
    assert render(LOST + text).plain == "Let ε be small: " + text


def test_who_writes_greek_letters_means_the_word(shown: Callable[[str], str]) -> None:
    assert shown("the β leq 1 and a beta function") == "the β ≤ 1 and a beta function"


def test_a_text_with_dollars_lost_nothing(shown: Callable[[str], str]) -> None:
    assert shown("varepsilon and $x$, the alpha of it") == "ε and x, the alpha of it"


def test_a_formula_knows_where_it_is_stored() -> None:
    text = "It is mathcal{O}(n) long."
    (island,) = islands(text, 0, len(text), lost=True)
    assert text[island.start : island.end] == "mathcal{O}(n)"
    rendering = render(text)
    assert rendering.to_source(rendering.plain.index("𝒪"), rendering.plain.index(")") + 1) == (6, 19)


def test_a_formula_ends_before_what_only_touches_it() -> None:
    text = "of R^2-fits, x^2: none"
    assert [text[island.start : island.end] for island in islands(text, 0, len(text), lost=False)] == ["R^2", "x^2"]
