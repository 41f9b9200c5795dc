# SPDX-License-Identifier: MIT
"""The query language, read: from what is typed to the tree of values in `conditions`. Pure.

`NOT` binds closest, then `AND` (and a blank, which means the same), then `OR`. Nothing is refused: what
cannot be understood is searched as words or left out, and a hint says so. The page `resources/help/search.md`
documents the language for readers.
"""

from dataclasses import dataclass, field

from paperdesk.domain.conditions import EVERYTHING, All, Any, Condition, Has, Marked, Not, Phrase, Text, Word
from paperdesk.domain.query_tokens import Kind, Token, clean, tokens
from paperdesk.domain.query_values import Hints, read_sort, read_value, shortened

DEEPEST = 40  # brackets within brackets


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text asks for. `sort` is empty where it names no order.

    `hints` are short sentences on what was not understood and what was done with it.
    """

    condition: Condition = EVERYTHING
    sort: str = ""
    hints: tuple[str, ...] = ()


def parse(text: str, complete: bool = False) -> Parsed:
    """Return what `text` asks for, whatever it is, in time linear in its length.

    While a text is being typed its last word is a prefix if the text ends directly after it, unless it is
    one to exclude: half a word would exclude far too much. What is only unfinished gets no hint then.
    `complete` is for texts that nobody is typing: the last word is whole, and unfinished is told.
    """
    return _Reading(text, complete).parsed()


def all_of(*conditions: Condition) -> Condition:
    """Return the condition that all of these hold: flat, a single one as it is, everything for none."""
    flat: list[Condition] = []
    for condition in conditions:
        flat.extend(condition.conditions if isinstance(condition, All) else (condition,))
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(*conditions: Condition) -> Condition:
    """Return the condition that one of these holds: flat, a single one as it is, nothing at all for none."""
    flat: list[Condition] = []
    for condition in conditions:
        if condition == EVERYTHING:
            return EVERYTHING
        flat.extend(condition.conditions if isinstance(condition, Any) else (condition,))
    if not flat:
        return Not(EVERYTHING)
    return flat[0] if len(flat) == 1 else Any(tuple(flat))


def opposite(condition: Condition) -> Condition:
    """Return the condition that `condition` does not hold."""
    return condition.condition if isinstance(condition, Not) else Not(condition)


def wanted_texts(condition: Condition) -> tuple[Text, ...]:
    """Return the words and phrases that are looked for, each once, in order; none that is under a `Not`."""
    if isinstance(condition, Word | Phrase):
        return (condition,)
    if isinstance(condition, All | Any):
        return tuple(dict.fromkeys(text for child in condition.conditions for text in wanted_texts(child)))
    return ()


def marks_in(condition: Condition) -> frozenset[str]:
    """Return the reader's marks (`read`, `highlighted`, …) on which it depends whether `condition` holds, as `Changes` names them."""
    if isinstance(condition, Not):
        return marks_in(condition.condition)
    if isinstance(condition, All | Any):
        return frozenset().union(*map(marks_in, condition.conditions))
    if isinstance(condition, Marked):
        return frozenset(("read" if condition.mark == "unread" else condition.mark,))
    if isinstance(condition, Has) and condition.what in ("note", "highlight"):
        return frozenset(("note" if condition.what == "note" else "highlighted",))
    return frozenset()


def has_text(condition: Condition) -> bool:
    """Whether any word or phrase has to be looked up to answer, be it to include or to exclude."""
    if isinstance(condition, Not):
        return has_text(condition.condition)
    if isinstance(condition, All | Any):
        return any(has_text(child) for child in condition.conditions)
    return isinstance(condition, Word | Phrase)


@dataclass(slots=True)
class _Level:
    """One pair of brackets, or the whole text. `named` is the field before it, for the bare values in it.

    `inverted` tells that the whole is negated, `excluding` that all that is in it excludes.
    """

    named: str = ""
    inverted: bool = False
    excluding: bool = False
    alternatives: list[list[Condition]] = field(default_factory=lambda: [[]])
    waiting: str = ""  # the operator before that has no operand yet
    negating: bool = False  # the next operand is negated

    def take(self, condition: Condition | None) -> None:
        """Put the next operand where it belongs; None asks nothing."""
        if condition is not None:
            self.alternatives[-1].append(opposite(condition) if self.negating else condition)
        self.waiting, self.negating = "", False

    def untouched(self) -> bool:
        """Whether nothing was put in it."""
        return self.alternatives == [[]]

    def condition(self) -> Condition | None:
        """Return what the level asks for as a whole, None for nothing."""
        kept = [all_of(*each) for each in self.alternatives if each]
        return any_of(*kept) if kept else None


