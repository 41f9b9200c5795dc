# SPDX-License-Identifier: MIT
"""Words and their stems (Porter, "An algorithm for suffix stripping", 1980; Whoosh's implementation)."""

from functools import lru_cache

from whoosh.lang.porter import stem as _porter


def stem(word: str) -> str:
    """Return the stem of a folded word; words that are not of English letters alone are their own."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    return str(_porter(word))


remembered_stem = lru_cache(maxsize=8192)(stem)
