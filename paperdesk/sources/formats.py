# SPDX-License-Identifier: MIT
"""Every format by name, and which of them a content is in. Parsers are loaded when they are needed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Item
from paperdesk.sources.stream import Stream

_ATOM_ROOT = re.compile(r"<(?:[\w.-]+:)?feed[\s>]", re.ASCII)
_RSS_ROOT = re.compile(r"<rss[\s/>]|<(?:[\w.-]+:)?RDF\s[^>]*purl\.org/rss/1\.0/?[\"']", re.ASCII)
_JSON_BEGINS = re.compile(r"\[\s*(?:[\[{\"\]\d-]|null|true|false|NaN|$)|\{\s*(?:[\"}]|$)", re.ASCII)
_BIBTEX = re.compile(
    r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*\{[ \t]*[^\s,={}]+[ \t]*,[ \t]*(?:$|[A-Za-z-]+[ \t]*=)", re.ASCII | re.MULTILINE
)
# What items of a Hugging Face list have, and lines of abstracts; references have neither.
_OF_PAPERS = re.compile(r'"paper"\s*:\s*\{|"authors"\s*:')
_LIBRARY = re.compile(r'\{\s*"paperdesk"\s*:')
_HTML_MARKS = ("<html", "<!doctype html", "<body", "<article", 'data-target="dailypapers"')


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `recognises` looks at the beginning of a text and at the file's name; `read` yields what it holds."""

    name: str
    label: str
    recognises: Callable[[str, str], bool]
    read: Callable[[Stream, Context], Iterator[Item]]


def _reader(module: str, function: str = "read") -> Callable[[Stream, Context], Iterator[Item]]:
    def read(stream: Stream, context: Context) -> Iterator[Item]:
        parser = getattr(import_module(f"paperdesk.sources.{module}"), function)
        found: Iterator[Item] = parser(stream, context)
        return found

    return read