class _Reading:
    """The reading of one text, token by token; brackets are a stack, so no depth of them is too deep."""

    def __init__(self, text: str, complete: bool) -> None:
        self._text = clean(text)
        self._typing = not complete
        self._hints = Hints(complete)
        self._levels = [_Level()]
        self._ignored = 0  # brackets that are open but too deep
        self._sort = ""

    def parsed(self) -> Parsed:
        """Return the outcome."""
        for token in tokens(self._text):
            self._take(token)
        if len(self._levels) > 1 or self._ignored:
            self._hints.add("a bracket that was not closed was closed at the end", unfinished=True)
        self._end_operator(last=True)
        while len(self._levels) > 1:
            self._close()
        condition = self._levels[0].condition()
        return Parsed(EVERYTHING if condition is None else condition, self._sort, self._hints.sentences())

    def _take(self, token: Token) -> None:
        if token.kind is Kind.VALUE:
            self._value(token)
        elif token.kind is Kind.OPEN:
            self._open(token)
        elif token.kind is Kind.CLOSE:
            self._close_bracket()
        elif token.kind is Kind.NOT:
            level = self._levels[-1]
            level.negating, level.waiting = not level.negating, token.value
        elif token.kind is Kind.LONE:
            self._left_out(token.value, last=token.end == len(self._text))
        else:
            self._join(token)

    def _value(self, token: Token) -> None:
        level = self._levels[-1]
        last = token.end == len(self._text)
        named = token.field or level.named
        if token.quoted and not token.closed:
            self._hints.add("a quote that was not closed was closed at the end", unfinished=last)
        if named == "sort":
            self._sort = read_sort(token, self._hints, last=last) or self._sort
            level.take(None)
            return
        growing = self._typing and last and not token.closed and level.excluding == level.negating
        level.take(read_value(token, named, self._hints, last=last, growing=growing))

    def _open(self, token: Token) -> None:
        level = self._levels[-1]
        if len(self._levels) > DEEPEST:
            self._ignored += 1
            self._hints.add(f"brackets more than {DEEPEST} deep were left out")
            return
        excluding = level.excluding != level.negating
        self._levels.append(_Level(token.field or level.named, level.negating, excluding))
        level.waiting, level.negating = "", False

    def _close_bracket(self) -> None:
        if self._ignored:
            self._ignored -= 1
        elif len(self._levels) == 1:
            self._hints.add('a ")" that closes nothing was left out')
        else:
            self._end_operator(last=False)
            if self._levels[-1].untouched():
                self._hints.add("brackets with nothing in them were left out")
            self._close()

    def _close(self) -> None:
        """Make the innermost level an operand of the one around it."""
        level = self._levels.pop()
        condition = level.condition()
        if condition is not None and level.inverted:
            condition = opposite(condition)
        self._levels[-1].take(condition)

    def _join(self, token: Token) -> None:
        """Go on after AND or OR; one that has nothing before it is dropped."""
        level = self._levels[-1]
        if level.negating or level.waiting in ("-", "NOT"):
            self._end_operator(last=False)
        elif level.waiting or not level.alternatives[-1]:
            self._left_out(token.value, last=False)
            return
        if not level.alternatives[-1]:  # the operator before the dropped one still waits
            return
        level.waiting = token.value
        if token.kind is Kind.OR:
            level.alternatives.append([])

    def _end_operator(self, *, last: bool) -> None:
        """Drop an operator that has nothing after it."""
        level = self._levels[-1]
        if level.waiting:
            self._left_out(level.waiting, last=last)
        level.waiting, level.negating = "", False

    def _left_out(self, sign: str, *, last: bool) -> None:
        self._hints.add(f"{shortened(sign)} joins nothing and was left out", unfinished=last)
