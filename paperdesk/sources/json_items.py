# SPDX-License-Identifier: MIT
"""The list of papers in a JSON text: in whatever it is wrapped, and as far as it is whole."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paperdesk.domain.errors import BadInput
from paperdesk.sources import fields

_WRAPPERS = ("papers", "dailyPapers", "daily_papers", "results", "items", "data")
_WRAPPED = re.compile(rf'"(?:{"|".join(_WRAPPERS)})"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_AFTER_SCALAR = re.compile(r"[,\]\n]")
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<closing>"?)|[{}\[\]]', re.DOTALL)
_MOST_BROKEN = 200  # items; where more are, this is no list of papers
_DECODER = json.JSONDecoder(strict=False)  # line breaks and tabs inside a string do no harm


@dataclass(frozen=True, slots=True)
class Broken:
    """An item that cannot be read, and why."""

    why: str


def load(text: str) -> Any:
    """Return the value of a JSON text. Raises `ValueError` that says what is wrong with it."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def items_in(text: str, name: str) -> tuple[list[Any], Mapping[str, Any]]:
    """Return the items of the list in `text`, `Broken` for each that is damaged, and the object around the list.

    Raises `BadInput` that begins with `name` where there is no list, or nothing whole in it.
    """
    try:
        value = load(text)
    except ValueError as error:
        return _whole_items(text, name, " ".join(str(error).split())), {}
    if isinstance(value, Mapping):
        return _wrapped(value, name)
    if not isinstance(value, list):
        shown = json.dumps(value[:40] if isinstance(value, str) else value)[:40]
        raise BadInput(
            f"{name}: a list of papers is due here, and it holds only {shown}; look whether this is the file"
        )
    if not value:
        raise BadInput(f"{name}: no papers that day")
    return value, {}


def _wrapped(value: Mapping[str, Any], name: str) -> tuple[list[Any], Mapping[str, Any]]:
    inner = fields.first(value, *_WRAPPERS)
    if isinstance(inner, list):
        return inner, value
    if _is_paper(value):
        return [value], {}
    if any(value.get(wrapper) == [] for wrapper in _WRAPPERS):
        raise BadInput(f"{name}: no papers that day")
    said = fields.line(fields.first(value, "error", "message", "detail"))
    raise BadInput(f"{name}: the answer holds no papers" + (f"; it says: {said[:200]}" if said else ""))


def _is_paper(value: Mapping[str, Any]) -> bool:
    """Whether an object that stands alone is a paper; many other things have a title."""
    if isinstance(value.get("paper"), Mapping):
        return True
    told = fields.first(value, "summary", "abstract", "authors", "arxiv_id", "doi")
    return bool(fields.title(value.get("title"))) and (told is not None or bool(fields.arxiv_in(value.get("id"))))


def _whole_items(text: str, name: str, why: str) -> list[Any]:
    """Read items one by one, past those that are damaged, up to where the text breaks off."""
    items: list[Any] = []
    broken, place = 0, _start(text)
    while place >= 0 and broken < _MOST_BROKEN:
        place = _past(_BETWEEN, text, place)
        if text.startswith("]", place):
            break
        item, place = _item(text, place)
        broken += isinstance(item, Broken)
        items.append(item)
    if broken == len(items):
        raise BadInput(f"{name}: this is not JSON: {why}; fetch the file again")
    if not broken:
        items.append(Broken(f"what follows the list is not JSON: {why}"))
    return items


def _start(text: str) -> int:
    """Return where the first item of a damaged text stands, -1 where that cannot be told."""
    begin = _past(_BETWEEN, text, 0)
    if text.startswith("[", begin):
        return begin + 1
    if not text.startswith("{", begin):
        return -1
    item, _ = _item(text, begin)
    wrapped = _WRAPPED.search(text)
    objects_in_a_row = isinstance(item, Mapping) and not isinstance(fields.first(item, *_WRAPPERS), list)
    return wrapped.end() if wrapped and not objects_in_a_row else begin


def _item(text: str, place: int) -> tuple[Any, int]:
    """Return the item at `place`, or why it is broken, and where it ends: at -1 where the text breaks off in it."""
    try:
        return _DECODER.raw_decode(text, place)
    except (ValueError, RecursionError) as error:
        end = _end(text, place)
        why = "it is nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
    if end < 0:
        return Broken("the file breaks off here; the rest is missing, fetch it again"), -1
    return Broken(f"this is not JSON: {why}"[:300]), end


def _end(text: str, place: int) -> int:
    """Return where the value at `place` ends, as its brackets tell, -1 where they are not closed."""
    if not text.startswith(("{", "["), place):
        following = _AFTER_SCALAR.search(text, place)
        return following.start() if following else -1
    depth = 0
    for token in _TOKEN.finditer(text, place):
        if token[0][0] == '"':
            if not token["closing"]:
                break
            continue
        depth += 1 if token[0] in "{[" else -1
        if not depth:
            return token.end()
    return -1


def _past(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place
