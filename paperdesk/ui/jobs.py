# SPDX-License-Identifier: MIT
"""Background work for the window: one thread that writes the library, one that reads it, results as signals."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from paperdesk.config.log import logger
from paperdesk.domain.errors import Trouble
from paperdesk.library.library import Library, View

_log = logger("jobs")


class _Worker(QObject):
    """One thread with one connection of its own, opened when it is first used."""

    finished = Signal(object, object)
    troubled = Signal(str)
    broken = Signal(str)

    def __init__(self, name: str, opener: Callable[[], View], parent: QObject) -> None:
        super().__init__(parent)
        self._opener = opener
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._local = threading.local()
        self._closing = False
        self.finished.connect(self._deliver)

    def submit(self, work: Callable[[Any], Any], deliver: Callable[[Any], None]) -> None:
        """Run `work` with the connection; `deliver` gets its result on the window's thread."""
        if not self._closing:
            self._pool.submit(self._run, work, deliver)

    def _run(self, work: Callable[[Any], Any], deliver: Callable[[Any], None]) -> None:
        try:
            result = work(self._connection())
        except Trouble as trouble:
            self.troubled.emit(trouble.text)
        except Exception as error:  # noqa: BLE001 - the one job boundary: a bug must not end the thread
            _log.exception("a job failed")
            self.broken.emit(f"{type(error).__name__}: {error}")
        else:
            self.finished.emit(deliver, result)

    def _connection(self) -> View:
        if not hasattr(self._local, "view"):
            self._local.view = self._opener()
        view: View = self._local.view
        return view

    def _deliver(self, deliver: Callable[[Any], None], result: Any) -> None:
        if not self._closing:
            deliver(result)

    def close(self) -> None:
        """Finish what was submitted, close the connection, end the thread."""
        self._closing = True
        self._pool.submit(self._close_connection)
        self._pool.shutdown(wait=True)

    def _close_connection(self) -> None:
        if hasattr(self._local, "view"):
            self._local.view.close()


class Jobs(QObject):
    """The window's two workers on the library in `folder`."""

    troubled = Signal(str)
    broken = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = _Worker("library-writer", lambda: Library(folder), self)
        self._reader = _Worker("library-reader", lambda: View(folder), self)
        for worker in (self._writer, self._reader):
            worker.troubled.connect(self.troubled)
            worker.broken.connect(self.broken)

    def write(self, work: Callable[[Library], Any], deliver: Callable[[Any], None]) -> None:
        """Run `work` on the writing thread, in the order of submission."""
        self._writer.submit(work, deliver)

    def read(self, work: Callable[[View], Any], deliver: Callable[[Any], None]) -> None:
        """Run `work` on the reading thread."""
        self._reader.submit(work, deliver)

    def close(self) -> None:
        """End both threads; what was submitted is finished first."""
        self._reader.close()
        self._writer.close()
