# SPDX-License-Identifier: MIT
"""The pane of a paper's note: what is written beside how it reads, whether it is kept, and which notes lead here."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from paperdesk.domain.note_links import LinkTarget
from paperdesk.domain.paper import PaperRow
from paperdesk.domain.text import visible
from paperdesk.reading.abstract import render_line
from paperdesk.ui.buttons import ToolButton
from paperdesk.ui.notes.completion import LinkCompletion
from paperdesk.ui.notes.field import NoteField
from paperdesk.ui.notes.preview import NotePreview
from paperdesk.ui.theme import Theme

_WIDE = 560  # pixels from which text and preview stand beside each other
_PREVIEW_AFTER = 120  # milliseconds without a key
_LONGER = 100  # characters of the note for each millisecond more: setting a long one takes longer than a frame
_LONGEST_PATIENCE = 800
_MENTIONS = 3
_LONGEST_TITLE = 36


class NoteEditor(QWidget):
    """Writes and shows one note; it keeps nothing itself.

    `edited`, `rested` and `left` are the field's; `preview_asked` wants the text made HTML, `links_asked` papers for
    what was typed after `[[`; `link_chosen` brings a link that was clicked, `paper_chosen` a paper whose note leads here.
    """

    edited = Signal()
    rested = Signal()
    left = Signal()
    preview_asked = Signal(str)
    links_asked = Signal(str)
    link_chosen = Signal(QUrl)
    paper_chosen = Signal(int)

    def __init__(self, toggle_preview: QAction, close: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._toggle, self._close = toggle_preview, close
        self.field = NoteField(self)
        self.field.setObjectName("notesEditor")
        self.field.setAccessibleName("Note")
        self.field.setPlaceholderText("Write in Markdown; [[ links to another paper")
        self.preview = NotePreview(self)
        self.completion = LinkCompletion(self.field)
        self._state = QLabel(self)
        self._state.setObjectName("hint")
        self._mentions = self._mention_label()
        self._mentioned: Sequence[PaperRow] = ()
        self._wanted = True  # whether the reader wants to see the preview
        self._reads = False  # whether, where there is room for one only, it is the preview
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._ask_preview)
        self._lay_out()
        self._connect()

    def _mention_label(self) -> QLabel:
        label = QLabel(self)
        label.setObjectName("noteMentions")
        label.setAccessibleName("Notes that mention this paper")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        label.linkActivated.connect(self._mention_chosen)
        label.hide()
        return label

    def _lay_out(self) -> None:
        self._body = QSplitter(Qt.Orientation.Horizontal, self)
        self._body.setHandleWidth(1)
        self._body.setChildrenCollapsible(False)
        for widget in (self.field, self.preview):
            self._body.addWidget(widget)
            widget.setMinimumWidth(120)
        self._body.setSizes([1000, 1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._body, 1)
        column.addWidget(self._mentions)

    def _header(self) -> QWidget:
        header = QWidget(self)
        header.setObjectName("noteHeader")
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 4, 12, 2)
        row.setSpacing(8)
        title = QLabel("NOTE", header)
        title.setObjectName("noteTitle")
        row.addWidget(title)
        row.addWidget(self._state)
        row.addStretch(1)
        self.buttons: list[QWidget] = []
        for action in (self._toggle, self._close):
            button = ToolButton(header)
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
            self.buttons.append(button)
        return header

    def _connect(self) -> None:
        field = self.field
        field.edited.connect(self._edited)
        field.rested.connect(self.rested)
        field.left.connect(self.left)
        field.link_begun.connect(self.links_asked)
        self.preview.link_chosen.connect(self.link_chosen)

    # --- the note --------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the note as it stands in the field."""
        return self.field.text()

    def show_note(self, text: str) -> None:
        """Show the note of another paper; where there is room for one only, one that was written is shown to be read."""
        self._reads = bool(text.strip()) and not self.field.hasFocus()
        self.field.show_text(text)
        self.preview.verticalScrollBar().setValue(0)
        self._arrange()
        self._ask_preview()

    def follow_note(self, text: str) -> None:
        """Show what became of the note that is shown."""
        if text != self.text():
            self.field.follow_text(text)
            self._ask_preview()

    def begin(self) -> None:
        """Move the keyboard to the text, at its end where it was not yet written in."""
        self._reads = False
        self._arrange()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, state: str, *, is_trouble: bool = False) -> None:
        """Say whether the note is kept."""
        self._state.setText(state)
        self._state.setObjectName("trouble" if is_trouble else "hint")
        self._state.style().polish(self._state)

    def state(self) -> str:
        """Return what is said."""
        return self._state.text()

    def _edited(self) -> None:
        length = self.field.document().characterCount()
        self._patience.start(min(_PREVIEW_AFTER + length // _LONGER, _LONGEST_PATIENCE))
        self.edited.emit()

    # --- how it reads ----------------------------------------------------------------------------------

    def toggle_preview(self) -> None:
        """Show how the note reads, or no more; where there is room for one only, in the place of the text."""
        if self._is_wide():
            self._wanted = not self._wanted
        else:
            self._reads = not self._reads
        held = self.isAncestorOf(self.focusWidget() or self.window())
        self._arrange()
        self._ask_preview()
        if held and self.preview.isHidden():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_html(self, html: str) -> None:
        """Show the note as it reads; while it is written, the part that the cursor is in."""
        self.preview.show_html(html)
        if self.field.hasFocus():
            self.preview.scroll_to(self.field.textCursor().blockNumber() / max(self.field.blockCount() - 1, 1))

    def shows_both(self) -> bool:
        """Whether text and preview stand beside each other."""
        return not self.field.isHidden() and not self.preview.isHidden()

    def _ask_preview(self) -> None:
        self._patience.stop()
        if not self.preview.isHidden():
            self.preview_asked.emit(self.text())

    def stop(self) -> None:
        """Ask for nothing more: the window closes."""
        self._patience.stop()

    def _is_wide(self) -> bool:
        return self.width() >= _WIDE

    def _arrange(self) -> None:
        was_hidden = self.preview.isHidden()
        if self._is_wide():
            self.field.show()
            self.preview.setVisible(self._wanted)
        else:
            self.preview.setVisible(self._reads)
            self.field.setVisible(not self._reads)
        self._toggle.setChecked(not self.preview.isHidden())
        if was_hidden and not self.preview.isHidden():
            self._ask_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.field.hasFocus():
            self._reads = False
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.preview.refresh()

    def set_type(self, face: str, pixels: int) -> None:
        """Set the face (empty: ours) and the size in pixels; the text as it is written is in the chrome's face."""
        self.preview.set_type(face, pixels)
        font = self.field.font()
        font.setPixelSize(pixels)
        self.field.setFont(font)

    # --- links -----------------------------------------------------------------------------------------

    def offer_links(self, targets: Sequence[LinkTarget]) -> None:
        """Offer papers for the link that is begun."""
        self.completion.offer(targets)

    def show_mentions(self, papers: Sequence[PaperRow]) -> None:
        """Name the papers whose notes lead to this one."""
        self._mentioned = papers
        links = [
            f'<a href="{paper.id}" style="color: {Theme.colours.accent}; text-decoration: none">{_title(paper)}</a>'
            for paper in papers[:_MENTIONS]
        ]
        more = f" and {len(papers) - _MENTIONS:,} more" if len(papers) > _MENTIONS else ""
        self._mentions.setText(f"Mentioned in {', '.join(links)}{more}" if links else "")
        self._mentions.setVisible(bool(links))

    def dress(self) -> None:
        """Take the colours of the theme in force."""
        self.show_mentions(self._mentioned)

    def mentions(self) -> str:
        """Return what is said of the notes that lead here, as HTML."""
        return self._mentions.text()

    def _mention_chosen(self, link: str) -> None:
        self.paper_chosen.emit(int(link))


def _title(paper: PaperRow) -> str:
    title = visible(render_line(paper.title).plain)
    return escape(title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…")
