# SPDX-License-Identifier: MIT
"""What one posting says beside the paper: in which fields the word stands, and how much it weighs there.

Two bytes: one bit a field (the keys of a paper have none), and the weight of BM25F, summed over the
fields, on a logarithmic scale in steps of 3.6 percent.
"""

import numpy as np
import numpy.typing as npt

from paperdesk.search.documents import BOOSTS, LENGTH_MATTERS, USUAL_LENGTHS, Field

_STEPS = 19.5  # for each doubling
_SMALLEST = 2.0**-6
_FIELD_COUNT = len(Field)

Floats = npt.NDArray[np.float32]

WEIGHTS: Floats = (_SMALLEST * 2.0 ** (np.arange(256) / _STEPS)).astype(np.float32)
"""The weight for each value of a posting's low byte."""


def bits_of(field: Field) -> int:
    """Return the bit of `field` in a posting."""
    return 0 if field is Field.KEY else 1 << (8 + field)


FIELD_BITS = np.array([bits_of(field) for field in Field], np.uint16)


def field_weights(lengths: npt.NDArray[np.int64]) -> Floats:
    """Return what one occurrence weighs, for each document and field, from how many words the fields have."""
    boosts, usual, matters = (np.array(v, np.float32) for v in (BOOSTS, USUAL_LENGTHS, LENGTH_MATTERS))
    relative = lengths.reshape(-1, _FIELD_COUNT).astype(np.float32) / usual
    return (boosts / (1 - matters + matters * relative)).astype(np.float32)


def payloads(bits: npt.NDArray[np.uint16], weights: Floats) -> npt.NDArray[np.uint16]:
    """Return postings from their field bits and weights."""
    steps = np.rint(np.log2(np.maximum(weights, _SMALLEST) / _SMALLEST) * _STEPS)
    return bits | np.minimum(steps, 255).astype(np.uint16)
