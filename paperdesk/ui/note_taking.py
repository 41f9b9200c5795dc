# SPDX-License-Identifier: MIT
"""The note on the paper that is read: joins its pane to the library, the reader and the window."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from paperdesk.domain.changes import Changes
from paperdesk.domain.note_links import LinkTarget
from paperdesk.domain.paper import Paper, PaperId, PaperRow
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.notes.completion import OFFERED
from paperdesk.ui.notes.editor import NoteEditor
from paperdesk.ui.notes.keeping import NoteKeeping
from paperdesk.ui.notes.strip import NoteStrip
from paperdesk.ui.panes import ReaderPane

if TYPE_CHECKING:
    from paperdesk.library.view import View

NOTE_ACTIONS = ("note", "note-preview", "close-note")
_SHARE = 0.42  # of the reader's height, where the reader has not set another
_LEAST = 190  # pixels of the note
_LEAST_TEXT = 140  # of the abstract
_MENTIONS_AFTER = 200  # milliseconds on a paper: whoever leafs through asks nothing
_NO_PAPER = "Choose a paper in the list first"


class NoteTaking(QObject):
    """Shows, keeps and links the note on the paper in the reader.

    `paper_asked` wants another paper shown, `reader_asked` the reader brought to the front, `left` the keyboard gone.
    """

    said = Signal(str)
    paper_asked = Signal(int)
    reader_asked = Signal()
    left = Signal()

    def __init__(self, desk: LibraryDesk, pane: ReaderPane, actions: Mapping[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._pane = pane
        self._paper: PaperId | None = None
        self._height = 0
        self._serial = 0  # of the preview asked for last
        self._asked = ""  # what links were asked for last
        self._gave_up = False
        actions["note-preview"].setCheckable(True)
        self.keeping = NoteKeeping(desk, self)
        self.editor = NoteEditor(actions["note-preview"], actions["close-note"], pane)
        self.editor.setMinimumHeight(_LEAST_TEXT)
        self.editor.hide()
        self.strip = NoteStrip(actions["note"], pane)
        pane.add_below(self.editor, self.strip, self.strip.button)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_MENTIONS_AFTER)
        self._patience.timeout.connect(self._ask_mentions)
        self._connect()

    def _connect(self) -> None:
        editor, keeping = self.editor, self.keeping
        editor.edited.connect(self._edited)
        editor.rested.connect(keeping.keep)
        editor.left.connect(self.left)
        editor.preview_asked.connect(self._ask_preview)
        editor.links_asked.connect(self._ask_links)
        editor.link_chosen.connect(self._follow_link)
        editor.paper_chosen.connect(self.paper_asked)
        keeping.stated.connect(self._stated)
        keeping.became.connect(self._became)
        keeping.said.connect(self.said)
        self._desk.changed.connect(self._changed)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action of notes does, by its name."""
        return {"note": self.begin, "note-preview": self._toggle_preview, "close-note": self.close}

    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key stops, in order."""
        return (*self.editor.buttons, self.editor.field, self.editor.preview, self.strip.button)

    # --- the pane --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the note of the paper that is read, and move the keyboard to it."""
        if self._paper is None:
            self.said.emit(_NO_PAPER)
            return
        self.reader_asked.emit()
        self._open()
        self.editor.begin()

    def _open(self) -> None:
        if not self.editor.isHidden():
            return
        self.editor.show()
        self.strip.hide()
        whole = self._pane.body.height()
        height = min(max(self._height or int(whole * _SHARE), _LEAST), max(whole - _LEAST_TEXT, _LEAST))
        self._pane.body.setSizes([whole - height, height])
        self.editor.show_note(self.editor.text())

    def close(self) -> None:
        """Put the pane away; a line says how the note begins."""
        if self.editor.isHidden():
            return
        held = self.editor.isAncestorOf(self._pane.window().focusWidget() or self._pane)
        self._height = self.editor.height()
        self.editor.hide()
        self.keeping.keep()
        self.strip.show_note(self.editor.text())
        self.strip.show()
        if held:
            self.left.emit()

    def _toggle_preview(self) -> None:
        if self._paper is None:
            self.said.emit(_NO_PAPER)
        elif self.editor.isHidden():
            self._open()
        else:
            self.editor.toggle_preview()

    def set_type(self, face: str, pixels: int) -> None:
        """Set the face and size of the abstract; a note stands a little smaller."""
        self.editor.set_type(face, max(pixels - 2, 12))

    def refresh(self) -> None:
        """Take the colours of the theme in force."""
        self.strip.refresh()
        self.editor.dress()

    def state(self) -> dict[str, int]:
        """Return how the pane stands, for the next start."""
        height = self._height if self.editor.isHidden() else self.editor.height()
        return {"note_open": int(not self.editor.isHidden()), "note_height": height}

    def restore(self, is_open: bool, height: int) -> None:
        """Take what `state` returned."""
        self._height = height
        if is_open:
            self.editor.show()
            self.strip.hide()
            self._pane.body.setSizes([1000, height or 300])

    # --- the note --------------------------------------------------------------------------------------

    def show_paper(self, paper: Paper | None) -> None:
        """Show the note of `paper` as it is in the library; the same paper again brings what changed."""
        if paper is not None and paper.id == self._paper:
            self.keeping.met(paper.id, paper.note)
            return
        self._paper = paper.id if paper is not None else None
        text = self.keeping.open(self._paper, paper.note if paper is not None else "")
        self.editor.show_mentions(())
        self.editor.show_html("")
        self.strip.show_note(text)
        if paper is None:
            self._patience.stop()
        else:
            self._patience.start()
        if not self.editor.isHidden() or text != self.editor.text():
            self.editor.show_note(text)

    def _edited(self) -> None:
        self.keeping.typed(self.editor.text())

    def _stated(self, paper: int, state: str, is_trouble: bool) -> None:
        if paper == self._paper:
            self.editor.say(state, is_trouble=is_trouble)

    def _became(self, paper: int, text: str) -> None:
        if paper == self._paper:
            self.editor.follow_note(text)
            self.strip.show_note(text)

    def may_close(self) -> bool:
        """Keep what is typed; return whether the window may go: not the first time, where a note could not be kept."""
        self._patience.stop()
        self.editor.stop()
        unkept = self.keeping.stop()
        if not unkept or self._gave_up:
            return True
        self._gave_up = True
        what = "A note" if unkept == 1 else f"{unkept} notes"
        self.said.emit(f"{what} could not be saved: copy the text, or close again to give it up")
        return False

    # --- what is asked of the library ------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.annotations and self._paper is not None and not self._patience.isActive():
            self._ask_mentions()

    def _ask_mentions(self) -> None:
        paper = self._paper
        if paper is not None:
            self._desk.jobs.read(lambda view: (paper, _mentions(view, paper)), self._mentions_came)

    def _mentions_came(self, found: tuple[PaperId, Sequence[PaperRow]]) -> None:
        if found[0] == self._paper:
            self.editor.show_mentions(found[1])

    def _ask_preview(self, text: str) -> None:
        self._serial += 1
        serial = self._serial
        self._desk.jobs.read(lambda view: (serial, _html(view, text)), self._preview_came)

    def _preview_came(self, made: tuple[int, str]) -> None:
        if made[0] == self._serial:
            self.editor.show_html(made[1])

    def _ask_links(self, typed: str) -> None:
        self._asked = typed
        self._desk.jobs.read(lambda view: (typed, view.link_targets(typed, OFFERED)), self._links_came)

    def _links_came(self, found: tuple[str, Sequence[LinkTarget]]) -> None:
        if found[0] == self._asked == self.editor.field.begun_link():
            self.editor.offer_links([target for target in found[1] if target.paper != self._paper])

    def _follow_link(self, address: QUrl) -> None:
        from paperdesk.reading.notes import target_of  # loaded by whoever made the link

        target = target_of(address.toEncoded().toStdString())
        if target:
            self._desk.jobs.read(lambda view: (target, view.linked(target)), self._go)
        else:
            self._pane.reader.open_link(address)

    def _go(self, found: tuple[str, PaperId | None]) -> None:
        target, paper = found
        if paper is None:
            self.said.emit(f"No paper is called {target[:80]}")
        else:
            self.paper_asked.emit(paper)


def _mentions(view: "View", paper: PaperId) -> list[PaperRow]:
    ids = view.backlinks(paper)
    rows = view.rows(ids)
    return [rows[other] for other in ids if other in rows]


def _html(view: "View", text: str) -> str:
    from paperdesk.reading.notes import note_html  # loads Markdown, which no start waits for

    def title_of(target: str) -> str | None:
        paper = view.linked(target)
        rows = view.rows([paper]) if paper is not None else {}
        return next((row.title for row in rows.values()), None)

    return note_html(text, title_of)
