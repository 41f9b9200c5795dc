# SPDX-License-Identifier: MIT
"""The searching process as the window knows it: questions go out, answers come back as signals."""

import contextlib
import dataclasses
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from paperdesk.config.log import logger
from paperdesk.domain.conditions import Condition
from paperdesk.domain.paper import PaperId
from paperdesk.domain.query import Query
from paperdesk.services.search_messages import (
    Answer,
    Ask,
    AskCounts,
    AskSimilar,
    CountsAnswer,
    Question,
    Rebuild,
    SimilarAnswer,
    State,
    Stop,
    Suggestion,
    read_message,
    write_message,
)

if TYPE_CHECKING:
    from subprocess import Popen

_PATIENCE = 2.0  # seconds for the process to end by itself
_MOST_STARTS, _WITHIN = 4, 60.0  # a process that dies more often than so many times in so many seconds stays dead
_log = logger("search")


class SearchClient(QObject):
    """Starts the process when it is first needed, and again when it dies. Signals arrive on the window's thread."""

    answered = Signal(object)
    counted = Signal(object)
    likened = Signal(object)
    suggested = Signal(object)
    state_changed = Signal(object)
    _came = Signal(object, object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._process: Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._starts: list[float] = []
        self._serial = 0
        self._open: dict[int, Question] = {}
        self._closed = False
        self.state = State()
        self._came.connect(self._receive)

    def start(self) -> None:
        """Start the process, if it does not run."""
        if self._process is not None or self._closed:
            return
        now = time.monotonic()
        self._starts = [start for start in self._starts if now - start < _WITHIN]
        if len(self._starts) >= _MOST_STARTS:
            self._tell(State(trouble="the search process ends again and again; the log has the details"))
            return
        self._starts.append(now)
        import subprocess  # which no start of the window waits for

        command = [sys.executable, "-m", "paperdesk.services.search_process", str(self._library)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._listener = threading.Thread(
            target=self._listen, args=(self._process,), name="search-listener", daemon=True
        )
        self._listener.start()

    @property
    def is_ready(self) -> bool:
        """Whether there is an index to answer from."""
        return self.state.upto > 0

    @property
    def process_id(self) -> int | None:
        """The number of the process; None while it does not run."""
        return self._process.pid if self._process else None

    def ask(self, query: Query, page: int) -> int:
        """Ask for the papers of `query`, the first `page` of them at once; return the serial of the answers."""
        return self._send(lambda serial: Ask(serial, query, page))

    def ask_counts(self, conditions: Sequence[Condition], mine: Condition | None) -> int:
        """Ask how many papers meet each of `conditions`, and which meet `mine`."""
        return self._send(lambda serial: AskCounts(serial, tuple(conditions), mine))

    def ask_similar(self, paper: PaperId, count: int) -> int:
        """Ask for the papers most like `paper`."""
        return self._send(lambda serial: AskSimilar(serial, paper, count))

    def rebuild(self) -> None:
        """Have the index built anew."""
        self.start()
        self._put(Rebuild())

    def _send(self, make: Callable[[int], Question]) -> int:
        self.start()
        self._serial += 1
        question = make(self._serial)
        self._open = {s: q for s, q in self._open.items() if type(q) is not type(question)}
        self._open[self._serial] = question
        self._put(question)
        return self._serial

    def _put(self, message: object) -> None:
        if self._process is not None and self._process.stdin is not None:
            # Where it just died the listener says so, and what is open is asked again.
            with contextlib.suppress(OSError, ValueError):
                write_message(self._process.stdin, message)

    def _listen(self, process: "Popen[bytes]") -> None:
        """Pass on what comes, in a thread of its own; None at the end."""
        assert process.stdout is not None
        while (message := read_message(process.stdout)) is not None:
            self._came.emit(process, message)
        self._came.emit(process, None)

    def _receive(self, process: "Popen[bytes]", message: object) -> None:
        if process is not self._process:
            return
        match message:
            case Answer() as answer:
                if answer.found is None or answer.found.listing.whole:
                    self._open.pop(answer.serial, None)
                self.answered.emit(answer)
            case CountsAnswer() as counts:
                self._open.pop(counts.serial, None)
                self.counted.emit(counts)
            case SimilarAnswer() as similar:
                self._open.pop(similar.serial, None)
                self.likened.emit(similar)
            case Suggestion() as suggestion:
                self.suggested.emit(suggestion)
            case State() as state:
                self._tell(state)
            case None:
                self._revive()

    def _tell(self, state: State) -> None:
        # While it is built anew, and in trouble, the index before still answers.
        self.state = dataclasses.replace(state, upto=state.upto or self.state.upto)
        self.state_changed.emit(state)

    def _revive(self) -> None:
        """Start the process again after it died, and ask again what it did not answer."""
        self._reap()
        if self._closed:
            return
        _log.warning("the search process died and is started again")
        self.start()
        for question in self._open.values():
            self._put(question)

    def _reap(self) -> None:
        """See the process off, and everything that belongs to it."""
        import subprocess

        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._listener is not None:
            self._listener.join(_PATIENCE)
        if process.stdout is not None:
            process.stdout.close()

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._put(Stop())
        self._reap()
