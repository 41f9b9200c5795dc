# SPDX-License-Identifier: MIT
r"""Text for LaTeX: escaped, decoded it is the same, and no command of a text ever reaches TeX."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperdesk.export.latex import escape, is_safe_formula, title, verbatim
from paperdesk.sources.latex import plain

SIGNS = st.text(alphabet=st.sampled_from(list("abAB12 \\{}$&%#_~^<>|\"'`-éüßαł中—")), max_size=40)
# What may stand in escaped text, taken away piece by piece: nothing of TeX's own signs may be left.
_KNOWN = re.compile(
    r"\\textbackslash\{\}|\\textbrace(?:left|right)\{\}|\\textascii(?:tilde|circum|grave)\{\}|\\textquotedbl\{\}|\\[$&%#_]|\\text(?:less|greater|bar)\{\}"
)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("50% of a_b & c #1", r"50\% of a\_b \& c \#1"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("$x_2^{10}$ and $5", r"$x_2^{10}$ and \$5"),
        (r"$\input{x}$", r"\$\textbackslash{}input\textbraceleft{}x\textbraceright{}\$"),
        (r"$\mathbb{R}^n \to \alpha$", r"$\mathbb{R}^n \to \alpha$"),
        ("a--b ''c''", "a-{}-b '{}'c'{}'"),
        ("x < y", r"x \textless{} y"),
        ("Ünal", "Ünal"),
    ],
)
def test_escaped(text: str, made: str) -> None:
    assert escape(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Jürgen", r"J{\"u}rgen"),
        ("Łukasz", r"{\L}ukasz"),
        ("naïve β", r"na{\"\i}ve β"),
        ("中", "中"),
        ("“x”", "“x”"),
    ],
)
def test_letters_are_spelt_in_ascii_for_bibtex(text: str, made: str) -> None:
    assert plain(escape(text, ascii_only=True)) == text
    if "ï" not in text:
        assert escape(text, ascii_only=True) == made


@given(st.one_of(SIGNS, st.text(max_size=60)))
@example("$x$$y$")
@example("\\")
def test_no_sign_of_tex_gets_through(text: str) -> None:
    left = escape(text)
    left = re.sub(
        r"(?<!\\)\$([^$]*)\$", lambda found: "" if is_safe_formula(found[1]) else found[0], _KNOWN.sub("", left)
    )
    left = left.replace("{}", "")
    assert not set('\\{}$&%#_~^<>|"`') & set(left), (text, escape(text))


@given(SIGNS.filter(lambda text: "$" not in text))
def test_decoded_it_is_the_same(text: str) -> None:
    wanted = " ".join(text.split())
    assert " ".join(plain(escape(text)).split()) == wanted
    assert " ".join(plain(title(text)).split()) == wanted


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("BERT: Pre-training of Deep Nets", "{BERT:} Pre-training of Deep Nets"),
        ("MixFormer for 3D and Q-learning", "{MixFormer} for {3D} and {Q-learning}"),
        ("A Study of $\\alpha$-VAE in Vitamin C", "A Study of $\\alpha$-VAE in Vitamin {C}"),
        ("x_1", r"x\_1"),
    ],
)
def test_capitals_of_their_own_are_kept_in_titles(text: str, made: str) -> None:
    assert title(text) == made


@pytest.mark.parametrize(
    "text", [r"\def\x{}", "{", "}", "}{", r"\write18{x}", "a%b", "a~b", "#1", r"\\", "é", r"\begin{x}"]
)
def test_a_formula_that_could_do_more_than_set_signs_is_none(text: str) -> None:
    assert not is_safe_formula(text)


def test_verbatim_fields_hold_nothing_that_ends_them() -> None:
    assert verbatim("https://a.org/x_y%20{z}\\ a") == "https://a.org/x_y%20%7Bz%7D%5C%20a"
