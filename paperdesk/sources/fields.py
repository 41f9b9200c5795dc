# SPDX-License-Identifier: MIT
"""Values of any type, as sources write them, made into what a record holds; what does not fit becomes empty."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from paperdesk.domain.dates import sortable_day
from paperdesk.domain.identity import arxiv_id
from paperdesk.domain.identity import doi as doi_in
from paperdesk.domain.record import Links
from paperdesk.domain.text import one_line, storable, visible

_LARGEST = 2**63 - 1
_LONGEST_DATE = 40  # code points
_LONGEST_CACHED = 200  # code points
_BETWEEN_NAMES = re.compile(r"\s*;\s*|,?\s+and\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.ASCII | re.IGNORECASE)
_DAY_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_NO_LETTER = re.compile(r"[\W\d_]*")
_ARXIV_DOI = "10.48550/arxiv."


def text(value: Any) -> str:
    """Return a string as it is but for characters that cannot be stored, anything else as an empty one."""
    return storable(value) if isinstance(value, str) else ""


def line(value: Any) -> str:
    """Return a string as one line."""
    return one_line(value) if isinstance(value, str) else ""


def title(*values: Any) -> str:
    """Return the first of `values` that a reader would see something of, as one line."""
    for found in map(line, values):
        if found and (found.isascii() or visible(found).strip()):
            return found
    return ""


def first(mapping: Mapping[str, Any], *names: str) -> Any:
    """Return the first value under `names` that is there and says something."""
    return next((mapping[name] for name in names if mapping.get(name) not in (None, "", [], {})), None)


def count(value: Any) -> int | None:
    """Return a whole number that SQLite can hold, also where it is written as text (`1,234`, `1.2k`)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d[\d,]{0,15}(?:\.\d{1,3})?)\s*([kK]?)\s*", value, re.ASCII)
        return round(float(found[1].replace(",", "")) * (1000 if found[2] else 1)) if found else None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    return value if isinstance(value, int) and abs(value) <= _LARGEST else None


def address(value: Any) -> str:
    """Return an http(s) address, blanks around it taken off, or an empty string."""
    found = _ADDRESS.match(line(value))
    return found[0] if found else ""


def day(value: Any) -> str:
    """Return the day of a date or time in ISO 8601, as far as it can be read."""
    return sortable_day(value.strip()[:_LONGEST_DATE]) if isinstance(value, str) else ""


def first_day(*values: Any) -> str:
    """Return the first of `values` that is a day, or an empty string."""
    return next(filter(None, map(day, values)), "")


def day_in_name(name: str) -> str:
    """Return the day that stands in a file's name, or an empty string."""
    return first_day(*_DAY_IN_NAME.findall(name))


def published(*values: Any) -> str:
    """Return the first day among `values`, else the first that says anything, in the source's own words."""
    told = [v if isinstance(v, str | bool) or not isinstance(v, int | float) else str(v) for v in values]
    return first_day(*told) or next(filter(None, (line(v)[:_LONGEST_DATE] for v in told)), "")


def names(value: Any) -> tuple[str, ...]:
    """Return the names in a list of strings or of objects with a `name`, or in one string; each once, in order."""
    if isinstance(value, str):
        value = [name for part in _BETWEEN_NAMES.split(value) for name in _between_commas(part)]
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        return ()
    found = [_short(v) if isinstance(v, str) else _short(_name_in(v)) for v in value]
    return tuple(dict.fromkeys(filter(None, found)))


def _between_commas(part: str) -> list[str]:
    """Return `Jie Wu, Ann Lee` as two names and `Wu, Jie` as one."""
    between = part.split(",")
    return between if all(len(name.split()) > 1 for name in between) else [part]


def _short(value: str) -> str:
    """Return a short string as one line; names and categories come again and again."""
    return _remembered_line(value) if len(value) <= _LONGEST_CACHED else one_line(value)


_remembered_line = lru_cache(maxsize=1 << 17)(one_line)


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


def doi(*values: Any) -> str:
    """Return the DOI that the first of `values` to hold one holds; arXiv's own say no more than its identifiers."""
    found = (doi_in(value) for value in values if isinstance(value, str))
    return next((value for value in found if value and not value.startswith(_ARXIV_DOI)), "")


def own_id(value: Any) -> str:
    """Return a source's own identifier; a mere number is none, since another file gives it to another paper."""
    name = line(value)
    return "" if _NO_LETTER.fullmatch(name) else name


def arxiv_links(identifier: str, **others: str) -> Links:
    """Return the addresses that follow from an arXiv identifier, and `others` where they are not empty."""
    told = {name: value for name, value in others.items() if value}
    if not identifier:
        return Links(**told)
    return Links(
        **({"arxiv": f"https://arxiv.org/abs/{identifier}", "pdf": f"https://arxiv.org/pdf/{identifier}"} | told)
    )
