# SPDX-License-Identifier: MIT
"""Lays papers out by a template: what a template is given of a paper, the filters it has, and where it is found.

The fields are told in `resources/help/templates.md`.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from paperdesk.config.paths import resource
from paperdesk.domain.annotation import Highlight
from paperdesk.domain.errors import BadInput, Trouble
from paperdesk.domain.exported import Exported
from paperdesk.export.exporter import Options
from paperdesk.export.markup import (
    markdown,
    markdown_paragraphs,
    note_as_markdown,
    pieces_as_html,
    pieces_as_markdown,
    pieces_as_text,
    quoted,
)
from paperdesk.export.plain import address, arxiv_of, clean, doi_of, line, url_of, year_of
from paperdesk.export.sandbox import LONGEST_TEMPLATE, render

SUFFIX = ".j2"
_NAME = re.compile(r"[\w][\w. -]{0,99}")


def laid_out(papers: Iterable[Exported], options: Options, default: str) -> Iterator[str]:
    """Yield the text that the template of `options`, or `default`, makes of `papers`.

    Raises `BadInput` for a template that is not there or cannot be used.
    """
    name = options.template or default
    source = read_template(template_file(name, options.templates))
    names = dict(options.colours)
    values = (fields(exported, names, default) for exported in papers)
    html = default in ("html", "pdf")
    yield from render(name, source, values, html=html, filters=FILTERS, values={"heading": options.heading})


def read_template(path: Path) -> str:
    """Return the text of a template. Raises `Trouble` where it cannot be read."""
    try:
        return path.read_bytes()[: LONGEST_TEMPLATE * 4 + 4].decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, ValueError) as error:
        raise Trouble(f"{path}: the template cannot be read: {getattr(error, 'strerror', None) or error}") from error


def template_file(name: str, folder: Path | None) -> Path:
    """Return where the template `name` is: in the reader's `folder`, else with PaperDesk. Raises `BadInput`."""
    plain = name.removesuffix(SUFFIX)
    if not _NAME.fullmatch(plain):
        raise BadInput(f"{name[:60]!r} is no name of a template; write the name of a file in the folder of templates")
    if folder is not None and (found := folder / f"{plain}{SUFFIX}").is_file():
        return found
    try:
        return resource("templates", f"{plain}{SUFFIX}")
    except FileNotFoundError:
        place = f" in {folder}" if folder is not None else ""
        known = ", ".join(template_names(folder))
        raise BadInput(f"there is no template {name!r}{place}; there are {known}") from None


def template_names(folder: Path | None) -> list[str]:
    """Return the names of all templates, the reader's own among them."""
    places = [resource("templates"), *([folder] if folder is not None else [])]
    return sorted({path.stem for place in places if place.is_dir() for path in place.glob(f"*{SUFFIX}")})


def fields(exported: Exported, colours: dict[str, str], style: str = "markdown") -> dict[str, Any]:
    """Return what a template knows of a paper: plain values only. Links of notes are written as `style` has them."""
    paper, shown = exported.paper, exported.shown
    link = partial(_link, exported, style)
    links = {name: getattr(paper.links, name) for name in ("arxiv", "pdf", "huggingface", "code", "project")}
    return {
        "key": line(paper.key),
        "aliases": list(map(line, paper.aliases)),
        "citation_key": exported.citation_key,
        "title": line(pieces_as_text(shown.title) or paper.title),
        "title_markdown": " ".join(pieces_as_markdown(shown.title).split()) or markdown(paper.title),
        "title_html": Markup(pieces_as_html(shown.title)) if shown.title else Markup.escape(line(paper.title)),
        "authors": list(map(line, paper.authors)),
        "abstract": clean(pieces_as_text(shown.abstract) or paper.abstract),
        "abstract_markdown": pieces_as_markdown(shown.abstract) or markdown_paragraphs(paper.abstract),
        "abstract_html": Markup(pieces_as_html(shown.abstract))
        if shown.abstract
        else Markup.escape(clean(paper.abstract)),
        "published": line(paper.published),
        "year": year_of(paper),
        "day": paper.day,
        "listed": list(paper.listed),
        "added": paper.added[:10],
        "categories": list(map(line, paper.categories)),
        "tags": list(map(line, paper.tags)),
        "read": paper.read,
        "starred": paper.starred,
        "later": paper.later,
        "archived": paper.archived,
        "upvotes": paper.upvotes,
        "arxiv": arxiv_of(paper),
        "doi": doi_of(paper),
        "url": url_of(paper),
        "links": {name: found for name, told in links.items() if (found := address(told))},
        "note": note_as_markdown(paper.note, link),
        "note_html": Markup(clean(shown.note_html)),
        "highlights": [_highlight(exported, one, colours, link) for one in paper.highlights],
    }


