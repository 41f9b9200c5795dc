# SPDX-License-Identifier: MIT
"""Names of exported files that every system takes, and that differ also where case does not count."""

import re
import unicodedata
from collections.abc import Iterable

from paperdesk.domain.errors import BadInput
from paperdesk.domain.exported import Exported
from paperdesk.domain.text import visible

DEFAULT_PATTERN = "{title}"
FIELDS = ("title", "citekey", "key", "year", "author")
_FIELD = re.compile(r"\{([a-z]+)\}")
_MOST_BYTES = 180  # UTF-8; the limit of most systems is 255 for a name, of some for all folders together
_MOST_SIGNS = 120
# To Windows this is a device: a blank before the dot is none.
_DEVICE = re.compile(r"^(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])\s+(?=\.)", re.IGNORECASE)
# What Windows refuses, and what an Obsidian link cannot hold.
_REFUSED = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f\x7f-\x9f]+')


def check_pattern(pattern: str) -> None:
    """Raise `BadInput` where `pattern` is no pattern of a file's name."""
    unknown = next((name for name in _FIELD.findall(pattern) if name not in FIELDS), None)
    if unknown is not None or not _FIELD.search(pattern):
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise BadInput(f"export.file_name: {pattern[:60]!r} is no pattern of a file's name; it can hold {known}")


def file_stem(pattern: str, exported: Exported) -> str:
    """Return what a paper's file is called, without suffix; never empty, never a name that a system keeps for itself."""
    paper = exported.paper
    values = {
        "title": exported.shown.title_text or paper.title,
        "citekey": exported.citation_key,
        "key": paper.key,
        "year": paper.published[:4],
        "author": paper.authors[0] if paper.authors else "",
    }
    made = safe_stem(_FIELD.sub(lambda found: values[found[1]], pattern))
    return made or safe_stem(exported.citation_key) or safe_stem(paper.key.replace("/", "-")) or f"paper {paper.id}"


def safe_stem(text: str) -> str:
    """Return `text` as a file's name without suffix, or an empty string where nothing is left that can be read aloud."""
    from pathvalidate import sanitize_filename  # loaded where it is needed

    text = unicodedata.normalize("NFC", _REFUSED.sub(" ", visible(text)))
    text = " ".join(text.split()).strip(". ")[:_MOST_SIGNS]
    while len(text.encode("utf-8", "ignore")) > _MOST_BYTES:
        text = text[:-1]
    text = _DEVICE.sub(r"\1_", text.strip(". "))
    text = str(sanitize_filename(text, platform="universal", replacement_text="")).strip(". ")
    return text if any(sign.isalnum() for sign in text) else ""


def free_stem(stem: str, suffix: str, taken: Iterable[str], hint: str) -> str:
    """Return `stem`, or with `hint` or a number after it, so that the name is none of `taken` (folded by `folded`)."""
    taken = taken if isinstance(taken, set | dict) else set(taken)
    names = [stem, f"{stem} ({safe_stem(hint)})"] if safe_stem(hint) else [stem]
    for name in names:
        if folded(name + suffix) not in taken:
            return name
    number = 2
    while folded(f"{stem} {number}{suffix}") in taken:
        number += 1
    return f"{stem} {number}"


def folded(name: str) -> str:
    """Return what two names have in common that a system may take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
