# SPDX-License-Identifier: MIT
"""Plain text and shown pieces as Markdown and as HTML, every sign escaped that would mean something there."""

import re
from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby

from paperdesk.domain.exported import Piece
from paperdesk.export.plain import address, clean, line

# CommonMark's own signs, and those of Obsidian ($ == %% ^), of GitHub (~ |) and of Logseq ({{ ((, where doubled).
_SIGNS = re.compile(r"[\\`*_\[\]<>$~|^]|&(?=#?\w+;)|(?<==)=|(?<=%)%|(?<=\{)\{|(?<=\()\(|(?<=:):|!(?=\[)|#(?=\S)")
_START = re.compile(r"([-+=#>:]|\d{1,9}(?=[.)]))")
_FENCE = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})")
# A tag that is no address in angle brackets, and has not an odd number of strokes before it.
_TAG = re.compile(r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])(?!https?://|mailto:)", re.IGNORECASE)
_LINK = re.compile(r"(?<!\\)\[\[([^\[\]|\n]{1,1000}?)(?:\\?\|([^\[\]\n]{1,1000}))?\]\]")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)")

_ABOVE = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_BELOW = dict(zip("0123456789+-−=()ijkmnt", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ᵢⱼₖₘₙₜ", strict=True))


def markdown(text: str) -> str:
    """Return one line of Markdown that shows `text` as it is, its white space folded."""
    escaped = _SIGNS.sub(_escaped, line(text))
    found = _START.match(escaped)
    if not found:
        return escaped
    sign = found[0]
    return f"{sign}\\{escaped[len(sign) :]}" if sign.isdigit() else f"\\{escaped}"


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def markdown_paragraphs(text: str) -> str:
    """Return paragraphs of Markdown that show `text`, which has empty lines between them."""
    return "\n\n".join(filter(None, map(markdown, re.split(r"\n[ \t]*\n", clean(text)))))


def pieces_as_markdown(pieces: Iterable[Piece]) -> str:
    """Return shown pieces as paragraphs of Markdown, with scripts above and below the line as HTML."""
    parts = []
    for piece in pieces:
        text = _SIGNS.sub(_escaped, clean(piece.text))
        if piece.level:
            tag = "sup" if piece.level > 0 else "sub"
            text = f"<{tag}>{text}</{tag}>" if text.strip() else text
        href = address(piece.href)
        parts.append(f"[{text}]({href.replace('(', '%28').replace(')', '%29')})" if href and text.strip() else text)
    return "\n\n".join(filter(None, map(_started, re.split(r"\n[ \t]*\n", "".join(parts)))))


def _started(paragraph: str) -> str:
    text = " ".join(paragraph.split())
    found = _START.match(text)
    if not found:
        return text
    return f"{found[0]}\\{text[len(found[0]) :]}" if found[0].isdigit() else f"\\{text}"


def note_as_markdown(note: str, link: Callable[[str, str], str] = lambda target, shown: "") -> str:
    """Return a note, which is Markdown, with tags of HTML shown instead of obeyed; what stands in code stays.

    `link` gets what a `[[target|shown]]` says and returns what takes its place, or nothing where it stays.
    Where it cannot be told from the line alone whether something is code, it counts as none.
    """
    lines: list[str] = []
    fence, indent, is_open = "", 0, False
    for text in clean(note).strip("\n").split("\n"):
        found = _FENCE.match(text)
        if fence and text.strip() and len(text) - len(text.lstrip(" ")) < indent:
            fence = ""  # what it stood in has ended, and so has it
        if fence:
            is_end = found and found[2].startswith(fence) and not text.strip(" `~")
            fence = "" if is_end else fence
            lines.append(text)
        elif found:
            fence, indent, is_open = found[2], len(found[1]), False
            lines.append(text)
        else:
            is_open = bool(text.strip()) and (is_open or "`" in _CODE.sub("", text))
            lines.append(_TAG.sub(r"\1\\<", text) if is_open else _safe(text, link))
    if fence:
        lines.append(" " * indent + fence)  # a fence that nobody closed would swallow what comes after
    return "\n".join(lines)


def _safe(text: str, link: Callable[[str, str], str]) -> str:
    parts, place = [], 0
    for code in (*_CODE.finditer(text), None):
        plain = text[place : code.start() if code else None]
        plain = _TAG.sub(r"\1\\<", plain)
        parts.append(_LINK.sub(lambda found: link(line(found[1]), found[2] or "") or found[0], plain))
        if code:
            parts.append(code[0])
            place = code.end()
    return "".join(parts)


def quoted(text: str, mark: str = "> ") -> str:
    """Return `text` with `mark` before every line."""
    return "\n".join((mark + one).rstrip() for one in text.split("\n"))


def pieces_as_text(pieces: Iterable[Piece]) -> str:
    """Return shown pieces as plain text: scripts in Unicode's own signs where it has all of them, else as `^(…)` and `_(…)`."""
    parts = []
    for level, several in groupby(pieces, lambda piece: piece.level):
        text = "".join(piece.text for piece in several)
        table = _ABOVE if level > 0 else _BELOW
        if not level or not text.strip():
            parts.append(text)
        elif all(sign in table for sign in text):
            parts.append("".join(table[sign] for sign in text))
        else:
            mark = "^" if level > 0 else "_"
            parts.append(f"{mark}{text}" if len(text) == 1 else f"{mark}({text})")
    return "".join(parts)


def pieces_as_html(pieces: Iterable[Piece]) -> str:
    """Return shown pieces as HTML; highlights as `mark` of the class of their colour."""
    return "".join(map(_html, pieces))


def _html(piece: Piece) -> str:
    text = escape(clean(piece.text)).replace("\n\n", "<br><br>").replace("\n", " ")
    for wanted, tag in ((piece.mono, "code"), (piece.bold, "b"), (piece.italic, "i")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    if piece.level:
        tag = "sup" if piece.level > 0 else "sub"
        text = f"<{tag}>{text}</{tag}>"
    if href := address(piece.href):
        text = f'<a href="{escape(href)}">{text}</a>'
    return f'<mark class="{escape(piece.colour)}">{text}</mark>' if piece.colour else text
