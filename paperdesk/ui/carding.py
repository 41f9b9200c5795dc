# SPDX-License-Identifier: MIT
"""When the card of a highlight comes and goes, and where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QUrl, Signal

from paperdesk.domain.annotation import Highlight, HighlightId
from paperdesk.ui.colour_names import ColourNames
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.reader.card import HighlightCard
from paperdesk.ui.reader.highlights import ReaderHighlights
from paperdesk.ui.reader.view import ReaderView


class Carding(QObject):
    """Shows the card while the mouse rests on a highlight, and until it is closed where one is clicked or asked for.

    `made` brings the card when it is first needed; `link_followed` a paper that a link in a note leads to.
    """

    made = Signal(object)
    link_followed = Signal(int)

    def __init__(self, desk: LibraryDesk, highlights: ReaderHighlights, reader: ReaderView, names: ColourNames) -> None:
        super().__init__(reader)
        self._desk = desk
        self._highlights = highlights
        self._reader = reader
        self._names = names
        self._card: HighlightCard | None = None
        self._tags: Sequence[str] = ()
        highlights.changed.connect(self._refresh)

    @property
    def is_open(self) -> bool:
        """Whether the card is to be seen."""
        return self._card is not None and self._card.isVisible()

    @property
    def card(self) -> HighlightCard:
        """The card, made when it is first needed."""
        if self._card is None:
            card = self._card = HighlightCard(self._reader.viewport(), self._names, self._note_html)
            card.turned.connect(self._turned)
            card.link_asked.connect(self._follow_link)
            card.left.connect(self._reader.setFocus)
            card.offer(self._tags)
            self.made.emit(card)
        return self._card

    def open(self, highlight: Highlight) -> HighlightCard:
        """Bring a highlight into sight, with its card; return the card."""
        self._highlights.reveal(highlight.id)
        self._show([highlight.id], pinned=True)
        return self.card

    def rest(self, over: Sequence[HighlightId], place: QPoint) -> None:
        """The mouse rests on highlights: show what they say, unless something else is being done."""
        busy = self._card is not None and self._card.isVisible() and self._card.pinned
        if not busy and not self._reader.textCursor().hasSelection():
            self._show(over, pinned=False)

    def click(self, over: Sequence[HighlightId], place: QPoint) -> None:
        """Highlights were clicked, the first of them is meant."""
        self._highlights.choose(over[0])
        self._show(over, pinned=True)

    def leave(self) -> None:
        """The mouse is on no highlight any more."""
        if self._card is not None:
            self._card.leave()

    def close(self) -> bool:
        """Close the card; return whether it was open."""
        if self._card is None or self._card.isHidden():
            return False
        self._card.close_card()
        return True

    def stop(self) -> None:
        """Save what is being written: the window closes."""
        if self._card is not None:
            self._card.stop()

    def dress(self) -> None:
        """Draw icons in the colours of the theme in force."""
        if self._card is not None:
            self._card.dress()

    def offer(self, tags: Sequence[str]) -> None:
        """Offer names of tags for completion."""
        self._tags = tags
        if self._card is not None:
            self._card.offer(tags)

    def _show(self, over: Sequence[HighlightId], *, pinned: bool) -> None:
        """Show highlights, the first of them and then the others in the same place."""
        span = self._highlights.span(over[0])
        wanted = [*over, *(self._highlights.at(span.start) if span is not None else ())]
        shown = [h for one in dict.fromkeys(wanted) if (h := self._highlights.highlight(one)) is not None]
        if shown:
            place = self._highlights.bounds(span) if span is not None else QRect(24, 0, 1, 8)
            self.card.show_at(shown, place, pinned=pinned)

    def _turned(self, highlight: int) -> None:
        self._highlights.choose(HighlightId(highlight))

    def _refresh(self) -> None:
        paper = self._reader.paper
        if self._card is not None and self._card.isVisible():
            self._card.refresh(paper.highlights if paper is not None else ())

    def _note_html(self, text: str) -> str:
        from paperdesk.reading.notes import note_html  # only where there is a note to show

        return note_html(text, self._title_of)

    def _title_of(self, target: str) -> str | None:
        paper = self._desk.view.linked(target)
        row = self._desk.view.rows([paper]).get(paper) if paper is not None else None
        return row.title if row is not None else None

    def _follow_link(self, address: str) -> None:
        from paperdesk.reading.notes import target_of

        target = target_of(address)
        paper = self._desk.view.linked(target) if target else None
        if paper is not None:
            self.link_followed.emit(paper)
        else:
            self._reader.open_link(QUrl(address))
