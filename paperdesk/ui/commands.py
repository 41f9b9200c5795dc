# SPDX-License-Identifier: MIT
"""What the reader does to the selected papers: each command is one verb sent to the library."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from paperdesk.domain.conditions import Any, Has, Marked
from paperdesk.domain.paper import Paper, PaperId, PaperRow
from paperdesk.domain.query_text import marks_in
from paperdesk.domain.tags import tag_name
from paperdesk.export.plain import url_of
from paperdesk.services import triage
from paperdesk.ui.asking import ask_choice, ask_text, ask_yes
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.panes import ReaderPane
from paperdesk.ui.paper_list.model import PaperRole
from paperdesk.ui.paper_list.view import PaperListView

_ANNOTATED = Any((Marked("highlighted"), Has("note")))
_NONE_SELECTED = "Choose a paper in the list first"


class PaperCommands(QObject):
    """Acts on the selection of the list; `said` tells what no change of the library tells."""

    said = Signal(str)
    tag_renamed = Signal(str, str)

    def __init__(self, desk: LibraryDesk, view: PaperListView, pane: ReaderPane, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._view = view
        self._pane = pane
        self._window = window

    def toggle(self, mark: str) -> None:
        """Set a mark on the selected papers, or take it off where the first of them has it."""
        papers = self._view.selected_papers()
        row = self._row()
        if not papers or row is None:
            self.said.emit(_NONE_SELECTED)
            return
        on = not getattr(row, mark)
        if mark == "archived" and (on or mark in marks_in(self._view.query.condition)):
            self._view.step_off()
        self._desk.write(lambda library: triage.mark_papers(library, papers, {mark: on}))

    def remove(self) -> None:
        """Take the selected papers out of the library; where something was written on them, ask once."""
        papers = self._view.selected_papers()
        if not papers:
            self.said.emit(_NONE_SELECTED)
            return
        annotated = len(set(papers) & set(self._desk.view.ids(_ANNOTATED, date.today())))
        if not annotated:
            self._remove(papers)
            return
        if len(papers) == 1:
            text = "This paper has highlights or notes. They go to the trash with it, for 30 days."
        else:
            have = f"{annotated:,} of these {len(papers):,} papers {'has' if annotated == 1 else 'have'}"
            text = f"{have} highlights or notes. They go to the trash with their papers, for 30 days."
        ask_yes(self._window, "Remove from library", text, "Move to the trash", lambda: self._remove(papers))

    def _remove(self, papers: Sequence[PaperId]) -> None:
        self._view.step_off()
        self._desk.write(lambda library: triage.remove_papers(library, papers))

    def tag(self, names: Sequence[str]) -> None:
        """Put tags on the selected papers."""
        papers = self._view.selected_papers()
        if papers:
            self.tag_these(papers, names)

    def tag_these(self, papers: Sequence[PaperId], names: Sequence[str]) -> None:
        """Put tags on papers."""
        self._desk.write(lambda library: triage.tag_papers(library, papers, names))

    def dropped(self, papers: Sequence[int], tag: str) -> None:
        """Papers were dropped on a tag."""
        self.tag_these([PaperId(paper) for paper in papers], [tag])

    def untag(self, name: str) -> None:
        """Take a tag off the selected papers."""
        papers = self._view.selected_papers()
        self._desk.write(lambda library: triage.untag_papers(library, papers, [name]))

    def rename_tag(self, name: str) -> None:
        """Ask for the new name of a tag."""
        ask_text(self._window, "Rename tag", f"New name of #{name}", name, lambda new: self._rename(name, new))

    def merge_tag(self, name: str) -> None:
        """Ask for the tag that another is merged into."""
        others = [tag.name for tag in self._desk.view.tags() if not _within(tag.name, name)]
        if not others:
            self.said.emit("There is no other tag to merge it into")
        else:
            ask_choice(self._window, "Merge tag", f"Merge #{name} into", others, lambda into: self._rename(name, into))

    def _rename(self, name: str, new: str) -> None:
        if new.strip() and new != name:
            self._desk.write(
                lambda library: library.rename_tag(name, new), then=lambda: self.tag_renamed.emit(name, tag_name(new))
            )

    def delete_tag(self, name: str) -> None:
        """Remove a tag from all papers; undo brings it back."""
        self._desk.write(lambda library: library.delete_tag(name))

    def undo(self) -> None:
        """Take back the last change."""
        self._desk.write(lambda library: library.undo(), otherwise="There is nothing to undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._desk.write(lambda library: library.redo(), otherwise="There is nothing to do again")

    def read_on(self) -> None:
        """Scroll on in the abstract; at its end go to the next unread paper."""
        if not self._pane.reader.scroll_on() and not self._view.step(1, unread=True):
            self.said.emit("No unread paper below this one")

    def open_source(self) -> None:
        """Open the paper's page in the web browser."""
        self._open("arxiv", "huggingface", "project", "code", otherwise=url_of)

    def open_pdf(self) -> None:
        """Open the paper's PDF in the web browser."""
        self._open("pdf", "arxiv")

    def copy_link(self) -> None:
        """Copy title and address of the paper as text."""
        paper = self._pane.reader.paper
        if paper is None:
            self.said.emit(_NONE_SELECTED)
            return
        QGuiApplication.clipboard().setText(f"{paper.title}\n{url_of(paper) or paper.key}")
        self.said.emit("Copied title and address")

    def _open(self, *names: str, otherwise: Callable[[Paper], str] = lambda paper: "") -> None:
        paper = self._pane.reader.paper
        if paper is None:
            self.said.emit(_NONE_SELECTED)
            return
        address = next((getattr(paper.links, n) for n in names if getattr(paper.links, n)), "") or otherwise(paper)
        if address:
            self._pane.reader.open_link(QUrl(address))
        else:
            self.said.emit("No address of that kind is known for this paper")

    def _row(self) -> PaperRow | None:
        row = self._view.first_selected().data(PaperRole.ROW)
        return row if isinstance(row, PaperRow) else None


def _within(tag: str, other: str) -> bool:
    """Whether `tag` is `other`, or stands below it."""
    return (tag.casefold() + "/").startswith(other.casefold() + "/")
