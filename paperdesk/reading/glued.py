# SPDX-License-Identifier: MIT
"""Cuts a word that lost its backslashes back into TeX's names and loose letters: `nLvarepsilon` → n, L, varepsilon."""

from functools import lru_cache

from paperdesk.config.paths import resource
from paperdesk.reading import symbols

LONGEST = 48

# Names that are no words of a language: one of them alone tells that a text was stripped.
DISTINCT = frozenset(
    """
    varepsilon varphi vartheta varrho varsigma varkappa mathcal mathbb mathbf mathrm mathit mathsf mathfrak mathscr
    mathds mathbbm boldsymbol widetilde widehat operatorname textbf textit texttt textrm textsc textsuperscript
    leq geq leqslant
    geqslant neq cdot cdots ldots infty subseteq supseteq subsetneq sqsubseteq rightarrow leftarrow leftrightarrow
    longrightarrow Rightarrow Longrightarrow mapsto simeq approxeq lesssim gtrsim langle rangle lVert rVert lvert rvert
    lfloor rfloor lceil rceil tfrac dfrac bigcup bigcap bigoplus otimes oplus odot propto emptyset setminus nabla
    limsup liminf overline ell mathring mathtt textstyle preceq succeq triangleq coloneqq rightleftharpoons uparrow downarrow leftrightarrows
    displaystyle boldmath nolimits mathop
    """.split()
)
OPERATORS = frozenset(name for name, (_, kind) in symbols.ALL.items() if kind in ("rel", "bin"))
FUNCTIONS = frozenset(name for name, (_, kind) in symbols.ALL.items() if kind in ("op", "big"))
GREEK = frozenset(symbols.GREEK) - {"omicron", "digamma"}
# After a number these can be nothing but signs: 17times, 50pm2.
AFTER_NUMBER = ("times", "approx", "simeq", "sim", "cdot", "leq", "geq", "pm", "mu", "equiv", "lesssim", "gtrsim")
_NOT_GLUED = frozenset(
    """
    ss aa ae oe AE OE AA lg tr Tr rank diag sgn sign softmax KL Var Cov poly polylog supp conv grad curl deg dim hom
    sharp flat natural star smile frown between because therefore restriction slash colon copyright pounds euro yen
    square triangle Box Diamond diamond lozenge hearts Game prime backprime angle natural eth mho dag ddag checkmark
    lightning cmark xmark maltese QED qed lq rq arg Re Im Pr wp gets owns models land lor iff implies neg bot mod bmod
    LaTeX TeX BibTeX LaTeXe degree micro vert Vert mid dagger ddagger wr sec ker inf gcd hom csc cot lt gt ni
    imath jmath complement top gg ll ggg lll restriction
    """.split()
)
WRAPPERS = frozenset(
    """
    mathcal mathbb mathbf mathrm mathit mathsf mathfrak mathscr mathds mathbbm boldsymbol bm textbf textit texttt textrm
    textsc text operatorname mathop hat widehat tilde widetilde bar overline vec dot ddot sqrt frac tfrac dfrac left
    right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr underline breve mathtt mathring
    """.split()
)
LONE = (
    frozenset(symbols.ALL)
    - frozenset("aa ae oe AE OE AA ss".split())
    - frozenset("nrightarrow nRightarrow nsim nmid".split())
    - {n for n in symbols.ALL if len(n) < 2}
) | WRAPPERS
_PARTS = frozenset(name for name in LONE if name.isalpha()) - _NOT_GLUED
_WIDEST = max(map(len, _PARTS))


@lru_cache(1)
def _words() -> frozenset[str]:
    return frozenset((resource("words") / "look-like-math.txt").read_text("utf-8").split())


@lru_cache(20_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the names and single letters that `word` (letters only) was glued from; empty if it is a word.

    A name of TeX alone is one part. Of several cuts that one is taken which leaves the fewest loose letters; never more
    than two stand together.
    """
    if word in LONE:
        return (word,)
    if not 3 <= len(word) <= LONGEST or word in _words() or word.lower() in _words():
        return ()
    return cut(word)


def cut(word: str) -> tuple[str, ...]:
    """Return the cut of `parts` for a word of which the list of ordinary words is not asked."""
    best: list[tuple[int, int, tuple[str, ...]] | None] = [None] * (len(word) + 1)
    best[0] = (0, 0, ())
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _WIDEST), end):
            piece, before = word[start:end], best[start]
            if before is None or not (len(piece) == 1 or piece in _PARTS):
                continue
            loose = len(piece) == 1
            if loose and len(before[2]) >= 2 and len(before[2][-1]) == len(before[2][-2]) == 1:
                continue
            offer = (before[0] + loose, before[1] + 1, (*before[2], piece))
            if best[end] is None or offer[:2] < best[end][:2]:  # type: ignore[index]
                best[end] = offer
    found = best[-1]
    return found[2] if found and _likely(found[2]) else ()


def _likely(pieces: tuple[str, ...]) -> bool:
    """Long names outweigh what is beside them: else nearly every word could be cut."""
    long = sum(len(piece) > 2 for piece in pieces)
    short = sum(len(piece) == 2 for piece in pieces)
    return long > 0 and short <= long and len(pieces) - long - short <= 2 * long


def certain(pieces: tuple[str, ...]) -> bool:
    """Whether such a word, wherever it stands, was mathematics: a name that is no word, or one glued to letters that make none."""
    loose = sum(len(piece) == 1 for piece in pieces)
    if any(piece in DISTINCT and (len(piece) > 5 or loose < 2) for piece in pieces):
        return True
    names = [piece for piece in pieces if len(piece) > 1]
    return len(pieces) > 1 and max(map(len, names), default=0) >= 5 and loose < 3