def _named(name: str, *endings: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(endings)


def _is_jsonl(head: str, name: str) -> bool:
    if _named(name, ".jsonl", ".ndjson"):
        return not head.startswith(("[", "<"))
    if not head.startswith("{"):
        return False
    first, _, rest = head.partition("\n")
    value = _value(first)
    if isinstance(value, dict):
        return bool(rest.strip()) or ("title" in value and "paper" not in value)
    return rest.lstrip().startswith('{"') and first.rstrip().endswith("}")


def _is_json(head: str, name: str) -> bool:
    begins = head.startswith(("[", "{")) and _named(name, ".json")  # perhaps a damaged one
    return begins or _JSON_BEGINS.match(head) is not None or _value(head) is not None


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_html(head: str, name: str) -> bool:
    lower = head[:4000].lower()
    return lower.startswith("<") and any(mark in lower for mark in _HTML_MARKS)


def _is_atom(head: str, name: str) -> bool:
    return _is_feed(head, name) and not _RSS_ROOT.search(head) and "arxiv.org" in head


def _is_feed(head: str, name: str) -> bool:
    root = _ATOM_ROOT.search(head) or _RSS_ROOT.search(head) if head.startswith("<") else None
    return root is not None


def _is_page(head: str, name: str) -> bool:
    from paperdesk.sources.page_text import recognises

    return not head.startswith("<") and "\0" not in head and recognises(head)


def _is_bibtex(head: str, name: str) -> bool:
    return _named(name, ".bib", ".bibtex", ".biblatex") or _BIBTEX.search(head) is not None


def _has(pattern: str, begins: str) -> Callable[[str, str], bool]:
    """Recognise a text that begins with a character of `begins`, holds `pattern` early, and is no list of a day."""
    mark = re.compile(pattern, re.ASCII)
    return lambda head, name: (
        head.startswith(tuple(begins)) and mark.search(head) is not None and not _OF_PAPERS.search(head)
    )


def _is_readwise(head: str, name: str) -> bool:
    """Whether the first line names the columns that every file of highlights has."""
    columns = [column.strip('" ') for column in head.partition("\n")[0].strip().lower().split(",")]
    return "highlight" in columns and ("book title" in columns or "title" in columns)


def _by_line(pattern: str, *endings: str) -> Callable[[str, str], bool]:
    """Recognise a text that has a line of `pattern` among its first, or a file with a name of `endings`."""
    line = re.compile(pattern, re.ASCII | re.MULTILINE)
    return lambda head, name: _named(name, *endings) or line.search(head, 0, 4_000) is not None


_CSL_TYPE = r'"type"\s*:\s*"(?:article(?:-\w+)?|paper-conference|book|chapter|thesis|report|webpage|manuscript|document|software|dataset)"'

FORMATS = (
    Format(
        "jsonl-library",
        "a PaperDesk library (JSON Lines)",
        lambda head, name: _LIBRARY.match(head) is not None,
        _reader("jsonl_library"),
    ),
    Format(
        "w3c",
        "W3C Web Annotations (JSON-LD)",
        _has(r'anno\.jsonld"|"type"\s*:\s*"Annotation(?:Collection|Page)?"', "[{"),
        _reader("w3c"),
    ),
    Format("csl-json", "CSL-JSON", _has(_CSL_TYPE + r'|"date-parts"\s*:', "[{"), _reader("csl_json")),
    Format(
        "zotero",
        "Zotero's items (Better BibTeX JSON)",
        _has(r'"itemType"\s*:\s*"|"BetterBibTeX JSON"', "[{"),
        _reader("zotero"),
    ),
    Format(
        "xml-references",
        "EndNote's or PubMed's XML",
        _has(r"<(?:ref-type|rec-number|PubmedArticle|PubmedBookArticle)\b", "<"),
        _reader("xml_references"),
    ),
    Format(
        "zotero-rdf",
        "Zotero's RDF",
        _has(r"<(?:\w+:)?RDF[\s>](?![^>]*purl\.org/rss/1\.0/?[\"'])", "<"),
        _reader("zotero_rdf"),
    ),
    Format("jsonl", "JSON Lines of abstracts", _is_jsonl, _reader("jsonl")),
    Format("huggingface", "Hugging Face daily papers (JSON)", _is_json, _reader("huggingface")),
    Format("page-html", "a saved Trending Papers page (HTML)", _is_html, _reader("page_html")),
    Format("arxiv", "an answer of arXiv's API (Atom)", _is_atom, _reader("arxiv_atom")),
    Format("feed", "an RSS or Atom feed", _is_feed, _reader("feed")),
    Format("readwise", "Readwise's highlights (CSV)", _is_readwise, _reader("readwise")),
    Format("bibtex", "BibTeX or BibLaTeX", _is_bibtex, _reader("bibtex")),
    Format("ris", "RIS", _by_line(r"^TY {1,2}- [A-Z]", ".ris"), _reader("tagged", "ris")),
    Format("pubmed", "PubMed's own (nbib)", _by_line(r"^PMID ?- ?\d", ".nbib"), _reader("tagged", "pubmed")),
    Format(
        "endnote", "EndNote's own (enw)", _by_line(r"\A%0 [A-Z]|^%[AT] .+\n%", ".enw"), _reader("tagged", "endnote")
    ),
    Format(
        "web-of-science",
        "Web of Science",
        _by_line(r"\AFN .*\nVR 1|\APT [A-Z]$", ".isi", ".ciw"),
        _reader("tagged", "web_of_science"),
    ),
    Format("page", "a saved Trending Papers page (text)", _is_page, _reader("page_text")),
)


def format_named(name: str) -> Format:
    """Return the format called `name`. Raises `BadInput` that lists the names."""
    for known in FORMATS:
        if known.name == name:
            return known
    plugins = _plugin_formats()
    for known in plugins:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in (*FORMATS, *plugins))
    raise BadInput(f"there is no format {name!r}; there are: {names}")


def recognise(stream: Stream, name: str) -> Format:
    """Return the format that the content of `stream` is in. Raises `BadInput` that says what it looks like."""
    head = stream.head_text().lstrip("\ufeff \t\r\n")
    for known in FORMATS:
        if known.recognises(head, name):
            return known
    for known in _plugin_formats():
        if known.recognises(head, name):
            return known
    raise BadInput(f"{name}: {_looks_like(head, name)}")


def _looks_like(head: str, name: str) -> str:
    if "\0" in head:
        return "this is a binary file of a kind that PaperDesk does not read"
    if _named(name, ".json"):
        return "this is not JSON; look whether it was saved whole"
    kind = "XML that is no feed" if head.startswith("<") else "text without titles and abstracts"
    return f"the format was not recognised: this looks like {kind}; if it is not, name the format with --format"


def _plugin_formats() -> tuple[Format, ...]:
    from paperdesk.sources.plugins import formats

    return formats()
