# SPDX-License-Identifier: MIT
"""Any RSS or Atom feed, read by feedparser; arXiv's daily feeds among them. Nothing is loaded, no markup is kept.

The listing day is that of an entry of arXiv's (the day it was announced); other feeds list nothing by day. A feed that
has a DTD of its own is refused: it can name files and grow without end.
"""

import html
import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from paperdesk.domain.errors import BadInput, NothingThere
from paperdesk.domain.record import Context, Record, Rejected, Sighting
from paperdesk.sources import fields
from paperdesk.sources.stream import Stream

SOURCE = "feed"
_HOSTILE = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>\[]*\[)", re.IGNORECASE)
_ENTITIES_IN = 65_536  # bytes; a document type stands before everything else
_MOST_ITEMS = 10_000
_LONGEST_FIELD = 5 << 20  # code points
_ANNOUNCED = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*([a-z-]+)\s+(?:Abstract:\s*)?", re.IGNORECASE)
_TAGS = "p|div|br|a|b|i|em|strong|span|img|ul|ol|li|h[1-6]|sup|sub|table|tr|td|blockquote|figure|script|style|pre|code|hr|section|article"
_MARKUP = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|tr|li|h[1-6]|blockquote|section|article|ul|ol|table)|br)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_UNSEEN = re.compile(r"<(script|style|template|iframe|object|svg)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_LABELS = ("authors", "upvotes", "summary", "abstract")
_BREAKS = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield the entries of a feed. Raises `BadInput` for what is none, and for XML that is hostile."""
    found = _parse(stream.read_bytes(), context.name)
    title = fields.line(found.feed.get("title")) or SOURCE
    broken = fields.line(str(found.get("bozo_exception", ""))) if found.bozo and not _harmless(found) else ""
    if not found.version and not found.entries:
        raise BadInput(
            f"{context.name}: this is no feed{f' ({broken})' if broken else ''}; look whether it is the address of one"
        )
    for number, entry in enumerate(found.entries[:_MOST_ITEMS], 1):
        yield _entry(entry, number, title, context)
    if len(found.entries) > _MOST_ITEMS:
        yield Rejected(
            f"entry {_MOST_ITEMS + 1}", f"only the first {_MOST_ITEMS:,} of {len(found.entries):,} entries are read"
        )
    if broken:
        yield Rejected(f"entry {len(found.entries) + 1}", f"the feed is broken or breaks off here: {broken}"[:300])
    if not found.entries and not broken:
        raise NothingThere(f"{context.name}: the feed holds nothing now; it was read, try again another day")


def title_of(data: bytes) -> str:
    """Return what a feed calls itself, empty where it does not."""
    return fields.line(_parse(data, "feed").feed.get("title"))


def _parse(data: bytes, name: str) -> Any:
    if _HOSTILE.search(data, 0, _ENTITIES_IN) or b"<!ENTITY" in data:
        raise BadInput(f"{name}: this XML declares entities or a document type of its own, which a feed has no need of")
    import feedparser  # heavy, and only feeds need it

    # Of bytes in a stream feedparser makes no address to open, as it would of a text.
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _harmless(found: Any) -> bool:
    """Whether what feedparser complains of is only the declaration of an encoding or of a content type."""
    import feedparser

    kinds = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return isinstance(found.get("bozo_exception"), kinds)


def _entry(entry: Mapping[str, Any], number: int, feed: str, context: Context) -> Record | Rejected:
    title = fields.title(without_markup(str(entry.get("title") or "")))
    if not title:
        return Rejected(f"entry {number}", "it has no title")
    link, guid = fields.address(entry.get("link")), fields.line(entry.get("id"))
    identifier = fields.arxiv_in(link, guid)
    digital = fields.doi(*(str(entry.get(n) or "") for n in ("prism_doi", "dc_identifier")), guid, link)
    told, published = _text(entry), _day(entry)
    announced, parts = _ANNOUNCED.match(told), _labelled(told)
    said = told[announced.end() :] if announced else parts.get("summary") or parts.get("abstract") or told
    own = fields.own_id(guid) or link
    kind = {"announced": announced[1].lower()} if announced else {}
    listed = context.day or (published if announced else "")
    return Record(
        title=title,
        sighting=Sighting(
            "arxiv" if announced else feed, day=listed, upvotes=fields.count(parts.get("upvotes")), extra=kind
        ),
        abstract=fields.text(said).strip(),
        authors=fields.names(_authors(entry) or parts.get("authors", "")),
        arxiv_id=identifier,
        doi=digital,
        other_id="" if identifier or digital else own,
        published="" if announced else published,
        categories=fields.words(
            [str(tag.get("term") or "") for tag in entry.get("tags", ()) if " " not in str(tag.get("term"))]
        ),
        links=fields.arxiv_links(identifier, project="" if identifier else link),
    )


def _text(entry: Mapping[str, Any]) -> str:
    """Return what an entry says of its paper, as plain text: the longest of its summary and its contents."""
    told = [entry.get("summary"), *(content.get("value") for content in entry.get("content", ()))]
    return max((without_markup(text[:_LONGEST_FIELD]) for text in told if isinstance(text, str)), key=len, default="")


def _labelled(text: str) -> dict[str, str]:
    """Return the parts of a text that tells a paper's facts one a paragraph, as `Authors: …`, by what they are called."""
    found = {}
    for paragraph in text.split("\n\n") if "ummary:" in text or "bstract:" in text else ():
        label, colon, rest = paragraph.partition(":")
        if colon and label.strip().lower() in _LABELS:
            found[label.strip().lower()] = rest.strip()
    return found


def without_markup(text: str) -> str:
    """Return text without markup, where there is any: `a < b` and `$x<y$` are none."""
    if not _MARKUP.search(text):
        return html.unescape(text) if "&" in text else text
    from lxml import etree
    from lxml import html as lxml_html

    marked = _BLOCK.sub(lambda found: f"\n\n{found[0]}", _UNSEEN.sub(" ", text)).replace("\0", "\ufffd")
    try:
        tree = lxml_html.fromstring(
            f"<div>{marked}</div>", parser=lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError):
        return _MARKUP.sub(" ", text)
    return _BREAKS.sub("\n\n", "".join(map(str, tree.itertext()))).strip()


def _authors(entry: Mapping[str, Any]) -> object:
    found = [str(author.get("name") or "") for author in entry.get("authors", ()) if isinstance(author, Mapping)]
    return found[0] if len(found) == 1 else found or str(entry.get("author") or "")


def _day(entry: Mapping[str, Any]) -> str:
    plain = dict(entry)  # feedparser's own gives `published` for `updated` and warns of it
    parsed = plain.get("published_parsed") or plain.get("updated_parsed")
    if parsed:
        try:
            return fields.day(datetime.fromtimestamp(timegm(parsed), UTC).date().isoformat())
        except (ValueError, OverflowError, OSError):
            return ""
    return fields.first_day(plain.get("published"), plain.get("updated"))
