# SPDX-License-Identifier: MIT
"""References as tagged lines: RIS, EndNote's own, PubMed's and the Web of Science's; the last three said in the tags of RIS.

RIS: https://en.wikipedia.org/wiki/RIS_(file_format) with the specifications linked there; PubMed:
https://www.nlm.nih.gov/bsd/mms/medlineelements.html; Web of Science: its "Field Tags" help page. A record is read as
its lines come, so that a file of any length is read in little memory and a broken record costs no other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from paperdesk.domain.errors import BadInput
from paperdesk.domain.record import Context, Record, Rejected
from paperdesk.sources import fields
from paperdesk.sources.html_notes import markdown
from paperdesk.sources.reference import NO_TITLE, Reference, day_of, from_inverted, record
from paperdesk.sources.stream import Stream

_MOST_LINES = 50_000  # of one reference; more is no reference

_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "THES": "thesis", "RPRT": "report", "PAT": "patent", "ELEC": "webpage",
    "BLOG": "post-weblog", "UNPB": "manuscript", "INPR": "article", "UNPD": "manuscript", "DATA": "dataset",
    "COMP": "software", "STAND": "standard", "ABST": "article-journal", "SLIDE": "speech", "VIDEO": "motion_picture",
}  # fmt: skip
_CSL = {
    "container-title": ("T2", "JF", "JO", "BT", "JA", "J1", "J2"),
    "container-title-short": ("JA", "J2"),
    "collection-title": ("T3", "SE"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "edition": ("ET",),
    "language": ("LA",),
    "title-short": ("ST",),
    "citation-key": ("ID", "LB"),
    "accessed": ("Y2",),
    "archive": ("DB", "DP"),
    "call-number": ("CN",),
    "number": ("C7",),
    "genre": ("M3",),
    "PMID": ("PMID",),
    "PMCID": ("PMCID",),
}
_BOOKS = ("book", "chapter", "report", "thesis")


@dataclass(slots=True)
class Entry:
    """One reference: the line it begins in (from 1), its values by tag in order, and whether its end was seen."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    ended: bool = False

    def first(self, *tags: str) -> str:
        """Return the first value under `tags` that says something, without the blanks around it."""
        return next((value.strip() for tag in tags for value in self.values.get(tag, ()) if value.strip()), "")

    def all(self, *tags: str) -> list[str]:
        """Return all values under `tags`."""
        return [value for tag in tags for value in self.values.get(tag, ())]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format writes its lines. `line` has the groups `tag` and `value`; `start` begins a reference, `end` ends it.

    `tags` says its tags in those of RIS, where they differ; those under an empty string are left out.
    """

    source: str
    label: str
    line: re.Pattern[str]
    start: tuple[str, ...]
    end: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    blank_ends: bool = False


_RIS_LINE = re.compile(r"\s{0,3}(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*))?$", re.ASCII)
RIS = Dialect("ris", "RIS", _RIS_LINE, ("TY",), "ER")
ENDNOTE = Dialect(
    "endnote",
    "EndNote",
    re.compile(r"%(?P<tag>[A-Z0-9?@!#$\]&(*+^>\[=<~])(?: (?P<value>.*))?$", re.ASCII),
    ("%0",),
    tags={
        "0": "TY", "T": "TI", "A": "AU", "D": "PY", "J": "JF", "B": "T2", "S": "T3", "V": "VL", "N": "IS", "P": "SP",
        "X": "AB", "K": "KW", "U": "UR", "R": "DO", "I": "PB", "C": "CY", "E": "ED", "Z": "N1", "@": "SN", "G": "LA",
        "8": "DA", "F": "ID", "7": "ET", "!": "ST", ">": "L1", "L": "CN", "9": "M3", "[": "Y2", "W": "DB", "M": "",
    },
    blank_ends=True,
)  # fmt: skip
PUBMED = Dialect(
    "pubmed",
    "PubMed",
    re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}-(?: {0,4}(?P<value>.*))?$", re.ASCII),
    ("PMID", "PMCR"),
    tags={
        "FAU": "AU", "AU": "A9", "FED": "ED", "ED": "", "DP": "DA", "DA": "", "JT": "JF", "TA": "J2", "VI": "VL",
        "IP": "IS", "PG": "SP", "LID": "AID", "OT": "KW", "MH": "KW", "IS": "SN", "BTI": "T2", "CTI": "T3", "PT": "M3",
        "PMC": "PMCID", "CN": "", "PL": "CY", "GN": "N1", "ID": "", "SO": "", "PS": "", "SE": "", "STAT": "", "LB": "",
    },
)  # fmt: skip
WEB_OF_SCIENCE = Dialect(
    "web-of-science",
    "Web of Science",
    re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*))?$", re.ASCII),
    ("PT",),
    "ER",
    tags={
        "PT": "TY", "AF": "AU", "AU": "A9", "SO": "JF", "PD": "PD", "DE": "KW", "ID": "KW", "DI": "DO", "BP": "SP",
        "PU": "PB", "PI": "CY", "DT": "M3", "BN": "SN", "EI": "", "J9": "J2", "JI": "J2", "BE": "ED", "AR": "C7",
        "PM": "PMID", "CT": "", "CY": "", "CL": "", "LA": "LA", "C1": "", "EM": "", "RP": "", "CR": "", "NR": "", "UT": "",
        "FN": "", "VR": "", "EF": "", "PS": "", "ED": "", "SE": "T3", "C7": "", "DB": "",
    },
)  # fmt: skip


def ris(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Yield each reference that has a title, and a line for each other. Raises `BadInput` where the file holds none."""
    return _read(stream, context, RIS)


