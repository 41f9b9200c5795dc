# SPDX-License-Identifier: MIT
"""TeX's names as they are met without their backslash: which of them are no words, and what they ask for. Data only."""

import enum

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
    odot ominus oslash bigcup bigcap bigoplus bigotimes setminus emptyset forall nexists limsup liminf Bigl Bigr biggl
    biggr Biggl Biggr bigl bigr lbrace rbrace qquad
    """.split()
)
# So long and odd that they are found inside of whatever they were glued to: imagerightarrowcondition, JJJrangle.
STRIKING = (
    "longleftrightarrow", "leftrightarrow", "longrightarrow", "rightarrow", "Rightarrow", "leftarrow", "varepsilon", "mathcal",
    "mathbb", "mathrm", "subseteq", "lesssim", "gtrsim", "langle", "rangle", "infty", "simeq", "ldots",
)  # fmt: skip

GREEK = frozenset(symbols.GREEK) - {"omicron", "digamma"}
CAPITALS = frozenset(name for name in GREEK if name[0].isupper())
BIG = frozenset(symbols.BIG)

# Wrappers stand before an argument, in braces or of one letter.
FONTS = frozenset(
    "mathcal mathbb mathbf mathrm mathit mathsf mathfrak mathscr mathds mathbbm mathtt boldsymbol bm".split()
)
ACCENTS = frozenset("hat widehat tilde widetilde bar overline vec dot ddot check breve underline mathring sqrt".split())
TEXTS = frozenset("text textbf textit texttt textrm textsc operatorname mathop".split())
FRACTIONS = frozenset("frac tfrac dfrac".split())
ENLARGING = frozenset("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr".split())
WRAPPERS = FONTS | ACCENTS | TEXTS | FRACTIONS | ENLARGING
# Switches hold to the end of their group.
SWITCHES = frozenset("rm bf cal it tt sf".split())
# What is in their braces are words, not names: text{max}, {rm bar}.
VERBATIM = TEXTS | {"mathrm", "mathsf", "mathtt"} | (SWITCHES - {"cal"})

# As the only word of an index these are said rather than signed: g_{bar}, φ_{top}.
SAID_BELOW = frozenset("top bar hat in to text left right mid star dot check tilde sum int cap cup big rm it".split())

# Words that are meant as words, if anyone writes them.
_WORDS = frozenset(
    """
    aa ae oe AE OE AA ss models between because therefore smile frown owns gets restriction copyright pounds euro yen
    natural sharp flat Game hearts slash colon Box Diamond lozenge maltese eth bot square angle complement degree
    """.split()
)
# Rather the letter n before a sign than the sign struck out: nleq.
_STRUCK_OUT = frozenset("nrightarrow nRightarrow nsim ngeq nleq nless ngtr ncong".split())
_OF_ONE_LETTER = frozenset(name for name in symbols.ALL if len(name) < 2)
ALL = (frozenset(symbols.ALL) - _OF_ONE_LETTER - _WORDS - _STRUCK_OUT) | WRAPPERS | SWITCHES | {"qquad"}

# Names that are not looked for inside of words: words are full of them, or nobody uses them.
_NOT_GLUED = SWITCHES | frozenset(
    """
    lg tr Tr rank diag sgn sign softmax KL Var Cov poly polylog supp conv grad curl deg dim hom star triangle diamond
    prime backprime mho dag ddag checkmark lightning cmark xmark QED qed lq rq arg Re Im Pr wp land lor iff implies neg
    mod bmod LaTeX TeX BibTeX LaTeXe micro Vert mid dagger ddagger wr sec ker inf gcd csc cot lt gt ni imath jmath top
    gg ll ggg lll check det
    """.split()
)
GLUED = frozenset(name for name in ALL if name.isalpha()) - _NOT_GLUED
# Signs that are looked for after one letter only: bto, rle, mge.
SHORT = frozenset("to in le ge ne ll gg pm mid sim".split())

# Units of measure: a thin space stands before them.
MEASURES = frozenset(
    """
    eV keV MeV GeV TeV PeV meV fm pm nm mm cm km pc kpc Mpc Gpc cMpc AU ms ns ps yr Gyr Myr kyr Hz kHz MHz GHz THz mK erg
    kW kg Jy mJy mag dex sr deg arcsec arcmin fb pb nb ab rad dB Pa bar dof sec
    """.split()
)


class Edge(enum.Enum):
    """What something is to its neighbour on one side."""

    WORD = enum.auto()  # no mathematics
    THING = enum.auto()  # a number, a variable, a bracket of mathematics: what signs relate
    SIGN = enum.auto()  # between two things
    JOINT = enum.auto()  # a sign that stands in words too: a hyphen, a slash
    FUNCTION = enum.auto()  # before a thing
    WRAPPER = enum.auto()  # before an argument
    AFTER = enum.auto()  # right after a thing: a percent sign, a prime
    COMMA = enum.auto()


_OPERANDS = {"op": Edge.FUNCTION, "big": Edge.FUNCTION}


def edges(name: str) -> tuple[Edge, Edge]:
    """Return what a name (or a letter) is to its left and to its right neighbour."""
    if name in WRAPPERS or name in SWITCHES:
        return Edge.THING, Edge.WRAPPER
    kind = symbols.ALL.get(name, ("", ""))[1] if len(name) > 1 else ""
    if kind in ("rel", "bin"):
        return Edge.SIGN, Edge.SIGN
    return Edge.THING, _OPERANDS.get(kind, Edge.THING)
