# SPDX-License-Identifier: MIT
"""What is left of TeX where it took more than a backslash away: of fractions the second braces, of thin spaces a comma."""

from paperdesk.reading import names
from paperdesk.reading.edges import Edges
from paperdesk.reading.groups import is_script
from paperdesk.reading.names import Edge

_UNITS_AFTER_MICRO = names.MEASURES | {"m", "s", "K"}


def is_denominator(edges: Edges, place: int) -> bool:
    """Whether braces open at `place` that belong to nothing before them: `frac` and its first braces were taken away."""
    units = edges.units
    if not edges.lost or units[place].text != "{" or place not in edges.solid or not units.tight(place):
        return False
    if edges.right(place - 1) is not Edge.THING or is_script(units, place - 1) or edges.is_sign_in_braces(place):
        return False
    closing = units.partner[place]
    if units[place - 1].text == "}" and not is_script(units, units.partner.get(place - 1, 0) - 1):
        return False
    scripted = closing == place + 2 and is_script(units, closing + 1)  # Δ{N}_{eff}
    return not scripted and _can_be_below(edges, place, closing)


def _can_be_below(edges: Edges, opening: int, closing: int) -> bool:
    """Whether braces hold what a fraction has below: no list, and no word or name that was put upright."""
    if any(edges.units[n].text == "," for n in range(opening, closing)):
        return False
    first = edges.units[opening + 1]
    if first.kind != "letters":
        return True
    found = edges.pieces[opening + 1]
    return names.edges(found[0])[1] in (Edge.THING, Edge.SIGN) if found else len(first.text) <= 2


def is_thin_space(edges: Edges, place: int) -> bool:
    r"""Whether the comma or semicolon at `place` was `\,` or `\;` before a unit of measure: 10^{5},GeV."""
    units = edges.units
    comma, before = units[place], units[place - 1]
    if comma.text not in (",", ";") or (units[place + 1].spaced and not comma.spaced):
        return False
    if before.text == ",":
        return True
    if units.closes(place - 1) and edges.is_sign_in_braces(units.partner[place - 1]):
        return not comma.spaced
    measured = edges.right(place - 1) is Edge.THING or before.text in names.MEASURES
    return measured and _is_measure(edges, place + 1)


def _is_measure(edges: Edges, place: int) -> bool:
    """Whether a unit of measure stands at `place`: GeV, {rm GeV}, M_odot, s^{-1}, μm, or σ after a number."""
    units = edges.units
    text = units[place].text
    if text in names.MEASURES or text in ("rm", "mathrm", "text"):
        return True
    if text == "{":
        return units[place + 1].text == "rm" or edges.is_sign_in_braces(place)
    if text == "σ":
        return units[place - 2].kind == "number"
    if text == "μ":
        return units.tight(place + 1) and units[place + 1].text in _UNITS_AFTER_MICRO
    return len(text) == 1 and text.isalpha() and _has_script_of_measure(edges, place)


def _has_script_of_measure(edges: Edges, place: int) -> bool:
    if not is_script(edges.units, place + 1) or not edges.units.tight(place + 1):
        return False
    argument = [edges.units[place + n].text for n in (2, 3)]
    return "odot" in argument or argument == ["{", "-"]
