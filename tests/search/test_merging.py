# SPDX-License-Identifier: MIT
"""Sources made into one hold what one source of the same documents would hold."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperdesk.search import merging
from paperdesk.search.batch import Batch
from paperdesk.search.documents import Document
from paperdesk.search.merging import Merged
from paperdesk.search.postings import FIELD_SHIFT, FIRST, PLACE, Postings

WORD = st.sampled_from(["a", "b", "running", "run", "学", "🤗", "zz"])
TEXT = st.lists(WORD, max_size=5).map(" ".join)
DOCUMENTS = st.lists(
    st.builds(Document, st.just(0), TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple), keys=st.just(("k",))), max_size=4
)


def postings(documents: Sequence[Document]) -> Postings:
    batch = Batch({})
    for document in documents:
        batch.add(document)
    return batch.postings()


def test_the_postings_of_a_document() -> None:
    found = postings([Document(7, "B a", "b"), Document(9, "", "a", authors=("a b", "b"))])
    assert found.papers.tolist() == [7, 9]
    assert list(found.words) == ["a", "b"]
    assert found.ids(0, 1).tolist() == [0, 1]
    assert found.ids(1, 2).tolist() == [0, 1]
    places = [(bool(p >= FIRST), int(p & PLACE) >> FIELD_SHIFT, int(p) & 0xFFFF) for p in found.places(0, 2)]
    assert places == [
        *[(True, 0, 2), (True, 1, 1), (False, 2, 1)],
        # Between the second author and the third word of the first one there is a gap, so that no phrase spans it.
        *[(True, 0, 1), (False, 1, 1), (True, 2, 2), (False, 2, 4)],
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(DOCUMENTS, max_size=4), st.data())
def test_merged_is_as_if_never_parted(groups: list[list[Document]], data: st.DataObject) -> None:
    groups = [[replace(d, paper=100 * g + n) for n, d in enumerate(group)] for g, group in enumerate(groups)]
    kept = [np.array(data.draw(st.lists(st.booleans(), min_size=len(g), max_size=len(g))), np.bool_) for g in groups]
    expected = postings(
        [d for group, keep in zip(groups, kept, strict=True) for d, k in zip(group, keep, strict=True) if k]
    )
    turn = data.draw(st.sampled_from([1, 3, 1000]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_TURN", turn)
        merged = Merged([postings(g) for g in groups], [None if k.all() else k for k in kept])
        parts = list(merged.parts())
    assert merged.papers.tolist() == expected.papers.tolist()
    assert list(zip(merged.words, merged.stems, strict=True)) == list(zip(expected.words, expected.stems, strict=True))
    assert merged.starts.tolist() == expected.starts.tolist()
    assert merged.place_starts.tolist() == expected.place_starts.tolist()
    assert [n for part in parts for n in part.ids.tolist()] == expected.all_ids.tolist()
    assert [n for part in parts for n in part.payloads.tolist()] == expected.all_payloads.tolist()
    assert [n for part in parts for n in part.places.tolist()] == expected.all_places.tolist()
