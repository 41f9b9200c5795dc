# SPDX-License-Identifier: MIT
"""Decides for each word whether it is a sign's name here: `in` between a variable and a set, `times` between numbers.

Some names are no words (`varepsilon`): they are signs wherever they stand, and tell that the text lost its TeX. All
others are signs only where what is beside them makes sense of them; in a text that lost nothing, hardly any is.
"""

from collections.abc import Callable

from paperdesk.reading import glued, names
from paperdesk.reading.groups import BRACED, SHORT_WORDS, braces_follow, is_product, is_script
from paperdesk.reading.scripts import script
from paperdesk.reading.units import Units

_NO_VARIABLES = frozenset("aI")
_SIGNS_OF_NUMBERS = frozenset("-−+±<>~∞√|")
_ENDING_SIGNS = frozenset("%|∞")
_OPENING = frozenset("([{|.")
_PLAINLY_GLUED = frozenset("times sim mid le ge".split())
_SAID_BELOW = frozenset(
    "top bar hat in to text left right mid star dot check tilde sum int cap cup square big rm it".split()
)
_ABOUT = frozenset("sim approx simeq equiv".split())


class Surroundings:
    """What stands beside a word. A thing is what a sign can relate: a number, a variable, a bracket of mathematics."""

    def __init__(self, units: Units, solid: frozenset[int], lost: bool) -> None:
        """`solid` is where brackets of mathematics open; `lost` whether the text certainly lost its TeX."""
        self.units = units
        self.solid = solid
        self.lost = lost
        self.greek = any(unit.kind == "greek" for unit in units)  # who writes α, writes alpha for the word

    def thing_before(self, place: int) -> bool:
        """Whether a thing ends before `place`."""
        units, last = self.units, place - 1
        unit = units[last]
        if unit.kind in ("number", "greek", "macro") or is_script(units, last - 1):
            return True
        if unit.kind == "letters":
            return self._variable(last) or unit.text in names.QUANTITIES or self._name_of_thing(unit.text, -1)
        if units.closes(last):
            first = units.partner[last]
            return first in self.solid or is_script(units, first - 1)
        return unit.text in _ENDING_SIGNS

    def thing_after(self, place: int) -> bool:
        """Whether a thing begins after `place`."""
        first = place + 1
        unit = self.units[first]
        if unit.text in _SIGNS_OF_NUMBERS:
            first += 1
            unit = self.units[first]
            if unit.spaced:
                return False
        if unit.text == ".":
            first += 1
            unit = self.units[first]
        if unit.kind in ("number", "greek", "macro") or self.units[first].text == "^":
            return True
        if unit.kind == "letters":
            return self._variable(first) or self._name_of_thing(unit.text, 0) or self._dressed(first)
        return first in self.solid or (unit.text == "{" and self.units.opens(first))

    def number_after(self, place: int) -> bool:
        """Whether a number comes next, with its sign or without."""
        first = place + (2 if self.units[place + 1].text in _SIGNS_OF_NUMBERS else 1)
        return self.units[first].kind == "number"

    def number_before(self, place: int) -> bool:
        """Whether a number stands before."""
        return self.units[place - 1].kind == "number"

    def amount_before(self, place: int) -> bool:
        """Whether a number stands before, or one with its unit: 5, 5%, 5 ms, 7B."""
        unit = self.units[place - 1]
        measured = unit.text in names.QUANTITIES or unit.text == "%"
        suffixed = unit.kind == "letters" and not unit.spaced and self.units[place - 2].kind == "number"
        return unit.kind == "number" or measured or suffixed

    def variable_before(self, place: int) -> bool:
        """Whether a single letter, and no article or pronoun, stands before."""
        before = self.units[place - 1]
        return before.kind == "greek" or (
            before.kind == "letters" and len(before.text) == 1 and before.text not in "aAI"
        )

    def variable_after(self, place: int) -> bool:
        """Whether a single letter, and no article or pronoun, comes next."""
        after = self.units[place + 1]
        return after.kind == "greek" or (after.kind == "letters" and len(after.text) == 1 and after.text not in "aAI")

    def named_number_after(self, place: int) -> bool:
        """Whether the next number has letters right behind it that are no unit: `sim2real`."""
        beyond = self.units[place + 2]
        return beyond.kind == "letters" and not beyond.spaced and len(beyond.text) > 2

    def _variable(self, place: int) -> bool:
        word = self.units[place].text
        if len(word) > 1:
            return is_product(word)
        return word not in _NO_VARIABLES or is_script(self.units, place + 1)

    def _name_of_thing(self, word: str, side: int) -> bool:
        found = glued.pieces(word)
        if not found or names.ends(found[side])[side] == "sign":
            return False
        return glued.certain(found) or found[side] in names.GREEK or len(found) > 1

    def _dressed(self, place: int) -> bool:
        found = glued.pieces(self.units[place].text) or glued.with_short(self.units[place].text)
        if not found:
            return False
        function = names.ends(found[-1])[1] == "function" and is_script(self.units, place + 1)
        return function or found[0] in names.ACCENTS | names.FONTS or (self.lost and len(found[0]) == 1)

    def scripted_before(self, place: int) -> bool:
        """Whether a power or an index, or a Greek letter, ends before `place`."""
        last = place - 1
        first = self.units.partner[last] if self.units.closes(last) else last
        return script(self.units, first - 1, self.lost) is not None or self.units[last].kind == "greek"

    def lists(self, place: int) -> bool:
        """Whether the bracket that opens at `place` holds a comma."""
        return any(self.units[n].text == "," for n in range(place, self.units.partner[place]))

    def after_word(self, place: int, *words: str) -> bool:
        """Whether the nearest word before, at most a dozen units back, is one of `words`."""
        for back in range(place - 1, place - 13, -1):
            unit = self.units[back]
            if unit.kind == "letters" and len(unit.text) > 2 and not glued.pieces(unit.text):
                return unit.text in words
        return False


