# SPDX-License-Identifier: MIT
"""Exceptions on the window's own thread: logged, told in the window, and the program goes on."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from paperdesk.config.log import logger

_log = logger("window")


class Failures:
    """Takes the place of `sys.excepthook` while it is entered; PySide6 brings there what a slot or an override raises.

    `tell` is called with each exception, and says it in the window.
    """

    def __init__(self, tell: Callable[[BaseException], None]) -> None:
        self._tell = tell
        self._before = sys.excepthook

    def __enter__(self) -> "Failures":
        self._before = sys.excepthook
        sys.excepthook = self.tell
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook = self._before

    def tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log and tell one exception; Ctrl+C in the terminal closes the window."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log.error("the window failed", exc_info=(kind, error, trace))
        self._tell(error)
