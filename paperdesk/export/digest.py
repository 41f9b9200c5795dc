# SPDX-License-Identifier: MIT
"""A digest as a mail: HTML that loads nothing and is legible in a client that blocks everything, and plain text beside it.

Both are laid out by templates (`mail/digest`, `mail/digest-text`); the fields are told in `resources/help/templates.md`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from paperdesk.config.paths import resource
from paperdesk.domain.digest import Digest, Entry, Section
from paperdesk.export.layout import FILTERS, SUFFIX, fields, read_template
from paperdesk.export.plain import clean, line
from paperdesk.export.sandbox import render

HTML, TEXT = "digest", "digest-text"
_PLACE = "mail"  # the folder of templates below that of exports
_MOST_AUTHORS = 6
_LONGEST_SUBJECT = 180  # code points
_LOCAL = re.compile(r'<a href="paperdesk:[^"]*"')


def html(digest: Digest, templates: Path | None = None) -> str:
    """Return the digest as HTML, all style inline. `templates` is the folder of the reader's own."""
    from css_inline import CSSInliner  # loaded where it is needed

    laid_out = "".join(_laid_out(HTML, digest, templates, is_html=True))
    return str(CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(laid_out))


def text(digest: Digest, templates: Path | None = None) -> str:
    """Return the digest as plain text."""
    return "".join(_laid_out(TEXT, digest, templates, is_html=False))


def mail(
    digest: Digest,
    *,
    sender: Address,
    to: Iterable[Address],
    written: datetime,
    name: str,
    templates: Path | None = None,
) -> EmailMessage:
    """Return the digest as a mail. `written` is when, with its zone; `name` tells it from all other mails, as ASCII."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = line(digest.subject)[:_LONGEST_SUBJECT]
    message["From"] = sender
    message["To"] = tuple(to)
    message["Date"] = format_datetime(written)
    message["Message-ID"] = f"<{name}@paperdesk.invalid>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody answers that they are away
    message.set_content(text(digest, templates), cte="quoted-printable")
    message.add_alternative(html(digest, templates), subtype="html", cte="quoted-printable")
    return message


def _laid_out(name: str, digest: Digest, templates: Path | None, *, is_html: bool) -> Iterable[str]:
    own = templates / _PLACE / f"{name}{SUFFIX}" if templates is not None else None
    path = own if own is not None and own.is_file() else resource("templates", _PLACE, f"{name}{SUFFIX}")
    names = dict(digest.colours)
    values = {
        "title": digest.edition.title,
        "summary": digest.summary,
        "weekly": digest.edition.is_weekly,
        "first": digest.edition.first,
        "last": digest.edition.last,
        "preview": _preview(digest),
    }
    seen: set[str] = set()
    sections = [_section(one, names, seen) for one in digest.sections]
    return render(f"{_PLACE}/{name}", read_template(path), sections, html=is_html, filters=FILTERS, values=values)


def _preview(digest: Digest) -> str:
    """Return what a list of mails shows of this one: the titles of its first papers."""
    titles = [_title(entry) for section in digest.sections for entry in section.entries]
    return line(" · ".join(dict.fromkeys(titles[:4])))[:200]


def _title(entry: Entry) -> str:
    return line(entry.exported.shown.title_text or entry.exported.paper.title)


def _section(section: Section, names: dict[str, str], seen: set[str]) -> dict[str, Any]:
    """Return what a template knows of a section; `seen` gathers the papers that were told of, which then are `repeated`."""
    papers = [_entry(entry, names) for entry in section.entries]
    for paper in papers:
        paper["repeated"] = paper["key"] in seen
        seen.add(paper["key"])
    return {
        "kind": section.kind,
        "title": line(section.title),
        "color": section.colour,
        "total": section.total,
        "more": max(section.total - len(section.entries), 0),
        "papers": papers,
    }


def _entry(entry: Entry, names: dict[str, str]) -> dict[str, Any]:
    told = fields(entry.exported, names)
    authors = told["authors"]
    for one in (told, *told["highlights"]):  # links into the program lead nowhere in a mail
        one["note_html"] = Markup(_LOCAL.sub("<a", one["note_html"]))
    return told | {
        "authors": authors[:_MOST_AUTHORS],
        "more_authors": max(len(authors) - _MOST_AUTHORS, 0),
        "snippet": clean(entry.snippet),
        "pieces": _pieces(entry),
        "risen": entry.risen,
    }


def _pieces(entry: Entry) -> list[dict[str, Any]]:
    """Return the snippet cut where marks begin and end."""
    pieces, place = [], 0
    for start, end in entry.marks:
        pieces += [(entry.snippet[place:start], False), (entry.snippet[start:end], True)]
        place = end
    pieces.append((entry.snippet[place:], False))
    return [{"text": clean(said), "marked": marked} for said, marked in pieces if said]
