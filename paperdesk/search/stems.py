# SPDX-License-Identifier: MIT
"""Words and their stems: Porter's English stemmer ("Porter2", https://snowballstem.org/algorithms/english/stemmer.html).

Of the stemmers that come with Whoosh it is the one that does what it says: `porter` leaves `running` at
`runn` and `optimizing` at `optimiz`, `snowball` makes `quantize` of `quantization`.
"""

from functools import lru_cache

from whoosh.lang.porter2 import stem as _porter2


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return the stem of a folded word; words that are not of English letters alone are their own."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    return str(_porter2(word))
