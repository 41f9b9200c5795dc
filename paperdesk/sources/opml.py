# SPDX-License-Identifier: MIT
"""Lists of subscriptions as other readers write and read them: OPML 2.0, http://opml.org/spec2.opml.

A source that is no feed has its name in the attribute `paperdesk`, which other readers pass over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from paperdesk.domain.errors import BadInput
from paperdesk.sources import fields

_LARGEST = 8 << 20  # bytes
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One subscription: `address` of a feed, or `source` by PaperDesk's own name for it."""

    title: str
    address: str = ""
    source: str = ""


def read(data: bytes, name: str) -> list[Outline]:
    """Return the subscriptions of a file, each once, those in folders too. Raises `BadInput` that begins with `name`."""
    if len(data) > _LARGEST:
        raise BadInput(f"{name}: it is larger than {_LARGEST >> 20} MB, which no list of subscriptions is")
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except ElementTree.ParseError as error:
        raise BadInput(f"{name}: this is no OPML, or it breaks off: {error}; export it again") from error
    except (DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise BadInput(f"{name}: this XML cannot be read safely ({type(error).__name__}); export it again") from error
    found: dict[str, Outline] = {}
    for node in root.iter("outline"):
        address, source = fields.address(node.get("xmlUrl") or node.get("xmlurl")), fields.line(node.get("paperdesk"))
        title = fields.line(node.get("title")) or fields.line(node.get("text")) or source or address
        if (address or source) and len(found) < _MOST:
            found.setdefault(source or address, Outline(title[:120], address, source))
    if not found:
        raise BadInput(f"{name}: there are no subscriptions in it; look whether this is the file")
    return list(found.values())


def write(outlines: Iterable[Outline]) -> str:
    """Return the subscriptions as OPML."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head><title>Subscriptions of PaperDesk</title></head>", "  <body>"]
    for outline in outlines:
        told = {"type": "rss", "text": outline.title, "title": outline.title}
        told |= {"xmlUrl": outline.address} if outline.address else {}
        told |= {"paperdesk": outline.source} if outline.source else {}
        lines.append("    <outline " + " ".join(f"{name}={quoteattr(value)}" for name, value in told.items()) + "/>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])
