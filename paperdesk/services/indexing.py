# SPDX-License-Identifier: MIT
"""Keeps the search index of a library current with its log of changes, or builds it anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from paperdesk.domain.conditions import EVERYTHING, Fact
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.library.texts import PaperTexts
from paperdesk.library.view import View
from paperdesk.reading.abstract import render
from paperdesk.search.documents import Document
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.index import Index
from paperdesk.search.ordering import PaperIds

INDEX = "index"
AT_ONCE = 500  # papers a commit
_MANY = 4_000  # changed papers from which building anew is faster
_FAR = 2_000  # changes without a text after which the index notes how far it was looked


def index_folder(library: Path) -> Path:
    """Return the folder of a library's index."""
    return library / INDEX


def open_index(library: Path) -> Index | None:
    """Return the index of the library folder `library`; None where it has to be built."""
    try:
        return Index.open(index_folder(library))
    except IndexUnusable:
        return None


def build_index(
    view: View,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Index:
    """Build the index of the library that `view` reads, newest papers first; `on_progress` gets done and total.

    Raises `IndexBusy` while another process builds it, `IndexUnwritable`, `Cancelled`.
    """
    upto = view.last_change()
    papers = [PaperId(paper) for paper in view.listing(Query(EVERYTHING)).ids]
    on_progress(0, len(papers))
    return Index.build(
        index_folder(view.folder),
        _documents(view, papers),
        upto,
        lambda done: on_progress(done, len(papers)),
        cancelled,
    )


class Follower:
    """Brings an index up to the latest change of the library that `view` reads, whoever wrote it."""

    def __init__(self, view: View, index: Index) -> None:
        self._view = view
        self._index = index
        self._noted = -1  # how far the index said that it was when all changes up to `_looked` had been looked at
        self._looked = 0

    def catch_up(self) -> bool:
        """Take in what was changed since; return False where the index has to be built anew for that.

        Changes that touch no text, such as marks, write nothing. Raises `IndexBusy` while another process
        writes to the index, `IndexUnusable`, `IndexUnwritable`.
        """
        upto, noted = self._view.last_change(), self._index.upto
        since = self._looked if noted == self._noted else noted
        if since == upto:
            return True
        if since > upto:  # of another library, or of one that was restored from a backup
            return False
        papers = self._view.changed_texts(since, upto)
        if len(papers) > max(_MANY, self._index.count // 4):
            return False
        if papers or upto - noted > _FAR:
            self._write(papers, noted, upto)
        self._noted, self._looked = self._index.upto, upto
        return True

    def _write(self, papers: Sequence[PaperId], noted: int, upto: int) -> None:
        for start in range(0, max(len(papers), 1), AT_ONCE):
            some = papers[start : start + AT_ONCE]
            documents = list(_documents(self._view, some))
            gone = set(some) - {PaperId(document.paper) for document in documents}
            # Until the last part is in, the index says that it is where it was: a crash does all of it again.
            last = start + AT_ONCE >= len(papers)
            self._index.update(documents, gone, upto if last else noted)

    def holds_all(self) -> bool:
        """Whether the index holds exactly the papers of the library; True as well where they change meanwhile."""
        before = self._view.last_change()
        indexed = sorted(self._index.matches(EVERYTHING, _no_facts).ids.tolist())
        return indexed == self._view.ids(EVERYTHING, date.min).tolist() or self._view.last_change() != before


def _no_facts(fact: Fact) -> PaperIds:
    raise AssertionError(f"{fact} was asked for")


def _documents(view: View, papers: Sequence[PaperId]) -> Iterator[Document]:
    return map(_document, view.texts(papers))


def _document(texts: PaperTexts) -> Document:
    return Document(
        paper=texts.id,
        title=_plain(texts.title),
        abstract=_plain(texts.abstract),
        authors=_each_plain(texts.authors),
        categories=texts.categories,
        tags=texts.tags,
        note=texts.note,
        highlights=_each_plain(texts.highlights),
        sources=texts.sources,
        keys=texts.keys,
    )


def _plain(text: str) -> str:
    """Return a text as the reader sees it, where TeX's markup would part its words otherwise."""
    return render(text).plain if "\\" in text or "$" in text else text


def _each_plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_plain, texts))
