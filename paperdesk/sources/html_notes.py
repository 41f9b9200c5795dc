# SPDX-License-Identifier: MIT
"""Notes that other programs keep as HTML, made Markdown; nothing in them is loaded, and tags that are not known are dropped."""

import re
from html.parser import HTMLParser

_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "s": "~~", "del": "~~", "strike": "~~"}
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BLOCKS = frozenset(("p", "div", "ul", "ol", "table", "tr", "section", "pre", "blockquote", *_HEADINGS))
_HIDDEN = frozenset(("script", "style", "head", "template"))
_SAFE = re.compile(r"https?://[^\s<>()\"']+", re.IGNORECASE)
_MANY_BREAKS = re.compile(r"\n{3,}")
_LONGEST = 1 << 20  # code points


class _Markdown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[str] = []
        self._hidden = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _INLINE:
            self.parts.append(_INLINE[tag])
        elif tag == "a":
            found = _SAFE.fullmatch(dict(attrs).get("href") or "")
            self._links.append(found[0] if found else "")
            self.parts.append("[" if found else "")
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self._quoted += tag == "blockquote"
            self.parts.append("\n\n" + "> " * min(self._quoted, 3) + _HEADINGS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _INLINE:
            self.parts.append(_INLINE[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            self.parts.append(f"]({address})" if address else "")
        elif tag in _BLOCKS:
            self._quoted = max(self._quoted - (tag == "blockquote"), 0)
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def markdown(html: str) -> str:
    """Return the Markdown of a note in HTML; text without a tag comes back as it is."""
    html = html[:_LONGEST]
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Markdown()
    parser.feed(html.replace("<![", "&lt;!["))  # the standard library's parser fails on what only looks like a section
    parser.close()
    lines = (line.strip() for line in "".join(parser.parts).split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join("" if line == ">" else line for line in lines)).strip()
