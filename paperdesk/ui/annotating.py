# SPDX-License-Identifier: MIT
"""What the reader does with highlights: makes, changes, moves, deletes them, writes on them, goes from one to the next."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from paperdesk.config.options import Settings
from paperdesk.domain.annotation import Highlight, HighlightId, text_hash
from paperdesk.domain.changes import Changes
from paperdesk.domain.paper import Paper, PaperId
from paperdesk.domain.searches import COLOURS
from paperdesk.domain.tags import fold_tag
from paperdesk.services import annotating
from paperdesk.ui.asking import ask_choice, ask_text
from paperdesk.ui.carding import Carding
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.reader.card import HighlightCard
from paperdesk.ui.reader.highlights import ReaderHighlights
from paperdesk.ui.reader.pointing import Pointing
from paperdesk.ui.reader.selection_bar import SelectionBar
from paperdesk.ui.reader.view import ReaderView
from paperdesk.ui.wording import note_line

if TYPE_CHECKING:
    from paperdesk.library.library import Library

ANNOTATING_ACTIONS = (
    "highlight", *(f"highlight-{colour}" for colour in COLOURS), "highlight-note", "highlight-tag", "highlight-card",
    "copy-quote", "delete-highlight", "next-highlight", "previous-highlight", "start-back", "start-on", "end-back",
    "end-on", "place-highlight", "rename-colour",
)  # fmt: skip
_NOTHING = "Select text in the abstract first, or click a highlight"
_OUTSIDE = "Only the abstract can be highlighted; select a part of it"
_NO_PLACE = "Select the new place in the abstract first"
_END, _START = 1, 0


class Annotating(QObject):
    """Joins the highlights of the reader to the library; `entered` brings a paper that a note's link leads to."""

    said = Signal(str)
    link_followed = Signal(int)

    def __init__(self, desk: LibraryDesk, settings: Settings, reader: ReaderView, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._reader = reader
        self._window = window
        self.names = ColourNames(settings, self)
        self.highlights = ReaderHighlights(reader)
        self.pointing = Pointing(reader, self.highlights)
        self.bar = SelectionBar(reader, self.highlights, self.names)
        self.carding = Carding(desk, self.highlights, reader, self.names)
        self._connect()

    def _connect(self) -> None:
        self.names.refused.connect(self.said)
        self.bar.picked.connect(self.highlight)
        self.bar.note_asked.connect(self.write_note)
        self.bar.copy_asked.connect(self._reader.copy)
        self.pointing.rested.connect(self.carding.rest)
        self.pointing.clicked.connect(self.carding.click)
        self.pointing.left.connect(self.carding.leave)
        self.pointing.clicked_away.connect(self._clicked_away)
        self.pointing.moved.connect(self._moved)
        self.carding.made.connect(self._join_card)
        self.carding.link_followed.connect(self.link_followed)
        self._desk.jobs.troubled.connect(self._failed)
        self._desk.jobs.broken.connect(self._failed)
        self._reader.selectionChanged.connect(self._selecting)
        self._reader.installEventFilter(self)

    @property
    def paper(self) -> Paper | None:
        """The paper that is read."""
        return self._reader.paper

    def _join_card(self, card: HighlightCard) -> None:
        card.recoloured.connect(self.recolour)
        card.noted.connect(self._noted)
        card.tagged.connect(self._tagged)
        card.untagged.connect(self._untagged)
        card.copy_asked.connect(lambda one: self._with(one, self.copy_quote))
        card.delete_asked.connect(lambda one: self._with(one, self.delete))
        card.rename_asked.connect(self.rename)

    def _with(self, highlight: int, command: Callable[[Highlight], None]) -> None:
        known = self.highlights.highlight(HighlightId(highlight))
        if known is not None:
            command(known)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action on highlights does, by its name."""
        return {
            "highlight": lambda: self.highlight(COLOURS[0]),
            **{f"highlight-{colour}": self._highlighter(colour) for colour in COLOURS},
            "highlight-note": self.write_note,
            "highlight-tag": lambda: self._with_card(lambda card: card.begin_tag()),
            "highlight-card": lambda: self._with_card(lambda card: card.take_focus()),
            "copy-quote": lambda: self._with_chosen(self.copy_quote),
            "delete-highlight": lambda: self._with_chosen(self.delete),
            "next-highlight": lambda: self.step(1),
            "previous-highlight": lambda: self.step(-1),
            "start-back": lambda: self.move_edge(_START, -1),
            "start-on": lambda: self.move_edge(_START, 1),
            "end-back": lambda: self.move_edge(_END, -1),
            "end-on": lambda: self.move_edge(_END, 1),
            "place-highlight": lambda: self._with_chosen(self.place_again),
            "rename-colour": self._choose_name,
        }

    def _highlighter(self, colour: str) -> Callable[[], None]:
        return lambda: self.highlight(colour)

    def stop(self) -> None:
        """Save what is being written, and watch no more: the window closes."""
        self.pointing.stop()
        self.carding.stop()

    def dress(self) -> None:
        """Draw what has icons in the colours of the theme in force."""
        self.bar.dress()
        self.carding.dress()

    def offer(self, tags: Sequence[str]) -> None:
        """Offer names of tags for completion."""
        self.carding.offer(tags)

    # --- making ----------------------------------------------------------------------------------------

    def highlight(self, colour: str) -> None:
        """Highlight what is selected, or give the highlight that is chosen another colour."""
        if self._reader.textCursor().hasSelection():
            self._add(colour)
        else:
            self._with_chosen(lambda highlight: self.recolour(highlight.id, colour))

    def write_note(self) -> None:
        """Write a note on the highlight that is chosen, on the one under the cursor, or on a new one of what is selected."""
        if self._reader.textCursor().hasSelection():
            self._add(COLOURS[0], then=self._begin_note)
        else:
            self._with_card(lambda card: card.begin_note())

    def _add(self, colour: str, then: Callable[[], None] | None = None) -> None:
        paper, found = self._reader.paper, self._selected()
        if paper is None or found is None:
            self.said.emit(_OUTSIDE)
            return
        start, end = found
        self._clear_selection()
        same = next(
            (h for h in paper.highlights if (h.selector.start, h.selector.end) == found and not h.detached), None
        )
        if same is not None:
            self.highlights.choose(same.id)
            self.recolour(same.id, colour)
            if then is not None:
                then()
            return
        self.highlights.draft(start, end, colour)
        meant, known = text_hash(paper.abstract), {h.id for h in paper.highlights}
        self._desk.write(
            lambda library: annotating.add_highlight(library, paper.id, start, end, colour=colour, text_hash=meant),
            then=lambda: self._added(paper.id, known, then),
        )

    def _added(self, paper: PaperId, known: set[HighlightId], then: Callable[[], None] | None) -> None:
        """Choose the highlight that was just made, where its paper is still shown."""
        shown = self._reader.paper
        if shown is None or shown.id != paper:
            return
        self.highlights.drop()
        made = [h.id for h in shown.highlights if h.id not in known]
        if made:
            self.highlights.choose(max(made))
            if then is not None:
                then()

    def _failed(self) -> None:
        self.highlights.drop()  # what could not be written is not shown as if it had been

    def _selected(self) -> tuple[int, int] | None:
        """Return the stored range of what is selected of the abstract."""
        cursor, places = self._reader.textCursor(), self.highlights.places
        return places.stored(cursor.selectionStart(), cursor.selectionEnd()) if places is not None else None

    def _clear_selection(self) -> None:
        """What is selected hides the highlight under it."""
        cursor = QTextCursor(self._reader.textCursor())
        cursor.setPosition(cursor.selectionEnd())
        self._reader.setTextCursor(cursor)

    # --- changing --------------------------------------------------------------------------------------

    def recolour(self, highlight: int, colour: str) -> None:
        """Give a highlight another colour."""
        self._change(highlight, colour=colour)

    def delete(self, highlight: Highlight) -> None:
        """Delete a highlight; undo brings it back."""
        self._desk.write(lambda library: annotating.delete_highlights(library, [highlight.id]))

    def copy_quote(self, highlight: Highlight) -> None:
        """Copy what a highlight quotes, as it is shown."""
        QGuiApplication.clipboard().setText(self.quote_of(highlight))
        self.said.emit("Copied the quote")

    def quote_of(self, highlight: Highlight) -> str:
        """Return what a highlight quotes as the reader sees it."""
        rendering = self._reader.rendering
        if rendering is not None and not highlight.detached:
            first, last = rendering.to_shown(highlight.selector.start, highlight.selector.end)
            if first < last:
                return rendering.plain[first:last]
        from paperdesk.reading.abstract import render_line

        return render_line(highlight.selector.exact).plain

    def place_again(self, highlight: Highlight) -> None:
        """Put a highlight on what is selected: one that lost its place, or any other."""
        found = self._selected()
        if found is None:
            self.said.emit(_NO_PLACE)
            return
        self._clear_selection()
        self._move(highlight.id, *found)

    def move_edge(self, edge: int, by: int) -> None:
        """Move the beginning or the end of the chosen highlight by a word."""
        found = self.pointing.step_edge(edge, by)
        chosen = self.highlights.chosen
        if chosen is None:
            self.said.emit("Choose a highlight first")
        elif found is not None:
            self._moved(chosen.id, *found)

    def _moved(self, highlight: int, first: int, last: int) -> None:
        """Put a highlight on a range of the document."""
        places, known = self.highlights.places, self.highlights.highlight(HighlightId(highlight))
        stored = places.stored(first, last) if places is not None else None
        if stored is None or known is None or stored == (known.selector.start, known.selector.end):
            self.highlights.drop()
            return
        self.highlights.drag(first, last)
        self._move(HighlightId(highlight), *stored)

    def _move(self, highlight: HighlightId, start: int, end: int) -> None:
        paper = self._reader.paper
        if paper is None:
            return
        meant = text_hash(paper.abstract)
        self._desk.write(
            lambda library: annotating.move_highlight(library, highlight, start, end, text_hash=meant),
            then=self.highlights.drop,
        )

    def _change(self, highlight: int, *, quietly: bool = False, **values: object) -> None:
        one = HighlightId(highlight)

        def change(library: "Library") -> Changes:
            return annotating.change_highlight(library, one, **values)  # type: ignore[arg-type]

        if quietly:
            self._desk.keep(change, lambda made: None, lambda: None)
        else:
            self._desk.write(change)

    def _noted(self, highlight: int, text: str) -> None:
        self._change(highlight, quietly=True, note=text)

    def _tagged(self, highlight: int, names: Sequence[str]) -> None:
        known = self.highlights.highlight(HighlightId(highlight))
        if known is not None:
            self._change(highlight, tags=(*known.tags, *names))

    def _untagged(self, highlight: int, name: str) -> None:
        known = self.highlights.highlight(HighlightId(highlight))
        if known is not None:
            self._change(highlight, tags=tuple(t for t in known.tags if fold_tag(t) != fold_tag(name)))

    # --- going from one to the next --------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Choose the next (1) or the previous (-1) highlight of the paper."""
        found = self.highlights.neighbour(by)
        if found is None:
            self.said.emit("Nothing is highlighted in this abstract")
        else:
            self.highlights.reveal(found)
            self._with(found, self._announce)

    def _announce(self, highlight: Highlight) -> None:
        """Tell those who do not see it which highlight was gone to."""
        text = f"{self.names[highlight.colour]}: {self.quote_of(highlight)}. {note_line(highlight.note)}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._reader, text))

    def _with_chosen(self, command: Callable[[Highlight], None]) -> None:
        chosen = self.highlights.chosen or self._under_cursor()
        if chosen is None:
            self.said.emit(_NOTHING)
        else:
            self.highlights.choose(chosen.id)
            command(chosen)

    def _under_cursor(self) -> Highlight | None:
        if not self._reader.hasFocus():
            return None
        position = self._reader.textCursor().position()
        over = self.highlights.at(position) or self.highlights.at(position - 1)
        return self.highlights.highlight(over[0]) if over else None

    # --- the card --------------------------------------------------------------------------------------

    def _with_card(self, command: Callable[[HighlightCard], None]) -> None:
        self._with_chosen(lambda highlight: command(self.carding.open(highlight)))

    def _begin_note(self) -> None:
        self._with_card(lambda card: card.begin_note())

    def _selecting(self) -> None:
        if self._reader.textCursor().hasSelection():
            self.carding.close()  # what is selected is what is meant now

    def _clicked_away(self) -> None:
        self.carding.close()
        self.highlights.choose(None)

    # --- names of colours ------------------------------------------------------------------------------

    def rename(self, colour: str) -> None:
        """Ask what a colour is to be called."""
        ask_text(
            self._window, "Name of a colour", f"What {colour} stands for", self.names[colour],
            lambda name: self.names.rename(colour, name),
        )  # fmt: skip

    def _choose_name(self) -> None:
        choices = {f"{self.names[colour]} ({colour})": colour for colour in COLOURS}
        ask_choice(
            self._window, "Name of a colour", "Which colour is to be called something else?", list(choices),
            lambda choice: self.rename(choices[choice]),
        )  # fmt: skip

    # --- the keyboard ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Delete take the chosen highlight and Escape step back from it, where the keyboard is in its text or list."""
        if not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        command = {Qt.Key.Key_Delete: self._delete_chosen, Qt.Key.Key_Escape: self._step_back}.get(Qt.Key(event.key()))
        if command is None or not self._would(event.key()):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else the key would mean the paper, or lead back to the list
            return True
        if event.type() == QEvent.Type.KeyPress:
            command()
            return True
        return False

    def _would(self, key: int) -> bool:
        """Whether a key has something to do here."""
        if key == Qt.Key.Key_Escape:
            return (
                self.carding.is_open or self.highlights.chosen is not None or self._reader.textCursor().hasSelection()
            )
        return self.highlights.chosen is not None and not self._reader.textCursor().hasSelection()

    def _delete_chosen(self) -> None:
        self._with_chosen(self.delete)

    def _step_back(self) -> None:
        if self.carding.close():
            return
        self._clear_selection()
        self.highlights.choose(None)
