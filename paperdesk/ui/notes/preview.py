# SPDX-License-Identifier: MIT
"""A note as it reads: HTML that was made safe, in a view that loads nothing by itself."""

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from paperdesk.ui.theme import Theme, reading_font

_MARGIN = 12


class NotePreview(QTextBrowser):
    """Shows a note; `link_chosen` brings the address of a link that was clicked."""

    link_chosen = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notePreview")
        self.setAccessibleName("Note as it reads")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.anchorClicked.connect(self.link_chosen)
        self.document().setDocumentMargin(_MARGIN)
        self._html = ""
        self._font = QFont()

    def set_type(self, face: str, pixels: int) -> None:
        """Set the reading face (empty: ours) and the size of the text in pixels."""
        self._font = reading_font(face, pixels)
        self.refresh()

    def show_html(self, html: str) -> None:
        """Show `html`, which must be safe; what stands at the top stays there."""
        if html != self._html:
            self._html = html
            self.refresh()

    def scroll_to(self, share: float) -> None:
        """Show what stands at `share` of the note, from 0 to 1."""
        bar = self.verticalScrollBar()
        bar.setValue(round(share * bar.maximum()))

    def refresh(self) -> None:
        """Set the note anew, in the type and colours in force."""
        place = self.verticalScrollBar().value()
        self.document().setDefaultFont(self._font)
        self.document().setDefaultStyleSheet(_style(self._font.pixelSize()))
        self.setHtml(self._html)
        self._size_headings()
        self.verticalScrollBar().setValue(place)

    def _size_headings(self) -> None:
        """Let headings have the size that the style says: Qt enlarges them once more."""
        plain = QTextCharFormat()
        plain.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 0)
        block, cursor = self.document().begin(), QTextCursor(self.document())
        while block.isValid():
            if block.blockFormat().headingLevel():
                cursor.setPosition(block.position())
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(plain)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | QByteArray:
        """Load nothing: whatever a text asks for stays where it is.

        The answer is empty but not null: to a null one the document would go and read the file itself.
        """
        return QByteArray(b"")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Single letters and space are commands of the window.
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


def _style(pixels: int) -> str:
    colours = Theme.colours
    sizes = (1.3, 1.15, 1.05, 1, 1, 1)
    headings = " ".join(
        f"h{level} {{ font-size: {round(pixels * size)}px; font-weight: 600; margin: 10px 0 4px 0; }}"
        for level, size in enumerate(sizes, 1)
    )
    return (
        f"{headings} p {{ margin: 0 0 8px 0; line-height: 120%; }} li {{ line-height: 120%; }}"
        f" ul, ol {{ margin: 0 0 8px 0; }} ul {{ list-style-type: disc; }} ol {{ list-style-type: decimal; }}"
        f" li p, li ul, li ol {{ margin-top: 0; margin-bottom: 0; }} ul.tasks {{ list-style-type: none; }}"
        f" strong, b, th {{ font-weight: 600; }} a {{ color: {colours.accent}; text-decoration: none; }}"
        f" code, pre, kbd {{ font-family: monospace; font-size: {max(pixels - 2, 10)}px; background: {colours.chip}; }}"
        f" mark {{ background: {colours.yellow}; color: {colours.text}; }}"
        f" blockquote {{ color: {colours.muted}; margin: 0 0 8px 16px; }}"
        f" .missing, .cut {{ color: {colours.muted}; }}"
        f" table {{ border-collapse: collapse; margin: 0 0 8px 0; }}"
        f" th, td {{ padding: 3px 8px; border: 1px solid {colours.hairline}; }}"
    )
