# SPDX-License-Identifier: MIT
"""RIS made for Zotero's importer: the note and the highlights come in as notes of the item, tags as its tags.

Zotero takes an N1 as a note, as HTML where it has tags; it parts a KW at semicolons; M2 it appends to *Extra*.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from paperdesk.domain.annotation import Highlight
from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import KEYS, SHOWN, Exporter, Options
from paperdesk.export.markup import pieces_as_text
from paperdesk.export.plain import line
from paperdesk.export.ris import laid_out, reference


def text(papers: Iterable[Exported], options: Options) -> Iterator[str]:
    """Yield the references."""
    names = dict(options.colours)
    for exported in papers:
        bare = replace(exported, paper=replace(exported.paper, note=""))
        values = reference(bare)
        values["title"] = line(pieces_as_text(exported.shown.title)) or values["title"]
        if exported.shown.abstract:
            values["abstract"] = line(pieces_as_text(exported.shown.abstract))
        if values["type_of_reference"] == "UNPB":
            values["type_of_reference"] = "JOUR"  # else a preprint comes in as a manuscript, without its DOI
        if exported.paper.tags:
            values["keywords"] = [line(tag).replace(";", ",") for tag in exported.paper.tags]
        values["notes"] = list(notes(exported, names))
        yield laid_out(values)


def notes(exported: Exported, names: dict[str, str]) -> Iterator[str]:
    """Yield notes as HTML on one line: the paper's own, then one with all of its highlights."""
    if exported.paper.note.strip():
        yield line(exported.shown.note_html) or f"<p>{escape(line(exported.paper.note))}</p>"
    if exported.paper.highlights:
        yield "<h1>Highlights</h1>" + "".join(_highlight(exported, one, names) for one in exported.paper.highlights)


def _highlight(exported: Exported, highlight: Highlight, names: dict[str, str]) -> str:
    quote = exported.shown.quotes.get(highlight.id, highlight.selector.exact)
    told = [names.get(highlight.colour, highlight.colour), *(f"#{tag}" for tag in highlight.tags)]
    html = f"<blockquote><p>{escape(line(quote))}</p></blockquote><p><i>{escape(line(', '.join(told)))}</i></p>"
    if highlight.note.strip():
        html += line(exported.shown.notes_html.get(highlight.id, "")) or f"<p>{escape(line(highlight.note))}</p>"
    return html


EXPORTER = Exporter("zotero", "RIS for Zotero", ".ris", text, frozenset((KEYS, SHOWN)))
