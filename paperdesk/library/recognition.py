# SPDX-License-Identifier: MIT
"""Which papers of the library a record means: by arXiv id, then DOI, then the source's own identifier, then title.

What one batch of records can mean is looked up at once and kept up to date while the batch is taken in.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from paperdesk.domain.identity import author_key, title_hash
from paperdesk.domain.record import Record
from paperdesk.domain.text import folded
from paperdesk.library.fitting import fit
from paperdesk.library.schema import LAPSED, MERGED
from paperdesk.library.transaction import Transaction

_MOST_PARAMETERS = 900  # SQLite's own limit was 999 for long
_COLUMNS = "id, title_hash, arxiv_id, doi, other_id"


class Told(NamedTuple):
    """A record on its way in, the keys that name it, strongest first, and the hash of its title."""

    record: Record
    keys: list[str]
    title_hash: int

    @property
    def nameless(self) -> bool:
        """Whether nothing in the world names it but its title."""
        return not self.record.arxiv_id and not self.record.doi

    @property
    def title_key(self) -> str:
        """The key that it gets where it is nameless and first of its title."""
        return f"t-{self.title_hash:012x}"


def told(record: Record) -> Told:
    """Return `record`, made fit to be stored, with what is needed to recognise it."""
    record = fit(record)
    keys = [key for key in (record.arxiv_id, record.doi, record.other_id.casefold()) if key]
    if record.kept is not None:
        keys += [key.casefold() for key in (record.kept.key, *record.kept.aliases) if key]
    return Told(record, keys if len(keys) == 1 else list(dict.fromkeys(keys)), title_hash(record.title))


class Known(NamedTuple):
    """What is known of one paper for telling it from others; `authors` is None where they are in the library."""

    id: int
    title_hash: int
    arxiv_id: str
    doi: str
    other_id: str
    authors: tuple[str, ...] | None = None

    @property
    def nameless(self) -> bool:
        """Whether nothing in the world names it but its title."""
        return not self.arxiv_id and not self.doi


class Recognition:
    """The papers that the records of one transaction can mean."""

    def __init__(self, transaction: Transaction, batch: Sequence[Told]) -> None:
        """Look up what has a key or a title that a record of `batch` has."""
        self._transaction = transaction
        self._papers: dict[int, Known] = {}
        self._by_key: dict[str, int] = {}
        self._by_title: dict[int, list[int]] = {}
        self._became: dict[int, int] = {}
        self._authors: dict[int, frozenset[str]] = {}  # their keys, of papers that were compared
        self.lapsed: set[str] = set()  # keys of papers that count as never met
        keys = [key for new in batch for key in new.keys]
        self._find_keys(keys + [new.title_key for new in batch if new.nameless])
        self._find_titles([new.title_hash for new in batch])

    def _find_keys(self, keys: Sequence[str]) -> None:
        for some, marks in _portions(keys):
            sql = f"""SELECT aliases.key, hidden, {_COLUMNS} FROM aliases JOIN papers ON id = paper_id
                WHERE aliases.key IN ({marks})"""
            for key, hidden, *columns in self._transaction.execute(sql, some):
                if hidden == LAPSED:
                    self.lapsed.add(key)
                else:
                    self._by_key[key] = columns[0]
                    self._papers.setdefault(columns[0], Known(*columns))

    def _find_titles(self, hashes: Sequence[int]) -> None:
        """Look up the papers of some titles; one that was merged away still tells what the paper is that has its keys now."""
        for some, marks in _portions(hashes):
            sql = f"""SELECT hidden, (SELECT paper_id FROM aliases WHERE key = papers.key), {_COLUMNS} FROM papers
                WHERE title_hash IN ({marks}) AND hidden <> {LAPSED} ORDER BY hidden, id"""
            for hidden, survivor, *columns in self._transaction.execute(sql, some):
                if hidden == MERGED:
                    if survivor is None:
                        continue
                    self._became[columns[0]] = survivor
                self._papers.setdefault(columns[0], Known(*columns))
                self._by_title.setdefault(columns[1], []).append(columns[0])

    def has(self, key: str) -> bool:
        """Whether `key`, which is one of the batch's, names a paper."""
        return key in self._by_key

    def owners(self, new: Told) -> set[int]:
        """Return the papers that the keys of a record name, whether it means them or not."""
        return {self.now(self._by_key[key]) for key in new.keys if key in self._by_key}

    def meant(self, new: Told) -> list[int]:
        """Return the papers that a record means, the one to keep first; more than one are to be made one."""
        found: list[int] = []
        for key in new.keys:
            if key in self._by_key:
                paper = self.now(self._by_key[key])
                if paper not in found and _fits(key, new, self._known(paper)):
                    found.append(paper)
        if new.title_hash in self._by_title:
            found += dict.fromkeys(self._of_title(new, found))
        return found

    def _of_title(self, new: Told, found: Sequence[int]) -> Iterator[int]:
        """Yield the papers of the title: the first that fits if none is `found` yet, then those that have only their title."""
        alone = not found
        own_id = next(filter(None, (self._known(paper).other_id for paper in found)), "")
        for candidate in self._by_title[new.title_hash]:
            paper = self.now(candidate)
            known, evidence = self._known(paper), self._papers[candidate]  # of one that was merged away, what it was
            if paper in found or _contradict(new.record, known, evidence):
                continue
            twin = known.nameless and not _differ(own_id, known.other_id) and self._is_twin(new, evidence)
            if (alone and self._same_work(new, evidence)) or (not alone and twin):
                alone, own_id = False, own_id or known.other_id
                yield paper

    def _same_work(self, new: Told, known: Known) -> bool:
        """Whether two of one title, whose identifiers do not contradict each other, are one."""
        record = new.record
        if record.other_id and record.other_id == known.other_id:
            return True
        authors = self._author_keys(known)
        if authors and record.authors:
            return not authors.isdisjoint(map(author_key, record.authors))
        if not authors and not record.authors and new.nameless and known.nameless:
            return True  # two titles and nothing else: nothing tells them apart
        return (new.nameless or known.nameless) and _tells(record.title)

    def _is_twin(self, new: Told, known: Known) -> bool:
        """Whether a paper that has only its title is one with the paper that a record was found to mean."""
        authors = self._author_keys(known)
        return _tells(new.record.title) and (not authors or not authors.isdisjoint(map(author_key, new.record.authors)))

    def _author_keys(self, known: Known) -> frozenset[str]:
        if known.id not in self._authors:
            sql = "SELECT name FROM paper_authors WHERE paper_id = ?"
            names = known.authors or (name for (name,) in self._transaction.execute(sql, (known.id,)))
            self._authors[known.id] = frozenset(map(author_key, names))
        return self._authors[known.id]

    def _known(self, paper: int) -> Known:
        if paper not in self._papers:
            self._papers[paper] = self._read(paper)
        return self._papers[paper]

    def _read(self, paper: int) -> Known:
        return Known(*self._transaction.execute(f"SELECT {_COLUMNS} FROM papers WHERE id = ?", (paper,)).fetchone())

    def now(self, paper: int) -> int:
        """Return the paper that `paper` has become."""
        while paper in self._became:
            paper = self._became[paper]
        return paper

    def came(self, new: Told, paper: int) -> None:
        """Take in that a record has become the new paper `paper`."""
        record, keys, hashed = new
        self._papers[paper] = Known(paper, hashed, record.arxiv_id, record.doi, record.other_id, record.authors)
        self._by_title.setdefault(hashed, []).append(paper)
        for key in keys:
            self._by_key.setdefault(key, paper)

    def changed(self, new: Told, paper: int) -> None:
        """Take in that a record has changed `paper`."""
        self._papers[paper] = self._read(paper)
        self._authors.pop(paper, None)
        for key in new.keys:
            self._by_key.setdefault(key, paper)

    def merged(self, lost: int, kept: int) -> None:
        """Take in that the paper `lost` is `kept` from now on."""
        self._became[lost] = kept


