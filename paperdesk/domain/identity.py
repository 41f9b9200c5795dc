# SPDX-License-Identifier: MIT
"""Which identifiers name a paper, in one canonical form each.

arXiv identifiers: https://info.arxiv.org/help/arxiv_identifier.html. DOI: ISO 26324, compared without
regard to case.
"""

import hashlib
import re
from urllib.parse import unquote

from paperdesk.domain.text import folded

_NEW_ARXIV = re.compile(r"(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(v\d{1,3})?", re.ASCII)
_OLD_ARXIV = re.compile(
    r"([a-z][a-z-]{1,11}(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3})(v\d{1,3})?", re.ASCII | re.IGNORECASE
)
_ARXIV_PREFIX = re.compile(
    r"(?:(?:https?://)?(?:[\w-]+\.)*(?:arxiv\.org|huggingface\.co)/(?:abs|pdf|html|papers|ps|e-print)/|arxiv:\s*"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.48550/arxiv\.)",
    re.ASCII | re.IGNORECASE,
)
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.ASCII | re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)


def arxiv_id(text: str) -> str:
    """Return the arXiv identifier that `text` is, without its version, or an empty string.

    Accepts a bare identifier (old or new form), one with a version, `arXiv:…`, an address at
    arxiv.org or huggingface.co/papers, and arXiv's own DOI.
    """
    text = text.strip()
    prefix = _ARXIV_PREFIX.match(text)
    if prefix:
        text = re.split(r"[?#]", text[prefix.end() :], maxsplit=1)[0].rstrip("/").removesuffix(".pdf")
    found = _NEW_ARXIV.fullmatch(text)
    if found:
        return found[1]
    found = _OLD_ARXIV.fullmatch(text)
    if not found:
        return ""
    archive, number = found[1].split("/")
    return f"{archive.split('.')[0].lower()}/{number}"


def doi(text: str) -> str:
    """Return the DOI that `text` is, in lower case and without address, blanks and closing dot, or an empty string."""
    if "10." not in text:
        return ""
    text = text.strip()
    prefix = _DOI_PREFIX.match(text)
    if prefix:
        text = unquote(text[prefix.end() :])
    text = text.rstrip(".,; ").lower()
    return text if _DOI.fullmatch(text) else ""


def title_key(title: str, *, apart: str = "") -> str:
    """Return `t-` and 12 hexadecimal digits for the normalised title.

    `apart` tells papers of one title from each other (a first author, a source's own identifier).
    """
    normal = folded(title)
    if apart:
        normal = f"{normal}\n{apart}"
    return "t-" + hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def author_key(name: str) -> str:
    """Return the family name of an author, folded, as far as it can be told: `Wu, Jie` and `Jie Wu` give `wu`."""
    family = name.split(",", 1)[0] if "," in name else name
    words = folded(family).split()
    return words[-1] if words else ""


def canonical_key(text: str) -> str:
    """Return the key that `text` means: an arXiv identifier or a DOI in canonical form, else `text` without blanks around it."""
    return arxiv_id(text) or doi(text) or text.strip()
