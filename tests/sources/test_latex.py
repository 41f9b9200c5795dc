# SPDX-License-Identifier: MIT
"""LaTeX to plain text: accents and letters, escapes and braces; mathematics and unknown commands stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdesk.sources.latex import plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"G{\"o}del, G\"odel, G\"{o}del and {G\"odel}", "Gödel, Gödel, Gödel and Gödel"),
        (r"Erd{\H o}s, Erd\H{o}s, Dvo\v{r}\'ak, Fran{\c c}ois, \c{C}", "Erdős, Erdős, Dvořák, François, Ç"),
        (r"na\"{\i}ve, \'\i, \u{g}, \k{a}, \.I, \r{u}, \d{s}", "naïve, í, ğ, ą, İ, ů, ṣ"),
        (r"{\o} {\AA}ngstr{\"o}m \L{}\'od\'z stra{\ss}e \ae on", "ø Ångström Łódź straße æon"),
        (r"\'{\^e}", "ế"),
        (r"5\% of A\&B \_ \# \$5 \{x\}", "5% of A&B _ # $5 {x}"),
        (r"{CORDIC} {II:} a~b", "CORDIC II: a b"),
        (r"\emph{word} \textbf{bold} {\it slanted} \textsc{Bert}", "word bold slanted Bert"),
        (r"\textbackslash{}x \textasciitilde{} \~{} \^{}", "\\x ~ ~ ^"),
        ("$<$ and $|$, but $a<b$", "< and |, but $a<b$"),
        ("a plain 5 % text -- with 'quotes'", "a plain 5 % text -- with 'quotes'"),
        ("", ""),
    ],
)
def test_what_stands_for_a_character_becomes_it(written: str, meant: str) -> None:
    assert plain(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        r"$\alpha_{i}$",
        r"the $O(\sqrt{n})$ of \(x_{1}\) and $$\frac{a}{b}$$",
        r"\input{/etc/passwd}",
        r"\write{rm -rf}",
        r"\vec x and \unknown{a}{b}",
        "costs $5",
    ],
)
def test_mathematics_and_what_is_not_known_stay(text: str) -> None:
    assert plain(text) == text


def test_text_around_mathematics_is_made_plain() -> None:
    assert plain(r"{On} $\{a\}$ of \'etale {$x^{2}$} \$3") == r"On $\{a\}$ of étale $x^{2}$ $3"


@given(st.lists(st.sampled_from([*"\\{}$'\"~^ab i", "\\(", "\\)", "\\emph", "\\i", "\u0301"])).map("".join))
def test_anything_is_read_without_an_error_and_never_grows(text: str) -> None:
    assert len(plain(text)) <= len(text)


@pytest.mark.parametrize(
    "piece", ["\\(", "\\[", "$", "$$a", "{", "\\'{", "\\foo{", "\\x", "\\emph {", "\\c", "~", "\\(\\x"]
)
def test_a_megabyte_of_what_never_closes_is_read(piece: str) -> None:
    assert plain(piece * (1_000_000 // len(piece))) is not None