def _letter(at: Surroundings, place: int) -> bool:
    """A Greek letter: any in a text that lost its TeX, but for names of things: Six Sigma, Delta Attention."""
    units = at.units
    after = units[place + 1]
    if is_script(units, place + 1) and script(units, place + 1, at.lost) is not None:
        return True
    if not at.lost or (at.greek and not _glued_to(units, place)):
        return False
    if after.text == "-" and units[place + 2].text in ("ray", "rays", "2", "3", "3.5", "4"):
        return False
    if units[place].text == "xi" and units[place - 1].text == "(" and after.text == ")":
        return False
    beside = (units[place - 1] if units[place].spaced else after, after)
    named = any(unit.kind == "letters" and len(unit.text) > 1 and unit.text[0].isupper() for unit in beside)
    return not (named and after.spaced and units[place].text in names.CAPITALS)


def _glued_to(units: Units, place: int) -> bool:
    """Whether a number or a bracket touches the word: 2alpha, )beta."""
    before = units[place - 1]
    return not units[place].spaced and (before.kind == "number" or before.text in (")", "]", "}"))


def _member(at: Surroundings, place: int) -> bool:
    """`in` stands between a variable and a set, which is in brackets, a font of its own, or one capital."""
    after = at.units[place + 1]
    found = glued.pieces(after.text) if after.kind == "letters" else ()
    of_sets = bool(found) and (found[0] in names.FONTS or found[0] in names.CAPITALS)
    beyond = at.units[place + 2]
    one = len(after.text) == 1 and after.text.isupper() and after.text not in "AI"
    one = one and beyond.text != "=" and (beyond.spaced or beyond.kind not in ("number", "letters", "foreign"))
    bracket = place + 1 in at.solid and (after.text != "[" or at.lists(place + 1))
    if at.lost:
        return (bracket or of_sets or one) and at.thing_before(place) and not at.amount_before(place)
    return at.scripted_before(place) and place + 1 in at.solid and at.lists(place + 1)


def _arrow(at: Surroundings, place: int) -> bool:
    """`to` between two things; after an amount, or after `from`, it is a word."""
    between = at.thing_before(place) and at.thing_after(place)
    return at.lost and between and not at.amount_before(place) and not at.after_word(place, "from", "between")


def _product(at: Surroundings, place: int) -> bool:
    """`times` between numbers, or right before one; in a text that lost its TeX between any things."""
    if at.thing_before(place) and not at.number_before(place) and at.thing_after(place):
        return True
    after = at.units[place + 1]
    tight = after.kind == "number" and (not after.spaced or at.units[place - 1].text == "(")
    numbers = at.number_before(place) and at.units[place + 1].kind == "number"
    glued_on = at.number_before(place) and not at.units[place].spaced
    return tight or numbers or glued_on or (at.lost and at.thing_before(place) and at.thing_after(place))


def _about(at: Surroundings, place: int) -> bool:
    """`sim` before a number; others in a text that lost its TeX."""
    before = at.units[place - 1]
    if before.text in ("-", "/", ".", "_"):
        return False
    if at.lost or (not at.units[place].spaced and before.kind == "number"):
        return at.number_after(place) or (at.thing_before(place) and at.thing_after(place))
    related = at.thing_before(place) and not at.number_before(place)
    if related and at.thing_after(place):
        return True
    scripted = at.variable_after(place) and is_script(at.units, place + 2)
    known = at.units[place].text == "sim" and (at.number_after(place) or scripted)
    return known and not at.named_number_after(place)


