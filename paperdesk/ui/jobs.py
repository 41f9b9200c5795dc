# SPDX-License-Identifier: MIT
"""Background work for the window: threads that write the library and read it, results as signals."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from paperdesk.config.log import logger
from paperdesk.domain.errors import Trouble
from paperdesk.library.view import View

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from paperdesk.library.library import Library

_log = logger("jobs")

Work = Callable[[Any], Any]
Deliver = Callable[[Any], None]
GiveUp = Callable[[], None]


class _Worker(QObject):
    """One thread with one connection of its own, opened when it is first used."""

    finished = Signal(object, object)
    failed = Signal(object)
    troubled = Signal(str)
    broken = Signal(object)

    def __init__(self, name: str, opener: Callable[[], View], parent: QObject) -> None:
        super().__init__(parent)
        self._opener = opener
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        self._local = threading.local()
        self._closing = False
        self.finished.connect(self._deliver)
        self.failed.connect(self._give_up)

    def submit(self, work: Work, deliver: Deliver, give_up: GiveUp | None = None) -> None:
        """Run `work` with the connection; on the window's thread `deliver` gets its result, or `give_up` is called."""
        if not self._closing:
            self._started().submit(self._run, work, deliver, give_up)

    def _started(self) -> "ThreadPoolExecutor":
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # not before the first paint

            self._pool = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        return self._pool

    def finish(self, seconds: float) -> bool:
        """Wait for what was submitted; return whether that was done in time. Nothing is delivered meanwhile."""
        try:
            self._started().submit(lambda: None).result(seconds)
        except TimeoutError:
            return False
        return True

    def _run(self, work: Work, deliver: Deliver, give_up: GiveUp | None) -> None:
        try:
            result = work(self._connection())
        except Trouble as trouble:
            self.troubled.emit(trouble.text)
            self.failed.emit(give_up)
        except Exception as error:  # noqa: BLE001 - the one job boundary: a bug must not end the thread
            _log.exception("a job failed")
            self.broken.emit(error)
            self.failed.emit(give_up)
        else:
            self.finished.emit(deliver, result)

    def _connection(self) -> View:
        if not hasattr(self._local, "view"):
            self._local.view = self._opener()
        view: View = self._local.view
        return view

    def _deliver(self, deliver: Deliver, result: Any) -> None:
        if not self._closing:
            deliver(result)

    def _give_up(self, give_up: GiveUp | None) -> None:
        if give_up is not None and not self._closing:
            give_up()

    def close(self) -> None:
        """Finish what was submitted, close the connection, end the thread."""
        self._closing = True
        if self._pool is not None:
            self._pool.submit(self._close_connection)
            self._pool.shutdown(wait=True)

    def _close_connection(self) -> None:
        if hasattr(self._local, "view"):
            self._local.view.close()


class Jobs(QObject):
    """The window's workers on the library in `folder`: one writes, one reads, one keeps what may not wait.

    `troubled` brings the sentence of a `Trouble`, `broken` any other exception that ended a job: a bug.
    """

    troubled = Signal(str)
    broken = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = _Worker("library-writer", lambda: _library(folder), self)
        self._reader = _Worker("library-reader", lambda: View(folder), self)
        self._keeper = _Worker("library-keeper", lambda: _library(folder), self)
        for worker in (self._writer, self._reader, self._keeper):
            worker.troubled.connect(self.troubled)
            worker.broken.connect(self.broken)

    def write(self, work: Callable[["Library"], Any], deliver: Deliver, give_up: GiveUp | None = None) -> None:
        """Run `work` on the writing thread, in the order of submission; `give_up` is called where it fails."""
        self._writer.submit(work, deliver, give_up)

    def keep(self, work: Callable[["Library"], Any], deliver: Deliver, give_up: GiveUp | None = None) -> None:
        """Write a little at once, beside a long write that is under way: between two of its transactions."""
        self._keeper.submit(work, deliver, give_up)

    def finish_keeping(self, seconds: float) -> bool:
        """Wait for what was given to `keep`; return whether that was done in time."""
        return self._keeper.finish(seconds)

    def read(self, work: Callable[[View], Any], deliver: Deliver, give_up: GiveUp | None = None) -> None:
        """Run `work` on the reading thread; `give_up` is called where it fails."""
        self._reader.submit(work, deliver, give_up)

    def close(self) -> None:
        """End the threads; what was submitted is finished first."""
        self._reader.close()
        self._keeper.close()
        self._writer.close()


def _library(folder: Path) -> "Library":
    from paperdesk.library.library import Library  # what writes is loaded by the thread that writes

    return Library(folder)
