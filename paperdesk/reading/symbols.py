# SPDX-License-Identifier: MIT
"""TeX's names for signs, by how they are spaced. Names after unicode-math's table and the AMS manuals. Data only."""

GREEK = dict(
    zip(
        """
        alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho
        sigma tau upsilon phi chi psi omega varepsilon vartheta varpi varrho varsigma varphi
        varkappa digamma Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
        """.split(),
        "αβγδϵζηθικλμνξοπρστυϕχψωεϑϖϱςφϰϝΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
)


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


RELATIONS = _table("""
    leq ≤ le ≤ leqslant ⩽ geq ≥ ge ≥ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ lt < gt > neq ≠ ne ≠ equiv ≡ approx ≈ approxeq ≊
    sim ∼ simeq ≃ cong ≅ asymp ≍ doteq ≐ propto ∝ varpropto ∝ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ ni ∋ owns ∋ notin ∉
    subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤
    parallel ∥ perp ⟂ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ←
    longleftarrow ⟵ leftrightarrow ↔ longleftrightarrow ⟷ Rightarrow ⇒ Longrightarrow ⟹ Leftarrow ⇐ Longleftarrow ⟸
    Leftrightarrow ⇔ Longleftrightarrow ⟺ iff ⟺ implies ⟹ impliedby ⟸ mapsto ↦ longmapsto ⟼ hookrightarrow ↪
    hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ rightleftharpoons ⇌ rightleftarrows ⇄ leadsto ⇝
    rightsquigarrow ⇝ twoheadrightarrow ↠ rightrightarrows ⇉ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ triangleq ≜ coloneqq ≔
    coloneq ≔ eqqcolon ≕ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ lessgtr ≶ gtrless ≷
    trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ bowtie ⋈ smile ⌣ frown ⌢ because ∵ therefore ∴
    nrightarrow ↛ nRightarrow ⇏ circlearrowleft ↺ circlearrowright ↻ updownarrow ↕
    Uparrow ⇑ Downarrow ⇓ multimap ⊸ curlyeqprec ⋞ precsim ≾ succsim ≿ backsim ∽ nsim ≁ ncong ≇ eqsim ≂ thicksim ∼ thickapprox ≈
    leftrightarrows ⇆ dashrightarrow ⇢ upharpoonright ↾ restriction ↾ Vdash ⊩ nvdash ⊬ between ≬ eqdef ≝
""")

BINARY = _table("""
    times × cdot ⋅ cdotp ⋅ div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cup ∪
    cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ dagger † ddagger ‡ amalg ⨿
    boxtimes ⊠ boxplus ⊞ ltimes ⋉ rtimes ⋊ diamond ⋄ rtimes ⋊ veebar ⊻ barwedge ⊼ intercal ⊺ triangleleft ◁
    triangleright ▷ bigtriangleup △ dotplus ∔ divideontimes ⋇ circledast ⊛ circledcirc ⊚
    Cup ⋓ Cap ⋒ lhd ⊲ rhd ⊳ centerdot ⋅
""")

ORDINARY = _table(
    """
    infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ aleph ℵ beth ℶ wp ℘ forall ∀ exists ∃ nexists ∄ emptyset ∅
    varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ square □ Box □ Diamond ◇ blacksquare ■ lozenge ◊
    prime ′ backprime ‵ degree ° ldots … dots … dotsc … dotso … dotsb ⋯ dotsm ⋯ cdots ⋯ vdots ⋮ ddots ⋱ imath ı jmath ȷ
    clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ sharp ♯ flat ♭ natural ♮ checkmark ✓ surd √ mho ℧ eth ð S § P ¶
    dag † ddag ‡ pounds £ euro € yen ¥ copyright © circledR ® complement ∁ bigstar ★ blacktriangleright ▶ maltese ✠ QED ∎ qed ∎
    backslash \\ textbackslash \\ textasciitilde ~ textasciicircum ^ textbar | textless < textgreater > slash /
    textendash – textemdash — textellipsis … lq ‘ rq ’ textquoteleft ‘ textquoteright ’ textquotedblleft “
    textquotedblright ” textdegree ° textmu µ micro µ textpm ± texttimes × textregistered ® texttrademark ™
    textcopyright © texteuro € textdollar $ textunderscore _ textbullet • textperiodcentered · textasteriskcentered *
    textrightarrow → textleftarrow ← textuparrow ↑ textdownarrow ↓ blacktriangle ▲ triangledown ▽
    blacktriangledown ▼ bigcirc ◯ AA Å aa å ss ß ae æ oe œ o ø AE Æ OE Œ O Ø L Ł l ł i ı j ȷ
    colon : vert | lvert | rvert | | ‖ Vert ‖ lVert ‖ rVert ‖ textalpha α textbeta β textgamma γ upmu μ Finv Ⅎ Game ⅁ hearts ♡
    Bbbk 𝕜 LaTeX LaTeX TeX TeX BibTeX BibTeX LaTeXe LaTeX2ε lightning ↯ cmark ✓ xmark ✗ blacklozenge ⧫ varDelta Δ varGamma Γ
    uparrow ↑ downarrow ↓
    varOmega Ω varSigma Σ varPhi Φ varTheta Θ varLambda Λ varPsi Ψ varPi Π
"""
)

BIG = _table("""
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigsqcup ⨆ bigvee ⋁ bigwedge ⋀ bigoplus ⨁
    bigotimes ⨂ bigodot ⨀ biguplus ⨄ smallint ∫
""")

FUNCTIONS = {
    name: name
    for name in """
        arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log
        max min Pr sec sin sinh sup tan tanh
    """.split()
} | {
    "liminf": "lim inf", "limsup": "lim sup", "argmax": "arg max", "argmin": "arg min", "bmod": "mod", "mod": "mod",
    "injlim": "inj lim", "projlim": "proj lim", "varlimsup": "lim sup", "varliminf": "lim inf", "tr": "tr", "Tr": "Tr",
    "rank": "rank", "diag": "diag", "sgn": "sgn", "sign": "sign", "softmax": "softmax", "KL": "KL", "Var": "Var",
    "Cov": "Cov", "poly": "poly", "polylog": "polylog", "supp": "supp", "conv": "conv", "grad": "grad", "curl": "curl",
}  # fmt: skip

OPENING = _table("langle ⟨ lfloor ⌊ lceil ⌈ lbrace { lbrack [ lgroup ( llbracket ⟦ ulcorner ⌜ llcorner ⌞ lparen (")
CLOSING = _table("rangle ⟩ rfloor ⌋ rceil ⌉ rbrace } rbrack ] rgroup ) rrbracket ⟧ urcorner ⌝ lrcorner ⌟ rparen )")

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "overline": "\u0305",
    "vec": "\u20d7", "overrightarrow": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db", "check": "\u030c",
    "widecheck": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
    "underline": "\u0332", "underbar": "\u0332", "cancel": "\u0338", "utilde": "\u0330", "overleftarrow": "\u20d6",
    "wideparen": "\u0311", "xcancel": "\u0338", "bcancel": "\u0338", "not": "\u0338", "ul": "\u0332", "uline": "\u0332",
}  # fmt: skip

