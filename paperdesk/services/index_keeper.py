# SPDX-License-Identifier: MIT
"""Keeps the index of a library current, in a thread of its own, so that no question waits for what is written."""

import contextlib
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path

from paperdesk.config.log import logger
from paperdesk.domain.errors import Trouble
from paperdesk.library.view import View
from paperdesk.search.errors import IndexBusy, IndexUnusable
from paperdesk.search.index import Index
from paperdesk.services.indexing import Follower, build_index, open_index
from paperdesk.services.search_messages import Failed, State

_LISTEN = 0.2  # seconds between two looks at the library's log
_LATER = 5.0  # seconds until something is tried again that went wrong
_MUCH, _WHILE = 3, 60.0  # builds in so many seconds after which the next one waits
_TOLD_EVERY = 0.1  # seconds between two words on how far the building is
_log = logger("search")


class Keeper:
    """Opens the index of the library in `library`, follows the log of changes, merges, and builds anew what is damaged.

    `tell` is called, in the keeper's thread, with a `State` whenever the index holds something new, and with `Failed`.
    """

    def __init__(self, library: Path, tell: Callable[[State | Failed], None]) -> None:
        self._library = library
        self._tell = tell
        self._wake = threading.Event()
        self._anew = False
        self._damaged = False
        self._index: Index | None = None
        self._follower: Follower | None = None
        self._checked = False
        self._trouble = ""
        self._failure = ""
        self._told_at = 0.0  # monotonic
        self._builds: deque[float] = deque(maxlen=_MUCH)  # when the index was built last, monotonic
        self._known = -1  # how far the index was when it was told of last

    def rebuild(self, *, damaged: bool = False) -> None:
        """Have the index built anew, from any thread; one that is `damaged` is not gone back to where that fails."""
        self._damaged = self._damaged or damaged
        self._anew = True
        self._wake.set()

    def run(self) -> None:
        """Keep the index, for ever; what goes wrong in the world is told once and tried again."""
        view: View | None = None
        while True:
            pause = _LISTEN
            try:
                view = view or View(self._library)
                self._step(view)
                self._trouble = ""
            except IndexUnusable as trouble:
                _log.warning("the index is built anew: %s", trouble.text)
                self.rebuild(damaged=True)
                self._wake.clear()
                pause = _LATER if self._builds_much() else 0.0
            except IndexBusy:
                self._anew = self._damaged = False  # whoever writes it now does this work
            except Trouble as trouble:
                self._say(trouble.text)
                self._anew = self._damaged
                pause = _LATER
            except Exception:  # noqa: BLE001 - the boundary of what the keeper does: a bug met once must not end it
                self._fail(traceback.format_exc())
                pause = _LATER
            self._wake.wait(pause)
            self._wake.clear()

    def _say(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._tell(State(trouble=trouble))

    def _fail(self, report: str) -> None:
        if report != self._failure:
            self._failure = report
            self._tell(Failed(report))

    def _step(self, view: View) -> None:
        if self._index is None and not self._anew:
            self._index = open_index(self._library)
        if self._index is None or self._anew:
            self._build(view)
        else:
            self._follow(view, self._index)

    def _build(self, view: View) -> None:
        self._close()
        self._anew = False  # what is asked for meanwhile is done afterwards
        self._index = build_index(view, self._told)
        self._damaged = False
        self._builds.append(time.monotonic())
        self._tell_of(self._index)

    def _builds_much(self) -> bool:
        """Whether what is built is damaged again and again: the disk may be at fault, and is not to be worn out."""
        return len(self._builds) == _MUCH and time.monotonic() - self._builds[0] < _WHILE

    def _told(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told_at > _TOLD_EVERY or done in (0, total):
            self._told_at = now
            self._tell(State(building=True, done=done, total=total))

    def _tell_of(self, index: Index) -> None:
        self._known = index.upto
        self._tell(State(ready=True, upto=self._known))

    def _follow(self, view: View, index: Index) -> None:
        if self._follower is None:
            self._follower = Follower(view, index)
        if not self._follower.catch_up() or not self._holds_all(self._follower):
            self._anew = True
            self._wake.set()
        elif index.upto != self._known:
            self._tell_of(index)
        elif index.merge_is_due:
            index.merge()

    def _holds_all(self, follower: Follower) -> bool:
        """Compare index and library, once: this may be another library since, or one restored from a backup."""
        checked, self._checked = self._checked, True
        return checked or follower.holds_all()

    def _close(self) -> None:
        if self._index is not None:
            with contextlib.suppress(Trouble):
                self._index.close()
        self._index = self._follower = None
        self._known = -1
