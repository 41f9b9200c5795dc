# SPDX-License-Identifier: MIT
"""What stands around the reader's text of its paper: the margin with its highlights, and that its text changed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from paperdesk.domain.annotation import HighlightId, TextVersion
from paperdesk.domain.errors import UnknownPaper
from paperdesk.ui.annotating import Annotating
from paperdesk.ui.desk import LibraryDesk
from paperdesk.ui.looks import Looks
from paperdesk.ui.margin.view import MarginPane
from paperdesk.ui.panes import ReaderPane
from paperdesk.ui.reader.versions import VersionLine, VersionsDialog

MARGIN_ACTIONS = ("toggle-margin", "focus-margin", "show-changes", "show-original")
_NO_ROOM = "There is no room for the margin: close the note, or make the window larger"
_ONE_TEXT = "This text has not changed since it came"


class Margining(QObject):
    """Shows the margin where a paper has something to list, unless the reader has folded it; made when first needed."""

    said = Signal(str)
    note_asked = Signal()

    def __init__(
        self, desk: LibraryDesk, annotating: Annotating, pane: ReaderPane, looks: Looks, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._annotating = annotating
        self._pane = pane
        self._looks = looks
        self._window = window
        self._margin: MarginPane | None = None
        self._line: VersionLine | None = None
        self._versions: tuple[TextVersion, ...] = ()
        self._folded = False
        self._asked_for = 0  # the paper for which the margin was asked though it lists nothing
        annotating.highlights.changed.connect(self._follow)
        annotating.highlights.chosen_changed.connect(self._choose)
        pane.reader.was_set.connect(self._follow_text)
        pane.beside.room_changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action on the margin does, by its name."""
        return {
            "toggle-margin": self.toggle,
            "focus-margin": self.take_focus,
            "show-changes": lambda: self._compare(original=False),
            "show-original": lambda: self._compare(original=True),
        }

    # --- the margin ------------------------------------------------------------------------------------

    @property
    def margin(self) -> MarginPane | None:
        """The margin, None while no paper had anything to list."""
        return self._margin

    def state(self) -> str:
        """Return whether the margin is folded and how large it is, for the next start."""
        return ("folded," if self._folded else "shown,") + self._pane.beside.state()

    def restore(self, state: str) -> None:
        """Take what `state` returned."""
        kind, _, sizes = state.partition(",")
        self._folded = kind == "folded"
        self._pane.beside.restore(sizes)
        self._follow()

    def toggle(self) -> None:
        """Fold the margin, or show it: also where it has nothing to list, for this paper."""
        paper = self._pane.reader.paper
        if self._margin is not None and not self._margin.isHidden():
            held = self._margin.isAncestorOf(self._window.focusWidget() or self._window)
            self._folded, self._asked_for = True, 0
            self._follow()
            if held:
                self._pane.reader.setFocus()
        elif paper is None:
            self.said.emit("Choose a paper in the list first")
        elif not self._pane.beside.has_room and not self._folded:
            self.said.emit(_NO_ROOM)
        else:
            self._folded, self._asked_for = False, paper.id
            self._follow()

    def take_focus(self) -> None:
        """Move the keyboard to the margin."""
        if self._margin is None or self._margin.isHidden():
            self.toggle()
        if self._margin is not None and not self._margin.isHidden():
            self._margin.take_focus()

    def _follow(self) -> None:
        self._say_versions()
        paper = self._pane.reader.paper
        wanted = paper is not None and (paper.highlights or paper.id == self._asked_for)
        if not wanted or self._folded or not self._pane.beside.has_room:
            if self._margin is not None:
                self._margin.hide()
            return
        margin = self._made()
        margin.show_paper(paper)
        if margin.isHidden():
            margin.show()
            self._pane.beside.share()

    def _made(self) -> MarginPane:
        if self._margin is None:
            annotating = self._annotating
            margin = self._margin = MarginPane(annotating.names, annotating.quote_of, self._pane.beside)
            margin.hide()
            self._pane.beside.add_margin(margin)
            margin.chosen.connect(self._chosen)
            margin.entered.connect(self._entered)
            margin.place_asked.connect(self._place)
            margin.rename_asked.connect(annotating.rename)
            margin.note_asked.connect(self.note_asked)
            margin.list.installEventFilter(annotating)
        return self._margin

    def _choose(self) -> None:
        chosen = self._annotating.highlights.chosen
        if self._margin is not None and not self._margin.isHidden():
            current = self._margin.current()
            if (chosen.id if chosen else None) != (current.id if current else None):
                self._margin.select(chosen.id if chosen is not None else None)

    def _chosen(self, highlight: int) -> None:
        self._annotating.highlights.reveal(HighlightId(highlight))

    def _entered(self, highlight: int) -> None:
        self._annotating.highlights.reveal(HighlightId(highlight))
        self._pane.reader.setFocus()

    def _place(self, highlight: int) -> None:
        known = self._annotating.highlights.highlight(HighlightId(highlight))
        if known is not None:
            self._annotating.place_again(known)

    # --- versions of the text --------------------------------------------------------------------------

    def _follow_text(self) -> None:
        """Say that the text changed, where it did."""
        paper = self._pane.reader.paper
        try:
            self._versions = self._desk.view.versions(paper.id) if paper is not None else ()
        except UnknownPaper:  # taken out since
            self._versions = ()
        if self._line is None and len(self._versions) > 1:
            self._line = VersionLine(self._pane)
            self._line.changes_asked.connect(lambda: self._compare(original=False))
            self._line.original_asked.connect(lambda: self._compare(original=True))
            self._pane.below.addWidget(self._line)
        self._say_versions()

    def _say_versions(self) -> None:
        paper = self._pane.reader.paper
        if self._line is not None:
            lost = sum(highlight.detached for highlight in paper.highlights) if paper is not None else 0
            self._line.show_versions(self._versions, lost)

    def _compare(self, *, original: bool) -> None:
        if len(self._versions) < 2:
            self.said.emit(_ONE_TEXT)
            return
        face, pixels = self._looks.type()
        VersionsDialog(self._versions, original=original, face=face, pixels=pixels, parent=self._window).open()