def _portions(values: Sequence[str] | Sequence[int]) -> Iterator[tuple[Sequence[str] | Sequence[int], str]]:
    """Yield `values` in parts that fit one statement, with its question marks."""
    for start in range(0, len(values), _MOST_PARAMETERS):
        some = values[start : start + _MOST_PARAMETERS]
        yield some, ",".join("?" * len(some))


def _fits(key: str, new: Told, known: Known) -> bool:
    """Whether no stronger identifier contradicts `key`; what only a source says must be of one title or name one thing in the world."""
    record = new.record
    if key == record.arxiv_id:
        return True
    if _differ(record.arxiv_id, known.arxiv_id):
        return False
    if key == record.doi:
        return True
    return not _differ(record.doi, known.doi) and ("://" in key or new.title_hash == known.title_hash)


def _contradict(record: Record, known: Known, evidence: Known) -> bool:
    """Whether an identifier of the record contradicts one of the same kind that the paper has."""
    pairs = ((record.arxiv_id, known.arxiv_id), (record.doi, known.doi), (record.other_id, evidence.other_id))
    return any(_differ(one, other) for one, other in pairs)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one.casefold() != other.casefold()


def _tells(title: str) -> bool:
    """Whether a title names a paper by itself; "Introduction" does not."""
    plain = folded(title)
    return (len(plain) >= 16 and plain.count(" ") >= 2) or len(plain.encode("utf-8", "replace")) >= 24