BLANK_MACROS = frozenset(
    """
    , : ; > quad qquad enspace enskip thinspace medspace thickspace space nobreakspace nobreak hfill hskip
    newline par linebreak
""".split()
) | {" ", "\n", "\t", "~"}
EMPTY_MACROS = frozenset(
    """
    ! / - displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag left right middle
    big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm xspace ensuremath mathop
    mathbin mathrel mathord mathopen mathclose mathpunct mathinner negthinspace protect relax noindent centering
    allowbreak strut null smash mathstrut mkern kern unboldmath boldmath tiny scriptsize footnotesize small
    normalsize large Large LARGE huge Huge quotechar mathchoice bgroup egroup begingroup endgroup leavevmode
    mathnormal hfil vfill maketitle makebox mathsurround selectfont string unskip ignorespaces @ vcenter
    raggedright sloppy
""".split()
)
SWALLOWING = frozenset(
    """
    label tag phantom hphantom vphantom hspace vspace color pagecolor setlength addtolength vskip index
    bibliographystyle hypersetup rule fontsize
""".split()
)

ALL: dict[str, tuple[str, str]] = {}
for _kind, _signs in (
    ("ord", GREEK), ("ord", ORDINARY), ("rel", RELATIONS), ("bin", BINARY), ("big", BIG), ("op", FUNCTIONS),
    ("open", OPENING), ("close", CLOSING),
):  # fmt: skip
    for _name, _sign in _signs.items():
        ALL.setdefault(_name, (_sign, _kind))

# Signs that only mathematics uses.
REVERSED = frozenset(sign for sign, kind in ALL.values() if len(sign) == 1 and ord(sign) > 0x2100 and kind != "big") - {
    "…"
}
