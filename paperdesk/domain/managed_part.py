# SPDX-License-Identifier: MIT
"""The part of a reader's file that PaperDesk writes: its two marks, what stands between them, and how it is exchanged.

A part begins with a line `<!-- paperdesk:begin UNIT · … -->` and ends with `<!-- paperdesk:end UNIT DIGEST -->`, in
Logseq each as a block. UNIT says of what it is: the key of a paper, or `day:YYYY-MM-DD`. DIGEST is made of what stands
between them, so that a file tells by itself, in any library, whether somebody has changed it since. Blanks at the end of
lines and how lines end do not count; in a part that stands in blocks, neither does how deep they are set in, for Logseq
writes that its own way.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

MARK = "paperdesk:begin"
_TOLD = "written by PaperDesk: write before or after this part, not in it"
_BEGIN = re.compile(
    r"^(?P<block>[ \t]*[-*+][ \t]+)?<!-- paperdesk:begin (?P<unit>\S+) [^\r\n]*-->[ \t]*(?:\r?\n|$)", re.MULTILINE
)
_END = r"^(?:[ \t]*[-*+][ \t]+)?<!-- paperdesk:end {unit} (?P<digest>[0-9a-f]{{16}}) -->[ \t]*(?=\r?$)"
_MARKS = re.compile(r"paperdesk:(?=begin|end)")
_FRONT = re.compile(r"---\n(?:.*\n)*?---\n+")
_PROPERTIES = re.compile(r"(?:[\w-]+:: .*\n)+\n*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that was found: `text[start:end]` of its file, marks and all.

    `is_ours`: nobody has changed it since it was written. `is_whole` is false where the mark of its end is lost, and
    with it where it ends.
    """

    unit: str
    start: int
    end: int
    text: str
    is_ours: bool
    is_whole: bool = True


def find(text: str) -> Part | None:
    """Return the first part in the text of a file, None where there is none."""
    begin = _BEGIN.search(text)
    if begin is None:
        return None
    unit = unquote(begin["unit"])
    end = re.compile(_END.format(unit=re.escape(begin["unit"])), re.MULTILINE).search(text, begin.end())
    if end is None:
        return Part(unit, begin.start(), len(text), text[begin.start() :], is_ours=False, is_whole=False)
    between = text[begin.start() : end.start()]
    is_ours = digest(between, in_blocks=begin["block"] is not None) == end["digest"]
    return Part(unit, begin.start(), end.end(), text[begin.start() : end.end()], is_ours)


def part(unit: str, body: str, *, in_blocks: bool = False) -> str:
    """Return the part of `unit` that holds `body`, without a line end after it; `in_blocks` as Logseq wants it."""
    name, block = quote(unit, safe="/:.()_;"), "- " if in_blocks else ""
    body = disarmed(body).strip("\n")
    between = f"{block}<!-- {MARK} {name} · {_TOLD} -->\n" + (f"{body}\n" if in_blocks else f"\n{body}\n\n")
    return f"{between}{block}<!-- paperdesk:end {name} {digest(between, in_blocks=in_blocks)} -->"


def exchanged(text: str, found: Part, new: str, head: str | None = None) -> str:
    """Return the text of a file with `new` in the place of the part `found`, lines ending as they end in it.

    With a `head`, that takes the place of all that stands before the part.
    """
    before, after = text[: found.start], text[found.end :]
    ends = "\r\n" if "\r\n" in found.text else "\n"
    return (before if head is None else head.replace("\n", ends)) + new.replace("\n", ends) + after


def has_head(text: str, found: Part, known: str) -> bool:
    """Whether all that stands before a part is the head of which `known` is the digest, untouched."""
    return digest(text[: found.start], in_blocks=False) == known


def disarmed(text: str) -> str:
    """Return `text` so that nothing in it is taken for a mark."""
    return _MARKS.sub("paperdesk ", text)


def digest(between: str, *, in_blocks: bool) -> str:
    """Return the digest of what stands between the marks and the first of them: 16 hexadecimal digits."""
    lines = [line.rstrip() for line in between.replace("\r\n", "\n").split("\n")]
    lines = [line.lstrip() for line in lines] if in_blocks else lines
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def head_and_body(text: str) -> tuple[str, str]:
    """Return what an exporter puts before everything, front matter or properties of a page, and the rest."""
    found = _FRONT.match(text) or _PROPERTIES.match(text)
    return (found[0], text[found.end() :]) if found else ("", text)


def gathered(text: str) -> str:
    """Return what an exporter made of one paper so that it can stand among others: what is its head stands in it."""
    head, body = head_and_body(text)
    if not head:
        return text
    if head.startswith("---"):
        return f"```yaml\n{head.strip().strip('-').strip()}\n```\n\n{body.lstrip()}"
    first, _, rest = body.lstrip("\n").partition("\n")
    return "\n".join([first, *(f"  {line}" for line in head.strip().split("\n")), rest])