def _tolerance(at: Surroundings, place: int) -> bool:
    """`pm` between numbers; in a text that lost its TeX, before one."""
    if at.lost and at.units[place].text == "pm":
        return at.number_after(place) or (at.thing_before(place) and at.thing_after(place))
    return at.number_before(place) and at.number_after(place)


def _relation(at: Surroundings, place: int) -> bool:
    """A short sign's name between two things; in a text that lost nothing, what stands before is a variable."""
    if not (at.thing_before(place) and at.thing_after(place)):
        return False
    name = at.units[place].text
    related = at.variable_before(place) or (at.number_before(place) and at.variable_after(place))
    either = at.number_after(place) or at.number_before(place) or at.variable_after(place)
    scripted = at.scripted_before(place) and is_script(at.units, place + 2)
    return at.lost or scripted or name == "ll" or (name in ("gg", "mid", "le", "ge") and either and related)


def _function(at: Surroundings, place: int) -> bool:
    after = at.units[place + 1]
    tight = not after.spaced and (is_script(at.units, place + 1) or after.text == "(")
    return tight or (at.thing_after(place) and after.text != "(")


def _big(at: Surroundings, place: int) -> bool:
    scripted = is_script(at.units, place + 1) and not at.units[place + 1].spaced
    if at.units[place - 1].text == "-" and not at.units[place].spaced:
        return False
    return scripted or (at.lost and at.thing_after(place) and not at.number_after(place))


def _accent(at: Surroundings, place: int) -> bool:
    """An accent or a root before braces; in a text that lost its TeX also before a letter."""
    if braces_follow(at.units, place):
        return True
    after = at.units[place + 1]
    letter = after.kind == "greek" or (
        len(after.text) == 1 and after.text.isalpha() and after.text not in _NO_VARIABLES
    )
    letter = letter or after.text in names.GREEK
    return at.lost and (letter or (at.units[place].text == "sqrt" and after.kind == "number"))


def _braced(at: Surroundings, place: int) -> bool:
    return braces_follow(at.units, place)


def _fraction(at: Surroundings, place: int) -> bool:
    after = at.units[place + 1]
    return braces_follow(at.units, place) or (after.kind == "number" and not after.spaced)


def _enlarged(at: Surroundings, place: int) -> bool:
    """`left` and `right` right before a bracket; `left | x right |`."""
    after = at.units[place + 1]
    if after.text not in _OPENING and after.text not in (")", "]", "}"):
        return False
    return at.lost and (not after.spaced or after.text == "|")


def _switch(at: Surroundings, place: int) -> bool:
    """`{rm x}`; in a text that lost its TeX also `rm x`, where no word is meant."""
    units = at.units
    after = units[place + 1]
    if not after.spaced:
        return False
    if units[place - 1].text == "{" and units.opens(place - 1) and not units[place].spaced:
        return True
    if not at.lost or after.kind != "letters":
        return False
    name = units[place].text
    return name == "rm" or (name in ("cal", "bf", "tt") and after.text[0].isupper())


def _thing(at: Surroundings, place: int) -> bool:
    """`partial x`, `dots`: in a text that lost its TeX, beside a thing."""
    name = at.units[place].text
    if name == "partial":
        one = is_script(at.units, place + 1) and len(at.units[place + 2].text) == 1 and not at.units[place + 1].spaced
        return one or (at.lost and (at.thing_after(place) or is_script(at.units, place + 1)))
    listed = at.units[place - 1].text == at.units[place + 1].text == ","
    return name == "dots" and (listed or (at.lost and (at.units[place - 1].text == "," or at.thing_before(place))))


def _rules() -> dict[str, Callable[[Surroundings, int], bool]]:
    rules: dict[str, Callable[[Surroundings, int], bool]] = {}
    for name in names.ALL:
        kind = names.ends(name)
        rules[name] = _relation if kind[0] == "sign" else _function if kind[1] == "function" else _thing
    for group, rule in (
        (names.GREEK, _letter), (names.BIG, _big), (names.ACCENTS, _accent), (names.FONTS, _accent), (names.TEXTS, _braced),
        (names.FRACTIONS, _fraction), (names.ENLARGING, _enlarged), (names.SWITCHES, _switch), (_ABOUT, _about),
        (("pm", "mp"), _tolerance), (("in", "notin"), _member), (("to",), _arrow), (("times",), _product),
    ):  # fmt: skip
        rules.update(dict.fromkeys(group, rule))
    return rules


_RULES = _rules()


def senses(units: Units, solid: frozenset[int], lost: bool, said: frozenset[int]) -> list[glued.Pieces]:
    """Return for each unit of letters the pieces it stands for, for all others and for words (`said` ones too) nothing."""
    at = Surroundings(units, solid, lost)
    return [
        _sense(at, place) if unit.kind == "letters" and place not in said else () for place, unit in enumerate(units)
    ]


