# SPDX-License-Identifier: MIT
"""TeX's names as they are met without their backslash: what they join to, and which of them are words too. Data only."""

from paperdesk.reading import symbols

# No words of any language: one of them alone tells that a text was stripped.
DISTINCT = frozenset(
    """
    varepsilon varphi vartheta varrho varsigma varkappa varnothing mathcal mathbb mathbf mathrm mathit mathsf mathfrak
    mathscr mathds mathbbm mathtt mathop boldsymbol boldmath widetilde widehat operatorname overline mathring underset
    overset underbrace overbrace stackrel substack textbf textit texttt textrm textsc textsuperscript textstyle
    displaystyle nolimits leq geq leqslant geqslant neq ell hbar cdot cdots ldots vdots ddots dotsc dotsb infty nabla
    subseteq supseteq subsetneq sqsubseteq sqcup notin nmid rightarrow leftarrow leftrightarrow longrightarrow
    longleftrightarrow Rightarrow Leftarrow Longrightarrow Leftrightarrow hookrightarrow xrightarrow overrightarrow mapsto
    rightleftharpoons leftrightarrows uparrow downarrow simeq approxeq lesssim gtrsim lessapprox gtrapprox propto preceq
    succeq triangleq coloneqq langle rangle lVert rVert lvert rvert lfloor rfloor lceil rceil tfrac dfrac otimes oplus
    odot ominus bigcup bigcap bigoplus bigotimes setminus emptyset forall nexists limsup liminf Bigl Bigr biggl biggr
    Biggl Biggr bigl bigr lbrace rbrace qquad oslash
    """.split()
)
# So long and odd that they are found inside of whatever they were glued to: imagerightarrowcondition, JJJrangle.
STRIKING = (
    "longleftrightarrow", "leftrightarrow", "longrightarrow", "rightarrow", "Rightarrow", "leftarrow", "varepsilon", "mathcal",
    "mathbb", "mathrm", "subseteq", "lesssim", "gtrsim", "langle", "rangle", "infty", "simeq", "ldots",
)  # fmt: skip
GREEK = frozenset(symbols.GREEK) - {"omicron", "digamma"}
BIG = frozenset(symbols.BIG)
CAPITALS = frozenset(name for name in GREEK if name[0].isupper())
FONTS = frozenset(
    "mathcal mathbb mathbf mathrm mathit mathsf mathfrak mathscr mathds mathbbm mathtt boldsymbol bm".split()
)
# Before an argument, in braces or of one letter.
ACCENTS = frozenset("hat widehat tilde widetilde bar overline vec dot ddot check breve underline mathring sqrt".split())
TEXTS = frozenset("text textbf textit texttt textrm textsc operatorname mathop".split())
FRACTIONS = frozenset("frac tfrac dfrac".split())
ENLARGING = frozenset("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr".split())
WRAPPERS = FONTS | ACCENTS | TEXTS | FRACTIONS | ENLARGING
# Switches: they hold to the end of their group.
SWITCHES = frozenset("rm bf cal it tt sf".split())
# What is in their braces are words, not names: text{max}, {rm bar}.
VERBATIM = TEXTS | {"mathrm", "mathsf", "mathtt"} | (SWITCHES - {"cal"})

_TOO_SHORT = frozenset(name for name in symbols.ALL if len(name) < 2)
_LETTERS_OF_WORDS = frozenset(
    """
    aa ae oe AE OE AA ss models between because therefore smile frown owns gets restriction copyright pounds euro yen
    natural sharp flat Game hearts slash colon Box Diamond lozenge maltese eth bot square angle complement degree
    """.split()
)
# Rather the letter n before a sign than the sign struck out: nleq.
_NEGATED = frozenset("nrightarrow nRightarrow nsim ngeq nleq nless ngtr ncong".split())
ALL = (frozenset(symbols.ALL) - _TOO_SHORT - _LETTERS_OF_WORDS - _NEGATED) | WRAPPERS | SWITCHES | {"qquad"}
QUANTITIES = frozenset(
    """
    eV keV MeV GeV TeV PeV meV fm pm nm mm cm km pc kpc Mpc Gpc cMpc AU ms ns ps yr Gyr Myr kyr Hz kHz MHz GHz THz mK erg
    kW kg Jy mJy mag dex sr deg arcsec arcmin fb pb nb ab rad dB Pa bar dof sec
    """.split()
)
# Names that are not looked for inside of words: words are full of them, or nobody uses them.
_NOT_GLUED = frozenset(
    """
    lg tr Tr rank diag sgn sign softmax KL Var Cov poly polylog supp conv grad curl deg dim hom sharp flat natural star
    smile frown between because therefore restriction slash colon copyright pounds euro yen square triangle Box Diamond
    diamond lozenge hearts Game prime backprime angle eth mho dag ddag checkmark lightning cmark xmark maltese QED qed lq
    rq arg Re Im Pr wp gets owns models land lor iff implies neg bot mod bmod LaTeX TeX BibTeX LaTeXe degree micro
    Vert mid dagger ddagger wr sec ker inf gcd csc cot lt gt ni imath jmath complement top gg ll ggg lll
    check det rm bf cal it tt sf
    """.split()
)
GLUED = frozenset(name for name in ALL if name.isalpha()) - _NOT_GLUED
# After one letter or before it: `bto`, `rle`, `mge`, `pmm`. Signs only between what they relate.
SHORT = frozenset("to in le ge ne ll gg pm mid sim".split())


def ends(name: str) -> tuple[str, str]:
    """Return what a name is to what stands before it and after it: thing, sign (between two things), function or wrapper."""
    if len(name) == 1:
        return "thing", "thing"
    if name in WRAPPERS:
        return "thing", "wrapper"
    kind = symbols.ALL.get(name, ("", ""))[1]
    if kind in ("rel", "bin"):
        return "sign", "sign"
    if name in SWITCHES:
        return "thing", "wrapper"
    if kind in ("op", "big"):
        return "thing", "function"
    return "thing", "thing"
