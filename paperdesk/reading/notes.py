# SPDX-License-Identifier: MIT
"""Markdown notes as HTML that is safe to show: nothing in it loads, runs, or leads anywhere but the web, mail and our papers.

Python-Markdown reads the text, nh3 lets through what is on its list. Beside the usual Markdown: tables, code in fences,
task lists, ~~struck out~~, `[[links]]` to papers, $mathematics$ as abstracts show it, and bare addresses.
"""

import functools
import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from paperdesk.domain.note_links import targets as links_in
from paperdesk.domain.text import storable, visible
from paperdesk.reading import links
from paperdesk.reading.abstract import render, render_line
from paperdesk.reading.note_limits import restrain
from paperdesk.reading.note_lists import Lists
from paperdesk.reading.rendering import Run, Style

__all__ = ["ATTRIBUTES", "SCHEME", "SHOWN", "TAGS", "TitleOf", "links_in", "note_html", "target_of"]

TitleOf = Callable[[str], str | None]

SCHEME = "paperdesk"  # of addresses that name a paper as a note does
SHOWN = 50_000  # code points of a note that are set; the rest is announced
_LONGEST_ADDRESS = 2_000
_HTML = {"b", "i", "em", "strong", "u", "s", "del", "ins", "sub", "sup", "kbd", "small", "mark"}  # tags a note may hold
TAGS = {
    "a", "blockquote", "br", "code", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "span", "table", "tbody", "td", "th", "thead", "tr", "ul", *_HTML,
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "span": {"class"}, "td": {"align"}, "th": {"align"}, "ul": {"class"}}
_CLASSES = {"missing", "cut", "tasks"}
_SCHEMES = {"http", "https", "mailto", "doi", SCHEME}
_ABSOLUTE = re.compile(r"(?:https?://[^/\s]|mailto:.|doi:.|paperdesk:.)", re.IGNORECASE)
# In the cells of a table the bar has a stroke before it.
_LINK = r"(?<!\\)\[\[([^\[\]|\n]{1,1000}?)(?:\\?\|([^\[\]\n]{1,1000}))?\]\]"
# As Pandoc has it: no blank inside the dollars, and no digit after, so that prices stay prices.
_MATH = r"(?<![\\$])(\$\$(?=\S)[^$]{1,2000}?\$\$|\$(?=\S)[^$\n]{1,500}?(?<=[^\s\\])\$(?![\d$]))"
_TASK = re.compile(r"\[([ xX])\](?=\s)")


def note_html(text: str, title_of: TitleOf) -> str:
    """Return `text` as HTML of `TAGS` and `ATTRIBUTES` alone.

    `title_of` gets what a `[[link]]` names, a key or a title, and returns the title of that paper or None where there is
    none; a link leads to `paperdesk:` and what was named, percent-encoded. Any text is taken, in bounded time.
    """
    text = visible(storable(text))
    shown, rest = text[:SHOWN], text[SHOWN:]
    try:
        made = _markdown(title_of).convert(shown)
    except RecursionError:  # nested deeper than any reader would
        made = f"<pre>{escape(shown)}</pre>"
    if rest:
        made += f'<p><span class="cut">This note is very long: its last {len(rest):,} characters are not shown here.</span></p>'
    return nh3.clean(
        made.replace("\n</code></pre>", "</code></pre>"),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def target_of(address: str) -> str:
    """Return what a link names that leads to `address`; an empty string where that is no paper."""
    scheme, _, named = address.partition(":")
    return unquote(named) if scheme.lower() == SCHEME else ""


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if len(value) <= _LONGEST_ADDRESS and _ABSOLUTE.match(value) else None
    if name == "class":
        return value if value in _CLASSES else None
    if name == "start":
        return value if re.fullmatch(r"[0-9]{1,9}", value) else None
    return value if value in ("left", "right", "center") else None


def _markdown(title_of: TitleOf) -> Markdown:
    """Make a parser: it keeps references of the text that it reads, so each note has its own."""
    return Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FencedCodeExtension(),
            SaneListExtension(),
            Nl2BrExtension(),
            _Notes(title_of),
        ]
    )


