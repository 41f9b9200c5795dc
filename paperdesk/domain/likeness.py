# SPDX-License-Identifier: MIT
"""How alike two passages are, and two places of texts by what stands around them."""

from collections import Counter

from paperdesk.domain.annotation import CONTEXT

_AREA = 100_000_000  # code points of one text times the other's that are compared letter by letter: some 20 ms


def alike(one: str, two: str) -> float:
    """Return how alike two texts are, white space aside: 0 to 1.

    It is the normalised Indel similarity (twice the longest common sequence by the length of both); of texts too large
    for it, the share of words that both have.
    """
    if one == two:
        return 1.0
    if len(one) * len(two) > _AREA:
        ours, theirs = Counter(one.split()), Counter(two.split())
        return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())
    from rapidfuzz.distance import Indel  # slow to import; the window starts without it

    return Indel.normalized_similarity(" ".join(one.split()), " ".join(two.split()))


def sides_of(prefix: str, suffix: str, text: str, start: int, end: int) -> tuple[float, float]:
    """Return how like what stands before and after a place is to `prefix` and `suffix`: 0 to 1.

    An empty one means that the text began or ended there: then any other text is unlike it.
    """
    before = text[max(0, start - (len(prefix) or CONTEXT)) : start]
    after = text[end : end + (len(suffix) or CONTEXT)]
    return alike(prefix, before), alike(suffix, after)


def letters_of(text: str) -> int:
    """Return how many letters and digits a text has."""
    return sum(map(str.isalnum, text))
