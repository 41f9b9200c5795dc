# SPDX-License-Identifier: MIT
"""Every format by name, and which of them a content is in. Parsers are loaded when they are needed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points

from paperdesk.config.log import logger
from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources.stream import Stream

PLUGINS = "paperdesk.sources"
_log = logger("sources")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognises` looks at the beginning of a text and at the file's name; `read` yields what it holds."""

    name: str
    label: str
    recognises: Callable[[str, str], bool]
    read: Callable[[Stream, Context], Iterator[Record | Rejected]]


def _reader(module: str) -> Callable[[Stream, Context], Iterator[Record | Rejected]]:
    def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
        found: Iterator[Record | Rejected] = import_module(f"paperdesk.sources.{module}").read(stream, context)
        return found

    return read


def _is_jsonl(head: str, name: str) -> bool:
    if not head.startswith("{"):
        return False
    first, newline, rest = head.partition("\n")
    if name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return True
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return bool(newline) and rest.lstrip().startswith('{"') and first.rstrip().endswith("}")
    return isinstance(value, dict) and "title" in value and "paper" not in value


def _is_json(head: str, name: str) -> bool:
    if head[:1] in ("[", "{"):
        return True
    if name.lower().removesuffix(".gz").endswith(".json"):
        return True
    try:
        json.loads(head)
    except (ValueError, RecursionError):
        return False
    return True


def _is_html(head: str, name: str) -> bool:
    lower = head[:4000].lower()
    return lower.startswith("<") and (
        "<html" in lower or "<!doctype html" in lower or 'data-target="dailypapers"' in lower
    )


def _is_atom(head: str, name: str) -> bool:
    return head.startswith("<") and "<feed" in head


def _is_page(head: str, name: str) -> bool:
    from paperdesk.sources.page_text import recognises

    return not head.startswith("<") and "\0" not in head and recognises(head)


FORMATS = (
    Format("jsonl", "JSON Lines of abstracts", _is_jsonl, _reader("jsonl")),
    Format("huggingface", "Hugging Face daily papers (JSON)", _is_json, _reader("huggingface")),
    Format("page-html", "a saved Trending Papers page (HTML)", _is_html, _reader("page_html")),
    Format("arxiv", "an answer of arXiv's API (Atom)", _is_atom, _reader("arxiv_atom")),
    Format("page", "a saved Trending Papers page (text)", _is_page, _reader("page_text")),
)


def format_named(name: str) -> Format:
    """Return the format called `name`. Raises `BadInput` that lists the names."""
    for known in (*FORMATS, *_plugins()):
        if known.name == name:
            return known
    raise BadInput(f"there is no format {name!r}; there are: {', '.join(f.name for f in FORMATS)}")


def recognise(stream: Stream, name: str) -> Format:
    """Return the format that the content of `stream` is in. Raises `BadInput` that says what it looks like."""
    head = stream.head_text().lstrip("\ufeff \t\r\n")
    for known in FORMATS:
        if known.recognises(head, name):
            return known
    for known in _plugins():
        if known.recognises(head, name):
            return known
    if "\0" in head:
        raise BadInput(f"{name}: this is a binary file of a kind that PaperDesk does not read")
    kind = "XML that is no arXiv answer" if head.startswith("<") else "text without titles and abstracts"
    raise BadInput(f"{name}: the format was not recognised: this looks like {kind}; name it with --format")


def _plugins() -> list[Format]:
    """Return the formats that other packages add; one that cannot be loaded is left out and logged."""
    found = []
    for point in entry_points(group=PLUGINS):
        try:
            loaded = point.load()
        except Exception:  # noqa: BLE001 - somebody else's code: whatever it raises, the rest goes on
            _log.exception("the plug-in %s cannot be loaded", point.name)
            continue
        if isinstance(loaded, Format):
            found.append(loaded)
    return found
