# SPDX-License-Identifier: MIT
"""The process that searches: it answers what comes through a pipe, and keeps the index current in between.

`python -m paperdesk.services.search_process LIBRARY` reads messages from its standard input and writes them to its
standard output. A newer question overtakes an older one. While the index is being built, questions are
answered from the one before, or with None where there is none. The process ends when its input does.
"""

import contextlib
import os
import queue
import signal
import sys
import threading
from collections import deque
from pathlib import Path
from typing import BinaryIO

from paperdesk.config.log import logger
from paperdesk.domain.errors import Trouble
from paperdesk.library.view import View
from paperdesk.search.errors import IndexBusy, IndexUnusable
from paperdesk.search.evaluating import Cancelled
from paperdesk.services.finding import FEW, Finder
from paperdesk.services.indexing import build_index, catch_up, open_index
from paperdesk.services.search_messages import (
    Answer,
    Ask,
    AskCounts,
    AskSimilar,
    CountsAnswer,
    Found,
    Rebuild,
    SimilarAnswer,
    State,
    Stop,
    Suggestion,
    read_message,
    write_message,
)

_LISTEN = 0.2  # seconds between two looks at the library's log
_log = logger("search")


def main(library: Path) -> None:
    """Answer until the input ends or `Stop` comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    with contextlib.suppress(BrokenPipeError), View(library) as view:
        _Service(sys.stdin.buffer, answers, view).run()
        answers.flush()


class _Stopped(Exception):
    """`Stop` came in the middle of something."""


class _Service:
    def __init__(self, questions: BinaryIO, answers: BinaryIO, view: View) -> None:
        self._answers = answers
        self._view = view
        self._inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(questions,), name="questions", daemon=True).start()
        self._finder: Finder | None = None
        self._asked: Ask | None = None
        self._others: deque[AskCounts | AskSimilar] = deque()
        self._rebuild = False
        self._stop = False

    def run(self) -> None:
        with contextlib.suppress(_Stopped):
            self._open()
            while True:
                self._receive(_LISTEN)
                self._answer_all()
                self._follow()

    # --- questions -------------------------------------------------------------------------------------

    def _read(self, questions: BinaryIO) -> None:
        """Take messages in as they come, in a thread of its own, so that the work in hand can look for newer ones."""
        while (message := read_message(questions)) is not None:
            self._inbox.put(message)
        self._inbox.put(Stop())

    def _send(self, message: object) -> None:
        write_message(self._answers, message)

    def _receive(self, seconds: float = 0) -> None:
        """Take in all messages that are there; wait for one for `seconds`."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._take(self._inbox.get(timeout=seconds) if seconds else self._inbox.get_nowait())
                seconds = 0

    def _take(self, message: object) -> None:
        match message:
            case Ask() as ask:
                self._asked = ask
            case AskCounts() | AskSimilar() as other:
                self._others.append(other)
            case Rebuild():
                self._rebuild = True
            case Stop():
                self._stop = True

    def _overtaken(self) -> bool:
        self._receive()
        return self._asked is not None or self._stop

    def _answer_all(self) -> None:
        while self._asked or self._others:
            if self._asked:
                ask, self._asked = self._asked, None
                with contextlib.suppress(Cancelled):
                    self._answer(ask)
            else:
                self._answer_other(self._others.popleft())
            self._receive()
        if self._stop:
            raise _Stopped

    def _answer(self, ask: Ask) -> None:
        page = self._find(ask, ask.page)
        self._send(Answer(ask.serial, page))
        if page is not None and not page.listing.whole and not self._overtaken():
            self._send(Answer(ask.serial, self._find(ask, None)))
        if page is not None and page.total <= FEW and not self._overtaken():
            self._suggest(ask)

    def _suggest(self, ask: Ask) -> None:
        text = self._finder.suggestion(ask.query.condition) if self._finder else ""
        if text:
            self._send(Suggestion(ask.serial, text))

    def _find(self, ask: Ask, first: int | None) -> Found | None:
        if self._finder is None:
            return None
        try:
            return self._finder.find(ask.query, first, self._overtaken)
        except IndexUnusable as trouble:
            self._lose(trouble)
            return None

    def _answer_other(self, question: AskCounts | AskSimilar) -> None:
        try:
            if isinstance(question, AskCounts):
                self._send(self._counted(question))
            else:
                papers = self._finder.similar(question.paper, question.count) if self._finder else ()
                self._send(SimilarAnswer(question.serial, tuple(papers)))
        except IndexUnusable as trouble:
            self._lose(trouble)

    def _counted(self, question: AskCounts) -> CountsAnswer:
        if self._finder is None:
            return CountsAnswer(question.serial)
        counts = tuple(self._finder.counts(question.conditions))
        if question.mine is None:
            return CountsAnswer(question.serial, counts)
        return CountsAnswer(question.serial, counts, self._finder.ids(question.mine))

    # --- the index -------------------------------------------------------------------------------------

    def _open(self) -> None:
        index = open_index(self._view.folder)
        if index is None:
            self._rebuild = True
        else:
            self._finder = Finder(self._view, index)
            self._send(State(upto=index.upto))

    def _lose(self, trouble: Trouble) -> None:
        _log.warning("the index is built anew: %s", trouble.text)
        self._finder = None
        self._rebuild = True

    def _follow(self) -> None:
        """Bring the index up to date; tell when it is."""
        try:
            if self._rebuild:
                self._build()
            elif self._finder is not None:
                self._catch_up(self._finder)
        except IndexUnusable as trouble:
            self._lose(trouble)
        except IndexBusy:
            pass  # whoever writes it now does this work
        except Trouble as trouble:
            self._rebuild = False
            self._send(State(trouble=trouble.text))

    def _catch_up(self, finder: Finder) -> None:
        index = finder.index
        before = index.upto
        if before == self._view.last_change():
            if index.merge_is_due:
                index.merge()
            return
        if not catch_up(self._view, index, self._between):
            self._rebuild = True
        elif index.upto != before:
            self._send(State(upto=index.upto))

    def _build(self) -> None:
        index = build_index(self._view, self._told, lambda: self._stop)
        self._rebuild = False
        self._finder = Finder(self._view, index)
        self._send(State(upto=index.upto))

    def _told(self, done: int, total: int) -> None:
        self._send(State(building=True, done=done, total=total))
        self._between()

    def _between(self) -> None:
        """Answer what was asked meanwhile."""
        self._receive()
        self._answer_all()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)  # the reading thread waits in the lock of standard input, and Python would trip over it