def _link(exported: Exported, style: str, target: str, shown: str) -> str:
    """Return a link to the file of another paper of the same export; nothing where that has none."""
    linked = exported.links.get(target)
    if linked is None:
        return ""
    shown = line(shown or linked.title)
    if style == "obsidian":
        return f"[[{linked.stem}|{re.sub(r'[][|]', ' ', shown)}]]"
    address = f"[[{linked.stem}]]" if style == "logseq" else f"{quote(linked.stem)}.md"
    return f"[{markdown(shown)}]({address})"


def _highlight(
    exported: Exported, highlight: Highlight, colours: dict[str, str], link: Callable[[str, str], str]
) -> dict[str, Any]:
    shown = exported.shown
    quote = line(shown.quotes.get(highlight.id, highlight.selector.exact))
    return {
        "id": highlight.id,
        "block": f"h{highlight.id}",
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"paperdesk:{exported.paper.key}#{highlight.id}")),
        "quote": quote,
        "quote_markdown": markdown(quote),
        "color": highlight.colour,
        "color_name": line(colours.get(highlight.colour, highlight.colour)),
        "note": note_as_markdown(highlight.note, link) if highlight.note.strip() else "",
        "note_html": Markup(clean(shown.notes_html.get(highlight.id, ""))),
        "tags": list(map(line, highlight.tags)),
        "created": highlight.created[:10],
        "detached": highlight.detached,
    }


def _yaml(value: Any) -> str:
    """Return a mapping as YAML, without what is empty."""
    import yaml  # loaded where it is needed

    told = (
        {str(k): _bare(v) for k, v in value.items() if v not in ("", None, [], {})}
        if isinstance(value, dict)
        else value
    )
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**6)


def _bare(value: Any) -> Any:
    """Return a value without marks of HTML, which YAML does not know."""
    if isinstance(value, list | tuple):
        return [_bare(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _tag(text: str) -> str:
    """Return a tag as Obsidian takes it: letters, digits, `_`, `-` and `/`, and not digits alone."""
    name = re.sub(r"[^\w/-]+", "-", line(text)).strip("-/")
    return f"{name}-" if name.isdigit() else name


def _value(text: Any) -> str:
    """Return text for the value of a property of Logseq: one line in which nothing refers or is reckoned."""
    return re.sub(
        r"(?<=\{)\{|(?<=\()\(|(?<=\[)\[|#(?=\S)|<(?=[A-Za-z/!?])", lambda found: "\\" + found[0], line(str(text))
    )


def _block(text: Any, indent: int = 0) -> str:
    """Return Markdown as it stands in a block of Logseq: every line but the first set in, headings and items kept."""
    lines = re.sub(r"(?<=\{)\{|(?<=\()\(|(?<=:):", lambda found: "\\" + found[0], str(text)).split("\n")
    return ("\n" + " " * indent).join(lines)


FILTERS: dict[str, Any] = {
    "markdown": lambda value: markdown(str(value)),
    "paragraphs": lambda value: markdown_paragraphs(str(value)),
    "quoted": lambda value, mark="> ": quoted(str(value), str(mark)[:20]),
    "yaml": _yaml,
    "tag": lambda value: _tag(str(value)),
    "property": _value,
    "block": lambda value, indent=0: _block(value, min(int(indent), 40)),
    "json": lambda value: json.dumps(value, ensure_ascii=False),
    "one_line": lambda value: line(str(value)),
}
