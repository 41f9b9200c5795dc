# SPDX-License-Identifier: MIT
"""When a name that is a word too is a sign: a rule for each, which asks what stands beside it.

In a text that lost its TeX a rule asks for little: things on those sides where the sign needs them. In another text
it asks for what no sentence has.
"""

from collections.abc import Callable

from paperdesk.reading import glued, names
from paperdesk.reading.groups import braces_follow
from paperdesk.reading.names import Edge
from paperdesk.reading.scripts import script
from paperdesk.reading.surroundings import Surroundings, is_variable

Rule = Callable[[Surroundings, int], bool]

_BRACKETS = frozenset("([{|.)]}")
_ABOUT = frozenset("sim approx simeq equiv".split())
_BEFORE_TIMES = frozenset("at by to from until till before after around".split())
_COMPARING = frozenset("gg mid le ge".split())


def _greek(at: Surroundings, place: int) -> bool:
    """Any Greek letter's name in a text that lost its TeX, if it names no thing; in others one with a power or an index."""
    if at.script_after(place) and script(at.units, place + 1, at.lost) is not None:
        return True
    # Who writes α somewhere writes alpha where the word is meant.
    spelled = at.has_greek and not _is_touched(at, place)
    return at.lost and not spelled and not _names_a_thing(at, place)


def _is_touched(at: Surroundings, place: int) -> bool:
    """Whether a number or a bracket touches the word: 2alpha, )beta."""
    before = at.units[place - 1]
    return at.units.tight(place) and (before.kind == "number" or before.text in (")", "]", "}"))


def _names_a_thing(at: Surroundings, place: int) -> bool:
    """gamma-ray, Phi-3, (xi) in a list, Six Sigma, Delta Attention."""
    before, unit, after, beyond = (at.units[place + n] for n in (-1, 0, 1, 2))
    if after.text == "-" and (beyond.text in ("ray", "rays") or beyond.kind == "number"):
        return True
    if unit.text == "xi" and before.text == "(" and after.text == ")":
        return True
    beside = [after, before] if unit.spaced else [after]
    titled = any(other.kind == "letters" and len(other.text) > 1 and other.text[0].isupper() for other in beside)
    return unit.text in names.CAPITALS and after.spaced and titled


def _member(at: Surroundings, place: int) -> bool:
    """`in` between a variable and a set; in a text that lost nothing, between a scripted one and a list in brackets."""
    if not at.lost:
        return at.scripted_before(place) and at.bracket_after(place) and at.lists(place + 1)
    return _set_after(at, place) and at.thing_before(place) and not at.amount_before(place)


def _set_after(at: Surroundings, place: int) -> bool:
    """Whether a set comes next: in brackets (no citation), in a font of its own, or as one capital."""
    after, beyond = at.units[place + 1], at.units[place + 2]
    if at.bracket_after(place):
        return after.text != "[" or at.lists(place + 1)
    found = glued.pieces(after.text) if after.kind == "letters" else ()
    if found and (found[0] in names.FONTS or found[0] in names.CAPITALS):
        return True
    alone = beyond.text != "=" and (beyond.spaced or beyond.kind not in ("number", "letters", "foreign"))
    return len(after.text) == 1 and after.text.isupper() and after.text not in "AI" and alone


def _arrow(at: Surroundings, place: int) -> bool:
    """`to` between two things; after an amount, or after `from`, it is a word."""
    between = at.thing_before(place) and at.thing_after(place)
    return at.lost and between and not at.amount_before(place) and not at.follows_word(place, "from", "between")


def _product(at: Surroundings, place: int) -> bool:
    """`times` between two things, right after a number, or right before one; after a number and a blank it may be a word."""
    unit, after = at.units[place], at.units[place + 1]
    if at.thing_before(place) and not unit.spaced:
        return True
    if at.number_before(place):
        return after.kind == "number" or (at.lost and at.thing_after(place))
    if after.kind == "number" and (not after.spaced or at.units[place - 1].text == "("):
        return True
    return at.thing_before(place) and at.thing_after(place)


def _about(at: Surroundings, place: int) -> bool:
    """`approx` between two things; in a text that lost its TeX before a number too, and `sim` so everywhere."""
    unit, before, beyond = (at.units[place + n] for n in (0, -1, 2))
    if before.text in ("-", "/", ".", "_"):
        return False
    related = at.thing_before(place) and at.thing_after(place)
    touched = at.number_after(place) and at.units.tight(place + 1) and unit.text != "sim"
    if at.lost or touched or (at.number_before(place) and not unit.spaced):
        return at.number_after(place) or related
    if related and not at.number_before(place):
        return True
    named = beyond.kind == "letters" and not beyond.spaced and len(beyond.text) > 2  # sim2real
    return unit.text == "sim" and not named and (at.number_after(place) or _scripted_after(at, place))


