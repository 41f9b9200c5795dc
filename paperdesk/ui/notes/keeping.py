# SPDX-License-Identifier: MIT
"""Keeps notes as they are typed: a word is in the library within a second, and none is lost whatever happens meanwhile.

Each paper whose note was touched has a draft. It is written less than half a second after the first key that is not kept, then
again; when the reader turns elsewhere at once. A note that another process wrote meanwhile is joined, not overwritten;
a write that fails is tried again until it succeeds, and the text stays here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from paperdesk.domain.errors import Trouble
from paperdesk.domain.note_links import joined
from paperdesk.domain.paper import PaperId
from paperdesk.ui.desk import LibraryDesk

if TYPE_CHECKING:
    from paperdesk.library.library import Library

KEEP_AFTER = 400  # milliseconds after the first key that is not kept yet
RETRY_AFTER = 5_000
PATIENCE = 10.0  # seconds that the end of the window waits for the last word
JOINED = "This note was changed elsewhere meanwhile: both texts are kept, one below the other"


@dataclass(slots=True)
class _Draft:
    """The note on one paper, a blank one as none.

    `known` is what the library holds as far as is known here, `text` what stands in the field, `sent` what the latest
    write under way brings.
    """

    known: str
    text: str
    sent: str | None = None
    has_failed: bool = False
    was_kept: bool = False

    @property
    def is_kept(self) -> bool:
        return self.text == self.known and self.sent is None

    @property
    def is_to_send(self) -> bool:
        return self.text != (self.known if self.sent is None else self.sent)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How a write ended: what the library holds now, what it held that was not known here, and what went wrong."""

    text: str
    theirs: str = ""
    trouble: str = ""


class NoteKeeping(QObject):
    """Writes drafts. `stated` says how the note of a paper stands, and whether badly; `became` brings a text that the
    draft of a paper grew into; `said` tells what the reader should know.
    """

    stated = Signal(int, str, bool)
    became = Signal(int, str)
    said = Signal(str)

    def __init__(self, desk: LibraryDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._open: PaperId | None = None
        self._drafts: dict[PaperId, _Draft] = {}
        self._written: dict[PaperId, str] = {}  # by the writing thread alone: what it brought last of each
        self._troubled: set[PaperId] = set()  # likewise: those whose last write failed
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    def open(self, paper: PaperId | None, note: str) -> str:
        """Keep the note that was open, and open that of `paper`, which is `note` in the library.

        Returns the text to be shown: the note, or what was typed and is not kept yet.
        """
        self.keep()
        before, self._open = self._open, paper
        if before is not None and before != paper:
            self._forget(before)
        if paper is None:
            return ""
        draft = self._drafts.get(paper)
        if draft is None or (draft.is_kept and before != paper):
            draft = self._drafts[paper] = _Draft(note, note)
        self._state(paper, draft)
        return draft.text

    def typed(self, text: str) -> None:
        """Take what now stands in the field."""
        draft = self._drafts.get(self._open) if self._open is not None else None
        if draft is None or self._open is None:
            return
        draft.text = _plain(text)
        self._state(self._open, draft)
        if not draft.is_kept and not draft.has_failed:
            self._soon()

    def met(self, paper: PaperId, note: str) -> None:
        """Take what the library holds now: of our own writing, undone, or written by another process."""
        draft = self._drafts.get(paper)
        if draft is None or note in (draft.known, draft.sent):
            return
        if draft.is_kept:
            draft.known = draft.text = note
            self.became.emit(paper, note)
        elif draft.sent is None:
            draft.known = note
            self._join(paper, draft, note)
            self._soon()
        # Else what is under way meets it in the library itself.

    @property
    def unkept(self) -> int:
        """How many notes could not be written when that was tried."""
        return sum(draft.has_failed for draft in self._drafts.values())

    # --- writing ---------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write at once what is not kept yet."""
        self._timer.stop()
        for paper, draft in self._drafts.items():
            if draft.is_to_send:
                self._send(paper, draft)

    def _soon(self) -> None:
        """Write less than half a second after the first key: the timer is not begun anew by those after it."""
        if not self._timer.isActive() or self._timer.remainingTime() > KEEP_AFTER:
            self._timer.start(KEEP_AFTER)

    def _send(self, paper: PaperId, draft: _Draft) -> None:
        text, known = draft.text, draft.known
        draft.sent = text
        self._desk.keep(
            lambda library: self._write(library, paper, text, known),
            lambda outcome: self._ended(paper, text, outcome),
            lambda: self._ended(paper, text, _Outcome(known, trouble="something in PaperDesk failed")),
        )

    def _write(self, library: "Library", paper: PaperId, text: str, known: str) -> _Outcome:
        """Write, on the writing thread. Trouble is returned: it is told once, not at every attempt."""
        from paperdesk.services import annotating  # what writes is loaded by the thread that writes

        try:
            kept, theirs = annotating.keep_note(library, paper, text, known=(known, self._written.get(paper, known)))
        except Trouble as trouble:
            self._troubled.add(paper)
            return _Outcome(known, trouble=trouble.text)
        self._written[paper] = kept
        self._troubled.discard(paper)
        return _Outcome(kept, theirs)

    def _ended(self, paper: PaperId, text: str, outcome: _Outcome) -> None:
        draft = self._drafts.get(paper)
        if draft is None:
            return
        if draft.sent == text:
            draft.sent = None
        if outcome.trouble:
            self._failed(draft, outcome.trouble)
        else:
            draft.known, draft.has_failed, draft.was_kept = outcome.text, False, True
            if outcome.theirs:
                self._join(paper, draft, outcome.theirs)
            if draft.is_to_send:
                self._soon()
        self._state(paper, draft)
        self._forget(paper)

    def _failed(self, draft: _Draft, trouble: str) -> None:
        if not draft.has_failed:
            self.said.emit(f"The note is not saved yet: {trouble}. It stays here and is tried again.")
        draft.has_failed = True
        if not self._timer.isActive():
            self._timer.start(RETRY_AFTER)

    def _join(self, paper: PaperId, draft: _Draft, theirs: str) -> None:
        """Let the draft hold what others wrote as well, and say so where that is news."""
        before, draft.text = draft.text, joined(draft.text, theirs)
        if draft.text != before:
            self.became.emit(paper, draft.text)
            self.said.emit(JOINED)

    def _state(self, paper: PaperId, draft: _Draft) -> None:
        if draft.has_failed:
            self.stated.emit(paper, "Not saved yet", True)
        else:
            self.stated.emit(paper, "Saved" if draft.was_kept and draft.is_kept else "", False)

    def _forget(self, paper: PaperId) -> None:
        if paper != self._open and self._drafts[paper].is_kept:
            del self._drafts[paper]

    def stop(self) -> int:
        """Write what is left and wait for that, since the window closes; return how many notes could not be kept."""
        self.keep()
        self._timer.stop()
        sent = [paper for paper, draft in self._drafts.items() if draft.sent is not None]
        if not sent:
            return self.unkept
        if not self._desk.jobs.finish_keeping(PATIENCE):
            return len(sent)
        return sum(paper in self._troubled for paper in sent)


def _plain(text: str) -> str:
    """Return a note as the library holds it: a blank one is none."""
    return text if text.strip() else ""
