# SPDX-License-Identifier: MIT
"""Relevance: BM25F over whole arrays, then the best few.

After Robertson, Zaragoza: "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). The weights of
words are in the postings already (see `weights`); what depends on the query is left.
"""

import numpy as np
import numpy.typing as npt

from paperdesk.search.holding import holding, weighing
from paperdesk.search.postings import Bools
from paperdesk.search.snapshot import Snapshot
from paperdesk.search.sought import Sought
from paperdesk.search.weights import Floats

K1 = np.float32(1.2)
MOST_TEXTS = 100  # of one query; the others count no more for the order


def rarity(snapshot: Snapshot, text: Sought) -> np.float32:
    """Return how much finding `text` says: high for a rare one, never below zero."""
    count = int(np.count_nonzero(holding(snapshot, text) & snapshot.alive))
    return np.float32(np.log1p((snapshot.count - count + 0.5) / (count + 0.5)))


def scores(snapshot: Snapshot, texts: tuple[Sought, ...]) -> Floats:
    """Return for each document how well it fits the texts together."""
    total = np.zeros(snapshot.size, np.float32)
    for text in texts[:MOST_TEXTS]:
        weights = weighing(snapshot, text)
        total += rarity(snapshot, text) * (weights / (weights + K1))
    return total


def best(total: Floats, documents: Bools, count: int) -> npt.NDArray[np.int64]:
    """Return the `count` documents with the highest total, best first; equal ones by number, highest first."""
    found = np.flatnonzero(documents)
    if len(found) > count:
        values = total[found]
        least = np.partition(values, len(values) - count)[len(values) - count] if count else np.inf
        found = found[values >= least]
    order = np.lexsort((-found, -total[found]))
    return found[order[:count]]
