# SPDX-License-Identifier: MIT
"""Words in order, looked up where they lie."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from paperdesk.search.lexicon import Lexicon, packed

WORDS = st.text("abé学🤗", min_size=1, max_size=4)


@given(st.sets(WORDS), WORDS)
def test_it_is_a_sorted_list(words: set[str], asked: str) -> None:
    expected = sorted(words)
    lexicon = Lexicon(*packed(expected))
    assert list(lexicon) == expected == [lexicon[n] for n in range(len(lexicon))]
    assert lexicon.first_from(asked) == bisect_left(expected, asked)
    assert lexicon.find(asked) == (expected.index(asked) if asked in words else -1)
    first, last = lexicon.beginning_with(asked)
    assert expected[first:last] == [word for word in expected if word.startswith(asked)]
