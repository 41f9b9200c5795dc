# SPDX-License-Identifier: MIT
"""What the right button offers on papers in the list, and on the text of the reader."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from paperdesk.ui.paper_list.view import PaperListView
from paperdesk.ui.reader.view import ReaderView

_COPY = ("copy-citation", "copy-citation-as", "copy-bibtex", "copy-markdown", "copy-link")
_ON_PAPERS: tuple[Sequence[str], ...] = (
    ("read", "star", "later", "archive"),
    ("tag",),
    ("open-arxiv", "open-pdf"),
    _COPY,
    ("export", "send-zotero"),
    ("remove",),
)
_ON_TEXT: tuple[Sequence[str], ...] = (
    ("highlight", "highlight-note"),
    ("copy-quote-cited",),
    _COPY[:-1],
    ("export", "send-zotero"),
)
_COPY_TITLE = "Co&py as"


class ContextMenus(QObject):
    """Shows the actions of the table where they are meant; the keyboard's menu key asks for them too."""

    def __init__(self, actions: Mapping[str, QAction], papers: PaperListView, reader: ReaderView) -> None:
        super().__init__(papers)
        self._actions = actions
        self._papers = papers
        self._reader = reader
        papers.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        papers.customContextMenuRequested.connect(self._on_papers)
        reader.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        reader.customContextMenuRequested.connect(self._on_text)

    def _on_papers(self, place: QPoint) -> None:
        index = self._papers.indexAt(place)
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            index = self._papers.currentIndex()  # asked for by a key
            place = self._papers.visualRect(index).center()
        if self._papers.selected_papers():
            self.menu(_ON_PAPERS, self._papers).popup(self._papers.viewport().mapToGlobal(place))

    def _on_text(self, place: QPoint) -> None:
        if self._reader.paper is None:
            return
        menu = self.menu(_ON_TEXT, self._reader)
        first = menu.actions()[0]
        copy = QAction("&Copy", menu)
        copy.setEnabled(self._reader.textCursor().hasSelection())
        copy.triggered.connect(self._reader.copy)
        menu.insertAction(first, copy)
        menu.popup(self._reader.viewport().mapToGlobal(place))

    def menu(self, groups: Sequence[Sequence[str]], parent: QWidget) -> QMenu:
        """Return a menu of groups of actions, which goes when it is closed; ways to copy stand in a menu of their own."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, names in enumerate(groups):
            if number:
                menu.addSeparator()
            into = menu.addMenu(_COPY_TITLE) if "copy-citation" in names else menu
            for name in names:
                into.addAction(self._actions[name])
        return menu
