# SPDX-License-Identifier: MIT
"""The process that searches: it answers what comes through a pipe, while a thread of it keeps the index current.

`python -m paperdesk.services.search_process LIBRARY` reads messages from its standard input and writes them to its
standard output. A newer question overtakes an older one of its kind. While the index is built, questions are
answered from the one before, or with None where there is none. The process ends when its input does, at
once and whatever it is doing: an index that is cut off in the middle of writing stays as it was.
"""

import contextlib
import os
import queue
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from paperdesk.domain.errors import Trouble
from paperdesk.library.view import View
from paperdesk.search.errors import IndexUnusable
from paperdesk.search.evaluating import Cancelled
from paperdesk.services.finding import FEW, Finder
from paperdesk.services.index_keeper import Keeper
from paperdesk.services.indexing import open_index
from paperdesk.services.processes import answers, read_message, write_message
from paperdesk.services.search_messages import (
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

_SWITCH = 0.001  # seconds until a thread that answers gets its turn beside one that indexes


def main(library: Path) -> None:
    """Answer until the input ends or `Stop` comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started this one
    sys.setswitchinterval(_SWITCH)
    with contextlib.suppress(BrokenPipeError):
        _Service(library, sys.stdin.buffer, answers()).run()


class _Service:
    def __init__(self, library: Path, questions: BinaryIO, answers: BinaryIO) -> None:
        self._library = library
        self._answers = answers
        self._inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._keeper = Keeper(library, self._inbox.put)
        self._view: View | None = None
        self._finder: Finder | None = None
        self._stale = False  # the index was built anew since it was opened
        self._asked: dict[type, Question] = {}  # the latest of each kind
        self._news: deque[State] = deque()  # what the keeper told, heard between two questions
        self._trouble = ""
        self._spawn("questions", lambda: self._read(questions))

    def run(self) -> None:
        self._open()
        if self._finder is not None:
            self._send(State(ready=True, upto=self._finder.index.upto))
        self._spawn("keeper", self._keeper.run)
        while True:
            self._take(self._inbox.get())
            self._receive()
            while self._asked or self._news:
                if self._news:
                    self._index_stands(self._news.popleft())
                else:
                    self._answer_next()
                self._receive()

    def _spawn(self, name: str, work: Callable[[], None]) -> None:
        threading.Thread(target=self._guarded, args=(work,), name=name, daemon=True).start()

    def _guarded(self, work: Callable[[], None]) -> None:
        """Run what a thread does; a bug in it is told, since nobody looks after a thread."""
        try:
            work()
        except Exception:  # noqa: BLE001 - the boundary of a thread
            self._inbox.put(Failed(traceback.format_exc()))

    # --- what comes ------------------------------------------------------------------------------------

    def _read(self, questions: BinaryIO) -> None:
        """Take messages in as they come, in a thread of its own, so that the work in hand can look for newer ones."""
        try:
            while not isinstance(message := read_message(questions) or Stop(), Stop):
                self._inbox.put(message)
        finally:
            os._exit(0)

    def _receive(self) -> None:
        """Take in all messages that are there."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._take(self._inbox.get_nowait())

    def _take(self, message: object) -> None:
        match message:
            case Ask() | AskCounts() | AskSimilar() as question:
                self._asked[type(question)] = question
            case AskAuthors() as question:
                self._spawn("authors", lambda: self._list_authors(question))
            case Rebuild():
                self._keeper.rebuild()
            case State() as state:
                self._news.append(state)
            case _:
                self._send(message)

    def _list_authors(self, question: AskAuthors) -> None:
        with contextlib.suppress(Trouble), View(self._library) as view:
            self._inbox.put(AuthorsAnswer(question.serial, tuple(view.frequent_authors(question.count))))

    def _send(self, message: object) -> None:
        write_message(self._answers, message)

    # --- answers ---------------------------------------------------------------------------------------

    def _overtaken(self) -> bool:
        """Whether a search is waiting: it comes before all other questions, and ends the one before."""
        self._receive()
        return Ask in self._asked

    def _answer_next(self) -> None:
        kind = Ask if Ask in self._asked else next(iter(self._asked))
        question = self._asked.pop(kind)
        try:
            self._answer(question)
            self._trouble = ""
        except Cancelled:
            if kind is not Ask:
                self._asked.setdefault(kind, question)
        except IndexUnusable:
            self._lose()
            self._send(_nothing(question))
        except Trouble as trouble:
            self._send(_nothing(question))
            self._say(trouble.text)
        except BrokenPipeError:
            raise
        except Exception:  # noqa: BLE001 - the boundary of a question: a bug met by one must not end all others
            self._send(Failed(traceback.format_exc()))
            self._send(_nothing(question))

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._send(State(ready=self._finder is not None, trouble=trouble))

    def _answer(self, question: Question) -> None:
        finder = self._finder
        if finder is None:
            self._send(_nothing(question))
        elif isinstance(question, Ask):
            self._find(finder, question)
        elif isinstance(question, AskCounts):
            counts = tuple(finder.counts(question.conditions, self._overtaken))
            mine = () if question.mine is None else (finder.ids(question.mine, self._overtaken),)
            self._send(CountsAnswer(question.serial, counts, *mine))
        elif isinstance(question, AskSimilar):
            self._send(SimilarAnswer(question.serial, tuple(finder.similar(question.paper, question.count))))

    def _find(self, finder: Finder, ask: Ask) -> None:
        page = finder.find(ask.query, ask.page, self._overtaken)
        self._send(Answer(ask.serial, page))
        if not page.listing.whole and not self._overtaken():
            self._send(Answer(ask.serial, finder.find(ask.query, None, self._overtaken)))
        if page.total <= FEW and not self._overtaken():
            mended = finder.suggestion(ask.typed)
            if mended is not None:
                self._send(Suggestion(ask.serial, mended))

    # --- the index -------------------------------------------------------------------------------------

    def _open(self) -> None:
        """Open the index, if there is one; whoever misses it hears of it from the keeper."""
        self._close()
        with contextlib.suppress(Trouble):
            self._view = self._view or View(self._library)
            index = open_index(self._library)
            self._finder = None if index is None else Finder(self._view, index)

    def _lose(self) -> None:
        self._close()
        self._keeper.rebuild(damaged=True)

    def _close(self) -> None:
        if self._finder is not None:
            with contextlib.suppress(Trouble):
                self._finder.index.close()
        self._finder = None

    def _index_stands(self, state: State) -> None:
        """Tell the window what the keeper told; what it has built is opened first."""
        self._stale = self._stale or state.building
        if state.ready and (self._finder is None or self._stale):
            self._open()
            self._stale = False
        self._send(State(self._finder is not None, state.building, state.done, state.total, state.upto, state.trouble))


def _nothing(question: Question) -> Answer | CountsAnswer | SimilarAnswer:
    """Return the answer to a question that cannot be answered now."""
    if isinstance(question, AskCounts):
        return CountsAnswer(question.serial)
    if isinstance(question, AskSimilar):
        return SimilarAnswer(question.serial)
    return Answer(question.serial, None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)  # the reading thread waits in the lock of standard input, and Python would trip over it
