# SPDX-License-Identifier: MIT
"""Keeps the search index of a library current with its log of changes, or builds it anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from paperdesk.domain.conditions import EVERYTHING
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.library.texts import PaperTexts
from paperdesk.library.view import View
from paperdesk.reading.abstract import render
from paperdesk.search.documents import Document
from paperdesk.search.errors import IndexBusy, IndexUnusable
from paperdesk.search.index import Index

INDEX = "index"
AT_ONCE = 50  # papers a commit: short enough that a search in between does not wait
_MANY = 4_000  # changed papers from which building anew is faster


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
    return Index.build(
        index_folder(view.folder),
        _documents(view, papers),
        upto,
        lambda done: on_progress(done, len(papers)),
        cancelled,
    )


def catch_up(view: View, index: Index, pause: Callable[[], None] = lambda: None) -> bool:
    """Bring `index` up to the latest change of the library; return False where it has to be built anew for that.

    `pause` is called between commits. Another process that writes the index does this work instead.
    """
    since, upto = index.upto, view.last_change()
    if since == upto:
        return True
    if since > upto:  # of another library, or of one that was restored from a backup
        return False
    papers = view.changed_texts(since, upto)
    if len(papers) > max(_MANY, index.count // 4):
        return False
    try:
        for start in range(0, max(len(papers), 1), AT_ONCE):
            some = papers[start : start + AT_ONCE]
            last = start + AT_ONCE >= len(papers)
            documents = list(_documents(view, some))
            gone = set(some) - {PaperId(document.paper) for document in documents}
            # Until the last part is in, the index says that it is where it was: a crash does all of it again.
            index.update(documents, gone, upto if last else since)
            pause()
    except IndexBusy:
        pass
    return True


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
        sources=texts.sources,
        keys=texts.keys,
    )


def _plain(text: str) -> str:
    """Return a text as the reader sees it, where TeX's markup would part its words otherwise."""
    return render(text).plain if "\\" in text else text


def _each_plain(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_plain, texts))