def _sense(at: Surroundings, place: int) -> glued.Pieces:
    word = at.units[place].text
    if len(word) == 1:
        return (word,)
    found = glued.pieces(word)
    if found and _word_below(at.units, place):
        return ()
    argument = is_script(at.units, place - 1) and script(at.units, place - 1, at.lost) is not None
    if found and len(found) == 1 and (argument or _alone_in_braces(at.units, place)):
        return found
    if _in_identifier(at.units, place):
        return ()
    if found and (glued.certain(found) or _makes_sense(at, place, found)):
        return found
    if at.lost and len(word) <= 3 and _beside_mathematics(at, place):
        return tuple(word)
    if at.lost and short_in(at, place):
        return (word[0], "in")
    found = glued.with_capitals(word) or (glued.micro(word) if at.number_before(place) else ())
    short = glued.with_short(word)
    return found or (short if short and _makes_sense(at, place, short) else ())


def _beside_mathematics(at: Surroundings, place: int) -> bool:
    """Whether a few letters touch a script, a bracket of mathematics or a number, and so are a product: `hL{D}`."""
    word, after = at.units[place].text, at.units[place + 1]
    letters = is_product(word) or (len(word) == 2 and word not in SHORT_WORDS)
    before = at.units[place - 1]
    on_left = not at.units[place].spaced and (before.kind in ("number", "greek") or at.units.closes(place - 1))
    on_right = not after.spaced and (is_script(at.units, place + 1) or (after.text == "{" and place + 1 in at.solid))
    return letters and (on_right or (on_left and not word.isupper()))


def short_in(at: Surroundings, place: int) -> bool:
    """Whether `pin`, `vin` and the like is no word but a variable in an interval or in a set with an index."""
    word, after = at.units[place].text, at.units[place + 1]
    if len(word) != 3 or not word.endswith("in"):
        return False
    if place + 1 in at.solid:
        return at.lists(place + 1)
    return len(after.text) == 1 and after.text.isupper() and is_script(at.units, place + 2)


def _word_below(units: Units, place: int) -> bool:
    """Whether this is the only word of an index in braces, and rather said than signed: g_{bar}, φ_{top}."""
    alone = units[place - 1].text == "{" and units[place - 2].text == "_" and units[place + 1].text == "}"
    return alone and units[place].text in _SAID_BELOW


def _alone_in_braces(units: Units, place: int) -> bool:
    """Whether braces hold this word only, and it is a sign's name: `{sim}`, which TeX does not space."""
    braced = units[place - 1].text == "{" and units[place + 1].text == "}"
    letter = units[place].text in names.GREEK and is_script(units, place - 2)
    return braced and (letter or names.ends(units[place].text)[0] == "sign")


def _in_identifier(units: Units, place: int) -> bool:
    """Whether the word is part of an address or of a name in a program's text."""
    before, after = units[place - 1], units[place + 1]
    tight_before, tight_after = not units[place].spaced, not after.spaced
    if (tight_before and before.text in ("@", "#")) or (tight_after and after.text in ("@", "#")):
        return True
    beyond = units[place + 2]
    dotted = (
        tight_after and after.text == "." and not beyond.spaced and beyond.kind == "letters" and len(beyond.text) > 1
    )
    return dotted or (tight_before and before.text == "." and units[place - 2].kind == "letters")


def _makes_sense(at: Surroundings, place: int, found: glued.Pieces) -> bool:
    """Whether what stands beside a word is what its first and its last name ask for."""
    if len(found) == 1:
        return _RULES[found[0]](at, place)
    if any(piece in names.FRACTIONS | names.TEXTS | names.ENLARGING for piece in found[:-1]):
        return False
    first, last = names.ends(found[0])[0], names.ends(found[-1])[1]
    if first == "sign" and not at.thing_before(place):
        return False
    if not at.lost:
        return (
            len(found) == 2
            and len(found[0]) == 1
            and found[1] in _PLAINLY_GLUED
            and (at.variable_after(place) or at.number_after(place))
        )
    if last == "sign":
        return _glued_sign(at, place, found[-1])
    return last != "wrapper" or (found[-1] in BRACED and _accent(at, place)) or _enlarged(at, place)


def _glued_sign(at: Surroundings, place: int, name: str) -> bool:
    """Whether a sign's name at the end of a word, with a letter before it, has on its right what it relates."""
    if name == "in":
        after = at.units[place + 1]
        return place + 1 in at.solid or (
            after.kind == "letters" and (after.text[0].isupper() or bool(glued.pieces(after.text)))
        )
    return at.thing_after(place)
