# SPDX-License-Identifier: MIT
"""Finds addresses in running text. Only http(s) addresses and DOIs become links."""

import re
from typing import NamedTuple

_BODY = r"[^\s<>\"{}|\\^`\u201c\u201d\u2018\u2019\uff0c\u3002\uff09]"
_HOSTS = ("github", "gitlab", "huggingface", "bit", "arxiv", "doi", "zenodo", "youtu")
PATTERN = (
    rf"(?P<labelled>https?://{_BODY}+)\{{(?P<label>[^{{}}\n]{{1,300}})\}}"
    r"|\\href\s?\{(?P<target>https?://[^\s{}]{1,2000})\}\s?\{(?P<words>[^{}]{1,500})\}"
    r"|\\url\s?\{(?P<wrapped>https?://[^\s{}]{1,2000})\}"
    rf"|(?P<address>https?://(?:{_BODY}|\\[_%#&~])+)"
    rf"|(?<![\w@/.-])(?P<bare>(?:www\.[A-Za-z0-9-]+\.[A-Za-z]|(?:{'|'.join(_HOSTS)})\.(?:com|io|co|ly|org|be)/){_BODY}+)"
    rf"|(?<![\w/])(?:doi:\s?|DOI:\s?)?(?P<doi>10\.[0-9]{{4,9}}/{_BODY}+)"
    r"|(?<![\w/])arXiv:(?P<arxiv>[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?)"
)
# One of these is in every text that PATTERN finds anything in.
NEEDLES = ("http", "www.", "10.", "arXiv:", "\\href", "\\url", *(f"{name}." for name in _HOSTS))
_PUNCTUATION = frozenset(".,;:!?'*…\\")


class Link(NamedTuple):
    """A link at [start, end) of the stored text that shows [first, last) of it."""

    start: int
    end: int
    first: int
    last: int
    href: str


def link(found: re.Match[str]) -> Link | None:
    """Return the link of a match of PATTERN, without the punctuation that ends its sentence; None if nothing is left."""
    kind = found.lastgroup
    if kind == "label":
        same = found["label"].strip().startswith(("http://", "https://"))
        first, last = found.span("label")
        target = found["labelled"]
        return Link(found.start(), found.end(), first, last, _unescaped(found["label"].strip() if same else target))
    if kind == "words":
        return Link(found.start(), found.end(), *found.span("words"), _unescaped(found["target"]))
    if kind == "wrapped":
        return Link(found.start(), found.end(), *found.span("wrapped"), _unescaped(found["wrapped"]))
    if kind not in ("address", "bare", "doi", "arxiv"):
        return None
    body = _trimmed(found[kind])
    first = found.start(kind)
    last = first + len(body)
    if kind == "address":
        return Link(first, last, first, last, _unescaped(body)) if len(body) > len("https://") else None
    start = found.start() if kind in ("arxiv", "doi") else first
    prefix = {"bare": "https://", "doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}[kind]
    return Link(start, last, start, last, prefix + _unescaped(body))


def _unescaped(address: str) -> str:
    return re.sub(r"\\([_%#&~])", r"\1", address)


def _trimmed(body: str) -> str:
    """Leave out closing punctuation; a closing bracket stays where its opening one is in the address."""
    surplus = {")": body.count(")") - body.count("("), "]": body.count("]") - body.count("[")}
    end = len(body)
    while end and (body[end - 1] in _PUNCTUATION or surplus.get(body[end - 1], 0) > 0):
        if body[end - 1] in surplus:
            surplus[body[end - 1]] -= 1
        end -= 1
    return body[:end]