def endnote(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Read EndNote's own format, as `ris`."""
    return _read(stream, context, ENDNOTE)


def pubmed(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Read PubMed's own format, as `ris`."""
    return _read(stream, context, PUBMED)


def web_of_science(stream: Stream, context: Context) -> Iterator[Record | Rejected]:
    """Read the Web of Science's own format, as `ris`."""
    return _read(stream, context, WEB_OF_SCIENCE)


def _read(stream: Stream, context: Context, dialect: Dialect) -> Iterator[Record | Rejected]:
    count, entry = 0, None
    for entry in entries(stream.text_lines(), dialect):
        count += 1
        found = record(_reference(entry), dialect.source, context)
        yield Rejected(f"reference {count} (line {entry.line})", NO_TITLE) if found is None else found
    if entry is None:
        raise BadInput(f"{context.name}: there is no {dialect.label} reference in it")
    if dialect.end and not entry.ended:
        place = f"reference {count} (line {entry.line})"
        yield Rejected(
            place, f"the file ends within it, before {dialect.end}; what is there was read, but look for the rest"
        )


def entries(lines: Iterable[str], dialect: Dialect) -> Iterator[Entry]:
    """Yield the references in the lines of a file; what stands on a line without a tag goes on with the value before it."""
    entry, values, count = Entry(0), None, 0
    parted = False  # whether an empty line came before
    for number, line in enumerate(lines, 1):
        text = line.lstrip("\ufeff")
        found = dialect.line.match(text) if text[:1] != " " or dialect is RIS else None
        count += 1
        if found is None:
            if text.strip() and values is not None and count < _MOST_LINES:
                values[-1] += ("\n\n" if parted else "\n") + text.strip()
            elif not text.strip() and dialect.blank_ends and entry.values:
                yield entry
                entry, values = Entry(0), None
            parted = not text.strip()
            continue
        parted = False
        tag = ("%" if dialect is ENDNOTE else "") + found["tag"]
        if (tag in dialect.start and _begun(entry)) or (tag == dialect.end and tag):
            if entry.values:
                entry.ended = tag == dialect.end
                yield entry
            entry, values, count = Entry(0), None, 0
        if tag != dialect.end:
            values = _put(entry, number, dialect.tags.get(found["tag"], found["tag"]), found["value"] or "")
    if entry.values:
        yield entry


def _begun(entry: Entry) -> bool:
    return any(tag not in ("FN", "VR") for tag in entry.values)


def _put(entry: Entry, number: int, tag: str, value: str) -> list[str] | None:
    """Note a value; return the list that what follows it goes on in."""
    if not tag:
        return None
    entry.line = entry.line or number
    values = entry.values.setdefault(tag, [])
    if len(values) < _MOST_LINES:
        values.append(value)
    return values


def _reference(entry: Entry) -> Reference:
    kind = _TYPES.get(entry.first("TY").upper(), "") or kind_named(entry.first("TY", "M3"))
    csl: dict[str, object] = {name: entry.first(*tags) for name, tags in _CSL.items()}
    csl["type"] = kind
    csl["title"] = " ".join(entry.all("TI")) if len(entry.all("TI")) > 1 else entry.first("TI", "T1", "CT")
    if not csl["title"]:
        csl["title"] = entry.first("BT", "T2", "ST")
    csl["abstract"] = "\n\n".join(filter(None, map(str.strip, entry.all("AB") or entry.all("N2"))))
    csl["page"] = _pages(entry)
    csl["ISBN" if kind in _BOOKS else "ISSN"] = " ".join(entry.first("SN").split()[:1])
    urls = [url for value in entry.all("UR", "LK") for url in value.split()]
    csl["URL"] = next(iter(urls), "")
    csl["editor"] = [{"literal": from_inverted(name)} for name in entry.all("ED", "A2", "A3") if name.strip()]
    csl["DOI"] = _doi(entry)
    if fields.doi(csl["genre"]):
        del csl["genre"]
    notes = [markdown(note) for note in map(str.strip, entry.all("N1", "RN")) if not fields.doi(note)]
    return Reference(
        csl,
        authors=tuple(dict.fromkeys(filter(None, map(from_inverted, _authors(entry))))),
        published=_published(entry),
        identifiers=[*urls, *entry.all("DO"), *entry.all("AN", "C1", "M1")],
        mentions=[entry.first("JO", "JF", "T2", "PB"), entry.first("C1"), entry.first("M1")],
        tags=[tag for value in entry.all("KW") for tag in re.split(r"[;\n]", value)],
        note="\n\n".join(filter(None, notes)),
        pdf=next((url for url in entry.all("L1") if url.startswith("http")), ""),
    )


def _authors(entry: Entry) -> list[str]:
    for tags in (("AU", "A1"), ("A9",), ("ED", "A2")):
        found = [name for value in entry.all(*tags) for name in value.split("\n")]
        if found:
            return found
    return []


def kind_named(name: str) -> str:
    """Return the type for a name in words, such as `Journal Article` or the letter J."""
    words = name.lower()
    for part, kind in (
        ("thesis", "thesis"), ("section", "chapter"), ("chapter", "chapter"), ("conference", "paper-conference"),
        ("proceeding", "paper-conference"), ("book", "book"), ("report", "report"), ("patent", "patent"),
        ("journal", "article-journal"), ("article", "article-journal"), ("web", "webpage"),
    ):  # fmt: skip
        if part in words:
            return kind
    return {"j": "article-journal", "b": "book", "s": "chapter", "p": "patent"}.get(words, "document")


def _pages(entry: Entry) -> str:
    first, last = entry.first("SP"), entry.first("EP")
    return f"{first}-{last}" if first and last and "-" not in first else first


def _doi(entry: Entry) -> str:
    named = [value.replace("[doi]", "") for value in entry.all("AID") if "doi" in value]
    return fields.doi(*entry.all("DO"), *named, *entry.all("M3", "N1"))


def _published(entry: Entry) -> str:
    """Return the day: `2001/09/01/`, `2014 Jan 15` and `2006` with the month under another tag are all in use."""
    for value in entry.all("DA", "PY", "Y1"):
        parts = re.split(r"[/\s]+", value.strip(), maxsplit=3)
        year, month, day, *_ = [*parts, "", "", ""]
        if found := day_of(year, month or entry.first("PD"), day):
            return found if "/" in value or found[:1].isdigit() else fields.published(value)
    return ""
