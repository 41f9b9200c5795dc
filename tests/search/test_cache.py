# SPDX-License-Identifier: MIT
"""What was read a moment ago."""

import numpy as np

from paperdesk.search.cache import ArrayCache


def test_the_least_recently_used_go_when_they_are_too_much() -> None:
    cache = ArrayCache(400)
    made: list[int] = []

    def ask(key: int, size: int = 100) -> int:
        return cache.get(key, lambda: made.append(key) or np.full(size, key, np.int8))[0]  # type: ignore[func-returns-value]

    for key in (1, 2, 3, 4, 1, 5):
        assert ask(key) == key
    assert (made, cache.size) == ([1, 2, 3, 4, 5], 400)
    assert [ask(key) for key in (1, 3, 4, 5)] == [1, 3, 4, 5]
    assert made == [1, 2, 3, 4, 5]
    ask(2)
    assert made == [1, 2, 3, 4, 5, 2]


def test_what_would_push_out_most_of_the_others_is_not_held() -> None:
    cache = ArrayCache(400)
    cache.get("large", lambda: np.zeros(101, np.int8))
    assert cache.size == 0