def _scripted_after(at: Surroundings, place: int) -> bool:
    return at.variable_after(place) and at.script_after(place + 1)


def _tolerance(at: Surroundings, place: int) -> bool:
    """`pm` between numbers; in a text that lost its TeX, before one."""
    if at.lost and at.units[place].text == "pm":
        return at.number_after(place) or (at.thing_before(place) and at.thing_after(place))
    if at.units[place - 2].text in _BEFORE_TIMES:
        return False  # at 5 pm
    touched = at.number_after(place) and at.units.tight(place + 1) and at.units[place].spaced
    return at.number_after(place) and (at.number_before(place) or (touched and at.units[place].text == "pm"))


def _relation(at: Surroundings, place: int) -> bool:
    """A sign's name between two things; in a text that lost nothing, both have an index, or it compares variables."""
    if not (at.thing_before(place) and at.thing_after(place)):
        return False
    name = at.units[place].text
    if at.lost or name == "ll" or (at.scripted_before(place) and at.script_after(place + 1)):
        return True
    variables = at.variable_before(place) and (at.number_after(place) or at.variable_after(place))
    return name in _COMPARING and (variables or (at.number_before(place) and at.variable_after(place)))


def _function(at: Surroundings, place: int) -> bool:
    """A function before its argument."""
    after = at.units[place + 1]
    if after.text == "(":
        return not after.spaced
    return at.script_after(place) or at.thing_after(place)


def _big(at: Surroundings, place: int) -> bool:
    """`sum` with limits; in a text that lost its TeX before a thing."""
    if at.units[place - 1].text == "-" and at.units.tight(place):
        return False  # zero-sum
    return at.script_after(place) or (at.lost and at.thing_after(place) and not at.number_after(place))


def _dressing(at: Surroundings, place: int) -> bool:
    """An accent, a font or a root before braces; in a text that lost its TeX also before a letter."""
    if braces_follow(at.units, place):
        return True
    after = at.units[place + 1]
    letter = after.text in names.GREEK or is_variable(after) or after.text == "A"
    return at.lost and (letter or (at.units[place].text == "sqrt" and after.kind == "number"))


def _braced(at: Surroundings, place: int) -> bool:
    """A name before its argument in braces."""
    return braces_follow(at.units, place)


def _fraction(at: Surroundings, place: int) -> bool:
    """`frac` before braces, or before the two numbers of frac12."""
    after = at.units[place + 1]
    return braces_follow(at.units, place) or (after.kind == "number" and not after.spaced)


def enlarging(at: Surroundings, place: int) -> bool:
    """`left` right before a bracket; `left | x right |`."""
    after = at.units[place + 1]
    return at.lost and after.text in _BRACKETS and (not after.spaced or after.text == "|")


def _switch(at: Surroundings, place: int) -> bool:
    """`{rm x}`; in a text that lost its TeX also `rm x`, where no word is meant."""
    name, after = at.units[place].text, at.units[place + 1]
    if not after.spaced:
        return False
    if at.units[place - 1].text == "{" and at.units.opens(place - 1) and at.units.tight(place):
        return True
    titled = after.kind == "letters" and (name == "rm" or after.text[0].isupper())
    return at.lost and titled and name in ("rm", "cal", "bf", "tt")


def _partial(at: Surroundings, place: int) -> bool:
    """`partial` with an index of one sign; in a text that lost its TeX before a thing."""
    short = at.script_after(place) and len(at.units[place + 2].text) == 1
    return short or (at.lost and (at.thing_after(place) or at.script_after(place)))


def _dots(at: Surroundings, place: int) -> bool:
    """`dots` between commas; in a text that lost its TeX after one, or after a thing."""
    before, after = at.units[place - 1].text, at.units[place + 1].text
    return before == after == "," or (at.lost and (before == "," or at.thing_before(place)))


def _never(at: Surroundings, place: int) -> bool:
    """All others: they are signs as powers and indices only."""
    return False


def _rules() -> dict[str, Rule]:
    by_edge = {Edge.SIGN: _relation, Edge.FUNCTION: _function}
    rules: dict[str, Rule] = {name: by_edge.get(names.edges(name)[1], _never) for name in names.ALL}
    for group, rule in (
        (names.GREEK, _greek), (names.BIG, _big), (names.ACCENTS, _dressing), (names.FONTS, _dressing),
        (names.TEXTS, _braced), (names.FRACTIONS, _fraction), (names.ENLARGING, enlarging), (names.SWITCHES, _switch),
        (_ABOUT, _about), (("pm", "mp"), _tolerance), (("in", "notin"), _member), (("to",), _arrow), (("times",), _product),
        (("partial",), _partial), (("dots",), _dots),
    ):  # fmt: skip
        rules.update(dict.fromkeys(group, rule))
    return rules


RULES = _rules()
