# SPDX-License-Identifier: MIT
"""Which documents hold a text, and how much it weighs in them. Whole arrays at a time; no loop over documents."""

import numpy as np
import numpy.typing as npt

from paperdesk.search.documents import BOOSTS, Field
from paperdesk.search.postings import FIELD_SHIFT, FIRST, PLACE, Bools, Ids
from paperdesk.search.snapshot import Part, Snapshot
from paperdesk.search.sought import LONGEST, Sought
from paperdesk.search.weights import WEIGHTS, Floats, bits_of

Keys = npt.NDArray[np.int64]  # document << 32 | field << 27 | position
_FEW = 16  # a set so many times smaller than another is looked up in it, and not merged with it
_BOOSTS = np.array(BOOSTS, np.float32)


def holding(snapshot: Snapshot, text: Sought) -> Bools:
    """Return the set of documents that hold `text`, deleted ones among them. Not to be changed."""
    return snapshot.sets.get(("holding", text), lambda: _holding(snapshot, text))


def weighing(snapshot: Snapshot, text: Sought) -> Floats:
    """Return how much `text` weighs in each document. Not to be changed."""
    return snapshot.sets.get(("weighing", text), lambda: weigh(snapshot, text))


def effort(snapshot: Snapshot, text: Sought) -> int:
    """Return how many documents, and of a phrase how many places, have to be looked at to find `text`."""
    places = range(min(len(text.words), LONGEST))
    ranges = ((part, *span) for part in snapshot.parts for place in places for span in text.ranges(part, place))
    if len(places) == 1:
        return sum(part.terms.count(first, last) for part, first, last in ranges)
    return sum(part.terms.place_count(first, last) for part, first, last in ranges)


def _holding(snapshot: Snapshot, text: Sought) -> Bools:
    found = np.zeros(snapshot.size, np.bool_)
    for part in snapshot.parts:
        target = found[part.range]
        if len(text.words) > 1:
            target[_starts(snapshot, part, text) >> 32] = True
        else:
            for first, last in text.ranges(part, 0):
                target[_ids(part, first, last, text.field)] = True
    return found


def _ids(part: Part, first: int, last: int, field: Field | None) -> Ids:
    ids = part.ids(first, last)
    return ids if field is None else ids[(part.payloads(first, last) & np.uint16(bits_of(field))) != 0]


def weigh(snapshot: Snapshot, text: Sought) -> Floats:
    """Return the same, worked out and not kept."""
    weights = np.zeros(snapshot.size, np.float32)
    for part in snapshot.parts:
        target = weights[part.range]
        if len(text.words) > 1:
            starts = _starts(snapshot, part, text)
            _add(target, starts >> 32, _BOOSTS[starts >> FIELD_SHIFT & 15])
            continue
        for first, last in text.ranges(part, 0):
            ids, payloads = part.ids(first, last), part.payloads(first, last)
            if text.field is not None:
                inside = (payloads & np.uint16(bits_of(text.field))) != 0
                ids, payloads = ids[inside], payloads[inside]
            if last - first == 1:
                target[ids] += WEIGHTS[payloads & np.uint16(255)]  # no document twice
            else:
                _add(target, ids, WEIGHTS[payloads & np.uint16(255)])
    return weights


def _add(target: Floats, documents: npt.NDArray[np.integer], weights: Floats) -> None:
    target += np.bincount(documents, weights, len(target)).astype(np.float32)


def _starts(snapshot: Snapshot, part: Part, text: Sought) -> Keys:
    """Return where the words of `text` stand side by side: the key of the first word of each such place."""
    return snapshot.sets.get(("starts", part.name, text), lambda: _found_starts(part, text))


def _found_starts(part: Part, text: Sought) -> Keys:
    places = range(min(len(text.words), LONGEST))
    ranges = [text.ranges(part, place) for place in places]
    if not all(ranges):
        return np.empty(0, np.int64)
    candidates = _together(part, ranges)
    if not candidates.any():
        return np.empty(0, np.int64)
    # From the rarest word on, so that few keys are compared.
    order = sorted(places, key=lambda place: sum(part.terms.count(*r) for r in ranges[place]))
    found: Keys | None = None
    for place in order:
        keys = _keys(part, ranges[place], candidates) - place
        found = keys if found is None else _common(found, keys)
        if not found.size:
            break
    assert found is not None
    return found if text.field is None else found[found >> FIELD_SHIFT & 15 == text.field]


def _together(part: Part, ranges: list[list[tuple[int, int]]]) -> Bools:
    """Return the documents that hold a word of each of `ranges`."""
    candidates = np.ones(part.count, np.bool_)
    for alternatives in set(map(tuple, ranges)):
        holds = np.zeros(part.count, np.bool_)
        for first, last in alternatives:
            holds[part.ids(first, last)] = True
        candidates &= holds
    return candidates


def _keys(part: Part, ranges: list[tuple[int, int]], candidates: Bools) -> Keys:
    """Return the keys of all places of these words in the candidates, ascending."""
    keys = [_keys_of_range(part, first, last, candidates) for first, last in ranges]
    if len(keys) == 1 and ranges[0][1] - ranges[0][0] == 1:
        return keys[0]
    every = np.concatenate(keys)
    every.sort(kind="stable")  # the keys of each word are sorted already, and it makes use of that
    return every


def _keys_of_range(part: Part, first: int, last: int, candidates: Bools) -> Keys:
    ids, places = part.ids(first, last), part.places(first, last)
    documents = ids[np.cumsum(places >= FIRST, dtype=np.int32) - 1]
    wanted = candidates[documents]
    keys: Keys = documents[wanted].astype(np.int64)
    keys <<= 32
    keys |= places[wanted] & PLACE
    return keys


def _common(some: Keys, others: Keys) -> Keys:
    """Return the keys that are in both; ascending and without repetition, as both of them are."""
    if not others.size or len(some) * _FEW < len(others):
        place = np.minimum(np.searchsorted(others, some), max(len(others) - 1, 0))
        return some[others[place] == some] if others.size else others
    every = np.concatenate((some, others))
    every.sort(kind="stable")  # it finds the two runs and merges them
    same: Keys = every[:-1][every[1:] == every[:-1]]
    return same