class _Notes(Extension):
    """What notes have beside Markdown, and what they have not: images, and HTML but for a few plain tags."""

    def __init__(self, title_of: TitleOf) -> None:
        super().__init__()
        self._title_of = functools.cache(title_of)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        restrain(md)
        md.preprocessors.register(Lists(md), "lists", 23)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_Html(rf"</?(?:{'|'.join(sorted(_HTML))})>|<br ?/?>", md), "html", 90)
        md.inlinePatterns.register(_Math(_MATH, md), "mathematics", 185)
        md.inlinePatterns.register(_PaperLink(_LINK, self._title_of, md), "paper", 182)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?=\S)(.{1,2000}?)(?<=\S)~~", "del"), "struck", 55)
        md.inlinePatterns.register(_Address(links.PATTERN, md), "address", 50)
        md.treeprocessors.register(_Tasks(md), "tasks", 24)
        md.treeprocessors.register(_NoImages(md), "no_images", 15)


class _Html(InlineProcessor):
    """A plain tag; anything else that looks like one is text."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        return self.md.htmlStash.store(m[0]), m.start(), m.end()


class _PaperLink(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, title_of: TitleOf, md: Markdown) -> None:
        super().__init__(pattern, md)
        self._title_of = title_of

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        target = self.unescape(m[1]).strip()
        if not target:
            return None, None, None
        title = self._title_of(target)
        if title is None:
            element = Element("span", {"class": "missing"})
            element.text = AtomicString(m[2] or m[0])
        else:
            element = Element("a", {"href": f"{SCHEME}:{quote(target, safe='')}"})
            element.text = AtomicString(self.unescape(m[2]) if m[2] else _shown(title))
        return element, m.start(), m.end()


class _Math(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        element = Element("span")
        for run in render(m[0]).runs:
            _append(element, run)
        return element, m.start(), m.end()


class _Address(InlineProcessor):
    """An address in running text."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        found = links.link(m)
        if found is None:
            return None, None, None
        element = Element("a", {"href": found.href})
        element.text = AtomicString(data[found.first : found.last])
        return element, found.start, found.end


class _Tasks(Treeprocessor):
    """Shows `[ ]` and `[x]` at the beginning of a list's entry as boxes."""

    def run(self, root: Element) -> None:
        for holder in [*root.iter("ul")]:
            marked = [self._mark(entry) for entry in holder if entry.tag == "li"]
            if any(marked):
                holder.set("class", "tasks")

    @staticmethod
    def _mark(entry: Element) -> bool:
        """Show the box of one entry; return whether it has one."""
        holder = entry[0] if len(entry) and entry[0].tag == "p" and not (entry.text or "").strip() else entry
        found = _TASK.match(holder.text or "")
        if not found or isinstance(holder.text, AtomicString):
            return False
        holder.text = ("☐" if found[1] == " " else "☑") + (holder.text or "")[found.end() :]
        return True


class _NoImages(Treeprocessor):
    """Puts a link, or the words that stand for it, in the place of every image."""

    def run(self, root: Element) -> None:
        linked = {image for anchor in root.iter("a") for image in anchor.iter("img")}
        for image in [*root.iter("img")]:
            address, words = image.get("src", ""), image.get("alt") or image.get("title") or ""
            image.attrib.clear()
            image.tag = "a" if image not in linked and address.startswith(("http://", "https://")) else "span"
            if image.tag == "a":
                image.set("href", address)
            image.text = AtomicString(words or address[:80])


def _append(element: Element, run: Run) -> None:
    """Add one run of a formula."""
    place = element
    if run.level:
        place = SubElement(place, "sup" if run.level > 0 else "sub")
    for style, tag in ((Style.BOLD, "b"), (Style.ITALIC, "i"), (Style.MONO, "code")):
        if run.style & style:
            place = SubElement(place, tag)
    if place is element:
        place = SubElement(element, "span")
    place.text = AtomicString(run.text)


def _shown(title: str) -> str:
    return visible(render_line(title).plain)
