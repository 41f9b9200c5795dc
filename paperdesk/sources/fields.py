# SPDX-License-Identifier: MIT
"""Values of any type, as sources write them, made into what a record holds; what does not fit becomes empty."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from paperdesk.domain.dates import sortable_day
from paperdesk.domain.identity import arxiv_id
from paperdesk.domain.record import Links
from paperdesk.domain.text import one_line, storable

_LARGEST = 2**63 - 1
_BETWEEN_NAMES = re.compile(r"\s*;\s*|\s+and\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.ASCII | re.IGNORECASE)


def text(value: Any) -> str:
    """Return a string as it is but for characters that cannot be stored, anything else as an empty one."""
    return storable(value) if isinstance(value, str) else ""


def line(value: Any) -> str:
    """Return a string as one line."""
    return one_line(value) if isinstance(value, str) else ""


def first(mapping: Mapping[str, Any], *names: str) -> Any:
    """Return the first value under `names` that is there and says something."""
    return next((mapping[name] for name in names if mapping.get(name) not in (None, "", [], {})), None)


def count(value: Any) -> int | None:
    """Return a whole number that SQLite can hold, also where it is written as text (`1,234`, `1.2k`)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d[\d,]{0,15}(?:\.\d{1,3})?)\s*([kK]?)\s*", value, re.ASCII)
        return int(float(found[1].replace(",", "")) * (1000 if found[2] else 1)) if found else None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    return value if isinstance(value, int) and abs(value) <= _LARGEST else None


def address(value: Any) -> str:
    """Return an http(s) address, blanks around it taken off, or an empty string."""
    found = _ADDRESS.match(line(value))
    return found[0] if found else ""


def day(value: Any) -> str:
    """Return the day of a date or time in ISO 8601, as far as it can be read."""
    return sortable_day(value.strip()) if isinstance(value, str) else ""


def names(value: Any) -> tuple[str, ...]:
    """Return the names in a list of strings or of objects with a `name`, or in one string; each once, in order."""
    if isinstance(value, str):
        value = _BETWEEN_NAMES.split(value)
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        return ()
    found = [_short(v) if isinstance(v, str) else _short(_name_in(v)) for v in value]
    return tuple(dict.fromkeys(filter(None, found)))


@lru_cache(maxsize=1 << 17)
def _short(value: str) -> str:
    """Return a short string as one line; names and categories come again and again."""
    return one_line(value)


def _name_in(value: Any) -> str:
    name = first(value, "name", "fullname", "fullName", "author") if isinstance(value, Mapping) else None
    return name if isinstance(name, str) else ""


def words(value: Any) -> tuple[str, ...]:
    """Return a list of short words, such as categories, also from one string parted by blanks."""
    if isinstance(value, str):
        value = value.split()
    if not isinstance(value, list | tuple):
        return ()
    return tuple(dict.fromkeys(filter(None, [_short(v) for v in value if isinstance(v, str)])))


def arxiv_in(*values: Any) -> str:
    """Return the arXiv identifier that the first of `values` to hold one holds."""
    return next(filter(None, (arxiv_id(value) for value in values if isinstance(value, str))), "")


def arxiv_links(identifier: str, **others: str) -> Links:
    """Return the addresses that follow from an arXiv identifier, and `others` where they are not empty."""
    told = {name: value for name, value in others.items() if value}
    if not identifier:
        return Links(**told)
    return Links(
        **({"arxiv": f"https://arxiv.org/abs/{identifier}", "pdf": f"https://arxiv.org/pdf/{identifier}"} | told)
    )
