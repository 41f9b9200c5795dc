# SPDX-License-Identifier: MIT
"""The reader's text: it loads nothing by itself and opens only web, DOI and mail addresses."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontMetricsF, QKeyEvent, QResizeEvent, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from paperdesk.domain.paper import Paper
from paperdesk.reading.rendering import Rendering
from paperdesk.ui.reader.document import SetPaper, set_paper
from paperdesk.ui.theme import reading_font

_MEASURE = 68  # characters a line at most
_MARGIN = 24
_OPENED = ("http", "https", "mailto")


class ReaderView(QTextBrowser):
    """Shows one paper."""

    link_refused = Signal(str)

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

    @property
    def paper(self) -> Paper | None:
        """The paper that is shown."""
        return self._paper

    @property
    def rendering(self) -> Rendering | None:
        """The rendering of the abstract that is shown."""
        return self._set.rendering if self._set else None

    def set_type(self, face: str, pixels: int) -> None:
        """Set the reading face (empty: ours) and its size in pixels."""
        self._face, self._pixels = face, pixels
        self.refresh()

    def show_paper(self, paper: Paper | None) -> None:
        """Show `paper` from its beginning, or nothing; the same paper again keeps its place."""
        same = paper is not None and self._paper is not None and paper.id == self._paper.id
        place = self.verticalScrollBar().value() if same else 0
        self._paper = paper
        self.refresh()
        self.verticalScrollBar().setValue(place)

    def refresh(self) -> None:
        """Set the paper anew, in the type and colours in force."""
        if self._paper is None:
            self._set = None
            self.clear()
            return
        self._set = set_paper(self.document(), self._paper, face=self._face, pixels=self._pixels)
        # The cursor was pushed to the end of what was inserted, and a resize would scroll to it.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._keep_measure()

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

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """Load nothing: whatever a text asks for, from the disk or from the net, stays where it is."""
        return

    def open_link(self, address: QUrl) -> None:
        """Open a web, DOI or mail address outside; refuse any other and say so."""
        if address.scheme() == "doi":
            address = QUrl("https://doi.org/" + address.path())
        parts = urlsplit(address.toString())
        if address.scheme() in _OPENED and "@" not in parts.netloc:
            QDesktopServices.openUrl(address)
        else:
            self.link_refused.emit(address.toDisplayString()[:120])

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
