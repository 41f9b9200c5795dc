# SPDX-License-Identifier: MIT
"""What several formats share: text without control characters, and which address and identifiers a paper has."""

import json
import re
from urllib.parse import quote

from paperdesk.domain.identity import arxiv_id, doi
from paperdesk.domain.paper import Paper

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN_IN_JSON = re.compile("[<\x7f-\x9f\u2028\u2029]")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\x21-\x7e]|[\"<>\\^`{|}]")


def clean(text: str) -> str:
    """Return `text` with line ends as `\\n`, and blanks in the place of control characters that no text format holds."""
    if text.isprintable():  # nearly all text of one line, and much faster to tell
        return text
    return _CONTROL.sub(
        " ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    )


def json_text(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON in which no tag of HTML stands, and no control character that a terminal would obey."""
    compact = None if indent is not None else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=compact)
    return _UNSEEN_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def line(text: str) -> str:
    """Return `text` on one line, runs of white space as one blank."""
    return " ".join(clean(text).split())


def address(text: str) -> str:
    """Return an http(s) address with every character that ends or breaks one escaped, or an empty string."""
    if not _ADDRESS.match(text):
        return ""
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), text.strip())


def arxiv_of(paper: Paper) -> str:
    """Return the paper's arXiv identifier, or an empty string."""
    return next(filter(None, map(arxiv_id, (paper.key, *paper.aliases))), "")


def doi_of(paper: Paper) -> str:
    """Return the paper's DOI, or an empty string; arXiv's own is none."""
    return next((key for key in (paper.key, *paper.aliases) if doi(key) == key and not arxiv_id(key)), "")


def url_of(paper: Paper) -> str:
    """Return the address that leads to the paper best, or an empty string."""
    links = paper.links
    told = (links.arxiv, f"https://doi.org/{doi_of(paper)}" if doi_of(paper) else "", links.project, links.huggingface)
    return next(filter(None, map(address, (*told, links.pdf, links.code))), "")


def year_of(paper: Paper) -> str:
    """Return the year in which the paper was published, or an empty string."""
    found = re.match(r"\d{4}(?!\d)", paper.published)
    return found[0] if found else ""
