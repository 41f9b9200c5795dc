# SPDX-License-Identifier: MIT
"""What changed between two versions of a text, word by word, for showing it."""

from dataclasses import dataclass
from typing import Literal

from paperdesk.domain.alignment import align

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of text that both versions have (`same`), that only the old one has (`gone`) or only the new (`new`)."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Return the steps from `old` to `new`: what is gone before what is new, and no two of a kind side by side.

    The `same` and `gone` texts joined are `old`, the `same` and `new` ones `new`. A passage that was moved is gone in
    one place and new in another. Words are compared whole; the white space around a changed word goes with it.
    """
    steps: list[Difference] = []
    at, place = 0, 0
    for tile in (tile for tile in align(old, new) if not tile.moved):
        _add(steps, old[at : tile.old], new[place : tile.new])
        _push(steps, "same", old[tile.old : tile.old + tile.length])
        at, place = tile.old + tile.length, tile.new + tile.length
    _add(steps, old[at:], new[place:])
    return tuple(steps)


def _add(steps: list[Difference], gone: str, new: str) -> None:
    """Add what lies between two tiles; white space that both have at its ends stays."""
    lead = _shared(gone, new)
    tail = _shared(gone[lead:][::-1], new[lead:][::-1])
    _push(steps, "same", gone[:lead])
    _push(steps, "gone", gone[lead : len(gone) - tail])
    _push(steps, "new", new[lead : len(new) - tail])
    _push(steps, "same", gone[len(gone) - tail :])


def _push(steps: list[Difference], kind: Kind, text: str) -> None:
    """Add `text`, to the last step where that is of the same kind."""
    if text and steps and steps[-1].kind == kind:
        steps[-1] = Difference(kind, steps[-1].text + text)
    elif text:
        steps.append(Difference(kind, text))


def _shared(one: str, two: str) -> int:
    """Return how much white space both begin with."""
    count = 0
    while count < min(len(one), len(two)) and one[count] == two[count] and one[count].isspace():
        count += 1
    return count
