# SPDX-License-Identifier: MIT
"""Copies papers to the clipboard as what others want: citations, BibTeX, links in Markdown, quotes with their source."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import CITATION_STYLES, Settings
from paperdesk.domain.paper import PaperId
from paperdesk.ui.annotating import Annotating
from paperdesk.ui.asking import ask_choice
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.errands import Errands
from paperdesk.ui.paper_list.view import PaperListView
from paperdesk.ui.reader.view import ReaderView

if TYPE_CHECKING:
    from paperdesk.library.library import Library
    from paperdesk.library.view import View
    from paperdesk.services.citing import Copied

COPYING_ACTIONS = ("copy-citation", "copy-citation-as", "copy-bibtex", "copy-markdown", "copy-quote-cited")
_NONE_SELECTED = "Choose a paper in the list first"


class Copying(QObject):
    """Acts on the selected papers; `said` tells what was copied, `troubled` why it was not."""

    said = Signal(str)
    troubled = Signal(str)

    def __init__(
        self,
        desk: LibraryDesk,
        settings: Settings,
        errands: Errands,
        papers: PaperListView,
        reader: ReaderView,
        annotating: Annotating,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._settings = settings
        self._errands = errands
        self._papers = papers
        self._reader = reader
        self._annotating = annotating
        self._window = window

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does, by its name."""
        return {
            "copy-citation": lambda: self.cite(str(self._settings["citing.style"])),
            "copy-citation-as": self._choose_style,
            "copy-bibtex": self.copy_bibtex,
            "copy-markdown": self.copy_links,
            "copy-quote-cited": self.copy_quote,
        }

    def selected(self) -> list[PaperId]:
        """Return the papers that are meant: those selected in the list, else the one that is read."""
        shown = self._reader.paper
        return self._papers.selected_papers() or ([shown.id] if shown is not None else [])

    def cite(self, style: str) -> None:
        """Copy the citations of the selected papers."""

        def work(view: "View", ids: Sequence[PaperId]) -> "Copied":
            from paperdesk.services.citing import reference_list  # citeproc is large

            return reference_list(view, ids, style)

        self._copy(work, f"the citation in {_label(style)}", f"citations in {_label(style)}")

    def _choose_style(self) -> None:
        choices = {_label(style): style for style in CITATION_STYLES}
        current = str(self._settings["citing.style"])
        ordered = sorted(choices, key=lambda label: choices[label] != current)  # the last one first
        ask_choice(
            self._window, "Copy citation", "In which style?", ordered, lambda label: self._cite_from_now(choices[label])
        )

    def _cite_from_now(self, style: str) -> None:
        try:
            self._settings.keep("citing.style", style)
        except OSError as error:
            self.said.emit(f"The style holds until you quit; it could not be written: {error.strerror}")
        self.cite(style)

    def copy_bibtex(self) -> None:
        """Copy the selected papers as BibTeX; their keys are kept."""
        ids, pattern = self.selected(), str(self._settings["export.citation_key"])
        if not ids:
            self.said.emit(_NONE_SELECTED)
            return

        def work(library: "Library") -> "Copied":
            from paperdesk.services.citing import bibtex

            return bibtex(library, ids, pattern)

        self._desk.keep(
            work, lambda copied: self._put(copied, _said(len(ids), "BibTeX", "papers as BibTeX")), lambda: None
        )

    def copy_links(self) -> None:
        """Copy links to the selected papers in Markdown."""

        def work(view: "View", ids: Sequence[PaperId]) -> "Copied":
            from paperdesk.services.citing import markdown_links

            return markdown_links(view, ids)

        self._copy(work, "the Markdown link", "Markdown links")

    def copy_quote(self) -> None:
        """Copy the passage that is selected, or the highlight that is chosen, with its citation."""
        paper, passage = self._reader.paper, self._passage()
        if paper is None or not passage:
            self.said.emit("Select text in the abstract first, or click a highlight")
            return
        style = str(self._settings["citing.style"])

        def work(view: "View", ids: Sequence[PaperId]) -> "Copied":
            from paperdesk.services.citing import quote

            return quote(view, ids[0], passage, style)

        self._copy(work, "the quote with its citation", "", [paper.id])

    def _passage(self) -> str:
        cursor = self._reader.textCursor()
        if cursor.hasSelection():
            return cursor.selectedText().replace("\u2029", "\n").strip()
        chosen = self._annotating.highlights.chosen
        return self._annotating.quote_of(chosen) if chosen is not None else ""

    def _copy(
        self,
        work: "Callable[[View, Sequence[PaperId]], Copied]",
        one: str,
        several: str,
        papers: Sequence[PaperId] = (),
    ) -> None:
        ids, folder = list(papers) or self.selected(), self._desk.view.folder
        if not ids:
            self.said.emit(_NONE_SELECTED)
            return

        def make(stopped: Callable[[], bool]) -> "Copied":
            from paperdesk.library.view import View

            with View(folder) as view:
                return work(view, ids)

        self._errands.run(make, lambda copied: self._put(copied, _said(len(ids), one, several)), self._refused)

    def _put(self, copied: "Copied", said: str) -> None:
        mime = QMimeData()
        mime.setText(copied.plain)
        if copied.html:
            mime.setHtml(copied.html)
        QGuiApplication.clipboard().setMimeData(mime)
        self.said.emit(said)

    def _refused(self, text: str) -> None:
        if text:
            self.troubled.emit(text)


def _label(style: str) -> str:
    from paperdesk.export.citations import style_named

    return style_named(style).label


def _said(count: int, one: str, several: str) -> str:
    return f"Copied {one}" if count == 1 else f"Copied {count:,} {several}"
