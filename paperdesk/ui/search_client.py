# SPDX-License-Identifier: MIT
"""The searching process as the window knows it: questions go out, answers come back as signals."""

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from paperdesk.config.log import logger
from paperdesk.domain.conditions import EVERYTHING, Condition
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.services.processes import read_message, start, write_message
from paperdesk.services.search_messages import (
    ALL,
    Answer,
    Ask,
    AskAuthors,
    AskCounts,
    AskSimilar,
    AuthorsAnswer,
    CountsAnswer,
    Failed,
    Question,
    Rebuild,
    SimilarAnswer,
    State,
    Stop,
    Suggestion,
)

_PATIENCE = 0.3  # seconds for the process to end by itself; nothing is lost where it is ended
_MOST_STARTS, _WITHIN = 4, 60.0  # a process that dies more often than so many times in so many seconds stays dead
_DEAD = "the search process ends again and again; until it runs, titles alone are searched"
_log = logger("search")


class SearchFailure(Exception):
    """A bug met by the process; the text is its own trace."""


class _Process:
    """One run of the process, and the two threads that write to it and read from it: the window waits for neither."""

    def __init__(self, library: Path, came: Callable[["_Process", object], None]) -> None:
        self._came = came
        self._popen = start("paperdesk.services.search_process", str(library))
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("search-writer", self._write), ("search-listener", self._listen))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def number(self) -> int:
        """The number that the system knows it by."""
        return self._popen.pid

    def put(self, message: object) -> None:
        """Send a message; where the process just died, whoever listens hears of that."""
        self._outbox.put(message)

    def _write(self) -> None:
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            while (message := self._outbox.get()) is not None:
                write_message(self._popen.stdin, message)
        with contextlib.suppress(OSError):
            self._popen.stdin.close()

    def _listen(self) -> None:
        assert self._popen.stdout is not None
        while (message := read_message(self._popen.stdout)) is not None:
            self._came(self, message)
        self._came(self, None)

    def end(self, patience: float) -> int:
        """See the process off, by force after `patience` seconds, with everything that belongs to it; return its status."""
        self._outbox.put(None)
        try:
            status = self._popen.wait(patience)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            status = self._popen.wait()
        for thread in self._threads:
            thread.join()
        if self._popen.stdout is not None:
            self._popen.stdout.close()
        return status


class SearchClient(QObject):
    """Starts the process when it is first needed, and again when it dies. Signals arrive on the window's thread."""

    answered = Signal(object)
    counted = Signal(object)
    likened = Signal(object)
    suggested = Signal(object)
    authors_came = Signal(object)
    state_changed = Signal(object)
    failed = Signal(object)
    _came = Signal(object, object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._process: _Process | None = None
        self._starts: list[float] = []  # monotonic
        self._serial = 0
        self._open: dict[type, Question | Rebuild] = {}  # the latest of each kind that has no answer yet
        self._closed = False
        self.state = State()
        self._came.connect(self._receive)

    def start(self) -> bool:
        """Start the process, if it does not run; return whether it runs."""
        if self._process is not None or self._closed:
            return self._process is not None
        now = time.monotonic()
        self._starts = [start for start in self._starts if now - start < _WITHIN]
        if len(self._starts) >= _MOST_STARTS:
            return False
        self._starts.append(now)
        try:
            self._process = _Process(self._library, self._came.emit)
        except OSError as error:
            _log.exception("the search process cannot be started")
            self._tell(State(trouble=f"the search process cannot be started: {error.strerror or error}"))
        return self._process is not None

    @property
    def is_ready(self) -> bool:
        """Whether there is an index, and a process, to answer from."""
        return self._process is not None and self.state.ready

    @property
    def process_id(self) -> int | None:
        """The number of the process; None while it does not run."""
        return self._process.number if self._process else None

    def ask(self, query: Query, page: int = ALL, typed: Condition = EVERYTHING) -> int:
        """Ask for the papers of `query`, the first `page` of them at once; return the serial of the answers.

        `typed` is the part of it in which a slip may be mended.
        """
        return self._send(lambda serial: Ask(serial, query, page, typed))

    def ask_counts(self, conditions: Sequence[Condition], mine: Condition | None) -> int:
        """Ask how many papers meet each of `conditions`, and which meet `mine`."""
        return self._send(lambda serial: AskCounts(serial, tuple(conditions), mine))

    def ask_similar(self, paper: PaperId, count: int) -> int:
        """Ask for the papers most like `paper`."""
        return self._send(lambda serial: AskSimilar(serial, paper, count))

    def ask_authors(self, count: int) -> int:
        """Ask for the authors of the most papers."""
        return self._send(lambda serial: AskAuthors(serial, count))

    def rebuild(self) -> None:
        """Have the index built anew."""
        self._open[Rebuild] = Rebuild()
        if self.start():
            self._put(Rebuild())
        else:
            self._give_up()

    def _send(self, make: Callable[[int], Question]) -> int:
        self._serial += 1
        question = make(self._serial)
        self._open[type(question)] = question
        if self.start():
            self._put(question)
        return self._serial

    def _put(self, message: object) -> None:
        if self._process is not None:
            self._process.put(message)

    # --- what comes back -------------------------------------------------------------------------------

    def _receive(self, process: _Process, message: object) -> None:
        if process is not self._process or self._closed:
            return
        match message:
            case Answer() as answer:
                if answer.found is None or answer.found.listing.whole:
                    self._close_question(Ask, answer.serial)
                self.answered.emit(answer)
            case CountsAnswer() as counts:
                self._close_question(AskCounts, counts.serial)
                self.counted.emit(counts)
            case SimilarAnswer() as similar:
                self._close_question(AskSimilar, similar.serial)
                self.likened.emit(similar)
            case AuthorsAnswer() as authors:
                self._close_question(AskAuthors, authors.serial)
                self.authors_came.emit(authors)
            case Suggestion() as suggestion:
                self.suggested.emit(suggestion)
            case State() as state:
                self._tell(state)
            case Failed(report):
                _log.error("the search process failed\n%s", report)
                self.failed.emit(SearchFailure(report))
            case None:
                self._revive()

    def _close_question(self, kind: type, serial: int) -> None:
        question = self._open.get(kind)
        if question is not None and not isinstance(question, Rebuild) and question.serial == serial:
            del self._open[kind]

    def _tell(self, state: State) -> None:
        if self.state.building and not state.building:
            self._open.pop(Rebuild, None)
        self.state = state
        self.state_changed.emit(state)

    def _revive(self) -> None:
        """Start the process again after it died, and ask again what it did not answer."""
        process, self._process = self._process, None
        status = process.end(0) if process else 0
        _log.warning("the search process ended with %s and is started again", status)
        if self.start():
            for question in self._open.values():
                self._put(question)
        else:
            self._give_up()

    def _give_up(self) -> None:
        """Say that nothing is answered any more, and answer so what was asked."""
        asked = self._open.get(Ask)
        self._open.clear()
        self._tell(State(trouble=_DEAD))
        if isinstance(asked, Ask):
            self.answered.emit(Answer(asked.serial, None))

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            process.put(Stop())
            process.end(_PATIENCE)
