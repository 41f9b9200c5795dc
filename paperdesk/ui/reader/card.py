# SPDX-License-Identifier: MIT
"""The card of a highlight: its colour's name, note and tags, and what can be done with it."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from paperdesk.domain.annotation import Highlight, HighlightId
from paperdesk.ui.buttons import PushButton, ToolButton
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.icons import icon
from paperdesk.ui.labels import ShortLabel
from paperdesk.ui.reader.note_field import NoteField
from paperdesk.ui.reader.swatch import SwatchRow
from paperdesk.ui.reader.tag_editor import TagEditor
from paperdesk.ui.theme import Theme
from paperdesk.ui.wording import tooltip

_WIDTH = 320
_GAP = 8  # pixels between the card and the highlight
_GOES_AFTER = 250  # milliseconds off the highlight and off the card
_NOTE_SHOWN = 600  # code points

ShowNote = Callable[[str], str]


class HighlightCard(QFrame):
    """Shows one of the highlights over a place; the others are a step away. It stays where it is pinned."""

    recoloured = Signal(int, str)
    noted = Signal(int, str)
    tagged = Signal(int, object)
    untagged = Signal(int, str)
    copy_asked = Signal(int)
    delete_asked = Signal(int)
    rename_asked = Signal(str)
    turned = Signal(int)
    link_asked = Signal(str)
    left = Signal()

    def __init__(self, over: QWidget, names: ColourNames, note_html: ShowNote) -> None:
        super().__init__(over)
        self._over = over
        self._names = names
        self._note_html = note_html
        self._highlights: Sequence[Highlight] = ()
        self._number = 0
        self._pinned = False
        self._place = QRect()
        self.setObjectName("highlightCard")
        self.setAccessibleName("Highlight")
        self.setFixedWidth(_WIDTH)
        self._goes = QTimer(self)
        self._goes.setSingleShot(True)
        self._goes.setInterval(_GOES_AFTER)
        self._goes.timeout.connect(self.close_card)
        self._build()
        names.changed.connect(self._fill)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    # --- building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        self._note = QLabel(self)
        self._note.setObjectName("cardNote")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.RichText)
        self._note.linkActivated.connect(self.link_asked)
        self._field = NoteField(self)
        self._field.written.connect(self._write)
        self._field.left.connect(self.close_card)
        self.tags = TagEditor(self)
        self.tags.setObjectName("highlightTags")
        self.tags.field.setObjectName("highlightTagEditor")
        self.tags.field.setPlaceholderText("Add a tag")
        self.tags.field.setAccessibleName("Add a tag to the highlight")
        self.tags.set_margins(0, 0)
        self.tags.added.connect(lambda names: self.tagged.emit(self._id(), names))
        self.tags.removed.connect(lambda name: self.untagged.emit(self._id(), name))
        self.tags.left.connect(self.take_focus)
        for widget in (self._note, self._field, self.tags):
            column.addWidget(widget)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._name = PushButton("", self)
        self._name.setObjectName("colourName")
        self._name.setToolTip("Call this colour something else")
        self._name.clicked.connect(lambda: self.rename_asked.emit(self._highlights[self._number].colour))
        self._count = ShortLabel("", self)
        self._count.setObjectName("hint")
        self._before = self._button("chevron-left", "The highlight before at this place")
        self._after = self._button("chevron-right", "The next highlight at this place")
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        row.addWidget(self._name)
        row.addStretch(1)
        for widget in (self._count, self._before, self._after):
            row.addWidget(widget)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.colours = SwatchRow(self._names, "Colour", self)
        self.colours.picked.connect(lambda colour: self.recoloured.emit(self._id(), colour))
        self.note_button = self._button("sticky-note", "Write a note (N)")
        self.note_button.clicked.connect(self.begin_note)
        self.tag_button = self._button("tag", "Add a tag (Shift+T)")
        self.tag_button.clicked.connect(self.begin_tag)
        self.copy_button = self._button("copy", "Copy the quote (Q)")
        self.copy_button.clicked.connect(lambda: self.copy_asked.emit(self._id()))
        self.delete_button = self._button("trash-2", "Delete the highlight (Backspace)")
        self.delete_button.clicked.connect(lambda: self.delete_asked.emit(self._id()))
        row.addWidget(self.colours)
        row.addStretch(1)
        for button in (self.note_button, self.tag_button, self.copy_button, self.delete_button):
            row.addWidget(button)
        return row

    def _button(self, name: str, tip: str) -> ToolButton:
        button = ToolButton(self)
        button.setIcon(icon(name))
        button.setProperty("icon-name", name)
        button.setToolTip(tip)
        button.setAccessibleName(tip.split(" (")[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def dress(self) -> None:
        """Draw the icons in the colours of the theme in force."""
        for button in self.findChildren(ToolButton):
            name = button.property("icon-name")
            if name:
                button.setIcon(icon(str(name)))

    # --- showing ---------------------------------------------------------------------------------------

    @property
    def pinned(self) -> bool:
        """Whether it stays until it is closed."""
        return self._pinned

    def show_at(self, highlights: Sequence[Highlight], place: QRect, *, pinned: bool) -> None:
        """Show the first of `highlights`, below `place`, which they cover, or above it where there is no room."""
        self._goes.stop()
        self._end_note()
        self._highlights, self._number, self._pinned = highlights, 0, pinned
        self._place = place
        self._fill()
        self.show()
        self.raise_()

    def refresh(self, highlights: Sequence[Highlight]) -> None:
        """Show the same highlights as they are now; those not among `highlights` are gone."""
        now = {highlight.id: highlight for highlight in highlights}
        before = [highlight.id for highlight in self._highlights]
        self._highlights = [now[one] for one in before if one in now]
        if not self._highlights:
            self.close_card()
            return
        gone_before = sum(one not in now for one in before[: self._number])
        self._number = min(self._number - gone_before, len(self._highlights) - 1)
        self._fill()

    def turn(self, by: int) -> None:
        """Show the next (1) or the previous (-1) highlight at this place."""
        if self._highlights:
            self._end_note()
            self._number = (self._number + by) % len(self._highlights)
            self._pinned = True
            self._fill()
            self.turned.emit(self._id())

    def close_card(self) -> None:
        """Close it, whatever is being written in it is saved first."""
        held = self.isAncestorOf(self.window().focusWidget() or self._over)
        self._goes.stop()
        self._end_note()
        if held:
            self.left.emit()  # while it is seen: what is hidden passes the keyboard on to a link of the text
        self.hide()
        self._highlights = ()

    def leave(self) -> None:
        """The mouse is on the highlight no more: go soon, unless pinned."""
        if not self._pinned and self.isVisible():
            self._goes.start()

    def stop(self) -> None:
        """Save what is being written: the window closes."""
        self._goes.stop()
        self._field.save()

    def offer(self, names: Sequence[str]) -> None:
        """Offer names of tags for completion."""
        self.tags.offer(names)

    # --- the keyboard ----------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Move the keyboard to the first thing that can be done."""
        self._pinned = True
        current = next((s for s in self.colours.swatches if s.isChecked()), self.colours.swatches[0])
        current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_note(self) -> None:
        """Write the note."""
        if self._highlights:
            self._pinned = True
            self._note.hide()
            self._field.show()
            self._fit()
            self._field.begin(self._highlights[self._number].note)

    def begin_tag(self) -> None:
        """Write a tag."""
        self._pinned = True
        self.tags.begin()

    def _end_note(self) -> None:
        if self._field.isHidden():
            return
        self._field.save()
        if self._field.hasFocus():
            self.take_focus()
        self._field.hide()
        if self._highlights:
            self._fill()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round what can be done here: the text below would take the Tab key for its own links."""
        stops = [widget for widget in self._chain() if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if not stops:
            return False
        here = self.focusWidget()
        number = stops.index(here) + (1 if forward else -1) if here in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[number % len(stops)].setFocus(reason)
        return True

    def _chain(self) -> Iterator[QWidget]:
        """Yield what is seen in the card, in the order of the Tab key."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if self.isAncestorOf(widget) and widget.isVisible():
                yield widget
            widget = widget.nextInFocusChain()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # else the window's own Escape would leave the reader
            elif event.type() == QEvent.Type.KeyPress:
                self.close_card()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            forward = event.key() == Qt.Key.Key_Right
            self.focusNextPrevChild(forward)
        event.accept()

    # --- inside ----------------------------------------------------------------------------------------

    def _id(self) -> HighlightId:
        return self._highlights[self._number].id

    def _write(self, text: str) -> None:
        if self._highlights:
            self.noted.emit(self._id(), text)

    def _fill(self) -> None:
        if not self._highlights:
            return
        highlight = self._highlights[self._number]
        name = self._names[highlight.colour]
        self._name.setText(name.replace("&", "&&"))
        self._name.setAccessibleName(f"{name}: rename this colour")
        many = len(self._highlights) > 1
        self._count.setText(f"{self._number + 1} of {len(self._highlights)}" if many else "")
        self._count.setVisible(many)
        for button in (self._before, self._after):
            button.setVisible(many)
        self.colours.show_checked((highlight.colour,))
        self.tags.show_tags(highlight.tags)
        if self._field.isHidden():
            text = highlight.note if len(highlight.note) <= _NOTE_SHOWN else highlight.note[:_NOTE_SHOWN] + "…"
            html = self._note_html(text) if text.strip() else ""
            self._note.setText(html)
            by = Qt.TextInteractionFlag.LinksAccessibleByMouse
            # A label whose links the keyboard reaches stops the Tab key also where it has none.
            self._note.setTextInteractionFlags(
                by | Qt.TextInteractionFlag.LinksAccessibleByKeyboard if "<a " in html else by
            )
            self._note.setFocusPolicy(Qt.FocusPolicy.TabFocus if "<a " in html else Qt.FocusPolicy.NoFocus)
            self._note.setVisible(bool(text.strip()))
        self.setAccessibleDescription(tooltip(highlight.note[:_NOTE_SHOWN]))
        self._fit()

    def _fit(self) -> None:
        self._column.activate()
        self.setFixedHeight(self._column.totalHeightForWidth(_WIDTH))
        self._stand()
        self.update()

    def _stand(self) -> None:
        """Stand below the place, or above it where there is no room; where there is none either, over its emptier side."""
        room, place = self._over.rect(), self._place
        left = min(max(place.left(), 4), max(room.width() - self.width() - 4, 4))
        above, below = place.top() - _GAP - self.height(), place.bottom() + _GAP
        if below + self.height() <= room.height():
            top = below
        elif above >= 0:
            top = above
        else:
            top = 0 if place.top() > room.height() - place.bottom() else max(room.height() - self.height() - 2, 0)
        self.move(left, top)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._highlights:
            painter = QPainter(self)
            ink = QColor(Theme.colours.ink(self._highlights[self._number].colour))
            painter.fillRect(4, 8, 3, self.height() - 16, ink)
            painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._goes.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pinned = True
        event.accept()  # the text below is not meant

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
