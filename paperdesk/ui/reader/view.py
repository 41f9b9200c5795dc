# SPDX-License-Identifier: MIT
"""The reader's text: it loads nothing by itself and opens only web, DOI and mail addresses."""

import dataclasses
from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from paperdesk.domain.paper import Paper, PaperId, PaperRow
from paperdesk.domain.text import visible
from paperdesk.domain.trend import Meeting
from paperdesk.reading.rendering import Rendering
from paperdesk.ui.reader.document import PAPER_SCHEME, SetPaper, set_paper
from paperdesk.ui.theme import reading_font

_MEASURE = 68  # characters a line at most
_MARGIN = 24


class Layer(IntEnum):
    """What is marked over the untouched document, the later over the earlier."""

    HIGHLIGHTS = 1
    WORDS = 2


Painting = Callable[[QPainter], None]


class ReaderView(QTextBrowser):
    """Shows one paper; `annotated` when only its highlights or note differ from before."""

    link_refused = Signal(str)
    paper_asked = Signal(int)
    was_set = Signal()
    annotated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAccessibleName("Abstract")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self.open_link)
        self._face = ""
        self._pixels = 16
        self._paper: Paper | None = None
        self._set: SetPaper | None = None
        self._similar: Sequence[PaperRow] = ()
        self._curve_of: Callable[[PaperId], Sequence[Meeting]] = lambda paper: ()
        self._layers: dict[Layer, list[QTextEdit.ExtraSelection]] = {}
        self._below: Painting | None = None
        self._above: Painting | None = None

    @property
    def paper(self) -> Paper | None:
        """The paper that is shown."""
        return self._paper

    @property
    def rendering(self) -> Rendering | None:
        """The rendering of the abstract that is shown."""
        return self._set.rendering if self._set else None

    @property
    def abstract_start(self) -> int:
        """Where the abstract begins in the document, in UTF-16 units; 0 where no paper is shown."""
        return self._set.abstract_start if self._set else 0

    def set_type(self, face: str, pixels: int) -> None:
        """Set the reading face (empty: ours) and its size in pixels."""
        self._face, self._pixels = face, pixels
        self.refresh()

    def show_paper(self, paper: Paper | None) -> None:
        """Show `paper` from its beginning, or nothing; the same paper again keeps its place."""
        before, self._paper = self._paper, paper
        if paper is None or before is None or paper.id != before.id:
            self._similar = ()
        if paper is None or before is None or paper.id != before.id:
            self._set_anew()
            self.verticalScrollBar().setValue(0)
        elif _text_of(paper) != _text_of(before):
            self.refresh()
        elif (paper.highlights, paper.note) != (before.highlights, before.note):
            self.annotated.emit()

    def show_layer(self, layer: Layer, selections: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Let `selections` be what is marked in `layer`."""
        if selections or self._layers.get(layer):
            self._layers[layer] = list(selections)
            self.setExtraSelections([s for one in Layer for s in self._layers.get(one, ())])

    def read_curves(self, curve_of: Callable[[PaperId], Sequence[Meeting]]) -> None:
        """Show beside the votes of each paper how they rose, as `curve_of` tells."""
        self._curve_of = curve_of

    def set_painting(self, below: Painting, above: Painting) -> None:
        """Have `below` and `above` paint under and over the text, in the document's own coordinates."""
        self._below, self._above = below, above

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(self._below)
        super().paintEvent(event)
        self._paint(self._above)

    def _paint(self, painting: Painting | None) -> None:
        if painting is None or self._paper is None:
            return
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painting(painter)
        painter.end()

    def show_similar(self, papers: Sequence[PaperRow]) -> None:
        """Name the papers most like the one that is shown, at its foot."""
        if [p.id for p in papers] != [p.id for p in self._similar]:
            self._similar = tuple(papers)
            self.refresh()

    def refresh(self) -> None:
        """Set the paper anew, in the type and colours in force; what stands at the top, and what is selected, stays."""
        top = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0))
        place, offset = top.position(), self.cursorRect(top).top()
        at_top = not self.verticalScrollBar().value()
        selected = (self.textCursor().anchor(), self.textCursor().position())
        self._set_anew()
        if self._paper is None:
            return
        if selected[0] != selected[1]:
            self.setTextCursor(self._cursor_at(*selected))
        if at_top:
            self.verticalScrollBar().setValue(0)
        else:
            moved = self.cursorRect(self._cursor_at(place, place)).top() - offset
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def _cursor_at(self, anchor: int, position: int) -> QTextCursor:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _set_anew(self) -> None:
        if self._paper is None:
            self._set = None
            self.clear()
            self.was_set.emit()
            return
        curve = self._curve_of(self._paper.id)
        self._set = set_paper(
            self.document(), self._paper, self._similar, face=self._face, pixels=self._pixels, curve=curve
        )
        # The cursor was pushed to the end of what was inserted, and a resize would scroll to it.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._keep_measure()
        self.was_set.emit()

    def _keep_measure(self) -> None:
        """Centre a column of comfortable width, however wide the window is."""
        font = reading_font(self._face, self._pixels)
        widest = QFontMetricsF(font).averageCharWidth() * _MEASURE
        side = max(_MARGIN, (self.viewport().width() - widest) / 2)
        root = self.document().rootFrame()
        form = QTextFrameFormat(root.frameFormat())
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(_MARGIN)
        form.setBottomMargin(_MARGIN)
        root.setFrameFormat(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._paper is not None:
            self._keep_measure()

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | QByteArray:
        """Load nothing: whatever a text asks for, from the disk or from the net, stays where it is.

        The answer is empty but not null: to a null one the document would go and read the file itself.
        """
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray(b"")
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot

    def open_link(self, address: QUrl) -> None:
        """Open a web, DOI or mail address outside; refuse any other and say so."""
        if address.scheme() == PAPER_SCHEME and address.path().isdigit():
            self.paper_asked.emit(int(address.path()))
            return
        if address.scheme() == "doi":
            address = QUrl("https://doi.org/" + address.path())
        shown = visible(address.toDisplayString())[:120]
        if not _may_open(address):
            self.link_refused.emit(f"Not opened, since it is no web address: {shown}")
        elif not QDesktopServices.openUrl(address):
            self.link_refused.emit(f"No program here opens {shown}")

    def scroll_on(self) -> bool:
        """Scroll one page less two lines; return whether there was anything left to see."""
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return False
        bar.setValue(bar.value() + max(bar.pageStep() - 2 * self.fontMetrics().height(), 40))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Single letters and space are commands of the window.
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


def _may_open(address: QUrl) -> bool:
    """Whether `address` is one of mail, or of the web and without a user's name, which makes one host look like another."""
    if address.scheme() == "mailto":
        return bool(address.path())
    return address.scheme() in ("http", "https") and bool(address.host()) and not address.userInfo()


def _text_of(paper: Paper) -> Paper:
    """Return `paper` without what the reader made of it: two that are equal are set alike here."""
    return dataclasses.replace(
        paper, read=False, starred=False, later=False, archived=False, tags=(), highlights=(), note=""
    )
