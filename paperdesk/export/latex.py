# SPDX-License-Identifier: MIT
r"""Text that LaTeX sets as it is: every character that means something to TeX is escaped, mathematics it knows is kept.

No command of the text itself ever reaches TeX outside of a formula, and in a formula only those of a closed list, so
that a title such as `\input{x}` stays what it says.
"""

import re
from functools import lru_cache

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # `\{` would count as a brace where BibTeX looks for the end of a field
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
}
_NEEDLES = re.compile(r"""[\\{}$&%#_~^<>|"`]|(?<=-)-|(?<=')'|[^\x00-\x7f]""")
_FORMULA = re.compile(r"(?<!\\)\$(?!\s)([^$\n]{1,300}?)(?<![\s\\])\$(?!\d)")
# Only what can do nothing but set a sign: accents, letters of alphabets, scripts, fractions, relations, arrows.
_COMMANDS = frozenset(
    r"alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho"
    r" sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
    r" mathbb mathbf mathcal mathfrak mathit mathrm mathsf mathtt text textbf textit textrm operatorname boldsymbol"
    r" hat bar tilde vec dot ddot widehat widetilde overline underline frac tfrac dfrac sqrt binom sum prod int lim log"
    r" ln exp sin cos tan max min sup inf arg det dim ker deg gcd Pr times cdot cdots ldots dots pm mp div ast star circ"
    r" bullet oplus otimes odot wedge vee cap cup setminus subset supset subseteq supseteq in notin ni le leq ge geq ll gg"
    r" neq ne approx sim simeq cong equiv propto mid parallel perp to rightarrow leftarrow Rightarrow Leftarrow"
    r" leftrightarrow Leftrightarrow mapsto uparrow downarrow infty partial nabla forall exists emptyset varnothing ell"
    r" hbar Re Im aleph prime angle triangle langle rangle lceil rceil lfloor rfloor lvert rvert lVert rVert left right"
    r" quad qquad big Big bigg Bigg top bot dagger lesssim gtrsim lt gt colon".split()
)  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+|[^A-Za-z]?)")
_SAFE_SIGNS = frozenset(",;:! |")
_CAPITALS = re.compile(r"[^\W\d_]")


def escape(text: str, *, ascii_only: bool = False) -> str:
    """Return `text` for LaTeX; with `ascii_only` letters that LaTeX can spell in ASCII are spelt so, as BibTeX likes it."""
    parts, place = [], 0
    for found in _FORMULA.finditer(text) if text.count("$") > 1 else ():
        if is_safe_formula(found[1]):
            parts += [_escaped(text[place : found.start()], ascii_only), found[0]]
            place = found.end()
    return "".join([*parts, _escaped(text[place:], ascii_only)])


def title(text: str, *, ascii_only: bool = False) -> str:
    """Return a title for LaTeX, with braces around words that have capitals of their own, so that no style lowers them."""
    words = []
    for number, word in enumerate(_words(text)):
        escaped = escape(word, ascii_only=ascii_only)
        words.append(f"{{{escaped}}}" if _has_capitals(word, first=number == 0) else escaped)
    return " ".join(words)


def verbatim(text: str) -> str:
    """Return an identifier or address for a field that LaTeX takes as it is; what would break the field is percent-encoded."""
    return re.sub(r"[\s\\{}%]", lambda found: "%" if found[0] == "%" else f"%{ord(found[0]):02X}", text)


def is_safe_formula(text: str) -> bool:
    """Whether a formula is of commands that only set signs, with its braces in order."""
    depth = 0
    bare = _COMMAND.sub("", text)
    for sign in bare:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    if depth or set('%#&~"`') & set(bare) or not text.isascii():
        return False
    return all(name in _COMMANDS or (name in _SAFE_SIGNS and name) for name in _COMMAND.findall(text))


def _words(text: str) -> list[str]:
    """Split at blanks, but not within formulas."""
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\0{len(formulas) - 1}\0"

    words = _FORMULA.sub(keep, text.replace("\0", " ")).split()
    return [re.sub("\0(\\d+)\0", lambda found: formulas[int(found[1])], word) for word in words]


def _has_capitals(word: str, *, first: bool) -> bool:
    """Whether a word has a capital that is not just its first letter: `BERT`, `MixFormer`, `3D`, `Q-learning`."""
    if "$" in word:
        return False
    letters = _CAPITALS.findall(word)
    if any(letter.isupper() for letter in letters[1:]):
        return True
    start = re.match(r"\W*(\w)(?![^\W\d_])", word)
    alone = bool(letters and letters[0].isupper() and start and start[1] == letters[0])
    return (alone and not (first and word in ("A", "I"))) or bool(re.search(r"\d[A-Z]", word))


def _escaped(text: str, ascii_only: bool) -> str:
    return _NEEDLES.sub(lambda found: _sign(found[0], ascii_only), text)


@lru_cache(maxsize=4096)
def _sign(sign: str, ascii_only: bool) -> str:
    if sign in "-'":
        return "{}" + sign  # two of them would become another sign
    if sign in _SPECIAL:
        return _SPECIAL[sign]
    return _spelt(sign) if ascii_only else sign


def _spelt(sign: str) -> str:
    import latexcodec  # noqa: F401 - registers the codec; its tables take a while to load

    if not sign.isalpha():
        return sign
    try:
        spelt = sign.encode("latex").decode("ascii")
    except UnicodeError:
        return sign  # a letter that TeX has no name for: today's tools read UTF-8
    # Neither a letter of mathematics, which the text has not as such, nor one made into two, which could not be read back.
    return sign if spelt.startswith("$") or "\\" not in spelt else f"{{{spelt}}}"
