# SPDX-License-Identifier: MIT
"""Which identifiers name a paper, in one canonical form each.

arXiv identifiers: https://info.arxiv.org/help/arxiv_identifier.html. DOI: ISO 26324, compared without
regard to case.
"""

import re
from urllib.parse import unquote

from paperdesk.domain.text import folded, one_line

# The archives that gave out identifiers up to March 2007; https://arxiv.org/archive
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph"
    "|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_NUMBER = re.compile(
    rf"(\d\d(?:0[1-9]|1[0-2])\.\d{{4,5}}|(?:{_ARCHIVES})(?:\.[a-z-]{{2,9}})?/\d\d(?:0[1-9]|1[0-2])\d{{3}})(?:v\d{{1,3}})?",
    re.ASCII | re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:arxiv\.org|ar5iv\.org|alphaxiv\.org|huggingface\.co|hf\.co)"
    r"/(?:abs|pdf|html|papers|ps|src|format|e-print)/",
    re.ASCII | re.IGNORECASE,
)
_LABEL = re.compile(r"(?:arxiv|oai:arxiv\.org):\s*", re.ASCII | re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.ASCII | re.IGNORECASE)
_DOI_LABEL = re.compile(r"doi:?\s*", re.ASCII | re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
_LONGEST_DOI = 500  # code points; the longest in use have some 200
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


def arxiv_id(text: str) -> str:
    """Return the arXiv identifier that `text` is, without its version, or an empty string.

    Accepts a bare identifier (old or new form), one with a version, `arXiv:…` with or without the
    categories behind it, an address at arxiv.org or of a site that uses its numbers, and arXiv's own DOI.
    """
    text = text.strip()
    if "10.48550" in text:
        text = doi(text).removeprefix(_ARXIV_DOI)
    elif address := _ADDRESS.match(text):
        text = unquote(re.split(r"[?#]", text[address.end() :], maxsplit=1)[0]).rstrip("/").removesuffix(".pdf")
    elif label := _LABEL.match(text):
        text = text[label.end() :].split(maxsplit=1)[0].rstrip(".,;") if label.end() < len(text) else ""
    found = _NUMBER.fullmatch(text)
    if not found:
        return ""
    archive, stroke, number = found[1].rpartition("/")
    return f"{archive.split('.')[0].lower()}{stroke}{number}"


def doi(text: str) -> str:
    """Return the DOI that `text` is, in lower case and without address, blanks and what closed a sentence, or an empty string."""
    if "10." not in text:
        return ""
    text = text.strip()
    if address := _DOI_ADDRESS.match(text):
        text = unquote(re.split(r"[?#]", text[address.end() :], maxsplit=1)[0])
    elif label := _DOI_LABEL.match(text):
        text = text[label.end() :]
    if len(text) > _LONGEST_DOI:
        return ""
    text = _without_ending(text.lower())
    return text if _DOI.fullmatch(text) else ""


def _without_ending(text: str) -> str:
    """Take off the dots, and the brackets that were opened before the identifier, that end it in running text."""
    while text and (
        text[-1] in ".,;:'\" " or (text[-1] in _BRACKETS and text.count(text[-1]) > text.count(_BRACKETS[text[-1]]))
    ):
        text = text[:-1]
    return text


def title_hash(title: str, *, apart: str = "") -> int:
    """Return 48 bits of a hash of the normalised title; of the title as it is where it has no letter or digit.

    `apart` tells papers of one title from each other (a first author, a source's own identifier).
    """
    normal = folded(title) or one_line(title)
    if apart:
        normal = f"{normal}\n{apart}"
    import hashlib  # loads OpenSSL; a list is shown without it

    return int.from_bytes(hashlib.sha256(normal.encode("utf-8", "surrogatepass")).digest()[:6])


def title_key(title: str, *, apart: str = "") -> str:
    """Return `t-` and 12 hexadecimal digits for the normalised title; `apart` as in `title_hash`."""
    return f"t-{title_hash(title, apart=apart):012x}"


def author_key(name: str) -> str:
    """Return the family name of an author, folded, as far as it can be told: `Wu, Jie` and `Jie Wu` give `wu`."""
    family = name.split(",", 1)[0] if "," in name else name
    words = folded(family).split()
    return words[-1] if words else ""


def canonical_key(text: str) -> str:
    """Return the key that `text` means: an arXiv identifier or a DOI in canonical form, else `text` without blanks around it."""
    return arxiv_id(text) or doi(text) or text.strip()
