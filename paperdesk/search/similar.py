# SPDX-License-Identifier: MIT
"""Papers like one paper: those that hold the words which set its title and abstract apart."""

import numpy as np

from paperdesk.search.documents import Field
from paperdesk.search.holding import weigh
from paperdesk.search.matches import Ranked
from paperdesk.search.ranking import K1, best
from paperdesk.search.snapshot import Snapshot
from paperdesk.search.sought import Sought
from paperdesk.search.weights import WEIGHTS, bits_of

_MOST_WORDS = 30
_TOO_COMMON = 0.25  # of all papers, where there are some hundreds; such a word says nothing of a paper
_SOME = 50.0
_OWN = np.uint16(bits_of(Field.TITLE) | bits_of(Field.ABSTRACT))


def similar(snapshot: Snapshot, paper: int, count: int) -> Ranked:
    """Return the `count` papers most like `paper`, best first; none where it is not indexed."""
    document = snapshot.document_of(paper)
    total = np.zeros(snapshot.size, np.float32)
    for word, weight in _telling_words(snapshot, document) if document >= 0 else []:
        weights = weigh(snapshot, Sought((word,)))
        total += weight * (weights / (weights + K1))
    found = (total > 0) & snapshot.alive
    if document >= 0:
        found[document] = False
    documents = best(total, found, count)
    return Ranked(snapshot.papers[documents], total[documents])


def _telling_words(snapshot: Snapshot, document: int) -> list[tuple[str, np.float32]]:
    """Return the words of a paper that tell most of it, one for each stem, and how much."""
    part = next(p for p in snapshot.parts if p.base <= document < p.base + p.count)
    numbers, payloads = part.terms.of_document(document - part.base)
    own = (payloads & _OWN) != 0
    by_stem: dict[str, tuple[str, float]] = {}
    weights = WEIGHTS[payloads[own] & np.uint16(255)].tolist()
    for number, weight in zip(numbers[own].tolist(), weights, strict=True):
        stem = part.terms.stem_of(number)
        word, before = by_stem.get(stem, (part.terms.words[number], 0.0))
        by_stem[stem] = word, before + weight
    weighed = []
    for word, weight in by_stem.values():
        held = _held_by(snapshot, word)
        if 1 < held <= max(_SOME, _TOO_COMMON * snapshot.count):
            rarity = np.log1p((snapshot.count - held + 0.5) / (held + 0.5))
            weighed.append((word, np.float32(rarity * rarity * weight / (weight + K1))))
    return sorted(weighed, key=lambda item: -item[1])[:_MOST_WORDS]


def _held_by(snapshot: Snapshot, word: str) -> int:
    """Return about how many documents hold a word of this stem; one that holds several counts several times."""
    text = Sought((word,))
    return sum(part.terms.count(*span) for part in snapshot.parts for span in text.ranges(part, 0))
