# SPDX-License-Identifier: MIT
"""Names of tags: how one is written, and when two are the same."""

import unicodedata

from paperdesk.domain.errors import BadInput
from paperdesk.domain.text import one_line, visible

LONGEST = 200  # code points


def tag_name(text: str) -> str:
    """Return `text` as a tag is written: parts trimmed, empty ones dropped, `#` before it taken off.

    Raises `BadInput` where nothing is left, or where it is longer than 200 code points.
    """
    normal = unicodedata.normalize("NFC", one_line(visible(text)))
    parts = [part.strip() for part in normal.lstrip("#/ ").split("/")]
    name = "/".join(part for part in parts if part)
    if not name:
        raise BadInput(f"{text!r} is no name for a tag; write a word, or several parted by /")
    if len(name) > LONGEST:
        raise BadInput(f"the tag {name[:40]!r}… is longer than {LONGEST} characters; choose a shorter one")
    return name


def fold_tag(text: str) -> str:
    """Return what two spellings of one tag have in common."""
    return tag_name(text).casefold()
