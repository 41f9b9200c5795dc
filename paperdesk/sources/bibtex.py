# SPDX-License-Identifier: MIT
"""BibTeX and BibLaTeX, also as JabRef, BibDesk, Mendeley and Zotero write them.

Fields: "BibTeXing" (Oren Patashnik, 1988) and the BibLaTeX manual, section 2.2.
"""

import re
from collections.abc import Iterator, Mapping

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import fields
from paperdesk.sources.bibtex_entries import Entry, entries
from paperdesk.sources.latex import plain
from paperdesk.sources.reference import NO_TITLE, Reference, day_of, first_filled, person, record
from paperdesk.sources.stream import Stream

SOURCE = "bibtex"
_FILE = 5_000  # code points of a list of files that are looked at
_MOST_WAITING = 10_000  # entries that wait for the one they refer to

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "conference": "paper-conference", "book": "book",
    "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book", "mvproceedings": "book",
    "inbook": "chapter", "incollection": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "inreference": "entry-encyclopedia", "reference": "book", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "techreport": "report", "report": "report", "manual": "report", "booklet": "pamphlet",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage", "unpublished": "manuscript",
    "patent": "patent", "dataset": "dataset", "software": "software", "softwareversion": "software", "standard": "standard",
    "periodical": "periodical", "preprint": "article", "video": "motion_picture", "movie": "motion_picture",
}  # fmt: skip
_FIELDS = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle"),
    "container-title-short": ("shortjournal", "journalabbr"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("location", "address"),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "language": ("language", "langid"),
    "version": ("version",),
    "title-short": ("shorttitle",),
    "medium": ("howpublished",),
    "note": ("note", "addendum"),
    "accessed": ("urldate", "lastchecked"),
}
_INHERITED = (
    "booktitle",
    "year",
    "date",
    "month",
    "publisher",
    "editor",
    "series",
    "volume",
    "location",
    "address",
    "isbn",
)
_GIVE_ALL = ("xdata", "software", "softwareversion", "softwaremodule")
_PARENTS = ("proceedings", "book", "collection", "mvbook", "mvproceedings", *_GIVE_ALL)
_CROSS_REFERENCES = ("crossref", "xdata")
_AND = re.compile(r" and ", re.IGNORECASE)
_COMMA = re.compile(",")
_PARTED_TAGS = re.compile(r"[;\n]")
_READ = re.compile(r"read|skimmed|1|yes|true", re.IGNORECASE)
_PDF = re.compile(r"https?(?:\\?:)//[^\s;{}]+?\.pdf", re.IGNORECASE)


