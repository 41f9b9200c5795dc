# SPDX-License-Identifier: MIT
"""Short work that waits for the net: each piece in a thread of its own, so that no change of the library waits for it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from paperdesk.config.log import logger
from paperdesk.domain.errors import Trouble

_END_WITHIN = 2.0  # seconds, when the window closes
_log = logger("errands")

Stopped = Callable[[], bool]
Work = Callable[[Stopped], Any]


class Errand:
    """One piece of work under way."""

    def __init__(self, deliver: Callable[[Any], None], refuse: Callable[[str], None]) -> None:
        self.deliver = deliver
        self.refuse = refuse
        self.stop = threading.Event()
        self.thread: threading.Thread | None = None

    def cancel(self) -> None:
        """Let it end, and its outcome be dropped."""
        self.stop.set()


class Errands(QObject):
    """Runs errands; outcomes arrive on the window's thread, `broken` brings an exception that is a bug."""

    broken = Signal(object)
    _finished = Signal(object, object)
    _failed = Signal(object, str)
    _broke = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: set[Errand] = set()
        self._closed = False
        self._finished.connect(self._deliver)
        self._failed.connect(self._refuse)
        self._broke.connect(self._break)

    def run(self, work: Work, deliver: Callable[[Any], None], refuse: Callable[[str], None]) -> Errand:
        """Run `work`, which is told how to learn that it may stop; `refuse` gets the sentence of a `Trouble`."""
        errand = Errand(deliver, refuse)
        if not self._closed:
            self._open.add(errand)
            errand.thread = threading.Thread(
                target=self._work, args=(errand, work), name="paperdesk-errand", daemon=True
            )
            errand.thread.start()
        return errand

    @property
    def busy(self) -> bool:
        """Whether any is under way whose outcome is awaited."""
        return any(not errand.stop.is_set() for errand in self._open)

    def cancel(self) -> None:
        """Stop all."""
        for errand in self._open:
            errand.cancel()

    def close(self) -> None:
        """Stop all and see their threads end; nothing is delivered any more."""
        self._closed = True
        self.cancel()
        for errand in self._open:
            if errand.thread is not None:
                errand.thread.join(_END_WITHIN)
        self._open.clear()

    def _work(self, errand: Errand, work: Work) -> None:
        try:
            result = work(errand.stop.is_set)
        except Trouble as trouble:
            self._failed.emit(errand, trouble.text)
        except Exception as error:  # noqa: BLE001 - the end of a thread of ours: nobody above would hear of it
            _log.exception("an errand failed")
            self._broke.emit(errand, error)
        else:
            self._finished.emit(errand, result)

    def _take(self, errand: Errand) -> bool:
        """Take an errand off the list; return whether its outcome is still wanted."""
        self._open.discard(errand)
        return not (self._closed or errand.stop.is_set())

    def _deliver(self, errand: Errand, result: Any) -> None:
        if self._take(errand):
            errand.deliver(result)

    def _refuse(self, errand: Errand, text: str) -> None:
        if self._take(errand):
            errand.refuse(text)

    def _break(self, errand: Errand, error: BaseException) -> None:
        if self._take(errand):
            errand.refuse("")
        self.broken.emit(error)