def read(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield each entry that has a title, and a line for each that is broken, with what could be read of it beside.

    Raises `BadInput` where the file holds no entry.
    """
    count = 0
    for entry in _resolved(entries(stream.text_lines())):
        count += 1
        yield from _read_entry(entry, context)
    if not count:
        raise BadInput(f"{context.name}: there is no entry in it; BibTeX has them as @article{{key, title = {{…}}, …}}")


def _resolved(found: Iterator[Entry]) -> Iterator[Entry]:
    """Give entries what they inherit from those they refer to by `crossref`, which may come later in the file."""
    parents: dict[str, Entry] = {}
    waiting: list[Entry] = []
    for entry in found:
        if entry.key and entry.kind.lower() in _PARENTS:
            given = entry.fields if entry.kind.lower() in _GIVE_ALL else _inherited(entry)
            parents.setdefault(entry.key.casefold(), Entry(entry.line, entry.kind, fields=given))
        refers = any(name in entry.fields for name in _CROSS_REFERENCES)
        if not refers or _inherit(entry, parents) or len(waiting) >= _MOST_WAITING:
            yield entry
        else:
            waiting.append(entry)
    for entry in waiting:
        _inherit(entry, parents)
        yield entry


def _inherited(parent: Entry) -> dict[str, str]:
    """Return what entries inherit from `parent`: its title is that of the book they stand in."""
    told = {name: parent.fields[name] for name in _INHERITED if parent.fields.get(name)}
    return {"booktitle": parent.fields["title"]} | told if parent.fields.get("title") else told


def _inherit(entry: Entry, parents: Mapping[str, Entry]) -> bool:
    """Give `entry` what it lacks and the entry it refers to has; return whether that one is known."""
    parent = parents.get(first_filled(entry.fields, *_CROSS_REFERENCES).strip().casefold())
    for field, value in parent.fields.items() if parent else ():
        entry.fields.setdefault(field, value)
    return parent is not None


def _read_entry(entry: Entry, context: Context) -> Iterator[Record | Rejected]:
    place = f"entry {entry.key} (line {entry.line})" if entry.key else f"line {entry.line}"
    if entry.kind.lower() == "xdata" and not entry.trouble:
        return  # what others take their fields from
    found = record(_reference(entry), SOURCE, context) if entry.fields else None
    if found is not None:
        yield found
    if entry.trouble:
        taken = "; what stands before that was taken in" if found is not None else ""
        yield Rejected(place, f"{entry.trouble}{taken}; mend it and import the file again")
    elif found is None:
        yield Rejected(place, NO_TITLE)


def _reference(entry: Entry) -> Reference:
    told = entry.fields
    kind = entry.kind.lower()
    csl = {name: plain(first_filled(told, *names)) for name, names in _FIELDS.items()}
    csl["type"] = _TYPES.get(kind, "document")
    csl["issue"] = plain(first_filled(told, "issue", "number"))
    csl["page"] = plain(told.get("pages", "")).replace("--", "-")
    csl["genre"] = plain(told.get("type", "")) or {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}.get(
        kind, ""
    )
    csl["citation-key"] = entry.key
    csl["title"] = _title(told)
    csl["abstract"] = plain(told.get("abstract", ""))
    csl["DOI"] = plain(told.get("doi", ""))
    url = _address(first_filled(told, "url", "ee", "bdsk-url-1"))
    csl["URL"] = url
    eprint = told.get("eprint", "").strip()
    prefix = first_filled(told, "archiveprefix", "eprinttype").strip().lower()
    return Reference(
        csl | {"editor": [{"literal": name} for name in names(told.get("editor", ""))]},
        authors=names(first_filled(told, "author", "editor")),
        published=_published(told),
        identifiers=[eprint if prefix in ("", "arxiv") else "", told.get("arxivid", "").strip(), url],
        mentions=[eprint, csl["container-title"], csl["medium"], csl["issue"], csl["publisher"], csl["volume"]],
        categories=fields.words(first_filled(told, "primaryclass", "eprintclass")),
        tags=_tags(told),
        note="\n\n".join(filter(None, (plain(told.get(name, "")).strip() for name in ("annote", "annotation", "comment", "review")))),
        marks=frozenset({"read"} if _READ.fullmatch(first_filled(told, "readstatus", "read").strip()) else ()),
        pdf=_pdf(told),
    )  # fmt: skip


def _title(told: Mapping[str, str]) -> str:
    title = plain(first_filled(told, "title", "booktitle", "maintitle"))
    subtitle = plain(told.get("subtitle", ""))
    return f"{title}: {subtitle}" if title and subtitle else title


def _published(told: Mapping[str, str]) -> str:
    date = plain(told.get("date", "")).split("/")[0].strip().rstrip("~?%")
    if date:
        return fields.published(date)
    month, _, day = plain(told.get("month", "")).partition("#")
    return day_of(plain(told.get("year", "")), month, told.get("day", "") or day or _day_in(month))


def _day_in(month: str) -> str:
    """Return the day in `10 May` or `May 10`; a month that is a number holds none."""
    found = re.search(r"\d{1,2}", month) if re.search(r"[A-Za-z]{3}", month) else None
    return found[0] if found else ""


def _address(text: str) -> str:
    """Return an address without the LaTeX around it and in it."""
    inner = re.fullmatch(r"\s*\\(?:url|href)\s*\{(.*?)\}.*", text, re.DOTALL)
    return re.sub(r"\\([_%&#$~])(?:\{\})?", r"\1", inner[1] if inner else text).strip().strip("{}<>")


def _pdf(told: Mapping[str, str]) -> str:
    found = _PDF.search(told.get("pdf", "")[:_FILE]) or _PDF.search(told.get("file", "")[:_FILE])
    return found[0].replace("\\:", ":") if found else ""


def _tags(told: Mapping[str, str]) -> list[str]:
    """Return the keywords, parted by `;` or line breaks where there are any, else by commas; and JabRef's groups.

    What parts them does not where it stands in braces.
    """
    found: list[str] = []
    for name in ("keywords", "keyword", "tags", "mendeley-tags", "groups"):
        text = told.get(name, "").strip()
        found += _outside_braces(text, _PARTED_TAGS if _PARTED_TAGS.search(text) else _COMMA)
    return [plain(tag).strip(" ,\t") for tag in found]


def names(text: str) -> tuple[str, ...]:
    """Return the names in a list parted by `and`, as they are spoken; braces keep an organisation's name in one piece."""
    found = (_name(part) for part in _outside_braces(" ".join(text.split()), _AND))
    return tuple(dict.fromkeys(name for name in found if name and name.lower() != "others"))


def _name(text: str) -> str:
    text = text.strip()
    parts = [plain(part).strip() for part in _outside_braces(text, _COMMA)]
    if len(parts) > 1 and all("=" in part for part in parts):  # BibLaTeX's extended form
        told = {key.strip().lower(): value.strip(' "') for key, _, value in (part.partition("=") for part in parts)}
        return person(
            f"{told.get('prefix', '')} {told.get('family', '')}", told.get("given", ""), told.get("suffix", "")
        )
    if len(parts) == 2:
        return person(parts[0], parts[1])
    return person(parts[0], parts[2], parts[1]) if len(parts) == 3 else fields.line(plain(text))


def _outside_braces(text: str, between: re.Pattern[str]) -> list[str]:
    """Split `text` where `between` is found outside of braces."""
    if "{" not in text:
        return between.split(text)
    parts, depth, start, place = [], 0, 0, 0
    for found in re.finditer(rf"[{{}}]|{between.pattern}", text, between.flags):
        if found[0] in "{}":
            depth = max(depth + (1 if found[0] == "{" else -1), 0)
        elif not depth and found.start() >= place:
            parts.append(text[start : found.start()])
            start = place = found.end()
    return [*parts, text[start:]]
